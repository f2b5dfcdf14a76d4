//! Comparisons: of other lines, of periods of unequal length, by inhabitants.

use super::sentence::Reading;

/// Whether the sentence compares numbers, of whatever lines it names.
pub fn compares(said: &Reading<'_>) -> bool {
    let compares = !said.directions.is_empty() || said.has(&said.lexicon.comparison.compares);
    let numbers = said
        .tokens()
        .iter()
        .enumerate()
        .any(|(i, t)| t.number().is_some() && !said.years.iter().any(|(j, _)| *j == i));
    compares && (numbers || !said.directions.is_empty())
}

/// Where a period ends within a year, beside another that does not.
pub fn unequal_periods(said: &Reading<'_>) -> Option<usize> {
    // *Tot en met november 2020*: a period that ends within a year.
    let cut = (0..said.tokens().len()).find(|i| {
        let before = (i.saturating_sub(3)..*i).any(|j| {
            said.lexicon.particle.until.has(said.word(j)) || said.lexicon.comparison.end.has(said.word(j))
        });
        before && said.lexicon.month(said.word(*i)).is_some_and(|m| m < 12)
    });
    let at = cut?;
    let month_year = said.years.iter().find(|(i, _)| *i == at + 1).map(|(_, y)| *y);
    let end = |i: usize| {
        said.lexicon.comparison.end.has(said.word(i)) && said.years.iter().any(|(j, _)| *j == i + 1)
    };
    let other = said.says(&said.lexicon.comparison.whole_periods)
        || (0..said.tokens().len()).any(end)
        || said.years.iter().any(|(i, y)| {
            *i != at + 1
                && Some(*y) != month_year
                && !said.lexicon.comparison.before_other_year.has(said.word(i.wrapping_sub(1)))
        });
    let numbers = said
        .tokens()
        .iter()
        .enumerate()
        .filter(|(i, t)| {
            t.number().is_some_and(|n| n.percent || n.value.scaled >= 10)
                && !said.years.iter().any(|(j, _)| j == i)
        })
        .count();
    (other && numbers >= 2).then_some(at)
}

/// *Per 1.000 inwoners*, without saying which.
pub fn per_inhabitant(said: &Reading<'_>) -> Option<usize> {
    let at = (0..said.tokens().len()).find(|i| said.lexicon.comparison.inhabitant.has(said.word(*i)))?;
    let per = said.has(&said.lexicon.particle.per);
    let given = said.has(&said.lexicon.comparison.population) || !said.years.is_empty();
    (per && !given).then_some(at)
}
