//! Days as numbers, for formats that store them so.

/// Whether there is such a day.
#[must_use]
pub fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1..=last).contains(&day)
}

/// Year, month and day of a number of days since 1970-01-01.
#[must_use]
pub fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month as u32, day as u32)
}

/// Days from 1970-01-01 to a day, which must be one.
pub(super) fn days_from_civil(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let shifted = i64::from((month + 9) % 12);
    let of_year = (153 * shifted + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Writes a time span in seconds as `h:mm:ss`, with as many hours as there are.
pub(super) fn write_span(out: &mut Vec<u8>, seconds: i64) {
    if seconds < 0 {
        out.push(b'-');
    }
    let seconds = seconds.unsigned_abs();
    out.extend_from_slice((seconds / 3600).to_string().as_bytes());
    out.push(b':');
    two(out, (seconds / 60 % 60) as u32);
    out.push(b':');
    two(out, (seconds % 60) as u32);
}

/// Writes a day as ISO 8601.
pub(super) fn write_day(out: &mut Vec<u8>, days: i64) {
    let (year, month, day) = civil_from_days(days);
    four(out, year);
    out.push(b'-');
    two(out, month);
    out.push(b'-');
    two(out, day);
}

/// Writes a second of the day as ISO 8601.
pub(super) fn write_second(out: &mut Vec<u8>, second: u32) {
    two(out, second / 3600);
    out.push(b':');
    two(out, second / 60 % 60);
    out.push(b':');
    two(out, second % 60);
}

/// Writes a moment, in seconds since 1970, as ISO 8601.
pub(super) fn write_moment(out: &mut Vec<u8>, seconds: i64) {
    write_day(out, seconds.div_euclid(86_400));
    out.push(b'T');
    write_second(out, seconds.rem_euclid(86_400) as u32);
}

fn two(out: &mut Vec<u8>, n: u32) {
    out.extend_from_slice(&[b'0' + (n / 10 % 10) as u8, b'0' + (n % 10) as u8]);
}

fn four(out: &mut Vec<u8>, n: i64) {
    if (0..10_000).contains(&n) {
        two(out, (n / 100) as u32);
        two(out, (n % 100) as u32);
    } else {
        out.extend_from_slice(n.to_string().as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::{civil_from_days, days_from_civil, is_day, write_moment, write_span};

    #[test]
    fn days_agree_with_chrono() {
        let first = chrono::NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day");
        for days in (-200_000..200_000).step_by(13) {
            use chrono::Datelike;
            let day = first + chrono::Duration::days(days);
            assert_eq!(civil_from_days(days), (i64::from(day.year()), day.month(), day.day()));
            assert!(is_day(day.year() as u32, day.month(), day.day()));
            assert_eq!(days_from_civil(i64::from(day.year()), day.month(), day.day()), days);
        }
        assert!(is_day(2024, 2, 29) && !is_day(2023, 2, 29) && !is_day(1900, 2, 29) && is_day(2000, 2, 29));
    }

    #[test]
    fn spans_have_as_many_hours_as_they_need() {
        for (seconds, text) in
            [(0, "0:00:00"), (98_100, "27:15:00"), (-90, "-0:01:30"), (360_000, "100:00:00")]
        {
            let mut out = Vec::new();
            write_span(&mut out, seconds);
            assert_eq!(String::from_utf8_lossy(&out), text);
        }
    }

    #[test]
    fn moments_are_written_as_iso() {
        let mut out = Vec::new();
        write_moment(&mut out, 1_700_000_000);
        assert_eq!(out, b"2023-11-14T22:13:20");
        out.clear();
        write_moment(&mut out, -1);
        assert_eq!(out, b"1969-12-31T23:59:59");
    }
}
