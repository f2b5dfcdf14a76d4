//! What is said under the table of events: their days, those of other events among them, and the method.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::events::{Effect, Window};
use crate::config::Event;
use crate::measures::NoteRef;

/// The windows of each event in dates, and how the numbers were made.
pub fn notes(events: &[Event], effects: &[Effect<'_>]) -> Vec<NoteRef> {
    let date = |d: NaiveDate| format!("date:{d}");
    let mut notes: Vec<NoteRef> = Vec::new();
    for effect in effects {
        let mut args = BTreeMap::from([
            ("event".to_owned(), format!("code:event:{}", effect.event.id)),
            ("from".to_owned(), date(effect.during.0)),
            ("to".to_owned(), date(effect.during.1)),
        ]);
        let mut id = "event-window".to_owned();
        for (name, window) in [("year", effect.year_before), ("weeks", effect.weeks_before)] {
            if let Some((from, to)) = window {
                id.push_str(&format!("-{name}"));
                args.insert(format!("{name}_from"), date(from));
                args.insert(format!("{name}_to"), date(to));
            }
        }
        notes.push(NoteRef { id, args });
        notes.extend(mixed(events, effect));
    }
    notes.push(NoteRef::plain("event-interval"));
    notes
}

/// Other events that fall in the days with which one is compared, or in its own.
fn mixed<'a>(events: &'a [Event], effect: &'a Effect<'_>) -> impl Iterator<Item = NoteRef> + 'a {
    let others = events.iter().filter(|e| e.kind.has_effect() && e.id != effect.event.id);
    let meets = |window: Window, e: &Event| e.from <= window.1 && e.to >= window.0;
    let in_baseline =
        move |e: &Event| [effect.year_before, effect.weeks_before].into_iter().flatten().any(|w| meets(w, e));
    others.filter_map(move |other| {
        let id = if in_baseline(other) {
            "event-in-baseline"
        } else if meets(effect.during, other) {
            "event-together"
        } else {
            return None;
        };
        let name = |e: &Event| format!("code:event:{}", e.id);
        let args = [("event", name(effect.event)), ("other", name(other))];
        Some(NoteRef { id: id.to_owned(), args: args.map(|(k, v)| (k.to_owned(), v)).into() })
    })
}
