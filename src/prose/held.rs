//! Who is named in an office elsewhere.

use super::markdown::escape;
use crate::messages::{Locale, text};

/// Of more articles only how many there are is told.
const ARTICLES: usize = 3;
/// Likewise of more persons.
const PERSONS: usize = 5;

/// An article, and where it is read, for who can follow a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its file's name.
    pub name: String,
    /// Its URI.
    pub link: Option<String>,
}

/// Whom the sidecars of a workspace name in an office, each with the articles that do, in Markdown; nothing where
/// nobody is named.
pub fn held(office: &str, all: &[(&str, Vec<Place>)], locale: Locale) -> String {
    if all.is_empty() {
        return String::new();
    }
    let mut out = format!("\n{}\n", escape(&text(locale, "hover-held", &[("office", office.into())])));
    for (person, places) in all.iter().take(PERSONS) {
        let mut named: Vec<String> = places.iter().take(ARTICLES).map(place).collect();
        if let Some(more) = places.len().checked_sub(ARTICLES).filter(|more| *more > 0) {
            named.push(escape(&text(locale, "hover-held-articles", &[("count", more.into())])));
        }
        out.push_str(&format!("- **{}**: {}\n", escape(person), named.join(", ")));
    }
    if let Some(more) = all.len().checked_sub(PERSONS).filter(|more| *more > 0) {
        out.push_str(&format!(
            "- {}\n",
            escape(&text(locale, "hover-held-persons", &[("count", more.into())]))
        ));
    }
    out
}

fn place(place: &Place) -> String {
    let name = escape(&place.name);
    match &place.link {
        Some(link) => format!("[{name}](<{link}>)"),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_with_its_articles() {
        let place = |name: &str| Place { name: name.into(), link: None };
        let linked = Place { name: "b_c.txt".into(), link: Some("file:///b_c.txt".into()) };
        let many: Vec<Place> = (0..5).map(|n| place(&format!("{n}"))).collect();
        let told = held("Bí thư · Tỉnh ủy", &[("Lê Văn Thử", vec![linked]), ("Bà Mẫu", many)], Locale::En);
        let lines: Vec<&str> = told.trim().lines().collect();
        assert_eq!(lines[1], "- **Lê Văn Thử**: [b\\_c.txt](<file:///b_c.txt>)");
        assert_eq!(lines[2], "- **Bà Mẫu**: 0, 1, 2, and 2 more");
        let crowd: Vec<(&str, Vec<Place>)> = vec![("X", vec![place("a")]); 7];
        assert!(held("x", &crowd, Locale::Vi).ends_with("và 2 người nữa\n"));
        assert_eq!(held("x", &[], Locale::Vi), "");
    }
}
