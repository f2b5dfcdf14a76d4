//! Numbers of callers: new and repeated ones among the attempts without an answer, who was answered later,
//! how many numbers stand behind the contacts, and how many contacts are of numbers that call often.
//!
//! A distinct number is the first contact of that number in the calendar year, so that rows of a column add
//! up to a number that other figures print. Distinct numbers stand by the year only, for they add up over
//! neither months nor channels.

use std::collections::BTreeMap;

use super::Context;
use super::breakdown::tells_little;
use crate::base::Num;
use crate::config::{Chapter, FigureId, Outcome, Stage, dim};
use crate::measures::cube::{Col, Grouping, Spec};
use crate::measures::grid::{code_key, header, measure, year_flags};

use crate::measures::{
    Cell, Exact, Form, Formula, Key, Label, Missing, NoteRef, Role, Sum, Table, TableKind,
};
use crate::validation::Caller;

/// The grouping of all these figures.
pub fn spec() -> Spec {
    vec![Col::Year, Col::Stage, Col::Outcome, Col::Caller]
}

/// The tables, where numbers of callers are registered.
pub fn tables(cx: &Context<'_>) -> Vec<Table> {
    let Some(grouping) = cx.cube.get(&spec()) else { return Vec::new() };
    let missed = |key: &[u64]| !answered(key);
    let main = |key: &[u64]| Context::reaches(key[1], cx.line.main_stage);
    let mut tables = Vec::new();
    if cx.line.registers(Stage::Incoming) {
        tables.extend(unanswered(cx, &Years { cx, grouping, of: &missed }));
        tables.extend(later(cx, &Years { cx, grouping, of: &missed }));
    }
    tables.extend(contacts(cx, &Years { cx, grouping, of: &main }));
    tables.extend(frequent(cx, &Years { cx, grouping, of: &main }));
    tables
}

fn answered(key: &[u64]) -> bool {
    let outcome = usize::try_from(key[2]).ok().and_then(|o| Outcome::ALL.get(o));
    outcome.is_some_and(|o| o.is_answered())
}

/// Counts per year shown of the contacts that a figure is about.
struct Years<'a> {
    cx: &'a Context<'a>,
    grouping: &'a Grouping,
    of: &'a dyn Fn(&[u64]) -> bool,
}

impl Years<'_> {
    /// Of them, those with such codes.
    fn count(&self, fits: impl Fn(Caller) -> bool) -> Vec<u64> {
        let mut counts = vec![0; self.cx.years.len()];
        for (key, sums) in self.grouping.iter().filter(|(key, _)| (self.of)(key)) {
            let caller = Caller(u8::try_from(key[3]).unwrap_or(0));
            if let Some(year) = self.cx.column(self.cx.cube.year(key[0])).filter(|_| fits(caller)) {
                counts[year] += sums.n;
            }
        }
        counts
    }

    /// Whether so much is unknown in a year that nothing is said about the whole.
    fn too_little(&self) -> Vec<bool> {
        let (all, known) = (self.count(|_| true), self.count(|c| c.is(Caller::KNOWN)));
        let limit = u64::from(self.cx.line.max_unknown_percent);
        let threshold = self.cx.line.threshold;
        let too_little =
            |unknown: u64, all: u64| tells_little(unknown, all, threshold) && unknown * 100 > limit * all;
        all.iter().zip(known).map(|(all, known)| too_little(all - known, *all)).collect()
    }
}

/// A table that grows row by row.
struct Rows<'a> {
    cx: &'a Context<'a>,
    table: Table,
}

impl<'a> Rows<'a> {
    fn new(cx: &'a Context<'a>, figure: FigureId, chapter: Chapter, key: Key) -> Self {
        let table = Table {
            figure,
            chapter,
            key,
            row_dim: None,
            col_dim: None,
            kind: TableKind::Single,
            form: Form::None,
            year: cx.year,
            rows: Vec::new(),
            cols: cx.year_headers(),
            cells: Vec::new(),
            notes: Vec::new(),
            annex: false,
            sums: Vec::new(),
        };
        Self { cx, table }
    }

    fn add(&mut self, key: Key, word: &str, role: Role, value: impl Fn(usize) -> Exact) -> usize {
        self.table.rows.push(header(key, Label::Word(word.to_owned()), role));
        let flags = |y: usize| year_flags(self.cx.line, self.cx.years[y]);
        let cells = (0..self.cx.years.len()).map(|y| Cell { value: value(y), flags: flags(y) });
        self.table.cells.extend(cells.collect::<Vec<_>>());
        self.table.rows.len() - 1
    }

    fn counts(&mut self, key: Key, word: &str, role: Role, counts: &[u64]) -> usize {
        self.add(key, word, role, |y| Exact::Count(counts[y]))
    }

    /// A share that is not computed where too few numbers are known.
    fn share(&mut self, name: &str, (part, whole): (usize, usize), too_little: &[bool]) {
        self.add(measure(name, "percent"), &format!("row.{name}"), Role::Derived, |y| {
            if too_little[y] {
                Exact::Missing(Missing::TooMuchUnknown)
            } else {
                Exact::Derived(Formula::Share { part: (part, y), whole: (whole, y) })
            }
        });
    }

    fn note(&mut self, id: &str, args: &[(&str, u32)]) {
        let args: BTreeMap<String, String> =
            args.iter().map(|(name, n)| ((*name).to_owned(), n.to_string())).collect();
        self.table.notes.push(NoteRef { id: id.to_owned(), args });
    }

    /// The notes that all these figures need.
    fn done(mut self, too_little: &[bool]) -> Table {
        self.note("number-is-no-person", &[]);
        if too_little.contains(&true) {
            self.note("numbers-unknown", &[("percent", self.cx.line.max_unknown_percent)]);
        }
        self.table.declaring(sums)
    }
}

/// Counts of contacts with a known number are cells of the breakdown by caller under another name.
fn sums(key: &Key) -> Vec<Sum> {
    let (measure, code) = match key.measure.as_deref() {
        Some("numbers") => ("contacts", "first"),
        Some("contacts_with_number") => ("contacts", "known"),
        Some("unanswered_with_number") => ("unanswered", "known"),
        _ => return Vec::new(),
    };
    match key.dims.is_empty() {
        true => vec![Sum::equal(key.clone(), vec![key.called(measure).with("caller", code)])],
        false => Vec::new(),
    }
}

fn caller(code: &str) -> Key {
    code_key(dim::CALLER, code)
}

fn header_of_unanswered(cx: &Context<'_>) -> Key {
    Key { stage: Some(Stage::Incoming), ..measure("unanswered", cx.line.unit(Stage::Incoming)) }
}

/// New, repeated and unknown numbers among the attempts without an answer.
fn unanswered(cx: &Context<'_>, years: &Years<'_>) -> Option<Table> {
    let all = years.count(|_| true);
    if all.iter().all(|n| *n == 0) {
        return None;
    }
    let known = years.count(|c| c.is(Caller::KNOWN));
    let fresh = years.count(|c| c.is(Caller::NEW));
    let again: Vec<u64> = known.iter().zip(&fresh).map(|(known, fresh)| known - fresh).collect();
    let unknown: Vec<u64> = all.iter().zip(&known).map(|(all, known)| all - known).collect();
    let too_little = years.too_little();
    let mut t = Rows::new(cx, FigureId::UnansweredByCaller, Chapter::Reach, header_of_unanswered(cx));
    let whole = t.counts(caller("known"), "caller.known", Role::Group, &known);
    let part = t.counts(caller("new"), "caller.new", Role::Member, &fresh);
    t.counts(caller("again"), "caller.again", Role::Member, &again);
    t.counts(caller("unknown"), "caller.unknown", Role::Unknown, &unknown);
    t.counts(Key::default(), "row.unanswered", Role::Total, &all);
    t.share("new_number_share", (part, whole), &too_little);
    match cx.line.caller_number.new_after_hours {
        None => {
            // New numbers of a year are its distinct ones.
            t.add(
                measure("attempts_per_number", "per_number"),
                "row.attempts_per_number",
                Role::Derived,
                |y| Exact::Derived(Formula::Ratio { num: (whole, y), den: (part, y), decimals: 2 }),
            );
            t.note("new-number-year", &[]);
        }
        Some(hours) => t.note("new-number-hours", &[("hours", hours)]),
    }
    Some(t.done(&too_little))
}

/// Of the unanswered attempts of known numbers: those that were answered within so many hours.
fn later(cx: &Context<'_>, years: &Years<'_>) -> Option<Table> {
    let known = years.count(|c| c.is(Caller::KNOWN));
    let timed = |c: Caller| c.is(Caller::KNOWN) && !c.is(Caller::UNTIMED);
    if years.count(timed).iter().all(|n| *n == 0) {
        return None;
    }
    let reached = years.count(|c| timed(c) && c.is(Caller::REACHED));
    let not = years.count(|c| timed(c) && !c.is(Caller::REACHED));
    let untimed = years.count(|c| c.is(Caller::KNOWN | Caller::UNTIMED));
    let too_little = years.too_little();
    let key = Key {
        stage: Some(Stage::Incoming),
        ..measure("unanswered_with_number", cx.line.unit(Stage::Incoming))
    };
    let mut t = Rows::new(cx, FigureId::UnansweredAnsweredLater, Chapter::Reach, key);
    let code = |code: &str| code_key(dim::LATER, code);
    let part = t.counts(code("reached"), "later.reached", Role::Body, &reached);
    t.counts(code("not"), "later.not", Role::Body, &not);
    if untimed.iter().any(|n| cx.lists(*n)) {
        t.counts(code("unknown"), "later.unknown", Role::Unknown, &untimed);
    }
    let whole = t.counts(Key::default(), "row.unanswered_known", Role::Total, &known);
    t.share("answered_later_share", (part, whole), &too_little);
    t.note("answered-later", &[("hours", cx.line.caller_number.reached_within_hours)]);
    Some(t.done(&too_little))
}

/// Contacts that are the first of their number in the year, and those that are not.
fn contacts(cx: &Context<'_>, years: &Years<'_>) -> Option<Table> {
    let known = years.count(|c| c.is(Caller::KNOWN));
    if known.iter().all(|n| *n == 0) {
        return None;
    }
    let first = years.count(|c| c.is(Caller::FIRST));
    let again: Vec<u64> = known.iter().zip(&first).map(|(known, first)| known - first).collect();
    let unknown = years.count(|c| !c.is(Caller::KNOWN));
    let too_little = years.too_little();
    let mut t = Rows::new(cx, FigureId::ContactsByCaller, Chapter::Volume, header_of_contacts(cx));
    let known_row = t.counts(caller("known"), "caller.known", Role::Group, &known);
    t.counts(caller("first"), "caller.first", Role::Member, &first);
    t.counts(caller("further"), "caller.further", Role::Member, &again);
    t.counts(caller("unknown"), "caller.unknown", Role::Unknown, &unknown);
    let all_row = t.counts(Key::default(), "row.total", Role::Total, &years.count(|_| true));
    t.share("known_number_share", (known_row, all_row), &vec![false; too_little.len()]);
    Some(t.done(&too_little))
}

fn header_of_contacts(cx: &Context<'_>) -> Key {
    let stage = cx.line.main_stage;
    Key { stage: Some(stage), ..measure("contacts", cx.line.unit(stage)) }
}

/// Numbers with many contacts in the year, and the contacts that these have.
///
/// The contacts of frequent numbers are a statistic over those numbers: hidden when these are few, or all
/// but few, so that no number's own total can be read off.
fn frequent(cx: &Context<'_>, years: &Years<'_>) -> Option<Table> {
    let numbers = years.count(|c| c.is(Caller::FIRST));
    if numbers.iter().all(|n| *n == 0) {
        return None;
    }
    let often = years.count(|c| c.is(Caller::FIRST | Caller::OFTEN));
    let seldom: Vec<u64> = numbers.iter().zip(&often).map(|(all, often)| all - often).collect();
    let of_often = years.count(|c| c.is(Caller::OFTEN));
    let known = years.count(|c| c.is(Caller::KNOWN));
    let too_little = years.too_little();
    let stage = Some(cx.line.main_stage);
    let mut t = Rows::new(
        cx,
        FigureId::FrequentCallers,
        Chapter::Volume,
        Key { stage, ..measure("numbers", "number") },
    );
    t.counts(code_key(dim::FREQUENCY, "seldom"), "frequency.seldom", Role::Body, &seldom);
    t.counts(code_key(dim::FREQUENCY, "often"), "frequency.often", Role::Body, &often);
    let all = t.counts(Key::default(), "row.numbers", Role::Total, &numbers);
    let key = |name: &str| measure(name, cx.line.unit(cx.line.main_stage));
    let part = t.add(key("contacts_of_frequent"), "row.contacts_of_frequent", Role::Derived, |y| {
        let fewest = if seldom[y] == 0 { often[y] } else { often[y].min(seldom[y]) };
        match often[y] {
            0 => Exact::Count(0),
            _ => Exact::Stat { value: Num::int(of_often[y]), n: fewest },
        }
    });
    let whole = t.counts(key("contacts_with_number"), "row.contacts_with_number", Role::Derived, &known);
    t.share("contacts_of_frequent_share", (part, whole), &too_little);
    t.add(
        measure("contacts_with_number_per_number", "per_number"),
        "row.contacts_per_number",
        Role::Derived,
        |y| Exact::Derived(Formula::Ratio { num: (whole, y), den: (all, y), decimals: 2 }),
    );
    t.note("frequent-number", &[("contacts", cx.line.caller_number.frequent)]);
    Some(t.done(&too_little))
}
