//! Examples of the rules of the group `value`.

use super::Example;

pub static EXAMPLES: &[Example] = &[
    Example {
        rule: "bad-decimal",
        article: Some("Góp từ 2 đến 3 tỷ đồng."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"decimal":"2.000.000.000","decimal_max":"3e9"},"target":{"selector":[{"type":"TextPositionSelector","start":4,"end":22}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"decimal":"2000000000","decimal_max":"3000000000"},"target":{"selector":[{"type":"TextPositionSelector","start":4,"end":22}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "unknown-currency",
        article: Some("Góp từ 2 đến 3 tỷ đồng."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"currency":"VNĐ"},"target":{"selector":[{"type":"TextPositionSelector","start":4,"end":22}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"currency":"VND"},"target":{"selector":[{"type":"TextPositionSelector","start":4,"end":22}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "reversed-range",
        article: Some("Góp từ 2 đến 3 tỷ đồng."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"decimal":"3000000000","decimal_max":"2000000000"},"target":{"selector":[{"type":"TextPositionSelector","start":4,"end":22}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"decimal":"2000000000","decimal_max":"3000000000"},"target":{"selector":[{"type":"TextPositionSelector","start":4,"end":22}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "amount-disagrees",
        article: Some("Góp gần 3 tỷ đồng."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"decimal":"300000000","currency":"VND","modifier":"almost"},"target":{"selector":[{"type":"TextPositionSelector","start":8,"end":17},{"type":"TextQuoteSelector","exact":"3 tỷ đồng"}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"decimal":"3000000000","currency":"VND","modifier":"almost"},"target":{"selector":[{"type":"TextPositionSelector","start":8,"end":17},{"type":"TextQuoteSelector","exact":"3 tỷ đồng"}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "ambiguous-separator",
        article: None,
        wrong: "Xã vay 1.5 tỷ đồng để mua phao.\n",
        right: "Xã vay 1,5 tỷ đồng để mua phao.\n",
    },
    Example {
        rule: "currency-disagrees",
        article: Some("Góp gần 3 tỷ đồng."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"decimal":"3000000000","currency":"USD","modifier":"almost"},"target":{"selector":[{"type":"TextPositionSelector","start":8,"end":17},{"type":"TextQuoteSelector","exact":"3 tỷ đồng"}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"decimal":"3000000000","currency":"VND","modifier":"almost"},"target":{"selector":[{"type":"TextPositionSelector","start":8,"end":17},{"type":"TextQuoteSelector","exact":"3 tỷ đồng"}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "modifier-disagrees",
        article: Some("Góp gần 3 tỷ đồng."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"decimal":"3000000000","currency":"VND","modifier":"over"},"target":{"selector":[{"type":"TextPositionSelector","start":8,"end":17},{"type":"TextQuoteSelector","exact":"3 tỷ đồng"}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Amount"],"decimal":"3000000000","currency":"VND","modifier":"almost"},"target":{"selector":[{"type":"TextPositionSelector","start":8,"end":17},{"type":"TextQuoteSelector","exact":"3 tỷ đồng"}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "unknown-unit",
        article: Some("Sáng nay, đoàn về Cà Mau."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:99"},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau"}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:96"},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau"}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "unit-not-valid-then",
        article: None,
        wrong: "04/03/2026\nSáng nay tỉnh Hậu Giang khai mạc hội thi đua vỏ lãi.\n",
        right: "04/03/2026\nSáng nay vùng đất tỉnh Hậu Giang cũ khai mạc hội thi đua vỏ lãi.\n",
    },
    Example {
        rule: "level-disagrees",
        article: Some("Sáng nay, đoàn về Cà Mau."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:96","level":"commune"},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau"}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"],"source":"urn:gannhan:unit:2025:96","level":"province"},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau"}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "office-body-mismatch",
        article: None,
        wrong: "Bí thư UBND xã Long Hưng Kim Văn Nhựt đến dự.\n",
        right: "Chủ tịch UBND xã Long Hưng Kim Văn Nhựt đến dự.\n",
    },
    Example {
        rule: "person-missing",
        article: Some("Chủ tịch xã Đỗ Thị Vân đi cùng."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Official"],"person_from":"text"},"target":{"selector":[{"type":"TextPositionSelector","start":0,"end":22}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Official"],"person":"Đỗ Thị Vân","person_from":"text"},"target":{"selector":[{"type":"TextPositionSelector","start":0,"end":22}]}}"#,
            "\n"
        ),
    },
];
