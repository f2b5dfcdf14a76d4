//! Comparisons: of other lines, of periods of unequal length, by inhabitants.

use super::lexicon;
use super::sentence::Reading;

/// Whether the sentence compares numbers, of whatever lines it names.
pub fn compares(said: &Reading<'_>) -> bool {
    let compares = !said.directions.is_empty()
        || said.has(&[
            "tegenover",
            "vergeleken",
            "evenveel",
            "dubbel",
            "keer",
            "maal",
            "meer",
            "minder",
            "dan",
            "onder",
            "boven",
            "dubbele",
            "helft",
        ]);
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
        let before = (i.saturating_sub(3)..*i).any(|j| said.word(j) == "tot" || said.word(j) == "eind");
        before && lexicon::month(said.word(*i)).is_some_and(|m| m < 12)
    });
    let at = cut?;
    let month_year = said.years.iter().find(|(i, _)| *i == at + 1).map(|(_, y)| *y);
    let end = |i: usize| said.word(i) == "eind" && said.years.iter().any(|(j, _)| *j == i + 1);
    let other = said.says(&["hele periode", "tot vandaag", "sinds de start"])
        || (0..said.tokens().len()).any(end)
        || said.years.iter().any(|(i, y)| {
            *i != at + 1
                && Some(*y) != month_year
                && !["van", "vanaf", "sinds", "mei", "januari"].contains(&said.word(i.wrapping_sub(1)))
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
    let at = (0..said.tokens().len()).find(|i| ["inwoners", "inwoner"].contains(&said.word(*i)))?;
    let per = said.has(&["per"]);
    let given = said.has(&["bevolking", "statbel", "januari"]) || !said.years.is_empty();
    (per && !given).then_some(at)
}
