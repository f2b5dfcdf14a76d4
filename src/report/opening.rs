//! Opening hours in words, as they stand on the last page.

use chrono::NaiveDate;

use crate::config::{Channel, dim};
use crate::words::{Labels, Words};

/// Spans of a day, in minutes.
type Spans = [(u16, u16)];

/// A line for each channel with opening hours on a day: `Telefoon: ma–vr 09:00–17:00`.
pub fn opening_hours(labels: Labels<'_>, on: NaiveDate) -> Vec<String> {
    let words = labels.words;
    let open =
        |channel: &&Channel| channel.since.is_none_or(|d| d <= on) && channel.until.is_none_or(|d| d >= on);
    let line = |channel: &Channel| {
        let hours = channel.hours.iter().filter(|h| h.from <= on).max_by_key(|h| h.from)?;
        let week = week(words, &hours.week);
        let name = labels.code(dim::CHANNEL, &channel.id);
        (!week.is_empty()).then(|| words.fill("reach.hours", &[("channel", &name), ("week", &week)]))
    };
    labels.subject.channels.iter().filter(open).filter_map(line).collect()
}

/// A week, days that follow each other and have the same hours together.
fn week(words: &Words, week: &[Vec<(u16, u16)>; 7]) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut first = 0;
    for day in 0..7 {
        if day < 6 && week[day + 1] == week[day] {
            continue;
        }
        if !week[first].is_empty() {
            parts.push(format!("{} {}", days(words, first, day), times(&week[first])));
        }
        first = day + 1;
    }
    parts.join("; ")
}

fn days(words: &Words, first: usize, last: usize) -> String {
    let name = |day: usize| words.weekday_short(u8::try_from(day).unwrap_or(0));
    match last - first {
        0 => name(first).to_owned(),
        1 => format!("{}, {}", name(first), name(last)),
        _ => format!("{}–{}", name(first), name(last)),
    }
}

fn times(spans: &Spans) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    spans.iter().map(|(from, to)| format!("{}–{}", clock(*from), clock(*to))).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::week;
    use crate::base::Lang;
    use crate::words::Words;

    #[test]
    fn days_with_the_same_hours_stand_together() {
        let day = vec![(9 * 60, 17 * 60)];
        let two = vec![(9 * 60, 12 * 60), (13 * 60 + 30, 16 * 60)];
        let office = [&day, &day, &day, &day, &day, &vec![], &vec![]].map(Clone::clone);
        let said = |w| week(Words::of(Lang::nl()), &w);
        assert_eq!(said(office), "ma–vr 09:00–17:00");
        let mixed = [&two, &vec![], &day, &day, &vec![], &vec![(0, 1440)], &vec![]].map(Clone::clone);
        assert_eq!(said(mixed), "ma 09:00–12:00, 13:30–16:00; wo, do 09:00–17:00; za 00:00–24:00");
        assert_eq!(said(Default::default()), "");
    }
}
