//! Directions without a size: *daalde in 2023*, *bleef stabiel*.

use super::lexicon::of_series;
use super::part_of_year::Part;
use super::sentence::Reading;
use super::series::is_trend;

/// *Daalde in 2023.*
pub struct Direction {
    pub at: usize,
    /// Up 1, down −1.
    pub way: i8,
}

/// Words of sentences that claim no direction: wishes, conditions, negations, pace.
const NO_CLAIM: [&str; 27] = [
    "niet",
    "geen",
    "nooit",
    "als",
    "wanneer",
    "indien",
    "kan",
    "kunnen",
    "zou",
    "zouden",
    "zal",
    "zullen",
    "moet",
    "moeten",
    "willen",
    "wil",
    "verwacht",
    "verwachten",
    "of",
    "snel",
    "sneller",
    "trager",
    "zonder",
    "tempo",
    "nauwelijks",
    "amper",
    "behalve",
];

fn no_claim(said: &Reading<'_>) -> bool {
    let zowel = said.has(&["zowel"]);
    (0..said.tokens().len()).any(|i| NO_CLAIM.contains(&said.word(i)) && !(zowel && said.word(i) == "als"))
}

/// Words that only compare: they say nothing without what they are compared with.
fn compares_only(word: &str) -> bool {
    ["meer", "minder", "hoger", "lager"].contains(&word)
}

/// The directions that are claimed: those of a year that the sentence names, and of what it names.
pub fn read(said: &Reading<'_>) -> Vec<Direction> {
    if is_trend(said) || !said.others.is_empty() || no_claim(said) {
        return Vec::new();
    }
    let compares = said.years.len() == 2
        || said.has(&["tegenover", "vergeleken", "opzichte"])
        || matches!(said.part, Part::Against(..))
        || said.says(&["dan vorig jaar", "dan in", "dan het jaar", "dan een jaar"]);
    let lone = said.directions.len() == 1;
    let mut found = Vec::new();
    for (at, way) in said.directions.iter().copied() {
        let mates = said.directions.iter().filter(|(j, _)| said.clauses[*j] == said.clauses[at]).count();
        let own = |j: usize| said.clauses[j] == said.clauses[at];
        let named = said.units.iter().any(|(j, _)| lone || own(*j))
            || said.mentions.iter().any(|m| lone || own(m.from));
        let word = said.word(at);
        if mates > 1 || !named || of_series(word) || (compares_only(word) && !compares) || !certain(said, at)
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
    let at =
        (0..said.tokens().len()).find(|i| ["stabiel", "ongewijzigd", "constant"].contains(&said.word(*i)))?;
    let named = !said.units.is_empty() || !said.mentions.is_empty();
    let open = !named || said.has(&["niet", "relatief", "vrij"]) || !certain(said, at);
    (!open && said.part == Part::Whole).then_some(at)
}
