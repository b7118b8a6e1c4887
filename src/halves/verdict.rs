//! The verdict over each unit: all evidence weighed together, and what no weight of evidence may do.
//!
//! A line is never furniture for its words alone. It takes a line of known form (a phrase of a site, a bar of
//! links, an address) in the same stretch, at an edge of its half or on an island, and no counterpart in the
//! other half; a sentence must stand between two such lines, or between one and the edge of the document.

use super::{
    Kind, chain,
    counterpart::Counterpart,
    evidence::{self, Case, Standing},
    layout::{Layout, LayoutPlace},
    unit::Unit,
    writing::Side,
};

/// What a unit was found to be.
pub(super) struct Verdict {
    pub(super) kind: Kind,
    pub(super) confidence: f64,
    pub(super) reason: String,
    /// Whether it is a running head.
    pub(super) interrupts: bool,
}

/// All that is known of the units.
pub(super) struct Judge<'a> {
    pub(super) units: &'a [Unit],
    pub(super) layout: &'a Layout,
    pub(super) found: &'a [Counterpart],
    /// Which are running heads.
    pub(super) running: &'a [Option<&'static str>],
    /// What the two languages are called.
    pub(super) names: [&'a str; 2],
}

/// How sure a running head is one.
const RUNNING: f64 = 0.97;

/// The most confidence that running text is furniture if only its place says so.
const UNCOUPLED_PROSE: f64 = 0.6;

/// Evidence of a unit's own form from which on it may draw others with it, in nats: a known phrase.
const GROUNDS: f64 = 2.0;

/// Of a half no more than this share is left out, what is known of sites and pages not counted.
const MOST_LEFT_OUT: f64 = 0.2;

/// A counterpart this much better than none, in nats, is one, whatever the line looks like.
const ANSWERED: f64 = 2.0;

impl Judge<'_> {
    /// The verdicts over all units, and what a person should know about them. A document begins at each of
    /// `starts`.
    pub(super) fn verdicts(&self, starts: &[usize]) -> (Vec<Verdict>, Vec<String>) {
        let units = self.units;
        let near_ends = self.near_ends();
        let mut cases: Vec<Case> = units.iter().map(evidence::form).collect();
        evidence::label_values(units, &mut cases);
        let form: Vec<f64> = cases.iter().map(Case::nats).collect();
        // Inside a half, a heading that comes again is a heading.
        let telling = |i: usize| match (self.layout.places[i], self.found[i]) {
            (LayoutPlace::Island { .. }, _) | (_, Counterpart::Outside) => 1.0,
            _ if i < 12 => 0.5,
            _ => 0.0,
        };
        evidence::repetitions(units, telling, &mut cases);
        let own: Vec<f64> = cases.iter().map(Case::nats).collect();
        for (i, unit) in units.iter().enumerate() {
            let standing = Standing {
                place: self.layout.places[i],
                counterpart: self.found[i],
                is_near_end: near_ends[i],
                is_above_label: self.is_above_label(i),
                blocks: self.layout.is_blocks(),
            };
            evidence::position(unit, standing, self.names, &mut cases[i]);
        }
        let mut probs = Vec::with_capacity(units.len());
        for (at, &start) in starts.iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(units.len());
            let chain: Vec<_> =
                (start..end).map(|i| (cases[i].nats(), i > start && self.is_joint(i))).collect();
            probs.extend(chain::furniture_probs(&chain));
        }
        let mut left_out: Vec<bool> =
            (0..units.len()).map(|i| probs[i] > 0.5 && !units[i].is_rule()).collect();
        // Lines known for what they are, and what stands between two such.
        let mut known: Vec<bool> = form.iter().map(|form| *form >= GROUNDS).collect();
        for (at, &start) in starts.iter().enumerate() {
            let end = starts.get(at + 1).copied().unwrap_or(units.len());
            self.keep_ungrounded(start, end, &form, &mut left_out, &mut known);
        }
        if let &[_, second] = starts {
            self.keep_both_ends(second, &mut left_out);
        }
        self.fill_between(&near_ends, &form, &mut left_out);
        self.follow_answers(&near_ends, &mut left_out);
        let doubts = self.keep_most(&known, &mut left_out);
        let verdict = |i: usize| {
            let mut verdict = self.verdict(i, &cases[i], probs[i], left_out[i]);
            // Its words do not say so: the want of a counterpart may be an omission of the translator.
            if verdict.kind == Kind::Furniture && units[i].is_prose() && own[i] <= 0.0 {
                verdict.confidence = verdict.confidence.min(UNCOUPLED_PROSE);
            }
            verdict
        };
        ((0..units.len()).map(verdict).collect(), doubts)
    }

    /// The verdicts if nothing is furniture.
    pub(super) fn all_text(&self) -> Vec<Verdict> {
        (0..self.units.len()).map(|i| self.text(i, &Case::default(), 0.0)).collect()
    }

    /// Whether a half or a section of it begins with a unit.
    fn is_joint(&self, i: usize) -> bool {
        // Where the languages take turns unit by unit, every unit would be one.
        self.units.len() >= 8 * self.layout.pairs
            && self.layout.places[i] != LayoutPlace::Inside
            && self.units[i].side.is_some()
            && self.units[i].side != self.units[i - 1].side
    }

    /// Keeps, of what would be left out between `start` and `end`, what has no grounds.
    fn keep_ungrounded(
        &self,
        start: usize,
        end: usize,
        form: &[f64],
        left_out: &mut [bool],
        known: &mut [bool],
    ) {
        let grounded = |i: usize| {
            form[i] >= GROUNDS
                || self.is_island(i) && (self.layout.is_blocks() || !self.units[i].is_sentence())
        };
        let mut at = start;
        while at < end {
            if !left_out[at] {
                at += 1;
                continue;
            }
            let stretch = at..(at..end).find(|&i| !left_out[i]).unwrap_or(end);
            at = stretch.end;
            let phrases = || stretch.clone().filter(|&i| form[i] >= GROUNDS);
            if let (Some(first), Some(last)) = (phrases().next(), phrases().next_back()) {
                // A summary stands above the metadata of its page.
                let above = first > stretch.start && self.is_above_label(first - 1);
                known[first - usize::from(above)..=last].fill(true);
            }
            let first = stretch.clone().find(|&i| grounded(i));
            let last = stretch.clone().rev().find(|&i| grounded(i));
            let (Some(first), Some(last)) = (first, last) else {
                left_out[stretch].fill(false);
                continue;
            };
            // A summary stands above the metadata of its page.
            let first = if first > stretch.start && self.is_above_label(first - 1) {
                first - 1
            } else {
                first
            };
            let first = if stretch.start == start { start } else { first };
            let last = if stretch.end == end { end } else { last + 1 };
            for i in stretch {
                let answered =
                    matches!(self.found[i], Counterpart::Found(nats) if nats >= ANSWERED);
                let enclosed = (first..last).contains(&i);
                left_out[i] = !(answered && form[i] < 2.0 * GROUNDS)
                    && (enclosed
                        || grounded(i)
                        // A signature above the metadata has no form of its own.
                        || !self.units[i].is_sentence()
                            && self.found[i] == Counterpart::Outside);
            }
        }
    }

    /// Of two files: keeps what would be left out at an end of one where the other has lines without a counterpart at
    /// the same end, which may be the counterparts. `second`: where the second file begins.
    fn keep_both_ends(&self, second: usize, left_out: &mut [bool]) {
        /// A page may have so many more lines than another has of its own.
        const MANY_TIMES: usize = 4;
        let is_line = |i: &usize| self.running[*i].is_none() && !self.units[*i].is_rule();
        let lines = [0..second, second..left_out.len()].map(|file| file.filter(is_line).count());
        if lines[0] == lines[1] {
            // Neither has anything more than the other.
            left_out.fill(false);
            return;
        }
        let files = [0..second, second..left_out.len()];
        let outside = |i: usize| {
            !matches!(self.found[i], Counterpart::Found(nats) if nats >= ANSWERED)
                && self.running[i].is_none()
                && !self.units[i].is_rule()
        };
        for from_tail in [false, true] {
            let ends = files.clone().map(|file| -> Vec<usize> {
                let lines: Vec<usize> =
                    if from_tail { file.rev().collect() } else { file.collect() };
                lines.into_iter().take_while(|&i| outside(i)).collect()
            });
            let [a, b] = ends.each_ref().map(Vec::len);
            if a.min(b) == 0 || a.max(b) > MANY_TIMES * a.min(b) {
                continue;
            }
            for i in ends.into_iter().flatten() {
                left_out[i] = false;
            }
        }
    }

    /// Leaves out a line, not a sentence, that stands between two of the page and answers nothing.
    fn fill_between(&self, near_ends: &[bool], form: &[f64], left_out: &mut [bool]) {
        for i in 1..left_out.len().saturating_sub(1) {
            let answered = matches!(self.found[i], Counterpart::Found(nats) if nats >= ANSWERED);
            let unit = &self.units[i];
            left_out[i] |= near_ends[i]
                && left_out[i - 1]
                && left_out[i + 1]
                && !answered
                && (!unit.is_sentence() || form[i] >= GROUNDS)
                && !unit.is_rule()
                && unit.half == unit.side;
        }
    }

    /// Leaves out what answers furniture: a copy of it in the other half, or a line near the end of a half with the
    /// same figures, such as the translation of an archive's reference.
    fn follow_answers(&self, near_ends: &[bool], left_out: &mut [bool]) {
        /// Two lines share so many numbers at least …
        const NUMBERS: usize = 3;
        let furniture: Vec<usize> = (0..left_out.len()).filter(|&i| left_out[i]).collect();
        let answers = |i: usize, j: usize| {
            let (own, other) = (&self.units[i], &self.units[j]);
            if own.half != own.side {
                return own.side == other.side && own.plain == other.plain;
            }
            // … and all of the shorter one.
            let shared = own.numbers.intersection(&other.numbers).count();
            own.side != other.side
                && near_ends[i]
                && !matches!(self.found[i], Counterpart::Found(nats) if nats >= ANSWERED)
                && shared >= NUMBERS
                && shared >= own.numbers.len().min(other.numbers.len())
        };
        for (i, left_out) in left_out.iter_mut().enumerate() {
            *left_out |= furniture.iter().any(|&j| i != j && answers(i, j));
        }
    }

    /// Whether a unit is a sentence right above the name of a metadata field: a summary that the page adds.
    fn is_above_label(&self, i: usize) -> bool {
        self.units[i].is_sentence() && self.units.get(i + 1).is_some_and(evidence::is_label)
    }

    /// For each unit, whether it is one of the first or last of its half.
    fn near_ends(&self) -> Vec<bool> {
        /// Lines of a page that may stand between its title and its text.
        const NEAR: usize = 8;
        let mut near = vec![false; self.units.len()];
        for half in [Some(Side::Source), Some(Side::Target)] {
            let own: Vec<usize> =
                (0..self.units.len()).filter(|&i| self.units[i].half == half).collect();
            for &i in own.iter().take(NEAR).chain(own.iter().rev().take(NEAR)) {
                near[i] = true;
            }
        }
        near
    }

    /// Whether a unit stands in a block of its language that nothing answers.
    fn is_island(&self, i: usize) -> bool {
        matches!(self.layout.places[i], LayoutPlace::Island { share, .. } if share < MOST_LEFT_OUT)
    }

    /// Keeps what would be left out if it were too much of a half.
    fn keep_most(&self, known: &[bool], left_out: &mut [bool]) -> Vec<String> {
        let mut doubts = Vec::new();
        for side in [Side::Source, Side::Target] {
            let of_half =
                |&i: &usize| self.units[i].side == Some(side) && self.running[i].is_none();
            let all: f64 =
                (0..self.units.len()).filter(of_half).map(|i| self.units[i].weight).sum();
            let open: Vec<usize> = (0..self.units.len())
                .filter(of_half)
                .filter(|&i| left_out[i] && !known[i])
                .collect();
            let weight: f64 = open.iter().map(|&i| self.units[i].weight).sum();
            let of_page: f64 = (0..self.units.len())
                .filter(of_half)
                .filter(|&i| left_out[i] && known[i])
                .map(|i| self.units[i].weight)
                .sum();
            if weight <= MOST_LEFT_OUT * (all - of_page) {
                continue;
            }
            let lines: Vec<usize> = open.iter().map(|&i| self.units[i].first_line()).collect();
            for i in open {
                left_out[i] = false;
            }
            doubts.push(format!(
                "{:.0} % of the {} half looks like page furniture (lines {}–{}) and was kept, being so much",
                100.0 * weight / all,
                self.names[side.index()],
                lines.iter().min().copied().unwrap_or_default(),
                lines.iter().max().copied().unwrap_or_default(),
            ));
        }
        doubts
    }

    fn verdict(&self, i: usize, case: &Case, prob: f64, is_left_out: bool) -> Verdict {
        let furniture = |confidence, reason| Verdict {
            kind: Kind::Furniture,
            confidence,
            reason,
            interrupts: self.running[i].is_some(),
        };
        if let Some(what) = self.running[i] {
            return furniture(RUNNING, what.to_owned());
        }
        if self.units[i].is_table_rule() {
            return furniture(
                prob.max(0.95),
                "a rule of a table, without letters or digits".into(),
            );
        }
        if is_left_out {
            let reason = case.reasons(true).unwrap_or_else(|| "between page furniture".into());
            return furniture(prob, reason);
        }
        self.text(i, case, prob)
    }

    fn text(&self, i: usize, case: &Case, prob: f64) -> Verdict {
        let unit = &self.units[i];
        let why =
            if unit.why.is_empty() { "no letters of either language" } else { unit.why.as_str() };
        let kind = match unit.half {
            Some(Side::Source) => Kind::Source,
            Some(Side::Target) => Kind::Target,
            None => {
                let reason = why.to_owned();
                return Verdict { kind: Kind::Unknown, confidence: 0.5, reason, interrupts: false };
            }
        };
        let reason = match case.reasons(false) {
            Some(reason) => format!("{why}; {reason}"),
            None => why.to_owned(),
        };
        // What is kept against the evidence is not sure.
        let confidence = (1.0 - prob.min(0.5)) * unit.certainty;
        Verdict { kind, confidence, reason, interrupts: false }
    }
}
