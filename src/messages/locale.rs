//! Which language messages are in.

/// The languages that the catalogue has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English
    #[default]
    En,
    /// Vietnamese
    Vi,
}

impl Locale {
    /// The locale of a tag or of a POSIX name: `vi`, `vi-VN`, `vi_VN.UTF-8`, `en-US`; `None` for languages that the
    /// catalogue does not have.
    pub fn from_tag(tag: &str) -> Option<Locale> {
        let language = tag.split(['-', '_', '.', '@']).next().unwrap_or("");
        match language.to_ascii_lowercase().as_str() {
            "vi" | "vie" => Some(Locale::Vi),
            "en" | "eng" | "c" | "posix" => Some(Locale::En),
            _ => None,
        }
    }

    /// The locale of the environment as POSIX has it: the first of LC_ALL, LC_MESSAGES and LANG that is set and not
    /// empty decides. English where that is none of the catalogue's.
    pub fn from_env() -> Locale {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    /// As [`Locale::from_env`], of any set of variables.
    pub fn from_variables(get: impl Fn(&str) -> Option<String>) -> Locale {
        let set =
            ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|n| get(n).filter(|v| !v.is_empty()));
        set.and_then(|tag| Self::from_tag(&tag)).unwrap_or_default()
    }

    /// Its language tag: `en`, `vi`.
    pub fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Vi => "vi",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_posix_names() {
        for (tag, locale) in [
            ("vi", Some(Locale::Vi)),
            ("vi-VN", Some(Locale::Vi)),
            ("vi_VN.UTF-8", Some(Locale::Vi)),
            ("EN-us", Some(Locale::En)),
            ("C.UTF-8", Some(Locale::En)),
            ("fr_FR", None),
            ("", None),
        ] {
            assert_eq!(Locale::from_tag(tag), locale, "{tag}");
        }
    }

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let of = |set: &[(&str, &str)]| {
            Locale::from_variables(|n| set.iter().find(|(k, _)| *k == n).map(|(_, v)| v.to_string()))
        };
        assert_eq!(of(&[("LANG", "vi_VN.UTF-8")]), Locale::Vi);
        assert_eq!(of(&[("LANG", "vi_VN.UTF-8"), ("LC_ALL", "C")]), Locale::En);
        assert_eq!(of(&[("LANG", "en_US"), ("LC_MESSAGES", "vi")]), Locale::Vi);
        assert_eq!(of(&[("LANG", "vi"), ("LC_ALL", "")]), Locale::Vi);
        assert_eq!(of(&[("LANG", "fr_FR")]), Locale::En);
        assert_eq!(of(&[]), Locale::En);
    }
}
