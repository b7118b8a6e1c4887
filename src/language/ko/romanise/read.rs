//! Reading a romanised personal name: which Hangul names can be spelled so.
//!
//! A spelling is loose in one direction only. `Jong` may be 정 or 종, but 정렬 can be spelled `Jeong Ryul`
//! in no system; so Hangul is *tested* against the Latin letters, syllable by syllable. A second
//! spelling in brackets (`Jeong Ryul [Jong Ryul]`) is of another system and rules out more.

pub use super::variant::Fit;
use super::{
    readings::read,
    variant::{Variant, fit},
};
/// A romanised Korean personal name, read.
#[derive(Debug, Clone)]
pub struct Romanised {
    variants: Vec<Variant>,
    /// Whether the spelling is by rule beyond doubt, so that loose fits are other names.
    committed: bool,
    readings: Vec<String>,
    /// The spellings read with the surname last, where the first word might be one too.
    turned: Vec<Variant>,
}

impl Romanised {
    /// Reads a name from its spellings, the main one first.
    ///
    /// A spelling is surname and given name, separated by a space (`Choe Chang-ik`, `Choe Changik`,
    /// `Ho Ka I`), or the other way round if only the last word is a surname (`Syngman Rhee`). None if
    /// the main one cannot be a Korean name: no surname, or a rest no syllables can be spelled with.
    /// Further spellings that cannot are left out.
    pub fn new(spellings: &[&str]) -> Option<Self> {
        let (main, others) = spellings.split_first()?;
        let mut variants = vec![Variant::parse(main)?];
        variants.extend(others.iter().filter_map(|s| Variant::parse(s)));
        let readings = read(&variants);
        if readings.is_empty() {
            return None;
        }
        let strict = readings.iter().any(|r| fit(&variants, r) == Some(Fit::Strict));
        let committed = strict && (variants.len() > 1 || variants[0].is_marked());
        let turned: Option<Vec<Variant>> = spellings.iter().map(|s| Variant::turned(s)).collect();
        Some(Self { variants, committed, readings, turned: turned.unwrap_or_default() })
    }

    /// How `hangul` (surname and given name without a space) fits the name; none if it is another.
    ///
    /// A name with two spellings must fit both. Where Latin and Hangul differ only in the initial ㄹ or
    /// ㄴ that the South drops or changes (리상조, 이상조), they fit.
    /// A name whose first and last word may both be its surname (`Doo Young Kim`) fits either way.
    pub fn fits(&self, hangul: &str) -> Option<Fit> {
        let as_said = || fit(&self.turned, hangul).filter(|_| !self.turned.is_empty());
        fit(&self.variants, hangul)
            .filter(|&f| f == Fit::Strict || !self.committed)
            .or_else(as_said)
    }

    /// The Hangul names it may be, the most likely first, in Northern spelling.
    pub fn readings(&self) -> &[String] {
        &self.readings
    }

    /// The most likely reading, with the surname as it is written in the North or in the South.
    pub fn likely(&self, northern: bool) -> &str {
        let of_surname = |reading: &&String| {
            let surnames = self.variants[0].surnames.iter();
            surnames.clone().any(|s| reading.starts_with(if northern { s.north } else { s.south }))
        };
        let first = self.readings.first().map_or("", String::as_str);
        self.readings
            .iter()
            .filter(of_surname)
            .find(|r| r.chars().skip(1).eq(first.chars().skip(1)))
            .map_or(first, String::as_str)
    }

    /// Whether a surname of it begins with this syllable.
    pub fn begins_with(&self, syllable: &str) -> bool {
        let mut surnames = self.variants.iter().flat_map(|v| v.surnames.iter());
        surnames.any(|s| s.south.starts_with(syllable) || s.north.starts_with(syllable))
    }

    /// Whether `hangul` is one of its surnames.
    pub fn has_surname(&self, hangul: &str) -> bool {
        let mut surnames = self.variants.iter().flat_map(|v| v.surnames.iter());
        surnames.any(|s| s.south == hangul || s.north == hangul)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_fits_if_it_can_be_spelled_so() {
        use Fit::{Loose, Strict};
        #[rustfmt::skip]
        type Case = (&'static [&'static str], &'static str, Option<Fit>, &'static str);
        let cases: &[Case] = &[
            (&["Choe Chang-ik", "Choe Chang Ik"], "최창익", Some(Strict), "both spellings"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "리상조", Some(Strict), "Northern"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "이상조", Some(Strict), "Southern"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "리승조", None, "the slip of the note"),
            (&["Jeong Ryul", "Jong Ryul"], "정률", Some(Strict), "eo is ㅓ, yu is ㅠ"),
            (&["Jeong Ryul", "Jong Ryul"], "정율", Some(Strict), "Southern within a name"),
            (&["Jeong Ryul", "Jong Ryul"], "정렬", None, "the slip of the note"),
            (&["Heo Ga-I", "Ho Ka I"], "허가이", Some(Strict), "three syllables"),
            (&["Heo Gai", "Ho Kai"], "허가이", Some(Strict), "syllables not separated"),
            (&["Pak Il-u", "Pak Il U"], "박일우", Some(Strict), "a vowel alone"),
            (&["Kim Seung-hwa", "Kim Sung Hwa"], "김승화", Some(Strict), "eu"),
            (&["Kim Seung-hwa", "Kim Sung Hwa"], "김성화", None, "eu is no ㅓ"),
            (&["Jeong Geuk-rok", "Jong Kuk Rok"], "정극록", Some(Strict), "g and k"),
            (
                &["Kim Du-bong", "Kim Tu Pong"],
                "김두봉",
                Some(Strict),
                "voiced in one, not in the other",
            ),
            (&["Ch'oe Yong-gŏn"], "최용건", Some(Strict), "with breve and apostrophe"),
            (&["Ch'oe Yong-gŏn"], "최영건", None, "o without breve where breves are written"),
            (&["Choe Yong-gon"], "최용건", Some(Strict), "breves left out"),
            (&["Kim Il Sung"], "김일성", Some(Loose), "a spelling of his own"),
            (&["Kim Ir Sen"], "김일성", Some(Loose), "from Russian"),
            (&["Pak Den-ai"], "박정애", Some(Loose), "from Russian"),
            (&["Tsoi Yen Gen"], "최용건", Some(Loose), "from Russian, where ё is e"),
            (&["Tsoi En Gen"], "최용건", Some(Loose), "the same without its y"),
            (&["Kim Du Bon"], "김두봉", Some(Loose), "from Russian, which has no ng"),
            (&["Kim Du Bon"], "김두삼", None, "another given name"),
            (&["Czoj Jen Gen"], "최용건", Some(Loose), "from Polish"),
            (&["Czoj Jen Gen"], "최창익", None, "another man"),
            (&["Pak Czan Ok"], "박창옥", Some(Loose), "from Polish"),
            (&["Pak Czan Ok"], "박헌영", None, "another man"),
            (&["Tokko Chun"], "독고준", Some(Strict), "a surname of two syllables"),
            (&["Sŏnu Chin"], "선우진", Some(Strict), "the same, with a breve"),
            (&["Tae-won Pak"], "박태원", Some(Strict), "surname last"),
            (&["Tae-won Pak"], "박원태", None, "the other way round"),
            (&["Syngman Rhee"], "이승만", Some(Loose), "a spelling of his own, surname last"),
            (&["Chang-ik Choe"], "최창익", Some(Strict), "surname last"),
            (
                &["Doo Young Kim"],
                "김두영",
                Some(Loose),
                "surname last, though the first word might be one",
            ),
            (&["Seung-hwa Kim"], "김성화", None, "eu is no ㅓ, wherever the surname stands"),
            (&["Doo Young Kim"], "영김두", None, "another order"),
            (&["Doo Young Kim"], "박두영", None, "another surname"),
            (&["Kim Du-bong"], "봉김두", None, "no surname last"),
            (&["Kim Sung-hwa"], "박승화", None, "another surname"),
            (&["Nam Il"], "남일", Some(Strict), "two syllables"),
            (&["Nam Il"], "남일우", None, "not more than is spelled"),
            (&["Lee Seung-man"], "리승만", Some(Strict), "surname by table"),
        ];
        for (spellings, hangul, expected, why) in cases {
            let name = Romanised::new(spellings);
            let fits = name.and_then(|n| n.fits(hangul));
            assert_eq!(fits, *expected, "{spellings:?} {hangul}: {why}");
        }
    }

    #[test]
    fn the_likely_reading_comes_first() {
        #[rustfmt::skip]
        let cases: &[(&[&str], &str, &str)] = &[
            (&["Choe Chang-ik", "Choe Chang Ik"], "최창익", "최창익"),
            (&["Ri Sang-jo", "Ri Sang Jo"], "리상조", "이상조"),
            (&["Jeong Ryul", "Jong Ryul"], "정률", "정률"),
            (&["Heo Ga-I", "Ho Ka I"], "허가이", "허가이"),
            (&["Pak Chang-ok", "Pak Chang Ok"], "박창옥", "박창옥"),
            (&["Kim Du-bong"], "김두봉", "김두봉"),
            (&["Jeong Geuk-rok", "Jong Kuk Rok"], "정극록", "정극록"),
            (&["Ch'oe Yong-gŏn"], "최용건", "최용건"),
            (&["Pak Il-u"], "박일우", "박일우"),
            (&["Kim Seung-hwa"], "김승화", "김승화"),
            (&["Han Seol-ya", "Han Sol Ya"], "한설야", "한설야"),
            (&["Yun Kong-hŭm"], "윤공흠", "윤공흠"),
            (&["Seo Hwi"], "서휘", "서휘"),
        ];
        for (spellings, north, south) in cases {
            let name = Romanised::new(spellings).expect(spellings[0]);
            assert_eq!(name.likely(true), *north, "{spellings:?}: {:?}", name.readings());
            assert_eq!(name.likely(false), *south, "{spellings:?}: {:?}", name.readings());
        }
    }

    #[test]
    fn other_names_are_not_korean() {
        for name in ["Peng Dehuai", "John Smith", "Kim Cattrall", "Korea", "Lee Harvey", ""] {
            assert!(Romanised::new(&[name]).is_none(), "{name}");
        }
    }
}
