//! How much a document draws: drawings may draw others, each several times, pages may share what they draw, and
//! all take longer than anybody waits.

use std::collections::HashMap;

use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream, content::Content};

use crate::document::fault::Fault;

/// What is run of drawing instructions, in bytes: four times what the streams of a small file may unpack to, since pages draw the
/// same letterhead again. Chromium, which places each letter, writes some 25 bytes for one: ten million letters fit.
pub(super) const MOST_RUN: u64 = 256 << 20;
/// … and what is taken apart at once, of a page or of a drawing: instructions take some fifty times their bytes.
const MOST_AT_ONCE: u64 = 16 << 20;
/// Drawings are no further inside each other.
const MOST_DEPTH: usize = 30;

/// Refuses a document that runs more than `most` bytes of instructions, those of drawings each time.
pub(super) fn refuse_many(document: &Document, most: u64) -> Result<(), Fault> {
    let mut drawings = Drawings { document, sizes: HashMap::new(), inside: 0 };
    let (mut lengths, mut all) = (HashMap::new(), 0_u64);
    for page in document.get_pages().into_values() {
        let too_much = |limit: String| Fault::TooMuch { part: format!("object {}", page.0), limit };
        let too_many = || too_much(format!("{} MiB of drawings", most >> 20));
        // Before they are put together: a page may name the same stream over and over.
        let streams = document.get_page_contents(page);
        let own = streams.into_iter().map(|id| length(document, id, &mut lengths)).sum::<u64>();
        if own > MOST_AT_ONCE {
            return Err(too_much(format!("{} MiB of drawings on a page", MOST_AT_ONCE >> 20)));
        }
        if all.saturating_add(own) > most {
            return Err(too_many());
        }
        let Ok(content) = document.get_page_content(page) else { continue };
        let size = match resources_of_page(document, page) {
            Some(resources) => drawings.size(&content, resources),
            None => Some(content.len() as u64),
        };
        let size =
            size.ok_or_else(|| too_much(format!("{MOST_DEPTH} drawings inside each other")))?;
        all = all.saturating_add(size);
        if all > most {
            return Err(too_many());
        }
    }
    Ok(())
}

/// What a stream unpacks to, in bytes.
fn length(document: &Document, id: ObjectId, known: &mut HashMap<ObjectId, u64>) -> u64 {
    *known.entry(id).or_insert_with(|| {
        let stream = document.get_object(id).and_then(Object::as_stream);
        let unpacked = stream.map(|stream| {
            stream.decompressed_content().map_or(stream.content.len(), |unpacked| unpacked.len())
        });
        unpacked.unwrap_or_default() as u64
    })
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
    /// How much is run for each stream, by where it is and by what its names mean.
    sizes: HashMap<(*const Stream, *const Dictionary), u64>,
    inside: usize,
}

impl<'d> Drawings<'d> {
    /// How many bytes are run by `content`, whose names mean what `resources` say; none if too deep.
    fn size(&mut self, content: &[u8], resources: &'d Dictionary) -> Option<u64> {
        let drawn = self.drawn(content, resources);
        self.sum(content.len() as u64, &drawn, resources)
    }

    fn sum(&mut self, own: u64, drawn: &[&'d Stream], resources: &'d Dictionary) -> Option<u64> {
        let mut all = own;
        for stream in drawn {
            all = all.saturating_add(self.drawing(stream, resources)?);
        }
        Some(all)
    }

    /// What is drawn by `content`.
    fn drawn(&self, content: &[u8], resources: &'d Dictionary) -> Vec<&'d Stream> {
        let Some(named) = dictionary(self.document, resources, b"XObject") else {
            return Vec::new();
        };
        let Ok(content) = Content::decode(content) else { return Vec::new() };
        let names = content.operations.iter().filter(|operation| operation.operator == "Do");
        let drawn = names.filter_map(|operation| {
            let name = operation.operands.first()?.as_name().ok()?;
            let (_, drawn) = self.document.dereference(named.get(name).ok()?).ok()?;
            // A picture draws nothing that is run.
            let drawn = drawn.as_stream().ok()?;
            let kind = drawn.dict.get(b"Subtype").and_then(|kind| kind.as_name());
            (!kind.is_ok_and(|kind| kind == b"Image")).then_some(drawn)
        });
        drawn.collect()
    }

    fn drawing(&mut self, stream: &'d Stream, around: &'d Dictionary) -> Option<u64> {
        // Names that a drawing does not explain itself mean what they mean around it.
        let resources = dictionary(self.document, &stream.dict, b"Resources").unwrap_or(around);
        let key = (std::ptr::from_ref(stream), std::ptr::from_ref(resources));
        if let Some(size) = self.sizes.get(&key) {
            return Some(*size);
        }
        if self.inside >= MOST_DEPTH {
            return None;
        }
        // None is kept unpacked while those inside it are looked at.
        let (own, drawn) = {
            let unpacked = stream.decompressed_content();
            let content = unpacked.as_deref().unwrap_or(&stream.content);
            if content.len() as u64 > MOST_AT_ONCE {
                (MOST_RUN, Vec::new())
            } else {
                (content.len() as u64, self.drawn(content, resources))
            }
        };
        self.inside += 1;
        let size = self.sum(own, &drawn, resources)?;
        self.inside -= 1;
        self.sizes.insert(key, size);
        Some(size)
    }
}

#[cfg(test)]
mod tests {
    use pdf_extract::{StringFormat, dictionary};

    use super::*;

    /// A document of `count` pages that draw the first of `depth` drawings twice, of which each draws the next twice; by names
    /// of its own or by those of the page.
    fn drawn(depth: usize, has_own: bool, count: usize) -> Document {
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
        let tree = document.new_object_id();
        let pages: Vec<Object> = (0..count)
            .map(|_| {
                let page = document.add_object(dictionary! {
                    "Type" => "Page",
                    "Parent" => tree,
                    "Contents" => content,
                    "Resources" => dictionary! { "XObject" => all.clone() },
                });
                Object::Reference(page)
            })
            .collect();
        let count = i64::try_from(count).expect("few");
        let pages = dictionary! { "Type" => "Pages", "Count" => count, "Kids" => pages };
        document.objects.insert(tree, Object::Dictionary(pages));
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
        document.trailer.set("Root", catalog);
        document
    }

    #[test]
    fn what_is_run_again_counts_again() {
        // What draws two others has 13 bytes, and the reader of others adds a line end to a page.
        let all = |pages: u64| pages * (14 + 2 * 13 + 4 * 13);
        for (has_own, pages) in [(true, 1), (false, 1), (false, 3)] {
            let document = drawn(3, has_own, pages);
            assert_eq!(refuse_many(&document, all(pages as u64)), Ok(()));
            let fault = refuse_many(&document, all(pages as u64) - 1);
            assert!(matches!(fault, Err(Fault::TooMuch { .. })), "{fault:?}");
        }
        let fault = refuse_many(&drawn(MOST_DEPTH + 2, false, 1), u64::MAX);
        assert!(matches!(fault, Err(Fault::TooMuch { .. })), "{fault:?}");
        // A drawing inside itself has no end.
        let mut document = drawn(1, true, 1);
        let is_drawing =
            |object: &Object| object.as_stream().is_ok_and(|stream| stream.dict.has(b"Subtype"));
        let (_, object) =
            document.objects.iter_mut().find(|(_, object)| is_drawing(object)).expect("a drawing");
        object.as_stream_mut().expect("a stream").content = b"/F0 Do".to_vec();
        let fault = refuse_many(&document, u64::MAX);
        assert!(matches!(fault, Err(Fault::TooMuch { .. })), "{fault:?}");
    }

    #[test]
    fn a_page_that_names_a_stream_over_and_over_is_refused_before_it_is_put_together() {
        let mut document = drawn(1, true, 1);
        let long = document.add_object(Stream::new(Dictionary::new(), vec![b' '; 1 << 20]));
        let page = document.get_pages()[&1];
        let page = document.get_object_mut(page).and_then(Object::as_dict_mut).expect("a page");
        // A terabyte, were it put together.
        page.set("Contents", vec![Object::Reference(long); 1 << 20]);
        let fault = refuse_many(&document, MOST_RUN);
        assert!(matches!(fault, Err(Fault::TooMuch { .. })), "{fault:?}");
    }
}
