//! Claims about a whole series: elk jaar gestegen, drie jaar op rij.

use super::lexicon::{of_series, small_number};
use super::part_of_year::Part;
use super::sentence::Reading;

/// *Elk jaar gestegen.*
pub struct Trend {
    pub at: usize,
    /// Up 1, down −1.
    pub way: i8,
    /// The year it is said from.
    pub since: Option<i32>,
    /// How many years in a row.
    pub row: Option<usize>,
    /// The years it is said between.
    pub span: Option<(i32, i32)>,
}

const EVER: [&str; 17] = [
    "elk jaar",
    "ieder jaar",
    "jaar na jaar",
    "jaar op jaar",
    "doorheen de jaren",
    "over de jaren",
    "door de jaren",
    "de voorbije jaren",
    "al jaren",
    "van jaar tot jaar",
    "blijft stijgen",
    "bleef stijgen",
    "bleven stijgen",
    "met de jaren",
    "blijft groeien",
    "blijven stijgen",
    "blijft toenemen",
];

/// Whether the sentence speaks of every year.
pub fn is_trend(said: &Reading<'_>) -> bool {
    // *Het stijgende aantal oproepen sinds 2017*.
    let growing = said.since().is_some() && said.directions.iter().any(|(i, _)| of_series(said.word(*i)));
    said.says(&EVER)
        || said.has(&["jaarlijks", "onafgebroken", "ononderbroken", "voortdurend", "steevast"])
        || in_a_row(said).is_some()
        || growing
}

/// *Drie jaar op rij*: how many.
fn in_a_row(said: &Reading<'_>) -> Option<usize> {
    let at = (0..said.tokens().len()).find(|i| said.word(*i) == "op" && said.word(i + 1) == "rij")?;
    let before = at.checked_sub(2).filter(|_| ["jaar", "jaren"].contains(&said.word(at - 1)))?;
    let ordinals = ["eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende"];
    let ordinal = ordinals.iter().position(|o| *o == said.word(before)).map(|p| p + 1);
    ordinal.or_else(|| small_number(said.word(before)).and_then(|n| usize::try_from(n).ok()))
}

/// The claim about a series in a sentence.
pub fn trend(said: &Reading<'_>) -> Option<Trend> {
    let denied = said.has(&["behalve", "uitgezonderd", "uitzondering", "niet"]);
    if !is_trend(said) || said.part != Part::Whole || denied || said.narrowed() {
        return None;
    }
    let (at, way) = said.directions.first().copied()?;
    let row = in_a_row(said);
    let span = said.compared().filter(|_| said.years.len() == 2 && row.is_none());
    Some(Trend { at, way, since: said.since(), row, span })
}
