//! Ways of counting years, from `eras.tsv`: 단기 4286, 주체 45, Shōwa 20.

use std::sync::LazyLock;

use crate::text::table;

/// A way of counting years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Era {
    pub(super) form: &'static str,
    /// What has to be added to get the common era.
    offset: i32,
}

impl Era {
    /// The year of the common era that is its year `year`.
    pub(super) fn common(self, year: u16) -> Option<u16> {
        u16::try_from(i32::from(year) + self.offset).ok().filter(|year| *year > 0)
    }
}

static ERAS: LazyLock<[Vec<Era>; 2]> = LazyLock::new(|| {
    const TABLE: &str = table::text!("eras.tsv");
    let of = |language: &str| {
        let rows = table::rows::<5>("eras.tsv", TABLE).into_iter();
        let mut eras: Vec<Era> = rows
            .filter(|row| row[0] == language)
            .map(|[_, form, _, offset, _]| Era {
                form,
                offset: offset.parse().expect("eras.tsv: an offset is a number"),
            })
            .collect();
        eras.sort_by_key(|era| std::cmp::Reverse(era.form.len()));
        eras
    };
    [of("ko"), of("en")]
});

/// The eras of Korean texts, the longest form first.
pub(super) fn korean() -> &'static [Era] {
    &ERAS[0]
}

/// The eras of English texts.
pub(super) fn english() -> &'static [Era] {
    &ERAS[1]
}

/// The alternatives of a regular expression for these eras.
pub(super) fn alternatives(eras: &[Era]) -> String {
    eras.iter().map(|era| regex::escape(era.form)).collect::<Vec<_>>().join("|")
}
