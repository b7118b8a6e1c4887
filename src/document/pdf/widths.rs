//! The widths of letters of fonts with many (`W`), in the form that the reader of others reads.
//!
//! A run of letters of one width may be told as `first last width`. Of such `pdf-extract` 0.12 takes none, and gives the letters the
//! width of letters that the font does not tell; what stands behind them in the same string is read too far to the right.

use std::collections::BTreeSet;

use pdf_extract::{Dictionary, Document, Object, ObjectId};

/// So many letters have their widths told one by one in a document; further ones keep those they are read with.
const MOST: usize = 1 << 20;

/// Tells the widths of runs of letters one by one.
pub(super) fn tell_one_by_one(document: &mut Document) {
    let fonts = document.objects.values().filter_map(|object| object.as_dict().ok());
    let fonts = fonts.filter(|dictionary| is_font(dictionary));
    let named: BTreeSet<ObjectId> =
        fonts.filter_map(|font| font.get(b"W").and_then(Object::as_reference).ok()).collect();
    let mut left = MOST;
    for (id, object) in &mut document.objects {
        let widths = match object {
            Object::Array(widths) if named.contains(id) => widths,
            Object::Dictionary(font) if is_font(font) => match font.get_mut(b"W") {
                Ok(Object::Array(widths)) => widths,
                _ => continue,
            },
            _ => continue,
        };
        *widths = one_by_one(widths, &mut left);
    }
}

fn is_font(dictionary: &Dictionary) -> bool {
    let kind = dictionary.get(b"Subtype").and_then(Object::as_name);
    kind.is_ok_and(|kind| kind.starts_with(b"CIDFontType"))
}

/// `first [width width …]` for `first last width`.
fn one_by_one(widths: &[Object], left: &mut usize) -> Vec<Object> {
    let (mut all, mut rest) = (Vec::new(), widths);
    loop {
        match rest {
            [first, Object::Array(own), after @ ..] => {
                all.extend([first.clone(), Object::Array(own.clone())]);
                rest = after;
            }
            [Object::Integer(first), Object::Integer(last), width, after @ ..] => {
                let count = last.checked_sub(*first).and_then(|count| usize::try_from(count).ok());
                let count = count.map_or(0, |count| count.saturating_add(1));
                if (1..=*left).contains(&count) {
                    *left -= count;
                    all.push(Object::Integer(*first));
                    all.push(Object::Array(vec![width.clone(); count]));
                }
                rest = after;
            }
            _ => return all,
        }
    }
}

#[cfg(test)]
mod tests {
    use pdf_extract::dictionary;

    use super::*;

    #[test]
    fn runs_of_letters_are_told_one_by_one() {
        let list = |widths: &[i64]| Object::Array(widths.iter().map(|own| (*own).into()).collect());
        #[rustfmt::skip]
        let cases: [(Vec<Object>, Vec<Object>, &str); 5] = [
            (vec![3.into(), list(&[500, 600])],              vec![3.into(), list(&[500, 600])],       "told so already"),
            (vec![19.into(), 21.into(), 636.into()],         vec![19.into(), list(&[636, 636, 636])], "a run"),
            (vec![1.into(), 1.into(), 5.into(), 7.into(), list(&[9])], vec![1.into(), list(&[5]), 7.into(), list(&[9])], "both"),
            (vec![9.into(), 3.into(), 5.into()],             vec![],                                  "a run that ends before it begins"),
            (vec![0.into(), i64::MAX.into(), 5.into()],      vec![],                                  "a run without end"),
        ];
        for (widths, expected, why) in cases {
            for is_named in [false, true] {
                let mut document = Document::with_version("1.4");
                let widths = Object::Array(widths.clone());
                let own = if is_named { document.add_object(widths).into() } else { widths };
                let font = dictionary! { "Subtype" => "CIDFontType2", "W" => own };
                let font = document.add_object(font);
                tell_one_by_one(&mut document);
                let font = document.get_dictionary(font).expect("a font");
                let told = font.get_deref(b"W", &document).and_then(Object::as_array);
                assert_eq!(told.expect("widths"), &expected, "{why}");
            }
        }
    }
}
