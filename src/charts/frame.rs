//! The area in which the series are drawn, its scale, and the option that holds them.

use charming::Chart;
use charming::component::{Axis, Grid};
use charming::element::AxisType;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::metrics::Weight;
use super::view::{Unit, View};
use crate::base::Num;

/// The area of the series, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Left edge.
    pub left: f64,
    /// Upper edge.
    pub top: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// A scale from zero with round steps.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// Lower end: zero, or below it when there are negative numbers.
    pub min: f64,
    /// Upper end.
    pub max: f64,
    /// Distance of the grid lines.
    pub step: f64,
}

impl Scale {
    /// Covers the published numbers, with about so many steps.
    pub fn covering(values: impl Iterator<Item = f64>, steps: f64) -> Self {
        let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), v| (low.min(v), high.max(v)));
        let span = if high > low { high - low } else { 1.0 };
        let rough = span / steps;
        let unit = 10_f64.powf(rough.log10().floor());
        let step =
            [1.0, 2.0, 2.5, 5.0, 10.0].iter().map(|m| m * unit).find(|s| *s >= rough * 0.999).unwrap_or(unit);
        // No half contacts.
        let step = if step < 1.0 && high >= 1.0 { 1.0 } else { step };
        Self { min: (low / step).floor() * step, max: (high / step).ceil().max(1.0) * step, step }
    }

    /// As [`Self::covering`], for seconds: from two minutes on the steps are round in minutes.
    pub fn of_unit(values: impl Iterator<Item = f64> + Clone, steps: f64, unit: Unit) -> Self {
        let minutes = values.clone().fold(0.0, f64::max) / 60.0;
        if unit != Unit::Clock || minutes < 2.0 {
            return Self::covering(values, steps);
        }
        // Hours go by quarters of a day.
        let hours = minutes / 60.0;
        let round = [1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 48.0, 96.0];
        if let Some(step) = round.into_iter().find(|step| hours / step <= steps + 1.0).filter(|_| hours > 3.0)
        {
            return Self { min: 0.0, max: (hours / step).ceil() * step * 3600.0, step: step * 3600.0 };
        }
        let Self { min, max, step } = Self::covering(values.map(|v| v / 60.0), steps);
        Self { min: min * 60.0, max: max * 60.0, step: step * 60.0 }
    }

    /// Exactly from zero to a number.
    pub fn to(max: f64) -> Self {
        let max = if max > 0.0 { max } else { 1.0 };
        Self { min: 0.0, max, step: max }
    }

    /// The values of the grid lines.
    pub fn ticks(&self) -> Vec<f64> {
        let count = ((self.max - self.min) / self.step).round() as usize;
        (0..=count).map(|i| self.min + self.step * i as f64).collect()
    }
}

impl Frame {
    /// Height at which a value stands.
    pub fn y(&self, scale: &Scale, value: f64) -> f64 {
        self.top + self.height * (1.0 - (value - scale.min) / (scale.max - scale.min))
    }

    /// Place across at which a value stands.
    pub fn x(&self, scale: &Scale, value: f64) -> f64 {
        self.left + self.width * (value - scale.min) / (scale.max - scale.min)
    }

    /// Middle of a band of many, across.
    pub fn across(&self, place: usize, of: usize) -> f64 {
        self.left + self.width * (place as f64 + 0.5) / of as f64
    }

    /// Middle of a band of many, downwards.
    pub fn down(&self, place: usize, of: usize) -> f64 {
        self.top + self.height * (place as f64 + 0.5) / of as f64
    }

    /// Right edge.
    pub fn right(&self) -> f64 {
        self.left + self.width
    }

    /// Lower edge.
    pub fn bottom(&self) -> f64 {
        self.top + self.height
    }

    /// A chart with this area: categories across or down, and the other way a scale. Axes are not
    /// drawn by the script: their lines and names are cheaper on the canvas.
    pub fn chart(&self, scale: &Scale, categories: usize, horizontal: bool) -> Chart {
        let names: Vec<String> = (0..categories).map(|i| i.to_string()).collect();
        let category = Axis::new().type_(AxisType::Category).show(false).data(names).inverse(horizontal);
        let value = Axis::new().type_(AxisType::Value).show(false).min(scale.min).max(scale.max);
        let (x, y) = if horizontal { (value, category) } else { (category, value) };
        let grid = Grid::new().left(self.left).top(self.top).width(self.width).height(self.height);
        Chart::new().animation(false).grid(grid).x_axis(x).y_axis(y)
    }

    /// Grid lines with their numbers to the left; the zero line is darker.
    pub fn value_lines(&self, canvas: &mut Canvas<'_>, view: &View<'_>, scale: &Scale, unit: Unit) {
        let tokens = &view.theme.tokens;
        let fine = Paint::stroke(&tokens.colours.hairline, tokens.lines.hairline, Layer::Behind);
        let base = Paint::stroke(&tokens.colours.soft, tokens.lines.axis, Layer::Front);
        let look =
            Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft };
        for tick in scale.ticks() {
            let y = self.y(scale, tick);
            let paint = if tick.abs() < scale.step / 2.0 { &base } else { &fine };
            canvas.line(paint, &[(self.left, y), (self.right(), y)]);
            canvas.text(
                &view.write(tick_number(tick, scale.step), unit),
                self.left - 5.0,
                y,
                Align::Right,
                look,
            );
        }
    }

    /// Widest number that [`Self::value_lines`] would write.
    pub fn tick_width(view: &View<'_>, scale: &Scale, unit: Unit) -> f64 {
        let size = view.theme.tokens.sizes.chart_small;
        let width = |tick: f64| {
            let text = view.write(tick_number(tick, scale.step), unit);
            view.theme.metrics.width(&text, size, Weight::Regular)
        };
        scale.ticks().into_iter().map(width).fold(0.0, f64::max)
    }
}

/// A grid line's value, with no more decimals than its step needs.
pub fn tick_number(tick: f64, step: f64) -> Num {
    let decimals = (0..6_u8).find(|d| {
        let scaled = step * 10_f64.powi(i32::from(*d));
        (scaled - scaled.round()).abs() < 1e-6
    });
    let decimals = decimals.unwrap_or(2);
    Num { scaled: (tick * 10_f64.powi(i32::from(decimals))).round() as i64, decimals }
}

/// Moves places apart so that neighbours are at least `gap` away, inside the given ends; order is kept.
pub fn spread(places: &[f64], gap: f64, from: f64, to: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| places[*a].total_cmp(&places[*b]).then(a.cmp(b)));
    let mut moved = places.to_vec();
    let mut least = from;
    for i in &order {
        moved[*i] = moved[*i].max(least);
        least = moved[*i] + gap;
    }
    let mut most = to;
    for i in order.iter().rev() {
        moved[*i] = moved[*i].min(most);
        most = moved[*i] - gap;
    }
    moved
}
