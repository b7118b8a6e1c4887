//! Listings of the two files against each other: which stands for which, and which stands alone.
//!
//! What a translator touches in a listing are comments and the words in quotation marks; all else is the
//! same. Two listings are compared by their other words.

use std::{
    cell::OnceCell,
    collections::{BTreeMap, BTreeSet},
};

use super::{Kind, Part};
use crate::{
    document::{BlockKind, Document},
    text::Span,
};

/// The listings of two files that have no counterpart in the other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unpaired {
    /// Those of the source, in order.
    pub source: Vec<Listing>,
    /// Those of the target, in order.
    pub target: Vec<Listing>,
}

/// A listing as it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Byte offsets in the file.
    pub span: Span,
    /// What stands there, with what sets it off from the text.
    pub text: String,
}

/// Two listings with this share of their words in common are one and its translation, however much else differs.
const ALIKE: f64 = 0.5;

/// A paragraph with this share of a listing's words is what became of it.
const BECAME_TEXT: f64 = 0.8;

/// A listing of fewer words says too little to be missed.
const FEWEST_WORDS: usize = 3;

/// Files that differ in more of their listings than this share, and in more than [`FEW`], are not of one version.
const DRIFT: f64 = 0.34;

/// So few listings alone are no sign of another version.
const FEW: usize = 2;

/// Compares no more pairs than this; the listings of longer documents are left uncompared.
const MOST_PAIRS: usize = 100_000;

/// A listing and its words.
struct Candidate {
    /// Its part.
    part: usize,
    span: Span,
    line: usize,
    words: BTreeMap<String, usize>,
    count: usize,
}

/// Pairs the listings of two files in order, says in the reason of each part what it was compared with, and
/// returns those without a counterpart.
///
/// A listing has none if, between two pairs, the other file has no listing at all nor a paragraph of its words, and
/// none like it elsewhere that is alone as well.
/// Half as many pictures or components (`<Snippet file={…} />`) as listings are alone, more than this file has, stand
/// for them. Where both have another listing it was changed: translated documentation drifts from its original, and that is
/// nobody's omission; nor is anything told of files that differ in many. Quadratic in the number of listings.
pub fn compare(
    source: &Document,
    source_parts: &mut [Part],
    target: &Document,
    target_parts: &mut [Part],
) -> Unpaired {
    let sides = [listings(source, source_parts), listings(target, target_parts)];
    if sides[0].len() * sides[1].len() > MOST_PAIRS {
        return Unpaired::default();
    }
    let alike: Vec<Vec<f64>> = sides[0]
        .iter()
        .map(|own| sides[1].iter().map(|other| likeness(own, other)).collect())
        .collect();
    let pairs = pairs(&alike, sides[1].len());
    for &(i, j) in &pairs {
        let (own, other) = (&sides[0][i], &sides[1][j]);
        let equal = bare(own.span.of(&source.text)) == bare(other.span.of(&target.text));
        let how = if equal { "as" } else { "but for some words as" };
        for (part, line) in
            [(&mut source_parts[own.part], other.line), (&mut target_parts[other.part], own.line)]
        {
            part.reason =
                format!("a listing, the same {how} the one on line {line} of the other file");
        }
    }
    let lone = [lone(0, &pairs, sides[0].len()), lone(1, &pairs, sides[1].len())];
    // Those of one file in each stretch between two pairs.
    let alone = |side: usize| -> Vec<usize> {
        let stretch = |at: usize, side: usize| {
            pairs.partition_point(|&(i, j)| (if side == 0 { i } else { j }) < at)
        };
        let others: BTreeSet<usize> =
            lone[1 - side].iter().map(|&at| stretch(at, 1 - side)).collect();
        let of = |at: usize, other: usize| {
            if side == 0 { alike[at][other] } else { alike[other][at] }
        };
        let moved = |at: usize| lone[1 - side].iter().any(|&other| of(at, other) >= ALIKE);
        let own = lone[side].iter().copied();
        own.filter(|&at| !others.contains(&stretch(at, side)) && !moved(at)).collect()
    };
    let count = lone[0].len() + lone[1].len();
    let drifts = count > FEW && count as f64 > DRIFT * (count + 2 * pairs.len()) as f64;
    let missed = |side: usize, own: &Document, other: &Document, parts: &mut [Part]| {
        let paragraphs = OnceCell::new();
        let mut missed = Vec::new();
        let alone = alone(side);
        // Pictures or components that this file lacks show what it writes out, each a definition and its use.
        let is_shown = 2 * shown(other).saturating_sub(shown(own)) >= alone.len();
        for at in alone {
            let listing = &sides[side][at];
            parts[listing.part].reason = "a listing with none like it in the other file".into();
            let paragraphs = paragraphs.get_or_init(|| text_words(other));
            let became_text = paragraphs.iter().any(|paragraph| {
                let held = listing.words.keys().filter(|word| paragraph.contains(*word)).count();
                held as f64 >= BECAME_TEXT * listing.words.len() as f64
            });
            if listing.words.len() >= FEWEST_WORDS && !became_text && !drifts && !is_shown {
                let text = listing.span.of(&own.text).to_owned();
                missed.push(Listing { span: listing.span, text });
            }
        }
        missed
    };
    Unpaired {
        source: missed(0, source, target, source_parts),
        target: missed(1, target, source, target_parts),
    }
}

/// How many lines of a file put in a picture or a component.
fn shown(document: &Document) -> usize {
    let is_put_in = |line: &str| {
        let line = line.trim_start();
        line.starts_with("![")
            || line.starts_with("<img")
            || line
                .strip_prefix('<')
                .is_some_and(|tag| tag.starts_with(|c: char| c.is_ascii_uppercase()))
    };
    document.text.lines().filter(|line| is_put_in(line)).count()
}

/// Those of `count` listings of a side that are in no pair.
fn lone(side: usize, pairs: &[(usize, usize)], count: usize) -> Vec<usize> {
    let paired: BTreeSet<usize> =
        pairs.iter().map(|&(i, j)| if side == 0 { i } else { j }).collect();
    (0..count).filter(|at| !paired.contains(at)).collect()
}

/// The words of each paragraph that a reader sees.
fn text_words(document: &Document) -> Vec<BTreeSet<String>> {
    let texts = document.blocks.iter().filter(|block| block.kind.is_text());
    texts
        .map(|block| {
            let shown: String = block.shown().map(|span| span.of(&document.text)).collect();
            words(&shown).into_keys().collect()
        })
        .collect()
}

fn listings(document: &Document, parts: &[Part]) -> Vec<Candidate> {
    let is_listing = |part: &Part| {
        let block = document.block_at(part.core.start);
        part.kind == Kind::Verbatim && block.is_some_and(|block| block.kind == BlockKind::Code)
    };
    parts
        .iter()
        .enumerate()
        .filter(|(_, part)| is_listing(part))
        .map(|(at, part)| {
            let words = words(&code(part.core.of(&document.text)));
            let count = words.values().sum();
            Candidate { part: at, span: part.core, line: part.line, words, count }
        })
        .collect()
}

/// The share of words that two listings have in common, 0–1; two without words are alike.
fn likeness(own: &Candidate, other: &Candidate) -> f64 {
    let both: usize = own
        .words
        .iter()
        .map(|(word, &count)| count.min(other.words.get(word).copied().unwrap_or_default()))
        .sum();
    let all = own.count + other.count - both;
    if all == 0 { 1.0 } else { both as f64 / all as f64 }
}

/// The pairs of listings alike, in order, that have most in common together.
fn pairs(alike: &[Vec<f64>], columns: usize) -> Vec<(usize, usize)> {
    let rows = alike.len();
    let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let pair = if alike[i][j] >= ALIKE { best[i + 1][j + 1] + alike[i][j] } else { 0.0 };
            best[i][j] = pair.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < rows && j < columns {
        if alike[i][j] >= ALIKE && best[i][j] <= best[i + 1][j + 1] + alike[i][j] {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// A listing without blanks at the ends of its lines.
fn bare(listing: &str) -> Vec<&str> {
    listing.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect()
}

/// A listing without its comments and what stands in quotation marks.
fn code(listing: &str) -> String {
    let mut code = String::new();
    for line in listing.lines() {
        let end = ["//", "# ", "-- ", "<!--", "/*"]
            .iter()
            .flat_map(|mark| line.match_indices(mark).map(|(at, _)| at))
            // `https://` begins no comment.
            .filter(|&at| !line[..at].ends_with(':'))
            .min()
            .unwrap_or(line.len());
        let mut quote = None;
        for c in line[..end].chars() {
            match quote {
                Some(open) if open == c => quote = None,
                Some(_) => {}
                None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
                None => code.push(c),
            }
        }
        code.push('\n');
    }
    code
}

/// The words of Latin letters and digits in a text, in lower case, each with how often it comes.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')) {
        if !word.is_empty() {
            *words.entry(word.to_ascii_lowercase()).or_default() += 1;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::{halves::single, text::Language};

    /// How many listings of each side stand alone, and the reasons of those of the source.
    fn compared(source: &str, target: &str) -> (usize, usize, Vec<String>) {
        let read = |text: &str| {
            Document::from_bytes(Path::new("x.md"), text.as_bytes(), None).expect("text")
        };
        let (source, target) = (read(source), read(target));
        let mut own = single(&source, &Language::english(), Kind::Source).expect("text").parts;
        let mut other = single(&target, &Language::korean(), Kind::Target).expect("text").parts;
        let unpaired = compare(&source, &mut own, &target, &mut other);
        let verbatim = own.into_iter().filter(|part| part.kind == Kind::Verbatim);
        let reasons = verbatim.map(|part| part.reason).collect();
        (unpaired.source.len(), unpaired.target.len(), reasons)
    }

    #[test]
    fn a_listing_is_missed_only_if_nothing_stands_for_it() {
        let list = "```sh\ncurl -O https://a.org/setup.tar\ntar xf setup.tar\nmake install\n```";
        let query = "```sql\nSELECT name, year FROM reports WHERE place = 'x' ORDER BY year\n```";
        let en = "Fetch the files and build them yourself.";
        let ko = "파일을 받아 직접 빌드한다.";
        #[rustfmt::skip]
        let cases = [
            (format!("{en}\n\n{list}\n"), format!("{ko}\n\n{list}\n"), (0, 0), "the same"),
            (format!("{en}\n\n{list}\n"), format!("{ko}\n\n{}\n", list.replace("make", "# 설치\nmake")), (0, 0), "a comment more"),
            (format!("{en}\n\n{query}\n"), format!("{ko}\n\n{}\n", query.replace("'x'", "'평양'")), (0, 0), "other words in quotation marks"),
            (format!("{en}\n\n{list}\n\n{query}\n"), format!("{ko}\n\n{list}\n"), (1, 0), "one is missing"),
            (format!("{en}\n\n{list}\n"), format!("{ko}\n\n{list}\n\n{query}\n"), (0, 1), "one was added"),
            (format!("{en}\n\n{list}\n\n{query}\n"), format!("{ko}\n\n{query}\n\n{list}\n"), (0, 0), "another order"),
            (format!("{en}\n\n{list}\n\n{query}\n"), format!("{ko}\n\n{list}\n\n```sh\npacman -S setup\n```\n"), (0, 0), "another in its place"),
            (format!("{en}\n\n{list}\n\n{en}\n\n{list}\n"), format!("{ko}\n\n{list}\n\n{ko}\n"), (1, 0), "it comes twice and is once missing"),
            (format!("{en}\n\n{query}\n"), format!("{ko} `SELECT name, year FROM reports WHERE place ORDER BY year`\n"), (0, 0), "it became text"),
            (format!("{en}\n\n```\nls\n```\n"), format!("{ko}\n"), (0, 0), "too short to be missed"),
            (format!("{en}\n\n{list}\n\n{query}\n"), format!("{ko}\n\n<Snippet file={{list}} />\n\n{query}\n"), (0, 0), "a component shows it"),
            (format!("{en}\n\n{list}\n\n{query}\n"), format!("{ko}\n\n![](list.png)\n\n{query}\n"), (0, 0), "a picture shows it"),
            (format!("<Note />\n\n{en}\n\n{list}\n\n{query}\n"), format!("<Note />\n\n{ko}\n\n{query}\n"), (1, 0), "a component that both have shows nothing"),
            (format!("{en}\n\n{list}\n\n{query}\n"), format!("{ko}\n\n<br />\n\n{query}\n"), (1, 0), "a tag of the page shows nothing"),
        ];
        for (source, target, expected, why) in cases {
            let (own, other, reasons) = compared(&source, &target);
            assert_eq!((own, other), expected, "{why}: {reasons:?}");
        }
    }

    #[test]
    fn the_reason_says_what_a_listing_was_compared_with() {
        let listing = "```\nlet answer = 42;\n```\n";
        let (_, _, reasons) =
            compared(&format!("One.\n\n{listing}"), &format!("하나.\n\n둘.\n\n{listing}"));
        assert_eq!(reasons, ["a listing, the same as the one on line 5 of the other file"]);
    }
}
