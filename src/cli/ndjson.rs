//! `gannhan tag --ndjson`: a filter. Each line of the input gives one line of output, at once and in order; a
//! bad line gives its error there, and the run goes on.

use std::collections::HashMap;
use std::io::{self, BufRead, Write};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::{FINDINGS, FINE, day};
use crate::messages::{Locale, text};
use crate::tagger::article::Article;
use crate::tagger::json;
use crate::text::decode::LONGEST;
use crate::workspace::config::Project;

/// A line of output. The id is copied as it was written, so that no number loses a digit.
#[derive(Serialize)]
struct Reply<'l> {
    id: Option<&'l RawValue>,
    #[serde(flatten)]
    outcome: Outcome,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Mentions(Vec<Value>),
    Error(String),
}

/// What a good line asks for.
struct Request {
    text: String,
    date: Option<Date>,
}

/// Filters `input` to its end; `date` counts for lines without one of their own.
pub fn run(
    input: &mut impl BufRead,
    out: &mut impl Write,
    date: Option<Date>,
    project: &Project,
    locale: Locale,
) -> io::Result<u8> {
    let mut line = Vec::new();
    let mut code = FINE;
    let mut first = true;
    while {
        line.clear();
        input.read_until(b'\n', &mut line)? != 0
    } {
        let mut bytes = line.strip_suffix(b"\n").unwrap_or(&line);
        if std::mem::take(&mut first) {
            bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        }
        let fields = fields(bytes, locale);
        let id = fields.as_ref().ok().and_then(|f| f.get("id").copied());
        let outcome = match fields.and_then(|f| request(&f, locale)) {
            Ok(request) => Outcome::Mentions(mentions(&request, date, project, locale)),
            Err(error) => {
                code = FINDINGS;
                Outcome::Error(error)
            }
        };
        serde_json::to_writer(&mut *out, &Reply { id, outcome })?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(code)
}

fn mentions(request: &Request, date: Option<Date>, project: &Project, locale: Locale) -> Vec<Value> {
    let article = Article { text: &request.text, date: request.date.or(date) };
    let analysis = project.analyse(&article);
    analysis.mentions.iter().map(|m| json::mention(None, &request.text, m, &analysis, locale)).collect()
}

/// The fields of a line's object, unread.
fn fields(line: &[u8], locale: Locale) -> Result<HashMap<String, &RawValue>, String> {
    let line = std::str::from_utf8(line)
        .map_err(|e| text(locale, "ndjson-not-utf8", &[("offset", e.valid_up_to().into())]))?;
    serde_json::from_str(line)
        .map_err(|e| text(locale, "ndjson-not-json", &[("error", without_line(&e.to_string()).into())]))
}

/// serde_json counts lines within the line that it was given; only the column tells anything.
fn without_line(error: &str) -> String {
    error.replace(" at line 1 column ", " at column ")
}

fn request(fields: &HashMap<String, &RawValue>, locale: Locale) -> Result<Request, String> {
    if !fields.contains_key("id") {
        return Err(text(locale, "ndjson-no-id", &[]));
    }
    let article = fields.get("text").ok_or_else(|| text(locale, "ndjson-no-text", &[]))?;
    let article: String =
        serde_json::from_str(article.get()).map_err(|_| text(locale, "ndjson-text-no-string", &[]))?;
    if article.len() > LONGEST {
        return Err(text(locale, "ndjson-too-long", &[("most", LONGEST.into())]));
    }
    let date = match fields.get("date").map(|d| d.get()) {
        None | Some("null") => None,
        Some(written) => {
            let parsed = serde_json::from_str::<String>(written).ok().and_then(|d| day::parse(&d).ok());
            Some(parsed.ok_or_else(|| text(locale, "ndjson-bad-date", &[("date", written.into())]))?)
        }
    };
    Ok(Request { text: article, date })
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn check(input: &[u8], code: u8, expected: Expect) {
        let mut out = Vec::new();
        assert_eq!(run(&mut &input[..], &mut out, None, &Project::default(), Locale::En).unwrap(), code);
        expected.assert_eq(&String::from_utf8(out).unwrap());
    }

    #[test]
    fn each_line_has_its_answer() {
        check(
            "\u{feff}{\"id\":12345678901234567890123,\"text\":\"không có gì\"}\r\n{\"text\":\"\",\"id\":{\"a\":[1, 2]}}".as_bytes(),
            FINE,
            expect![[r#"
                {"id":12345678901234567890123,"mentions":[]}
                {"id":{"a":[1, 2]},"mentions":[]}
            "#]],
        );
    }

    #[test]
    fn each_bad_line_has_its_error() {
        check(
            b"nonsense\n\n{\"id\":1}\n{\"id\":\"b\",\"text\":5}\n{\"text\":\"x\"}\n{\"id\":null,\"text\":\"x\",\"date\":\"1/2/2020\"}\n\
              {\"id\":2,\"text\":\"x\",\"date\":20200101}\n[1]\n{\"id\":3,\"text\":\"\\ud800\"}\n{\"id\":4,\"text\":\"\xff\"}\n\
              {\"id\":5,\"text\":\"x\",\"date\":null}\n",
            FINDINGS,
            expect![[r#"
                {"id":null,"error":"not a JSON object: expected ident at column 2"}
                {"id":null,"error":"not a JSON object: EOF while parsing a value at column 0"}
                {"id":1,"error":"no \"text\""}
                {"id":"b","error":"\"text\" is not a string"}
                {"id":null,"error":"no \"id\""}
                {"id":null,"error":"\"date\" is not a day of the form YYYY-MM-DD: \"1/2/2020\""}
                {"id":2,"error":"\"date\" is not a day of the form YYYY-MM-DD: 20200101"}
                {"id":null,"error":"not a JSON object: invalid type: sequence, expected a map at column 0"}
                {"id":3,"error":"\"text\" is not a string"}
                {"id":null,"error":"not UTF-8 at byte offset 16"}
                {"id":5,"mentions":[]}
            "#]],
        );
    }

    #[test]
    fn nothing_in_nothing_out() {
        check(b"", FINE, expect![[""]]);
    }
}
