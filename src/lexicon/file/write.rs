//! Writing a lexicon file.

use sha2::{Digest, Sha256};

use super::{BLOCK, COUNT_STEPS, HEADER, MAGIC, PROB_STEPS, SECTIONS, SHARE_STEPS, VERSION};
use crate::lexicon::Meta;

/// One side of a lexicon to be written.
#[derive(Debug)]
pub(crate) struct Side {
    /// Sorted by bytes, each once.
    pub(crate) words: Vec<String>,
    /// How often each was met.
    pub(crate) counts: Vec<f64>,
    /// In what share of its sentences a translation of it stood opposite.
    pub(crate) found: Vec<f64>,
}

/// Everything that goes into a file.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) meta: Meta,
    /// English and Korean.
    pub(crate) sides: [Side; 2],
    /// ln of the share of each Korean stem among words.
    pub(crate) stem_lns: Vec<f64>,
    /// Endings, sorted, with the ln of their share.
    pub(crate) endings: Vec<(String, f64)>,
    /// Weight of the words the stems were learned from.
    pub(crate) stem_words: f64,
    /// English word, Korean word, p(Korean | English), p(English | Korean); sorted.
    pub(crate) entries: Vec<(u32, u32, f64, f64)>,
}

/// The bytes of a lexicon.
pub(crate) fn write(content: &Content) -> Vec<u8> {
    let mut sections: Vec<Vec<u8>> = Vec::with_capacity(SECTIONS);
    sections.push(serde_json::to_vec(&content.meta).expect("strings and numbers have a JSON form"));
    let [english, korean] = &content.sides;
    let mut forward: Vec<Vec<(u32, f64, f64)>> = vec![Vec::new(); english.words.len()];
    let mut backward: Vec<Vec<(u32, f64, f64)>> = vec![Vec::new(); korean.words.len()];
    for &(first, second, there, back) in &content.entries {
        forward[first as usize].push((second, there, back));
        backward[second as usize].push((first, back, there));
    }
    for (side, rows) in [(english, forward), (korean, backward)] {
        let (words, blocks) = write_words(&side.words);
        let (rows, starts) = write_rows(rows);
        let counts = side.counts.iter().map(|&count| byte(count.max(1.0).ln() * COUNT_STEPS));
        let found = side.found.iter().map(|&share| byte(share * 255.0));
        sections.extend([words, blocks, counts.collect(), found.collect(), rows, starts]);
    }
    sections.push(content.stem_lns.iter().map(|&ln| byte(-ln * SHARE_STEPS)).collect());
    let names: Vec<String> = content.endings.iter().map(|(name, _)| name.clone()).collect();
    let (words, blocks) = write_words(&names);
    let shares = content.endings.iter().map(|(_, ln)| byte(-ln * SHARE_STEPS)).collect();
    sections.extend([words, blocks, shares]);
    let lengths = [english.words.len(), korean.words.len(), names.len()];
    let mut totals: Vec<u8> = lengths.iter().flat_map(|&n| small(n).to_le_bytes()).collect();
    let sum = |side: &Side| side.counts.iter().sum::<f64>();
    for total in [content.stem_words, sum(english), sum(korean)] {
        totals.extend(total.to_le_bytes());
    }
    sections.push(totals);

    let mut body = Vec::new();
    let mut at = HEADER + 8 * SECTIONS;
    for section in &sections {
        body.extend(small(at).to_le_bytes());
        body.extend(small(section.len()).to_le_bytes());
        at += section.len();
    }
    body.extend(sections.concat());
    let mut file = Vec::with_capacity(HEADER + body.len());
    file.extend(MAGIC);
    file.extend(VERSION.to_le_bytes());
    file.extend(Sha256::digest(&body));
    file.extend(body);
    file
}

pub(super) fn small(number: usize) -> u32 {
    u32::try_from(number).expect("a lexicon is smaller than 4 GB")
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a byte")]
fn byte(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

fn write_varint(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push((number & 0x7f) as u8);
}

fn write_words(words: &[String]) -> (Vec<u8>, Vec<u8>) {
    let (mut out, mut blocks) = (Vec::new(), Vec::new());
    for block in words.chunks(BLOCK) {
        blocks.extend(small(out.len()).to_le_bytes());
        let mut before: &[u8] = b"";
        for word in block {
            let bytes = word.as_bytes();
            let same = before.iter().zip(bytes).take_while(|(a, b)| a == b).count();
            write_varint(small(same), &mut out);
            write_varint(small(bytes.len() - same), &mut out);
            out.extend(&bytes[same..]);
            before = bytes;
        }
    }
    (out, blocks)
}

fn write_rows(rows: Vec<Vec<(u32, f64, f64)>>) -> (Vec<u8>, Vec<u8>) {
    let (mut out, mut starts) = (Vec::new(), Vec::new());
    for row in rows {
        starts.extend(small(out.len()).to_le_bytes());
        let mut before = 0;
        for (word, there, back) in row {
            write_varint(word - before, &mut out);
            before = word;
            out.extend([there, back].map(|p| byte(-p.max(1e-9).ln() * PROB_STEPS)));
        }
    }
    starts.extend(small(out.len()).to_le_bytes());
    (out, starts)
}
