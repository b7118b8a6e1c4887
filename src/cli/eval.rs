//! `daejo eval`: how well an alignment or findings agree with what people found.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};

use super::{
    Outcome,
    options::{Level, share},
    session::Session,
};
use crate::{
    Error,
    align::ladder,
    rule::Severity,
    score::{Bin, findings, ladders},
};

/// Score alignments or findings against gold
///
/// HYP and GOLD are two ladders, or a report of `check --format json` and a table of divergences. Several
/// pairs are scored as one. Where HYP is a folder, GOLD is one with the gold of each file in it under the
/// same name (NAME.tsv for NAME.json, NAME.gold for others), or one table whose column doc has these names.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A hypothesis and its gold, and so on
    #[arg(value_name = "HYP GOLD", required_unless_present = "hyp")]
    pairs: Vec<PathBuf>,

    /// The hypotheses, if they are not given in pairs
    #[arg(long, num_args = 1.., value_name = "HYP", conflicts_with = "pairs", requires = "gold")]
    hyp: Vec<PathBuf>,

    /// The gold of each hypothesis
    #[arg(long, num_args = 1.., value_name = "GOLD", requires = "hyp")]
    gold: Vec<PathBuf>,

    /// Format of the figures
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Findings: leave out those with less confidence
    #[arg(long, value_name = "C", value_parser = share, default_value = "0")]
    min_confidence: f64,

    /// Findings: leave out those of less severity
    #[arg(long, value_name = "SEVERITY", default_value = "minor")]
    min_severity: Level,

    /// Findings: leave out what begins after source segment N
    #[arg(long, value_name = "N")]
    source_upto: Option<usize>,

    /// Findings: leave out what begins after target segment N
    #[arg(long, value_name = "N")]
    target_upto: Option<usize>,

    /// Findings: ask also for the rows on which readers differ
    #[arg(long)]
    arguable: bool,

    /// Findings: list the rows missed and the findings that match nothing
    #[arg(long)]
    list: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Figures for people
    Text,
    /// One object
    Json,
}

pub(super) fn run(session: &Session, arguments: &Arguments) -> Result<Outcome> {
    let mut pairs = Vec::new();
    for (hypothesis, gold) in self::pairs(arguments)? {
        expand(hypothesis, gold, &mut pairs)?;
    }
    let mut texts = Vec::new();
    for (hypothesis, gold) in &pairs {
        texts.push((read(hypothesis)?, read(gold)?));
    }
    let reports = texts.iter().filter(|(text, _)| is_report(text)).count();
    let data = if reports == 0 {
        let mut ladders = Vec::new();
        for ((hypothesis, gold), (left, right)) in pairs.iter().zip(&texts) {
            ladders.push((ladder::read(hypothesis, left)?, ladder::read(gold, right)?));
        }
        score_ladders(&ladders::score(&ladders), arguments.format)?
    } else if reports < pairs.len() {
        bail!("reports of findings and ladders are scored apart: give pairs of one kind")
    } else {
        let mut documents = Vec::new();
        for ((hypothesis, gold), (report, table)) in pairs.iter().zip(&texts) {
            let mut rows = findings::read_gold(gold, table)?;
            let stem = hypothesis.file_stem().and_then(|stem| stem.to_str());
            // A table of several documents has the rows of all of them.
            rows.retain(|row| row.document.is_none() || row.document.as_deref() == stem);
            documents.push((findings::read_report(hypothesis, report)?, rows));
        }
        score_findings(&documents, arguments)?
    };
    session.deliver(&data)?;
    Ok(Outcome::Clean)
}

/// A folder becomes the files in it, each with its gold; a file stays what it is.
fn expand(hypothesis: PathBuf, gold: PathBuf, pairs: &mut Vec<(PathBuf, PathBuf)>) -> Result<()> {
    if !hypothesis.is_dir() {
        pairs.push((hypothesis, gold));
        return Ok(());
    }
    let path = || hypothesis.clone();
    let entries =
        fs::read_dir(&hypothesis).map_err(|source| Error::Read { path: path(), source })?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()).filter(|path| path.is_file()))
        .collect();
    // The system lists files in any order.
    files.sort();
    let before = pairs.len();
    for file in files {
        let extension = file.extension().and_then(|extension| extension.to_str());
        let ending = match extension {
            Some("json") => "tsv",
            Some("gold" | "tsv" | "txt") => continue,
            _ => "gold",
        };
        let of_file = match file.file_name() {
            Some(name) if gold.is_dir() => gold.join(Path::new(name).with_extension(ending)),
            _ => gold.clone(),
        };
        pairs.push((file, of_file));
    }
    if pairs.len() == before {
        bail!("{} holds no report (.json) and no ladder", hypothesis.display());
    }
    Ok(())
}

fn pairs(arguments: &Arguments) -> Result<Vec<(PathBuf, PathBuf)>> {
    let Arguments { pairs, hyp, gold, .. } = arguments;
    if !hyp.is_empty() {
        if hyp.len() != gold.len() {
            bail!("{} hypotheses and {} gold files: give one for each", hyp.len(), gold.len());
        }
        return Ok(hyp.iter().cloned().zip(gold.iter().cloned()).collect());
    }
    if !pairs.len().is_multiple_of(2) {
        let last = pairs.last().map(|path| path.display().to_string()).unwrap_or_default();
        bail!("no gold for {last}: give a hypothesis and its gold, in this order");
    }
    Ok(pairs.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect())
}

/// An empty file is read here: it is a ladder without beads.
fn read(path: &Path) -> crate::Result<String> {
    let path = path.to_owned();
    if path.is_dir() {
        return Err(Error::Directory { path });
    }
    fs::read_to_string(&path).map_err(|source| Error::Read { path, source })
}

fn is_report(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim_start().starts_with('{')
}

fn score_ladders(score: &ladders::Score, format: Format) -> Result<String> {
    if format == Format::Json {
        return Ok(serde_json::to_string(score)? + "\n");
    }
    let mut page = String::from("                       precision  recall      F1\n");
    #[rustfmt::skip]
    let rows = [
        ("strict",                score.sP,    score.sR,    score.sF),
        ("lax",                   score.lP,    score.lR,    score.lF),
        ("strict, without gaps",  score.sPn,   score.sR,    score.sFn),
        ("lax, without gaps",     score.lPn,   score.lR,    score.lFn),
        ("segments in gaps",      score.nullP, score.nullR, score.nullF),
        ("by gold bead",          score.vP,    score.vR,    score.vF),
    ];
    for (name, precision, recall, f1) in rows {
        writeln!(page, "{name:<21}     {precision:.4}  {recall:.4}  {f1:.4}")?;
    }
    let ladders::Score { beads, gold, goldnull, pure, cov, .. } = score;
    writeln!(
        page,
        "{beads} beads, {gold} in gold and {goldnull} segments in gaps there; \
         {pure:.4} of the beads lie in one of gold's, with {cov:.4} of the segments"
    )?;
    Ok(page)
}

fn score_findings(
    documents: &[(Vec<findings::Reported>, Vec<findings::GoldRow>)],
    arguments: &Arguments,
) -> Result<String> {
    let limits = findings::Limits {
        min_confidence: arguments.min_confidence,
        min_severity: Severity::from(arguments.min_severity),
        source_upto: arguments.source_upto,
        target_upto: arguments.target_upto,
        arguable: arguments.arguable,
    };
    let documents: Vec<_> =
        documents.iter().map(|(report, table)| (report.as_slice(), table.as_slice())).collect();
    let score = findings::score_all(&documents, &limits);
    if arguments.format == Format::Json {
        return Ok(serde_json::to_string(&score)? + "\n");
    }
    let mut page = format!(
        "findings {}  right {}  precision {:.3}\n",
        score.findings, score.right, score.precision
    );
    for name in ["all", "minor", "major", "critical"] {
        let recall = score.recall[name];
        if let Some(share) = recall.share {
            writeln!(page, "recall {name:<9} {}/{} = {share:.3}", recall.found, recall.of)?;
        }
    }
    if !score.rules.is_empty() {
        page += "\nrule               right/findings  precision  rows found  calibration error\n";
    }
    let rules = score.rules.iter().map(|(name, rule)| (name.as_str(), rule));
    let severities = score.severities.iter().map(|(name, severity)| (*name, severity));
    for (name, rule) in rules.chain(severities) {
        let findings::Precision { right, findings, precision, rows, calibration } = rule;
        let error = calibration.error.unwrap_or_default();
        writeln!(
            page,
            "{name:<18} {right:>7}/{findings:<8} {precision:>9.3} {rows:>11} {error:>18.3}"
        )?;
    }
    if let Some(error) = score.calibration.error {
        page += "\nconfidence  findings   said  right\n";
        for Bin { from, to, findings, confidence, right } in &score.calibration.bins {
            writeln!(page, "{from:.1}–{to:.1}     {findings:>8}  {confidence:.3}  {right:.3}")?;
        }
        let brier = score.calibration.brier.unwrap_or_default();
        writeln!(page, "expected calibration error {error:.3}, Brier score {brier:.3}")?;
    }
    if !score.categories.is_empty() {
        page += "\ncategory of gold                 found/rows\n";
    }
    for (name, findings::Recall { of, found, .. }) in &score.categories {
        writeln!(page, "{name:<32} {found:>5}/{of}")?;
    }
    if arguments.list {
        page.push('\n');
        for row in &score.missed {
            let findings::GoldRow { id, bead, source_words, target_words, .. } = row;
            let severity = Level::name(row.severity);
            writeln!(page, "missed {id} {severity} {bead} | {source_words} | {target_words}")?;
        }
        for finding in &score.wrong {
            let side = |side: &Option<findings::Words>| {
                side.as_ref().map_or_else(String::new, |w| format!("{:?} {}", w.segments, w.text))
            };
            let findings::Reported { rule, severity, confidence, source, target, .. } = finding;
            let severity = Level::name(*severity);
            let (source, target) = (side(source), side(target));
            writeln!(
                page,
                "matches nothing {rule} {severity} {confidence:.2} | {source} | {target}"
            )?;
        }
    }
    Ok(page)
}
