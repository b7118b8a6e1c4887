//! Which names the documents of one run give to one thing, where the rule `inconsistent-term` would tell of it
//! in one document: a name that is none beside one that is, the spelling of the North beside that of the South.

use std::collections::BTreeMap;

use crate::{
    check::{NameUse, name_uses},
    reading::Context,
    report::{
        Input, Places,
        run::{Rendering, Term},
    },
};

/// The names in one document, or in several.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// By what is named, then by the name in the translation.
    things: BTreeMap<String, BTreeMap<String, Use>>,
}

#[derive(Debug, Clone)]
struct Use {
    source: String,
    target: String,
    kind: &'static str,
    count: usize,
    documents: Vec<String>,
    first: String,
}

impl Uses {
    /// Those of a document.
    pub(super) fn of(context: &Context<'_>, input: &Input) -> Self {
        let places = Places::new(input.target());
        let mut uses = Self::default();
        for NameUse { thing, source, target, kind, at } in name_uses(context) {
            let plain = target.replace(char::is_whitespace, "");
            let names = uses.things.entry(thing).or_default();
            let first = || Use {
                source,
                target,
                kind,
                count: 0,
                documents: Vec::new(),
                first: places.link(at),
            };
            names.entry(plain).or_insert_with(first).count += 1;
        }
        uses
    }

    /// Adds those of another document.
    pub(super) fn add(&mut self, other: Self, path: &str) {
        for (thing, names) in other.things {
            let own = self.things.entry(thing).or_default();
            for (plain, mut used) in names {
                used.documents = vec![path.to_owned()];
                own.entry(plain)
                    .and_modify(|all| {
                        all.count += used.count;
                        all.documents.push(path.to_owned());
                    })
                    .or_insert(used);
            }
        }
    }

    /// What has names of two kinds, and these not in one and the same document alone: there the rule tells it.
    pub(super) fn disagreements(self) -> Vec<Term> {
        let mut terms = Vec::new();
        for names in self.things.into_values() {
            let kinds: Vec<&str> = names.values().map(|used| used.kind).collect();
            let documents: Vec<&String> = names.values().flat_map(|used| &used.documents).collect();
            if kinds.iter().all(|kind| *kind == kinds[0])
                || documents.iter().all(|d| *d == documents[0])
            {
                continue;
            }
            let mut uses: Vec<Use> = names.into_values().collect();
            uses.sort_by(|a, b| b.count.cmp(&a.count).then(a.target.cmp(&b.target)));
            let source = uses.first().map(|used| used.source.clone()).unwrap_or_default();
            let renderings = uses.into_iter().map(|used| Rendering {
                target: used.target,
                count: used.count,
                documents: used.documents,
                first: used.first,
            });
            terms.push(Term { source, renderings: renderings.collect() });
        }
        terms.sort_by(|a, b| a.source.cmp(&b.source));
        terms
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(names: &[(&str, &str, &'static str)]) -> Uses {
        let mut uses = Uses::default();
        for (thing, target, kind) in names {
            let used = Use {
                source: (*thing).into(),
                target: (*target).into(),
                kind,
                count: 1,
                documents: Vec::new(),
                first: "x:1:1".into(),
            };
            uses.things.entry((*thing).into()).or_default().insert((*target).into(), used);
        }
        uses
    }

    #[test]
    fn names_of_two_kinds_in_two_documents_are_told() {
        #[rustfmt::skip]
        let cases = [
            (vec![("party", "로동당", "north")], vec![("party", "노동당", "south")], 1, "the spellings of North and South"),
            (vec![("party", "로동당", "north")], vec![("party", "로동당", "north")], 0, "the same name"),
            (vec![("state", "소련", "south")],   vec![("state", "쏘련", "south")],   0, "two names that are equally right"),
            (vec![("party", "로동당", "north"), ("party", "노동당", "south")], vec![], 0, "one document: the rule tells it"),
        ];
        for (one, two, count, why) in cases {
            let mut all = Uses::default();
            all.add(uses(&one), "one");
            all.add(uses(&two), "two");
            assert_eq!(all.disagreements().len(), count, "{why}");
        }
    }
}
