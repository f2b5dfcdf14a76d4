//! Rows as horizontal bars for the report year: ranked, or the steps of a funnel.

use charming::datatype::{DataPoint, DataPointItem};
use charming::element::ItemStyle;
use charming::series::Bar;

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::columns::optional;
use super::cut::Shown;
use super::drawing::Drawing;
use super::frame::{Frame, Scale};
use super::metrics::Weight;
use super::readout::{Readout, Way};
use super::theme::mix;
use super::view::View;
use crate::base::Period;

use crate::measures::{Flag, Form, Role};

const ROW: f64 = 13.0;
/// Of rows with a name of two lines, and of steps.
const TALL_ROW: f64 = 18.5;
const STEP_ROW: f64 = 19.0;
const NAME_LINES: usize = 2;
/// Of rows with a name of three lines.
const TALLEST_ROW: f64 = 27.0;
const BAR: f64 = 9.0;
const STEP_BAR: f64 = 12.0;
/// Signs of what is drawn hatched.
const UNSURE: [&str; 2] = ["[p]", "[d]"];
/// Rows beyond these stand in the table only.
const MOST: usize = 20;
/// So few rows need no chart.
const FEW: usize = 3;

/// Option and height of a chart with ranked bars.
pub fn ranked(view: &View<'_>) -> Option<Drawing> {
    bars(view, &shown(view), false)
}

/// The rows of ranked bars. Where there are too many, groups stand for their members; of groups, or of rows
/// without any, the largest are shown.
pub fn shown(view: &View<'_>) -> Shown {
    let role = |row: usize| view.table.rows()[row].role;
    let of = |keep: fn(Role) -> bool| -> Vec<usize> {
        (0..view.table.rows().len()).filter(|row| keep(role(*row))).collect()
    };
    let mut rows =
        of(|role| matches!(role, Role::Body | Role::Group | Role::Member | Role::Other | Role::Unknown));
    let named = rows.iter().filter(|row| !matches!(role(**row), Role::Other | Role::Unknown)).count();
    let size = |row: usize| columns(view).and_then(|(col, _)| view.value(row, col)).unwrap_or_default();
    if named > MOST && rows.iter().any(|row| role(*row) == Role::Group) {
        let wholes = of(|role| matches!(role, Role::Body | Role::Group | Role::Other | Role::Unknown));
        let found = Shown::of(view, wholes, MOST, role, size);
        let note = || view.words.fill("charts.groups_only", &[]);
        return Shown { note: found.note.or_else(|| Some(note())), ..found };
    }
    if rows.is_empty() {
        rows = view.parts();
    }
    Shown::of(view, rows, MOST, role, size)
}

/// Option and height of a chart of steps.
pub fn funnel(view: &View<'_>) -> Option<Drawing> {
    let rows = view.table.rows();
    let steps: Vec<usize> = (0..rows.len()).filter(|r| rows[*r].role != Role::Derived).collect();
    bars(view, &Shown { rows: steps, note: None }, true)
}

/// The bars of a chart: what they show, and where.
struct Bars<'a> {
    view: &'a View<'a>,
    rows: &'a [usize],
    /// Whether each bar is a step after the one above it.
    steps: bool,
    col: usize,
    /// The column of the year before, with its year.
    before: Option<(usize, i32)>,
    /// The signs that all numbers bear.
    shared: Vec<&'static str>,
    /// The names of the rows, in lines.
    names: Vec<Vec<String>>,
    bar: f64,
    frame: Frame,
    scale: Scale,
}

fn bars(view: &View<'_>, shown: &Shown, steps: bool) -> Option<Drawing> {
    let rows = shown.rows.as_slice();
    let bars = Bars::new(view, rows, steps)?;
    let mut canvas = Canvas::new(view.theme);
    let data: Vec<DataPoint> = (0..rows.len()).map(|place| bars.row(&mut canvas, place)).collect();
    if steps {
        bars.taper(&mut canvas);
    }
    bars.marks(&mut canvas);
    bars.base(&mut canvas);
    bars.legend(&mut canvas);
    let bottom = bars.frame.bottom();
    let height = shown.write(&mut canvas, view, bars.frame.left, bottom + 2.0) + 1.0;
    let series = Bar::new().bar_width(bars.bar).data(data);
    let chart = bars.frame.chart(&bars.scale, rows.len(), true).series(series);
    Some(Drawing::new(&chart, canvas, height, vec![bars.readout()]))
}

/// The names of rows in a room: in two lines, or in three where two do not hold all of them.
fn names(view: &View<'_>, rows: &[usize], room: f64) -> Vec<Vec<String>> {
    let (metrics, size) = (&view.theme.metrics, view.theme.tokens.sizes.chart_label);
    let holds = |r: &usize| metrics.holds(&view.row_name(*r), size, Weight::Bold, room, NAME_LINES);
    let lines = if rows.iter().all(holds) { NAME_LINES } else { NAME_LINES + 1 };
    rows.iter().map(|r| metrics.wrap(&view.row_name(*r), size, Weight::Bold, room, lines)).collect()
}

impl<'a> Bars<'a> {
    fn new(view: &'a View<'a>, rows: &'a [usize], steps: bool) -> Option<Self> {
        let (col, before) = columns(view)?;
        // One bar beside nothing compares nothing, and of a few rows the table says it at a glance.
        let long = |r: &&usize| view.value(**r, col).is_some_and(|v| v > 0.0);
        if !steps && (rows.len() <= FEW || rows.iter().filter(long).count() < 2) {
            return None;
        }
        // With a third of the bars withheld a chart shows what protection left.
        let withheld = rows.iter().filter(|r| view.hidden(**r, col)).count();
        if !steps && 3 * withheld >= rows.len() {
            return None;
        }
        // A part of a year is not set against a whole one, nor is there a mark where nothing is known.
        let part =
            |c: usize| rows.iter().any(|r| view.table.cell(*r, c).flags().contains(&Flag::PartialYear));
        let before = before
            .filter(|(b, _)| !part(col) && !part(*b))
            .filter(|(b, _)| rows.iter().any(|r| view.value(*r, *b).is_some()));
        let shared = view.shared_signs(rows, col);
        let (metrics, size) = (&view.theme.metrics, view.theme.tokens.sizes.chart_label);
        let widest = |texts: &mut dyn Iterator<Item = String>| {
            texts.map(|t| metrics.width(&t, size, Weight::Bold)).fold(0.0, f64::max)
        };
        let left = (widest(&mut rows.iter().map(|r| view.row_name(*r))) + 8.0).min(view.width * 0.4);
        let right = widest(&mut rows.iter().map(|r| number_text(view, *r, col, &shared))) + 10.0;
        let names = names(view, rows, left - 8.0);
        let row = match (names.iter().map(Vec::len).max().unwrap_or(1), steps) {
            (0 | 1, false) => ROW,
            (0 | 1, true) => STEP_ROW,
            (NAME_LINES, _) => TALL_ROW,
            _ => TALLEST_ROW,
        };
        let top = if before.is_some() || !shared.is_empty() { 14.0 } else { 2.0 };
        let (width, height) = (view.width - left - right, row * rows.len() as f64);
        let shown = rows.iter().flat_map(|r| {
            [Some(col), before.map(|b| b.0)].into_iter().flatten().filter_map(|c| view.value(*r, c))
        });
        let scale = Scale::to(shown.fold(0.0, f64::max));
        let bar = if steps { STEP_BAR } else { BAR };
        let frame = Frame { left, top, width, height };
        Some(Self { view, rows, steps, col, before, shared, names, bar, frame, scale })
    }

    /// The number of each row, and that of the year before.
    fn readout(&self) -> Readout {
        let view = self.view;
        let cols: Vec<usize> = [Some(self.col), self.before.map(|b| b.0)].into_iter().flatten().collect();
        let name = |col: &usize| view.words.label(&view.table.cols()[*col].label);
        let place =
            |row: &usize| (view.row_name(*row), cols.iter().map(|col| view.printed(*row, *col)).collect());
        Readout {
            frame: Frame { left: 0.0, width: view.width, ..self.frame },
            way: Way::Down,
            names: cols.iter().map(name).collect(),
            places: self.rows.iter().map(place).collect(),
        }
    }

    /// The middle of a row, downwards.
    fn middle(&self, place: usize) -> f64 {
        self.frame.down(place, self.rows.len())
    }

    /// The text of a label.
    fn label(&self, weight: Weight) -> Type<'a> {
        let tokens = &self.view.theme.tokens;
        Type { size: tokens.sizes.chart_label, weight, colour: &tokens.colours.ink }
    }

    /// The text of what is said beside the bars.
    fn small(&self) -> Type<'a> {
        let tokens = &self.view.theme.tokens;
        Type { size: tokens.sizes.chart_small, weight: Weight::Regular, colour: &tokens.colours.soft }
    }

    /// A row's name, number and hatching; gives its bar.
    fn row(&self, canvas: &mut Canvas<'_>, place: usize) -> DataPoint {
        let (view, row, bar, y) = (self.view, self.rows[place], self.bar, self.middle(place));
        let paper = &view.theme.tokens.colours.paper;
        let role = view.table.rows()[row].role;
        let weight = if role == Role::Group || (self.steps && role == Role::Total) {
            Weight::Bold
        } else {
            Weight::Regular
        };
        write_name(canvas, &self.names[place], self.frame.left - 6.0, y, self.label(weight));
        let value = view.value(row, self.col);
        let end = value.map_or(self.frame.left, |v| self.frame.x(&self.scale, v));
        let mark = self.mark(row);
        if let Some(mark) = mark {
            // On a bar the mark is light, beside it dark; it is drawn over the bar's full height and a
            // little more.
            let light = Paint::stroke(paper, 2.6, Layer::Front);
            canvas.line(&light, &[(mark, y - bar / 2.0), (mark, y + bar / 2.0)]);
        }
        // What all bars are is said once, in the legend.
        let shared = self.shared.iter().any(|sign| UNSURE.contains(sign));
        if view.unsure(row, self.col) && !shared && end > self.frame.left {
            canvas.hatch(paper, self.frame.left, y - bar / 2.0, end - self.frame.left, bar);
        }
        let after = mark.filter(|m| *m > end - 1.0).map_or(end, |m| m.max(end));
        let text = number_text(view, row, self.col, &self.shared);
        canvas.text(&text, after + 5.0, y, Align::Left, self.label(Weight::Bold));
        let style = ItemStyle::new().color(colour(view, role, self.steps));
        DataPointItem::new(optional(value)).item_style(style).into()
    }

    /// Where a row's number of the year before stands.
    fn mark(&self, row: usize) -> Option<f64> {
        let value = self.before.and_then(|(col, _)| self.view.value(row, col));
        value.map(|v| self.frame.x(&self.scale, v))
    }

    /// Marks of the year before, over everything.
    fn marks(&self, canvas: &mut Canvas<'_>) {
        let paint = Paint::stroke(&self.view.theme.tokens.colours.ink, 1.2, Layer::Front);
        for (place, row) in self.rows.iter().enumerate() {
            if let Some(x) = self.mark(*row) {
                let (y, half) = (self.middle(place), self.bar / 2.0 + 1.5);
                canvas.line(&paint, &[(x, y - half), (x, y + half)]);
            }
        }
    }

    /// What the marks are, and what the signs of all bars mean.
    fn legend(&self, canvas: &mut Canvas<'_>) {
        let (view, look) = (self.view, self.small());
        let tokens = &view.theme.tokens;
        let mut x = self.frame.left;
        if let Some((_, year)) = self.before {
            let ink = Paint::stroke(&tokens.colours.ink, 1.2, Layer::Front);
            canvas.line(&ink, &[(x + 1.0, 1.5), (x + 1.0, 10.5)]);
            let text = view.words.fill("charts.mark", &[("year", view.words.period(Period::Year(year)))]);
            canvas.text(&text, x + 6.0, 6.0, Align::Left, look);
            x += 6.0 + view.theme.metrics.width(&text, look.size, look.weight) + 14.0;
        }
        if self.shared.is_empty() {
            return;
        }
        let meaning = |sign: &&str| {
            let key = format!("sign.{}", sign.trim_matches(['[', ']']));
            format!("{sign} {}", view.words.fill(&key, &[]))
        };
        let meanings: Vec<String> = self.shared.iter().map(meaning).collect();
        let text = format!("{} {}", self.year(), meanings.join(", "));
        let room = view.width - x;
        let text = view.theme.metrics.shorten(text.trim(), look.size, look.weight, room);
        canvas.text(&text, x, 6.0, Align::Left, look);
    }

    /// The year of the bars.
    fn year(&self) -> String {
        let period = super::view::period(&self.view.table.cols()[self.col]);
        period.map_or_else(String::new, |p| self.view.words.period(p))
    }

    /// Light areas that join the bars of neighbouring steps; a withheld step leaves them out.
    fn taper(&self, canvas: &mut Canvas<'_>) {
        let (view, frame, half) = (self.view, &self.frame, self.bar / 2.0);
        let paint = Paint::fill(&mix(view.accent, &view.theme.tokens.colours.paper, 0.14), Layer::Behind);
        for (place, pair) in self.rows.windows(2).enumerate() {
            let ends = view.value(pair[0], self.col).zip(view.value(pair[1], self.col));
            if let Some((a, b)) = ends {
                let (y, z) = (self.middle(place) + half, self.middle(place + 1) - half);
                let (a, b) = (frame.x(&self.scale, a), frame.x(&self.scale, b));
                canvas.area(&paint, &[(frame.left, y), (a, y), (b, z), (frame.left, z)]);
            }
        }
    }

    /// The line at which the bars begin.
    fn base(&self, canvas: &mut Canvas<'_>) {
        let tokens = &self.view.theme.tokens;
        let paint = Paint::stroke(&tokens.colours.soft, tokens.lines.axis, Layer::Front);
        let (left, frame) = (self.frame.left, &self.frame);
        canvas.line(&paint, &[(left, frame.top), (left, frame.bottom())]);
    }
}

/// The report year's column, and that of the year before with its year. Without years: the first column.
fn columns(view: &View<'_>) -> Option<(usize, Option<(usize, i32)>)> {
    let years = view.years();
    let Some(col) = view.report_column() else {
        return super::view::drawn(view.table.cols()).first().map(|col| (*col, None));
    };
    if view.table.form() == Form::LatestBars {
        // One bar compares nothing.
        let drawn = (0..view.table.rows().len()).filter(|r| view.value(*r, col).is_some());
        return (drawn.count() > 1).then_some((col, None));
    }
    let year = years.iter().find(|(c, _)| *c == col).map(|(_, y)| *y)?;
    Some((col, years.iter().copied().find(|(_, y)| *y == year - 1)))
}

/// A number with the signs that are its own; `[u]` has a note under the figure.
fn number_text(view: &View<'_>, row: usize, col: usize, shared: &[&str]) -> String {
    let text = view.text(row, col);
    let own = view.sign_list(row, col).into_iter().filter(|s| *s != "[u]" && !shared.contains(s));
    let signs: String = own.collect();
    if signs.is_empty() || text.is_empty() { text } else { format!("{text} {signs}") }
}

fn colour(view: &View<'_>, role: Role, steps: bool) -> String {
    let colours = &view.theme.tokens.colours;
    match role {
        Role::Other | Role::Unknown => colours.other.clone(),
        Role::Member => mix(view.accent, &colours.paper, 0.6),
        Role::Body if steps => colours.other.clone(),
        _ => view.accent.to_owned(),
    }
}

fn write_name(canvas: &mut Canvas<'_>, lines: &[String], x: f64, y: f64, look: Type<'_>) {
    let first = y - (lines.len() as f64 - 1.0) * look.size * 0.58;
    for (i, line) in lines.iter().enumerate() {
        canvas.text(line, x, first + i as f64 * look.size * 1.16, Align::Right, look);
    }
}
