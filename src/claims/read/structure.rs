//! Years, directions and clauses of a sentence.

use super::lexicon::Lexicon;
use super::mention::Mention;
use super::tokens::Placed;

/// Tokens that are years.
pub fn years(lexicon: &Lexicon, tokens: &[Placed]) -> Vec<(usize, i32)> {
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let Some(typed) = token.number().filter(|n| n.yearly && n.cited.is_none()) else { continue };
        let before = i.checked_sub(1).and_then(|b| tokens[b].word()).unwrap_or_default();
        let dated = lexicon.period.dated.has(before) || lexicon.month(before).is_some();
        let counts = tokens.get(i + 1).and_then(Placed::word).is_some_and(|w| lexicon.unit(w).is_some());
        // *1929 (2022)*: a number with its year.
        let has_year = tokens.get(i + 1).is_some_and(|t| t.is('('))
            && tokens.get(i + 2).and_then(Placed::number).is_some_and(|n| n.yearly);
        if (!counts
            || (dated
                && !lexicon.particle.of.has(before)
                && !lexicon.particle.and.has(before)
                && !lexicon.particle.than.has(before)))
            && !has_year
        {
            found.extend(i32::try_from(typed.value.scaled).ok().map(|y| (i, y)));
        }
    }
    found
}

/// Words that say up or down, *meer dan 900* left aside.
pub fn directions(lexicon: &Lexicon, tokens: &[Placed]) -> Vec<(usize, i8)> {
    let word = |i: usize| tokens.get(i).and_then(Placed::word).unwrap_or_default();
    let mut found = Vec::new();
    for i in 0..tokens.len() {
        let Some(way) = lexicon.direction(word(i)) else {
            // *Nam … toe*, *nam … af*.
            if lexicon.direction.took.has(word(i)) {
                let end = (i + 12).min(tokens.len());
                if (i + 1..end).any(|j| lexicon.direction.took_up.has(word(j))) {
                    found.push((i, 1));
                } else if (i + 1..end).any(|j| lexicon.direction.took_down.has(word(j))) {
                    found.push((i, -1));
                }
            }
            continue;
        };
        let worded = lexicon.direction.comparative.has(word(i));
        let next_is_year = tokens.get(i + 2).and_then(Placed::number).is_some_and(|n| n.yearly);
        // *Meer dan 900*, *meer dan de helft*, *niet meer*, *onder meer*, *meer bepaald*.
        let qualifies = worded
            && ((lexicon.particle.than.has(word(i + 1))
                && !next_is_year
                && !lexicon.direction.than_period.has(word(i + 2)))
                || lexicon.direction.no_more.has(word(i.wrapping_sub(1)))
                || lexicon.direction.more_than_number.has(word(i + 1)));
        if !qualifies {
            found.push((i, way));
        }
    }
    found
}

/// Number of the clause of each token: commas and conjunctions divide, brackets hold together.
pub fn clauses(lexicon: &Lexicon, tokens: &[Placed], mentions: &[Mention]) -> Vec<usize> {
    let inside = |i: usize| mentions.iter().any(|m| m.from < i && i < m.to);
    let mut clause = 0;
    let mut depth = 0_usize;
    tokens
        .iter()
        .enumerate()
        .map(|(i, token)| {
            let sign = [',', ';', ':', '–', '—'].iter().any(|s| token.is(*s));
            // *Tot en met* holds together.
            let through = i > 0 && tokens[i - 1].word().is_some_and(|w| lexicon.particle.until.has(w));
            let word = !through && token.word().is_some_and(|w| lexicon.sentence.conjunction.has(w));
            if token.is('(') {
                depth += 1;
            } else if token.is(')') {
                depth = depth.saturating_sub(1);
            } else if (sign || word) && !inside(i) && depth == 0 {
                clause += 1;
            }
            clause
        })
        .collect()
}
