## lint và explain

severity-error = lỗi
severity-warning = cảnh báo
severity-info = thông tin
severity-hint = gợi ý

cli-lint-nothing = ở đó không có tệp chú giải nào (*.anno.jsonl)
cli-lint-summary = đã kiểm tra { $sidecars } tệp chú giải: { $errors } lỗi, { $warnings } cảnh báo, { $others } điều nhẹ hơn
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
