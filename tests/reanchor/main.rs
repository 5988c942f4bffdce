//! The edits that people make on articles, tried on the marked mentions of the project's own articles: each
//! annotation must be where it was, in the text as it is now, or it must be told that it could not be found. Once with
//! the old text at hand, once by the quote alone. Each run takes some of them; all by
//! `REANCHOR=all cargo test --test reanchor -- --nocapture`, which prints the table.

#[path = "../marked/parse.rs"]
mod parse;

use std::path::{Path, PathBuf};

use gannhan::sidecar::anchor::{Article, reanchor};
use gannhan::sidecar::follow::{Follow, TextMap};
use gannhan::sidecar::{Annotation, Object, build};
use gannhan::text::position::{CodePoint, Span};
use unicode_normalization::UnicodeNormalization;

/// Of two equal sentences nobody can tell the old one, so that to tell that is right.
const TWINS: [&str; 2] = ["duplicate its sentence", "an equal line beside it"];
/// The old text begins with a byte order mark.
const UNMARKED: &str = "BOM removed";
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// Takes and gives a text in which one mention stands between two marks; nothing where the edit can't be made.
type Change = fn(&str) -> Option<String>;

const EDITS: &[(&str, Change)] = &[
    ("insert a paragraph before", |t| Some(insert_before(t))),
    ("delete its paragraph", |t| Some(line(t, |_| String::new()))),
    ("delete the mention", |t| Some(mention(t, |_| String::new(), false))),
    ("change one letter in it", |t| {
        let inner = inside(t);
        let at = inner.char_indices().filter(|(_, c)| c.is_alphabetic()).nth(1)?;
        let other = if at.1 == 'o' { 'e' } else { 'o' };
        Some(mention(t, |m| format!("{}{other}{}", &m[..at.0], &m[at.0 + at.1.len_utf8()..]), true))
    }),
    ("change one digit in it", |t| {
        let (at, digit) = inside(t).char_indices().find(|(_, c)| c.is_ascii_digit())?;
        let other = if digit == '7' { "8" } else { "7" };
        Some(mention(t, |m| format!("{}{other}{}", &m[..at], &m[at + 1..]), true))
    }),
    ("swap paragraphs", swap),
    ("NFC to NFD", |t| Some(t.nfd().collect())),
    ("LF to CRLF", |t| Some(t.replace("\r\n", "\n").replace('\n', "\r\n"))),
    ("retype the whole line", |t| {
        let retyped = line(t, |l| {
            let (head, rest) = l.split_once(OPEN).unwrap_or_default();
            let (inner, tail) = rest.split_once(CLOSE).unwrap_or_default();
            format!("{}{OPEN}{inner}{CLOSE}{}", retype(head), retype(tail))
        });
        (retyped != t).then_some(retyped)
    }),
    ("one sentence a line", |t| Some(t.replace(". ", ".\n"))),
    ("paragraphs joined", |t| Some(t.trim_end().replace('\n', " ") + "\n")),
    ("wrapped at 60 columns", |t| Some(wrap(t))),
    ("BOM added", |t| Some(format!("\u{feff}{t}"))),
    (UNMARKED, |t| t.strip_prefix('\u{feff}').map(str::to_owned)),
    ("a word before all", |t| Some(format!("Tin nhanh: {t}"))),
    (TWINS[0], duplicate),
    (TWINS[1], |t| {
        Some(line(t, |l| format!("{}\n{}\n", l.trim_end(), l.trim_end().replace([OPEN, CLOSE], ""))))
    }),
];

fn wrap(text: &str) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in text.split_inclusive([' ', '\n']) {
        if column + word.chars().count() > 60 && out.ends_with(' ') {
            out.pop();
            out.push('\n');
            column = 0;
        }
        out += word;
        column = if word.ends_with('\n') { 0 } else { column + word.chars().count() };
    }
    out
}

fn insert_before(text: &str) -> String {
    let at = text[..text.find(OPEN).unwrap_or(0)].rfind('\n').map_or(0, |i| i + 1);
    format!("{}Tin vắn trong ngày của tòa soạn.\n\n{}", &text[..at], &text[at..])
}

fn inside(text: &str) -> &str {
    let (open, close) = marks(text);
    &text[open + OPEN.len_utf8()..close]
}

fn marks(text: &str) -> (usize, usize) {
    (text.find(OPEN).expect("a mark"), text.find(CLOSE).expect("a mark"))
}

/// The text with the mention's lines changed, line breaks included.
fn line(text: &str, change: impl Fn(&str) -> String) -> String {
    let (open, close) = marks(text);
    let start = text[..open].rfind('\n').map_or(0, |i| i + 1);
    let end = text[close..].find('\n').map_or(text.len(), |i| close + i + 1);
    format!("{}{}{}", &text[..start], change(&text[start..end]), &text[end..])
}

/// The text with its mention changed, within its marks or without them.
fn mention(text: &str, change: impl Fn(&str) -> String, marked: bool) -> String {
    let (open, close) = marks(text);
    let changed = change(&text[open + OPEN.len_utf8()..close]);
    let changed = if marked { format!("{OPEN}{changed}{CLOSE}") } else { changed };
    format!("{}{changed}{}", &text[..open], &text[close + CLOSE.len_utf8()..])
}

/// The mention's paragraph changes places with the next, or the one before.
fn swap(text: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mine = lines.iter().position(|l| l.contains(OPEN))?;
    lines[mine].contains(CLOSE).then_some(())?;
    let full = |n: &usize| !lines[*n].trim().is_empty() && lines[*n].ends_with('\n');
    let other =
        (mine + 1..lines.len()).find(full).or_else(|| (0..mine).rev().find(full)).filter(|_| full(&mine))?;
    lines.swap(mine, other);
    Some(lines.concat())
}

/// A few other words for the same.
fn retype(text: &str) -> String {
    let words =
        [(" và ", " cùng "), (" của ", " thuộc "), (" đã ", " vừa "), (" tại ", " ở "), (" cho ", " giúp ")];
    words.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn duplicate(text: &str) -> Option<String> {
    let (open, close) = marks(text);
    let start = text[..open].rfind(['\n', '.']).map_or(0, |i| i + 1);
    let end = text[close..].find(['\n', '.']).map_or(text.len(), |i| close + i);
    let sentence = text[start..end].replace([OPEN, CLOSE], "");
    (!sentence.contains('\n')).then(|| format!("{}.{sentence}{}", &text[..end], &text[end..]))
}

/// What came of an edit.
#[derive(Default)]
struct Score {
    right: usize,
    reported: usize,
    wrong: Vec<String>,
}

impl Score {
    fn count(
        &mut self,
        outcome: &Follow,
        old: Span<CodePoint>,
        truth: Option<Span<CodePoint>>,
        what: impl Fn() -> String,
    ) {
        let place = match outcome {
            Follow::Same => Some(old),
            Follow::Moved(span) | Follow::Changed(span) => Some(*span),
            Follow::Ambiguous(_) | Follow::Deleted => None,
        };
        match (place, truth) {
            (Some(place), Some(truth)) if place == truth => self.right += 1,
            (None, None) => self.right += 1,
            (None, Some(_)) => self.reported += 1,
            (Some(_), _) => self.wrong.push(format!("{}: {outcome:?}, not {truth:?}", what())),
        }
    }
}

/// The marked articles, without their marks, and where the mentions stand.
fn articles() -> Vec<(String, String, Vec<Span<CodePoint>>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut files: Vec<PathBuf> = ["mixed", "fresh"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let marked = parse::parse(&std::fs::read_to_string(&path).unwrap());
        let mentions = marked.marks.iter().filter(|m| "LOA".contains(m.letter));
        let spans = mentions.map(|m| Span::new(CodePoint::from(m.start), CodePoint::from(m.end))).collect();
        (path.file_name().unwrap().to_string_lossy().into_owned(), marked.text, spans)
    };
    files.into_iter().map(read).collect()
}

fn truth(marked: &str) -> Option<Span<CodePoint>> {
    let at = |mark| marked.chars().position(|c| c == mark);
    Some(Span::new(CodePoint::from(at(OPEN)?), CodePoint::from(at(CLOSE)? - 1)))
}

fn annotation(article: &Article<'_>, span: Span<CodePoint>) -> Annotation {
    let quote = build::quote(article.text(), article.index(), span).expect("inside");
    let mut json = Object::new();
    json.insert("target".into(), build::target("a.txt", span, &quote));
    Annotation::from_json(json).expect("a target")
}

#[test]
fn found_surely_or_told() {
    let step = if std::env::var("REANCHOR").is_ok_and(|v| v == "all") { 1 } else { 37 };
    let articles = articles();
    let all: usize = articles.iter().map(|(_, _, spans)| spans.len()).sum();
    assert!(all >= 1000, "{all} mentions");
    let (mut total, mut can_tell) = ([0, 0, 0], [0, 0]);
    println!("{all} mentions, every {step}th; by diff: right reported wrong; by quote: right reported wrong");
    for &(name, edit) in EDITS {
        let (mut by_diff, mut by_quote) = (Score::default(), Score::default());
        let mut turn = 0;
        for (file, text, spans) in &articles {
            let marked = format!("\u{feff}{text}");
            let is_unmarked = name == UNMARKED;
            let text = if is_unmarked { &marked } else { text };
            let old = Article::new(text);
            let chars: Vec<char> = text.chars().collect();
            for span in spans {
                let by = u32::from(is_unmarked);
                let span = &Span::new(CodePoint(span.start.0 + by), CodePoint(span.end.0 + by));
                turn += 1;
                if turn % step != 0 {
                    continue;
                }
                let mut marked = chars.clone();
                marked.insert(span.end.index(), CLOSE);
                marked.insert(span.start.index(), OPEN);
                let Some(marked) = edit(&marked.into_iter().collect::<String>()) else { continue };
                let new_text = marked.replace([OPEN, CLOSE], "");
                let new = Article::new(&new_text);
                let annotation = annotation(&old, *span);
                let map = TextMap::new(text, &new_text);
                let what = || format!("{file} {:?}", old.slice(*span));
                let followed = reanchor(&map, &old, &new, &annotation);
                by_diff.count(&followed, *span, truth(&marked), what);
                by_quote.count(&new.by_quote(&annotation, new_text == *text), *span, truth(&marked), what);
            }
        }
        let (d, q) = (&by_diff, &by_quote);
        println!(
            "{name:28} {:5} {:4} {:3}   {:5} {:4} {:3}",
            d.right,
            d.reported,
            d.wrong.len(),
            q.right,
            q.reported,
            q.wrong.len()
        );
        for wrong in d.wrong.iter().map(|w| ("diff", w)).chain(q.wrong.iter().map(|w| ("quote", w))).take(8) {
            println!("    {wrong:?}");
        }
        if !TWINS.contains(&name) {
            can_tell[0] += d.right;
            can_tell[1] += d.reported;
        }
        total[0] += d.right + q.right;
        total[1] += d.reported + q.reported;
        total[2] += d.wrong.len() + q.wrong.len();
    }
    let share = 100.0 * can_tell[0] as f64 / (can_tell[0] + can_tell[1]).max(1) as f64;
    println!(
        "all: {} right, {} reported, {} wrong; where one can tell, {share:.2} % right by diff",
        total[0], total[1], total[2]
    );
    assert_eq!(total[2], 0, "misplaced");
    assert!(share >= 99.0, "{share}");
}
