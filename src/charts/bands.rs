//! Events behind the months of one or more years: a light band for days that last, a line for one day, and
//! the number under which the note explains it.

use chrono::{Datelike, NaiveDate};

use super::canvas::{Align, Canvas, Layer, Paint, Type};
use super::frame::Frame;
use super::metrics::Weight;
use super::theme::mix;
use super::view::View;

/// Rows of numbers above one another, so that neighbours do not touch.
const LEVELS: usize = 3;

/// Draws the events that the table's notes name; the area of the frame is so many months from one on.
pub fn bands(canvas: &mut Canvas<'_>, view: &View<'_>, frame: &Frame, first: (i32, u32), months: usize) {
    let tokens = &view.theme.tokens;
    let day = |text: Option<&String>| text?.strip_prefix("date:")?.parse::<NaiveDate>().ok();
    let look = Type { size: tokens.sizes.chart_small, weight: Weight::Bold, colour: &tokens.colours.soft };
    let mut last: Vec<f64> = Vec::new();
    for note in view.table.notes().iter().filter(|n| n.id == "event" || n.id == "event-day") {
        let (Some(from), Some(number)) = (day(note.args.get("from")), note.args.get("n")) else { continue };
        let to = day(note.args.get("to"));
        // What happened before or after all months stands in the note only.
        let (begins, ends) = (months_from(first, from, false), months_from(first, to.unwrap_or(from), true));
        if ends <= 0.0 || begins >= months as f64 {
            continue;
        }
        let place = |day: NaiveDate, end: bool| {
            frame.left + frame.width * (months_from(first, day, end) / months as f64).clamp(0.0, 1.0)
        };
        let start = place(from, false);
        let end = to.map(|to| place(to, true));
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

/// How many months after the beginning of one a day lies: its beginning, or its end. Every month is as
/// long as another.
fn months_from(first: (i32, u32), day: NaiveDate, end: bool) -> f64 {
    let next = day.with_day(1).and_then(|d| d.checked_add_months(chrono::Months::new(1)));
    let days = next.and_then(|d| d.pred_opt()).map_or(31, |d| d.day());
    let passed = if end { day.day() } else { day.day0() };
    let months = f64::from(day.year() - first.0) * 12.0 + f64::from(day.month()) - f64::from(first.1);
    months + f64::from(passed) / f64::from(days)
}

#[cfg(test)]
mod tests {
    use super::months_from;

    #[test]
    fn days_lie_where_their_month_is() {
        let at = |text: &str, end| months_from((2020, 1), text.parse().unwrap(), end);
        assert!((at("2020-01-01", false)).abs() < 1e-9);
        assert!((at("2020-12-31", true) - 12.0).abs() < 1e-9);
        // 15 of the 30 days of April are over at the end of the 15th: three months and a half.
        assert!((at("2020-04-15", true) - 3.5).abs() < 1e-9);
        assert!((at("2019-11-01", false) + 2.0).abs() < 1e-9);
        assert!((months_from((2018, 9), "2020-03-31".parse().unwrap(), true) - 19.0).abs() < 1e-9);
    }
}
