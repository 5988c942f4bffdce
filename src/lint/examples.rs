//! A wrong and a right example of each rule. Lines are cut short: the keys that do not matter to the rule are left out.

/// A sidecar's lines beside an article; of a rule about articles, two articles.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Name of the rule.
    pub rule: &'static str,
    /// The text of `a.txt`; `None` where it is not there, and for a rule about articles.
    pub article: Option<&'static str>,
    /// What the rule finds.
    pub wrong: &'static str,
    /// What it is content with; beside the article of [`Example::right_article`].
    pub right: &'static str,
}

/// An article that is there.
const SOME: &str = "Sáng nay, đoàn về Cà Mau.";

impl Example {
    /// The article of the right example.
    pub fn right_article(&self) -> &'static str {
        self.article.unwrap_or(SOME)
    }
}

/// Name of the article that the examples stand beside.
pub const ARTICLE: &str = "a.txt";

/// The example of a rule.
pub fn example(rule: &str) -> Option<&'static Example> {
    EXAMPLES.iter().find(|e| e.rule == rule)
}

/// One for each rule.
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
        rule: "ambiguous-separator",
        article: None,
        wrong: "Xã vay 1.5 tỷ đồng để mua phao.\n",
        right: "Xã vay 1,5 tỷ đồng để mua phao.\n",
    },
    Example {
        rule: "unit-not-valid-then",
        article: None,
        wrong: "04/03/2026\nSáng nay tỉnh Hậu Giang khai mạc hội thi đua vỏ lãi.\n",
        right: "04/03/2026\nSáng nay vùng đất tỉnh Hậu Giang cũ khai mạc hội thi đua vỏ lãi.\n",
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
    Example {
        rule: "two-holders",
        article: None,
        wrong: "Chủ tịch UBND tỉnh Cà Mau Kim Văn Nhựt mở đầu.\nChủ tịch UBND tỉnh Cà Mau Thạch Thị Sương kết luận.\n",
        right: "Chủ tịch UBND tỉnh Cà Mau Kim Văn Nhựt mở đầu.\nPhó Chủ tịch UBND tỉnh Cà Mau Thạch Thị Sương kết luận.\n",
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
    Example {
        rule: "bad-config",
        article: None,
        wrong: "# gannhan.toml\nsugestions = \"colours\"\n",
        right: "# gannhan.toml\nsuggestions = \"colours\"\n",
    },
    Example {
        rule: "bad-table",
        article: None,
        wrong: "name\tlevel\twithin\nXóm Mía\tvilage\t2025:92\n",
        right: "name\tlevel\twithin\nXóm Mía\tvillage\t2025:92\n",
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Document, RULES, Subject, lint, lint_article, rule};
    use crate::sidecar::Sidecar;
    use crate::tagger::analyse;
    use crate::tagger::article::{Article, Knowledge};

    fn speaks(name: &str, lines: &str, article: Option<&str>) -> bool {
        if rule(name).is_some_and(|r| r.checks.article.is_some()) {
            let analysis = analyse(&Article { text: lines, date: None }, &Knowledge::default());
            return lint_article(&Document::new(lines, &analysis)).iter().any(|f| f.rule == name);
        }
        if name == "bad-config" {
            return crate::config::from_toml(lines).1.iter().any(|f| f.rule == name);
        }
        if name == "bad-table" {
            return !crate::config::tables::places::read(&[lines]).findings[0].is_empty();
        }
        let sidecar = Sidecar::read(lines);
        lint(&Subject::new(&sidecar, ARTICLE, article)).iter().any(|f| f.rule == name)
    }

    #[test]
    fn each_rule_has_a_wrong_and_a_right_example() {
        let names: Vec<&str> = EXAMPLES.iter().map(|e| e.rule).collect();
        assert_eq!(names, RULES.iter().map(|r| r.name).collect::<Vec<_>>());
        for e in EXAMPLES {
            assert!(speaks(e.rule, e.wrong, e.article), "{}: the wrong example is right", e.rule);
            assert!(
                !speaks(e.rule, e.right, Some(e.right_article())),
                "{}: the right example is wrong",
                e.rule
            );
        }
    }
}
