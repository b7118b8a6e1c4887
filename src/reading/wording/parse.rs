//! From the text of a pattern to its parts.

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// These characters.
    Text(String),
    /// One character of a class.
    Class(Class),
    /// One of several sequences, the first that leads to a match.
    Either(Vec<Vec<Node>>),
    /// The same, and what it stands for is remembered under a number.
    Group(usize, Vec<Vec<Node>>),
    /// A part so many times at least and at most, rather more than fewer.
    Repeat(Box<Node>, usize, usize),
    /// The beginning of the text.
    TextStart,
    /// The end of the text.
    TextEnd,
    /// No Latin letter, digit or underscore before.
    WordStart,
    /// None behind.
    WordEnd,
    /// No Hangul syllable before.
    HangulStart,
}

/// Some characters, or all others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) negated: bool,
    pub(crate) ranges: Vec<(char, char)>,
}

/// More repetitions than this of what is no class are not counted: nothing that is written has them.
const MOST_REPEATED: usize = 100;

/// As many as there are.
const NO_END: usize = usize::MAX;

const WORD_START: &str = r"(?-u:\b{start-half})";
const WORD_END: &str = r"(?-u:\b{end-half})";

/// The sequence of parts that a pattern is, and its number of groups; none if it is not plain, or no pattern.
pub(crate) fn parse(pattern: &str) -> Option<(Vec<Node>, usize)> {
    let mut parser = Parser { rest: pattern, groups: 0 };
    let mut branches = parser.branches()?;
    if !parser.rest.is_empty() {
        return None;
    }
    let nodes = match branches.len() {
        1 => branches.pop()?,
        _ => vec![Node::Either(branches)],
    };
    Some((nodes, parser.groups))
}

struct Parser<'a> {
    rest: &'a str,
    groups: usize,
}

impl Parser<'_> {
    fn take(&mut self, prefix: &str) -> bool {
        let rest = self.rest.strip_prefix(prefix);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    /// Alternatives up to a closing bracket or the end.
    fn branches(&mut self) -> Option<Vec<Vec<Node>>> {
        let mut branches = vec![Vec::new()];
        while !self.rest.is_empty() && !self.rest.starts_with(')') {
            if self.take("|") {
                branches.push(Vec::new());
                continue;
            }
            let node = self.part()?;
            let node = self.repeated(node)?;
            let branch = branches.last_mut()?;
            match (branch.last_mut(), node) {
                (Some(Node::Text(before)), Node::Text(text)) => before.push_str(&text),
                (_, node) => branch.push(node),
            }
        }
        Some(branches)
    }

    fn part(&mut self) -> Option<Node> {
        if self.take(WORD_START) {
            return Some(Node::WordStart);
        }
        if self.take(WORD_END) {
            return Some(Node::WordEnd);
        }
        if self.take("(?:") {
            let branches = self.branches()?;
            return self.take(")").then_some(Node::Either(branches));
        }
        match self.next()? {
            '(' if self.rest.starts_with('?') => None,
            '(' => {
                let number = self.groups;
                self.groups += 1;
                let branches = self.branches()?;
                self.take(")").then_some(Node::Group(number, branches))
            }
            '[' => self.class().map(Node::Class),
            '.' => Some(Node::Class(Class { negated: true, ranges: vec![('\n', '\n')] })),
            '^' => Some(Node::TextStart),
            '$' => Some(Node::TextEnd),
            '\\' => self.next().filter(char::is_ascii_punctuation).map(|c| Node::Text(c.into())),
            '?' | '*' | '+' | '{' | '}' | ']' => None,
            c => Some(Node::Text(c.into())),
        }
    }

    /// A part with how often it stands.
    fn repeated(&mut self, node: Node) -> Option<Node> {
        let (least, most) = if self.take("?") {
            (0, 1)
        } else if self.take("*") {
            (0, NO_END)
        } else if self.take("+") {
            (1, NO_END)
        } else if self.take("{") {
            self.count()?
        } else {
            return Some(node);
        };
        let is_repeated_again = self.rest.starts_with(['?', '*', '+', '{']);
        if is_repeated_again || may_be_nothing(std::slice::from_ref(&node)) {
            return None;
        }
        let most = match node {
            Node::Class(_) => most,
            _ => most.min(MOST_REPEATED),
        };
        (least <= most).then(|| Node::Repeat(Box::new(node), least, most))
    }

    /// The numbers behind an opening brace, and the closing one.
    fn count(&mut self) -> Option<(usize, usize)> {
        let (inside, rest) = self.rest.split_once('}')?;
        self.rest = rest;
        match inside.split_once(',') {
            None => inside.parse().ok().map(|count| (count, count)),
            Some((least, "")) => least.parse().ok().map(|least| (least, NO_END)),
            Some((least, most)) => least.parse().ok().zip(most.parse().ok()),
        }
    }

    /// A class behind its opening bracket.
    fn class(&mut self) -> Option<Class> {
        let negated = self.take("^");
        let mut ranges = Vec::new();
        loop {
            let from = match self.next()? {
                ']' if !ranges.is_empty() => return Some(Class { negated, ranges }),
                ']' | '[' | '&' | '~' => return None,
                // A hyphen is itself only where it cannot stand for a range.
                '-' if !ranges.is_empty() && !self.rest.starts_with(']') => return None,
                '-' if self.rest.starts_with('-') => return None,
                '\\' => self.next().filter(char::is_ascii_punctuation)?,
                c => c,
            };
            let is_range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
            let to = if is_range {
                self.next();
                self.next().filter(|c| !matches!(c, '[' | '\\' | '-'))?
            } else {
                from
            };
            ranges.push((from, to));
        }
    }
}

/// Whether a sequence may stand for nothing.
fn may_be_nothing(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Text(_) | Node::Class(_) => false,
        Node::Either(branches) | Node::Group(_, branches) => {
            branches.iter().any(|branch| may_be_nothing(branch))
        }
        Node::Repeat(node, least, _) => *least == 0 || may_be_nothing(std::slice::from_ref(node)),
        Node::TextStart | Node::TextEnd | Node::WordStart | Node::WordEnd | Node::HangulStart => {
            true
        }
    })
}

impl Class {
    pub(crate) fn has(&self, c: char) -> bool {
        self.negated != self.ranges.iter().any(|(from, to)| (*from..=*to).contains(&c))
    }
}
