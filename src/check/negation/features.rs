//! What is seen of a negation that one side has and the other has not, and how much each sight weighs.
//!
//! A negation too many may be a slip, or stand for a word that negates by its meaning (`unless`, `refuse`,
//! 무죄), or belong to what a free translation adds. `weights.tsv`, learned by `scripts/negation/train.py` from
//! faithful pairs and from pairs with a negation put in or taken out, tells how much each sight speaks
//! for a slip. The trainer follows this file: what is changed here must be changed there.

use std::{
    collections::{BTreeSet, HashMap},
    sync::LazyLock,
};

use regex::Regex;

use crate::{
    encoder::cosine,
    language::ko::jamo::is_syllable,
    lexicon::Lexicon,
    reading::{cue::BeadText, negation::Cue},
    text::{Span, Tongue, table},
};

type Weights = HashMap<&'static str, f64>;

/// The weights of the features of a negation in English, and in Korean.
static WEIGHTS: LazyLock<[Weights; 2]> = LazyLock::new(|| {
    let rows = table::rows::<4>("weights.tsv", include_str!("weights.tsv"));
    ["e", "k"].map(|wanted| {
        let of_side = rows.iter().filter(|[side, ..]| *side == wanted);
        of_side.map(|[_, name, w, _]| (*name, w.parse().expect("a weight"))).collect()
    })
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a pattern")
}

static LATIN_WORD: LazyLock<Regex> = LazyLock::new(|| pattern("[a-z]+(?:'[a-z]+)?"));
static SYLLABLES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\p{Hangul}+"));
static STOP: LazyLock<Regex> = LazyLock::new(|| pattern("[.!?](?: |$)"));
/// What is known of the words beside a negation: language, kind, form, plain form.
static WORDS: LazyLock<Vec<[&str; 5]>> = LazyLock::new(|| {
    let text = include_str!("../../../corpora/tables/negated-words.tsv");
    table::rows("negated-words.tsv", text)
});

/// The forms of a kind in a language, each with the plain form.
fn forms(side: Tongue, wanted: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let language = ["en", "ko"][side as usize];
    let rows = WORDS.iter().filter(move |[own, kind, ..]| *own == language && *kind == wanted);
    rows.map(|[_, _, form, plain, _]| (*form, *plain))
}

/// Whether a word negates so strongly by its meaning that it may well be what a negation stands for.
pub(super) fn is_strong(side: Tongue, cue: &Cue) -> bool {
    has_form(side, "strong", cue.name)
}

fn has_form(side: Tongue, kind: &str, word: &str) -> bool {
    forms(side, kind).any(|(form, _)| form == word)
}

/// One bead, and what negates on either side.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    /// English and Korean.
    pub(super) texts: [&'a BeadText; 2],
    /// How many negations each has.
    pub(super) counts: [usize; 2],
}

/// A negation looked at closely, all but its sentence with and without it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sight {
    /// How much more likely a slip is than a faithful translation, in nats.
    pub(super) nats: f64,
    /// The word that is negated, in the folded text of its side.
    pub(super) word: Span,
    /// Its counterpart in the text of the other side, as it was before folding.
    pub(super) partner: Option<Span>,
    /// Whether nothing on the other side could stand for the negation.
    pub(super) is_plain: bool,
    /// Whether it is the only negation of the bead and denies what its sentence states, and nothing on the other side comes
    /// near to a negation.
    pub(super) is_bare: bool,
}

/// A counterpart below this probability is none.
const PARTNER_PROB: f64 = 0.03;

/// One from this probability on is surely one.
const COUNTERPART: f64 = 0.1;

/// Words with no more bytes between them stand together.
const BY: usize = 36;

impl Pair<'_> {
    /// Looks at a negation of `side`, where the other side has fewer.
    ///
    /// `soft` and `own_soft` are what negates by its meaning on the other side and on this one.
    pub(super) fn look(&self, side: Tongue, cue: &Cue, soft: &[Cue], own_soft: &[Cue]) -> Sight {
        let own = self.text(side).plain();
        let word = region(side, own, cue);
        let (prob, partner) = self.partner(side, word);
        let weigh = |feature: &str| weight(side, feature);

        let mut nats = weigh("bias");
        let names: BTreeSet<&str> = soft.iter().map(|cue| cue.name).collect();
        nats += names.iter().map(|name| weigh(&format!("soft:{name}"))).sum::<f64>();
        nats += weigh(&match side {
            Tongue::English => format!("t:{}", cue.name),
            Tongue::Korean => format!("t:{}:{}", cue.name, place(own, cue)),
        });
        nats += weigh(&format!("E:{}", self.counts[0].min(3)));
        nats += weigh(&format!("K:{}", self.counts[1].min(3)));
        nats += match prob {
            None => weigh("c:?"),
            Some(prob) => weigh(&format!("c:{}", step(prob, &[0.01, 0.05, 0.15, 0.35]))),
        };
        let likely = partner.filter(|_| prob.is_some_and(|prob| prob > PARTNER_PROB));
        let other = side.other();
        let strong = names.iter().filter(|name| has_form(other, "strong", name)).count();
        let seen = if likely.is_some() { "with" } else { "alone" };
        nats += weigh(&format!("{seen}:{}", strong.min(2)));
        let is_negative = likely.is_some_and(|span| self.is_negative(side, span));
        let is_governed = likely.is_some_and(|span| self.is_governed(side, span, soft));
        if is_negative {
            nats += weigh("partner");
        }
        if is_governed {
            nats += weigh("governed");
        }
        let is_plain = strong == 0 && !is_negative && !has_form(side, "whole", cue.name);
        // What negates strongly by its meaning may stand for the negation wherever it is; what comes near to one only beside
        // the counterpart.
        let is_near = |soft: &&Cue| has_form(other, "near", soft.name);
        let is_answered = strong > 0
            || match likely {
                Some(span) if prob.is_some_and(|prob| prob >= COUNTERPART) => {
                    let place = |soft: &Cue| self.text(other).folded.original(soft.span);
                    soft.iter().filter(is_near).any(|soft| stand_together(place(soft), span))
                }
                _ => soft.iter().any(|soft| is_near(&soft)),
            };
        let is_bare = !is_answered && self.is_bare(side, cue, word, own_soft);
        Sight { nats, word, partner: likely, is_plain, is_bare }
    }

    /// Whether a negation is the only one of both sides and denies the predicate of a statement, which in Korean is its last
    /// one, and no word that stands for one said before (그렇지 않다).
    /// Where its own side has a word that negates by its meaning, the two may affirm (non-local files cannot).
    fn is_bare(&self, side: Tongue, cue: &Cue, word: Span, own_soft: &[Cue]) -> bool {
        let strong = own_soft.iter().filter(|soft| is_strong(side, soft));
        if strong.into_iter().any(|soft| stand_together(soft.span, word.join(cue.span))) {
            return false;
        }
        let is_only = self.counts[side as usize] == 1 && self.counts[side.other() as usize] == 0;
        let is_question = || self.texts.iter().any(|text| text.plain().contains('?'));
        is_only
            && !is_question()
            && (side == Tongue::English || {
                let own = self.text(side).plain();
                has_form(side, "predicate", cue.name)
                    && place(own, cue) == "final"
                    && !forms(side, "pro").any(|(form, _)| word.of(own).starts_with(form))
            })
    }

    /// The texts to compare by their vectors: English, Korean, and that of `side` with the negation taken out.
    pub(super) fn compared(&self, side: Tongue, cue: &Cue) -> [String; 3] {
        let [english, korean] = self.texts.map(|text| text.plain().to_owned());
        [english, korean, without(side, self.text(side).plain(), cue)]
    }

    /// The probability of the negated word's best counterpart, none if the word is unknown, and where it is.
    fn partner(&self, side: Tongue, word: Span) -> (Option<f64>, Option<Span>) {
        let [english, korean] = self.texts.map(BeadText::text);
        let covers = Lexicon::embedded().covers(english, korean);
        let place = self.text(side).folded.original(word);
        let near = covers.of(side).iter().filter(|w| w.span.overlaps(place));
        match near.reduce(|best, w| if w.prob > best.prob { w } else { best }) {
            Some(best) if best.known => (Some(best.prob), best.partner),
            _ => (None, None),
        }
    }

    fn is_negative(&self, side: Tongue, partner: Span) -> bool {
        let other = side.other();
        is_negative(other, &partner.of(self.text(other).text()).to_lowercase())
    }

    /// Whether a word that negates strongly by its meaning governs the counterpart: it stands before it in English and
    /// behind it in Korean, with little between them (drops support; 사용을 중단).
    fn is_governed(&self, side: Tongue, partner: Span, soft: &[Cue]) -> bool {
        let other = side.other();
        let text = self.text(other);
        soft.iter().filter(|cue| is_strong(other, cue)).any(|cue| {
            let cue = text.folded.original(cue.span);
            let (from, to, most) = match other {
                Tongue::English => (cue.end, partner.start, 24),
                Tongue::Korean => (partner.end, cue.start, 8),
            };
            from <= to && {
                let between = Span::new(from, to).of(text.text());
                between.chars().count() <= most && !between.contains(['.', ',', ';', ':', '!', '?'])
            }
        })
    }

    fn text(&self, side: Tongue) -> &BeadText {
        self.texts[side as usize]
    }
}

/// Whether so little stands between two places that one may speak of the other.
fn stand_together(one: Span, other: Span) -> bool {
    one.start < other.end + BY && other.start < one.end + BY
}

/// Whether a word is negative by how it begins or ends.
fn is_negative(side: Tongue, word: &str) -> bool {
    let is_letters = |rest: &str| rest.chars().all(char::is_alphabetic);
    let opens = forms(side, "opens").any(|(form, more)| {
        let more: usize = more.parse().unwrap_or_default();
        let rest = word.strip_prefix(form);
        rest.is_some_and(|rest| rest.chars().take_while(|c| c.is_alphabetic()).count() >= more)
    });
    opens
        || forms(side, "closes")
            .any(|(form, _)| word.rfind(form).is_some_and(|at| is_letters(&word[at..])))
}

/// What it says, in nats, that nothing is known of the vectors.
pub(super) fn without_vectors(side: Tongue) -> f64 {
    weight(side, "d:none")
}

/// What the vectors of the texts say, in nats: how near the two sides are, and how near they are once the
/// negation is taken out.
pub(super) fn by_vectors(side: Tongue, [english, korean, without]: [&[f32]; 3]) -> f64 {
    let (this, that) = if side == Tongue::English { (english, korean) } else { (korean, english) };
    let near = |vector: &[f32]| f64::from(cosine(vector, that));
    let (with, without) = (near(this), near(without));
    weight(side, &format!("d:{}", step(without - with, &CLOSER)))
        + weight(side, &format!("b:{}", step(with, &NEAR)))
        + weight(side, &format!("a:{}", step(without, &NEAR)))
}

/// The most that [`by_vectors`] can come to.
pub(super) fn most_by_vectors(side: Tongue) -> f64 {
    let most = |name: &str, bounds: usize| {
        let steps = (0..=bounds).map(|step| weight(side, &format!("{name}:{step}")));
        steps.fold(f64::NEG_INFINITY, f64::max)
    };
    most("d", CLOSER.len()) + most("b", NEAR.len()) + most("a", NEAR.len())
}

/// Steps of how much closer the sides come without a negation …
const CLOSER: [f64; 8] = [-0.03, -0.01, 0.0, 0.01, 0.02, 0.035, 0.06, 0.1];

/// … and of how near they are.
const NEAR: [f64; 4] = [0.3, 0.5, 0.65, 0.8];

/// The weight of a feature of a negation in English, or in Korean.
fn weight(side: Tongue, feature: &str) -> f64 {
    WEIGHTS[side as usize].get(feature).copied().unwrap_or(0.0)
}

/// How many of the bounds a value reaches.
fn step(value: f64, bounds: &[f64]) -> usize {
    bounds.iter().filter(|bound| value >= **bound).count()
}

/// Where in the Korean sentence the negated predicate stands.
fn place(text: &str, cue: &Cue) -> &'static str {
    let words: Vec<_> = SYLLABLES.find_iter(text).collect();
    let holds = |m: &regex::Match<'_>| m.start() < cue.span.end && cue.span.end <= m.end();
    let Some(at) = words.iter().position(holds) else { return "other" };
    let stop = STOP.find_at(text, cue.span.end).map_or(text.len(), |m| m.start());
    let rest: Vec<_> = words[at + 1..].iter().filter(|m| m.start() < stop).collect();
    let leaves_it_last = |m: &&regex::Match<'_>| {
        forms(Tongue::Korean, "after").any(|(form, _)| m.as_str().starts_with(form))
    };
    if rest.len() <= 2 && rest.iter().all(leaves_it_last) {
        "final"
    } else if forms(Tongue::Korean, "clause").any(|(form, _)| words[at].as_str().ends_with(form)) {
        "clause"
    } else {
        "other"
    }
}

/// The word that is negated; the negation itself where there is none.
fn region(side: Tongue, text: &str, cue: &Cue) -> Span {
    let Span { start, end } = cue.span;
    if has_form(side, "whole", cue.name) {
        return cue.span;
    }
    let of = |m: regex::Match<'_>| Span::new(m.start(), m.end());
    if side == Tongue::English {
        let is_word = |m: &regex::Match<'_>| {
            !has_form(side, "between", m.as_str()) && !m.as_str().ends_with("ly")
        };
        let rest = LATIN_WORD.find_iter(&text[end..]).find(is_word);
        return rest.map_or(cue.span, |m| of(m).shifted(end));
    }
    let glued: usize =
        text[..start].chars().rev().take_while(|c| is_syllable(*c)).map(char::len_utf8).sum();
    if glued > 0 {
        // What goes on or has been done is said by two words: what is denied is the first (전시되고 있지 않다).
        let auxiliary = Span::new(start - glued, start).of(text);
        let before = SYLLABLES.find_iter(&text[..start - glued]).last();
        let is_joined = |m: &regex::Match<'_>| text[m.end()..start - glued].trim().is_empty();
        if let Some(verb) = before.filter(is_joined)
            && forms(side, "auxiliary")
                .any(|(form, ending)| auxiliary == form && verb.as_str().ends_with(ending))
        {
            return of(verb);
        }
        // 지 belongs to the verb, 없 does not.
        let joint = text[start..].chars().next().map_or(0, char::len_utf8);
        let own = if has_form(side, "suffixed", cue.name) { joint } else { 0 };
        return Span::new(start - glued, start + own);
    }
    if has_form(side, "before", cue.name) {
        return SYLLABLES.find_at(text, end).map_or(cue.span, of);
    }
    SYLLABLES.find_iter(&text[..start]).last().map_or(cue.span, of)
}

/// The sentence with the negation taken out, well enough for the encoder.
fn without(side: Tongue, text: &str, cue: &Cue) -> String {
    let Span { start, end } = cue.span;
    let (before, word, rest) = (&text[..start], &text[start..end], &text[end..]);
    if side == Tongue::English {
        let known = forms(side, "without").find(|(form, _)| *form == word);
        let short = || word.strip_suffix("n't").unwrap_or_default();
        let plain = known.map_or_else(short, |(_, plain)| plain);
        return format!("{before}{plain}{rest}").replace("  ", " ");
    }
    // The predicate begins one syllable before the negation, or with it.
    let from = before.char_indices().next_back().map_or(0, |(at, _)| at);
    for (form, plain) in forms(side, "without") {
        if let Some(at) = text[from..].find(form).map(|at| at + from).filter(|at| *at <= start) {
            return format!("{}{plain}{}", &text[..at], &text[at + form.len()..]);
        }
    }
    if let Some((form, plain)) = forms(side, "within").find(|(form, _)| word.contains(form)) {
        return format!("{before}{}{rest}", word.replacen(form, plain, 1));
    }
    // 먹지 않았다 is 먹었다, and not 먹았다.
    let rejoined = forms(side, "joint").find_map(|(form, plain)| {
        let (at, _) = form.char_indices().nth(1)?;
        let (joint, ending) = form.split_at(at);
        Some(format!("{plain}{}", rest.strip_prefix(ending).filter(|_| word.starts_with(joint))?))
    });
    let rest = rejoined.unwrap_or_else(|| rest.to_owned());
    format!("{before}{rest}").replace("  ", " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_weight_is_read() {
        assert!(WEIGHTS.iter().all(|weights| weights.len() > 50 && weights.contains_key("bias")));
    }

    #[test]
    fn a_sentence_is_read_without_its_negation() {
        #[rustfmt::skip]
        let cases = [
            (Tongue::Korean,  "그는 참석하지 않았다.", "지 않", "않", "그는 참석했다.",     "참석하지", "final"),
            (Tongue::Korean,  "먹지 않았다.",         "지 않", "않", "먹었다.",           "먹지",     "final"),
            (Tongue::Korean,  "전시되고 있지 않다.",     "지 않", "않", "전시되고 있다.",     "전시되고",   "final"),
            (Tongue::Korean,  "이유가 없고 또",       "없",    "없", "이유가 있고 또",     "이유가",   "clause"),
            (Tongue::English, "he did not come",     "not",   "not", "he did come",      "come",     "-"),
            (Tongue::English, "he cannot really go", "cannot", "not", "he can really go", "go",      "-"),
        ];
        for (side, text, word, name, plain, region_, place_) in cases {
            let start = text.find(word).expect("there");
            let cue = Cue { span: Span::new(start, start + word.len()), name };
            assert_eq!(without(side, text, &cue), plain);
            assert_eq!(region(side, text, &cue).of(text), region_);
            if side == Tongue::Korean {
                assert_eq!(place(text, &cue), place_);
            }
        }
    }

    #[test]
    fn words_are_negative_by_how_they_begin_or_end() {
        #[rustfmt::skip]
        let cases = [
            (Tongue::English, "unknown",    true,  "un-"),
            (Tongue::English, "under",      true,  "letters only: the weight was learned with it"),
            (Tongue::English, "inn",        false, "too short for in- and a word"),
            (Tongue::English, "carelessly", true,  "-less, inflected"),
            (Tongue::English, "less than",  false, "a word of its own before another"),
            (Tongue::English, "known",      false, "neither"),
            (Tongue::Korean,  "불가능",      true,  "불-"),
            (Tongue::Korean,  "가능",        false, "neither"),
        ];
        for (side, word, expected, why) in cases {
            assert_eq!(is_negative(side, word), expected, "{word}: {why}");
        }
    }
}
