//! Moments that spreadsheets count in days.

use super::super::calendar::{days_from_civil, is_day, write_day, write_moment, write_second, write_span};
use super::super::parquet::float;

/// What the format of a cell makes of its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// A number.
    #[default]
    Number,
    /// A day.
    Day,
    /// A day with a time, or a month.
    Moment,
    /// A time of day.
    Clock,
    /// A time span, with more than 24 hours where there are.
    Span,
}

/// Last day that a spreadsheet knows, 9999-12-31.
const LAST: f64 = 2_958_466.0;
/// Days between the two beginnings of counting.
const FROM_1904: f64 = 1462.0;
/// The number of 1970-01-01.
const EPOCH: f64 = 25_569.0;
/// Up to so many days a time without a day is a span.
const SPAN_MAX: f64 = 366.0;

/// Writes a number as its cell shows it: moments as ISO 8601, spans as `h:mm:ss`.
pub(super) fn write(out: &mut Vec<u8>, value: f64, shape: Shape, from_1904: bool) {
    let seconds = (value * 86_400.0).round();
    match shape {
        Shape::Number => float(out, value),
        _ if !value.is_finite() || value.abs() > LAST => float(out, value),
        Shape::Span => write_span(out, seconds as i64),
        // A time that rounding makes midnight is the end of its day.
        _ if (0.0..1.0).contains(&value) => write_second(out, (seconds as u32).min(86_399)),
        Shape::Clock if (0.0..SPAN_MAX).contains(&value) => write_span(out, seconds as i64),
        _ if value < 0.0 => float(out, value),
        shape => {
            // The 29th of February of 1900, which was none, is counted.
            let lost = if from_1904 { FROM_1904 } else { f64::from(u8::from(value < 60.0)) };
            let since = ((value + lost - EPOCH) * 86_400.0).round() as i64;
            if shape == Shape::Day && since % 86_400 == 0 {
                write_day(out, since / 86_400);
            } else {
                write_moment(out, since);
            }
        }
    }
}

/// Writes a moment as ODS and newer workbooks store it, `2024-03-05T10:29:59.999999999`, rounded to seconds.
pub(super) fn write_iso(out: &mut Vec<u8>, text: &str) {
    match seconds_of(text.trim()) {
        Some(since) => write_moment(out, since),
        None => out.extend_from_slice(text.as_bytes()),
    }
}

/// Seconds since 1970 of an ISO moment without offset.
fn seconds_of(text: &str) -> Option<i64> {
    let (day, time) = text.split_once('T')?;
    let mut day = day.split('-');
    let (year, month, date) = (day.next()?, day.next()?, day.next()?);
    let (year, month, date): (u32, u32, u32) = (year.parse().ok()?, month.parse().ok()?, date.parse().ok()?);
    let mut time = time.split(':');
    let (hour, minute, second) = (time.next()?, time.next()?, time.next().unwrap_or("0"));
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let second: f64 = second.parse().ok()?;
    let fits = is_day(year, month, date) && hour < 24 && minute < 60 && (0.0..61.0).contains(&second);
    fits.then(|| {
        let days = days_from_civil(i64::from(year), month, date);
        days * 86_400 + hour * 3600 + minute * 60 + second.round() as i64
    })
}

/// Writes a duration like `PT09H30M00S`, in which ODS stores times of the day and spans.
pub(super) fn write_duration(out: &mut Vec<u8>, text: &str) {
    match iso_duration(text.trim()) {
        Some(seconds) if (0.0..86_399.5).contains(&seconds) => write_second(out, seconds.round() as u32),
        Some(seconds) => write_span(out, seconds.round() as i64),
        None => out.extend_from_slice(text.as_bytes()),
    }
}

/// Seconds of an ISO duration without months and years.
fn iso_duration(text: &str) -> Option<f64> {
    let (sign, rest) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let rest = rest.strip_prefix('P')?;
    let (days, times) = rest.split_once('T').unwrap_or((rest, ""));
    let mut seconds = match days.strip_suffix('D') {
        Some(days) => days.parse::<f64>().ok()? * 86_400.0,
        None if days.is_empty() => 0.0,
        None => return None,
    };
    let mut rest = times;
    for (unit, worth) in [('H', 3600.0), ('M', 60.0), ('S', 1.0)] {
        if let Some((number, behind)) = rest.split_once(unit) {
            seconds += number.replace(',', ".").parse::<f64>().ok()? * worth;
            rest = behind;
        }
    }
    (rest.is_empty() && seconds.is_finite() && seconds < 1e12).then_some(sign * seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: f64, shape: Shape, from_1904: bool) -> String {
        let mut out = Vec::new();
        write(&mut out, value, shape, from_1904);
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn numbers_are_written_as_their_cells_show_them() {
        for (value, shape, from_1904, text) in [
            (45_292.416_666, Shape::Moment, false, "2024-01-01T10:00:00"),
            (45_292.0, Shape::Moment, false, "2024-01-01T00:00:00"),
            (45_292.0, Shape::Day, false, "2024-01-01"),
            (45_292.5, Shape::Day, false, "2024-01-01T12:00:00"),
            (43_830.0, Shape::Day, true, "2024-01-01"),
            (61.0, Shape::Day, false, "1900-03-01"),
            (59.0, Shape::Day, false, "1900-02-28"),
            (0.395_833_333, Shape::Clock, false, "09:30:00"),
            (0.999_999_99, Shape::Clock, false, "23:59:59"),
            (1.125, Shape::Clock, false, "27:00:00"),
            (45_292.5, Shape::Clock, false, "2024-01-01T12:00:00"),
            (1.135_416_67, Shape::Span, false, "27:15:00"),
            (-0.5, Shape::Span, false, "-12:00:00"),
            (-3.0, Shape::Day, false, "-3"),
            (1e12, Shape::Day, false, "1000000000000"),
            (f64::NAN, Shape::Day, false, ""),
            (0.25, Shape::Number, false, "0.25"),
        ] {
            assert_eq!(written(value, shape, from_1904), text, "{value} {shape:?}");
        }
    }

    #[test]
    fn iso_moments_are_rounded_and_durations_written_out() {
        let iso = |text| {
            let mut out = Vec::new();
            write_iso(&mut out, text);
            String::from_utf8(out).expect("text")
        };
        assert_eq!(iso("2024-03-05T10:29:59.999999999"), "2024-03-05T10:30:00");
        assert_eq!(iso("2024-12-31T23:59:59.7"), "2025-01-01T00:00:00");
        assert_eq!(iso("2024-03-05"), "2024-03-05");
        assert_eq!(iso("2024-02-30T10:00:00"), "2024-02-30T10:00:00");
        let span = |text| {
            let mut out = Vec::new();
            write_duration(&mut out, text);
            String::from_utf8(out).expect("text")
        };
        assert_eq!(span("PT09H30M00S"), "09:30:00");
        assert_eq!(span("PT27H15M00.4S"), "27:15:00");
        assert_eq!(span("P3DT4H15M"), "76:15:00");
        assert_eq!(span("-PT1H"), "-1:00:00");
        assert_eq!(span("half an hour"), "half an hour");
    }
}
