//! Examples of the rules of the group `anchor`.

use super::{Example, SOME};

pub static EXAMPLES: &[Example] = &[
    Example {
        rule: "anchor-out-of-bounds",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":34}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "anchor-empty",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":18}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "quote-mismatch",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Bạc Liêu"}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau"}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "context-mismatch",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau","prefix":"đoàn rời ","suffix":"."}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau","prefix":"đoàn về ","suffix":"."}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "quote-ambiguous",
        article: Some("Mưa ở Cà Mau.\nMưa ở Cà Mau.\n"),
        wrong: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"fb5283d5239db969e01fa2d823c3ed93853290bce2dee736eb056e32cf3198b8","length":14,"status":"open"}"#,
            "\n",
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":6,"end":12},{"type":"TextQuoteSelector","exact":"Cà Mau","prefix":"Mưa ở ","suffix":".\n"}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"ad25f34fcc63af4b55c62cf6c114ff56573dc2c6f3a2731ad02293389921d95d","length":28,"status":"open"}"#,
            "\n",
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":20,"end":26},{"type":"TextQuoteSelector","exact":"Cà Mau","prefix":"Mưa ở ","suffix":".\n"}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "splits-grapheme",
        article: Some("Xe ra Hue\u{302}\u{301}."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":6,"end":10}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":6,"end":11}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "splits-syllable",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":23}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "edge-whitespace",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":17,"end":24}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "article-changed",
        article: Some(SOME),
        wrong: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"f9c5215e392decebcf740004c38bbdada5f1612e603fd2ebc52b2b2237ccf76b","length":26,"status":"open"}"#,
            "\n"
        ),
        right: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n"
        ),
    },
    Example {
        rule: "orphan",
        article: Some("Sáng nay, đoàn ở nhà."),
        wrong: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n",
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24},{"type":"TextQuoteSelector","exact":"Cà Mau","prefix":"đoàn về ","suffix":"."}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"a54656c0ab83dcce31cf084e409227e44c2f34c276a066487ba03e5184961e68","length":21,"status":"open"}"#,
            "\n"
        ),
    },
    Example {
        rule: "crosses-paragraph",
        article: Some("Đoàn về Cà Mau\nChiều nay họp."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":8,"end":20}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":8,"end":14}]}}"#,
            "\n"
        ),
    },
];
