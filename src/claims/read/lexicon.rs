//! The words of a language that claims are made of: `templates/words/<language>/claims.yaml`, embedded.

use std::sync::LazyLock;

use serde::Deserialize;

use super::sections::{
    Amounts, Changes, Comparisons, Counts, Directions, Entities, Events, NameWords, Nearby, Neutral,
    Numerals, Particles, Periods, Rates, Sentences, SeriesWords, Shares, Superlatives, Units,
};
use super::unit::Unit;
use super::word_list::find;
use crate::base::Lang;
use crate::words::wording::Nearness;

/// The words of one language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lexicon {
    unit: Units,
    near: Nearby,
    pub numeral: Numerals,
    pub particle: Particles,
    pub sentence: Sentences,
    pub period: Periods,
    pub entity: Entities,
    pub name: NameWords,
    pub direction: Directions,
    pub count: Counts,
    pub share: Shares,
    pub rate: Rates,
    pub change: Changes,
    pub amount: Amounts,
    pub series: SeriesWords,
    pub superlative: Superlatives,
    pub event: Events,
    pub comparison: Comparisons,
    pub neutral: Neutral,
}

impl Lexicon {
    /// The words of a language, if its sentences are read.
    pub fn of(lang: Lang) -> Option<&'static Self> {
        (lang == Lang::nl()).then(Self::dutch)
    }

    /// The words of Dutch.
    pub fn dutch() -> &'static Self {
        static DUTCH: LazyLock<Lexicon> = LazyLock::new(|| {
            // The file is part of the program; a test reads it.
            serde_yaml::from_str(include_str!("../../../templates/words/nl/claims.yaml")).unwrap_or_default()
        });
        &DUTCH
    }

    /// The unit a word names, and the channel it names with it.
    pub fn unit(&self, word: &str) -> Option<(Unit, Option<&str>)> {
        find(&self.unit.names, word).map(|name| (name.unit, name.channel.as_deref()))
    }

    /// Whether a word is for whatever is counted: *gevallen van partnergeweld* are as many as the contacts about it.
    pub fn case(&self, word: &str) -> bool {
        self.unit.cases.has(word)
    }

    /// Whether a word is for people by whom a number of contacts is called a number of persons.
    pub fn people(&self, word: &str) -> bool {
        self.unit.people.has(word)
    }

    /// Up 1, down −1.
    pub fn direction(&self, word: &str) -> Option<i8> {
        let up = self.direction.up.has(word).then_some(1);
        up.or_else(|| self.direction.down.has(word).then_some(-1))
    }

    /// How near a number is, by the words before it.
    pub fn nearness(&self, before: &[&str]) -> Nearness {
        let (near, than, none) = (&self.near, &self.particle.than, &self.particle.none);
        let back = |n: usize| before.len().checked_sub(n).map(|i| before[i]).unwrap_or_default();
        let (second, last) = (back(2), back(1));
        if than.has(last) && near.more.has(second) {
            return if near.slightly.has(back(3)) { Nearness::Over } else { Nearness::More };
        }
        if (than.has(last) && near.less.has(second)) || (none.has(last) && near.not_yet.has(second)) {
            return Nearness::Less;
        }
        if near.at_least_phrase.stand_in(&[second, last]) {
            return Nearness::AtLeast;
        }
        let words = [
            (&near.almost, Nearness::Almost),
            (&near.over, Nearness::Over),
            (&near.about, Nearness::About),
            (&near.at_least, Nearness::AtLeast),
            (&near.at_most, Nearness::AtMost),
        ];
        words.into_iter().find(|(list, _)| list.has(last)).map_or(Nearness::Plain, |(_, nearness)| nearness)
    }

    /// A number up to ten in letters.
    pub fn small_number(&self, word: &str) -> Option<i128> {
        self.numeral.small.position(word).and_then(|i| i128::try_from(i + 1).ok())
    }

    /// The denominator that a word such as *derde* names.
    pub fn part_of_whole(&self, word: &str) -> Option<i128> {
        find(&self.numeral.parts, word).map(|n| i128::from(*n))
    }

    /// 1 to 12.
    pub fn month(&self, word: &str) -> Option<u8> {
        self.period.month_names.position(word).and_then(|i| u8::try_from(i + 1).ok())
    }

    /// The verbs that name a channel.
    pub fn channel_verbs(&self, channel: &str) -> impl Iterator<Item = &str> {
        let own = self.name.channel_verbs.iter().filter(move |m| m.means == channel);
        own.flat_map(|m| m.words.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::Lexicon;
    use crate::base::Lang;
    use crate::base::fold;
    use crate::words::Words;

    const FILE: &str = include_str!("../../../templates/words/nl/claims.yaml");

    #[test]
    fn the_file_has_every_list_and_no_other() {
        let read: Result<Lexicon, _> = serde_yaml::from_str(FILE);
        assert!(read.is_ok(), "{:?}", read.err());
    }

    #[test]
    fn words_are_written_as_they_are_compared_and_no_list_is_empty() {
        fn check(place: &str, value: &serde_yaml::Value) {
            match value {
                serde_yaml::Value::Mapping(map) => {
                    map.iter().for_each(|(k, v)| check(&format!("{place}.{}", k.as_str().unwrap()), v));
                }
                serde_yaml::Value::Sequence(list) => {
                    assert!(!list.is_empty(), "{place} is empty");
                    let twice = (1..list.len()).find(|i| list[..*i].contains(&list[*i]));
                    assert!(twice.is_none(), "{place} has a word twice: {:?}", twice.map(|i| &list[i]));
                    list.iter().for_each(|v| check(place, v));
                }
                serde_yaml::Value::String(word) => assert_eq!(fold(word), *word, "{place}"),
                serde_yaml::Value::Number(_) => {}
                other => panic!("{place}: {other:?}"),
            }
        }
        check("claims", &serde_yaml::from_str(FILE).unwrap());
    }

    #[test]
    fn months_are_those_of_the_catalogue() {
        let (lexicon, words) = (Lexicon::dutch(), Words::of(Lang::nl()));
        for month in 1..=12 {
            assert_eq!(lexicon.month(words.month(month)), Some(month));
        }
    }

    #[test]
    fn verbs_of_counting_are_neutral_and_reasons_are_not() {
        let neutral = |w: &&str| Lexicon::dutch().neutral.has(w);
        assert!(["kregen", "beantwoordde", "het", "jaartotaal"].iter().all(neutral));
        assert!(!["doorgegeven", "nagekomen", "lockdown", "zomermaanden"].iter().any(neutral));
    }
}
