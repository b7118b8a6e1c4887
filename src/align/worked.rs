//! A ladder that somebody works on: beads are merged, split, moved and pinned, and what was touched outlasts edits of the
//! texts as pins, found again by the words of their segments.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Alignment, Bead, pinned};
use crate::{
    encoder::Encoder,
    segment::{Bitext, Half},
    text::hexadecimal,
};

/// A ladder with the beads of it that somebody is sure of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worked {
    /// Fingerprint of all segments that it is of.
    segments: String,
    /// Start and end in the source, start and end in the target; none if all but the pins is to be aligned anew.
    beads: Vec<[usize; 4]>,
    /// The beads that somebody is sure of, in order.
    pins: Vec<Pin>,
}

/// A bead that somebody is sure of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Pin {
    at: [usize; 4],
    /// Fingerprints of its segments, of each half.
    texts: [Vec<String>; 2],
}

/// A side of a bead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The original.
    Source,
    /// The translation.
    Target,
}

/// Something that is done to a ladder; beads are named by their positions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "op", rename_all = "lowercase", deny_unknown_fields)]
pub enum Operation {
    /// A bead and the next become one.
    Merge {
        /// The first of them.
        bead: usize,
    },
    /// A bead becomes two.
    Split {
        /// The bead.
        bead: usize,
        /// So many of its source segments are in the first …
        source: usize,
        /// … with so many of its target segments.
        target: usize,
    },
    /// The border between a bead and the next moves by one segment.
    Border {
        /// The first of them.
        bead: usize,
        /// On this side.
        side: Side,
        /// Whether the first gets a segment, or loses one.
        gains: bool,
    },
    /// A bead is pinned, or is not any more.
    Pin {
        /// The bead.
        bead: usize,
        /// Whether it is.
        is_on: bool,
    },
    /// A bead and all before it are pinned.
    Upto {
        /// The last of them.
        bead: usize,
    },
    /// What is not pinned is aligned anew.
    Realign,
}

/// Longer ladders are not worked on bead by bead: every step is kept whole.
pub const MOST_BEADS: usize = 5_000;

const NO_BEAD: &str = "there is no such bead: load the page again";

fn fingerprint(text: &str) -> String {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    hexadecimal(&Sha256::digest(bare.as_bytes())[..6])
}

fn prints(half: &Half) -> Vec<String> {
    half.segments.iter().map(|segment| fingerprint(&segment.text)).collect()
}

fn numbers(bead: &Bead) -> [usize; 4] {
    [bead.source.start, bead.source.end, bead.target.start, bead.target.end]
}

fn bead([a, b, c, d]: [usize; 4]) -> Bead {
    Bead { source: a..b, target: c..d, score: 1.0, cost: 0.0 }
}

fn whole(bitext: &Bitext) -> String {
    let all = [&bitext.source, &bitext.target].map(|half| prints(half).join(" "));
    hexadecimal(&Sha256::digest(all.join("|").as_bytes())[..16])
}

impl Worked {
    /// A ladder on which nothing was done yet.
    pub fn new(bitext: &Bitext, alignment: &Alignment) -> Self {
        let beads = alignment.beads.iter().map(numbers).collect();
        Self { segments: whole(bitext), beads, pins: Vec::new() }
    }

    /// Whether it is a whole ladder of these segments.
    pub fn is_of(&self, bitext: &Bitext) -> bool {
        !self.beads.is_empty() && self.segments == whole(bitext)
    }

    /// The beads, each with whether it is pinned.
    pub fn beads(&self) -> Vec<(Bead, bool)> {
        self.beads.iter().map(|at| (bead(*at), self.pins.iter().any(|pin| pin.at == *at))).collect()
    }

    /// The same on these texts with this ladder, which may be others than those it was made on: with the pins that are
    /// found there.
    #[must_use]
    pub fn moved_to(&self, bitext: &Bitext, alignment: &Alignment) -> Self {
        if self.is_of(bitext) {
            return self.clone();
        }
        let mut moved = Self::new(bitext, alignment);
        for pin in self.found(bitext) {
            moved.pin(bitext, numbers(&pin));
        }
        moved
    }

    /// The ladder of these texts that it makes: itself, or what is aligned around its pins.
    pub fn on(&self, bitext: &Bitext, encoder: Option<&Encoder>) -> Alignment {
        if self.is_of(bitext) {
            return Alignment { beads: self.beads.iter().copied().map(bead).collect() };
        }
        pinned::align(bitext, &self.found(bitext), encoder)
    }

    /// How many of its pins are not found in these texts.
    pub fn lost(&self, bitext: &Bitext) -> usize {
        self.pins.len() - self.found(bitext).len()
    }

    /// Its pins where they stand in these texts: each side there once, and none before the last.
    fn found(&self, bitext: &Bitext) -> Vec<Bead> {
        if self.segments == whole(bitext) {
            return self.pins.iter().map(|pin| bead(pin.at)).collect();
        }
        let halves = [prints(&bitext.source), prints(&bitext.target)];
        let mut reached = [0, 0];
        let mut found = Vec::new();
        for pin in &self.pins {
            let side = |half: usize| -> Option<Range<usize>> {
                let wanted = &pin.texts[half];
                if wanted.is_empty() {
                    return Some(reached[half]..reached[half]);
                }
                let mut places = halves[half].windows(wanted.len()).enumerate();
                let first = places.find(|(_, run)| *run == &wanted[..])?.0;
                let is_once = !places.any(|(_, run)| run == &wanted[..]);
                (is_once && first >= reached[half]).then(|| first..first + wanted.len())
            };
            if let (Some(source), Some(target)) = (side(0), side(1)) {
                reached = [source.end, target.end];
                found.push(Bead { source, target, score: 1.0, cost: 0.0 });
            }
        }
        found
    }

    fn pin(&mut self, bitext: &Bitext, at: [usize; 4]) {
        if self.pins.iter().any(|pin| pin.at == at) {
            return;
        }
        let texts = |half: &Half, range: Range<usize>| {
            half.segments[range].iter().map(|segment| fingerprint(&segment.text)).collect()
        };
        let texts = [texts(&bitext.source, at[0]..at[1]), texts(&bitext.target, at[2]..at[3])];
        let place = self.pins.partition_point(|pin| (pin.at[1], pin.at[3]) <= (at[0], at[2]));
        self.pins.insert(place, Pin { at, texts });
    }

    /// Puts beads in the place of two or one, and pins them: somebody has looked at them.
    fn put(&mut self, bitext: &Bitext, range: Range<usize>, new: &[[usize; 4]]) {
        let new = new.iter().copied().filter(|[a, b, c, d]| a < b || c < d);
        let new: Vec<[usize; 4]> = new.collect();
        let old: Vec<[usize; 4]> = self.beads.splice(range, new.iter().copied()).collect();
        self.pins.retain(|pin| !old.contains(&pin.at));
        for at in new {
            self.pin(bitext, at);
        }
    }

    /// Does something to a ladder of these segments ([`is_of`](Self::is_of)).
    ///
    /// # Errors
    ///
    /// Why it cannot be done, in a clause.
    pub fn after(&self, bitext: &Bitext, operation: Operation) -> Result<Self, &'static str> {
        if !self.is_of(bitext) {
            return Err("the texts have changed: load the page again");
        }
        if self.beads.len() > MOST_BEADS {
            return Err(
                "this ladder is too long to be worked on bead by bead: correct what `daejo align` writes",
            );
        }
        let mut next = self.clone();
        let at = |bead: usize| self.beads.get(bead).copied().ok_or(NO_BEAD);
        match operation {
            Operation::Merge { bead } => {
                let (first, second) = (at(bead)?, at(bead + 1)?);
                next.put(bitext, bead..bead + 2, &[[first[0], second[1], first[2], second[3]]]);
            }
            Operation::Split { bead, source, target } => {
                let [a, b, c, d] = at(bead)?;
                let (middle, other) = (a + source, c + target);
                let is_nothing = (source, target) == (0, 0) || (middle, other) == (b, d);
                if middle > b || other > d || is_nothing {
                    return Err("a bead is split between its segments, and both parts have some");
                }
                next.put(bitext, bead..bead + 1, &[[a, middle, c, other], [middle, b, other, d]]);
            }
            Operation::Border { bead, side, gains } => {
                let (mut first, mut second) = (at(bead)?, at(bead + 1)?);
                let (start, end) = if side == Side::Source { (0, 1) } else { (2, 3) };
                let is_there =
                    if gains { second[start] < second[end] } else { first[start] < first[end] };
                if !is_there {
                    return Err("there is no segment on that side to be moved");
                }
                let border = if gains { first[end] + 1 } else { first[end] - 1 };
                (first[end], second[start]) = (border, border);
                next.put(bitext, bead..bead + 2, &[first, second]);
            }
            Operation::Pin { bead, is_on: true } => next.pin(bitext, at(bead)?),
            Operation::Pin { bead, is_on: false } => {
                let at = at(bead)?;
                next.pins.retain(|pin| pin.at != at);
            }
            Operation::Upto { bead } => {
                at(bead)?;
                self.beads[..=bead].iter().for_each(|at| next.pin(bitext, *at));
            }
            Operation::Realign => next.beads.clear(),
        }
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::keys::tests::bitext;

    const EN: [&str; 4] = ["It was 1957.", "He had 12 boxes.", "Nobody came.", "He left."];
    const KO: [&str; 4] =
        ["1957년이었다.", "그는 상자 12개가 있었다.", "아무도 오지 않았다.", "그는 떠났다."];

    fn four() -> (Bitext, Worked) {
        let bitext = bitext(&EN, &KO);
        let worked = Worked::new(&bitext, &Alignment::of_sizes(&[(1, 1); 4]));
        (bitext, worked)
    }

    fn shown(worked: &Worked) -> String {
        let row = |(bead, is_pinned): (Bead, bool)| {
            let pin = if is_pinned { "*" } else { "" };
            format!("{}-{}{pin}", bead.source.len(), bead.target.len())
        };
        worked.beads().into_iter().map(row).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_is_done_to_a_bead_pins_it() {
        use Operation::{Border, Merge, Pin, Split, Upto};
        let border = |bead, side, gains| Border { bead, side, gains };
        #[rustfmt::skip]
        let cases: [(&[Operation], &str, &str); 8] = [
            (&[Merge { bead: 1 }],                                   "1-1 2-2* 1-1",         "two become one"),
            (&[Merge { bead: 1 }, Split { bead: 1, source: 1, target: 1 }], "1-1 1-1* 1-1* 1-1", "and two again"),
            (&[Split { bead: 0, source: 1, target: 0 }],             "1-0* 0-1* 1-1 1-1 1-1", "what does not belong together"),
            (&[border(0, Side::Source, true)],                       "2-1* 0-1* 1-1 1-1",    "a border is moved down"),
            (&[border(0, Side::Source, false)],                      "0-1* 2-1* 1-1 1-1",    "and up"),
            (&[border(0, Side::Source, true), border(0, Side::Target, true)], "2-2* 1-1 1-1", "a bead that loses all is gone"),
            (&[Pin { bead: 2, is_on: true }, Pin { bead: 0, is_on: true }, Pin { bead: 0, is_on: false }], "1-1 1-1 1-1* 1-1", "one pin stays"),
            (&[Upto { bead: 1 }],                                    "1-1* 1-1* 1-1 1-1",    "all before"),
        ];
        for (operations, expected, why) in cases {
            let (bitext, mut worked) = four();
            for operation in operations {
                worked = worked.after(&bitext, *operation).expect(why);
            }
            assert_eq!(shown(&worked), expected, "{why}");
        }
    }

    #[test]
    fn what_cannot_be_done_is_said() {
        let (bitext, worked) = four();
        #[rustfmt::skip]
        let cases = [
            (Operation::Merge { bead: 3 },                                   "the last has no next"),
            (Operation::Split { bead: 0, source: 0, target: 0 },             "one part would have nothing"),
            (Operation::Split { bead: 0, source: 1, target: 1 },             "the other would"),
            (Operation::Split { bead: 0, source: 2, target: 0 },             "it has no two segments"),
            (Operation::Pin { bead: 9, is_on: true },                        "there is none"),
        ];
        for (operation, why) in cases {
            assert!(worked.after(&bitext, operation).is_err(), "{why}");
        }
        let other = self::bitext(&EN, &KO[..3]);
        assert!(worked.after(&other, Operation::Realign).is_err(), "the texts have changed");
    }

    #[test]
    fn pins_outlast_realigning_and_edits_of_the_texts() {
        let (bitext, worked) = four();
        let merged = worked.after(&bitext, Operation::Merge { bead: 1 }).expect("merged");
        let realigned = merged.after(&bitext, Operation::Realign).expect("realigned");
        let is_kept = |alignment: &Alignment, wanted: [usize; 4]| {
            alignment.beads.iter().any(|bead| numbers(bead) == wanted)
        };
        assert!(is_kept(&realigned.on(&bitext, None), [1, 3, 1, 3]));
        let longer = self::bitext(&["A word before.", EN[0], EN[1], EN[2], EN[3]], &KO);
        assert!(is_kept(&merged.on(&longer, None), [2, 4, 1, 3]), "its sentences are there");
        assert_eq!(merged.lost(&longer), 0);
        let edited = self::bitext(&EN, &[KO[0], KO[1], "한 사람이 왔다.", KO[3]]);
        assert_eq!(merged.lost(&edited), 1, "one of its sentences is another");
        let twice = self::bitext(&[EN[1], EN[2], EN[1], EN[2]], &KO);
        assert_eq!(merged.lost(&twice), 1, "nobody guesses which");
    }
}
