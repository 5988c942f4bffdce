## Vì sao được gán nhãn (khóa của `Reason`)

reason-name-of-a-unit = tên của một đơn vị

## Cấp của đơn vị

level-country = quốc gia
level-region = vùng
level-province = cấp tỉnh
level-district = cấp huyện
level-commune = cấp xã
level-village = thôn, ấp

## Thông tin về đơn vị

unit-code = mã { $code }
unit-code-before-2025 = mã { $code } (danh mục đến 30/06/2025)
unit-code-since-2025 = mã { $code } (danh mục từ 01/07/2025)
unit-code-iso = ISO { $code }
unit-from-to = { $from } – { $to }
unit-from = từ { $from }
unit-to = đến { $to }
unit-seen-to = thấy { $first }, đến { $to }
unit-seen-once = thấy { $first }
unit-seen = thấy { $first } … { $last }
unit-became = trở thành { $units }
unit-split = chia vào { $units }
unit-made-of = lập từ { $units }
unit-part = một phần { $unit }
unit-more = { $count } nơi khác
unit-not-there = không tồn tại vào ngày { $date }
unit-maybe-there = nguồn không cho biết có tồn tại vào ngày { $date } hay không

## Độ chắc chắn

certainty-certain = chắc chắn
certainty-likely = có thể
certainty-ambiguous = nhiều cách hiểu

## Khung thông tin

hover-within = thuộc { $units }
hover-no-unit = không có trong danh mục địa danh
hover-others = hoặc { $units }
hover-inside-office = nằm trong tên chức vụ
hover-inside-organisation = nằm trong tên tổ chức
hover-as-of-given = tính đến { $date } (ngày được cho)
hover-as-of-text = tính đến { $date } (ngày ghi trong bài)
hover-as-of-year = tính đến { $date } (năm muộn nhất trong bài)
hover-as-of-none = không rõ ngày
hover-person-elsewhere = được nêu tên ở chỗ khác trong bài
hover-person-unknown = bài không nêu tên người giữ chức
hover-offices-elsewhere = ở chỗ khác trong bài: { $offices }
hover-jurisdiction = { $unit }
hover-jurisdiction-implied = { $unit } (suy ra)
hover-figure-vietnamese = viết theo tiếng Việt: { $figure }
hover-figure-english = viết theo tiếng Anh: { $figure }
hover-currency-implied = đơn vị tiền không ghi ở đây
hover-other-readings = hoặc { $figures }

modifier-about = khoảng chừng này
modifier-almost = gần bằng số này
modifier-over = hơn số này
modifier-under = chưa đến số này
modifier-at-least = ít nhất bằng số này
modifier-at-most = nhiều nhất bằng số này

## Các loại tiền báo chí hay nhắc

currency-VND = đồng Việt Nam
currency-USD = đô la Mỹ
currency-EUR = euro
currency-GBP = bảng Anh
currency-JPY = yên Nhật
currency-CNY = nhân dân tệ
currency-KRW = won Hàn Quốc
currency-THB = baht Thái Lan
currency-LAK = kíp Lào
currency-KHR = riel Campuchia
currency-RUB = rúp Nga
currency-INR = rupee Ấn Độ
currency-AUD = đô la Úc
currency-CAD = đô la Canada
currency-NZD = đô la New Zealand
currency-SGD = đô la Singapore
currency-HKD = đô la Hồng Kông
currency-TWD = đô la Đài Loan
currency-CHF = franc Thụy Sĩ
currency-MYR = ringgit Malaysia
currency-IDR = rupiah Indonesia
currency-PHP = peso Philippines
currency-MMK = kyat Myanmar
currency-SEK = krona Thụy Điển
currency-NOK = krone Na Uy
currency-DKK = krone Đan Mạch

## lookup

lookup-not-found = không có nơi nào tên là “{ $name }”
