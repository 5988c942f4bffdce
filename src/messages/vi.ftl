## Vì sao được gán nhãn (khóa của `Reason`)

reason-name-of-a-unit = tên của một đơn vị
reason-locality-designator = từ chỉ loại đơn vị đứng trước tên
reason-locality-designator-unknown = từ chỉ loại đơn vị đứng trước một tên không có trong danh mục
reason-locality-parent = đơn vị cấp trên được nêu ngay bên cạnh
reason-locality-homonyms = nhiều đơn vị cùng tên, bài không cho biết là nơi nào
reason-locality-large = tên của một quốc gia, vùng hoặc tỉnh
reason-locality-large-placed = tên quốc gia, vùng hoặc tỉnh, cũng là từ thường, đứng ở vị trí của địa danh
reason-locality-former = tên một tỉnh cũ, đứng ở vị trí của địa danh
reason-locality-elsewhere = được nêu đầy đủ ở chỗ khác trong bài
reason-locality-sibling = đứng cạnh một đơn vị cùng trực thuộc
reason-locality-list = nằm trong một chuỗi địa danh
reason-locality-route = đầu mút của một tuyến, hoặc đứng cạnh một địa danh khác
reason-locality-route-unknown = đầu mút của một tuyến; danh mục không có tên này
reason-locality-own = bảng riêng của dự án có tên này
reason-locality-office = nằm trong tên một chức vụ hoặc cơ quan
reason-locality-abroad = tên một nơi ở nước ngoài
reason-locality-town = tên một thành phố hoặc thị xã
reason-locality-placed = một tên đứng ở vị trí của địa danh
reason-locality-province-named = tỉnh của nơi này được nêu trong bài
reason-locality-facility = có công trình mang tên này, và tỉnh của nó được nêu trong bài
reason-amount-explicit = con số có kèm đơn vị tiền
reason-amount-range = hai con số chung một đơn vị tiền
reason-amount-change = đơn vị tiền đứng ở con số sau
reason-amount-implied = con số rõ ràng là tiền; đơn vị tiền không ghi
reason-amount-implied-around = con số nằm giữa các số tiền khác; đơn vị tiền không ghi
reason-amount-implied-sentence = đơn vị tiền ghi ở một số tiền khác trong câu
reason-amount-currency-unsure = nhiều loại tiền cùng tên này
reason-amount-neighbour = có một con số khác đứng sát bên
reason-amount-spaces = các chữ số được tách bằng dấu cách
reason-amount-shorthand = lược bớt hàng (triệu, nghìn)
reason-amount-separator = dấu chấm hoặc dấu phẩy có thể hiểu hai cách
reason-amount-wording = cách viết bằng chữ có thể hiểu hai cách

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
unit-seen-to = đến { $to } (ghi nhận từ { $first })
unit-seen-once = ghi nhận { $first }
unit-seen = ghi nhận { $first } … { $last }
unit-became = trở thành { $units }
unit-split = chia vào { $units }
unit-made-of = lập từ { $units }
unit-part = một phần { $unit }
unit-more = { $count } nơi khác
unit-there = tồn tại vào ngày { $date }
unit-not-there = không tồn tại vào ngày { $date }
unit-maybe-there = nguồn không cho biết có tồn tại vào ngày { $date } hay không

## Độ chắc chắn

certainty-certain = chắc chắn
certainty-likely = có thể
certainty-ambiguous = nhiều cách hiểu

## Khung thông tin

hover-within = thuộc { $units }
hover-no-unit = không có trong danh mục địa danh
hover-others = cũng có thể là { $units }
hover-other = không phải { $unit }: { $why }
hover-others-more = và { $count } nơi khác cùng tên
why-designator = từ đứng trước tên chỉ loại đơn vị khác
why-date = không tồn tại vào ngày của bài
why-habit = tên đứng một mình ít khi chỉ nơi này
why-province = bài nhắc đến tỉnh hoặc huyện của nơi kia
why-told = chỗ khác trong bài gọi rõ nơi kia
why-abroad = bài không nhắc đến nước có nơi này
why-beside = những gì đứng cạnh tên chỉ về nơi kia
why-bare = tên trần chỉ nơi này khi có nơi chốn, danh sách hoặc đơn vị cấp trên đứng cạnh
why-even = trong bài không có gì phân biệt hai nơi
hover-inside-office = nằm trong tên chức vụ
hover-inside-organisation = nằm trong tên tổ chức
hover-as-of-given = tính đến { $date } (ngày ghi ở đầu tệp gán nhãn)
hover-as-of-text = tính đến { $date } (ngày ghi trong bài)
hover-as-of-year = tính đến { $date } (năm muộn nhất trong bài)
hover-as-of-setting = tính đến { $date } (ngày đặt trong gannhan.toml)
hover-as-of-none = không rõ ngày
hover-person-elsewhere = được nêu tên ở chỗ khác trong bài
hover-person-table = bài không nêu tên; bảng chức danh của dự án cho biết
hover-holder = bảng chức danh: { $person }, { $from } – { $to } ({ $evidence })
hover-person-unknown = bài không nêu tên người giữ chức
hover-offices-elsewhere = ở chỗ khác trong bài: { $offices }
hover-held = { $office } trong các tệp chú giải của không gian làm việc này:
hover-held-articles = và { $count } bài nữa
hover-held-persons = và { $count } người nữa
hover-jurisdiction = { $unit }
hover-jurisdiction-implied = { $unit } (suy ra)
hover-figure-vietnamese = viết theo tiếng Việt: { $figure }
hover-figure-english = viết theo tiếng Anh: { $figure }
hover-currency-implied = đơn vị tiền không ghi ở đây
hover-in-words = bằng chữ: { $words }
hover-read-as = đọc là { $parts }
hover-other-readings = cũng có thể là { $figures }

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

## Đọc và ghi


## tag --ndjson

ndjson-not-utf8 = không phải UTF-8 ở vị trí byte { $offset }
ndjson-not-json = không phải đối tượng JSON: { $error }
ndjson-no-id = thiếu "id"
ndjson-no-text = thiếu "text"
ndjson-text-no-string = "text" không phải là chuỗi
ndjson-too-long = "text" dài hơn { $most } byte
ndjson-bad-date = "date" không phải là ngày dạng YYYY-MM-DD: { $date }

## lookup

lookup-not-found = không có nơi nào tên là “{ $name }”
lookup-near = tên gần giống: { $names }
lookup-not-such = có “{ $name }”, nhưng không phải với “{ $by }”
lookup-known = đã biết: { $units }
lookup-many = { $count } đơn vị cùng tên này; hãy nêu loại, huyện hoặc tỉnh để xem đầy đủ
lookup-decree = theo { $decree }
lookup-meant = tên này chỉ nơi này, trừ khi bài viết nói khác
lookup-open = riêng tên này không cho biết có phải nơi này không
lookup-lost = tên này chỉ nơi khác: { $why }
lookup-why-date = nơi này không tồn tại vào ngày đó
lookup-why-abroad = nơi này ở nước ngoài mà tên nước không được nêu
lookup-why-even = không có gì phân biệt
reason-official-office-and-name = chức vụ đứng cùng tên người giữ
reason-official-office-alone = chức vụ của một người, bài không nêu tên
reason-official-office-of-named = chức vụ của người mà bài có nêu tên
reason-official-name-alone = tên một người mà bài cho biết là cán bộ
reason-official-given-name = tên gọi của cán bộ duy nhất trong bài mang tên đó

file-not-found = không có tệp này
file-not-a-file = không phải tệp thường
file-read-only = không ghi được: tệp hoặc thư mục chỉ cho đọc
file-changed = đã thay đổi sau khi được đọc; không ghi gì cả
file-busy = một tiến trình khác đang ghi tệp này; không ghi gì cả
file-not-utf8 = không phải UTF-8: byte { $byte } ở vị trí { $offset }
file-utf16 = UTF-16, không phải UTF-8
file-too-long = dài { $length } byte, quá { $most }
