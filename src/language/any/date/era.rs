//! Ways of counting years, from `eras.tsv`: 단기 4286, 주체 45, Shōwa 20.

use crate::text::table;

/// A way of counting years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Era {
    pub(crate) form: &'static str,
    /// What has to be added to get the common era.
    offset: i32,
}

impl Era {
    /// The year of the common era that is its year `year`.
    pub(crate) fn common(self, year: u16) -> Option<u16> {
        u16::try_from(i32::from(year) + self.offset).ok().filter(|year| *year > 0)
    }
}

/// The eras of a language by its tag, the longest form first.
pub(crate) fn of(language: &str) -> Vec<Era> {
    let rows = table::rows::<5>("eras.tsv", table::text!("eras.tsv")).into_iter();
    let mut eras: Vec<Era> = rows
        .filter(|row| row[0] == language)
        .map(|[_, form, _, offset, _]| Era {
            form,
            offset: offset.parse().expect("eras.tsv: an offset is a number"),
        })
        .collect();
    eras.sort_by_key(|era| std::cmp::Reverse(era.form.len()));
    eras
}

/// The alternatives of a regular expression for these eras.
pub(crate) fn alternatives(eras: &[Era]) -> String {
    eras.iter().map(|era| regex::escape(era.form)).collect::<Vec<_>>().join("|")
}
