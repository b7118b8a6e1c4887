/// The rows of an embedded table: tab-separated, `N` columns, `#` lines and blank lines left out, the
/// The text of a table of `corpora/tables`, from wherever in the source it is asked for.
macro_rules! text {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/corpora/tables/", $name))
    };
}
pub(crate) use text;

/// first row (the column names) too.
///
/// # Panics
///
/// If a row has another number of columns, naming the table and the line. The tables are part of the
/// program, so that a test of each is enough to rule this out.
pub(crate) fn rows<const N: usize>(name: &str, text: &'static str) -> Vec<[&'static str; N]> {
    let lines = text.lines().enumerate();
    let rows = lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    rows.skip(1)
        .map(|(number, line)| {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            let found = cells.len();
            cells.try_into().unwrap_or_else(|_| {
                panic!("{name}, line {}: {found} columns instead of {N}", number + 1)
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_the_heading_are_no_rows() {
        let table = "# a table\nen\tko\n\nMinister\t상\n# end\nPremier\t수상\n";
        assert_eq!(rows::<2>("titles", table), [["Minister", "상"], ["Premier", "수상"]]);
    }

    #[test]
    #[should_panic(expected = "titles, line 2: 1 columns instead of 2")]
    fn a_short_row_is_named() {
        rows::<2>("titles", "en\tko\nMinister\n");
    }
}
