//! What is said under the table of events: their days, those of other events among them, and the method.

use chrono::NaiveDate;

use super::event_control::Beside;
use super::event_guard::Window;
use super::events::Effect;
use crate::config::{Control, Event};
use crate::measures::NoteRef;

/// The windows of each event in dates, and how the numbers were made.
pub fn notes(events: &[Event], effects: &[Effect<'_>]) -> Vec<NoteRef> {
    let mut notes: Vec<NoteRef> = Vec::new();
    for effect in effects {
        notes.push(windows(effect));
        notes.extend(mixed(events, effect));
    }
    notes.push(NoteRef::plain("event-interval"));
    notes
}

/// The same of the events with a control: what it is, what else can have touched it, and the method.
pub fn beside(events: &[Event], all: &[Beside<'_>]) -> Vec<NoteRef> {
    let mut notes: Vec<NoteRef> = Vec::new();
    for one in all {
        notes.push(windows(&one.effect));
        let Control { dim, code } = one.control;
        let control = ("control", format!("code:{dim}:{code}"));
        notes.push(named("event-control", [("event", name(one.effect.event)), control.clone()]));
        // What has the same control leaves it alone; all else may touch it.
        let touches = |e: &&Event| e.id != one.effect.event.id && e.control.as_ref() != Some(one.control);
        let within = |e: &&Event| one.windows().any(|w| meets(w, e));
        let others = events.iter().filter(touches).filter(within);
        notes.extend(others.map(|e| named("event-in-control", [("other", name(e)), control.clone()])));
    }
    notes.push(NoteRef::plain("event-control-interval"));
    let mut seen = std::collections::BTreeSet::new();
    notes.retain(|n| seen.insert(n.clone()));
    notes
}

/// The days of an event and of what it is compared with.
fn windows(effect: &Effect<'_>) -> NoteRef {
    let date = |d: NaiveDate| format!("date:{d}");
    let mut note = named(
        "event-window",
        [("event", name(effect.event)), ("from", date(effect.during.0)), ("to", date(effect.during.1))],
    );
    for (name, window) in [("year", effect.year_before), ("weeks", effect.weeks_before)] {
        if let Some((from, to)) = window {
            note.id.push_str(&format!("-{name}"));
            note.args.insert(format!("{name}_from"), date(from));
            note.args.insert(format!("{name}_to"), date(to));
        }
    }
    note
}

fn name(event: &Event) -> String {
    format!("code:event:{}", event.id)
}

fn named<const N: usize>(id: &str, args: [(&str, String); N]) -> NoteRef {
    NoteRef { id: id.to_owned(), args: args.map(|(k, v)| (k.to_owned(), v)).into() }
}

fn meets(window: Window, event: &Event) -> bool {
    event.from <= window.1 && event.to >= window.0
}

/// Other events that fall in the days with which one is compared, or in its own.
fn mixed<'a>(events: &'a [Event], effect: &'a Effect<'_>) -> impl Iterator<Item = NoteRef> + 'a {
    let others = events.iter().filter(|e| e.kind.has_effect() && e.id != effect.event.id);
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
        Some(named(id, [("event", name(effect.event)), ("other", name(other))]))
    })
}
