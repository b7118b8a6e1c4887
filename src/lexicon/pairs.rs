//! Pairs of an English and a Korean segment out of a user's own table or translation memory.

use std::path::Path;

use quick_xml::{Reader, events::Event};

use crate::{Error, Result, language::ko::jamo::is_syllable, text::Tongue};

/// Reads pairs from the text of a file: TMX if its name ends so, else a table of tab-separated lines
/// with English in the first column and Korean in the second; further columns and lines that begin
/// with `#` are read over.
///
/// # Errors
///
/// [`Error::Table`], with the line: a line without a second column, with the languages the wrong way
/// round, or XML that cannot be read; [`Error::Empty`] if no pair is there.
pub fn pairs(path: &Path, text: &str) -> Result<Vec<(String, String)>> {
    let tmx = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("tmx"));
    let found = if tmx { memory(path, text)? } else { table(path, text)? };
    if found.is_empty() {
        return Err(Error::Empty { path: path.to_owned() });
    }
    Ok(found)
}

fn table(path: &Path, text: &str) -> Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let lines =
        text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty() && !line.starts_with('#'));
    for (line, number) in lines {
        let wrong = |problem: &str| Error::Table {
            path: path.to_owned(),
            line: number,
            problem: problem.to_owned(),
        };
        let mut cells = line.split('\t').map(str::trim);
        let (Some(english), Some(korean)) = (cells.next(), cells.next()) else {
            return Err(wrong("there is no second column: write English, a tab, Korean"));
        };
        let [is_first, is_second] = [english, korean].map(|text| text.contains(is_syllable));
        if is_first && !is_second && !korean.is_empty() {
            return Err(wrong("the columns are the wrong way round: English goes first"));
        }
        // A heading, or a segment left untranslated, teaches nothing.
        if is_second && english.chars().any(|c| c.is_ascii_alphabetic()) {
            found.push((english.to_owned(), korean.to_owned()));
        }
    }
    Ok(found)
}

/// What a unit of a translation memory holds so far.
#[derive(Default)]
struct Unit {
    /// Its text in each tongue.
    texts: [Option<String>; 2],
    /// Language of the variant that is open.
    language: String,
    /// Text of the segment that is open.
    segment: Option<String>,
}

fn memory(path: &Path, text: &str) -> Result<Vec<(String, String)>> {
    let mut reader = Reader::from_str(text);
    let (mut found, mut unit) = (Vec::new(), Unit::default());
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        let wrong = |problem: String| {
            let line = text.get(..at).unwrap_or(text).matches('\n').count() + 1;
            Error::Table { path: path.to_owned(), line, problem }
        };
        match reader.read_event().map_err(|error| wrong(error.to_string()))? {
            Event::Start(tag) => match tag.name().as_ref() {
                "tu" => unit = Unit::default(),
                "tuv" => {
                    let attributes = tag.attributes().filter_map(std::result::Result::ok);
                    let language = attributes
                        .filter(|a| matches!(a.key.as_ref(), "xml:lang" | "lang"))
                        .map(|a| a.value.to_lowercase())
                        .next();
                    unit.language =
                        language.ok_or_else(|| wrong("a <tuv> has no xml:lang".into()))?;
                }
                "seg" => unit.segment = Some(String::new()),
                _ => {}
            },
            Event::Text(words) => {
                if let Some(segment) = &mut unit.segment {
                    segment.push_str(&words.xml10_content());
                }
            }
            Event::CData(words) => {
                if let Some(segment) = &mut unit.segment {
                    segment.push_str(&words.xml10_content());
                }
            }
            Event::GeneralRef(entity) => {
                if let Some(segment) = &mut unit.segment {
                    let character = entity.resolve_char_ref().ok().flatten();
                    segment.extend(character.or(match entity.xml10_content().as_ref() {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        _ => None,
                    }));
                }
            }
            Event::End(tag) => match tag.name().as_ref() {
                "seg" => {
                    let segment = unit.segment.take();
                    let place = match unit.language.split(['-', '_']).next() {
                        Some("en") => Some(Tongue::English),
                        Some("ko") => Some(Tongue::Korean),
                        _ => None,
                    };
                    if let Some(tongue) = place {
                        unit.texts[tongue as usize] = segment;
                    }
                }
                "tu" => {
                    if let [Some(english), Some(korean)] = std::mem::take(&mut unit.texts) {
                        found.push((english, korean));
                    }
                }
                _ => {}
            },
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, text: &str) -> Result<Vec<(String, String)>, String> {
        pairs(Path::new(name), text).map_err(|error| error.to_string())
    }

    #[test]
    fn tables_and_memories_are_read() {
        let expected =
            Ok(vec![("They agreed & left.".to_owned(), "그들은 동의하였다.".to_owned())]);
        let table = "# mine\nenglish\tkorean\n\nThey agreed & left.\t그들은 동의하였다.\tsource\n";
        assert_eq!(read("mine.tsv", table), expected);
        let memory = "<tmx version=\"1.4\"><body>\n<tu><tuv xml:lang=\"EN-us\"><seg>They agreed &amp; \
                      left.</seg></tuv>\n<tuv xml:lang=\"ko\"><seg>그들은 동의하였다.</seg></tuv></tu>\
                      </body></tmx>";
        assert_eq!(read("mine.TMX", memory), expected);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        #[rustfmt::skip]
        let cases = [
            ("a.tsv", "# x\nThey agreed.",             "a.tsv, line 2: there is no second column", "no tab"),
            ("a.tsv", "그는 왔다.\tHe came.",             "a.tsv, line 1: the columns are the wrong way", "Korean first"),
            ("a.tmx", "<tmx>\n<tu><tuv><seg>a</seg>",   "a.tmx, line 2: a <tuv> has no xml:lang", "no language"),
            ("a.tmx", "<tmx>\n<tu></tmx>",              "a.tmx, line 2: ", "XML that does not close"),
            ("a.tsv", "",                              "a.tsv is empty", "nothing"),
        ];
        for (name, text, expected, why) in cases {
            let error = read(name, text).expect_err(why);
            assert!(error.starts_with(expected), "{why}: {error}");
        }
    }
}
