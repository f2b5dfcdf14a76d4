//! Rates of answered, busy and abandoned attempts.
//!
//! Formulas (printed in the method chapter): offered in hours = incoming − closed − short abandons;
//! answer rate = answered / offered in hours; reach rate = answered / (incoming − short abandons);
//! busy rate = busy / offered in hours; abandonment rate = other abandons / offered in hours.
//!
//! A channel without opening hours (mail) is never closed or busy, and where an attempt is an opened window
//! (chat) it need not be a request: such channels have no rates, and beside them there are none of all
//! channels together. Nor has one that is answered later by design (a response target).

use std::collections::BTreeMap;

use super::{Context, flow, wait_spec};
use crate::config::{Chapter, FigureId, Outcome, Stage, dim, rated};
use crate::measures::cube::Grouping;
use crate::measures::grid::{code_key, header, measure, year_flags};
use crate::measures::{
    Cell, Exact, Form, Formula, Header, Key, Label, Missing, NoteRef, Role, Sum, Table, TableKind,
};
use crate::validation::UNREAD_U32;

/// Attempts per year, of all channels together or of one.
struct Attempts {
    /// Position of the channel.
    channel: Option<usize>,
    incoming: Vec<u64>,
    answered: Vec<u64>,
    /// By outcome.
    lost: BTreeMap<u64, Vec<u64>>,
    /// Abandoned within the limit of a short abandon.
    short: Vec<u64>,
    /// Abandoned after a wait that could not be read.
    unread: Vec<u64>,
}

impl Attempts {
    fn of(cx: &Context<'_>, channel: Option<usize>) -> Self {
        let none = || vec![0; cx.years.len()];
        let mut all = Self {
            channel,
            incoming: none(),
            answered: none(),
            lost: BTreeMap::new(),
            short: none(),
            unread: none(),
        };
        let own = |key: u64| channel.is_none_or(|c| c as u64 == key);
        for (key, sums) in cx.cube.get(&flow()).into_iter().flat_map(Grouping::iter) {
            let Some(y) = cx.column(cx.cube.year_month(key[0]).0).filter(|_| own(key[1])) else { continue };
            all.incoming[y] += sums.n;
            if Context::reaches(key[3], Stage::Answered) {
                all.answered[y] += sums.n;
            }
            all.lost.entry(key[2]).or_insert_with(none)[y] += sums.n;
        }
        for (key, sums) in cx.cube.get(&wait_spec()).into_iter().flat_map(Grouping::iter) {
            if key[2] == Outcome::Abandoned as u64
                && let Some(y) = cx.column(cx.cube.year(key[0])).filter(|_| own(key[1]))
            {
                if key[3] < u64::from(cx.line.short_abandon_s) {
                    all.short[y] += sums.n;
                } else if key[3] == u64::from(UNREAD_U32) {
                    all.unread[y] += sums.n;
                }
            }
        }
        all
    }

    fn lost(&self, outcome: Outcome, y: usize) -> u64 {
        self.lost.get(&(outcome as u64)).map_or(0, |years| years[y])
    }

    fn without_short(&self, y: usize) -> u64 {
        self.incoming[y] - self.short[y]
    }

    fn offered(&self, y: usize) -> u64 {
        self.without_short(y) - self.lost(Outcome::Closed, y)
    }

    /// Whether short abandons can be told from others.
    fn knows_short(&self, cx: &Context<'_>, y: usize) -> bool {
        cx.line.short_abandon_s == 0 || !cx.too_many(self.unread[y], self.lost(Outcome::Abandoned, y))
    }

    /// Whether anybody is registered as having left before an answer.
    fn knows_abandoned(&self) -> bool {
        (0..self.incoming.len()).any(|y| self.lost(Outcome::Abandoned, y) > 0)
    }
}

/// The rows under construction.
struct Rates<'a, 'c> {
    cx: &'a Context<'c>,
    /// Whether one channel alone has rates.
    alone: bool,
    rows: Vec<Header>,
    cells: Vec<Cell>,
}

impl Rates<'_, '_> {
    fn header(&mut self, key: Key, word: &str, role: Role, channel: Option<usize>) {
        let (key, word) = match channel.map(|c| self.cx.line.channels[c].id.as_str()) {
            Some(id) => (code_key(dim::CHANNEL, id).join(&key), format!("{word}:code:channel:{id}")),
            None => (key, word.to_owned()),
        };
        self.rows.push(header(key, Label::Word(word), role));
    }

    /// Adds a row of counts, with nothing where they are not known; gives its position.
    fn count(&mut self, of: &Attempts, (key, word): (Key, &str), n: &dyn Fn(usize) -> Option<u64>) -> usize {
        self.header(key, word, Role::Body, of.channel);
        for (y, year) in self.cx.years.iter().enumerate() {
            let channel = of.channel.map(|c| &self.cx.line.channels[c]);
            let exists = channel.is_none_or(|c| c.exists_in(*year));
            let value = match n(y) {
                Some(n) if exists || n > 0 => Exact::Count(n),
                None if exists => Exact::Missing(Missing::NotAvailable),
                _ => Exact::Missing(Missing::NotApplicable),
            };
            self.cells.push(Cell { value, flags: year_flags(self.cx.line, *year) });
        }
        self.rows.len() - 1
    }

    /// Adds a row of shares of one row in another.
    fn share(&mut self, of: &Attempts, (name, word): (&str, &str), part: usize, whole: usize) {
        self.header(measure(name, "percent"), word, Role::Derived, of.channel);
        if self.alone {
            // The headline names the channel, and a chart has no room to say it in every line.
            let last = self.rows.len() - 1;
            self.rows[last].label = Label::Word(word.to_owned());
        }
        for (y, year) in self.cx.years.iter().enumerate() {
            let value = Exact::Derived(Formula::Share { part: (part, y), whole: (whole, y) });
            self.cells.push(Cell { value, flags: year_flags(self.cx.line, *year) });
        }
    }

    /// Keys of the answered and the busy ones. Of one channel alone they have names of their own: the
    /// channels of this table are not all that there are, and do not add up to the line's.
    fn met(&self, of: &Attempts) -> [Key; 2] {
        let key =
            |name: &str, stage: Stage| Key { stage: Some(stage), ..measure(name, self.cx.line.unit(stage)) };
        match of.channel {
            None => [
                key("contacts", Stage::Answered),
                code_key(dim::OUTCOME, "busy").join(&key("unanswered", Stage::Incoming)),
            ],
            Some(_) => {
                [key("answered_when_offered", Stage::Answered), key("busy_when_offered", Stage::Incoming)]
            }
        }
    }

    /// Counts and then rates of all channels together or of each.
    fn add(&mut self, of: &[Attempts]) {
        let unit = self.cx.line.unit(Stage::Incoming);
        let mut places = Vec::new();
        for one in of {
            let cx = self.cx;
            let without_short = |y: usize, n: u64| one.knows_short(cx, y).then_some(n);
            let [answered, busy] = self.met(one);
            let key = (measure("offered_in_hours", unit), "row.offered_in_hours");
            let offered = self.count(one, key, &|y| without_short(y, one.offered(y)));
            let key = (measure("attempts_without_short", unit), "row.attempts_without_short");
            let without = self.count(one, key, &|y| without_short(y, one.without_short(y)));
            let answered = self.count(one, (answered, "row.answered"), &|y| Some(one.answered[y]));
            let busy = self.count(one, (busy, "outcome.busy"), &|y| Some(one.lost(Outcome::Busy, y)));
            let long = one.knows_abandoned().then(|| {
                let key = (measure("abandoned_after_limit", unit), "row.abandoned_after_limit");
                let long = |y: usize| one.lost(Outcome::Abandoned, y) - one.short[y];
                self.count(one, key, &|y| without_short(y, long(y)))
            });
            places.push((offered, without, answered, busy, long));
        }
        for (one, (offered, without, answered, busy, long)) in of.iter().zip(places) {
            self.share(one, ("answer_rate", "row.answer_rate"), answered, offered);
            self.share(one, ("reach_rate", "row.reach_rate"), answered, without);
            self.share(one, ("busy_rate", "row.busy_rate"), busy, offered);
            if let Some(long) = long {
                self.share(one, ("abandonment_rate", "row.abandonment_rate"), long, offered);
            }
        }
    }
}

/// Of which channels attempts are counted: all together, or each that has rates where some have none.
fn counted(cx: &Context<'_>) -> Vec<Attempts> {
    let channels = &cx.line.channels;
    let rated = rated(channels);
    let none_has_hours = channels.iter().all(|c| c.hours.is_empty() && !c.openings);
    if rated.len() == channels.len() || (none_has_hours && rated.is_empty()) {
        return vec![Attempts::of(cx, None)];
    }
    let each = rated.into_iter().map(|c| Attempts::of(cx, Some(c)));
    each.filter(|a| a.incoming.iter().any(|n| cx.lists(*n))).collect()
}

/// The table; none where no channel has rates.
pub fn table(cx: &Context<'_>) -> Option<Table> {
    let counted = counted(cx);
    if counted.is_empty() {
        return None;
    }
    let mut rates = Rates { cx, alone: counted.len() == 1, rows: Vec::new(), cells: Vec::new() };
    rates.add(&counted);
    let Rates { rows, cells, .. } = rates;
    let mut notes = vec![NoteRef {
        id: "rates".to_owned(),
        args: BTreeMap::from([("seconds".to_owned(), cx.line.short_abandon_s.to_string())]),
    }];
    if counted.iter().any(|a| a.channel.is_some()) {
        notes.push(NoteRef::plain("rates-channels"));
    }
    let known = || counted.iter().flat_map(|a| (0..cx.years.len()).map(|y| a.knows_short(cx, y)));
    if known().any(|known| !known) {
        notes.push(cx.unread_note("rates-unread"));
    }
    notes.extend(openings(cx));
    let table = Table {
        figure: FigureId::AnswerRates,
        chapter: Chapter::Reach,
        key: Key::default(),
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        // Without a rate there is nothing to draw.
        form: if known().any(|known| known) { Form::YearLines } else { Form::None },
        year: cx.year,
        rows,
        cols: cx.year_headers(),
        cells,
        notes,
        annex: false,
        sums: Vec::new(),
    };
    Some(table.declaring(sums))
}

/// How the denominators follow from counts of other tables, and the counts of one channel have other names
/// elsewhere.
pub fn sums(key: &Key) -> Vec<Sum> {
    let one_channel = key.dims.contains_key(dim::CHANNEL);
    match key.measure.as_deref() {
        Some("attempts_without_short") => denominators(key),
        // The sum over the channels with rates is not the count of the line.
        Some("answered_when_offered") if one_channel => {
            let mut sums = vec![Sum::equal(key.clone(), vec![key.called("contacts")])];
            sums.extend(offered(key));
            sums
        }
        Some("busy_when_offered") if one_channel => {
            let busy = key.called("unanswered").with("outcome", "busy");
            let mut sums = vec![Sum::equal(key.clone(), vec![busy])];
            sums.extend(offered(key));
            sums
        }
        _ => Vec::new(),
    }
}

/// Attempts offered in opening hours are all attempts without those outside opening hours and without the
/// short ones.
fn denominators(without: &Key) -> Vec<Sum> {
    let incoming = without.at(Stage::Incoming);
    let all = incoming.called("contacts");
    let unanswered = |outcome: &str| incoming.called("unanswered").with("outcome", outcome);
    let (closed, abandoned) = (unanswered("closed"), unanswered("abandoned"));
    let (offered, long) = (without.called("offered_in_hours"), without.called("abandoned_after_limit"));
    vec![
        Sum::within(all.clone(), vec![without.clone()]),
        // Short ones = all − without = abandoned − long.
        Sum::balance(vec![all, long.clone()], vec![without.clone(), abandoned.clone()]),
        Sum::within(without.clone(), vec![offered.clone()]),
        Sum::within(without.clone(), vec![offered, closed]),
        Sum::within(abandoned, vec![long]),
    ]
}

/// What was offered was answered, busy or abandoned, also where no other table of channels says so.
fn offered(part: &Key) -> Vec<Sum> {
    let named = |measure: &str, stage: Option<Stage>| Key { stage, ..part.called(measure) };
    let offered = named("offered_in_hours", None);
    let parts = vec![
        named("answered_when_offered", Some(Stage::Answered)),
        named("busy_when_offered", Some(Stage::Incoming)),
        named("abandoned_after_limit", None),
    ];
    vec![Sum::within(offered.clone(), vec![part.clone()]), Sum::within(offered, parts)]
}

/// What an attempt is on channels where it need not be a request.
pub fn openings(cx: &Context<'_>) -> Vec<NoteRef> {
    let channels = cx.line.channels.iter().filter(|c| c.openings);
    let note = |id: &str| NoteRef {
        id: "openings".to_owned(),
        args: BTreeMap::from([(dim::CHANNEL.to_owned(), format!("code:channel:{id}"))]),
    };
    channels.map(|c| note(&c.id)).collect()
}
