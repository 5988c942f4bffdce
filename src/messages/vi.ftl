## Vì sao được gán nhãn

reason-name-of-a-unit = tên của một đơn vị

## lookup

lookup-not-found = không có nơi nào tên là “{ $name }”
