//! Claims about a whole series: elk jaar gestegen, drie jaar op rij.

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

/// Whether the sentence speaks of every year.
pub fn is_trend(said: &Reading<'_>) -> bool {
    // *Het stijgende aantal oproepen sinds 2017*.
    let growing = said.since().is_some()
        && said.directions.iter().any(|(i, _)| said.lexicon.direction.of_series.begins(said.word(*i)));
    said.says(&said.lexicon.series.every_year)
        || said.has(&said.lexicon.series.always)
        || in_a_row(said).is_some()
        || growing
}

/// *Drie jaar op rij*: how many.
fn in_a_row(said: &Reading<'_>) -> Option<usize> {
    let at = (0..said.tokens().len()).find(|i| {
        said.lexicon.particle.on.has(said.word(*i)) && said.lexicon.series.row.has(said.word(i + 1))
    })?;
    let before = at.checked_sub(2).filter(|_| said.lexicon.series.years.has(said.word(at - 1)))?;
    let ordinal = said.lexicon.series.ordinal.position(said.word(before)).map(|p| p + 1);
    ordinal.or_else(|| said.lexicon.small_number(said.word(before)).and_then(|n| usize::try_from(n).ok()))
}

/// The claim about a series in a sentence.
pub fn trend(said: &Reading<'_>) -> Option<Trend> {
    let denied = said.has(&said.lexicon.series.denied);
    if !is_trend(said) || said.part != Part::Whole || denied || said.narrowed() {
        return None;
    }
    let (at, way) = said.directions.first().copied()?;
    let row = in_a_row(said);
    let span = said.compared().filter(|_| said.years.len() == 2 && row.is_none());
    Some(Trend { at, way, since: said.since(), row, span })
}
