//! JSON lines: an object a line, two fields of which are an original and its translation. Fields inside others are
//! named with a point: `translation.ko`.

use super::{
    Extract, Path, UnitFault, Wanted,
    json::{self, Json, Said},
    table,
};
use crate::{
    document::unit::{Unit, UnitText},
    text::Span,
};

/// Reads all lines.
pub(super) fn read(
    file: &str,
    extract: &mut Extract<'_>,
    wanted: &Wanted<'_>,
) -> Result<Vec<Unit>, UnitFault> {
    let mut units = Vec::new();
    let mut reader = Json::new(file);
    let mut names: Option<[String; 2]> = None;
    loop {
        reader.blanks();
        if reader.at >= file.len() {
            return Ok(units);
        }
        let at = reader.at;
        let mut fields: Vec<(String, Span)> = Vec::new();
        reader.value(&mut Path::default(), &mut |path, said| {
            if let Said::String(span) = said {
                fields.push((path.id(), span));
            }
            Ok(())
        })?;
        if names.is_none() {
            let heads: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
            // Fields inside others are called by their last name too.
            let last: Vec<&str> =
                heads.iter().map(|name| name.rsplit('.').next().unwrap_or(name)).collect();
            let found = table::columns(&heads, wanted).or_else(|_| table::columns(&last, wanted));
            let ([source, target], _) =
                found.map_err(|problem| UnitFault::new(at, table::no_columns(&problem, &heads)))?;
            names = Some([source, target].map(|column| heads[column].to_owned()));
        }
        let Some(names) = &names else { continue };
        let number = units.len() + 1;
        let field = |name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, span)| *span);
        let id = field("id").or_else(|| field("key")).map(|span| span.of(file).to_owned());
        let id = id.unwrap_or_else(|| format!("line {number}"));
        let mut sides: [UnitText; 2] = Default::default();
        let mut found: Vec<(usize, Option<Span>)> =
            names.iter().map(|name| field(name)).enumerate().collect();
        found.sort_by_key(|(_, span)| span.map_or(0, |span| span.start));
        for (side, span) in found {
            let draft = extract.begin(span.map_or(at, |span| span.start));
            if let Some(span) = span {
                json::copy(file, extract, span);
            }
            sides[side] = extract.end(draft);
        }
        let [source, target] = sides;
        units.push(table::unit(extract, id, source, target));
    }
}
