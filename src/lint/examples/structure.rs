//! Examples of the rules of the group `structure`.

use super::{Example, SOME};

pub static EXAMPLES: &[Example] = &[
    Example {
        rule: "bad-json",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "unknown-key",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]},"orgin":"manual"}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]},"origin":"manual"}"#,
            "\n"
        ),
    },
    Example {
        rule: "bad-schema",
        article: Some(SOME),
        wrong: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","status":"done"}"#,
            "\n"
        ),
        right: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n"
        ),
    },
    Example {
        rule: "duplicate-id",
        article: Some("Từ Cà Mau sang Lào."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":3,"end":9}]}}"#,
            "\n",
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":15,"end":18}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":3,"end":9}]}}"#,
            "\n",
            r#"{"id":"urn:gannhan:d4e5f6","target":{"selector":[{"type":"TextPositionSelector","start":15,"end":18}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "duplicate-annotation",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"]},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n",
            r#"{"id":"urn:gannhan:d4e5f6","body":{"type":["SpecificResource","Locality"]},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","body":{"type":["SpecificResource","Locality"]},"target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "crossing",
        article: Some("Ở xã Đất Mũi, Cà Mau."),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":2,"end":8}]}}"#,
            "\n",
            r#"{"id":"urn:gannhan:d4e5f6","target":{"selector":[{"type":"TextPositionSelector","start":5,"end":12}]}}"#,
            "\n",
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":2,"end":12}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "dangling-reference",
        article: Some(SOME),
        wrong: concat!(
            r#"{"type":"Article","version":1,"source":"b.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n"
        ),
        right: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n"
        ),
    },
    Example {
        rule: "not-canonical",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id": "urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n"
        ),
    },
    Example {
        rule: "header-missing",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n",
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "header-repeated",
        article: Some(SOME),
        wrong: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n",
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n",
        ),
        right: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n"
        ),
    },
    Example {
        rule: "conflict-marker",
        article: Some(SOME),
        wrong: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n",
            r#"<<<<<<< ours"#,
            "\n",
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n",
            r#"======="#,
            "\n",
            r#">>>>>>> theirs"#,
            "\n",
        ),
        right: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n",
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n",
        ),
    },
    Example {
        rule: "no-article",
        article: None,
        wrong: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n"
        ),
        right: concat!(
            r#"{"type":"Article","version":1,"source":"a.txt","sha256":"dd8aae2043e4d0a70eb3a209bb195eee25067c68a61353f7bd11a3370a501016","length":25,"status":"open"}"#,
            "\n"
        ),
    },
    Example {
        rule: "missing-creator",
        article: Some(SOME),
        wrong: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]}}"#,
            "\n"
        ),
        right: concat!(
            r#"{"id":"urn:gannhan:a1b2c3","target":{"selector":[{"type":"TextPositionSelector","start":18,"end":24}]},"creator":{"type":"Person","name":"Lê Na"}}"#,
            "\n"
        ),
    },
];
