//! Characters of the font Symbol, which files tell by their places in it. Source: the mapping of Adobe's Symbol encoding to
//! Unicode that the Unicode Consortium publishes (`VENDORS/ADOBE/symbol.txt`).

/// From 0x20 and from 0xa0 on; a blank where there is none, or only a part of a large bracket.
const LOW: &str = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
const HIGH: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑           〉∫⌠ ⌡";

/// What the character at a place (`F0B0`, in hexadecimal) of a font shows, if that is known.
pub(super) fn of(font: &str, place: &str) -> Option<char> {
    let place = u32::from_str_radix(place, 16).ok()?;
    // Fonts of symbols have theirs in a stretch of Unicode that is for whoever wants it.
    let own = match place {
        0xf000..=0xf0ff => place - 0xf000,
        place => place,
    };
    if font.eq_ignore_ascii_case("Symbol") {
        let own = usize::try_from(own).ok()?;
        let shown = match own {
            0x20..0x7f => LOW.chars().nth(own - 0x20),
            0xa0..0xff => HIGH.chars().nth(own - 0xa0),
            _ => None,
        };
        return shown.filter(|c| *c != ' ' || own == 0x20);
    }
    char::from_u32(place).filter(|c| !c.is_control() && !(0xe000..0xf900).contains(&place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_are_characters() {
        #[rustfmt::skip]
        let cases = [
            ("Symbol",      "F0B0", Some('°')),
            ("symbol",      "00B1", Some('±')),
            ("Symbol",      "F061", Some('α')),
            ("Symbol",      "F07E", Some('∼')),
            ("Symbol",      "F0AE", Some('→')),
            ("Symbol",      "F0D5", Some('∏')),
            ("Symbol",      "F0E5", Some('∑')),
            ("Symbol",      "F0F2", Some('∫')),
            ("Symbol",      "F0E6", None),
            ("Wingdings",   "F0FC", None),
            ("Arial",       "2103", Some('℃')),
            ("Arial",       "x",    None),
        ];
        for (font, place, expected) in cases {
            assert_eq!(of(font, place), expected, "{font} {place}");
        }
    }
}
