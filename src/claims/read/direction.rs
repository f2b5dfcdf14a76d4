//! Directions without a size: *daalde in 2023*, *bleef stabiel*.

use super::part_of_year::Part;
use super::sentence::Reading;
use super::series::is_trend;

/// *Daalde in 2023.*
pub struct Direction {
    pub at: usize,
    /// Up 1, down −1.
    pub way: i8,
}

fn no_claim(said: &Reading<'_>) -> bool {
    let zowel = said.has(&said.lexicon.direction.both);
    (0..said.tokens().len()).any(|i| {
        said.lexicon.direction.no_claim.has(said.word(i))
            && !(zowel && said.lexicon.direction.both_link.has(said.word(i)))
    })
}

/// The directions that are claimed: those of a year that the sentence names, and of what it names.
pub fn read(said: &Reading<'_>) -> Vec<Direction> {
    if is_trend(said) || !said.others.is_empty() || no_claim(said) {
        return Vec::new();
    }
    let compares = said.years.len() == 2
        || said.has(&said.lexicon.direction.against)
        || matches!(said.part, Part::Against(..))
        || said.says(&said.lexicon.direction.than_year);
    let lone = said.directions.len() == 1;
    let mut found = Vec::new();
    for (at, way) in said.directions.iter().copied() {
        let mates = said.directions.iter().filter(|(j, _)| said.clauses[*j] == said.clauses[at]).count();
        let own = |j: usize| said.clauses[j] == said.clauses[at];
        let named = said.units.iter().any(|(j, _)| lone || own(*j))
            || said.mentions.iter().any(|m| lone || own(m.from));
        let word = said.word(at);
        if mates > 1
            || !named
            || said.lexicon.direction.of_series.begins(word)
            || (said.lexicon.direction.comparative.has(word) && !compares)
            || !certain(said, at)
        {
            continue;
        }
        found.push(Direction { at, way });
    }
    found
}

/// Whether the clauses of a direction and of all units are understood.
fn certain(said: &Reading<'_>, at: usize) -> bool {
    said.certain(at) && said.units.iter().all(|(j, _)| said.certain(*j)) && !said.narrowed()
}

/// *Bleef stabiel*: where it is said.
pub fn stable(said: &Reading<'_>) -> Option<usize> {
    let at = (0..said.tokens().len()).find(|i| said.lexicon.direction.stable.has(said.word(*i)))?;
    let named = !said.units.is_empty() || !said.mentions.is_empty();
    let open = !named || said.has(&said.lexicon.direction.stable_open) || !certain(said, at);
    (!open && said.part == Part::Whole).then_some(at)
}
