//! From the bytes of a file to text.

use std::fmt;

/// Texts are counted in 32 bits; this many bytes is where we stop, well before.
pub const LONGEST: usize = 1 << 30;

/// Texts up to here are cheaper to copy than to look at byte by byte.
const SHORT: usize = 1 << 20;

/// Why bytes are no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// Not UTF-8: offset in bytes of the first bad one, and its value.
    NotUtf8 {
        /// Offset in bytes from the start of the file.
        offset: usize,
        /// The byte that stands there.
        byte: u8,
    },
    /// UTF-16, told by its byte order mark.
    Utf16,
    /// Longer than [`LONGEST`] bytes.
    TooLong {
        /// Length in bytes.
        length: usize,
    },
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUtf8 { offset, byte } => write!(f, "not UTF-8: byte 0x{byte:02x} at offset {offset}"),
            Self::Utf16 => f.write_str("UTF-16, not UTF-8"),
            Self::TooLong { length } => write!(f, "{length} bytes long, more than {LONGEST}"),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Reads `bytes` as UTF-8. A BOM stays: it is a code point of the file.
///
/// # Errors
/// Tells the first byte that is no UTF-8; nothing is ever replaced, since every offset behind would lie.
pub fn decode(bytes: Vec<u8>) -> Result<String, DecodeError> {
    if bytes.len() > LONGEST {
        return Err(DecodeError::TooLong { length: bytes.len() });
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(DecodeError::Utf16);
    }
    // Most texts are looked over in no time and copied; what is wrong with the others is told by the longer look.
    if bytes.len() <= SHORT
        && let Ok(text) = simdutf8::basic::from_utf8(&bytes)
    {
        return Ok(text.to_owned());
    }
    String::from_utf8(bytes).map_err(|e| {
        let offset = e.utf8_error().valid_up_to();
        DecodeError::NotUtf8 { offset, byte: e.as_bytes().get(offset).copied().unwrap_or(0) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_bad_byte() {
        assert_eq!(decode(b"ab\xffc".to_vec()), Err(DecodeError::NotUtf8 { offset: 2, byte: 0xff }));
        assert_eq!(decode(b"\xff\xfea\0".to_vec()), Err(DecodeError::Utf16));
        assert_eq!(decode("\u{feff}a\0".into()), Ok("\u{feff}a\0".into()));
    }
}
