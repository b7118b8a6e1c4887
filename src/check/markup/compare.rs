//! The tokens of a text and of its translation against each other.

use std::collections::BTreeMap;

use super::{
    is_tag,
    token::{Kind, Token, Way},
};
use crate::{document::PluralForm, text::Span};

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    PlaceholderLost,
    PlaceholderAdded,
    PlaceholderChanged,
    PlaceholderDoubled,
    Order,
    Plural,
    Percent,
    TagLost,
    TagAdded,
    TagChanged,
    TagDoubled,
    TagOpen,
    Entity,
    Accelerator,
}

impl What {
    /// The kind of evidence.
    pub(super) fn evidence(self) -> &'static str {
        match self {
            Self::PlaceholderLost => "placeholder lost",
            Self::PlaceholderAdded => "placeholder added",
            Self::PlaceholderChanged => "placeholder changed",
            Self::PlaceholderDoubled => "placeholder doubled",
            Self::Order => "order",
            Self::Plural => "choice",
            Self::Percent => "percent",
            Self::TagLost => "tag lost",
            Self::TagAdded => "tag added",
            Self::TagChanged => "tag changed",
            Self::TagDoubled => "tag doubled",
            Self::TagOpen => "tag left open",
            Self::Entity => "entity",
            Self::Accelerator => "accelerator",
        }
    }

    /// What is said of the words of both sides.
    pub(super) fn message(self, source: &str, target: &str) -> String {
        match self {
            Self::PlaceholderLost => format!("the placeholder {source} is lost"),
            Self::PlaceholderAdded => format!("the original has no placeholder {target}"),
            Self::PlaceholderChanged => format!("the placeholder {source} became {target}"),
            Self::PlaceholderDoubled => {
                format!("the placeholder {target} stands more often than in the original")
            }
            Self::Order => format!(
                "the placeholder {target} takes what is meant for another: their order changed, and they are not numbered"
            ),
            Self::Plural if target.is_empty() => {
                format!("the choice {source} is lost or left open")
            }
            Self::Plural => "the branches of this choice are not those of the original".into(),
            Self::Percent => "a percent sign in a format is written %%".into(),
            Self::TagLost => format!("the tag {source} is lost"),
            Self::TagAdded => format!("the original has no tag {target}"),
            Self::TagChanged => format!("the tag {source} became {target}"),
            Self::TagDoubled => format!("the tag {target} stands more often than in the original"),
            Self::TagOpen => format!("the tag {target} is not closed"),
            Self::Entity if source.is_empty() => {
                format!("{target} is no entity, or is escaped twice")
            }
            Self::Entity => format!("the entity {source} is lost"),
            Self::Accelerator => format!("the key of the menu ({source}) is lost"),
        }
    }
}

/// A difference, with the places in both texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Difference {
    pub(super) source: Option<Span>,
    pub(super) target: Option<Span>,
    pub(super) what: What,
}

/// What makes two tokens the same; `in_order` where no argument is numbered, and its type is all that tells it.
fn key(kind: &Kind, in_order: bool) -> String {
    match kind {
        Kind::Argument { of, .. } if in_order => format!("%{of}"),
        Kind::Argument { number, of, .. } => format!("%{number}${of}"),
        Kind::Named(name) => name.clone(),
        Kind::Next => "{}".into(),
        Kind::Tag(name, Way::Open) => format!("<{name}>"),
        Kind::Tag(name, Way::Close) => format!("</{name}>"),
        Kind::Choice { argument, by, .. } => format!("{{{argument},{by}"),
    }
}

/// Compares the tokens of both sides; the texts are for what tags hold.
pub(super) fn compare(
    [source, target]: &[Vec<Token>; 2],
    plural: Option<PluralForm>,
    texts: [&str; 2],
) -> Vec<Difference> {
    let mut told = order(source, target);
    if !told.is_empty() {
        return told;
    }
    let is_numbered =
        |token: &Token| matches!(token.kind, Kind::Argument { is_numbered: true, .. });
    let in_order = !source.iter().chain(target).any(is_numbered);
    let mut by_key: BTreeMap<String, [Vec<&Token>; 2]> = BTreeMap::new();
    for (half, tokens) in [source, target].into_iter().enumerate() {
        for token in tokens {
            by_key.entry(key(&token.kind, in_order)).or_default()[half].push(token);
        }
    }
    let has_choice =
        |tokens: &[Token]| tokens.iter().any(|token| matches!(token.kind, Kind::Choice { .. }));
    // What stands in the branches of a choice stands as often as there are branches.
    let counts = !has_choice(source) && !has_choice(target);
    let (mut lost, mut added): (Vec<&Token>, Vec<&Token>) = Default::default();
    let mut tags_changed: Vec<(&Token, &Token)> = Vec::new();
    for [own, other] in by_key.values() {
        match (own.len(), other.len()) {
            (_, 0) => lost.extend(own),
            (0, _) => added.extend(other),
            (a, b) if b > a && counts => {
                let is_tag = is_tag(&other[a].kind);
                let what = if is_tag { What::TagDoubled } else { What::PlaceholderDoubled };
                // What opens it tells of both.
                if matches!(&other[a].kind, Kind::Tag(name, Way::Close) if opens(name, target) > opens(name, source))
                {
                    continue;
                }
                told.push(Difference {
                    source: own.first().map(|t| t.span),
                    target: Some(other[a].span),
                    what,
                });
            }
            (a, b) if b < a && counts => lost.extend(&own[b..]),
            _ => {}
        }
        for (own, other) in own.iter().zip(other) {
            match (&own.kind, &other.kind) {
                (Kind::Choice { branches: a, by, .. }, Kind::Choice { branches: b, .. })
                    if !branches_fit(a, b, by) =>
                {
                    let what = What::Plural;
                    told.push(Difference {
                        source: Some(own.span),
                        target: Some(other.span),
                        what,
                    });
                }
                (Kind::Tag(_, Way::Open), _) => tags_changed.push((own, other)),
                _ => {}
            }
        }
    }
    settle(&mut told, &mut lost, &mut added, plural, target);
    attributes(&mut told, &tags_changed, texts);
    told.sort_by_key(|d| (d.source, d.target));
    told
}

/// How often a tag is opened.
fn opens(name: &str, tokens: &[Token]) -> usize {
    let is_open = |token: &&Token| matches!(&token.kind, Kind::Tag(own, Way::Open) if own == name);
    tokens.iter().filter(is_open).count()
}

/// A choice by number needs `other`, by anything else the same branches.
fn branches_fit(own: &[String], other: &[String], by: &str) -> bool {
    if by == "select" {
        return own == other;
    }
    own.is_empty() || other.iter().any(|branch| branch == "other")
}

/// Arguments that are not numbered take what comes next: another order of types is another argument.
fn order(source: &[Token], target: &[Token]) -> Vec<Difference> {
    let types = |tokens: &[Token]| -> Option<Vec<(String, Span)>> {
        let found: Vec<_> = tokens
            .iter()
            .filter_map(|token| match &token.kind {
                Kind::Argument { of, is_numbered, .. } => {
                    Some((of.clone(), token.span, *is_numbered))
                }
                _ => None,
            })
            .collect();
        found
            .iter()
            .all(|(.., numbered)| !numbered)
            .then(|| found.into_iter().map(|(of, span, _)| (of, span)).collect())
    };
    let (Some(own), Some(other)) = (types(source), types(target)) else { return Vec::new() };
    let names =
        |types: &[(String, Span)]| types.iter().map(|(of, _)| of.clone()).collect::<Vec<_>>();
    let (in_order, other_order) = (names(&own), names(&other));
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    if in_order == other_order || sorted(in_order) != sorted(other_order) {
        return Vec::new();
    }
    let at = own.iter().zip(&other).find(|((a, _), (b, _))| a != b);
    let difference = at.map(|((_, source), (_, target))| Difference {
        source: Some(*source),
        target: Some(*target),
        what: What::Order,
    });
    difference.into_iter().collect()
}

/// Makes differences of what is lost and what is added: one of the same kind on both sides was changed.
fn settle(
    told: &mut Vec<Difference>,
    lost: &mut Vec<&Token>,
    added: &mut Vec<&Token>,
    plural: Option<PluralForm>,
    target: &[Token],
) {
    let is_number =
        |token: &Token| matches!(&token.kind, Kind::Argument { of, .. } if of.ends_with('d'));
    // "One file" and "%d files": the first of several forms may say the number or not.
    if plural.is_some_and(|form| form.of > 1 && form.index == 0) {
        let may_go = |token: &&Token| {
            !is_number(token) && !matches!(token.kind, Kind::Named(_) | Kind::Next)
        };
        lost.retain(may_go);
        added.retain(may_go);
    }
    // Numbers of arguments move up when one is lost: those that are left are the same.
    let class = |token: &Token| match &token.kind {
        Kind::Argument { .. } => 0,
        Kind::Named(_) | Kind::Next => 1,
        Kind::Tag(_, Way::Open) => 2,
        Kind::Tag(_, Way::Close) => 3,
        Kind::Choice { .. } => 4,
    };
    let lost_of: Vec<usize> = lost.iter().map(|token| class(token)).collect();
    let is_open_lost = |name: &str, lost: &[&Token]| {
        lost.iter().any(|token| matches!(&token.kind, Kind::Tag(own, Way::Open) if own == name))
    };
    let mut used = vec![false; added.len()];
    let mut pairs: Vec<(Span, Option<Span>, What)> = Vec::new();
    for (token, of) in lost.iter().zip(lost_of) {
        let other = (0..added.len()).find(|at| !used[*at] && class(added[*at]) == of);
        if let Some(other) = other {
            used[other] = true;
            let what = match of {
                0 | 1 => What::PlaceholderChanged,
                // What opens it tells.
                3 if matches!(&token.kind, Kind::Tag(name, _) if is_open_lost(name, lost)) => {
                    continue;
                }
                2 | 3 => What::TagChanged,
                _ => What::Plural,
            };
            pairs.push((token.span, Some(added[other].span), what));
            continue;
        }
        match &token.kind {
            Kind::Tag(name, Way::Close) => {
                if is_open_lost(name, lost) {
                    continue;
                }
                // What opens it stands there, and goes on.
                let open = target
                    .iter()
                    .rev()
                    .find(|token| matches!(&token.kind, Kind::Tag(own, Way::Open) if own == name));
                let what = if open.is_some() { What::TagOpen } else { What::TagLost };
                pairs.push((token.span, open.map(|open| open.span), what));
            }
            Kind::Tag(..) => pairs.push((token.span, None, What::TagLost)),
            Kind::Choice { .. } => pairs.push((token.span, None, What::Plural)),
            _ => pairs.push((token.span, None, What::PlaceholderLost)),
        }
    }
    told.extend(pairs.into_iter().map(|(source, target, what)| Difference {
        source: Some(source),
        target,
        what,
    }));
    for (token, _) in added.iter().zip(used).filter(|(_, used)| !used) {
        let what = match &token.kind {
            Kind::Tag(name, Way::Close) => {
                let with_open = added
                    .iter()
                    .any(|token| matches!(&token.kind, Kind::Tag(own, Way::Open) if own == name));
                if with_open {
                    continue;
                }
                What::TagAdded
            }
            Kind::Tag(..) => What::TagAdded,
            Kind::Choice { .. } => continue,
            _ => What::PlaceholderAdded,
        };
        told.push(Difference { source: None, target: Some(token.span), what });
    }
}

/// What tags of the same name hold: attributes that a reader reads, addresses and the language may differ.
fn attributes(told: &mut Vec<Difference>, pairs: &[(&Token, &Token)], [source, target]: [&str; 2]) {
    const MAY_DIFFER: [&str; 10] = [
        "alt",
        "title",
        "href",
        "src",
        "lang",
        "xml:lang",
        "aria-label",
        "placeholder",
        "id",
        "translatable",
    ];
    let read = |text: &str| -> Vec<String> {
        let inner = text.trim_matches(['<', '>', '/']);
        let inner = inner.split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
        let mut attributes: Vec<String> = inner
            .split_whitespace()
            .filter(|attribute| {
                let name = attribute.split('=').next().unwrap_or_default().to_ascii_lowercase();
                !MAY_DIFFER.contains(&name.as_str()) && attribute.contains('=')
            })
            .map(|attribute| attribute.replace('\'', "\"").to_ascii_lowercase())
            .collect();
        attributes.sort();
        attributes
    };
    let mut owns: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (_, other) in pairs {
        *owns.entry(read(other.span.of(target))).or_default() += 1;
    }
    for (own, other) in pairs {
        let attributes = read(own.span.of(source));
        if let Some(count) = owns.get_mut(&attributes).filter(|count| **count > 0) {
            *count -= 1;
        } else if attributes.len() == read(other.span.of(target)).len() {
            let what = What::TagChanged;
            told.push(Difference { source: Some(own.span), target: Some(other.span), what });
        }
    }
}
