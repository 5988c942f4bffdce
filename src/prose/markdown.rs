//! Text from an article inside Markdown.

/// Escapes what Markdown (or HTML within it) would take for markup inside a line. Line breaks become spaces,
/// other control characters vanish.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '|' | '#' | '&' | '$' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_is_left_to_be_taken_for_markup() {
        assert_eq!(escape("Bí *thư*\r\n<b>[x](y)"), "Bí \\*thư\\*  \\<b\\>\\[x\\](y)");
        assert_eq!(escape("a_b\u{0}\u{1b}c"), "a\\_bc");
        assert_eq!(escape("H'Lan Niê - 1"), "H'Lan Niê - 1");
    }
}
