use super::*;

/// A PDF with a page for each text, drawn line by line in a font that every reader has.
fn pdf(pages: &[&[&str]], packs: impl Fn(&[u8]) -> (Vec<u8>, &'static str)) -> Vec<u8> {
    let mut objects: Vec<Vec<u8>> = vec![
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        Vec::new(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>".to_vec(),
    ];
    let mut kids = String::new();
    for lines in pages {
        let mut content = String::from("BT /F1 12 Tf 14 TL 72 720 Td\n");
        for line in *lines {
            content.push('(');
            content.push_str(line);
            content.push_str(") Tj T*\n");
        }
        let (packed, filter) = packs((content + "ET").as_bytes());
        let page = objects.len() + 1;
        kids.push_str(&page.to_string());
        kids.push_str(" 0 R ");
        let page = format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R \
             /Resources << /Font << /F1 3 0 R >> >> >>",
            page + 1
        );
        objects.push(page.into_bytes());
        let head = format!("<< /Length {} {filter} >>\nstream\n", packed.len());
        objects.push([head.as_bytes(), &packed, b"\nendstream"].concat());
    }
    objects[1] = format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", pages.len()).into_bytes();
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        starts.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for start in starts {
        file.extend(format!("{start:010} 00000 n \n").bytes());
    }
    let end = format!(
        "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    file.extend(end.bytes());
    file
}

fn plain(content: &[u8]) -> (Vec<u8>, &'static str) {
    (content.to_vec(), "")
}

fn packed(content: &[u8]) -> (Vec<u8>, &'static str) {
    use std::io::Write as _;
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(content).expect("memory");
    (encoder.finish().expect("memory"), "/Filter /FlateDecode")
}

#[test]
fn lines_are_read_with_page_and_line() {
    let pages: &[&[&str]] = &[&["The meeting began.", "It ended."], &["A second page."]];
    for packs in [plain as fn(&[u8]) -> (Vec<u8>, &'static str), packed] {
        let made = read(&pdf(pages, packs)).expect("a PDF");
        assert_eq!(made.text, "The meeting began.\nIt ended.\n\u{c}A second page.\n");
        let places: Vec<String> = made.places.iter().map(|at| at.place.to_string()).collect();
        assert_eq!(places, ["page 1, line 1", "page 1, line 2", "page 2, line 1"]);
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    assert!(matches!(read(&pdf(&[&[]], plain)), Err(Fault::NoText(_))));
    assert!(matches!(read(b"no pdf"), Err(Fault::Not { .. })));
    let whole = pdf(&[&["a"]], plain);
    assert!(read(&whole[..whole.len() / 3]).is_err());
    let deep = [b"%PDF-1.4\n1 0 obj\n".to_vec(), vec![b'['; 100_000]].concat();
    assert!(matches!(read(&deep), Err(Fault::TooMuch { .. })));
    // Blanks by the million take a few kilobytes.
    let bomb = pdf(&[&["a"]], |_| packed(&vec![b' '; 80 << 20]));
    assert!(matches!(read(&bomb), Err(Fault::TooMuch { .. })));
}

#[test]
fn room_between_scripts_is_no_blank_where_blanks_are_drawn() {
    /// A text, the gaps before its letters, and the line.
    type Case = (&'static str, &'static [(usize, f64)], &'static str, &'static str);
    let drawn = |text: &str, gaps: &[(usize, f64)]| {
        let mut x = 0.0;
        text.chars()
            .enumerate()
            .map(|(at, c)| {
                x += gaps.iter().find(|(before, _)| *before == at).map_or(0.0, |(_, gap)| *gap);
                let glyph =
                    Glyph { x, y: 700.0, size: 10.0, width: 10.0, text: c.to_string().into() };
                x += 10.0;
                glyph
            })
            .collect::<Vec<_>>()
    };
    #[rustfmt::skip]
    let cases: &[Case] = &[
        ("1957년 4월", &[(4, 2.5)],  "1957년 4월",  "room before Hangul"),
        ("1957년4월",  &[(5, 3.0)],  "1957년 4월",  "blanks that are not drawn"),
        ("가 나다",    &[(3, 30.0)], "가 나   다",  "another column"),
    ];
    for (text, gaps, expected, why) in cases {
        let page = Page::of(drawn(text, gaps));
        assert_eq!(page.lines[0].text(), *expected, "{why}");
    }
}

/// The PDF locked with a password that it takes to read it, and with one that it takes to change it.
fn locked(to_read: &str) -> Vec<u8> {
    use pdf_extract::{EncryptionState, EncryptionVersion, Permissions, StringFormat};
    let mut document = Document::load_mem(&pdf(&[&["It was locked."]], plain)).expect("a PDF");
    let id = Object::String(b"0123456789abcdef".to_vec(), StringFormat::Literal);
    document.trailer.set("ID", vec![id.clone(), id]);
    let state = EncryptionState::try_from(EncryptionVersion::V1 {
        document: &document,
        owner_password: "owner",
        user_password: to_read,
        permissions: Permissions::all(),
    });
    document.encrypt(&state.expect("a key")).expect("it can be locked");
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory");
    bytes
}

#[test]
fn one_that_is_locked_against_changes_alone_is_read() {
    assert_eq!(read(&locked("")).expect("no password").text, "It was locked.\n");
    assert_eq!(read(&locked("secret")), Err(Fault::Encrypted));
}

#[test]
fn what_is_drawn_font_by_font_is_read_from_left_to_right() {
    let glyph =
        |x: f64, y: f64, text: &str| Glyph { x, y, size: 10.0, width: 10.0, text: text.into() };
    let row = |text: &str, y: f64| -> Vec<Glyph> {
        let places = (0_u32..).map(|at| f64::from(at) * 10.0);
        text.chars().zip(places).map(|(c, x)| glyph(x, y, &c.to_string())).collect()
    };
    let is_blank = |glyph: &Glyph| &*glyph.text == " ";
    // The blanks, which are in a font of their own, before all else; at the end of the line a last one.
    let mut fonts: Vec<Glyph> = row("그는 쌀을 청하였다. ", 700.0);
    fonts.sort_by_key(|glyph| !is_blank(glyph));
    // Drawn twice, a little to the right, to look bold.
    let mut bold = row("제목 하나", 700.0);
    let again: Vec<Glyph> = bold.iter().map(|own| glyph(own.x + 0.3, own.y, &own.text)).collect();
    bold.extend(again);
    let mut two = row("왼쪽 글", 700.0);
    two.extend(row("둘째 줄", 680.0));
    #[rustfmt::skip]
    let cases: [(Vec<Glyph>, &[&str], &str); 3] = [
        (fonts, &["그는 쌀을 청하였다."],  "blanks first"),
        (bold,  &["제목 하나"],            "bolder letters"),
        (two,   &["왼쪽 글", "둘째 줄"],   "a line below is another"),
    ];
    for (glyphs, expected, why) in cases {
        let page = Page::of(glyphs);
        let lines: Vec<&str> = page.lines.iter().map(line::Line::text).collect();
        assert_eq!(lines, expected, "{why}");
    }
}
