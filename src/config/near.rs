//! Names that are like one that nobody knows.

use strsim::damerau_levenshtein;

/// So many names are suggested.
const MOST: usize = 3;

/// Names a few letters away, or that hold what was asked for; the nearest first.
pub fn near<'n>(asked: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let asked = asked.to_lowercase().replace('_', "-");
    let mut found: Vec<(usize, &str)> = names
        .into_iter()
        .map(|name| (damerau_levenshtein(&asked, name), name))
        .filter(|(distance, name)| {
            *distance <= name.len() / 3 || (asked.len() >= 4 && name.contains(asked.as_str()))
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter().take(MOST).map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn the_nearest_first() {
        let names = ["suggestions", "severity", "locale", "bad-json", "bad-schema"];
        assert_eq!(near("Sugestion", names), ["suggestions"]);
        assert_eq!(near("bad_jsn", names).first(), Some(&"bad-json"));
        assert_eq!(near("schema", names), ["bad-schema"]);
        assert_eq!(near("", names), Vec::<&str>::new());
        assert_eq!(near("zzzz", names), Vec::<&str>::new());
    }
}
