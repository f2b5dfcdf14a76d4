//! Which years a sentence, or a number in it, is about.

use super::sentence::Reading;
use super::tokens::Placed;
use super::word_list::Phrases;

impl Reading<'_> {
    /// Years a number at a token is about, the likeliest first, and whether they are certain.
    pub fn years_at(&self, i: usize) -> (Vec<i32>, bool) {
        let tokens = self.tokens();
        let at = |j: usize| self.years.iter().find(|(k, _)| *k == j).map(|(_, y)| *y);
        if tokens.get(i + 1).is_some_and(|t| t.is('('))
            && let Some(year) = at(i + 2)
        {
            return (vec![year], true);
        }
        for j in i + 1..(i + 4).min(tokens.len()) {
            if self.clauses[j] == self.clauses[i]
                && self.lexicon.period.of_year.has(self.word(j))
                && let Some(year) = at(j + 1)
            {
                return (vec![year], true);
            }
        }
        let report = self.setting.year;
        // *Sinds 2017*: where something begins, not when it was counted.
        let own: Vec<(usize, i32)> = self.years.iter().filter(|(j, _)| !self.begins(*j)).copied().collect();
        let same: Vec<i32> =
            own.iter().filter(|(j, _)| self.clauses[*j] == self.clauses[i]).map(|(_, y)| *y).collect();
        if !same.is_empty() {
            let certain = same.len() == 1;
            return (same, certain);
        }
        // *Vorig jaar* is the year of the report to whoever writes after it, or the one before.
        if self.says_in(&self.lexicon.period.last_year, self.clauses[i]) {
            return (vec![report, report - 1], false);
        }
        if !self.years.is_empty() {
            // *5 % meer dan in 2022*: the year of another number.
            let (against, mut years): (Vec<_>, Vec<_>) = own.iter().partition(|(j, _)| self.against(*j));
            if years.is_empty() {
                years.push((i, report));
            }
            let certain = years.len() == 1 && against.is_empty();
            years.extend(against);
            return (years.into_iter().map(|(_, y)| y).collect(), certain);
        }
        if self.says(&self.lexicon.period.last_year) {
            return (vec![report, report - 1], false);
        }
        let mut years = vec![report];
        years.extend(&self.before);
        (years, self.before.is_empty())
    }

    /// Whether a year is where something begins: *sinds 2017*, *sinds de start in 2017*.
    pub fn begins(&self, at: usize) -> bool {
        let back = |n: usize| self.word(at.wrapping_sub(n));
        self.lexicon.period.from.has(back(1))
            || (self.lexicon.period.in_or_of.has(back(1))
                && (2..6).any(|n| self.lexicon.period.from.has(back(n))))
    }

    /// Whether a year is what another is compared with: *dan in 2022*, *tegenover 2022*.
    fn against(&self, at: usize) -> bool {
        let back = |n: usize| self.word(at.wrapping_sub(n));
        let word = |w: &str| self.lexicon.period.comparing.has(w);
        let here = |n: &usize| at >= *n && self.clauses[at - n] == self.clauses[at];
        // *Tegenover 23,0 % in 2022*.
        let beside = (2..6).take_while(here).any(|n| self.lexicon.period.beside.has(back(n)));
        word(back(1)) || (self.lexicon.period.in_or_of.has(back(1)) && (word(back(2)) || beside))
    }

    /// The year from which something is said.
    pub fn since(&self) -> Option<i32> {
        self.years.iter().find(|(i, _)| self.begins(*i)).map(|(_, y)| *y)
    }

    /// The two years of a comparison, earlier first, when the sentence tells them.
    pub fn compared(&self) -> Option<(i32, i32)> {
        let mut years: Vec<i32> = self.years.iter().map(|(_, y)| *y).collect();
        years.sort_unstable();
        years.dedup();
        let report = self.setting.year;
        let against = self.has(&self.lexicon.period.compared);
        match years[..] {
            [a, .., b] => Some((a, b)),
            [y] if self.says(&self.lexicon.period.last_year) => Some((y - 1, y)),
            [y] if against && y < report => Some((y, report)),
            [y] => Some((y - 1, y)),
            [] => Some((report - 1, report)),
        }
    }

    /// The years that a change at a token can be between, the likeliest first: with more than two years
    /// in the sentence, those that stand before it.
    pub fn compared_at(&self, at: usize) -> Vec<(i32, i32)> {
        // *Een daling in 2019*, *de terugval van 2019*: against the year before.
        if self.lexicon.period.in_or_of.has(self.word(at + 1))
            && let Some((_, year)) = self.years.iter().find(|(j, _)| *j == at + 2)
            && self.years.len() != 1
            && !self.has(&self.lexicon.period.compared_year)
        {
            return vec![(year - 1, *year)];
        }
        let pair = |a: i32, b: i32| (a.min(b), a.max(b));
        // *Sinds 2019 nam het toe, al daalt het sinds 2022*.
        let here: Vec<(usize, i32)> =
            self.years.iter().filter(|(j, _)| self.clauses[*j] == self.clauses[at]).copied().collect();
        if let [(j, year)] = here[..]
            && self.begins(j)
            && self.years.len() > 1
        {
            let last = self.setting.year;
            return std::iter::once((year, last)).chain(self.compared()).collect();
        }
        if self.years.len() <= 2 {
            return self.compared().into_iter().collect();
        }
        let mut near: Vec<(usize, i32)> = self.years.clone();
        near.sort_by_key(|(j, _)| (*j > at, j.abs_diff(at)));
        let mut pairs = Vec::new();
        for (n, (_, a)) in near.iter().enumerate() {
            pairs.extend(near[n + 1..].iter().filter(|(_, b)| a != b).map(|(_, b)| pair(*a, *b)));
        }
        pairs
    }

    /// Whether one of the phrases stands in a clause.
    fn says_in(&self, phrases: &Phrases, clause: usize) -> bool {
        let own = self.tokens().iter().zip(&self.clauses).filter(|(_, c)| **c == clause);
        let words: Vec<&str> = own.filter_map(|(t, _)| Placed::word(t)).collect();
        phrases.stand_in(&words)
    }

    /// Whether the sentence leans on another one for its year.
    pub fn leans(&self) -> bool {
        self.years.is_empty()
            && (self.has(&self.lexicon.period.then) || self.says(&self.lexicon.period.that_year))
    }
}
