//! Examples of the rules of the group `document`.

use super::Example;

pub static EXAMPLES: &[Example] = &[
    Example {
        rule: "mixed-referent",
        article: Some("Từ Tân Thành tới Tân Thành."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:before-2025:04882"},"target":{"selector":[{"type":"TextPositionSelector","start":3,"end":12},{"type":"TextQuoteSelector","exact":"Tân Thành"}]}}"#,
            "\n",
            r#"{"id":"urn:gannhan:d4e5f6","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:before-2025:06250"},"target":{"selector":[{"type":"TextPositionSelector","start":17,"end":26},{"type":"TextQuoteSelector","exact":"Tân Thành"}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:before-2025:04882"},"target":{"selector":[{"type":"TextPositionSelector","start":3,"end":12},{"type":"TextQuoteSelector","exact":"Tân Thành"}]}}"#,
            "\n",
            r#"{"id":"urn:gannhan:d4e5f6","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:before-2025:04882"},"target":{"selector":[{"type":"TextPositionSelector","start":17,"end":26},{"type":"TextQuoteSelector","exact":"Tân Thành"}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "unannotated",
        article: Some("Sáng nay, đoàn về Cà Mau."),
        wrong: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"finished"}"#,
            "\n",
        ),
        right: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"finished"}"#,
            "\n",
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:96"},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau"}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "unreviewed",
        article: Some("Sáng nay, đoàn về Cà Mau."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:96"},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau"}]},"origin":"bulk"}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:96"},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau"}]},"origin":"accepted"}"#,
            "\n",
        ),
    },
    Example {
        rule: "two-holders",
        article: None,
        wrong: "Chủ tịch UBND tỉnh Cà Mau Kim Văn Nhựt mở đầu.\nChủ tịch UBND tỉnh Cà Mau Thạch Thị Sương kết luận.\n",
        right: "Chủ tịch UBND tỉnh Cà Mau Kim Văn Nhựt mở đầu.\nPhó Chủ tịch UBND tỉnh Cà Mau Thạch Thị Sương kết luận.\n",
    },
    Example {
        rule: "mixed-extent",
        article: Some("Tỉnh Cà Mau mời, tỉnh Cà Mau đãi."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:96"},"target":{"selector":[{"type":"TextPositionSelector","start":0,"end":11},{"type":"TextQuoteSelector","exact":"Tỉnh Cà Mau"}]}}"#,
            "\n",
            r#"{"id":"urn:gannhan:d4e5f6","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:96"},"target":{"selector":[{"type":"TextPositionSelector","start":22,"end":28},{"type":"TextQuoteSelector","exact":"Cà Mau"}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:96"},"target":{"selector":[{"type":"TextPositionSelector","start":0,"end":11},{"type":"TextQuoteSelector","exact":"Tỉnh Cà Mau"}]}}"#,
            "\n",
            r#"{"id":"urn:gannhan:d4e5f6","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:96"},"target":{"selector":[{"type":"TextPositionSelector","start":17,"end":28},{"type":"TextQuoteSelector","exact":"tỉnh Cà Mau"}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "locality-capitals",
        article: None,
        wrong: "Đoàn về Thủ đô Hà nội từ sớm.\n",
        right: "Đoàn về Thủ đô Hà Nội từ sớm.\n",
    },
    Example {
        rule: "locality-spelling",
        article: None,
        wrong: "Đoàn Quãng Ngãi về nhì.\n",
        right: "Đoàn Quảng Ngãi về nhì.\n",
    },
    Example {
        rule: "mixed-spelling",
        article: None,
        wrong: "Thu 3 tỷ đồng, chi 2 tỷ đồng, dư 1 tỉ đồng.\n",
        right: "Thu 3 tỷ đồng, chi 2 tỷ đồng, dư 1 tỷ đồng.\n",
    },
    Example { rule: "not-nfc", article: None, wrong: "Xe ra Hue\u{302}\u{301}.\n", right: "Xe ra Huế.\n" },
];
