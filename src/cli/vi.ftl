## lint và explain

severity-error = lỗi
severity-warning = cảnh báo
severity-info = thông tin
severity-hint = gợi ý

cli-config-faults = { $file }: { $count } chỗ sai trong cấu hình bị bỏ qua; `gannhan lint` chỉ ra ở đâu

cli-init-made = { $file }: đã tạo
cli-init-added = { $file }: đã thêm { $count } dòng
cli-init-there = { $file }: đã có sẵn, để nguyên
cli-init-clash = { $file }: dòng { $line } ghi “{ $written }” và được để nguyên; để vị trí và việc trộn không sai thì cần “{ $wanted }”
cli-init-nested = phía trên đã có { $file }; trong thư mục này các thiết lập của nó không còn hiệu lực
cli-init-driver = trong bản sao này git trộn tệp chú giải bằng “{ $runs }”; mỗi bản sao khác cần chạy `gannhan init` một lần
cli-init-driver-there = trình trộn của git: đã có sẵn
cli-init-driver-other = trình trộn của git đang là “{ $runs }” và được để nguyên; của chúng tôi là “{ $wanted }”
cli-init-no-repository = ở đây không có kho git nên chưa đặt trình trộn; khi có kho, hãy chạy lại `gannhan init`
cli-init-no-git = không tìm thấy git nên chưa đặt trình trộn; khi có git, hãy chạy lại `gannhan init`
cli-init-git-failed = git không nhận trình trộn: { $error }

cli-lint-nothing = ở đó không có bài viết hay tệp chú giải nào (*.anno.jsonl)
cli-lint-summary = đã kiểm tra { $articles ->
        [0] {""}
       *[other] { $articles } bài viết và{" "}
    }{ $sidecars } tệp chú giải: { $errors } lỗi, { $warnings } cảnh báo, { $others } điều nhẹ hơn
cli-lint-fixable = { $count } trong số đó sửa được bằng --fix
cli-lint-known = bỏ qua { $count } điều đã biết trong tệp mốc
cli-lint-fixed = đã sửa { $files } tệp chú giải
cli-lint-diff = { $files } tệp chú giải sẽ thay đổi
cli-lint-baseline-written = { $file }: đã ghi { $count } điều
cli-lint-baseline-bad = { $file }: không phải tệp mốc: { $error }
cli-lint-statistics-format = --statistics chỉ đi với --format text hoặc json
cli-lint-statistics-fixable = { $count } sửa được bằng --fix

cli-rule-unknown = không có quy tắc hay nhóm nào tên { $name }
cli-rule-near = gần giống: { $names }

cli-explain-facts = { $severity }, nhóm { $group }
cli-explain-facts-fixable = { $severity }, nhóm { $group }; trường hợp an toàn được --fix sửa
cli-explain-article = bài viết
cli-explain-wrong = sai
cli-explain-right = đúng

## annotate

cli-annotate-done = đã ghi { $count } chú giải vào { $files } tệp chú giải; số bài đã đọc: { $articles }
cli-annotate-would = sẽ ghi { $count } chú giải vào { $files } tệp chú giải; số bài đã đọc: { $articles }
cli-annotate-finished = số bài đã hoàn tất, để nguyên: { $count }
cli-annotate-stdin = bài đọc từ stdin không có chỗ cho tệp chú giải; hãy nêu tên tệp
cli-annotate-name = { $file }: tên tệp này không thể nằm trong tên tệp chú giải; hãy đổi tên
cli-annotate-sidecar = { $file }: đây là tệp chú giải, không phải bài viết; hãy nêu tên bài
cli-annotate-changed = { $file }: đã thay đổi sau khi ghi tệp chú giải; hãy chạy `gannhan lint --fix` trước
cli-annotate-conflict = { $file }: tệp chú giải còn xung đột do git để lại; hãy giải quyết trước

## export

cli-export-unreadable = { $file }: { $count } dòng không đọc được hoặc đánh dấu xung đột; `gannhan lint` cho biết thêm
cli-export-changed = { $file }: bài viết đã thay đổi từ đó; vị trí tính theo bản cũ

## merge

cli-merge-files = hãy nêu BASE OURS THEIRS, hoặc một tệp chú giải có xung đột
cli-merge-changed = { $file }: cả hai bên đều sửa { $id }; hai dòng nằm giữa các dấu xung đột, hãy giữ một
cli-merge-deleted = { $file }: một bên sửa { $id }, bên kia xóa; dòng nằm giữa các dấu xung đột, hãy giữ hoặc xóa
cli-merge-unknown = { $file }: { $id } chỉ có ở một bên, không rõ là mới thêm hay đã bị xóa; dòng nằm giữa các dấu xung đột, hãy giữ hoặc xóa
cli-merge-header = { $file }: cả hai bên đều sửa dòng đầu; cả hai nằm giữa các dấu xung đột, hãy giữ một
cli-merge-torn = { $file }: một bên còn xung đột cũ, nên đã hợp nhất như văn bản thường
cli-merge-nothing = { $file }: không có xung đột
cli-no-articles = { $folder }: thư mục không có bài viết nào (*.txt)
cli-no-file = { $file }: không có tệp này
cli-no-permission = { $file }: không có quyền đọc
cli-read-failed = { $file }: { $error }
cli-write-failed = không ghi được kết quả: { $error }
cli-not-utf8 = { $file }: không phải UTF-8: byte { $byte } ở vị trí byte { $offset }. Hãy chuyển mã trước, chẳng hạn bằng iconv.
cli-utf16 = { $file }: là UTF-16, không phải UTF-8. Hãy chuyển mã trước, chẳng hạn bằng iconv -f UTF-16 -t UTF-8.
cli-too-long = { $file }: dài hơn { $most } byte. Hãy chia nhỏ trước.
