//! How often what occurs, as a picture (SVG) that is legible by itself.

use std::fmt::Write as _;

use quick_xml::escape::escape;

/// Counts in bins of one width; the last bin holds all that is more.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Histogram {
    pub(super) title: &'static str,
    width: f64,
    counts: Vec<u64>,
}

/// The picture's width and height, and the room for words on the left, at the right, above and below.
const SIZE: [f64; 2] = [640.0, 260.0];
const MARGIN: [f64; 4] = [70.0, 20.0, 40.0, 40.0];

impl Histogram {
    pub(super) fn new(title: &'static str, width: f64, bins: usize) -> Self {
        Self { title, width, counts: vec![0; bins.max(1)] }
    }

    /// Counts a value, 0 or more.
    pub(super) fn add(&mut self, value: f64) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "what is too large ends in the last bin, what is less than 0 in the first"
        )]
        let bin = (value / self.width) as usize;
        let last = self.counts.len() - 1;
        self.counts[bin.min(last)] += 1;
    }

    /// The picture: a bar a bin, each with its count as a title.
    pub(super) fn svg(&self) -> String {
        let [width, height] = SIZE;
        let [left, right, above, below] = MARGIN;
        let (inner, tall) = (width - left - right, height - above - below);
        let most = self.counts.iter().copied().max().unwrap_or(0).max(1);
        let bar = inner / self.counts.len() as f64;
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 \
             {width} {height}\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\">\n<title>{title}</title>\n\
             <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"{left}\" y=\"22\" \
             font-size=\"15\">{title}</text>\n",
            title = escape(self.title)
        );
        for (at, count) in self.counts.iter().enumerate() {
            let tall = tall * *count as f64 / most as f64;
            let (x, y) = (left + bar * at as f64, height - below - tall);
            let from = self.width * at as f64;
            let range = if at + 1 == self.counts.len() {
                format!("from {}", shown(from))
            } else {
                format!("{}–{}", shown(from), shown(from + self.width))
            };
            let _ = writeln!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{tall:.1}\" fill=\"#35618f\">\
                 <title>{range}: {count}</title></rect>",
                (bar - 1.0).max(0.5)
            );
        }
        let base = height - below;
        let _ = writeln!(
            svg,
            "<path d=\"M{left} {above}V{base}H{}\" fill=\"none\" stroke=\"#333\"/>",
            width - right
        );
        for tenth in [0.0, 0.5, 1.0] {
            let _ = writeln!(
                svg,
                "<text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
                left - 6.0,
                base - tenth * tall + 4.0,
                shown((most as f64 * tenth).round())
            );
        }
        for quarter in 0..=4_u8 {
            let part = f64::from(quarter) / 4.0;
            let end = self.width * self.counts.len() as f64;
            let _ = writeln!(
                svg,
                "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}{}</text>",
                left + part * inner,
                base + 18.0,
                shown(part * end),
                if quarter == 4 { "+" } else { "" }
            );
        }
        svg + "</svg>\n"
    }
}

/// A number with no more digits than it needs.
fn shown(number: f64) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_value_is_in_one_bin_and_what_is_more_in_the_last() {
        let mut histogram = Histogram::new("scores <1>", 0.25, 4);
        for value in [0.0, 0.1, 0.25, 0.99, 1.0, 7.0] {
            histogram.add(value);
        }
        assert_eq!(histogram.counts, [2, 1, 0, 3]);
        let svg = histogram.svg();
        assert!(svg.contains("scores &lt;1&gt;") && svg.contains("0.25–0.5: 1"), "{svg}");
        assert!(svg.contains("from 0.75: 3"), "{svg}");
    }
}
