//! Years, directions and clauses of a sentence.

use super::lexicon;
use super::mention::Mention;
use super::tokens::Placed;

/// Tokens that are years.
pub fn years(tokens: &[Placed]) -> Vec<(usize, i32)> {
    let mut found = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let Some(typed) = token.number().filter(|n| n.yearly && n.cited.is_none()) else { continue };
        let before = i.checked_sub(1).and_then(|b| tokens[b].word()).unwrap_or_default();
        let dated = ["in", "sinds", "van", "tot", "vanaf", "dan", "tegenover", "jaar", "en", "met"]
            .contains(&before)
            || lexicon::month(before).is_some();
        let counts = tokens.get(i + 1).and_then(Placed::word).is_some_and(|w| lexicon::unit(w).is_some());
        // *1929 (2022)*: a number with its year.
        let has_year = tokens.get(i + 1).is_some_and(|t| t.is('('))
            && tokens.get(i + 2).and_then(Placed::number).is_some_and(|n| n.yearly);
        if (!counts || (dated && before != "van" && before != "en" && before != "dan")) && !has_year {
            found.extend(i32::try_from(typed.value.scaled).ok().map(|y| (i, y)));
        }
    }
    found
}

/// Words that say up or down, *meer dan 900* left aside.
pub fn directions(tokens: &[Placed]) -> Vec<(usize, i8)> {
    let word = |i: usize| tokens.get(i).and_then(Placed::word).unwrap_or_default();
    let mut found = Vec::new();
    for i in 0..tokens.len() {
        let Some(way) = lexicon::direction(word(i)) else {
            // *Nam … toe*, *nam … af*.
            if ["nam", "namen", "neemt", "nemen"].contains(&word(i)) {
                let end = (i + 12).min(tokens.len());
                if (i + 1..end).any(|j| word(j) == "toe") {
                    found.push((i, 1));
                } else if (i + 1..end).any(|j| word(j) == "af") {
                    found.push((i, -1));
                }
            }
            continue;
        };
        let worded = ["meer", "minder", "hoger", "lager"].contains(&word(i));
        let next_is_year = tokens.get(i + 2).and_then(Placed::number).is_some_and(|n| n.yearly);
        // *Meer dan 900*, *meer dan de helft*, *niet meer*, *onder meer*, *meer bepaald*.
        let qualifies = worded
            && ((word(i + 1) == "dan"
                && !next_is_year
                && !["in", "vorig", "het", "tijdens", "voordien"].contains(&word(i + 2)))
                || ["niet", "onder", "geen", "des"].contains(&word(i.wrapping_sub(1)))
                || ["bepaald", "of", "informatie", "en", "aandacht"].contains(&word(i + 1)));
        if !qualifies {
            found.push((i, way));
        }
    }
    found
}

/// Number of the clause of each token: commas and conjunctions divide, brackets hold together.
pub fn clauses(tokens: &[Placed], mentions: &[Mention]) -> Vec<usize> {
    let inside = |i: usize| mentions.iter().any(|m| m.from < i && i < m.to);
    let mut clause = 0;
    let mut depth = 0_usize;
    tokens
        .iter()
        .enumerate()
        .map(|(i, token)| {
            let sign = [',', ';', ':', '–', '—'].iter().any(|s| token.is(*s));
            // *Tot en met* holds together.
            let through = i > 0 && tokens[i - 1].word() == Some("tot");
            let word = !through
                && token.word().is_some_and(|w| {
                    ["en", "maar", "terwijl", "waarvan", "waarbij", "naar", "tegenover"].contains(&w)
                });
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
