//! What a number in a sentence is: a size of a change, an age, a part of a ratio, the name of a line.

use super::names::split;
use super::sentence::Reading;
use super::tokens::{Placed, Typed};
use crate::words::wording::Ratio;

/// Whether a percentage says how much something changed.
pub fn is_change(said: &Reading<'_>, at: usize) -> bool {
    let same = |j: usize| said.clauses[j] == said.clauses[at];
    let way = said.directions.iter().any(|(j, _)| same(*j) || j.abs_diff(at) <= 6);
    let against = said.says(&said.lexicon.change.against_last_year);
    let share =
        said.lexicon.particle.of.has(said.word(at + 1)) && said.lexicon.share.of_all.has(said.word(at + 2));
    // *… met 41 %, dat via telefoon met 13 %*.
    let carried =
        said.lexicon.particle.with.has(said.word(at.wrapping_sub(1))) && !said.directions.is_empty();
    (way || against || carried) && !share && !from_to(said, at)
}

/// *Van 21,7 % naar 28,5 %*: two shares.
pub fn from_to(said: &Reading<'_>, at: usize) -> bool {
    let percent = |j: usize| said.tokens().get(j).and_then(|t| t.number()).is_some_and(|n| n.percent);
    let before = |j: usize| said.word(j.wrapping_sub(1));
    let to = |j: usize| said.lexicon.change.to.has(before(j));
    let from = |j: usize| said.lexicon.particle.of.has(before(j));
    let beside = |j: usize| percent(j) && j.abs_diff(at) <= 6;
    (from(at) && (at + 1..at + 7).any(|j| beside(j) && to(j)))
        || (to(at) && (at.saturating_sub(6)..at).any(|j| beside(j) && from(j)))
}

/// A part of the whole as the size of a change: *met een derde toegenomen*, *de helft meer dan in 2019*.
/// Gives the part and the token behind it.
pub fn fraction(said: &Reading<'_>, at: usize) -> Option<(Ratio, usize)> {
    let word = said.word(at);
    let lexicon = said.lexicon;
    let (part, end) = if lexicon.share.half.has(word) {
        (Ratio(1, 2), at + 1)
    } else if lexicon.share.three_quarters.has(word) {
        (Ratio(3, 4), at + 1)
    } else {
        (Ratio(lexicon.small_number(word)?, lexicon.part_of_whole(said.word(at + 1))?), at + 2)
    };
    let skip = |j: usize| said.lexicon.change.skip.has(said.word(j));
    let before = (0..at).rev().find(|j| !skip(*j)).map(|j| said.word(j)).unwrap_or_default();
    let way = said.directions.iter().any(|(j, _)| said.clauses[*j] == said.clauses[at]);
    let more = said.lexicon.direction.comparative.has(said.word(end));
    (more || (said.lexicon.particle.with.has(before) && way)).then_some((part, end))
}

/// Whether a change is one of a share.
pub fn of_share(said: &Reading<'_>) -> bool {
    said.has(&said.lexicon.share.share) && !(said.mentions.is_empty() && said.hints.is_empty())
}

/// *1 op 4*, *4 op de 10*.
pub fn is_ratio(said: &Reading<'_>, at: usize) -> bool {
    let back = |n: usize| said.word(at.wrapping_sub(n));
    said.lexicon.particle.on.has(said.word(at + 1))
        && said
            .tokens()
            .get(at + 2)
            .is_some_and(|t| t.number().is_some() || said.lexicon.particle.the.has(said.word(at + 2)))
        || (at > 0
            && said.lexicon.particle.on.has(back(1))
            && at > 1
            && said.tokens()[at - 2].number().is_some())
        || (at > 1 && said.lexicon.particle.the.has(back(1)) && said.lexicon.particle.on.has(back(2)))
}

/// A number of an age: *12 tot 17 jaar*, *18-jarigen*.
pub fn aged(said: &Reading<'_>, at: usize) -> bool {
    let inside = said.ages.contains(&at);
    let dash = said.tokens().get(at + 1).is_some_and(|t| t.is('-'));
    inside || (dash && said.lexicon.count.aged.has(said.word(at + 2)))
}

/// Whether a number is said to be of another line: *139.097 oproepen van Tele-Onthaal*.
pub fn of_other_line(said: &Reading<'_>, at: usize) -> bool {
    said.others.iter().any(|line| {
        let name = split(&said.setting.lines[*line].name);
        let starts = |j: usize| (0..name.len()).all(|k| said.word(j + k) == name[k]);
        (at + 1..(at + 6).min(said.tokens().len()))
            .any(|j| said.lexicon.count.other_line.has(said.word(j)) && starts(j + 1))
    })
}

/// Whether the number is the name of a line: 1712, 106.
pub fn line_number(said: &Reading<'_>, typed: Typed) -> bool {
    let shown = typed.value.to_string();
    said.setting.lines.iter().any(|l| l.name == shown || l.id == shown || l.aliases.contains(&shown))
}

/// Whether a token is a number that may count something.
pub fn counted(said: &Reading<'_>, i: usize, token: &Placed) -> bool {
    token.number().is_some_and(|n| !n.percent && !n.points && n.value.scaled >= 10)
        && !said.years.iter().any(|(j, _)| *j == i)
}
