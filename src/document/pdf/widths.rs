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
    let fonts = document.objects.iter().filter_map(|(id, object)| {
        object.as_dict().ok().filter(|dictionary| is_font(dictionary)).map(|font| (*id, font))
    });
    // Widths stand in their font, or on their own, for several fonts perhaps.
    let holders: BTreeSet<ObjectId> = fonts
        .filter_map(|(id, font)| match font.get(b"W").ok()? {
            Object::Reference(of) => Some(*of),
            Object::Array(_) => Some(id),
            _ => None,
        })
        .collect();
    let mut left = MOST;
    for id in holders {
        let told = match document.objects.get(&id) {
            Some(Object::Array(widths)) => one_by_one(document, widths, &mut left),
            Some(Object::Dictionary(font)) => match font.get(b"W") {
                Ok(Object::Array(widths)) => one_by_one(document, widths, &mut left),
                _ => continue,
            },
            _ => continue,
        };
        match document.objects.get_mut(&id) {
            Some(Object::Array(widths)) => *widths = told,
            Some(Object::Dictionary(font)) => font.set("W", told),
            _ => {}
        }
    }
}

fn is_font(dictionary: &Dictionary) -> bool {
    let kind = dictionary.get(b"Subtype").and_then(Object::as_name);
    kind.is_ok_and(|kind| kind.starts_with(b"CIDFontType"))
}

/// `first [width width …]` for `first last width`. What is neither ends the list: the reader of others would not get by it.
fn one_by_one(document: &Document, widths: &[Object], left: &mut usize) -> Vec<Object> {
    let meant = |object: &Object| document.dereference(object).map(|(_, object)| object.clone());
    let is_list = |object: &Object| {
        document.dereference(object).is_ok_and(|(_, object)| matches!(object, Object::Array(_)))
    };
    let (mut all, mut rest) = (Vec::new(), widths);
    loop {
        match rest {
            [first, own, after @ ..] if is_list(own) => {
                all.extend([first.clone(), own.clone()]);
                rest = after;
            }
            [first, last, width, after @ ..] if !is_list(last) && !is_list(width) => {
                let (Ok(Object::Integer(first)), Ok(Object::Integer(last))) =
                    (meant(first), meant(last))
                else {
                    return all;
                };
                let Ok(width @ (Object::Integer(_) | Object::Real(_))) = meant(width) else {
                    return all;
                };
                let count = last.checked_sub(first).and_then(|count| usize::try_from(count).ok());
                let count = count.map_or(0, |count| count.saturating_add(1));
                if (1..=*left).contains(&count) {
                    *left -= count;
                    all.push(Object::Integer(first));
                    all.push(Object::Array(vec![width; count]));
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
        let cases: [(Vec<Object>, Vec<Object>, &str); 6] = [
            (vec![3.into(), list(&[500, 600])],              vec![3.into(), list(&[500, 600])],       "told so already"),
            (vec![19.into(), 21.into(), 636.into()],         vec![19.into(), list(&[636, 636, 636])], "a run"),
            (vec![1.into(), 1.into(), 5.into(), 7.into(), list(&[9])], vec![1.into(), list(&[5]), 7.into(), list(&[9])], "both"),
            (vec![1.into(), 9.into(), Object::string_literal("wide")], vec![],                        "no width"),
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

    #[test]
    fn numbers_may_stand_on_their_own() {
        let mut document = Document::with_version("1.4");
        let last = document.add_object(4);
        let list = document.add_object(Object::Array(vec![7.into()]));
        let widths: Vec<Object> = vec![3.into(), last.into(), 5.into(), 9.into(), list.into()];
        let font = dictionary! { "Subtype" => "CIDFontType2", "W" => widths };
        let font = document.add_object(font);
        tell_one_by_one(&mut document);
        let told = document.get_dictionary(font).and_then(|font| font.get(b"W"));
        let expected: Vec<Object> =
            vec![3.into(), Object::Array(vec![5.into(), 5.into()]), 9.into(), list.into()];
        assert_eq!(told.expect("widths").as_array().expect("a list"), &expected);
    }
}
