# Lời của các quy tắc, kèm cách xử lý. Thuộc tính là biến thể của thông báo.
lint-anchor-out-of-bounds = chú giải kết thúc ở { $end }, nhưng bài chỉ có { $length } ký tự mã; hãy chọn lại vị trí hoặc xóa dòng
lint-anchor-empty = chú giải không bao chữ nào; hãy chọn vị trí hoặc xóa dòng
lint-quote-mismatch = bài viết “{ $now }” ở chỗ chú giải trích “{ $quote }”; hãy kiểm tra giá trị rồi tính lại chú giải
    .moved = “{ $quote }” nay bắt đầu ở ký tự mã { $start }; hãy chuyển chú giải tới đó
lint-context-mismatch = đoạn chữ quanh trích dẫn không như chú giải ghi; hãy làm mới phần trước và phần sau
lint-quote-ambiguous = “{ $quote }” có ở { $count } chỗ và không gì cho biết là chỗ nào; hãy chọn một
lint-splits-grapheme = chú giải cắt đôi một chữ cái; hãy dời mép ra ngoài chữ cái ấy
lint-splits-syllable = chú giải cắt đôi một tiếng hoặc một con số; hãy nới hoặc thu cho trọn tiếng
lint-edge-whitespace = chú giải bắt đầu hoặc kết thúc bằng khoảng trắng; hãy bỏ khoảng trắng ra ngoài
lint-article-changed = { $article } đã thay đổi sau khi các chú giải này được ghi; hãy đưa chúng theo văn bản mới
    .unmerged = được hợp nhất từ một phiên bản khác của bài, nên vị trí còn phải tìm lại; --fix sẽ tìm
lint-orphan = không còn tìm thấy “{ $quote }” trong bài; hãy chọn vị trí hoặc xóa dòng
lint-crosses-paragraph = chú giải vượt qua cuối đoạn văn; hãy kết thúc ở đó
lint-bad-json = không phải JSON: { $error }; hãy sửa hoặc xóa dòng
    .not-utf8 = không phải UTF-8: byte { $byte }; hãy sửa hoặc xóa dòng
    .not-object = không phải đối tượng JSON; hãy sửa hoặc xóa dòng
lint-unknown-key = không biết khóa “{ $key }”; hãy xem lại chính tả (khóa vẫn được giữ)
lint-bad-schema = “{ $key }” thiếu hoặc sai; cần: { $expected ->
        [context] ngữ cảnh của W3C và bộ từ urn:gannhan:
        [id] {"urn:gannhan: và ít nhất 6 ký tự [0-9a-z]"}
        [TextPositionSelector] một TextPositionSelector có start và end là số nguyên
        [TextQuoteSelector] một TextQuoteSelector có exact, prefix và suffix
        [body] một đối tượng thuộc loại Locality, Official hoặc Amount
        [source] IRI của đối tượng được nói đến; ở dòng đầu là tên tệp bài
        [name] tên bài, mã hóa phần trăm
        [sha256] 64 chữ số thập lục phân viết thường
        [position] số nguyên đếm điểm mã, từ 0 trở lên
        [day] ngày dạng 2026-01-31
        [time] thời điểm dạng 2026-01-31T08:00:00Z
        [creator] một đối tượng loại Person có name
        [generator] IRI của chương trình, urn:gannhan:software:PHIÊN_BẢN
        [decimal] con số chính xác, không số mũ, không dấu nhóm, không số 0 thừa
        [guideline] số nguyên từ 1 trở lên
        [unit] một đối tượng có level và name
        [target] một đối tượng có source và selector
        [string] chuỗi ký tự
        [array] một danh sách
        [object] một đối tượng
        [integer] số nguyên
        [boolean] true hoặc false
       *[other] { $expected }
    }
    .repeated-key = một khóa có hai lần trong một đối tượng, và trình đọc chỉ lấy lần cuối; hãy xóa một
lint-duplicate-id = mã { $id } đã có ở dòng { $line }; hãy cho dòng này mã khác
lint-duplicate-annotation = dòng { $line } đã chú giải cùng đoạn chữ với cùng loại; hãy xóa một
lint-crossing = chú giải cắt ngang chú giải ở dòng { $line }; hãy để cái này nằm trọn trong cái kia, hoặc tách ra
lint-dangling-reference = { $id } không phải chú giải của tệp này; hãy sửa hoặc bỏ tham chiếu
    .article = dòng ghi { $source }, nhưng tệp này đi với { $article }; hãy sửa tên
lint-not-canonical = dòng chưa ở dạng chuẩn; hãy viết lại
    .order = dòng đứng sau một dòng thuộc chỗ muộn hơn trong bài; hãy xếp lại tệp
lint-header-missing = tệp không bắt đầu bằng dòng mô tả bài viết; hãy thêm vào
    .behind = dòng mô tả bài viết đứng sau các chú giải; hãy chuyển nó lên đầu tệp
lint-header-repeated = dòng { $line } đã mô tả bài viết; hãy giữ một trong hai
lint-conflict-marker = { $marker } còn sót lại sau khi trộn; hãy giải quyết xung đột
lint-no-article = không có { $article } hoặc không đọc được; hãy khôi phục bài hoặc xóa tệp này
lint-missing-creator = không ghi ai là người chú giải; hãy thêm tên
lint-bad-decimal = “{ $decimal }” không phải con số chính xác; hãy viết thành chuỗi không có số mũ, dấu nhóm hay số 0 thừa ở cuối: "9.5"
lint-unknown-currency = “{ $currency }” không phải tiền tệ của ISO 4217; hãy viết ba chữ cái của nó
lint-reversed-range = khoảng kết thúc ở { $high }, thấp hơn chỗ đầu { $low }; hãy đổi chỗ hai số
lint-person-missing = chú giải cho biết tên người lấy từ đâu mà không ghi là ai; hãy thêm “person”
lint-bad-config = ở đây có gì đó sai
    .unknown-key = không có khóa “{ $key }”; hãy xem lại cách viết
    .unknown-key-near = không có khóa “{ $key }”; có phải là “{ $near }”?
    .syntax = không phải TOML: { $error }; hãy sửa dòng này (các dòng khác vẫn có hiệu lực)
    .no-switch = cần true hoặc false
    .no-count = cần một số nguyên từ 0 trở lên
    .no-text = cần một chuỗi trong dấu nháy
    .no-file-name = nó thành một phần của tên tệp: không được có dấu chấm, gạch chéo, dấu nháy
    .no-day = cần một ngày theo dạng "YYYY-MM-DD"
    .no-list = cần một danh sách chuỗi trong ngoặc vuông
    .no-table = cần một bảng
    .no-choice = cần một trong các giá trị { $choices }
    .no-choice-near = cần một trong các giá trị { $choices }; có phải là “{ $near }”?
    .bad-pattern = không phải mẫu đường dẫn: { $error }
    .empty-pattern = mẫu đường dẫn trống
    .unreadable = không đọc được tệp: { $error }
    .no-such-file = không có tệp nào là “{ $pattern }”
lint-bad-table = trong hàng này có gì đó sai
    .unreadable = không đọc được tệp: { $error }
    .unknown-column = không có cột “{ $column }”; các cột là { $columns }
    .unknown-column-near = không có cột “{ $column }”; có phải là “{ $near }”?
    .column-twice = cột “{ $column }” có hai lần
    .no-column = thiếu cột “{ $column }”
    .too-many = phía trên ô này không có cột nào
    .no-day = cần một ngày theo dạng "YYYY-MM-DD"
    .turned-round = ngày cuối trước ngày đầu
    .no-reference = cần một đơn vị: 2025:MÃ, before-2025:MÃ hoặc country:MÃ
    .unknown-unit = không có đơn vị nào là “{ $unit }”
    .unknown-own = không nơi nào trong các bảng của bạn có mã “{ $code }”
    .within-smaller = nơi chứa nó không lớn hơn nó
    .code-twice = mã “{ $code }” đã là của một nơi khác
    .row-twice = điều này đã có ở dòng { $line }
    .no-name = hàng này không có tên
    .bad-name = tên phải bắt đầu bằng chữ cái
    .not-of-alias = tên khác của một đơn vị không có “{ $column }” riêng
    .no-level = hãy cho biết đây là gì: một nơi (level), hay tên khác của một nơi (alias_of)
    .bad-level = cần một trong các giá trị { $levels }
    .bad-level-near = cần một trong các giá trị { $levels }; có phải là “{ $near }”?
    .bad-code = mã có tối đa 8 chữ cái và chữ số, không dấu
    .no-cell = ô “{ $column }” trống
    .no-office = không đọc được chức danh nào; hãy ghi chức vụ và cơ quan, không kèm tên người và địa danh
    .no-jurisdiction = chức danh của một địa phương cần đơn vị trong cột “jurisdiction”
    .bad-id = mã người gồm 6 đến 32 ký tự 0-9 và a-z
    .too-long = phần này quá dài
lint-ambiguous-separator = “{ $text }” có thể đọc là { $first } hoặc { $second }; hãy viết theo một trong hai cách
    .listed = “{ $text }” được chú giải mà chưa chọn giữa { $first } và { $second }; hãy chọn một
    .foreign = “{ $text }” viết theo kiểu nước ngoài, nghĩa là { $first }; hãy viết theo kiểu Việt Nam
lint-unit-not-valid-then = { $text } tồn tại đến { $last }, không còn vào { $date }; hãy ghi đơn vị của ngày ấy, hoặc nói rõ đó là đơn vị cũ
    .annotated = { $unit } ({ $text }) không có vào { $date }; hãy chọn đơn vị của ngày ấy
lint-office-body-mismatch = “{ $title }” không phải chức danh của { $organ }, nơi người đứng đầu gọi là { $head }; hãy sửa một trong hai
    .unit = { $organ } không hợp với { $unit } (tính đến { $date }); hãy sửa tên cơ quan hoặc tên nơi
lint-two-holders = { $name } ở đây giữ cùng chức vụ với { $other } ở chỗ khác trong bài; hãy sửa, hoặc nói rõ ai là người trước
    .annotated = { $name } ở đây giữ cùng chức vụ với { $other } ở dòng { $line }; hãy sửa một người, hoặc chức vụ
lint-locality-capitals = địa danh thiếu chữ hoa; hãy viết “{ $right }”
lint-locality-spelling = có lẽ sai chính tả; hãy viết “{ $right }”
lint-mixed-spelling = “{ $written }” ({ $count } lần) phần lớn được viết là “{ $common }” trong bài này; hãy viết thống nhất
lint-not-nfc = { $count } tiếng được viết bằng dấu rời (không phải NFC) nên khi tìm sẽ bị sót; hãy dùng chữ dựng sẵn
lint-amount-disagrees = “{ $text }” là { $reads }, chú giải ghi { $says }; hãy sửa một bên
lint-currency-disagrees = “{ $text }” tính bằng { $reads }, chú giải ghi { $says }; hãy sửa một bên
lint-modifier-disagrees = từ ước lượng của “{ $text }” trong bài là { $reads }, trong chú giải là { $says }; hãy sửa một bên
lint-unknown-unit = { $unit } không phải đơn vị nào; hãy tra mã bằng “gannhan lookup TÊN”
lint-level-disagrees = chú giải ghi { $says }, nhưng { $unit } là { $is }; hãy sửa một bên
lint-mixed-referent = “{ $text }” ở đây là { $thing }, ở dòng { $line } là { $other }; hãy sửa một chỗ
lint-unannotated = “{ $text }” chưa được chú giải dù bài đã xong; hãy chú giải hoặc từ chối, hoặc mở lại bài
lint-unreviewed = “{ $text }” được chú giải hàng loạt và chưa ai xem lại; hãy nhận, sửa hoặc từ chối
    .count = { $count } chú giải được ghi hàng loạt và chưa ai xem lại, đây là cái đầu tiên; hãy nhận, sửa hoặc từ chối
lint-mixed-extent = “{ $text }” được chú giải không kèm từ chỉ loại đơn vị, còn ở dòng { $line } thì kèm; hãy lấy cả “{ $whole }”
fix-value = Ghi { $value }
fix-extend = Lấy cả “{ $text }”
fix-write = Viết “{ $text }”
fix-write-everywhere = Viết “{ $text }” ở { $count ->
        [1] chỗ này
       *[other] cả { $count } chỗ
    }
fix-reading = Viết “{ $text }” ({ $meaning })
fix-compose = Chuyển { $count } tiếng sang chữ dựng sẵn
lint-corpus-mixed-referent = “{ $text }” ở đây là { $thing }, nhưng là { $other } ở { $usual } trong { $all } chỗ của mọi bài; hãy xem lại
lint-person-two-ids = { $name } ở đây là { $thing }, ở chỗ khác với cùng chức vụ là { $other }; hãy dùng một mã
lint-annotators-disagree = “{ $text }” ở đây là { $thing }, trong { $file } là { $other }; hãy thống nhất
    .rejected = “{ $text }” được chú giải ở đây và bị từ chối trong { $file }; hãy thống nhất
    .taken = “{ $text }” bị từ chối ở đây và được chú giải trong { $file }; hãy thống nhất
    .extent = “{ $text }” ở đây là “{ $other }” trong { $file }; hãy thống nhất phạm vi
    .missing = “{ $text }” được chú giải ở đây mà không có trong { $file }, dù cả hai đã xong; hãy thống nhất
lint-date-disagrees = ngày của bài ở đây là { $date }, trong { $file } là { $said }; hãy sửa một bên
    .line = ngày ở dòng đầu là { $date }, dòng ngày trong bài ghi { $said }; hãy sửa dòng đầu
