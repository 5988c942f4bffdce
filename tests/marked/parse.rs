//! Reads a marked article (tests/fixtures/README.md) into its text and its gold mentions.

/// One gold mention or part; positions in code points of the stripped text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// L, O, A, R or P.
    pub letter: char,
    /// What stands in the brackets behind the letter.
    pub value: Option<String>,
    pub start: usize,
    pub end: usize,
    pub text: String,
}

#[derive(Debug, Default)]
pub struct Marked {
    pub date: Option<String>,
    pub text: String,
    pub marks: Vec<Mark>,
}

pub fn parse(source: &str) -> Marked {
    let mut marked = Marked::default();
    let mut body = source;
    while let Some(rest) = body.strip_prefix("#! ") {
        let (line, next) = rest.split_once('\n').unwrap_or((rest, ""));
        if let Some(date) = line.strip_prefix("date=") {
            marked.date = Some(date.trim().to_string());
        }
        body = next;
    }
    let mut open: Vec<Mark> = Vec::new();
    let mut count = 0;
    let mut rest = body;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '⟦' => {
                let letter = rest.chars().next().expect("a type letter");
                rest = &rest[letter.len_utf8()..];
                let mut value = None;
                if let Some(inner) = rest.strip_prefix('(') {
                    let close = inner.find(") ").expect("a closing bracket and a space");
                    value = Some(inner[..close].to_string());
                    rest = &inner[close + 1..];
                }
                rest = rest.strip_prefix(' ').expect("a space behind the type");
                open.push(Mark { letter, value, start: count, end: 0, text: String::new() });
            }
            '⟧' => {
                let mut mark = open.pop().expect("an open mark");
                mark.end = count;
                mark.text = marked.text.chars().skip(mark.start).collect();
                marked.marks.push(mark);
            }
            _ => {
                marked.text.push(c);
                count += 1;
            }
        }
    }
    assert!(open.is_empty(), "unclosed mark");
    marked
}
