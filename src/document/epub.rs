//! EPUB 2 and 3: the chapters in the order in which they are read, each as HTML is.

use std::collections::BTreeMap;

use super::{
    MAX_BYTES,
    archive::{Archive, Element, Handler, local},
    fault::Fault,
    html,
    made::{Made, Maker},
};

/// What a reader sees of a book.
pub(super) fn read(bytes: &[u8]) -> Result<Made, Fault> {
    let mut archive = Archive::open(bytes, "epub")?;
    let mut container = Container::default();
    archive.need_xml("META-INF/container.xml", &mut container)?;
    let package = container.0.ok_or_else(|| archive.lacks("the path of the package document"))?;
    let mut locked = Locked::default();
    archive.xml("META-INF/encryption.xml", &mut locked)?;
    let mut book = Package::default();
    archive.need_xml(&package, &mut book)?;
    let mut maker = Maker::default();
    for id in &book.spine {
        let Some(href) = book.manifest.get(id) else { continue };
        let path = resolved(&package, href);
        if locked.0.contains(&path) {
            return Err(Fault::Locked(
                "its chapters are protected against copying: get a copy without protection",
            ));
        }
        let chapter = archive.bytes(&path)?.ok_or_else(|| archive.lacks(&path))?;
        html::read_part(&decoded(&chapter), &path, &mut maker);
        if maker.len() as u64 > MAX_BYTES {
            let limit = format!("{} MiB", MAX_BYTES >> 20);
            return Err(Fault::TooMuch { part: "its text".into(), limit });
        }
    }
    Ok(maker.finish())
}

/// A chapter as text: in UTF-16 if a mark says so, else in UTF-8, the only two that the standard allows.
fn decoded(bytes: &[u8]) -> String {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let named = || {
        let name = html::declared_encoding(bytes)?;
        encoding_rs::Encoding::for_label(name.as_bytes())
    };
    encoding.or_else(named).unwrap_or(encoding_rs::UTF_8).decode(bytes).0.into_owned()
}

/// The path of what a file at `base` refers to.
fn resolved(base: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut path: Vec<&str> = base.split('/').collect();
    path.pop();
    for step in href.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    unescaped(&path.join("/"))
}

/// A path in which `%20` is a blank.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(code) = code.filter(|_| first == b'%') {
            bytes.push(code);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Where the package document is.
#[derive(Default)]
struct Container(Option<String>);

impl Handler for Container {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        if local(name) == "rootfile" && self.0.is_none() {
            self.0 = element.get("full-path");
        }
        Ok(())
    }
    fn end(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
    fn text(&mut self, _: &str) {}
}

/// The files that are encrypted, fonts left out: reading systems garble these by custom.
#[derive(Default)]
struct Locked(Vec<String>);

impl Handler for Locked {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        if local(name) == "CipherReference" {
            self.0.extend(element.get("URI").map(|uri| unescaped(&uri)));
        }
        Ok(())
    }
    fn end(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
    fn text(&mut self, _: &str) {}
}

/// The files of a book, and the order of those that are read.
#[derive(Default)]
struct Package {
    manifest: BTreeMap<String, String>,
    spine: Vec<String>,
    /// The table of contents, which reading systems show beside the text.
    contents: Option<String>,
}

impl Handler for Package {
    fn start(&mut self, name: &str, element: &Element<'_>) -> Result<(), Fault> {
        match local(name) {
            "item" => {
                let get = |name| element.get(name);
                let is_text = get("media-type").is_none_or(|kind| kind.contains("html"));
                let (Some(id), Some(href)) = (get("id"), get("href")) else { return Ok(()) };
                if get("properties").is_some_and(|all| all.split(' ').any(|one| one == "nav")) {
                    self.contents = Some(id.clone());
                }
                if is_text {
                    self.manifest.insert(id, href);
                }
            }
            "itemref" => {
                let id = element.get("idref").unwrap_or_default();
                if self.contents.as_ref() != Some(&id) {
                    self.spine.push(id);
                }
            }
            _ => {}
        }
        Ok(())
    }
    fn end(&mut self, _: &str) -> Result<(), Fault> {
        Ok(())
    }
    fn text(&mut self, _: &str) {}
}
