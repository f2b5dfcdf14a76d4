//! The year at a glance: key figures with a line through the years, and what stands out.

use std::fmt::Write;

use maud::{Markup, PreEscaped, html};

use super::table::{Cell, under};
use super::text::{Set, Words};
use crate::document::model::{KeyPage, Tile};

/// Width and height of a line through the years.
const SPARK: (f64, f64) = (120.0, 28.0);

/// The section, where the report has one.
pub fn key_page(words: Words<'_>, it: &KeyPage) -> Option<Markup> {
    (!it.title.is_empty()).then(|| {
        html! {
            section aria-labelledby="key" {
                h2 id="key" { (Set(&it.title)) }
                ul.tiles { @for (at, tile) in it.tiles.iter().enumerate() { (tile_of(tile, at < large(it.tiles.len()))) } }
                (under(&it.legend, &[], None, ""))
                @if !it.findings.is_empty() {
                    h3 { (Set(words.get("findings"))) }
                    ul.findings { @for finding in &it.findings { li { (Set(finding)) } } }
                }
            }
        }
    })
}

/// How many of so many tiles are large: as on paper.
fn large(tiles: usize) -> usize {
    match tiles {
        0..=4 => tiles,
        5 | 8 | 10 => 2,
        _ => 0,
    }
}

fn tile_of(it: &Tile, large: bool) -> Markup {
    html! {
        li.large[large] {
            p.value { (Cell(&it.value)) }
            p.of { (Set(&it.label)) }
            @if !it.change.is_empty() {
                p.change { span aria-hidden="true" { (arrow(it.direction)) } " " (Set(&it.change)) }
            }
            @if let Some(line) = spark(&it.spark) {
                div.spark aria-hidden="true" {
                    (line)
                    span { (Set(&it.spark_from)) } span { (Set(&it.spark_to)) }
                }
            }
        }
    }
}

/// A triangle up or down, a bar when nothing changed; the words beside it say the same.
fn arrow(direction: i8) -> &'static str {
    match direction {
        1.. => "▲",
        0 => "■",
        ..0 => "▼",
    }
}

/// A line through the years; years without a number leave a gap. The last point is marked.
fn spark(values: &[Option<f64>]) -> Option<Markup> {
    let known = || values.iter().flatten().copied();
    if known().count() < 2 {
        return None;
    }
    let (low, high) = known().fold((f64::MAX, f64::MIN), |(low, high), v| (low.min(v), high.max(v)));
    let span = (high - low).max(1e-9);
    let (width, height) = SPARK;
    let step = width / values.len().saturating_sub(1).max(1) as f64;
    let point = |at: usize, value: f64| (at as f64 * step + 3.0, height * (1.0 - (value - low) / span) + 3.0);
    let (mut path, mut drawing) = (String::new(), false);
    for (at, value) in values.iter().enumerate() {
        if let Some(value) = value {
            let (x, y) = point(at, *value);
            let _ = write!(path, "{}{x:.1} {y:.1}", if drawing { 'L' } else { 'M' });
        }
        drawing = value.is_some();
    }
    let mut dot = String::new();
    if let Some(Some(last)) = values.last() {
        let (x, y) = point(values.len() - 1, *last);
        let _ = write!(dot, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>");
    }
    let (width, height) = (width + 6.0, height + 6.0);
    Some(PreEscaped(format!("<svg viewBox=\"0 0 {width} {height}\"><path d=\"{path}\"/>{dot}</svg>")))
}
