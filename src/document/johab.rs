//! Korean encodings that the web does not know.

use encoding_rs::EUC_KR;

use crate::language::ko::jamo::{CODAS, INITIALS, Syllable, VOWELS, compose};

pub(super) const ISO_2022_KR: &str = "ISO-2022-KR";

/// The announcement at the start of ISO-2022-KR.
pub(super) const ANNOUNCEMENT: &[u8] = b"\x1b$)C";

/// Decodes ISO-2022-KR (RFC 1557): between SO and SI two bytes are a character of KS X 1001, and a line end
/// leads back to ASCII. Replacement characters stand for what is none; the second value tells whether there
/// are any.
pub(super) fn decode_iso_2022_kr(bytes: &[u8]) -> (String, bool) {
    const SHIFT_OUT: u8 = 0x0e;
    const SHIFT_IN: u8 = 0x0f;
    let mut text = String::with_capacity(bytes.len() * 3 / 2);
    let mut is_bad = false;
    let mut is_out = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if bytes[at..].starts_with(ANNOUNCEMENT) {
            at += ANNOUNCEMENT.len();
            continue;
        }
        at += 1;
        match byte {
            SHIFT_OUT => is_out = true,
            SHIFT_IN => is_out = false,
            b'\n' | b'\r' => {
                is_out = false;
                text.push(char::from(byte));
            }
            0x21..=0x7e if is_out => {
                let trail = bytes.get(at).copied().filter(|byte| matches!(byte, 0x21..=0x7e));
                at += usize::from(trail.is_some());
                let pair = trail.map(|trail| [byte | 0x80, trail | 0x80]);
                let read = pair.as_ref().and_then(|pair| {
                    EUC_KR.decode_without_bom_handling_and_without_replacement(pair)
                });
                is_bad |= read.is_none();
                text.push_str(read.as_deref().unwrap_or("\u{fffd}"));
            }
            0x00..=0x7f => text.push(char::from(byte)),
            0x80.. => {
                is_bad = true;
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
    (text, is_bad)
}

/// Of 1987, each syllable by its letters; programs for DOS wrote it.
pub(super) const JOHAB: &str = "johab";

/// The syllables of `bytes` taken as johab, and how many pairs of bytes are none (symbols and Hanja, or
/// another encoding). ASCII is passed over.
pub(super) fn johab_syllables(bytes: &[u8]) -> (String, usize) {
    let mut syllables = String::new();
    let mut others = 0;
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        at += 1;
        if lead < 0x80 {
            continue;
        }
        let Some(&trail) = bytes.get(at) else { break };
        at += 1;
        match johab_syllable(u16::from_be_bytes([lead, trail])) {
            Some(syllable) => syllables.push(syllable),
            None => others += 1,
        }
    }
    (syllables, others)
}

/// The syllable of a pair of bytes: a bit that is set, then five bits each for initial, vowel and final.
fn johab_syllable(pair: u16) -> Option<char> {
    let code = |shift: u16| usize::from(pair >> shift & 0x1f);
    let initial = code(10).checked_sub(2)?;
    // Vowels leave out the codes whose last three bits are 0 or 1.
    let vowel = code(5).checked_sub(2).filter(|_| code(5) % 8 > 1)?;
    let vowel = (vowel / 8 * 6 + vowel % 8).checked_sub(1)?;
    let coda = code(0).checked_sub(1).filter(|_| code(0) != 18)?;
    let coda = coda - usize::from(coda > 17);
    compose(Syllable {
        initial: *INITIALS.get(initial)?,
        vowel: *VOWELS.get(vowel)?,
        coda: *CODAS.get(coda)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seven_bits_hold_both_alphabets() {
        #[rustfmt::skip]
        let cases: [(&[u8], &str, bool, &str); 5] = [
            (b"\x1b$)C\nKim \x0e1h\x0f!\n",   "\nKim 김!\n",    false, "shifted out and in"),
            (b"\x1b$)C\x0e1h\nKim",            "김\nKim",        false, "a line end shifts in"),
            (b"\x1b$)C\x0e1h \x0fKim",         "김 Kim",         false, "a space is one in both"),
            (b"\x1b$)C\x0e1",                  "\u{fffd}",       true,  "half a character"),
            (b"\x1b$)C\xb1\xe8",               "\u{fffd}\u{fffd}", true, "eight bits"),
        ];
        for (bytes, text, is_bad, why) in cases {
            assert_eq!(decode_iso_2022_kr(bytes), (text.to_owned(), is_bad), "{why}");
        }
    }

    #[test]
    fn johab_is_known_by_its_letters() {
        let found = johab_syllables(b"\x88\x61\x88\x62 is \xd3\xbd, \xd9\x31");
        assert_eq!(found, ("가각힣".to_owned(), 1), "the last pair is a symbol");
    }
}
