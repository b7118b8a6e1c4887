use super::{Piece, Pieces, Rank, Run};
use crate::{
    report::{Compared, Style, Verdict, counted, layout, tally, text},
    text::{Shown, printable},
};

pub(super) fn pieces(compared: &Compared<'_>, verdict: &Verdict<'_>, style: Style) -> Pieces {
    let groups = text::groups(compared, verdict, style);
    let findings = groups.into_iter().map(|group| {
        let first = &verdict.findings[group.first];
        Piece {
            rank: Rank { severity: first.severity, confidence: first.confidence },
            text: group.text,
            group: Some((group.group, group.place, group.again)),
            count: group.count,
        }
    });
    let gone = verdict.comparison.map(|comparison| comparison.gone.as_slice()).unwrap_or_default();
    let path = Shown(&compared.input.source.path);
    let mut tail = String::new();
    if !gone.is_empty() {
        tail = format!("gone since the baseline in {path}:\n");
        tail.extend(gone.iter().map(|entry| text::gone(entry, style)));
        tail.push('\n');
    }
    Pieces { findings: findings.collect(), tail, ..Pieces::default() }
}

pub(super) fn closing(run: &Run<'_>, style: Style) -> String {
    let wrapped =
        |line: &str| layout::wrap(line, style.width.saturating_sub(2)).join("\n  ") + "\n";
    let mut page = String::new();
    let rows: Vec<(String, [usize; 3])> = run
        .rows
        .iter()
        .filter(|row| row.error.is_none())
        .map(|row| {
            let rules = row.tally.rules();
            let counts = rules.iter().fold([0; 3], |mut all, (_, counts)| {
                all.iter_mut().zip(counts).for_each(|(all, count)| *all += count);
                all
            });
            (row.label(), counts)
        })
        .collect();
    if !rows.is_empty() {
        page += &tally::table("document", &rows, style);
        page.push('\n');
    }
    for row in run.rows {
        if let Some(error) = &row.error {
            page += &wrapped(&format!("not compared: {error}"));
        }
    }
    for line in run.left_aside() {
        page += &wrapped(&printable(&line));
    }
    for row in run.rows {
        for line in &row.left_out {
            // In a document of one file the line does not name it.
            let line = if row.target_path.is_some() {
                line.clone()
            } else {
                format!("{}: {line}", printable(&row.path))
            };
            page += &wrapped(&line);
        }
    }
    if !page.is_empty() && !page.ends_with("\n\n") {
        page.push('\n');
    }
    for term in run.terms {
        let renderings = term.renderings.iter().map(|rendering| {
            let documents = counted(rendering.documents.len(), "document");
            format!(
                "{} ({} in {documents}, first at {})",
                rendering.target,
                rendering.count,
                printable(&rendering.first)
            )
        });
        let renderings: Vec<String> = renderings.collect();
        page += &wrapped(&format!("“{}” is rendered {}", term.source, renderings.join("; ")));
    }
    if !run.terms.is_empty() {
        page.push('\n');
    }
    let tally = run.tally();
    let table = tally.table(style);
    if !table.is_empty() {
        page += &(table + "\n");
    }
    for line in totals(run, &tally) {
        page += &wrapped(&line);
    }
    page
}

fn totals(run: &Run<'_>, tally: &tally::Tally) -> Vec<String> {
    let compared = run.rows.len() - run.failed();
    let with = run.sum(|row| usize::from(row.tally.all() > 0));
    let new = if run.is_compared { "new or changed " } else { "" };
    let mut first = if tally.all() == 0 {
        format!("no {new}findings in {}", counted(compared, "document"))
    } else {
        let findings = counted(tally.all(), &format!("{new}finding"));
        let kinds = if run.kinds > 0 && run.kinds + run.more < tally.all() {
            format!(", {} of them different,", run.kinds)
        } else {
            String::new()
        };
        let documents = format!("{with} of {}", counted(compared, "document"));
        format!("{findings}{kinds} in {documents}: {}", tally.words())
    };
    for (count, what) in [
        (run.more, "more found than --max shows"),
        (run.sum(|row| row.known), "known from the baseline"),
        (run.sum(|row| row.gone), "gone since then"),
        (run.sum(|row| row.ignored), "ignored as the settings say"),
        (run.sum(|row| row.hidden), "more, at least, below the confidence or severity asked for"),
    ] {
        if count > 0 {
            first += &format!("; {count} {what}");
        }
    }
    let mut lines = vec![first];
    if compared > 0 {
        let [source, target] = [0, 1].map(|side| run.sum(|row| row.segments[side]));
        let [beads, gaps] = [0, 1].map(|at| run.sum(|row| row.beads[at]));
        let mut size = format!("{source} and {target} segments in {}", counted(beads, "bead"));
        if gaps > 0 {
            size += &format!(", {} without a counterpart", counted(gaps, "bead"));
        }
        lines.push(size);
    }
    if run.failed() > 0 {
        lines.push(format!("{} could not be compared", counted(run.failed(), "document")));
    }
    lines
}
