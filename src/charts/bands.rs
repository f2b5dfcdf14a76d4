//! Events behind the months of the report year: a light band for days that last, a line for one day, and
//! the number under which the note explains it.

use chrono::{Datelike, NaiveDate};

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::frame::Frame;
use super::metrics::Weight;
use super::theme::mix;
use super::view::View;

/// Rows of numbers above one another, so that neighbours do not touch.
const LEVELS: usize = 3;

/// Draws the events that the table's notes name; the area of the frame is the report year.
pub fn bands(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame) {
    let tokens = &view.theme.tokens;
    let year = view.table.year();
    let day = |text: Option<&String>| text?.strip_prefix("date:")?.parse::<NaiveDate>().ok();
    let look = Type { size: tokens.sizes.chart_small, weight: Weight::Bold, colour: &tokens.colours.soft };
    let mut last: Vec<f64> = Vec::new();
    for note in view.table.notes().iter().filter(|n| n.id == "event" || n.id == "event-day") {
        let (Some(from), Some(number)) = (day(note.args.get("from")), note.args.get("n")) else { continue };
        let to = day(note.args.get("to"));
        let start = frame.left + frame.width * part_of_year(year, from, false);
        let end = to.map(|to| frame.left + frame.width * part_of_year(year, to, true));
        match end {
            Some(end) => {
                let paint =
                    Paint::fill(&mix(&tokens.colours.soft, &tokens.colours.paper, 0.12), Layer::Behind);
                canvas.rect(&paint, start, frame.top, (end - start).max(1.0), frame.height);
            }
            None => {
                let paint = Paint::stroke(&tokens.colours.soft, tokens.lines.axis, Layer::Behind);
                canvas.line(&paint, &[(start, frame.top), (start, frame.bottom())]);
            }
        }
        // A number too near to its neighbour goes a step lower.
        let x = start + 2.0;
        let level = (0..LEVELS).find(|l| last.get(*l).is_none_or(|before| x - before > 8.0)).unwrap_or(0);
        if level < last.len() {
            last[level] = x;
        } else {
            last.push(x);
        }
        canvas.text(number, x, frame.top + 4.0 + 8.0 * level as f64, Align::Left, look);
    }
}

/// How far into the year a day lies: its beginning, or its end. Every month is as wide as another.
fn part_of_year(year: i32, day: NaiveDate, end: bool) -> f64 {
    if day.year() != year {
        return if day.year() < year { 0.0 } else { 1.0 };
    }
    let next = day.with_day(1).and_then(|d| d.checked_add_months(chrono::Months::new(1)));
    let days = next.and_then(|d| d.pred_opt()).map_or(31, |d| d.day());
    let passed = if end { day.day() } else { day.day0() };
    (f64::from(day.month0()) + f64::from(passed) / f64::from(days)) / 12.0
}

#[cfg(test)]
mod tests {
    use super::part_of_year;

    #[test]
    fn days_lie_where_their_month_is() {
        let at = |text: &str, end| part_of_year(2020, text.parse().unwrap(), end);
        assert!((at("2020-01-01", false)).abs() < 1e-9);
        assert!((at("2020-12-31", true) - 1.0).abs() < 1e-9);
        // 15 of the 30 days of April are over at the end of the 15th: three months and a half of twelve.
        assert!((at("2020-04-15", true) - 3.5 / 12.0).abs() < 1e-9);
        assert!((at("2019-11-02", false)).abs() < 1e-9 && (at("2021-01-05", true) - 1.0).abs() < 1e-9);
    }
}
