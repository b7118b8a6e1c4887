use std::{
    io::{self, Write},
    path::Path,
};

use quick_xml::escape::escape;

use super::{Counted, Opening, Row, Writer};
use crate::{export::tmx::frame, text::legal_in_xml};

/// A translation memory, a unit a pair. What a person should read is a note: properties are not shown.
pub(super) struct Tmx {
    file: Counted,
    languages: [String; 2],
    after: String,
}

impl Tmx {
    pub(super) fn open(path: &Path, opening: Opening<'_>) -> io::Result<Self> {
        let [before, after] = frame(opening.languages[0]);
        let mut file = Counted::create(path)?;
        file.write_all(before.as_bytes())?;
        let languages = opening.languages.map(crate::text::Language::customary);
        Ok(Self { file, languages, after })
    }
}

pub(super) fn content(text: &str) -> String {
    escape(&*legal_in_xml(text)).into_owned()
}

impl Writer for Tmx {
    fn add(&mut self, row: &Row<'_>) -> io::Result<()> {
        let file = &mut self.file;
        writeln!(file, "    <tu tuid=\"{}\">", row.id)?;
        let flags = row.flags.join(" ");
        let told =
            if flags.is_empty() { row.place() } else { format!("{} ({flags})", row.place()) };
        writeln!(file, "      <note>{}</note>", content(&told))?;
        let properties = [
            ("x-score", format!("{:.4}", row.pair.score)),
            ("x-document", row.document.document.clone()),
            ("x-flags", flags),
        ];
        for (name, value) in properties.into_iter().filter(|(_, value)| !value.is_empty()) {
            writeln!(file, "      <prop type=\"{name}\">{}</prop>", content(&value))?;
        }
        for (language, side) in self.languages.iter().zip([&row.pair.source, &row.pair.target]) {
            let text = content(&side.text);
            writeln!(
                file,
                "      <tuv xml:lang=\"{language}\">\n        <seg>{text}</seg>\n      </tuv>"
            )?;
        }
        writeln!(file, "    </tu>")
    }

    fn is_full(&self, limit: u64) -> bool {
        self.file.bytes >= limit
    }

    fn close(mut self: Box<Self>) -> io::Result<()> {
        self.file.write_all(self.after.as_bytes())?;
        self.file.close()
    }
}
