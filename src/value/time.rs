//! A time of day in common form, on the clock of twelve hours.

use super::Part;

/// Minutes in half a day.
pub(crate) const HALF_DAY: u16 = 720;

/// A time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Minutes since the last noon or midnight, below 720.
    pub minutes: u16,
    /// [`Part::Forenoon`] or [`Part::Afternoon`], where the text tells it.
    pub half: Option<Part>,
    /// The other time that the same words may mean: 9시 15분 전 is a quarter to nine or before a quarter past.
    pub also: Option<u16>,
    /// The hour and the minute as they are written, which the other side may have as mere numbers.
    pub written: (u16, Option<u16>),
    /// Whether it is told by the clock, not by a word (noon, 자정).
    pub by_clock: bool,
}

impl Time {
    /// The time `hour`:`minute`; none if there is no such time.
    ///
    /// `half` is what the words say of the half of the day; of itself an hour beyond twelve says it too.
    pub(crate) fn new(hour: u16, minute: Option<u16>, half: Option<Part>) -> Option<Self> {
        let minutes = minute.unwrap_or(0);
        if hour > 24 || minutes > 59 || (hour == 24 && minutes > 0) {
            return None;
        }
        let half = match hour {
            0 | 24 => Some(Part::Forenoon),
            13.. => Some(Part::Afternoon),
            _ => half,
        };
        Some(Self {
            minutes: hour % 12 * 60 + minutes,
            half,
            also: None,
            written: (hour, minute),
            by_clock: true,
        })
    }

    /// So many minutes before the hour.
    pub(crate) fn before(hour: u16, minutes: u16, half: Option<Part>) -> Option<Self> {
        let whole = Self::new(hour, None, half)?;
        let minutes = (whole.minutes + HALF_DAY).checked_sub(minutes)? % HALF_DAY;
        // Ten to twelve at noon is in the forenoon.
        let turned = hour.is_multiple_of(12) && hour > 0;
        let half = whole.half.map(|half| if turned { other(half) } else { half });
        Some(Self { minutes, half, ..whole })
    }

    /// Equal for times that may be the same: `n:3` and `n:30`, as of the numbers that the other side may have
    /// in place of a time; an hour after noon or midnight is `n:12`.
    pub fn keys(&self) -> Vec<String> {
        let (hour, minute) = (self.minutes / 60, self.minutes % 60);
        let hour = format!("n:{}", if hour == 0 { 12 } else { hour });
        [Some(hour), (minute > 0).then(|| format!("n:{minute}"))].into_iter().flatten().collect()
    }
}

fn other(half: Part) -> Part {
    if half == Part::Forenoon { Part::Afternoon } else { Part::Forenoon }
}
