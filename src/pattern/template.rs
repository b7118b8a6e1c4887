use std::collections::BTreeMap;

use regex::{Captures, Regex};

/// An expression in which `<same>` stands for what another one matched.
#[derive(Debug, Clone)]
pub(super) struct Template {
    /// The expression, cut at each `<same>`.
    parts: Vec<String>,
    /// Which group `<same>` stands for: its number or name.
    group: Group,
    caseless: bool,
    /// The expression itself, if it has no `<same>`.
    plain: Option<Regex>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Group {
    Number(usize),
    Name(String),
}

impl Template {
    /// Whether an expression has a `<same>`.
    pub(super) fn is_in(expression: &str) -> bool {
        !placeholders(expression).is_empty()
    }

    /// Reads an expression whose `<same>` stands for a group of `when`: the one it names (`<same:2>`,
    /// `<same:name>`), or the first, or the whole match if there is no group.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn new(expression: &str, when: &Regex, caseless: bool) -> Result<Self, String> {
        let found = placeholders(expression);
        let (mut parts, mut at) = (Vec::new(), 0);
        let mut group = None;
        for (start, end, name) in found {
            parts.push(expression[at..start].to_owned());
            at = end;
            let named = match name {
                "" => Group::Number(usize::from(when.captures_len() > 1)),
                name => name.parse().map_or_else(|_| Group::Name(name.to_owned()), Group::Number),
            };
            let exists = match &named {
                Group::Number(number) => *number < when.captures_len(),
                Group::Name(name) => when.capture_names().flatten().any(|other| other == name),
            };
            if !exists {
                return Err(format!("<same:{name}> names no group of the other expression"));
            }
            if group.as_ref().is_some_and(|other| *other != named) {
                return Err("every <same> must stand for one and the same group".into());
            }
            group = Some(named);
        }
        parts.push(expression[at..].to_owned());
        let mut template =
            Self { parts, group: group.unwrap_or(Group::Number(0)), caseless, plain: None };
        let sample = template.compile("x").map_err(|error| reason(&error))?;
        template.plain = (template.parts.len() == 1).then_some(sample);
        Ok(template)
    }

    /// The expression as it was written.
    pub(super) fn written(&self) -> String {
        let same = match &self.group {
            Group::Number(0 | 1) => "<same>".to_owned(),
            Group::Number(number) => format!("<same:{number}>"),
            Group::Name(name) => format!("<same:{name}>"),
        };
        self.parts.join(&same)
    }

    /// What `<same>` stands for in a match; none if its group took no part in it.
    pub(super) fn same<'t>(&self, captures: &Captures<'t>) -> Option<&'t str> {
        let found = match &self.group {
            Group::Number(number) => captures.get(*number),
            Group::Name(name) => captures.name(name),
        };
        found.map(|found| found.as_str()).filter(|text| !text.is_empty())
    }

    /// Whether it is nothing but `<same>`.
    pub(super) fn is_same_alone(&self) -> bool {
        self.parts.len() == 2 && self.parts.iter().all(String::is_empty)
    }

    /// The expression with `same` in its place; `known` keeps those made before.
    pub(super) fn filled<'k>(
        &'k self,
        known: &'k mut BTreeMap<String, Regex>,
        same: &str,
    ) -> &'k Regex {
        if let Some(regex) = &self.plain {
            return regex;
        }
        known.entry(same.to_owned()).or_insert_with(|| {
            // A text may be too long for an expression; then nothing is demanded.
            self.compile(same).unwrap_or_else(|_| Regex::new("").expect("the empty expression"))
        })
    }

    /// A number or Latin word that `<same>` stands for must not be found inside a longer one, unless the
    /// expression itself goes on with a letter or figure.
    fn compile(&self, same: &str) -> Result<Regex, regex::Error> {
        let is_word = |c: char| c.is_ascii_alphanumeric();
        let escaped = regex::escape(same);
        let escaped = if self.caseless { format!("(?i:{escaped})") } else { escaped };
        let border = |wanted: bool| if wanted { "(?-u:\\b)" } else { "" };
        let mut expression = String::new();
        for (number, part) in self.parts.iter().enumerate() {
            if let Some(before) = number.checked_sub(1).map(|number| &self.parts[number]) {
                let first = same.starts_with(is_word) && !before.ends_with(is_word);
                let last = same.ends_with(is_word) && !part.starts_with(is_word);
                expression = expression + border(first) + &escaped + border(last);
            }
            expression += part;
        }
        Regex::new(&expression)
    }
}

/// Where each `<same>` or `<same:group>` stands, and the group it names. `(?<same>…)` and `(?P<same>…)`
/// are groups that someone called so.
fn placeholders(expression: &str) -> Vec<(usize, usize, &str)> {
    let mut found = Vec::new();
    for (start, _) in expression.match_indices("<same") {
        let before = &expression[..start];
        let rest = &expression[start + "<same".len()..];
        let Some(end) = rest.find('>') else { continue };
        let name = match &rest[..end] {
            "" => "",
            named => match named.strip_prefix(':') {
                Some(name) => name,
                None => continue,
            },
        };
        if !before.ends_with("(?") && !before.ends_with("(?P") {
            found.push((start, start + "<same".len() + end + 1, name));
        }
    }
    found
}

/// What is wrong with an expression, in one line.
pub(super) fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").to_owned()
}
