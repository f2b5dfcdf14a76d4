//! Channels without a live conversation: how many messages were answered within the time promised.

use std::collections::BTreeMap;

use super::{Context, wait_spec};
use crate::config::{Chapter, FigureId, Outcome, Stage, dim};
use crate::measures::cube::Grouping;
use crate::measures::grid::{code_key, header, measure, year_flags};
use crate::measures::{
    Cell, Exact, Form, Formula, Header, Key, Label, Missing, NoteRef, Role, Sum, Table, TableKind,
};
use crate::validation::UNREAD_U32;

/// One table, where a channel has a response target and waits are registered.
pub fn tables(cx: &Context<'_>) -> Option<Table> {
    let years = cx.years.len();
    let (mut rows, mut cells, mut notes): (Vec<Header>, Vec<Cell>, Vec<NoteRef>) = Default::default();
    let mut withheld = false;
    for (position, channel) in cx.line.channels.iter().enumerate() {
        let Some(hours) = channel.target_hours else { continue };
        let [all, within, unread] = counts(cx, position, u64::from(hours) * 3600)?;
        if all.iter().all(|n| *n == 0) {
            continue;
        }
        let known = |y: usize| !cx.too_many(unread[y], all[y] + unread[y]);
        withheld |= (0..years).any(|y| !known(y));
        let first = rows.len();
        let mut row = |word: &str, key: Key, role: Role, value: &dyn Fn(usize) -> Exact| {
            let key = code_key(dim::CHANNEL, &channel.id).join(&key);
            rows.push(header(key, Label::Word(format!("row.{word}:code:channel:{}", channel.id)), role));
            cells.extend((0..years).map(|y| {
                let value = if known(y) { value(y) } else { Exact::Missing(Missing::NotAvailable) };
                Cell { value, flags: year_flags(cx.line, cx.years[y]) }
            }));
        };
        // Within and later are the parts of one whole, so that a small rest is protected with it.
        let answered = measure("answered_with_time", cx.line.unit(Stage::Answered));
        let part = |code: &str| code_key(dim::TARGET, code).join(&answered);
        row("target_within", part("within"), Role::Body, &|y| Exact::Count(within[y]));
        row("target_later", part("later"), Role::Body, &|y| Exact::Count(all[y] - within[y]));
        row("target_all", answered.clone(), Role::Total, &|y| Exact::Count(all[y]));
        row("target_rate", measure("within_target_rate", "percent"), Role::Derived, &|y| {
            Exact::Derived(Formula::Share { part: (first, y), whole: (first + 2, y) })
        });
        notes.push(NoteRef {
            id: "response-target".to_owned(),
            args: BTreeMap::from([
                ("channel".to_owned(), format!("code:channel:{}", channel.id)),
                ("hours".to_owned(), hours.to_string()),
            ]),
        });
    }
    if rows.is_empty() {
        return None;
    }
    if withheld {
        notes.push(cx.unread_note("target-unread"));
    }
    let table = Table {
        figure: FigureId::ResponseTarget,
        chapter: Chapter::Reach,
        key: Key { stage: Some(Stage::Answered), ..Key::default() },
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        // A single line near the top of its chart shows nothing that the table does not.
        form: if rows.len() > 4 { Form::YearLines } else { Form::None },
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

/// Answered contacts with a registered time are a part of all that were answered.
fn sums(key: &Key) -> Vec<Sum> {
    match key.measures("answered_with_time") && !key.dims.contains_key(dim::TARGET) {
        true => vec![Sum::within(key.called("contacts"), vec![key.clone()])],
        false => Vec::new(),
    }
}

/// Answered contacts of a channel with a registered time, those within so many seconds, and those whose time
/// could not be read, per year.
fn counts(cx: &Context<'_>, channel: usize, limit: u64) -> Option<[Vec<u64>; 3]> {
    let mut found = [(); 3].map(|()| vec![0; cx.years.len()]);
    let grouping: &Grouping = cx.cube.get(&wait_spec())?;
    for (key, sums) in grouping.iter().filter(|(key, _)| key[1] == channel as u64) {
        let outcome = usize::try_from(key[2]).ok().and_then(|o| Outcome::ALL.get(o));
        // Where no outcome is registered, all contacts are answered ones.
        let answered =
            if cx.line.registers(Stage::Incoming) { outcome.is_some_and(|o| o.is_answered()) } else { true };
        let Some(y) = cx.column(cx.cube.year(key[0])).filter(|_| answered) else { continue };
        if key[3] == u64::from(UNREAD_U32) {
            found[2][y] += sums.n;
        } else if key[3] < u64::from(UNREAD_U32) {
            found[0][y] += sums.n;
            if key[3] <= limit {
                found[1][y] += sums.n;
            }
        }
    }
    Some(found)
}
