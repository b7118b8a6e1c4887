//! How often a page draws what it holds: drawings may draw others, each several times, and take longer than anybody waits.

use std::collections::HashMap;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream, content::Content};

use super::MOST_DEPTH;
use crate::document::fault::Fault;

/// No page of people draws so much.
pub(super) const MOST_DRAWN: u64 = 200_000;

/// Refuses a page that draws more than `most` drawings, those in others each time.
pub(super) fn refuse_many(document: &Document, page: ObjectId, most: u64) -> Result<(), Fault> {
    let too_much = |limit: String| Fault::TooMuch { part: format!("object {}", page.0), limit };
    let Ok(content) = document.get_page_content(page) else { return Ok(()) };
    let Some(resources) = resources_of_page(document, page) else { return Ok(()) };
    let mut drawings = Drawings { document, counts: HashMap::new(), inside: 0 };
    match drawings.count(&content, resources) {
        None => Err(too_much(format!("{MOST_DEPTH} drawings inside each other"))),
        Some(count) if count > most => Err(too_much(format!("{most} drawings"))),
        Some(_) => Ok(()),
    }
}

/// What a page may draw, by names: its own, or what stands above it.
fn resources_of_page(document: &Document, page: ObjectId) -> Option<&Dictionary> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..MOST_DEPTH {
        if let Some(resources) = dictionary(document, node, b"Resources") {
            return Some(resources);
        }
        node = dictionary(document, node, b"Parent")?;
    }
    None
}

fn dictionary<'d>(
    document: &'d Document,
    of: &'d Dictionary,
    key: &[u8],
) -> Option<&'d Dictionary> {
    let (_, object) = document.dereference(of.get(key).ok()?).ok()?;
    object.as_dict().ok()
}

struct Drawings<'d> {
    document: &'d Document,
    /// How many there are in each stream, by where it is and by what its names mean.
    counts: HashMap<(*const Stream, *const Dictionary), u64>,
    inside: usize,
}

impl<'d> Drawings<'d> {
    /// How often something is drawn by `content`, whose names mean what `resources` say; none if too deep.
    fn count(&mut self, content: &[u8], resources: &'d Dictionary) -> Option<u64> {
        let Some(named) = dictionary(self.document, resources, b"XObject") else { return Some(0) };
        let Ok(content) = Content::decode(content) else { return Some(0) };
        let mut all = 0_u64;
        for operation in content.operations.iter().filter(|operation| operation.operator == "Do") {
            let name = operation.operands.first().and_then(|name| name.as_name().ok());
            let drawn = name.and_then(|name| named.get(name).ok());
            let drawn = drawn.and_then(|drawn| self.document.dereference(drawn).ok());
            if let Some((_, Object::Stream(stream))) = drawn {
                all = all.saturating_add(self.drawing(stream, resources)?).saturating_add(1);
            }
        }
        Some(all)
    }

    fn drawing(&mut self, stream: &'d Stream, around: &'d Dictionary) -> Option<u64> {
        // Names that a drawing does not explain itself mean what they mean around it.
        let resources = dictionary(self.document, &stream.dict, b"Resources").unwrap_or(around);
        let key = (std::ptr::from_ref(stream), std::ptr::from_ref(resources));
        if let Some(count) = self.counts.get(&key) {
            return Some(*count);
        }
        if self.inside >= MOST_DEPTH {
            return None;
        }
        self.inside += 1;
        let unpacked = stream.decompressed_content();
        let count = self.count(unpacked.as_deref().unwrap_or(&stream.content), resources)?;
        self.inside -= 1;
        self.counts.insert(key, count);
        Some(count)
    }
}

#[cfg(test)]
mod tests {
    use pdf_extract::{StringFormat, dictionary};

    use super::*;

    /// A page that draws the first of `depth` drawings twice, of which each draws the next twice; by names of its own or
    /// by those of the page.
    fn page(depth: usize, has_own: bool) -> (Document, ObjectId) {
        let mut document = Document::with_version("1.4");
        let ids: Vec<ObjectId> = (0..depth).map(|_| document.new_object_id()).collect();
        let drawn = |at: usize| dictionary! { format!("F{at}") => ids[at] };
        let mut all = Dictionary::new();
        for (at, id) in ids.iter().enumerate() {
            all.set(format!("F{at}"), *id);
            let is_last = at + 1 == depth;
            let content =
                if is_last { String::new() } else { format!("/F{0} Do /F{0} Do", at + 1) };
            let mut dict = Dictionary::new();
            dict.set("Subtype", Object::Name(b"Form".to_vec()));
            dict.set("Note", Object::String(b"x".to_vec(), StringFormat::Literal));
            if has_own && !is_last {
                dict.set("Resources", dictionary! { "XObject" => drawn(at + 1) });
            }
            let stream = Stream::new(dict, content.into_bytes());
            document.objects.insert(*id, Object::Stream(stream));
        }
        let content = Stream::new(Dictionary::new(), b"/F0 Do /F0 Do".to_vec());
        let content = document.add_object(content);
        let page = document.add_object(dictionary! {
            "Type" => "Page",
            "Contents" => content,
            "Resources" => dictionary! { "XObject" => all },
        });
        (document, page)
    }

    #[test]
    fn what_is_drawn_again_counts_again() {
        for has_own in [true, false] {
            let (document, id) = page(3, has_own);
            assert_eq!(refuse_many(&document, id, 14), Ok(()));
            let fault = refuse_many(&document, id, 13);
            assert!(matches!(fault, Err(Fault::TooMuch { .. })), "{fault:?}");
        }
        let (document, id) = page(MOST_DEPTH + 2, false);
        assert!(matches!(refuse_many(&document, id, u64::MAX), Err(Fault::TooMuch { .. })));
    }
}
