use regex::Regex;

/// A pattern of paths, as shells and `.gitignore` have them: `*` stands for any part of one name, `?` for
/// one character of it, `**` for any number of folders. One without a slash is about the name of the file
/// in whatever folder.
#[derive(Debug, Clone)]
pub struct Glob {
    pattern: String,
    matcher: Regex,
}

impl Glob {
    /// Reads a pattern; none if it is empty.
    pub fn new(pattern: &str) -> Option<Self> {
        if pattern.is_empty() {
            return None;
        }
        let mut regex = String::from(if pattern.contains('/') { "^" } else { "^(?:.*/)?" });
        let mut rest = pattern.strip_prefix("./").unwrap_or(pattern);
        while let Some(c) = rest.chars().next() {
            let (part, length) = if rest.starts_with("**/") {
                ("(?:[^/]+/)*".to_owned(), 3)
            } else if rest.starts_with("**") {
                (".*".to_owned(), 2)
            } else {
                match c {
                    '*' => ("[^/]*".to_owned(), 1),
                    '?' => ("[^/]".to_owned(), 1),
                    _ => (regex::escape(c.encode_utf8(&mut [0; 4])), c.len_utf8()),
                }
            };
            regex += &part;
            rest = &rest[length..];
        }
        let matcher = Regex::new(&(regex + "$")).ok()?;
        Some(Self { pattern: pattern.to_owned(), matcher })
    }

    /// Whether it stands for `path`, whose folders are separated by slashes.
    pub fn matches(&self, path: &str) -> bool {
        self.matcher.is_match(path.strip_prefix("./").unwrap_or(path))
    }
}

impl PartialEq for Glob {
    fn eq(&self, other: &Self) -> bool {
        self.pattern == other.pattern
    }
}

impl Eq for Glob {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_stand_for_paths_as_in_a_shell() {
        #[rustfmt::skip]
        let cases = [
            ("note.txt",       "note.txt",            true,  "itself"),
            ("note.txt",       "a/b/note.txt",        true,  "a name in any folder"),
            ("note.txt",       "a/footnote.txt",      false, "the end of a name"),
            ("*.txt",          "a/note.txt",          true,  "any name"),
            ("a/*.txt",        "a/note.txt",          true,  "in this folder"),
            ("a/*.txt",        "a/b/note.txt",        false, "* stays in its folder"),
            ("a/**/*.txt",     "a/b/c/note.txt",      true,  "** does not"),
            ("a/**/*.txt",     "a/note.txt",          true,  "** may be no folder at all"),
            ("a/**",           "a/b/note.txt",        true,  "all below"),
            ("1957-0?.txt",    "1957-05.txt",         true,  "one character"),
            ("각서(1).txt",     "각서(1).txt",         true,  "nothing else has a meaning"),
            ("a.txt",          "abtxt",               false, "a dot is a dot"),
            ("./note.txt",     "note.txt",            true,  "here"),
            ("note.txt",       "./note.txt",          true,  "here"),
        ];
        for (pattern, path, expected, why) in cases {
            let glob = Glob::new(pattern).expect("a pattern");
            assert_eq!(glob.matches(path), expected, "{pattern} {path}: {why}");
        }
        assert_eq!(Glob::new(""), None);
    }

    #[test]
    fn globs_are_equal_by_what_was_written() {
        let glob = |text: &str| Glob::new(text).expect("a glob");
        assert_eq!(glob("notes/*"), glob("notes/*"));
        assert_ne!(glob("notes/*"), glob("letters/*"));
    }
}
