//! What the program says to people, in English and Vietnamese: a Fluent catalogue per language,
//! embedded, and each source parsed when its first message is asked for, so that start-up does not pay for it.
//! This room knows no other; a message's arguments are strings and numbers.

mod locale;

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

pub use fluent_bundle::FluentValue as Arg;
pub use locale::Locale;

/// The sources of a language: the rooms that have many messages keep theirs beside their code.
const ENGLISH: [&str; PARTS] = [
    include_str!("en.ftl"),
    include_str!("../server/en.ftl"),
    include_str!("../lint/messages.en.ftl"),
    include_str!("../lint/rules.en.ftl"),
    include_str!("../cli/en.ftl"),
];
const VIETNAMESE: [&str; PARTS] = [
    include_str!("vi.ftl"),
    include_str!("../server/vi.ftl"),
    include_str!("../lint/messages.vi.ftl"),
    include_str!("../lint/rules.vi.ftl"),
    include_str!("../cli/vi.ftl"),
];
const PARTS: usize = 5;

/// In which source messages stand, by the first word of their keys; all others in the first.
const WORDS: [(&str, usize); 6] =
    [("server", 1), ("lint", 2), ("fix", 2), ("rule", 3), ("cli", 4), ("severity", 4)];

type Bundle = FluentBundle<FluentResource>;

/// Each source is parsed when a message of it is asked for.
static EN: [OnceLock<Bundle>; PARTS] = [const { OnceLock::new() }; PARTS];
static VI: [OnceLock<Bundle>; PARTS] = [const { OnceLock::new() }; PARTS];

fn part(key: &str) -> usize {
    let word = key.split(['-', '.']).next().unwrap_or_default();
    WORDS.iter().find(|(of, _)| *of == word).map_or(0, |(_, part)| *part)
}

/// What holds the message of a key, if anything does.
fn bundle(locale: Locale, key: &str) -> &'static Bundle {
    let part = part(key);
    let (parsed, source) = match locale {
        Locale::En => (&EN[part], ENGLISH[part]),
        Locale::Vi => (&VI[part], VIETNAMESE[part]),
    };
    parsed.get_or_init(|| parse(locale, source))
}

fn parse(locale: Locale, source: &str) -> Bundle {
    let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Terminals and editors show the isolating marks as boxes.
    bundle.set_use_isolating(false);
    // What can be parsed of a faulty source still counts; a test holds that none is faulty.
    let resource = FluentResource::try_new(source.to_string()).unwrap_or_else(|(r, _)| r);
    let _ = bundle.add_resource(resource);
    bundle
}

/// The message of a key in a language: in English where that language has none, and the key itself
/// where nobody has. What stands behind a dot is an attribute of the message (`lint-orphan.help`), or where it
/// has none, the dot stands for a dash.
///
/// ```
/// use gannhan::messages::{Locale, text};
/// let said = text(Locale::En, "lookup-not-found", &[("name", "Xyz".into())]);
/// assert!(said.contains("Xyz"));
/// ```
pub fn text(locale: Locale, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    let said = format(bundle(locale, key), key, args);
    said.or_else(|| format(bundle(Locale::En, key), key, args)).unwrap_or_else(|| key.to_string())
}

fn format(bundle: &Bundle, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
    let attribute = || {
        let (id, attribute) = key.split_once('.')?;
        Some(bundle.get_message(id)?.get_attribute(attribute)?.value())
    };
    let pattern = attribute().or_else(|| bundle.get_message(&key.replace('.', "-"))?.value())?;
    let args: FluentArgs<'_> = args.iter().map(|(k, v)| (*k, v.clone())).collect();
    // An argument that is missing shows as its name; that is more use than no message at all.
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned())
}

static OWN: OnceLock<Locale> = OnceLock::new();

/// Tells in which language the process says what it says of itself: the first word counts.
pub fn speak(locale: Locale) {
    let _ = OWN.set(locale);
}

/// In which language the process says what no reader has asked for in another; English where nobody told.
pub fn own() -> Locale {
    OWN.get().copied().unwrap_or_default()
}

/// Whether the catalogue has a message of this key in this very language.
pub fn has(locale: Locale, key: &str) -> bool {
    bundle(locale, key).has_message(&key.replace('.', "-"))
}

/// Why a mention was tagged: the message of a reason's key.
pub fn reason(locale: Locale, key: &str) -> String {
    text(locale, &format!("reason-{key}"), &[])
}

#[cfg(test)]
mod tests;
