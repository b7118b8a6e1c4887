//! What `daejo explain` says of the conflicts between documents.

use std::sync::LazyLock;

use crate::{
    rule::{Example, Explanation, Issue, Languages, Measured, Shown},
    text::table,
};

/// The group of these rules in listings.
pub const GROUP: &str = "cross-document";

/// The rules by which documents of a collection are compared, in the order in which they are explained.
pub static RULES: [&Explanation; 3] = [&NAME_VARIANT, &TITLE_CONFLICT, &DATE_CONFLICT];

static NAME_VARIANT: Explanation = Explanation {
    name: "name-variant",
    group: GROUP,
    issue: Issue::InconsistentEntities,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "one person is spelled in several ways, or two spellings may be one person",
    details: "People are joined by what their names can be read as, not by their letters, so that Choe \
        Chang-ik, Ch'oe Ch'angik and 최창익 are one. Reported then are: a surname that lapses into another \
        system (Bak for Pak); a name in running text, or in the brackets of an editor, that is spelled \
        otherwise than elsewhere; a name and its bracket that no one name can be read as; a given name \
        that has lost its surname; a foreign name one letter away from another of the collection, of the \
        tables or of the authority file; Korean names of different documents that are a letter of Hangul \
        apart; and whoever stands under two like names in two lists of the same people.\n\n\
        Let pass: capitals, hyphens and spaces in running text, a surname by itself, spellings that stand \
        in one row of the authority file (--authority), and people who have a row each.",
    true_example: Example {
        source: "Ambassador Ianov was received. … Cde. Ivanov V.I. thanked him.",
        target: "",
        comment: "one letter apart, and only one of the two is named again: Ivanov has lost a letter",
    },
    false_example: Example {
        source: "Kim Il spoke first. … Kim Il Sung spoke last.",
        target: "",
        comment: "two names that cannot be read alike are two people: 김일 and 김일성",
    },
};

static TITLE_CONFLICT: Explanation = Explanation {
    name: "title-conflict",
    group: GROUP,
    issue: Issue::Inconsistency,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "documents of one time give one person different titles",
    details: "The titles printed with a person are compared by value where the table has the office, so \
        that Vice Premier, Deputy Prime Minister and Deputy Chairman of the Cabinet are one, and by their \
        words where it has not. Reported are two offices of one family that nobody has at a time (minister \
        and vice-minister); titles of two documents that have neither an office nor most of their words in \
        common; and a title in brackets that a comma parts from its bearer.\n\n\
        Let pass: documents more than two years apart, former offices, memberships, and forms of address. \
        Somebody may well have held two offices: the finding says where to look, not who is wrong.",
    true_example: Example {
        source: "Im Hae—representative of the Korean Communist Party attached to the KWP … Rim Hae, \
            Chairman of the KWP CC Party Control Committee",
        target: "",
        comment: "one man under two offices: the first is a wrong expansion of a Russian abbreviation",
    },
    false_example: Example {
        source: "[KWP CC vice chairman] Pak Jeong-ae … Pak Jeong-ae (deputy chairmen of the KWP CC)",
        target: "",
        comment: "one office in two words",
    },
};

static DATE_CONFLICT: Explanation = Explanation {
    name: "date-conflict",
    group: GROUP,
    issue: Issue::Inconsistency,
    on_by_default: true,
    languages: Languages::Any,
    needs: &[],
    uses: &[],
    summary: "a document bears two dates, or speaks of a later day than its own as past",
    details: "The date at the head of a document is compared with the one it is signed with at its end, \
        and with days of the following month that a sentence in the past tense names.\n\n\
        Let pass: a talk and the day it was written down, where the text itself gives the day of the talk; \
        plans, periods, copies and receipts.",
    true_example: Example {
        source: "July 24, 1956 … /A Petrov/ 31.VII.56",
        target: "",
        comment: "the page dates the document a week before its author signed it",
    },
    false_example: Example {
        source: "12 March 1956. Received Pak Chang-ok … 20 March 1956",
        target: "",
        comment: "the day of the talk stands in the text; the other is that of writing",
    },
};

/// The documents on which these rules were measured.
const DOCUMENTS: usize = 5;

/// What was measured of a rule on the five archive documents that the project started from: findings that
/// readers had noted too, of all, and errors and conflicts noted by readers that were found.
pub fn measured(rule: &str) -> Option<Measured> {
    static TABLE: LazyLock<Vec<[&str; 6]>> =
        LazyLock::new(|| table::rows("measured.tsv", include_str!("measured.tsv")));
    let number = |cell: &str| cell.parse().unwrap_or_default();
    let [_, right, of, found, planted, kinds] = TABLE.iter().find(|row| row[0] == rule)?;
    let real = vec![Shown::plain(number(right), number(of), DOCUMENTS)];
    Some(Measured { real, found: number(found), planted: number(planted), kinds })
}
