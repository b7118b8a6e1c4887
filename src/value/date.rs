//! A date in common form: the years, months and days that it names.

/// Which part of a day, month, year or decade is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Beginning, early, 초.
    Beginning,
    /// Middle, mid-, 중순.
    Middle,
    /// End, late, 말.
    End,
    /// The half of a day before noon.
    Forenoon,
    /// The half of a day after noon.
    Afternoon,
}

/// A date, as far as the text says it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Date {
    /// Years of the common era, the ends of a range or the members of a list. A year of two digits is
    /// one of the twentieth century.
    pub years: Vec<u16>,
    /// Whether `years` holds the first year of a decade.
    pub decade: bool,
    /// Months, 1–12.
    pub months: Vec<u8>,
    /// Days, 1–31, the ends of a range or the members of a list.
    pub days: Vec<u8>,
    /// Whether `days` (or, without days, `months` or `years`) are the ends of a range.
    pub range: bool,
    /// The part of the last unit that is meant.
    pub part: Option<Part>,
}

impl Date {
    /// Equal for dates that say the same in two languages: `y:1957`, `m:3`, `d:26`, one for each year,
    /// month and day named; `y:1950s` for a decade.
    pub fn keys(&self) -> Vec<String> {
        let decade = if self.decade { "s" } else { "" };
        let years = self.years.iter().map(|y| format!("y:{y}{decade}"));
        let months = self.months.iter().map(|m| format!("m:{m}"));
        let days = self.days.iter().map(|d| format!("d:{d}"));
        years.chain(months).chain(days).collect()
    }

    /// Whether nothing is named that can be.
    fn is_empty(&self) -> bool {
        self.years.is_empty() && self.months.is_empty() && self.days.is_empty()
    }

    pub(crate) fn is_plausible(&self) -> bool {
        !self.is_empty()
            && self.months.iter().all(|m| (1..=12).contains(m))
            && self.days.iter().all(|d| (1..=31).contains(d))
            && self.years.iter().all(|y| (1..=2999).contains(y))
    }
}
