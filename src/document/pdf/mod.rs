//! PDF: the text layer, page by page, line by line, as it stands on the page.
//!
//! `pdf-extract` finds the characters and where they stand; lines are made of them here (`line`). What belongs together
//! over line and page ends, page numbers and running heads are told as of any plain text. The reader of others runs on a
//! thread of its own, after a look for what would take more memory than it may (`bound`).

mod bound;
mod drawings;
mod line;
mod text;

use std::{
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
};

use pdf_extract::{
    Dictionary, Document, MediaBox, Object, ObjectId, OutputDev, OutputError, Transform,
    output_doc_page,
};

use self::line::{Glyph, Habits, Page};
use super::{MAX_BYTES, fault::Fault, guard, made::Made};

/// Pages that hold so many characters are none.
const MOST_GLYPHS: usize = 2_000_000;

/// The stack of the thread that reads; what is inside what is bounded besides.
const STACK: usize = 256 << 20;

/// What a reader sees of a PDF: its text as lines, a form feed between pages.
pub(super) fn read(bytes: &[u8]) -> Result<Made, Fault> {
    if !has_header(bytes) {
        return Err(Fault::Not { format: "pdf", problem: "it does not begin with %PDF-".into() });
    }
    bound::check(bytes)?;
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new().stack_size(STACK);
        let reader = reader.spawn_scoped(scope, || guard::silently(|| pages(bytes)));
        let gave_up = Fault::GaveUp { format: "pdf" };
        reader.map_err(|_| gave_up.clone())?.join().unwrap_or(Err(gave_up))
    })
}

fn has_header(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|five| five == b"%PDF-")
}

fn pages(bytes: &[u8]) -> Result<Made, Fault> {
    let damaged = |part: &str, problem: String| Fault::Damaged { part: part.to_owned(), problem };
    let mut document =
        Document::load_mem(bytes).map_err(|error| damaged("its structure", error.to_string()))?;
    // Many are locked against changes alone, and open without a password.
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Fault::Encrypted);
    }
    empty_pictures(&mut document);
    let (mut seen, mut pages, mut glyph_count) = (BTreeSet::new(), Vec::new(), 0_u64);
    for (number, page) in document.get_pages() {
        refuse_cycles(&document, page, &mut seen, &mut Vec::new())?;
        let mut glyphs = Glyphs::default();
        let read =
            catch_unwind(AssertUnwindSafe(|| output_doc_page(&document, &mut glyphs, number)));
        let part = format!("page {number}");
        match read {
            _ if glyphs.0.len() >= MOST_GLYPHS => {
                let limit = format!("{MOST_GLYPHS} characters");
                return Err(Fault::TooMuch { part, limit });
            }
            Ok(Ok(())) => {}
            Ok(Err(error)) => return Err(damaged(&part, error.to_string())),
            Err(_) => {
                let problem = "its letters are in an encoding that is not read here, or it is broken; pdftotext may \
                               read it";
                return Err(damaged(&part, problem.into()));
            }
        }
        glyph_count += glyphs.0.len() as u64;
        if glyph_count > MAX_BYTES {
            let limit = format!("{} MiB", MAX_BYTES >> 20);
            return Err(Fault::TooMuch { part: "its text".into(), limit });
        }
        pages.push((number, Page::of(glyphs.0)));
    }
    drop(document);
    let habits = Habits::of(pages.iter().map(|(_, page)| page));
    for (_, page) in &mut pages {
        page.join(&habits);
    }
    let made = text::made(&pages, &habits);
    if made.text.trim().is_empty() {
        return Err(Fault::NoText(
            "its pages are pictures; put a text layer into it with a program for character recognition, such as \
             ocrmypdf",
        ));
    }
    Ok(made)
}

/// Takes the pictures out: their bytes are no text, and the reader would look for some in them.
fn empty_pictures(document: &mut Document) {
    for object in document.objects.values_mut() {
        if let Object::Stream(stream) = object
            && stream
                .dict
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == b"Image")
        {
            stream.content.clear();
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
        }
    }
}

/// Drawings are no further inside each other.
const MOST_DEPTH: usize = 30;

/// Refuses a page of which a drawing is inside itself: no reader would come to its end.
fn refuse_cycles(
    document: &Document,
    id: ObjectId,
    seen: &mut BTreeSet<ObjectId>,
    inside: &mut Vec<ObjectId>,
) -> Result<(), Fault> {
    if inside.contains(&id) || inside.len() > MOST_DEPTH {
        let limit = format!("{MOST_DEPTH} drawings inside each other");
        return Err(Fault::TooMuch { part: format!("object {}", id.0), limit });
    }
    if !seen.insert(id) {
        return Ok(());
    }
    if inside.is_empty() {
        drawings::refuse_many(document, id, drawings::MOST_DRAWN)?;
    }
    inside.push(id);
    let own = document.get_object(id).ok();
    let dictionary = own.and_then(|object| match object {
        Object::Stream(stream) => Some(&stream.dict),
        Object::Dictionary(dictionary) => Some(dictionary),
        _ => None,
    });
    let inner = |dictionary: &Dictionary, key: &[u8]| {
        let object = dictionary.get(key).ok()?;
        let (_, object) = document.dereference(object).ok()?;
        object.as_dict().ok().cloned()
    };
    let drawings = dictionary.and_then(|own| inner(own, b"Resources"));
    let drawings = drawings.and_then(|resources| inner(&resources, b"XObject"));
    for (_, drawing) in drawings.iter().flat_map(Dictionary::iter) {
        if let Ok(drawing) = drawing.as_reference() {
            refuse_cycles(document, drawing, seen, inside)?;
        }
    }
    inside.pop();
    Ok(())
}

/// The characters of a page as they come.
#[derive(Default)]
struct Glyphs(Vec<Glyph>);

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        _: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        Ok(())
    }
    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
    fn output_character(
        &mut self,
        at: &Transform,
        width: f64,
        spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        if self.0.len() >= MOST_GLYPHS {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let scale = |x: f64, y: f64| x.hypot(y);
        let (across, up) = (scale(at.m11, at.m12), scale(at.m21, at.m22));
        self.0.push(Glyph {
            x: at.m31,
            y: at.m32,
            size: font_size.abs() * up,
            width: (width * font_size.abs() + spacing.max(0.0)) * across,
            text: text.into(),
        });
        Ok(())
    }
    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
