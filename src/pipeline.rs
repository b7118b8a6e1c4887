//! The one way from an aligned document to what is told of it, for the program and for whoever uses the library.

use crate::{
    check::RULES,
    judge::{self, Judged, Settings},
    pattern::{self, Pattern},
    reading::Context,
    rule,
};

/// What is looked for, and what of it is told.
pub struct Options<'a> {
    /// The rules that are applied, by name, patterns included.
    pub wanted: &'a dyn Fn(&str) -> bool,
    /// A user's own rules.
    pub patterns: &'a [Pattern],
    /// What is told of what they say; `applied` is taken from `wanted`.
    pub settings: Settings<'a>,
    /// Whether what is hidden is wanted whole: else what is sure to stay hidden need not be found.
    pub hidden: bool,
    /// Whether findings with one cause become one: a chapter left out, a name that is wrong in many places.
    pub gathered: bool,
}

impl Default for Options<'_> {
    /// What the program does when nobody says anything else.
    fn default() -> Self {
        let settings = Settings { min_confidence: rule::MIN_CONFIDENCE, ..Settings::default() };
        Self { wanted: &is_on_by_default, patterns: &[], settings, hidden: false, gathered: true }
    }
}

/// Whether a rule runs when nobody asks for it; patterns do.
fn is_on_by_default(name: &str) -> bool {
    let rule = RULES.iter().map(|rule| rule.explanation()).find(|rule| rule.name == name);
    rule.is_none_or(|rule| rule.on_by_default)
}

/// Applies the rules to what `context` holds and judges what they say.
///
/// # Examples
///
/// ```
/// use daejo::{align, anchor, reading::Context, segment, text::Language};
/// # use daejo::{document::Document, segment::Bitext};
/// # use std::path::Path;
/// # let half = |text: &str, language| {
/// #     let document = Document::from_bytes(Path::new("half"), text.as_bytes(), None)?;
/// #     Ok::<_, daejo::Error>(segment::presegmented(&document, &language))
/// # };
/// # let source = half("He left on 3 May 1957.\n", Language::english())?;
/// # let target = half("그는 1957년 5월 4일 떠났다.\n", Language::korean())?;
/// let bitext = Bitext { source, target };
/// let anchors = anchor::find(&bitext);
/// let alignment = align::align(&bitext, &anchors, None);
/// let context = Context::new(&bitext, &alignment, &anchors);
/// let judged = daejo::check(&context, &daejo::Options::default());
/// assert_eq!(judged.findings[0].rule, "date");
/// # Ok::<(), daejo::Error>(())
/// ```
pub fn check(context: &Context<'_>, options: &Options<'_>) -> Judged {
    let Options { wanted, patterns, settings, hidden, gathered } = options;
    context.tells_from(if *hidden { 0.0 } else { settings.min_confidence });
    let mut said = rule::run(RULES, context, wanted);
    let patterns = patterns.iter().filter(|pattern| wanted(&pattern.rule));
    said.extend(pattern::find(context, patterns));
    let is_fuzzy = |bead: usize| context.is_fuzzy(bead);
    let settings = Settings { applied: wanted, is_fuzzy: &is_fuzzy, ..*settings };
    let judged = judge::judge(said, context.bitext, &settings);
    if *gathered { judged.gathered(context.bitext, context.alignment, &settings) } else { judged }
}
