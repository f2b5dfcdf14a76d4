//! Names and ages in a sentence, and the words that may narrow down what is counted.

use super::lexicon::Lexicon;
use super::mention::Mention;
use super::names::{NameIndex, same, split};
use super::tokens::{Placed, Typed};
use super::unit::Unit;
use crate::config::Helpline;

/// What stands at a token, as a word of a name.
fn name_word(token: &Placed) -> Option<String> {
    token.word().map(str::to_owned).or_else(|| token.number().map(|n| n.value.scaled.to_string()))
}

/// Other lines that are named.
pub fn others(tokens: &[Placed], names: &NameIndex) -> Vec<usize> {
    let words: Vec<String> = tokens.iter().map(|t| name_word(t).unwrap_or_default()).collect();
    let mut found: Vec<usize> = names
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
pub fn named(lexicon: &Lexicon, tokens: &[Placed], names: &NameIndex) -> Named {
    let words: Vec<&str> = tokens.iter().map(|t| t.word().unwrap_or_default()).collect();
    let mut taken = vec![false; tokens.len()];
    let mut found = Named::default();
    for name in &names.names {
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
    ages(lexicon, tokens, names, &mut found);
    found.mentions.retain(|m| !staff(lexicon, tokens, m));
    found
}

/// *Onze hulpverleners beantwoordden …*: those who answer, though they may be callers elsewhere.
fn staff(lexicon: &Lexicon, tokens: &[Placed], mention: &Mention) -> bool {
    let word = |i: usize| tokens.get(i).and_then(Placed::word).unwrap_or_default();
    let own = lexicon.entity.own.has(word(mention.from.wrapping_sub(1)));
    let active = (0..tokens.len()).any(|i| lexicon.entity.answering.begins(word(i)));
    lexicon.entity.staff.begins(word(mention.from))
        && (own || lexicon.particle.by.has(word(mention.from.wrapping_sub(1))))
        && active
}

/// *12 tot 17 jaar*, *tussen 12 en 17 jaar*, *12- tot 17-jarigen*.
fn ages(lexicon: &Lexicon, tokens: &[Placed], names: &NameIndex, found: &mut Named) {
    let word = |i: usize| tokens.get(i).and_then(Placed::word).unwrap_or_default();
    let number = |i: usize| {
        let small = |n: &Typed| !n.percent && n.value.decimals == 0 && n.value.scaled < 120;
        tokens.get(i).and_then(Placed::number).filter(small).and_then(|n| u32::try_from(n.value.scaled).ok())
    };
    let link = |i: usize| {
        let sign = tokens.get(i).is_some_and(|t| t.is('-') || t.is('–') || t.is('+'));
        sign || lexicon.entity.age_link.has(word(i))
    };
    let years = |i: usize| lexicon.entity.age_years.has(word(i)) || lexicon.entity.aged.ends(word(i));
    for i in 0..tokens.len() {
        let Some(low) = number(i).filter(|_| !found.ages.contains(&i)) else { continue };
        let to = (i + 1..(i + 5).min(tokens.len())).take_while(|j| link(*j)).last().unwrap_or(i) + 1;
        let high = number(to).filter(|_| to > i + 1);
        let end = if high.is_some() { to + 1 } else { to };
        let end = (end..(end + 2).min(tokens.len())).find(|j| years(*j)).map_or(end, |j| j + 1);
        let aged = years(end - 1) && !lexicon.entity.ago.has(word(end));
        let older = (i + 1..end).any(|j| lexicon.entity.older.begins(word(j)));
        if !(aged && high.is_some() || older) {
            continue;
        }
        found.ages.extend(i..end);
        let bands = names.bands.iter().filter(|(a, b, ..)| *a == low && (Some(*b) == high || high.is_none()));
        let options: Vec<_> = bands.map(|(_, _, d, c)| (d.clone(), c.clone())).collect();
        let mention = Mention { from: i, to: end, options };
        if mention.options.is_empty() || high.is_none() {
            found.hints.push(mention);
        } else {
            found.mentions.push(mention);
        }
    }
}

/// The unit words of a sentence; the codes that some of them name are added to the others.
pub fn units(lexicon: &Lexicon, tokens: &[Placed], line: &Helpline, named: &mut Named) -> Vec<(usize, Unit)> {
    let Named { mentions, hints, .. } = named;
    let has_role = line.dimension("role").is_some_and(|d| d.codes.position("victim").is_some());
    let counted = tokens.iter().any(|t| t.word().is_some_and(|w| lexicon.entity.victims.has(w)));
    let victim =
        |i: usize| Mention { from: i, to: i + 1, options: vec![("role".to_owned(), "victim".to_owned())] };
    let mut units = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let Some((unit, channel)) = token.word().and_then(|w| lexicon.unit(w)) else { continue };
        // *(Mogelijke) slachtoffers* within a name is part of the name.
        if mentions.iter().any(|m| m.from <= i && i < m.to) {
            continue;
        }
        units.push((i, unit));
        if let Some(channel) =
            channel.filter(|c| line.channels.len() > 1 && line.channels.iter().any(|l| l.id == **c))
        {
            let options = vec![("channel".to_owned(), channel.to_owned())];
            mentions.push(Mention { from: i, to: i + 1, options });
        }
        // *Oproepen van slachtoffers*: who called, not what is counted.
        let word = |n: usize| i.checked_sub(n).and_then(|j| tokens[j].word()).unwrap_or_default();
        let itself = lexicon.entity.oneself.has(word(1))
            || (lexicon.entity.it.has(word(1)) && lexicon.entity.oneself.has(word(2)));
        let by = unit == Unit::Victim && i > 1 && (lexicon.entity.by.has(word(1)) || itself);
        if by && has_role {
            units.pop();
            mentions.push(victim(i));
        } else if has_role && token.word().is_some_and(|w| lexicon.entity.victim.has(w)) && !counted {
            // *Op de tweede plaats: slachtoffer*, one word for who called and for what is counted.
            hints.push(victim(i));
        }
    }
    units
}

/// Where the cause of a change begins, if it names one: *daalde door de lockdown*.
fn cause(
    lexicon: &Lexicon,
    tokens: &[Placed],
    directions: &[(usize, i8)],
    units: &[(usize, Unit)],
) -> Option<usize> {
    let word = |i: usize| tokens.get(i).and_then(Placed::word).unwrap_or_default();
    let because = |i: &usize| lexicon.entity.cause.has(word(*i));
    let agent = |i: usize| units.iter().any(|(j, _)| j + 1 == i);
    (0..tokens.len()).find(|i| because(i) && !agent(*i) && directions.iter().any(|(j, _)| j < i))
}

/// Leaves out the names in the cause of a change: they say why, not of what.
pub fn drop_causes(
    lexicon: &Lexicon,
    tokens: &[Placed],
    directions: &[(usize, i8)],
    units: &[(usize, Unit)],
    named: &mut Named,
) {
    let Some(from) = cause(lexicon, tokens, directions, units) else { return };
    let ends = |t: &Placed| {
        [',', ';', ':', '.'].iter().any(|s| t.is(*s))
            || t.word().is_some_and(|w| lexicon.entity.cause_end.has(w))
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
    lexicon: &Lexicon,
    tokens: &[Placed],
    names: &NameIndex,
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
    let visits =
        tokens.iter().any(|t| t.word().and_then(|w| lexicon.unit(w)).is_some_and(|u| u.0 == Unit::Visitor));
    let open = |i: &usize| {
        let Some(word) = tokens[*i].word() else { return false };
        !(inside(*i)
            || lexicon.neutral.has(word)
            || lexicon.unit(word).is_some()
            || lexicon.direction(word).is_some()
            || lexicon.month(word).is_some()
            || lexicon.small_number(word).is_some()
            || lexicon.people(word)
            || lexicon.entity.stage.has(word)
            || names.own.contains(word)
            || (visits && lexicon.entity.website.has(word))
            || word.chars().count() == 1
            || other(word))
    };
    (0..tokens.len()).filter(open).collect()
}
