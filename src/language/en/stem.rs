//! English word forms and the plainer words they may come from.
//!
//! Rules only propose: whether *meeting* is listed with *meet* or for itself was decided when the
//! lexicon was learned, by whether the two are translated alike.

/// The plainer words `form` may be a form of, likeliest first, without the form itself.
pub(crate) fn lemmas(form: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |word: String| {
        if word.len() >= 2 && word.bytes().any(|b| b"aeiouy".contains(&b)) && !found.contains(&word)
        {
            found.push(word);
        }
    };
    let ends = |ending: &str| form.strip_suffix(ending).filter(|rest| rest.len() >= 2);
    if let Some(rest) = ends("ies") {
        add(format!("{rest}y"));
        add(format!("{rest}ie"));
    }
    if let Some(rest) = ends("ves") {
        add(format!("{rest}f"));
        add(format!("{rest}fe"));
        add(format!("{rest}ve"));
    }
    if let Some(rest) = ends("es")
        && (rest.ends_with(['s', 'x', 'z', 'o']) || rest.ends_with("ch") || rest.ends_with("sh"))
    {
        add(rest.to_owned());
    }
    if let Some(rest) = ends("s").filter(|rest| !rest.ends_with(['s', 'u', 'i'])) {
        add(rest.to_owned());
    }
    if let Some(rest) = ends("ied") {
        add(format!("{rest}y"));
    }
    for ending in ["ed", "ing"] {
        let Some(rest) = ends(ending) else { continue };
        let doubled = {
            let bytes = rest.as_bytes();
            bytes.len() >= 3
                && bytes[bytes.len() - 1] == bytes[bytes.len() - 2]
                && !b"aeiou".contains(&bytes[bytes.len() - 1])
        };
        // stopped comes from stop, called from call: the shorter is tried first where it is commoner.
        if doubled && !rest.ends_with(['l', 's', 'f', 'z']) {
            add(rest[..rest.len() - 1].to_owned());
        }
        if rest.ends_with("at")
            || rest.ends_with(['c', 'v', 'u', 'z'])
            || rest.ends_with("iz")
            || rest.ends_with("is")
            || rest.ends_with("ag")
        {
            add(format!("{rest}e"));
        }
        add(rest.to_owned());
        add(format!("{rest}e"));
        if doubled {
            add(rest[..rest.len() - 1].to_owned());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_word_is_among_the_lemmas() {
        #[rustfmt::skip]
        let cases = [
            ("embassies", "embassy"), ("ministers", "minister"), ("watches", "watch"),
            ("lives", "life"), ("stopped", "stop"), ("called", "call"), ("decided", "decide"),
            ("visiting", "visit"), ("criticized", "criticize"), ("studied", "study"),
            ("making", "make"), ("agreed", "agree"), ("pieces", "piece"),
        ];
        for (form, lemma) in cases {
            assert!(lemmas(form).iter().any(|l| l == lemma), "{form}: {:?}", lemmas(form));
        }
        for form in ["is", "class", "status", "thing", "red", "string"] {
            assert!(!lemmas(form).iter().any(|l| l.len() < 2), "{form}");
        }
    }
}
