//! Sound changes between syllables, as far as romanisation writes them: a final consonant moves to a
//! following vowel, and stops and liquids become nasal or lateral before each other.

use crate::language::ko::jamo::{Syllable, compose, decompose};

/// `hangul` as it is said, one syllable for one: 정극록 is 정긍녹.
///
/// Finals that close a syllable with two consonants, ㅎ and the palatal ㄷ and ㅌ are left alone: they do
/// not occur in Sino-Korean names.
pub fn pronounced(hangul: &str) -> String {
    let mut chars: Vec<char> = hangul.chars().collect();
    for i in 1..chars.len() {
        let (Some(before), Some(now)) = (decompose(chars[i - 1]), decompose(chars[i])) else {
            continue;
        };
        let (before, now) = meet(before, now);
        chars[i - 1] = compose(before).unwrap_or(chars[i - 1]);
        chars[i] = compose(now).unwrap_or(chars[i]);
    }
    chars.into_iter().collect()
}

fn meet(mut before: Syllable, mut now: Syllable) -> (Syllable, Syllable) {
    let Some(coda) = before.coda else { return (before, now) };
    match (coda, now.initial) {
        // A final consonant is said with the vowel that follows; ㅇ stays.
        (
            'ㄱ' | 'ㄴ' | 'ㄷ' | 'ㄹ' | 'ㅁ' | 'ㅂ' | 'ㅅ' | 'ㅈ' | 'ㅊ' | 'ㅋ' | 'ㅌ' | 'ㅍ',
            'ㅇ',
        ) => {
            before.coda = None;
            now.initial = coda;
        }
        ('ㄴ', 'ㄹ') | ('ㄹ', 'ㄴ') => {
            before.coda = Some('ㄹ');
            now.initial = 'ㄹ';
        }
        ('ㅁ' | 'ㅇ', 'ㄹ') => now.initial = 'ㄴ',
        (_, 'ㄴ' | 'ㅁ' | 'ㄹ') => {
            let nasal = match coda {
                'ㄱ' | 'ㅋ' | 'ㄲ' => 'ㅇ',
                'ㅂ' | 'ㅍ' => 'ㅁ',
                'ㄷ' | 'ㅅ' | 'ㅆ' | 'ㅈ' | 'ㅊ' | 'ㅌ' => 'ㄴ',
                _ => return (before, now),
            };
            before.coda = Some(nasal);
            if now.initial == 'ㄹ' {
                now.initial = 'ㄴ';
            }
        }
        _ => {}
    }
    (before, now)
}
