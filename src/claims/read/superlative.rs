//! The most and the least: recordjaar, de drukste maand, het grootste kanaal, de meeste oproepen kwamen uit ….

use super::part_of_year::Part;
use super::sentence::Reading;

/// *De meeste oproepen*, *de drukste maand*.
pub struct Superlative {
    pub at: usize,
    /// Whether it says *most*, not *least*.
    pub most: bool,
}

/// The superlatives of a sentence.
pub fn superlatives(said: &Reading<'_>) -> Vec<Superlative> {
    if said.has(&said.lexicon.superlative.denied) || said.says(&said.lexicon.superlative.one_of) {
        return Vec::new();
    }
    let one = |at: usize| Some(Superlative { at, most: superlative(said, at)? });
    (0..said.tokens().len()).filter_map(one).collect()
}

/// Whether a word says *most* (true) or *least*; not of a change, a year's number, or several at once.
fn superlative(said: &Reading<'_>, at: usize) -> Option<bool> {
    let lists = &said.lexicon.superlative;
    let word = said.word(at);
    let most = lists.most.has(word) || (lists.most_before.has(word) && lists.most_of.has(said.word(at + 1)));
    if !most && !lists.least.has(word) {
        return None;
    }
    let several = |w: &str| {
        said.lexicon.small_number(w).is_some_and(|n| n > 1) || said.lexicon.superlative.place.has(w)
    };
    let counted = at > 0 && (several(said.word(at - 1)) || said.tokens()[at - 1].number().is_some());
    (!counted && !said.lexicon.superlative.of_change.has(said.word(at + 1))).then_some(most)
}

/// Whether the clause is about nothing else than the record.
pub fn sure(said: &Reading<'_>, at: usize) -> bool {
    let here = |j: usize| said.clauses[j] == said.clauses[at];
    let known = |j: &usize| !here(*j) || said.lexicon.superlative.plain.has(said.word(*j)) || *j == at;
    said.residue.iter().all(known) && !said.hints.iter().any(|m| here(m.from))
}

/// *Een recordjaar*: the highest or lowest number ever.
pub struct Record {
    pub at: usize,
    /// Whether it is the highest one.
    pub highest: bool,
    /// The year that is said to hold it.
    pub year: i32,
    /// The year it is said from.
    pub since: Option<i32>,
}

/// The record of a year that a sentence claims.
pub fn record(said: &Reading<'_>) -> Option<Record> {
    // *Nooit steeg het aantal zo sterk*: of a change.
    if said.directions.iter().any(|(i, _)| !said.lexicon.direction.comparative.has(said.word(*i))) {
        return None;
    }
    let never = said.has(&said.lexicon.superlative.never);
    let few = said.has(&said.lexicon.superlative.few);
    let many = said.has(&said.lexicon.superlative.many);
    let high = said.has(&said.lexicon.superlative.record_high)
        && !said.says(&said.lexicon.superlative.busy_part)
        || said.says(&said.lexicon.superlative.highest_number)
        || (never && (many || said.says(&said.lexicon.superlative.never_before)) && !few);
    let low = said.says(&said.lexicon.superlative.lowest_number)
        || said.has(&said.lexicon.superlative.record_low)
        || (never && few);
    if !(high || low) || said.has(&said.lexicon.superlative.part) || said.part != Part::Whole {
        return None;
    }
    let word = |w: &str| {
        said.lexicon.superlative.record_high.has(w)
            || said.lexicon.superlative.record_low.has(w)
            || said.lexicon.superlative.ever.has(w)
    };
    let at = (0..said.tokens().len()).find(|i| word(said.word(*i))).unwrap_or(0);
    let since = said.since();
    let year = said.years.iter().map(|(_, y)| *y).find(|y| Some(*y) != since).unwrap_or(said.setting.year);
    Some(Record { at, highest: high && !low, year, since })
}
