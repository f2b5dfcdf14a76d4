//! The effect of an event.

use super::sentence::Reading;
use super::tokens::Placed;

/// *Door de campagne kwamen er 30 % meer oproepen.*
pub struct EventEffect<'a> {
    /// The percentage.
    pub at: usize,
    /// The event of the line that is named.
    pub event: Option<&'a str>,
    /// Whether the days it was measured over and what it is compared with are both given.
    pub bounded: bool,
    /// The direction.
    pub direction: usize,
}

/// The event of the line that is named.
fn named<'a>(said: &Reading<'a>) -> Option<&'a str> {
    let words: Vec<&str> = said.tokens().iter().filter_map(Placed::word).collect();
    let lexicon = &said.setting.names;
    let says = |name: &[String]| words.windows(name.len()).any(|w| w == name);
    lexicon.events.iter().find(|(name, _)| !name.is_empty() && says(name)).map(|(_, id)| id.as_str())
}

/// The effect of an event that a sentence gives a size.
pub fn read<'a>(said: &Reading<'a>) -> Option<EventEffect<'a>> {
    let event = named(said);
    if !(said.has(&said.lexicon.event.names) || event.is_some()) {
        return None;
    }
    let (direction, _) = said.directions.first().copied()?;
    let at = (0..said.tokens().len()).find(|i| said.tokens()[*i].number().is_some_and(|n| n.percent))?;
    let window = said.has(&said.lexicon.event.window)
        || said.tokens().iter().filter_map(Placed::word).any(|w| said.lexicon.month(w).is_some());
    let baseline = said.has(&said.lexicon.event.baseline);
    Some(EventEffect { at, event, bounded: window && baseline, direction })
}
