//! Rules by their names on the command line.

use std::collections::HashSet;

use strsim::damerau_levenshtein;

use crate::lint::{Group, RULES, Rule};
use crate::messages::{Locale, text};

/// So many names are suggested.
const MOST: usize = 3;

/// The rules that are on.
#[derive(Debug)]
pub struct Selection(HashSet<&'static str>);

impl Selection {
    /// Those that `select` names (all, if it names none) without those that `ignore` names.
    ///
    /// # Errors
    /// A message for people, when a name is neither a rule's nor a group's.
    pub fn new(select: &[String], ignore: &[String], locale: Locale) -> Result<Selection, String> {
        let mut on: HashSet<&str> = HashSet::new();
        for name in select {
            on.extend(named(name).ok_or_else(|| unknown(name, locale))?.map(|r| r.name));
        }
        if select.is_empty() {
            on.extend(RULES.iter().map(|r| r.name));
        }
        for name in ignore {
            for rule in named(name).ok_or_else(|| unknown(name, locale))? {
                on.remove(rule.name);
            }
        }
        Ok(Selection(on))
    }

    /// Whether a rule is on.
    pub fn has(&self, rule: &str) -> bool {
        self.0.contains(rule)
    }
}

/// The rules of a name: one, or those of a group.
fn named(name: &str) -> Option<impl Iterator<Item = &'static Rule>> {
    let fits = move |rule: &&Rule| rule.name == name || rule.group.name() == name;
    RULES.iter().any(|r| fits(&r)).then(|| RULES.iter().filter(fits))
}

/// What to say of a name that no rule has.
pub fn unknown(name: &str, locale: Locale) -> String {
    let said = text(locale, "cli-rule-unknown", &[("name", name.to_owned().into())]);
    let near = near(name);
    if near.is_empty() {
        return said;
    }
    format!("{said}; {}", text(locale, "cli-rule-near", &[("names", near.join(", ").into())]))
}

/// Names a few letters away, or that hold what was asked for; the nearest first.
fn near(asked: &str) -> Vec<&'static str> {
    let asked = asked.to_lowercase().replace('_', "-");
    let names = RULES.iter().map(|r| r.name).chain(Group::ALL.iter().map(|g| g.name()));
    let mut found: Vec<(usize, &str)> = names
        .map(|name| (damerau_levenshtein(&asked, name), name))
        .filter(|(distance, name)| {
            *distance <= name.len() / 3 || (asked.len() >= 4 && name.contains(asked.as_str()))
        })
        .collect();
    found.sort();
    found.into_iter().take(MOST).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_groups() {
        let on = |select: &[&str], ignore: &[&str]| {
            let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
            Selection::new(&owned(select), &owned(ignore), Locale::En).map(|s| s.0.len())
        };
        assert_eq!(on(&[], &[]), Ok(RULES.len()));
        assert_eq!(on(&["orphan"], &[]), Ok(1));
        assert_eq!(on(&["anchor"], &["orphan"]), on(&["anchor"], &[]).map(|n| n - 1));
        assert!(on(&["orfan"], &[]).is_err_and(|e| e.contains("orphan")));
        assert!(on(&[], &["zzzzzzzz"]).is_err());
    }

    #[test]
    fn near_names() {
        assert_eq!(near("quote_mismatch").first(), Some(&"quote-mismatch"));
        assert_eq!(near("anchr").first(), Some(&"anchor"));
        assert!(near("duplicate").contains(&"duplicate-id"));
        assert_eq!(near(""), Vec::<&str>::new());
    }
}
