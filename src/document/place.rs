//! Places in files that are no text: what a reader would follow to find a passage, in the words of the program that
//! shows it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where something stands in a file whose bytes nobody reads. What does not apply is none; all numbers are from 1.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// A stretch of the file with a name of its own: a file inside it, `header`, `text box`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Box<str>>,
    /// The page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<u32>,
    /// The slide.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slide: Option<u32>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<Box<str>>,
    /// The table, counted through the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<u32>,
    /// Its row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<u32>,
    /// The cell of the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<u32>,
    /// The foot- or endnote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<u32>,
    /// The paragraph: of the page, slide, cell, note or part if there is one, else of the body. Empty
    /// ones are not counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paragraph: Option<u32>,
    /// The line of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// The unit of translation, by its id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<Box<str>>,
}

impl Place {
    /// What is told of the place, the largest first: a name (`page`, `table` …) and its number or name.
    pub fn steps(&self) -> impl Iterator<Item = (&'static str, String)> {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let name = |name: &Option<Box<str>>| name.as_deref().map(str::to_owned);
        [
            ("part", name(&self.part)),
            ("page", number(self.page)),
            ("slide", number(self.slide)),
            ("sheet", name(&self.sheet)),
            ("table", number(self.table)),
            ("row", number(self.row)),
            ("cell", number(self.cell)),
            ("note", number(self.note)),
            ("paragraph", number(self.paragraph)),
            ("line", number(self.line)),
            ("unit", name(&self.unit)),
        ]
        .into_iter()
        .filter_map(|(key, value)| Some((key, value?)))
    }
}

/// `page 3, paragraph 14`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (key, value)) in self.steps().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            if key != "part" {
                write!(f, "{key} ")?;
            }
            f.write_str(&value)?;
        }
        Ok(())
    }
}

/// Where a stretch of a document's text begins, and what stands there in the file; it reaches to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Landmark {
    /// Byte offset in the document's text.
    pub start: usize,
    /// The place in the file.
    pub place: Place,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_from_the_largest_to_the_smallest() {
        let paragraph = |number| Place { paragraph: Some(number), ..Place::default() };
        let cell = Place { table: Some(2), row: Some(3), cell: Some(1), ..Place::default() };
        let unit = Place { unit: Some("menu.open".into()), ..Place::default() };
        #[rustfmt::skip]
        let cases = [
            (Place { page: Some(3), ..paragraph(14) },                      "page 3, paragraph 14"),
            (cell,                                                          "table 2, row 3, cell 1"),
            (Place { part: Some("header".into()), ..paragraph(1) },         "header, paragraph 1"),
            (unit,                                                          "unit menu.open"),
        ];
        for (place, expected) in cases {
            assert_eq!(place.to_string(), expected);
        }
    }

    #[test]
    fn programs_get_what_applies_and_nothing_else() {
        let place = Place { page: Some(3), paragraph: Some(14), ..Place::default() };
        let json = serde_json::to_string(&place).expect("data");
        assert_eq!(json, r#"{"page":3,"paragraph":14}"#);
        assert_eq!(serde_json::from_str::<Place>(&json).expect("what was written"), place);
    }
}
