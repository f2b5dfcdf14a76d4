//! What was published and taken back, and when.

use super::making::Making;
use super::shelf::{Edition, Report};
use crate::words::Words;

/// An edition that was published, of its report, and the day on which it appeared or was taken back.
pub struct Change<'c> {
    pub report: &'c Report,
    pub edition: &'c Edition,
    pub date: &'c str,
}

/// All that ever happened, the newest first.
pub fn changes<'m>(making: &'m Making<'_>) -> Vec<Change<'m>> {
    let of_report = |report: &'m Report| {
        report.published().map(move |edition| {
            let date = edition.retracted.as_ref().map_or(&edition.date, |said| &said.date);
            Change { report, edition, date }
        })
    };
    let mut all: Vec<Change<'m>> = making.shelf.iter().flat_map(of_report).collect();
    all.sort_by(|a, b| {
        let order = |c: &Change<'m>| (c.date.to_owned(), c.edition.number);
        order(b)
            .cmp(&order(a))
            .then_with(|| (&a.report.kind, &a.report.place).cmp(&(&b.report.kind, &b.report.place)))
    });
    all
}

/// What an edition changed, in words: that it is the first, or what it replaces, how many numbers and why.
pub fn change_in_words(words: &Words, change: &Change<'_>) -> Vec<String> {
    let edition = change.edition;
    if let Some(said) = &edition.retracted {
        let date = day(words, &said.date);
        return vec![words.fill("index.retracted", &[("date", &date), ("reason", &said.reason)])];
    }
    let Some(old) = &edition.replaces else { return vec![words.get("index.first").to_owned()] };
    let (n, date) = (old.edition.to_string(), day(words, &old.date));
    let mut all = vec![words.fill("index.replaces", &[("n", &n), ("date", &date)])];
    if let Some(n) = edition.corrected.filter(|n| *n > 0) {
        all.push(words.fill(&words.numbered("index.corrected", n), &[("n", &words.count(n))]));
    }
    if !edition.reasons.is_empty() {
        all.push(words.fill("index.reasons", &[("reasons", &edition.reasons.join("; "))]));
    }
    all
}

/// A day as the language writes it; what is none stands as it is.
pub fn day(words: &Words, date: &str) -> String {
    date.parse().map_or_else(|_| date.to_owned(), |date| words.date(date))
}

/// The day on which the first edition of a report appeared that was not taken back.
pub fn first_date<'e>(report: &'e Report, standing: &'e Edition) -> &'e str {
    let kept = report.earlier.iter().find(|edition| edition.retracted.is_none());
    kept.map_or(&standing.date, |edition| &edition.date)
}
