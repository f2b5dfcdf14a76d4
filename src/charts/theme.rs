//! Colours, fonts and sizes: `templates/tokens.yaml`, the same that the templates read.

use serde::Deserialize;

use super::error::{ChartError, Problem};
use super::metrics::Metrics;

const TOKENS: &str = include_str!("../../templates/tokens.yaml");

/// The tokens that charts use, and the widths of their fonts.
#[derive(Clone)]
pub struct Theme {
    /// Colours, fonts and sizes.
    pub tokens: Tokens,
    /// Widths of the sans fonts.
    pub metrics: Metrics,
}

impl Theme {
    /// The tokens that came with the program, with the given fonts.
    pub fn new(metrics: Metrics) -> Result<Self, ChartError> {
        Self::from_yaml(TOKENS, metrics)
    }

    /// Tokens from a text in the notation of `templates/tokens.yaml`.
    pub fn from_yaml(text: &str, metrics: Metrics) -> Result<Self, ChartError> {
        let theme = |why: String| ChartError::new(Problem::Theme(why));
        let tokens: Tokens = serde_yaml::from_str(text).map_err(|e| theme(e.to_string()))?;
        if tokens.palette.is_empty() || tokens.colours.grey_bars.is_empty() {
            return Err(theme("palette and colours.grey_bars need at least one colour".to_owned()));
        }
        Ok(Self { tokens, metrics })
    }

    /// Grey of a year so many years before the report year.
    #[must_use]
    pub fn grey(&self, years_before: usize) -> &str {
        let greys = &self.tokens.colours.grey_bars;
        &greys[years_before.saturating_sub(1).min(greys.len() - 1)]
    }

    /// Colour of a category by its place.
    #[must_use]
    pub fn category(&self, place: usize) -> &str {
        &self.tokens.palette[place % self.tokens.palette.len()]
    }
}

/// `templates/tokens.yaml`.
#[derive(Debug, Clone, Deserialize)]
pub struct Tokens {
    /// Families.
    pub fonts: Fonts,
    /// Sizes in points.
    pub sizes: Sizes,
    /// Widths of lines in points.
    pub lines: Lines,
    /// Weights of the sans family.
    pub weights: Weights,
    /// Single colours.
    pub colours: Colours,
    /// Colours of categories, in order of use.
    pub palette: Vec<String>,
}

/// Families by their exact names.
#[derive(Debug, Clone, Deserialize)]
pub struct Fonts {
    /// Headings, tables, charts.
    pub sans: String,
}

/// Sizes of text in charts, in points.
#[derive(Debug, Clone, Deserialize)]
pub struct Sizes {
    /// Names and numbers.
    pub chart_label: f64,
    /// Where there is little room.
    pub chart_small: f64,
}

/// Widths of lines, in points.
#[derive(Debug, Clone, Deserialize)]
pub struct Lines {
    /// Grid lines.
    pub hairline: f64,
    /// Base lines.
    pub axis: f64,
    /// Hatching.
    pub hatch: f64,
    /// Lines of other years.
    pub thin: f64,
    /// Lines of categories.
    pub line: f64,
    /// The report year's line.
    pub strong: f64,
}

/// Numeric font weights.
#[derive(Debug, Clone, Deserialize)]
pub struct Weights {
    /// Text.
    pub regular: i32,
    /// What stands out.
    pub bold: i32,
}

/// Single colours.
#[derive(Debug, Clone, Deserialize)]
pub struct Colours {
    /// Text.
    pub ink: String,
    /// Text that matters less.
    pub soft: String,
    /// Grid lines.
    pub hairline: String,
    /// Background.
    pub paper: String,
    /// Light areas.
    pub tint: String,
    /// Where the line has no colour of its own.
    pub accent: String,
    /// Years before the report year, the most recent first.
    pub grey_bars: Vec<String>,
    /// *Andere*.
    pub other: String,
    /// *Onbekend*.
    pub unknown: String,
}

/// `#rrggbb` as three numbers from 0 to 255.
#[must_use]
pub fn rgb(colour: &str) -> Option<[u8; 3]> {
    let digits = colour.strip_prefix('#').filter(|d| d.len() == 6 && d.is_ascii())?;
    let part = |i: usize| u8::from_str_radix(&digits[i..i + 2], 16).ok();
    Some([part(0)?, part(2)?, part(4)?])
}

/// A mixture: `share` of the first colour, the rest of the second.
#[must_use]
pub fn mix(a: &str, b: &str, share: f64) -> String {
    let (Some(a), Some(b)) = (rgb(a), rgb(b)) else { return a.to_owned() };
    let part = |i: usize| (f64::from(a[i]) * share + f64::from(b[i]) * (1.0 - share)).round();
    format!("#{:02x}{:02x}{:02x}", part(0) as u8, part(1) as u8, part(2) as u8)
}

/// Relative luminance, 0 (black) to 1 (white).
#[must_use]
pub fn luminance(colour: &str) -> f64 {
    let linear = |c: u8| {
        let c = f64::from(c) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = rgb(colour).unwrap_or_default();
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

/// Contrast of two colours, 1 to 21.
#[must_use]
pub fn contrast(a: &str, b: &str) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}
