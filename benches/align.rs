//! Time and memory of alignment by length of document, and the start-up time of the main job.
//!
//! `cargo bench --bench align -- [--sizes 500,2000,8000,32000] [--text SOURCE TARGET] [--encoder none|MODEL]
//! [--threads N] [--runs N]`
//!
//! Each document is aligned in a process of its own, so that the peak is its own. Without `--text` the
//! documents are made of words of the embedded lexicon and their commonest translations, with splits,
//! merges and gaps: enough to measure by, not to judge quality by. CPU seconds and memory are read from
//! Linux's `/proc`; elsewhere they are left out.

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::{Context, Result, ensure};
use daejo::{
    align::{Evidence, cost::Weights, ladder},
    anchor,
    document::Document,
    encoder::Encoder,
    lexicon::Lexicon,
    score::ladders,
    segment::{self, Bitext},
    text::{Language, Tongue},
};

/// What the command line asks for.
struct Wanted {
    sizes: Vec<usize>,
    text: Option<[PathBuf; 2]>,
    encoder: Option<String>,
    threads: usize,
    runs: usize,
    /// This process aligns one document and says what that took.
    child: Option<[PathBuf; 3]>,
    /// This process opens the embedded model and says what that took.
    open: bool,
}

fn main() -> Result<()> {
    let wanted = wanted()?;
    if wanted.open {
        let start = Instant::now();
        let encoder = Encoder::embedded();
        anstream::println!("{:.6} {}", start.elapsed().as_secs_f64(), encoder.size());
        return Ok(());
    }
    if let Some(files) = &wanted.child {
        return measure(files, wanted.encoder.as_deref(), wanted.threads);
    }
    alignment(&wanted)?;
    start_up(wanted.runs)
}

fn wanted() -> Result<Wanted> {
    let mut wanted = Wanted {
        sizes: vec![500, 2_000, 8_000, 32_000],
        text: None,
        encoder: None,
        threads: 1,
        runs: 11,
        child: None,
        open: false,
    };
    let mut arguments = env::args().skip(1);
    while let Some(name) = arguments.next() {
        let mut value = || arguments.next().with_context(|| format!("{name} wants a value"));
        match name.as_str() {
            // Cargo adds this one.
            "--bench" => {}
            "--sizes" => {
                wanted.sizes = value()?.split(',').map(str::parse).collect::<Result<_, _>>()?;
            }
            "--text" => wanted.text = Some([value()?.into(), value()?.into()]),
            "--encoder" => wanted.encoder = Some(value()?),
            "--threads" => wanted.threads = value()?.parse()?,
            "--runs" => wanted.runs = value()?.parse()?,
            "--child" => wanted.child = Some([value()?.into(), value()?.into(), value()?.into()]),
            "--open" => wanted.open = true,
            _ => anyhow::bail!("no option {name}: see the head of benches/align.rs"),
        }
    }
    Ok(wanted)
}

/// Prints a table, one document a row.
fn alignment(wanted: &Wanted) -> Result<()> {
    anstream::println!(
        "segments       | wall s: read anchors encode align  all | CPU s: encoder  runs anchors align  all | peak MB | lax F1"
    );
    let folder = tempfile::tempdir()?;
    let file = |name: &str| folder.path().join(name);
    let no_gold = file("none");
    let sizes = if wanted.text.is_some() { &[0][..] } else { &wanted.sizes };
    for &size in sizes {
        let files = if let Some([source, target]) = &wanted.text {
            let gold = source.with_extension("gold");
            let gold = if gold.exists() { gold } else { no_gold.clone() };
            [source.clone(), target.clone(), gold]
        } else {
            let made = made(size);
            let files = [file("source"), file("target"), file("gold")];
            for (path, text) in files.iter().zip(made) {
                fs::write(path, text)?;
            }
            files
        };
        let mut child = Command::new(env::current_exe()?);
        child.arg("--child").args(&files).args(["--threads", &wanted.threads.to_string()]);
        child.args(wanted.encoder.iter().flat_map(|encoder| ["--encoder", encoder]));
        let done = child.output()?;
        ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        anstream::print!("{}", String::from_utf8_lossy(&done.stdout));
    }
    Ok(())
}

/// Aligns one document and prints a row of the table.
fn measure(files: &[PathBuf; 3], encoder: Option<&str>, threads: usize) -> Result<()> {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global()?;
    let encoder = match encoder {
        Some("none") => None,
        Some(path) => Some(Encoder::open(path)?),
        None => Some(Encoder::embedded()),
    };
    let mut clock = Clock::start();
    let half = |path: &Path, language: Language| -> Result<segment::Half> {
        Ok(segment::presegmented(&Document::read(path, None)?, &language))
    };
    let source = half(&files[0], Language::english())?;
    let target = half(&files[1], Language::korean())?;
    let bitext = Bitext { source, target };
    let read = clock.lap();
    let anchors = anchor::find(&bitext);
    let anchored = clock.lap();
    let evidence = Evidence::new(&bitext, &anchors, encoder.as_ref());
    let encoded = clock.lap();
    let alignment = evidence.align(&Weights::fitted(encoder.is_some()));
    let aligned = clock.lap();
    let peak = peak_mb();
    drop(evidence);
    clock.lap();
    // Encoding once more without what depends on alignment tells the two apart.
    let mut tokens = Lap::default();
    if let Some(encoder) = &encoder {
        for half in [&bitext.source, &bitext.target] {
            let texts: Vec<&str> = half.segments.iter().map(|s| s.text.as_str()).collect();
            drop(std::hint::black_box(encoder.half(&texts)));
        }
        tokens = clock.lap();
    }
    let lax = fs::read_to_string(&files[2]).ok().and_then(|gold| {
        let gold = ladder::read(&files[2], &gold).ok()?;
        let found = alignment.beads.iter();
        let found = found.map(|b| (b.source.clone().collect(), b.target.clone().collect()));
        Some(ladders::score(&[(found.collect(), gold)]).lF)
    });
    let all = [read, anchored, encoded, aligned];
    let wall: f64 = all.iter().map(|lap| lap.wall).sum();
    let cpu: Option<f64> = all.iter().map(|lap| lap.cpu).sum();
    let runs = encoded.cpu.zip(tokens.cpu).map(|(all, tokens)| (all - tokens).max(0.0));
    anstream::println!(
        "{:>6} × {:<6}|        {:>5.2} {:>7.2} {:>6.2} {:>5.2} {:>5.2}|      {} {} {} {} {}| {} | {}",
        bitext.source.segments.len(),
        bitext.target.segments.len(),
        read.wall,
        anchored.wall,
        encoded.wall,
        aligned.wall,
        wall,
        shown(tokens.cpu, 7),
        shown(runs, 6),
        shown(anchored.cpu, 6),
        shown(aligned.cpu, 6),
        shown(cpu, 6),
        peak.map_or("   –".into(), |mb| format!("{mb:>7.0}")),
        lax.map_or("–".into(), |lax| format!("{lax:.4}")),
    );
    Ok(())
}

fn shown(seconds: Option<f64>, width: usize) -> String {
    seconds.map_or(format!("{:>width$}", "–"), |seconds| format!("{seconds:>width$.2}"))
}

/// Prints how long the whole check of the note takes, and opening the embedded model.
fn start_up(runs: usize) -> Result<()> {
    let note = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/polish-note-1957/note.txt");
    let before = seconds_of_children();
    let mut walls = Vec::new();
    for _ in 0..runs {
        let start = Instant::now();
        let done = Command::new(env!("CARGO_BIN_EXE_daejo")).arg("check").arg(&note).output()?;
        walls.push(start.elapsed().as_secs_f64());
        ensure!(done.status.code().is_some_and(|code| code < 2), "the check failed");
    }
    let cpu = before.zip(seconds_of_children()).map(|(before, now)| (now - before) / runs as f64);
    let mut opened = Vec::new();
    for _ in 0..runs {
        let done = Command::new(env::current_exe()?).arg("--open").output()?;
        let said = String::from_utf8(done.stdout)?;
        opened.push(said.split(' ').next().unwrap_or_default().parse::<f64>()?);
    }
    anstream::println!(
        "check of the note, median of {runs}: {:.3} s wall,{} s CPU; opening the embedded model: {:.1} ms",
        median(&mut walls),
        shown(cpu, 6),
        median(&mut opened) * 1e3,
    );
    Ok(())
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

#[derive(Debug, Clone, Copy, Default)]
struct Lap {
    wall: f64,
    cpu: Option<f64>,
}

struct Clock {
    wall: Instant,
    cpu: Option<f64>,
}

impl Clock {
    fn start() -> Self {
        Self { wall: Instant::now(), cpu: seconds_of_this() }
    }

    /// What went by since the last lap.
    fn lap(&mut self) -> Lap {
        let now = Self::start();
        let lap = Lap {
            wall: (now.wall - self.wall).as_secs_f64(),
            cpu: now.cpu.zip(self.cpu).map(|(now, before)| now - before),
        };
        *self = now;
        lap
    }
}

/// User and system seconds of this process, all threads.
fn seconds_of_this() -> Option<f64> {
    Some(stat(14)? + stat(15)?)
}

/// The same of its children that have ended.
fn seconds_of_children() -> Option<f64> {
    Some(stat(16)? + stat(17)?)
}

/// A field of `/proc/self/stat` that counts hundredths of seconds, numbered from 1 as in proc(5).
fn stat(number: usize) -> Option<f64> {
    let text = fs::read_to_string("/proc/self/stat").ok()?;
    // The second field, a name in brackets, may hold spaces.
    let rest = text.rsplit_once(')')?.1;
    rest.split_whitespace().nth(number - 3)?.parse::<f64>().ok().map(|ticks| ticks / 100.0)
}

/// The most memory this process ever had.
fn peak_mb() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}

/// A document of `size` source segments: source, target and gold ladder.
fn made(size: usize) -> [String; 3] {
    let lexicon = Lexicon::embedded();
    let words: Vec<(String, String)> = lexicon
        .known(Tongue::English)
        .into_iter()
        .filter_map(|word| {
            let korean = lexicon.translations(&word, Tongue::English).into_iter().next()?;
            (korean.1 > 0.1).then_some((word, korean.0))
        })
        .collect();
    let mut random = Random(1);
    let [mut source, mut target, mut gold] = [const { String::new() }; 3];
    let (mut i, mut j) = (0, 0);
    while i < size {
        let (s, t) = match random.below(100) {
            0..2 => (1, 0),
            2..4 => (0, 1),
            4..10 if i + 1 < size => (2, 1),
            10..16 => (1, 2),
            _ => (1, 1),
        };
        let length = 6 + random.below(20);
        // The square of an even share prefers the first words of a list in no special order: some
        // words are common, most are rare.
        let pick = |random: &mut Random| {
            let share = random.below(10_000) as f64 / 10_000.0;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let at = (share * share * words.len() as f64) as usize;
            &words[(at * 7_919) % words.len()]
        };
        let passage: Vec<_> = (0..length).map(|_| pick(&mut random)).collect();
        let english: Vec<&str> = passage.iter().map(|pair| pair.0.as_str()).collect();
        let korean: Vec<&str> = passage.iter().map(|pair| pair.1.as_str()).collect();
        write_sentences(&mut source, &english, s);
        write_sentences(&mut target, &korean, t);
        let list = |from: usize, count: usize| {
            let numbers: Vec<String> = (from..from + count).map(|n| n.to_string()).collect();
            numbers.join(", ")
        };
        let _ = writeln!(gold, "[{}]:[{}]", list(i, s), list(j, t));
        (i, j) = (i + s, j + t);
    }
    [source, target, gold]
}

/// Writes the words as so many sentences, a line each.
fn write_sentences(text: &mut String, words: &[&str], count: usize) {
    let length = words.len().div_ceil(count.max(1));
    for sentence in words.chunks(length).take(count) {
        *text += &sentence.join(" ");
        *text += ".\n";
    }
}

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = (self.0 >> 33) as usize;
        high % limit
    }
}
