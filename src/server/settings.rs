//! The editor's settings: section `gannhan`, or `initializationOptions`.

use serde_json::Value;

/// Which mentions get an inlay hint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hints {
    /// Where the hint tells what the text does not.
    #[default]
    Informative,
    /// All.
    All,
    /// None.
    Off,
}

/// How suggestions show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Suggestions {
    /// As diagnostics.
    #[default]
    Diagnostics,
    /// As colours only.
    Colours,
    /// Not at all.
    Off,
}

/// The settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// `inlayHints`
    pub inlay_hints: Hints,
    /// `suggestions`
    pub suggestions: Suggestions,
    /// `locale`, else the client's: `vi` or `en`.
    pub locale: Option<String>,
    /// `annotator`: whose sidecar is written, where several annotate one article.
    pub annotator: Option<String>,
    /// `creator`: the name that annotations carry.
    pub creator: Option<String>,
    /// `virtualDocuments`: whether the editor shows documents whose URI begins with `gannhan:`.
    pub virtual_documents: bool,
    /// `maxDiagnostics`: how many diagnostics one file gets at most.
    pub max_diagnostics: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            inlay_hints: Hints::default(),
            suggestions: Suggestions::default(),
            locale: None,
            annotator: None,
            creator: None,
            virtual_documents: false,
            max_diagnostics: 1000,
        }
    }
}

impl Settings {
    /// Takes in what the client sent, with or without the section's name around it. Keys that are
    /// missing stay as they are; values that make no sense are logged and left out.
    pub fn merge(&mut self, value: &Value) {
        let value = value.get("gannhan").unwrap_or(value);
        let Some(map) = value.as_object() else { return };
        for (key, value) in map {
            let text = value.as_str().filter(|v| !v.trim().is_empty());
            let known = match key.as_str() {
                "inlayHints" => set(
                    &mut self.inlay_hints,
                    match text {
                        Some("informative") => Some(Hints::Informative),
                        Some("all") => Some(Hints::All),
                        Some("off") => Some(Hints::Off),
                        _ => None,
                    },
                ),
                "suggestions" => set(
                    &mut self.suggestions,
                    match text {
                        Some("diagnostics") => Some(Suggestions::Diagnostics),
                        Some("colours") => Some(Suggestions::Colours),
                        Some("off") => Some(Suggestions::Off),
                        _ => None,
                    },
                ),
                "maxDiagnostics" => {
                    set(&mut self.max_diagnostics, value.as_u64().and_then(|n| usize::try_from(n).ok()))
                }
                "virtualDocuments" => set(&mut self.virtual_documents, value.as_bool()),
                "locale" => set_text(&mut self.locale, value),
                "creator" => set_text(&mut self.creator, value),
                // It becomes part of a file's name.
                "annotator" if text.is_some_and(|t| t.contains(['/', '\\', '\0'])) => false,
                "annotator" => set_text(&mut self.annotator, value),
                _ => false,
            };
            if !known {
                tracing::warn!(key, %value, "setting not understood");
            }
        }
    }
}

fn set<T>(place: &mut T, value: Option<T>) -> bool {
    let known = value.is_some();
    if let Some(value) = value {
        *place = value;
    }
    known
}

/// An empty text or null takes a setting back.
fn set_text(place: &mut Option<String>, value: &Value) -> bool {
    match value {
        Value::Null => *place = None,
        Value::String(text) => *place = Some(text.trim().to_string()).filter(|t| !t.is_empty()),
        _ => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn nonsense_leaves_the_rest_in_force() {
        let mut settings = Settings::default();
        settings
            .merge(&json!({"gannhan": {"inlayHints": "all", "maxDiagnostics": -1, "locale": "vi", "x": 1}}));
        settings.merge(&json!({"inlayHints": "many", "annotator": "../x", "creator": " Lan "}));
        settings.merge(&json!(null));
        let expected = Settings {
            inlay_hints: Hints::All,
            locale: Some("vi".into()),
            creator: Some("Lan".into()),
            ..Settings::default()
        };
        assert_eq!(settings, expected);
    }
}
