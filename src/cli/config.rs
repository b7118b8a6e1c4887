//! The settings file, `daejo.toml`. What the command line says comes before what it says.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, anyhow, bail};
use serde::Deserialize;
use toml::Spanned;

use super::{
    explain,
    nearest::nearest,
    options::{FailOn, Level},
    relative::{above, relative},
};
use crate::{
    corpus,
    judge::ignore::{self, Glob},
    pattern::{Draft, Pattern},
    rule::Severity,
    text::Language,
};

/// What the file is called where nobody names one.
const FILE: &str = "daejo.toml";

/// The settings, each of them optional.
#[derive(Debug, Default)]
pub(super) struct Config {
    /// The file they were read from.
    path: PathBuf,
    /// Whether the command line says that there is none.
    is_refused: bool,
    pub(super) source_lang: Option<Language>,
    pub(super) target_lang: Option<Language>,
    pub(super) encoding: Option<String>,
    /// A model file, or `none`.
    pub(super) encoder: Option<String>,
    pub(super) fail_on: Option<FailOn>,
    pub(super) min_confidence: Option<f64>,
    pub(super) min_severity: Option<Level>,
    pub(super) baseline: Option<PathBuf>,
    /// Terms and their renderings.
    pub(super) glossaries: Vec<PathBuf>,
    /// Names and their confirmed spellings.
    pub(super) authority: Option<PathBuf>,
    rules: BTreeMap<String, Setting>,
    paths: Vec<(Vec<Glob>, BTreeMap<String, Setting>)>,
    pub(super) ignore: Vec<ignore::Ignore>,
    /// The line of each entry of `ignore`.
    ignore_lines: Vec<usize>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) corpus: corpus::Settings,
}

/// What is made of the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Setting {
    Off,
    On,
    Minor,
    Major,
    Critical,
}

impl Setting {
    /// Whether its findings are wanted.
    pub(super) fn is_on(self) -> bool {
        self != Self::Off
    }

    /// The severity its findings get, if another than the rule gives them.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Off | Self::On => None,
            Self::Minor => Some(Severity::Minor),
            Self::Major => Some(Severity::Major),
            Self::Critical => Some(Severity::Critical),
        }
    }
}

/// Names as they stand in the file, with what is to be made of them.
type Rules = BTreeMap<Spanned<String>, Setting>;

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    source_lang: Option<Language>,
    target_lang: Option<Language>,
    encoding: Option<String>,
    encoder: Option<String>,
    fail_on: Option<FailOn>,
    min_confidence: Option<Spanned<f64>>,
    min_severity: Option<Level>,
    baseline: Option<PathBuf>,
    #[serde(default)]
    glossaries: Vec<PathBuf>,
    authority: Option<PathBuf>,
    #[serde(default)]
    rules: Rules,
    #[serde(default)]
    paths: Vec<Files>,
    #[serde(default)]
    ignore: Vec<Spanned<Ignore>>,
    #[serde(default)]
    patterns: Vec<Spanned<PathBuf>>,
    #[serde(default)]
    pattern: Vec<Draft>,
    corpus: Option<Spanned<corpus::Settings>>,
}

/// What is different for some files.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Files {
    files: Vec<Spanned<String>>,
    rules: Rules,
}

/// What is to be ignored.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ignore {
    id: Option<String>,
    group: Option<String>,
    rule: Option<Spanned<String>>,
    path: Option<Spanned<String>>,
    reason: Option<String>,
    #[expect(dead_code, reason = "for people who read the file")]
    date: Option<toml::Value>,
    #[expect(dead_code, reason = "for people who read the file")]
    author: Option<String>,
}

/// A file of patterns alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternFile {
    #[serde(default)]
    pattern: Vec<Draft>,
}

/// A text with its path, for messages that name file and line.
struct Source<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Source<'_> {
    fn line(&self, offset: usize) -> usize {
        self.text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count() + 1
    }

    fn fault(&self, offset: usize, problem: impl std::fmt::Display) -> anyhow::Error {
        anyhow!("{}, line {}: {problem}", self.path.display(), self.line(offset))
    }

    /// Reads TOML; a word that is none is answered with one that is.
    fn parse<T: serde::de::DeserializeOwned>(&self) -> anyhow::Result<T> {
        toml::from_str(self.text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            let message = error.message();
            let mut words = message.split('`').skip(1).step_by(2);
            let unknown = words.next().filter(|_| message.starts_with("unknown "));
            let meant = unknown.and_then(|word| Some((word, nearest(word, words)?)));
            match meant {
                Some((word, meant)) => {
                    let kind =
                        if message.starts_with("unknown field") { "field" } else { "variant" };
                    self.fault(offset, format!("unknown {kind} `{word}`: did you mean `{meant}`?"))
                }
                None => self.fault(offset, message),
            }
        })
    }

    fn compile(&self, drafts: &[Draft], patterns: &mut Vec<Pattern>) -> anyhow::Result<()> {
        for draft in drafts {
            let pattern =
                draft.compile().map_err(|fault| self.fault(fault.offset, fault.problem))?;
            if patterns.iter().any(|other| other.rule == pattern.rule) {
                let problem = format!("there are two patterns called {}", pattern.rule);
                return Err(self.fault(draft.offset(), problem));
            }
            patterns.push(pattern);
        }
        Ok(())
    }

    fn glob(&self, pattern: &Spanned<String>) -> anyhow::Result<Glob> {
        let glob = Glob::new(pattern.as_ref());
        glob.ok_or_else(|| self.fault(pattern.span().start, "an empty path: name a file or *"))
    }
}

impl Config {
    /// Reads the file that is named, or the one in `folder` or above it; none if there is none, or if
    /// `none` is named.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or with the line that holds what is no setting.
    pub(super) fn find(named: Option<&Path>, folder: &Path) -> anyhow::Result<Self> {
        match named {
            Some(path) if path == Path::new("none") => {
                Ok(Self { is_refused: true, ..Self::default() })
            }
            Some(path) => Self::read(path),
            None => above(folder, FILE).map_or_else(
                || Ok(Self::default()),
                |path| {
                    // As short as the user would name it.
                    Self::read(path.strip_prefix(folder).unwrap_or(&path))
                },
            ),
        }
    }

    /// The file that settings are added to: the one they were read from, or a new one here.
    ///
    /// # Errors
    ///
    /// If the command line says that there is none.
    pub(super) fn file_to_write(&self) -> anyhow::Result<PathBuf> {
        if self.is_refused {
            bail!("--config none: name the settings file to write to, or leave the option out");
        }
        Ok(if self.path.as_os_str().is_empty() { PathBuf::from(FILE) } else { self.path.clone() })
    }

    /// Refuses a text that is no settings file at `path`.
    ///
    /// # Errors
    ///
    /// With the line that holds what is no setting.
    pub(super) fn verify(path: &Path, text: &str) -> anyhow::Result<()> {
        Self::parse(path, text, text_of).map(drop)
    }

    fn read(path: &Path) -> anyhow::Result<Self> {
        Self::parse(path, &text_of(path)?, text_of)
    }

    fn parse(
        path: &Path,
        text: &str,
        other: impl Fn(&Path) -> anyhow::Result<String>,
    ) -> anyhow::Result<Self> {
        let source = Source { path, text };
        let written: Written = source.parse()?;
        let mut patterns = Vec::new();
        source.compile(&written.pattern, &mut patterns)?;
        let beside = |name: &Path| path.parent().unwrap_or(Path::new("")).join(name);
        for name in &written.patterns {
            let file = beside(name.as_ref());
            let text = other(&file)
                .map_err(|error| source.fault(name.span().start, format!("{error:#}")))?;
            let source = Source { path: &file, text: &text };
            let drafts: PatternFile = source.parse()?;
            source.compile(&drafts.pattern, &mut patterns)?;
        }
        let mut config = Self {
            path: path.to_owned(),
            source_lang: written.source_lang,
            target_lang: written.target_lang,
            encoding: written.encoding,
            encoder: written.encoder.map(|encoder| match encoder.as_str() {
                "none" => encoder,
                path => beside(Path::new(path)).to_string_lossy().into_owned(),
            }),
            fail_on: written.fail_on,
            min_confidence: None,
            min_severity: written.min_severity,
            baseline: written.baseline.as_deref().map(beside),
            glossaries: written.glossaries.iter().map(|path| beside(path)).collect(),
            authority: written.authority.as_deref().map(beside),
            patterns,
            ..Self::default()
        };
        if let Some(confidence) = &written.min_confidence {
            if !(0.0..=1.0).contains(confidence.as_ref()) {
                let problem = "min-confidence is a number from 0 to 1";
                return Err(source.fault(confidence.span().start, problem));
            }
            config.min_confidence = Some(*confidence.as_ref());
        }
        if let Some(corpus) = written.corpus {
            let at = corpus.span().start;
            let rules = corpus.as_ref().finding_rules.iter();
            let unknown = rules.map(|rule| config.require(rule)).find_map(Result::err);
            unknown.map_or(Ok(()), |error| Err(source.fault(at, error)))?;
            corpus.as_ref().verify().map_err(|problem| source.fault(at, problem))?;
            config.corpus = corpus.into_inner();
        }
        config.rules = config.known(&source, &written.rules)?;
        for files in &written.paths {
            let globs: anyhow::Result<Vec<Glob>> =
                files.files.iter().map(|glob| source.glob(glob)).collect();
            let rules = config.known(&source, &files.rules)?;
            config.paths.push((globs?, rules));
        }
        for entry in written.ignore {
            let at = entry.span().start;
            config.ignore_lines.push(source.line(at));
            let Ignore { id, group, rule, path, reason, .. } = entry.into_inner();
            if id.is_none() && group.is_none() && rule.is_none() && path.is_none() {
                let problem =
                    "this entry ignores nothing: give it an id, a group, a rule or a path";
                return Err(source.fault(at, problem));
            }
            let Some(reason) = reason.filter(|reason| !reason.trim().is_empty()) else {
                let problem = "this entry gives no reason: add reason = \"…\", so that the next reader \
                               knows whether it still holds";
                return Err(source.fault(at, problem));
            };
            if let Some(rule) = &rule {
                config.require(rule.as_ref()).map_err(|e| source.fault(rule.span().start, e))?;
            }
            let path = path.as_ref().map(|path| source.glob(path)).transpose()?;
            let rule = rule.map(Spanned::into_inner);
            config.ignore.push(ignore::Ignore { id, group, rule, path, reason });
        }
        Ok(config)
    }

    /// The settings of rules, if there are rules of these names.
    fn known(
        &self,
        source: &Source<'_>,
        rules: &Rules,
    ) -> anyhow::Result<BTreeMap<String, Setting>> {
        let settings = rules.iter().map(|(name, setting)| {
            self.require(name.as_ref()).map_err(|e| source.fault(name.span().start, e))?;
            Ok((name.as_ref().clone(), *setting))
        });
        settings.collect()
    }

    /// The names of all rules, those that users wrote last.
    fn names(&self) -> impl Iterator<Item = &str> {
        let own = self.patterns.iter().map(|pattern| pattern.rule.as_str());
        explain::all().map(|rule| rule.name).chain(own)
    }

    /// Refuses a name that no rule has.
    ///
    /// # Errors
    ///
    /// With the name that may have been meant.
    pub(super) fn require(&self, name: &str) -> anyhow::Result<()> {
        if self.names().any(|other| other == name) {
            return Ok(());
        }
        let hint = nearest(name, self.names());
        let hint = hint.map(|rule| format!(": did you mean {rule:?}?")).unwrap_or_default();
        bail!("there is no rule {name:?}{hint}")
    }

    /// A document's path as patterns in the file are compared with it.
    pub(super) fn path_of(&self, document: &Path) -> String {
        relative(document, self.path.parent().unwrap_or(Path::new("")))
    }

    /// All that decides what a check finds, as one text.
    pub(super) fn checking(&self) -> String {
        let Self { min_confidence, min_severity, rules, paths, ignore, patterns, .. } = self;
        format!("{min_confidence:?} {min_severity:?} {rules:?} {paths:?} {ignore:?} {patterns:?}")
    }

    /// What the file says of a rule on the document at `path`; the last of the `paths` that fit decides.
    pub(super) fn rule(&self, name: &str, path: &str) -> Option<Setting> {
        let of_path = self.paths.iter().rev().find_map(|(globs, rules)| {
            rules.get(name).filter(|_| globs.iter().any(|glob| glob.matches(path)))
        });
        of_path.or_else(|| self.rules.get(name)).copied()
    }

    /// Where an entry of `ignore` stands: file and line.
    pub(super) fn ignore_place(&self, index: usize) -> String {
        let line = self.ignore_lines.get(index).copied().unwrap_or_default();
        format!("{}, line {line}", self.path.display())
    }

    /// The patterns of a file of patterns or settings.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or with the line that holds what is no pattern.
    pub(super) fn patterns_of(path: &Path) -> anyhow::Result<Vec<Pattern>> {
        let text = text_of(path)?;
        let source = Source { path, text: &text };
        match source.parse::<PatternFile>() {
            Ok(file) => {
                let mut patterns = Vec::new();
                source.compile(&file.pattern, &mut patterns)?;
                Ok(patterns)
            }
            // A file of settings has patterns among other things.
            Err(error) => match source.parse::<Written>() {
                Ok(_) => Ok(Self::read(path)?.patterns),
                Err(_) => Err(error),
            },
        }
    }
}

fn text_of(path: &Path) -> anyhow::Result<String> {
    fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> anyhow::Result<Config> {
        Config::parse(Path::new("daejo.toml"), text, |path| match path.to_str() {
            Some("codes.toml") => Ok("[[pattern]]\nname = 'code'\nforbidden = 'X'\n".into()),
            Some("bad.toml") => Ok("\n[[pattern]]\nname = 'bad'\nforbidden = '('\n".into()),
            _ => bail!("cannot read {}", path.display()),
        })
    }

    #[test]
    fn settings_are_read() {
        let text = "source-lang = \"en-GB\"\nfail-on = \"none\"\nmin-confidence = 0.6\n\
                    baseline = \"known.json\"\npatterns = [\"codes.toml\"]\n\
                    [rules]\ntitle = \"critical\"\nbrackets = \"off\"\ndate = \"on\"\n\
                    \"pattern:code\" = \"major\"\n\
                    [[paths]]\nfiles = [\"minutes/*\"]\nrules = { title = \"off\" }\n";
        let config = parse(text).expect("settings");
        assert_eq!(config.source_lang.as_ref().map(Language::tag), Some("en-gb"));
        assert_eq!(config.fail_on, Some(FailOn::None));
        assert_eq!(config.min_confidence, Some(0.6));
        assert_eq!(config.baseline.as_deref(), Some(Path::new("known.json")));
        #[rustfmt::skip]
        let cases = [
            ("title",        "note.txt",     Some(Setting::Critical)),
            ("title",        "minutes/1956", Some(Setting::Off)),
            ("brackets",     "minutes/1956", Some(Setting::Off)),
            ("date",         "note.txt",     Some(Setting::On)),
            ("pattern:code", "note.txt",     Some(Setting::Major)),
            ("number",       "note.txt",     None),
        ];
        for (rule, path, setting) in cases {
            assert_eq!(config.rule(rule, path), setting, "{rule} in {path}");
        }
    }

    #[test]
    fn entries_to_ignore_are_read_with_their_lines() {
        let text = "[rules]\n\n[[ignore]]\nid = \"1\"\nreason = \"so\"\n\n\
                    [[ignore]]\nrule = \"title\"\npath = \"*.txt\"\nreason = \"so\"\n\
                    date = 1957-06-01\nauthor = \"I\"\n";
        let config = parse(text).expect("settings");
        assert_eq!(config.ignore.len(), 2);
        assert_eq!(config.ignore_place(0), "daejo.toml, line 3");
        assert_eq!(config.ignore_place(1), "daejo.toml, line 7");
    }

    #[test]
    fn what_is_no_setting_is_named_with_its_line() {
        #[rustfmt::skip]
        let cases = [
            ("\nsource-language = \"en\"",   "daejo.toml, line 2: unknown field `source-language`: did you mean `source-lang`?"),
            ("\nquux = 1",                   "daejo.toml, line 2: unknown field `quux`, expected one of `source-lang`, "),
            ("\n\ntarget-lang = \"korean\"", "daejo.toml, line 3: \"korean\" is not a language tag"),
            ("fail-on = \"grave\"",          "daejo.toml, line 1: unknown variant `grave`"),
            ("[rules]\ntitle = \"of\"",      "daejo.toml, line 2: unknown variant `of`"),
            ("min-confidence = 60",          "daejo.toml, line 1: min-confidence is a number from 0 to 1"),
            ("\nmin-confidence = 60.0",      "daejo.toml, line 2: min-confidence is a number from 0 to 1"),
            ("[rules]\nnome = \"off\"",      "daejo.toml, line 2: there is no rule \"nome\": did you mean \"name\"?"),
            ("[rules]\n\ntilte = \"off\"",   "daejo.toml, line 3: there is no rule \"tilte\": did you mean \"title\"?"),
            ("[[paths]]\nfiles = [\"\"]\nrules = {}", "daejo.toml, line 2: an empty path: name a file or *"),
            ("[[paths]]\nfiles = []\nrules = { tilte = \"off\" }", "daejo.toml, line 3: there is no rule \"tilte\""),
            ("[[ignore]]\nid = \"1\"",       "daejo.toml, line 1: this entry gives no reason: add reason = \"…\""),
            ("[[ignore]]\nreason = \"so\"",  "daejo.toml, line 1: this entry ignores nothing: give it an id, a group, a rule or a path"),
            ("[[ignore]]\nrule = \"tilte\"\nreason = \"so\"", "daejo.toml, line 2: there is no rule \"tilte\""),
            ("[[ignore]]\nrules = \"title\"", "daejo.toml, line 2: unknown field `rules`: did you mean `rule`?"),
            ("[[pattern]]\nname = 'a'\nsource = '('\ntarget = ''", "daejo.toml, line 3: pattern \"a\": \"(\": unclosed group"),
            ("[[pattern]]\nname = 'a'\nforbidden = 'x'\n[[pattern]]\nname = 'a'\nforbidden = 'x'", "daejo.toml, line 5: there are two patterns called pattern:a"),
            ("\npatterns = ['bad.toml']",    "bad.toml, line 4: pattern \"bad\": \"(\": unclosed group"),
            ("\npatterns = ['no.toml']",     "daejo.toml, line 2: cannot read no.toml"),
            ("rules = [",                    "daejo.toml, line 1: "),
        ];
        for (text, message) in cases {
            let error = format!("{:#}", parse(text).expect_err(message));
            assert!(error.starts_with(message), "{error}\n{message}");
        }
    }
}
