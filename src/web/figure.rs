//! Figures: the finding, what is shown, the chart with words that say what it shows, notes, source, and the table.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};

use super::chart::inline;
use super::table::{number, place, scrolled, table, under};
use super::text::{Set, Words, anchor};
use crate::document::Numbers;
use crate::document::model::{Block, ChartModel, FigureModel, ReportModel};

/// What figures and tables are made with.
pub struct Maker<'m> {
    pub words: Words<'m>,
    pub charts: &'m Charts,
    /// Pictures by their paths.
    pub files: &'m BTreeMap<String, Vec<u8>>,
    /// Figures whose tables stand in the annex.
    pub annex: Vec<&'m str>,
    pub numbers: Numbers,
}

/// The charts of a report as markup, by the figures that they are of.
pub type Charts = BTreeMap<String, String>;

/// Makes markup of all charts of a report.
///
/// # Errors
/// The figure whose chart could not be read, and why.
pub fn charts(model: &ReportModel, files: &BTreeMap<String, Vec<u8>>) -> Result<Charts, String> {
    let blocks = model.chapters.iter().flat_map(|chapter| &chapter.blocks);
    let figures =
        blocks.filter_map(|block| if let Block::Figure(figure) = block { Some(figure) } else { None });
    let drawn = figures.filter_map(|figure| Some((figure, figure.chart.as_ref()?)));
    let mut charts = Charts::new();
    for ((figure, chart), n) in drawn.zip(1..) {
        let bytes = files.get(&chart.path).map_or(&[][..], Vec::as_slice);
        let svg = std::str::from_utf8(bytes).map_err(|error| format!("{}: {error}", figure.id))?;
        let markup =
            inline(svg, &format!("c{n}"), &chart.alt).map_err(|why| format!("{}: {why}", figure.id))?;
        charts.insert(figure.id.clone(), markup);
    }
    Ok(charts)
}

/// Where a figure is found.
pub fn figure_place(id: &str) -> String {
    format!("figure-{}", anchor(id))
}

/// Charts wider than so many points take the whole column.
const WIDE: f64 = 400.0;

/// A figure, its chart and table numbered.
pub fn figure(it: &FigureModel, maker: &mut Maker<'_>) -> Markup {
    let place = figure_place(&it.id);
    let name = format!("{place}-name");
    let Some(chart) = &it.chart else { return without_chart(it, maker) };
    let (words, counted) = (maker.words, maker.numbers.chart().to_string());
    let drawn = maker.charts.get(&it.id).map_or("", String::as_str);
    html! {
        figure.drawn id=(place) aria-labelledby=(name) {
            h3 id=(name) { (number(words.get("figure"), &counted)) (Set(&it.headline)) }
            @if !it.subtitle.is_empty() { p.sub { (Set(&it.subtitle)) } }
            div.chart.wide[chart.width > WIDE] data-readout=[readout(chart)] {
                (scrolled(true, &name, PreEscaped(drawn.to_owned())))
            }
            (under(&[], &it.notes, reference(it, maker), &it.source))
            @if let Some(model) = &it.table { (table(words, model, &maker.numbers.table().to_string())) }
        }
    }
}

/// What the script reads out; nothing where a chart has no places.
fn readout(chart: &ChartModel) -> Option<&str> {
    Some(chart.readout.as_str()).filter(|text| !text.is_empty())
}

/// A figure that is only a table, or that says only what was found.
fn without_chart(it: &FigureModel, maker: &mut Maker<'_>) -> Markup {
    let words = maker.words;
    let place = figure_place(&it.id);
    let name = format!("{place}-name");
    // The caption of the table may say it.
    let captioned = it.table.as_ref().is_some_and(|table| table.caption == it.subtitle);
    html! {
        figure.drawn id=(place) aria-labelledby=(name) {
            h3 id=(name) { (Set(&it.headline)) }
            @if !it.subtitle.is_empty() && !captioned { p.sub { (Set(&it.subtitle)) } }
            @if let Some(model) = &it.table {
                @let mut whole = model.clone();
                @let () = whole.notes.splice(0..0, it.notes.iter().cloned()).for_each(drop);
                @let () = if whole.source.is_empty() { whole.source.clone_from(&it.source) };
                (table(words, &whole, &maker.numbers.table().to_string()))
            } @else {
                (under(&[], &it.notes, reference(it, maker), &it.source))
            }
        }
    }
}

/// "Cijfers: tabel B.3", linked to the table where it is there.
fn reference(it: &FigureModel, maker: &Maker<'_>) -> Option<Markup> {
    let text = &it.annex_reference;
    let linked = maker.annex.contains(&it.id.as_str());
    (!text.is_empty()).then(|| {
        html! { @if linked { a href=(format!("#{}", place(&it.id))) { (Set(text)) } } @else { (Set(text)) } }
    })
}
