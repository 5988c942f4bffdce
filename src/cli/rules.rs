//! Rules by their names on the command line.

use std::collections::HashSet;

use crate::config::Settings;
use crate::config::near::near;
use crate::config::shape::severity_names;
use crate::lint::{Finding, RULES, Rule, Severity, rule};
use crate::messages::{Locale, text};

/// The rules that are on.
#[derive(Debug)]
pub struct Selection {
    on: HashSet<&'static str>,
    /// Whether they were named: then the configuration does not switch them off.
    named: bool,
}

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
        Ok(Selection { on, named: !select.is_empty() })
    }

    /// Whether a rule is on.
    pub fn has(&self, rule: &str) -> bool {
        self.on.contains(rule)
    }

    /// How much a finding weighs under these settings; `None` where it is not wanted.
    pub fn weigh(&self, finding: &Finding, settings: &Settings) -> Option<Severity> {
        let rule = rule(finding.rule).filter(|r| self.on.contains(r.name))?;
        settings.weigh(rule, finding.severity).or_else(|| self.named.then_some(finding.severity))
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
    let near = near(name, severity_names());
    if near.is_empty() {
        return said;
    }
    format!("{said}; {}", text(locale, "cli-rule-near", &[("names", near.join(", ").into())]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_and_groups() {
        let on = |select: &[&str], ignore: &[&str]| {
            let owned = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
            Selection::new(&owned(select), &owned(ignore), Locale::En).map(|s| s.on.len())
        };
        assert_eq!(on(&[], &[]), Ok(RULES.len()));
        assert_eq!(on(&["orphan"], &[]), Ok(1));
        assert_eq!(on(&["anchor"], &["orphan"]), on(&["anchor"], &[]).map(|n| n - 1));
        assert!(on(&["orfan"], &[]).is_err_and(|e| e.contains("orphan")));
        assert!(on(&[], &["zzzzzzzz"]).is_err());
    }
}
