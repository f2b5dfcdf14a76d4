//! Reading the tokens of a sentence: years, names, directions, clauses.

use super::context::Mention;
use super::lexicon;
use super::names::{Lexicon, same, split};
use super::neutral::is_neutral;
use super::text::Placed;
use crate::config::Helpline;

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

/// What stands at a token, as a word of a name.
fn name_word(token: &Placed) -> Option<String> {
    token.word().map(str::to_owned).or_else(|| token.number().map(|n| n.value.scaled.to_string()))
}

/// Other lines that are named.
pub fn others(tokens: &[Placed], lexicon: &Lexicon) -> Vec<usize> {
    let words: Vec<String> = tokens.iter().map(|t| name_word(t).unwrap_or_default()).collect();
    let mut found: Vec<usize> = lexicon
        .others
        .iter()
        .filter(|(name, _)| !name.is_empty() && words.windows(name.len()).any(|w| w == name.as_slice()))
        .map(|(_, line)| *line)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// What names and ages a sentence uses.
#[derive(Debug, Default)]
pub struct Named {
    /// Codes that are named.
    pub mentions: Vec<Mention>,
    /// Codes that are only hinted at.
    pub hints: Vec<Mention>,
    /// Tokens that are part of an age.
    pub ages: Vec<usize>,
    /// Tokens of the cause of a change.
    pub causes: Vec<usize>,
}

/// Codes that are named, the longest name first.
pub fn named(tokens: &[Placed], lexicon: &Lexicon) -> Named {
    let words: Vec<&str> = tokens.iter().map(|t| t.word().unwrap_or_default()).collect();
    let mut taken = vec![false; tokens.len()];
    let mut found = Named::default();
    for name in &lexicon.names {
        for from in 0..(words.len() + 1).saturating_sub(name.words.len()) {
            let to = from + name.words.len();
            let fits = words[from..to].iter().zip(&name.words).all(|(w, n)| same(w, n));
            if fits && !taken[from..to].iter().any(|t| *t) {
                taken[from..to].iter_mut().for_each(|t| *t = true);
                let mention = Mention { from, to, options: name.options.clone() };
                if name.hint { found.hints.push(mention) } else { found.mentions.push(mention) }
            }
        }
    }
    ages(tokens, lexicon, &mut found);
    found.mentions.retain(|m| !staff(tokens, m));
    found
}

/// *Onze hulpverleners beantwoordden …*: those who answer, though they may be callers elsewhere.
fn staff(tokens: &[Placed], mention: &Mention) -> bool {
    let word = |i: usize| tokens.get(i).and_then(Placed::word).unwrap_or_default();
    let own = ["onze", "de"].contains(&word(mention.from.wrapping_sub(1)));
    let answers =
        ["beantwoord", "voerden", "voerde", "noteerden", "registreerden", "namen", "hielpen", "behandelden"];
    let active = (0..tokens.len()).any(|i| answers.iter().any(|a| word(i).starts_with(a)));
    word(mention.from).starts_with("hulpverlener")
        && (own || word(mention.from.wrapping_sub(1)) == "door")
        && active
}

/// *12 tot 17 jaar*, *tussen 12 en 17 jaar*, *12- tot 17-jarigen*.
fn ages(tokens: &[Placed], lexicon: &Lexicon, found: &mut Named) {
    let word = |i: usize| tokens.get(i).and_then(Placed::word).unwrap_or_default();
    let number = |i: usize| {
        let small = |n: &super::text::Typed| !n.percent && n.value.decimals == 0 && n.value.scaled < 120;
        tokens.get(i).and_then(Placed::number).filter(small).and_then(|n| u32::try_from(n.value.scaled).ok())
    };
    let link = |i: usize| {
        let sign = tokens.get(i).is_some_and(|t| t.is('-') || t.is('–') || t.is('+'));
        sign || ["tot", "en", "met", "plussers", "plusser"].contains(&word(i))
    };
    let years = |i: usize| word(i) == "jaar" || word(i).ends_with("jarigen") || word(i).ends_with("jarige");
    for i in 0..tokens.len() {
        let Some(low) = number(i).filter(|_| !found.ages.contains(&i)) else { continue };
        let to = (i + 1..(i + 5).min(tokens.len())).take_while(|j| link(*j)).last().unwrap_or(i) + 1;
        let high = number(to).filter(|_| to > i + 1);
        let end = if high.is_some() { to + 1 } else { to };
        let end = (end..(end + 2).min(tokens.len())).find(|j| years(*j)).map_or(end, |j| j + 1);
        let aged = years(end - 1) && word(end) != "geleden";
        let older = (i + 1..end).any(|j| word(j).starts_with("plusser"));
        if !(aged && high.is_some() || older) {
            continue;
        }
        found.ages.extend(i..end);
        let bands =
            lexicon.bands.iter().filter(|(a, b, ..)| *a == low && (Some(*b) == high || high.is_none()));
        let options: Vec<_> = bands.map(|(_, _, d, c)| (d.clone(), c.clone())).collect();
        let mention = Mention { from: i, to: end, options };
        if mention.options.is_empty() || high.is_none() {
            found.hints.push(mention);
        } else {
            found.mentions.push(mention);
        }
    }
}

/// Where the cause of a change begins, if it names one: *daalde door de lockdown*.
fn cause(tokens: &[Placed], directions: &[(usize, i8)], units: &[(usize, lexicon::Unit)]) -> Option<usize> {
    let word = |i: usize| tokens.get(i).and_then(Placed::word).unwrap_or_default();
    let because = |i: &usize| ["door", "dankzij", "wegens", "vanwege", "omwille"].contains(&word(*i));
    let agent = |i: usize| units.iter().any(|(j, _)| j + 1 == i);
    (0..tokens.len()).find(|i| because(i) && !agent(*i) && directions.iter().any(|(j, _)| j < i))
}

/// Leaves out the names in the cause of a change: they say why, not of what.
pub fn drop_causes(
    tokens: &[Placed],
    directions: &[(usize, i8)],
    units: &[(usize, lexicon::Unit)],
    named: &mut Named,
) {
    let Some(from) = cause(tokens, directions, units) else { return };
    let ends = |t: &Placed| {
        [',', ';', ':', '.'].iter().any(|s| t.is(*s)) || t.word().is_some_and(|w| w == "met" || w == "van")
    };
    let to = (from + 1..tokens.len()).find(|i| ends(&tokens[*i])).unwrap_or(tokens.len());
    let outside = |m: &Mention| m.from < from || m.from >= to;
    named.mentions.retain(outside);
    named.hints.retain(outside);
    named.causes = (from..to).collect();
}

/// Tokens whose words may narrow down what is counted: neither small words nor verbs of counting, nor
/// units, codes, directions, months or names of lines.
pub fn residue(
    tokens: &[Placed],
    lexicon: &Lexicon,
    lines: &[Helpline],
    named: &Named,
    others: &[usize],
) -> Vec<usize> {
    let other = |w: &str| others.iter().any(|o| split(&lines[*o].name).iter().any(|n| n == w));
    let inside = |i: usize| {
        named.mentions.iter().chain(&named.hints).any(|m| m.from <= i && i < m.to)
            || named.ages.contains(&i)
            || named.causes.contains(&i)
    };
    // *Bezoekers van de website*: the unit says as much.
    let visits = tokens
        .iter()
        .any(|t| t.word().and_then(lexicon::unit).is_some_and(|u| u.0 == lexicon::Unit::Visitor));
    let open = |i: &usize| {
        let Some(word) = tokens[*i].word() else { return false };
        !(inside(*i)
            || is_neutral(word)
            || lexicon::unit(word).is_some()
            || lexicon::direction(word).is_some()
            || lexicon::month(word).is_some()
            || lexicon::small_number(word).is_some()
            || lexicon::people(word)
            || ["inkomende", "binnenkomende", "terechte", "mogelijke"].contains(&word)
            || lexicon.own.contains(word)
            || (visits && ["website", "site", "webpagina"].contains(&word))
            || word.chars().count() == 1
            || other(word))
    };
    (0..tokens.len()).filter(open).collect()
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
