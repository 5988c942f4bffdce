//! Examples of the rules of the group `project`.

use super::Example;

pub static EXAMPLES: &[Example] = &[
    Example {
        rule: "bad-config",
        article: None,
        wrong: "# gannhan.toml\nsugestions = \"colours\"\n",
        right: "# gannhan.toml\nsuggestions = \"colours\"\n",
    },
    Example {
        rule: "bad-table",
        article: None,
        wrong: "name\tlevel\twithin\nXóm Mía\tvilage\t2025:92\n",
        right: "name\tlevel\twithin\nXóm Mía\tvillage\t2025:92\n",
    },
];
