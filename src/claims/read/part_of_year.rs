//! Parts of a year: months, seasons, days. What is said of them is not said of the year.

use super::lexicon::Lexicon;
use super::tokens::Placed;
use super::word_list::find;

/// Which part of the year a sentence speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// None: whole years.
    Whole,
    /// These months, each 1 to 12.
    Months(Vec<u8>),
    /// One month, compared with another.
    Against(u8, u8),
    /// Days, weeks, a season, an event, months of several years: nothing is published of it, or nobody can
    /// say where it begins.
    Other,
}

/// The part of the year that tokens name.
pub fn part(lexicon: &Lexicon, tokens: &[Placed]) -> Part {
    let word = |i: usize| tokens.get(i).and_then(Placed::word).unwrap_or_default();
    if let Some(months) = counted(lexicon, &word, tokens) {
        return Part::Months(months);
    }
    let named: Vec<(usize, u8)> =
        (0..tokens.len()).filter_map(|i| Some((i, lexicon.month(word(i))?))).collect();
    if named.is_empty() {
        let loose = (0..tokens.len()).any(|i| lexicon.period.loose.has(word(i)) && !per(lexicon, &word, i));
        return if loose || joined(lexicon, &word, tokens.len()) { Part::Other } else { Part::Whole };
    }
    let number = |i: usize| tokens.get(i).and_then(Placed::number);
    let day =
        |i: usize| i > 0 && number(i - 1).is_some_and(|n| (1..=31).contains(&n.value.scaled) && !n.percent);
    let begins = |i: usize| lexicon.period.from.has(word(i.wrapping_sub(1)));
    if named.iter().any(|(i, _)| day(*i) || begins(*i)) {
        return Part::Other;
    }
    // *Minder dan in november*: one month against another.
    let against = |i: usize| {
        let back = |n: usize| word(i.wrapping_sub(n));
        lexicon.particle.than.has(back(1))
            || (lexicon.particle.inside.has(back(1)) && lexicon.period.against.has(back(2)))
    };
    if let [(_, first), (at, second)] = named[..]
        && first != second
        && against(at)
    {
        return Part::Against(first, second);
    }
    spans(lexicon, tokens, &named).map_or(Part::Other, Part::Months)
}

/// *Per dag*, *per maand*: a rate, not a part of the year.
fn per<'t>(lexicon: &Lexicon, word: &impl Fn(usize) -> &'t str, i: usize) -> bool {
    lexicon.period.per.has(word(i.wrapping_sub(1)))
}

/// *September-december* as one word.
fn joined<'t>(lexicon: &Lexicon, word: &impl Fn(usize) -> &'t str, len: usize) -> bool {
    (0..len).any(|i| word(i).split('-').any(|part| lexicon.month(part).is_some()))
}

/// *De eerste acht maanden*, *het tweede kwartaal*.
fn counted<'t>(lexicon: &Lexicon, word: &impl Fn(usize) -> &'t str, tokens: &[Placed]) -> Option<Vec<u8>> {
    for i in 0..tokens.len() {
        let n = lexicon
            .small_number(word(i + 1))
            .or_else(|| tokens.get(i + 1).and_then(Placed::number).map(|n| i128::from(n.value.scaled)))
            .and_then(|n| u8::try_from(n).ok())
            .filter(|n| (1..12).contains(n));
        let lists = &lexicon.period;
        if let Some(n) = n.filter(|_| lists.months.has(word(i + 2))) {
            if lists.first.has(word(i)) {
                return Some((1..=n).collect());
            }
            if lists.last.has(word(i)) {
                return Some((13 - n..=12).collect());
            }
        }
        let Some(length) = find(&lists.parts, word(i + 1)).copied() else { continue };
        let place = lists.ordinal.position(word(i)).and_then(|p| u8::try_from(p).ok());
        if let Some(place) = place.filter(|p| (p + 1) * length <= 12) {
            return Some((place * length + 1..=(place + 1) * length).collect());
        }
    }
    None
}

/// The months between those that are joined by *tot en met* or a dash, and those that stand alone.
fn spans(lexicon: &Lexicon, tokens: &[Placed], named: &[(usize, u8)]) -> Option<Vec<u8>> {
    let year_after =
        |i: usize| tokens.get(i + 1).and_then(Placed::number).filter(|n| n.yearly).map(|n| n.value.scaled);
    let mut months = Vec::new();
    let mut n = 0;
    while n < named.len() {
        let (at, first) = named[n];
        let next = named.get(n + 1).filter(|(to, _)| to_between(lexicon, tokens, at, *to));
        if let Some((to, last)) = next {
            let years = (year_after(at), year_after(*to));
            let apart = matches!(years, (Some(a), Some(b)) if a != b);
            if apart || last < &first {
                return None;
            }
            months.extend(first..=*last);
            n += 2;
        } else {
            months.push(first);
            n += 1;
        }
    }
    months.sort_unstable();
    months.dedup();
    Some(months)
}

/// Whether only a word of *up to* stands between two months.
fn to_between(lexicon: &Lexicon, tokens: &[Placed], from: usize, to: usize) -> bool {
    let between = &tokens[from + 1..to];
    let bridge = |t: &Placed| {
        t.is('–') || t.is('-') || t.is('/') || t.word().is_some_and(|w| lexicon.period.bridge.has(w))
    };
    let small = |t: &Placed| {
        bridge(t)
            || t.number().is_some_and(|n| n.yearly)
            || t.word().is_some_and(|w| lexicon.period.bridge_small.has(w))
    };
    between.iter().any(bridge) && between.iter().all(small)
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, Part, part};
    use crate::base::Lang;
    use crate::claims::read::tokens::sentences;
    use crate::commentary::Passage;

    fn of(text: &str) -> Part {
        let text: Vec<char> = text.chars().collect();
        let passage = Passage { places: vec![(1, 1); text.len()], text, cited: Vec::new() };
        let lexicon = Lexicon::of(Lang::nl()).unwrap();
        part(lexicon, &sentences(lexicon, &passage)[0].tokens)
    }

    #[test]
    fn months_are_added_and_loose_parts_are_not() {
        assert_eq!(of("In 2023 daalde het aantal oproepen."), Part::Whole);
        assert_eq!(of("Van maart tot en met mei 2023 daalde het aantal."), Part::Months(vec![3, 4, 5]));
        assert_eq!(of("In maart–mei 2023 daalde het aantal."), Part::Months(vec![3, 4, 5]));
        assert_eq!(of("In maart 2023 lag het hoger dan in maart 2022."), Part::Months(vec![3]));
        assert_eq!(of("De eerste drie maanden van 2023 waren rustig."), Part::Months(vec![1, 2, 3]));
        assert_eq!(of("Het tweede kwartaal van 2023 was rustig."), Part::Months(vec![4, 5, 6]));
        for loose in [
            "Op 5 maart 2023 daalde het.",
            "In de zomer daalde het.",
            "Van mei 2017 tot mei 2020 daalde het.",
        ] {
            assert_eq!(of(loose), Part::Other, "{loose}");
        }
        assert_eq!(of("In mei 2023 waren er minder dan in april."), Part::Against(5, 4));
        assert_eq!(of("Gemiddeld waren er 26 oproepen per dag."), Part::Whole);
    }
}
