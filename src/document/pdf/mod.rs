//! PDF: the text layer, page by page, line by line, as it stands on the page.
//!
//! `pdf-extract` finds the characters and where they stand; lines are made of them here (`line`). What belongs together
//! over line and page ends, page numbers and running heads are told as of any plain text. The reader of others runs on a
//! thread of its own, after a look for what would take more memory than it may (`bound`).

mod bound;
mod drawings;
mod line;
mod text;
mod widths;

use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{Document, MediaBox, Object, OutputDev, OutputError, Transform, output_doc};

use self::{
    drawings::MOST_RUN,
    line::{Glyph, Habits, Page},
};
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
    let mut document = Document::load_mem(bytes)
        .map_err(|error| damaged("the structure of the PDF", error.to_string()))?;
    // Many are locked against changes alone, and open without a password.
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(Fault::Encrypted);
    }
    empty_pictures(&mut document);
    widths::tell_one_by_one(&mut document);
    drawings::refuse_many(&document, MOST_RUN)?;
    let mut glyphs = Glyphs::default();
    let read = catch_unwind(AssertUnwindSafe(|| output_doc(&document, &mut glyphs)));
    let part = format!("page {}", glyphs.number);
    match read {
        Ok(Ok(())) => {}
        _ if glyphs.too_much.is_some() => {
            let (part, limit) = glyphs.too_much.unwrap_or_default();
            return Err(Fault::TooMuch { part, limit });
        }
        Ok(Err(error)) => return Err(damaged(&part, error.to_string())),
        Err(_) => {
            let problem = "its letters are in an encoding that is not read here, or it is broken; pdftotext may read it";
            return Err(damaged(&part, problem.into()));
        }
    }
    let mut pages = glyphs.pages;
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

/// The pages whose characters came, and those of the one that is open.
#[derive(Default)]
struct Glyphs {
    pages: Vec<(u32, Page)>,
    open: Vec<Glyph>,
    /// The number of the page that was begun last.
    number: u32,
    count: u64,
    /// What there is too much of, and how much there may be.
    too_much: Option<(String, String)>,
}

impl Glyphs {
    fn refuse(&mut self, part: &str, limit: String) -> Result<(), OutputError> {
        self.too_much = Some((part.to_owned(), limit));
        Err(OutputError::FormatError(std::fmt::Error))
    }
}

impl OutputDev for Glyphs {
    fn begin_page(
        &mut self,
        number: u32,
        _: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        self.number = number;
        Ok(())
    }
    fn end_page(&mut self) -> Result<(), OutputError> {
        let page = Page::of(std::mem::take(&mut self.open));
        self.pages.push((self.number, page));
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
        self.count += 1;
        if self.open.len() >= MOST_GLYPHS {
            return self
                .refuse(&format!("page {}", self.number), format!("{MOST_GLYPHS} characters"));
        }
        if self.count > MAX_BYTES {
            return self.refuse("its text", format!("{} MiB", MAX_BYTES >> 20));
        }
        let scale = |x: f64, y: f64| x.hypot(y);
        let (across, up) = (scale(at.m11, at.m12), scale(at.m21, at.m22));
        self.open.push(Glyph {
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
