//! Texts and plain shapes drawn beside the series, at places computed here.

use serde_json::{Value, json};

use super::metrics::Weight;
use super::theme::Theme;
use crate::words::typographic;

/// Where a text stands relative to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// To the right of the point.
    Left,
    /// Around it.
    Center,
    /// To the left of it.
    Right,
}

/// Behind or in front of the series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Grid lines.
    Behind,
    /// Hatching, marks, texts.
    Front,
}

/// How shapes are painted; shapes painted alike become one element.
#[derive(Debug, Clone, PartialEq)]
pub struct Paint {
    fill: Option<String>,
    stroke: Option<(String, f64)>,
    dashed: bool,
    layer: Layer,
}

impl Paint {
    /// Filled.
    pub fn fill(colour: &str, layer: Layer) -> Self {
        Self { fill: Some(colour.to_owned()), stroke: None, dashed: false, layer }
    }

    /// Drawn as a line.
    pub fn stroke(colour: &str, width: f64, layer: Layer) -> Self {
        Self { fill: None, stroke: Some((colour.to_owned(), width)), dashed: false, layer }
    }

    /// Dashed.
    pub fn dashed(mut self) -> Self {
        self.dashed = true;
        self
    }
}

#[derive(Default)]
struct Shapes {
    rects: Vec<f64>,
    lines: Vec<Vec<f64>>,
    areas: Vec<Vec<f64>>,
    discs: Vec<f64>,
}

/// A text's look.
#[derive(Debug, Clone, Copy)]
pub struct Type<'a> {
    /// Size in points.
    pub size: f64,
    /// How heavy.
    pub weight: Weight,
    /// Colour.
    pub colour: &'a str,
}

/// Collects the texts and shapes of a chart.
pub struct Canvas<'a> {
    theme: &'a Theme,
    painted: Vec<(Paint, Shapes)>,
    texts: Vec<Value>,
}

/// Hundredths of a point are enough.
fn px(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

impl<'a> Canvas<'a> {
    /// Empty.
    pub fn new(theme: &'a Theme) -> Self {
        Self { theme, painted: Vec::new(), texts: Vec::new() }
    }

    fn shapes(&mut self, paint: &Paint) -> &mut Shapes {
        let place = self.painted.iter().position(|(p, _)| p == paint).unwrap_or_else(|| {
            self.painted.push((paint.clone(), Shapes::default()));
            self.painted.len() - 1
        });
        &mut self.painted[place].1
    }

    /// A rectangle.
    pub fn rect(&mut self, paint: &Paint, x: f64, y: f64, width: f64, height: f64) {
        self.shapes(paint).rects.extend([px(x), px(y), px(width), px(height)]);
    }

    /// A line through points.
    pub fn line(&mut self, paint: &Paint, points: &[(f64, f64)]) {
        self.shapes(paint).lines.push(flat(points));
    }

    /// A closed area.
    pub fn area(&mut self, paint: &Paint, points: &[(f64, f64)]) {
        self.shapes(paint).areas.push(flat(points));
    }

    /// A filled circle.
    pub fn disc(&mut self, paint: &Paint, x: f64, y: f64, radius: f64) {
        self.shapes(paint).discs.extend([px(x), px(y), px(radius)]);
    }

    /// Oblique lines over a rectangle: a partial or provisional period.
    pub fn hatch(&mut self, colour: &str, x: f64, y: f64, width: f64, height: f64) {
        const STEP: f64 = 4.4;
        let paint = Paint::stroke(colour, self.theme.tokens.lines.hatch, Layer::Front);
        // Lines x + y = c, cut off at the sides of the rectangle.
        let mut c = ((x + y) / STEP).ceil() * STEP;
        while c < x + width + y + height {
            let right = (c - y).min(x + width);
            let left = (c - y - height).max(x);
            if right - left > 0.3 {
                self.line(&paint, &[(left, c - left), (right, c - right)]);
            }
            c += STEP;
        }
    }

    /// A line of text, centred vertically on its point; empty text is not drawn.
    pub fn text(&mut self, text: &str, x: f64, y: f64, align: Align, look: Type<'_>) {
        self.write(text, (x, y), align, look, false);
    }

    /// As [`Self::text`], with paper around the letters: it can be read over lines.
    pub fn text_over(&mut self, text: &str, x: f64, y: f64, align: Align, look: Type<'_>) {
        self.write(text, (x, y), align, look, true);
    }

    fn write(&mut self, text: &str, (x, y): (f64, f64), align: Align, look: Type<'_>, edged: bool) {
        if text.is_empty() {
            return;
        }
        let weights = &self.theme.tokens.weights;
        let mut style = json!({
            "text": typographic(text), "x": px(x), "y": px(y), "fill": look.colour,
            "fontSize": look.size, "fontFamily": self.theme.tokens.fonts.sans,
            "fontWeight": if look.weight == Weight::Bold { weights.bold } else { weights.regular },
            "verticalAlign": "middle",
        });
        if edged {
            style["stroke"] = json!(self.theme.tokens.colours.paper);
            style["lineWidth"] = json!(2.4);
        }
        match align {
            Align::Left => {}
            Align::Center => style["align"] = json!("center"),
            Align::Right => style["align"] = json!("right"),
        }
        self.texts.push(json!({ "type": "text", "silent": true, "z": 20, "style": style }));
    }

    /// As the `graphic` component of an option.
    pub fn into_graphic(self) -> Value {
        let shapes = self.painted.into_iter().map(|(paint, shapes)| {
            let mut style = json!({ "fill": paint.fill });
            if let Some((colour, width)) = &paint.stroke {
                style["stroke"] = json!(colour);
                style["lineWidth"] = json!(width);
            }
            if paint.dashed {
                style["lineDash"] = json!([3.5, 2.5]);
            }
            let Shapes { rects, lines, areas, discs } = shapes;
            let z = if paint.layer == Layer::Behind { 0 } else { 10 };
            json!({
                "type": "marks", "silent": true, "z": z, "style": style,
                "shape": { "rects": rects, "lines": lines, "areas": areas, "discs": discs },
            })
        });
        Value::Array(shapes.chain(self.texts).collect())
    }
}

fn flat(points: &[(f64, f64)]) -> Vec<f64> {
    points.iter().flat_map(|(x, y)| [px(*x), px(*y)]).collect()
}
