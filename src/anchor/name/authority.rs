//! The authority file of a collection: who is one person under which spellings. A tab-separated table
//! that the program learns and people edit.

use std::fmt::Write as _;

use crate::text::Folded;

/// What is wrong with an authority file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "line {line}: a row has four cells, korean, spellings, titles and note, or three without titles, \
     and this one has {cells}"
)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// How many cells it has.
    pub cells: usize,
}

/// A person of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownPerson {
    /// The name in Hangul.
    pub korean: Option<String>,
    /// The spellings in Latin letters, the usual one first.
    pub spellings: Vec<String>,
    /// The titles as they are printed, each with the year of the document: `minister of construction 1956`.
    pub titles: Vec<String>,
    /// What the user has to say.
    pub note: String,
}

/// The people of a collection as they were confirmed before.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Authority {
    entries: Vec<KnownPerson>,
}

/// What stands above the rows of a file that the program writes.
const HEAD: &str = "\
# People and their spellings, one person a row: korean (may be empty), spellings separated by |, the usual one
# first, titles with the year they were met in, and a note. Two spellings in one row are one person; lines that
# begin with # are not read.
korean\tspellings\ttitles\tnote
";

impl Authority {
    /// The people.
    pub fn entries(&self) -> &[KnownPerson] {
        &self.entries
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`Fault`] for the first row that has another number of cells than four, or three without titles.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let mut entries = Vec::new();
        let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
        let rows = lines.filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        for (number, line) in rows {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let (korean, spellings, titles, note) = match cells[..] {
                [korean, spellings, note] => (korean, spellings, "", note),
                [korean, spellings, titles, note] => (korean, spellings, titles, note),
                _ => return Err(Fault { line: number + 1, cells: cells.len() }),
            };
            if (korean, spellings) == ("korean", "spellings") {
                continue;
            }
            let list = |cell: &str| -> Vec<String> {
                let parts = cell.split('|').map(str::trim).filter(|s| !s.is_empty());
                parts.map(ToOwned::to_owned).collect()
            };
            entries.push(KnownPerson {
                korean: (!korean.is_empty()).then(|| korean.to_owned()),
                spellings: list(spellings),
                titles: list(titles),
                note: note.to_owned(),
            });
        }
        Ok(Self { entries })
    }

    /// The file.
    pub fn write(&self) -> String {
        let plain = |cell: &str| cell.replace(['\t', '\n', '\r'], " ");
        let list = |cells: &[String]| {
            let cells: Vec<String> = cells.iter().map(|s| plain(s)).collect();
            cells.join("|")
        };
        let mut text = HEAD.to_owned();
        for entry in &self.entries {
            let _ = writeln!(
                text,
                "{}\t{}\t{}\t{}",
                plain(entry.korean.as_deref().unwrap_or_default()),
                list(&entry.spellings),
                list(&entry.titles),
                plain(&entry.note)
            );
        }
        text
    }

    /// The position of the entry with a spelling, case, marks, spaces and hyphens aside.
    pub fn entry_of(&self, spelling: &str) -> Option<usize> {
        let wanted = folded(spelling);
        self.entries.iter().position(|e| e.spellings.iter().any(|s| folded(s) == wanted))
    }

    /// The first spelling of the file that is one letter away from `spelling`, which is none of the file's.
    pub fn near(&self, spelling: &str) -> Option<&str> {
        if self.entry_of(spelling).is_some() {
            return None;
        }
        let mut known = self.entries.iter().flat_map(|e| &e.spellings);
        known.find(|s| is_slip(s, spelling)).map(String::as_str)
    }

    /// The Hangul of the person with a spelling.
    pub fn name_of(&self, spelling: &str) -> Option<&str> {
        self.entry_of(spelling).and_then(|at| self.entries[at].korean.as_deref())
    }

    /// Adds a person: to the entry that has one of the spellings, or as a new one. What the file said
    /// before is kept and comes first, and a spelling that is somebody else's stays with them.
    pub fn add(&mut self, korean: Option<&str>, spellings: &[&str], titles: &[String]) {
        let at = spellings.iter().find_map(|spelling| self.entry_of(spelling));
        let at = at.unwrap_or_else(|| {
            self.entries.push(KnownPerson {
                korean: korean.map(ToOwned::to_owned),
                ..KnownPerson::default()
            });
            self.entries.len() - 1
        });
        for spelling in spellings.iter().filter(|s| !s.is_empty()) {
            let known = self.entries[at].spellings.iter().any(|s| s == spelling);
            if !known && self.entry_of(spelling).is_none_or(|other| other == at) {
                self.entries[at].spellings.push((*spelling).to_owned());
            }
        }
        for title in titles {
            if !self.entries[at].titles.contains(title) {
                self.entries[at].titles.push(title.clone());
            }
        }
    }
}

/// A spelling without case, marks, spaces and hyphens.
pub(crate) fn folded(spelling: &str) -> String {
    Folded::new(spelling).text().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Whether two names of five letters and more are one letter apart: changed, added or dropped.
pub(crate) fn is_slip(a: &str, b: &str) -> bool {
    let (a, b) = (folded(a), folded(b));
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (long, short) = if a.len() >= b.len() { (&a, &b) } else { (&b, &a) };
    if short.len() < 5 || long.len() - short.len() > 1 || a == b {
        return false;
    }
    let alike = long.iter().zip(short.iter()).take_while(|(x, y)| x == y).count();
    let skip = usize::from(long.len() == short.len());
    long[alike + 1..] == short[alike + skip..]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_are_read_and_faults_named() {
        let text = "# people\nkorean\tspellings\tnote\n정률\tJeong Ryul|Jang Yul\tnot 장률\n\n\tFilatov\t\n";
        let authority = Authority::parse(text).expect("rows");
        assert_eq!(authority.entry_of("jang-yul"), Some(0));
        assert_eq!(authority.entry_of("FILATOV"), Some(1));
        assert_eq!(authority.entry_of("Filanov"), None);
        assert_eq!(authority.entries()[1].korean, None);
        assert_eq!(Authority::parse("a\tb\n"), Err(Fault { line: 1, cells: 2 }));
    }

    #[test]
    fn what_is_learned_is_added_to_what_was_there() {
        let mut authority = Authority::parse("정률\tJeong Ryul\tmine\n").expect("rows");
        authority.add(
            Some("장률"),
            &["Jang Yul", "Jeong Ryul"],
            &["Vice-minister of Culture 1957".to_owned()],
        );
        authority.add(Some("림해"), &["Rim Hae", "Im Hae"], &[]);
        assert_eq!(authority.name_of("Jang Yul"), Some("정률"));
        assert_eq!(authority.name_of("im hae"), Some("림해"));
        assert_eq!(authority.entries().len(), 2);
        assert_eq!(authority.entries()[0].titles, ["Vice-minister of Culture 1957"]);
        assert_eq!(authority.entries()[0].note, "mine");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            rows in proptest::collection::vec(
                ("[가-힣]{0,4}", proptest::collection::vec("[A-Z][a-z]{1,5}( [A-Z][a-z-]{1,5})?", 0..4), proptest::collection::vec("[a-z]{1,5} 19[0-9]{2}", 0..3), "[a-z가-힣]{0,5}"),
                0..5,
            ),
        ) {
            // A row of nothing is nobody.
            let rows = rows.into_iter().filter(|(k, s, t, n)| !(k.is_empty() && s.is_empty() && t.is_empty() && n.is_empty()));
            let entries = rows.map(|(korean, spellings, titles, note)| KnownPerson {
                korean: (!korean.is_empty()).then_some(korean),
                spellings,
                titles,
                note,
            });
            let authority = Authority { entries: entries.collect() };
            prop_assert_eq!(Authority::parse(&authority.write()), Ok(authority));
        }
    }
}
