## Máy chủ ngôn ngữ

server-unannotated = { $name }: chưa gán nhãn
server-more = còn { $count } chỗ nữa chưa gán nhãn
server-trouble = { $error }. Không gợi ý gì ở đây, vì không vị trí nào đúng được. Hãy lưu tệp dưới dạng UTF-8.
server-annotated = đã gán nhãn
server-rejected = gợi ý đã bị bác
server-annotate = Gán nhãn { $name }
server-annotate-name = Gán nhãn cả { $count } chỗ nhắc đến { $name }
server-annotate-certain = Gán nhãn cả { $count } chỗ chắc chắn
server-annotate-as = Gán nhãn phần đang chọn là { $type ->
    [locality] địa danh
    [official] quan chức
   *[amount] số tiền
}
server-reject = Bác gợi ý { $name }
server-no-file = Hãy lưu văn bản thành tệp trước: nhãn được ghi vào tệp bên cạnh.
server-text-changed = Văn bản đã đổi từ khi có gợi ý này; chưa ghi gì. Hãy thử lại.
server-not-written = Chưa ghi được nhãn: { $error }. Không mất gì; hãy sửa chỗ đó rồi thử lại.
server-unreadable = Không đọc được tệp của bài như văn bản, nên không vị trí nào chắc đúng; chưa ghi gì. Hãy lưu tệp bằng UTF-8.
server-no-reason = không nêu lý do
server-not-applied = Trình soạn thảo không nhận thay đổi ở { $file }: { $reason }. Chưa ghi gì.
server-no-apply = { $file } đang mở, mà trình soạn thảo này không nhận thay đổi từ máy chủ. Hãy lưu và đóng tệp đó rồi thử lại.
server-followed-not = Nhãn trong { $file } không theo kịp bài: { $error }. Chúng vẫn nói về văn bản trước đó.
server-checking = Đang kiểm tra { $count } tệp nhãn
server-remove = Bỏ nhãn của “{ $name }”
server-take-back = Rút lại việc bác gợi ý “{ $name }”
server-accept = Chấp nhận nhãn của “{ $name }”
server-choose = “{ $name }” nằm ở đây, dòng { $line }: { $place }
server-delete = Xóa nhãn của “{ $name }”
server-recompute = Đọc lại giá trị của “{ $now }” (trước là “{ $name }”)
server-keep = Giữ giá trị của “{ $name }” cho “{ $now }”
server-set-date = Đọc bài theo ngày { $date }
server-unset-date = Để bài tự cho biết ngày
server-finish = Đánh dấu bài đã xong: chỗ chưa gán nhãn là không có gì
server-reopen = Đánh dấu bài còn đang làm
server-fix = Sửa { $rule }
server-fix-every = Sửa những gì sửa được chắc chắn
server-fix-all = Sửa cả { $count } chỗ sửa được chắc chắn trong nhãn
server-type-locality = Địa danh
server-type-official = Người giữ chức
server-type-amount = Số tiền
server-lens = { $annotated } đã gán nhãn, { $open } chưa
server-lens-finish = Đánh dấu đã xong
server-lens-reopen = Mở lại
server-by = do { $name }: { $how }
server-status-open = đang làm: chỗ chưa gán nhãn là chưa xem
server-status-finished = đã xong: chỗ chưa gán nhãn là không có gì
server-first-named = được nêu lần đầu ở đây
server-said-there = chỗ kia
server-other-line = dòng không khớp với nó
server-stands-here = chỗ trong bài
server-may-stand-here = có thể là chỗ này
