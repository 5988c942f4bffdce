//! A wrong and a right example of each rule. Lines are cut short: the keys that do not matter to the rule are left out.

mod anchor;
mod corpus;
mod document;
mod project;
mod structure;
mod value;

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
    all().find(|e| e.rule == rule)
}

/// One for each rule, in the order of the registry.
pub fn all() -> impl Iterator<Item = &'static Example> {
    [
        anchor::EXAMPLES,
        structure::EXAMPLES,
        value::EXAMPLES,
        document::EXAMPLES,
        corpus::EXAMPLES,
        project::EXAMPLES,
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    use crate::lint::corpus::{Corpus, Voice};
    use crate::lint::{Document, RULES, Subject, lint, lint_article, lint_corpus, rule};
    use crate::sidecar::Sidecar;
    use crate::sidecar::claims::Claims;
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
        if rule(name).is_some_and(|r| r.checks.corpus.is_some() && r.checks.sidecar.is_none()) {
            return complains(name, lines);
        }
        let sidecar = Sidecar::read(lines);
        let analysis = article.map(|text| analyse(&Article { text, date: None }, &Knowledge::default()));
        let subject = Subject::new(&sidecar, ARTICLE, article).with_analysis(analysis.as_ref());
        lint(&subject).iter().any(|f| f.rule == name)
    }

    /// Of a corpus: each sidecar under its name.
    fn complains(name: &str, lines: &str) -> bool {
        let mut files: Vec<(&str, String)> = Vec::new();
        let mut named = 0;
        for line in lines.lines() {
            match line.strip_suffix(".anno.jsonl:") {
                Some(_) => {
                    named = files.len();
                    let names = line.trim_end_matches(':').split(", ");
                    files.extend(names.map(|f| (f, String::new())));
                }
                None => files[named..].iter_mut().for_each(|(_, text)| *text += &format!("{line}\n")),
            }
        }
        let read =
            |(_, text): &(&str, String)| Claims::of(&Sidecar::read(text.as_str()), &mut HashSet::new());
        let claims: Vec<Claims> = files.iter().map(read).collect();
        let mut voices = Vec::new();
        for ((file, _), claims) in files.iter().zip(&claims) {
            voices.push(Voice { file, article: &file[..file.find(".txt").unwrap_or(0)], claims });
        }
        let corpus = Corpus { voices };
        lint_corpus(&corpus).iter().any(|c| c.rule == name)
    }

    #[test]
    fn each_rule_has_a_wrong_and_a_right_example() {
        let names: Vec<&str> = all().map(|e| e.rule).collect();
        assert_eq!(names, RULES.iter().map(|r| r.name).collect::<Vec<_>>());
        for e in all() {
            assert!(speaks(e.rule, e.wrong, e.article), "{}: the wrong example is right", e.rule);
            assert!(
                !speaks(e.rule, e.right, Some(e.right_article())),
                "{}: the right example is wrong",
                e.rule
            );
        }
    }
}
