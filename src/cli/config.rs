//! The settings file, `daejo.toml`. What the command line says comes before what it says.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context as _, bail};
use serde::Deserialize;
use toml::Spanned;

use super::{
    nearest::nearest,
    options::{FailOn, Level},
};
use crate::{
    check::{RULES, Severity},
    text::Language,
};

/// The settings, each of them optional.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Config {
    pub(super) source_lang: Option<Language>,
    pub(super) target_lang: Option<Language>,
    pub(super) encoding: Option<String>,
    pub(super) encoder: Option<String>,
    pub(super) fail_on: Option<FailOn>,
    min_confidence: Option<Spanned<f64>>,
    pub(super) min_severity: Option<Level>,
    #[serde(default)]
    rules: BTreeMap<Spanned<String>, Setting>,
}

/// What is made of the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Setting {
    Off,
    Minor,
    Major,
    Critical,
}

impl Setting {
    /// The severity its findings get; none if they are not wanted.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Minor => Some(Severity::Minor),
            Self::Major => Some(Severity::Major),
            Self::Critical => Some(Severity::Critical),
        }
    }
}

impl Config {
    /// Reads the file at `path`.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or with the line that holds what is no setting.
    pub(super) fn read(path: &Path) -> anyhow::Result<Self> {
        let text =
            fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(path, &text, &RULES.iter().map(|r| r.explanation().name).collect::<Vec<_>>())
    }

    fn parse(path: &Path, text: &str, rules: &[&'static str]) -> anyhow::Result<Self> {
        let place = |offset: usize| {
            let line = text.as_bytes().iter().take(offset).filter(|&&byte| byte == b'\n').count();
            format!("{}, line {}", path.display(), line + 1)
        };
        let config: Self = toml::from_str(text).map_err(|error| {
            let offset = error.span().map_or(0, |span| span.start);
            anyhow::anyhow!("{}: {}", place(offset), error.message())
        })?;
        for name in config.rules.keys() {
            if !rules.contains(&name.as_ref().as_str()) {
                let hint = nearest(name.as_ref(), rules.iter().copied());
                let hint = hint.map(|rule| format!(": did you mean {rule:?}?")).unwrap_or_default();
                bail!("{}: there is no rule {:?}{hint}", place(name.span().start), name.as_ref());
            }
        }
        if let Some(confidence) = &config.min_confidence
            && !(0.0..=1.0).contains(confidence.as_ref())
        {
            bail!("{}: min-confidence is a number from 0 to 1", place(confidence.span().start));
        }
        Ok(config)
    }

    pub(super) fn min_confidence(&self) -> Option<f64> {
        self.min_confidence.as_ref().map(|confidence| *confidence.as_ref())
    }

    /// What the file says of a rule.
    pub(super) fn rule(&self, name: &str) -> Option<Setting> {
        self.rules.iter().find(|(rule, _)| rule.as_ref() == name).map(|(_, setting)| *setting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> anyhow::Result<Config> {
        Config::parse(Path::new("daejo.toml"), text, &["title", "brackets"])
    }

    #[test]
    fn settings_are_read() {
        let text = "source-lang = \"en-GB\"\nfail-on = \"none\"\nmin-confidence = 0.6\n\
                    [rules]\ntitle = \"critical\"\nbrackets = \"off\"\n";
        let config = parse(text).expect("settings");
        assert_eq!(config.source_lang.as_ref().map(Language::tag), Some("en-gb"));
        assert_eq!(config.fail_on, Some(FailOn::None));
        assert_eq!(config.min_confidence(), Some(0.6));
        assert_eq!(config.rule("title"), Some(Setting::Critical));
        assert_eq!(config.rule("brackets").and_then(Setting::severity), None);
        assert_eq!(config.rule("number"), None);
    }

    #[test]
    fn what_is_no_setting_is_named_with_its_line() {
        #[rustfmt::skip]
        let cases = [
            ("\nsource-language = \"en\"",   "daejo.toml, line 2: unknown field `source-language`"),
            ("\n\ntarget-lang = \"korean\"", "daejo.toml, line 3: \"korean\" is not a language tag"),
            ("fail-on = \"grave\"",          "daejo.toml, line 1: unknown variant `grave`"),
            ("min-confidence = 60",          "daejo.toml, line 1: min-confidence is a number from 0 to 1"),
            ("\nmin-confidence = 60.0",      "daejo.toml, line 2: min-confidence is a number from 0 to 1"),
            ("[rules]\nname = \"off\"",      "daejo.toml, line 2: there is no rule \"name\""),
            ("[rules]\n\ntilte = \"off\"",   "daejo.toml, line 3: there is no rule \"tilte\": did you mean \"title\"?"),
            ("rules = [",                    "daejo.toml, line 1: "),
        ];
        for (text, message) in cases {
            let error = parse(text).expect_err(message).to_string();
            assert!(error.starts_with(message), "{error}");
        }
    }
}
