//! What a sentence claims, each claim with the tokens that its parts stand at.

use super::amount::{self, Amount};
use super::change::{self, Change, Factor, Points, Size};
use super::comparison;
use super::count::{self, Count};
use super::direction::{self, Direction};
use super::event::{self, EventEffect};
use super::rate::{self, Rate};
use super::sentence::Reading;
use super::series::{self, Trend};
use super::share::{self, Share};
use super::superlative::{self, Record, Superlative};

/// One claim of a sentence.
pub enum Claim<'a> {
    /// *9.424 oproepen.*
    Count(Count),
    /// *1.929 koppels*: a number of what nobody counts.
    UnknownNoun {
        /// The number.
        at: usize,
        /// The noun.
        noun: usize,
    },
    /// *600.000 euro.*
    Amount(Amount<'a>),
    /// *58 % van de slachtoffers.*
    Share(Share),
    /// *75 % werd beantwoord.*
    Rate(Share, Rate),
    /// All shares of a sentence, as a list that may close.
    ShareList(Vec<Share>),
    /// *Nauwelijks bezet.*
    HardlyBusy {
        /// The word.
        at: usize,
    },
    /// *31 % meer.*
    Change(Change),
    /// A change from a reference: its direction.
    CitedChange {
        /// The number.
        at: usize,
    },
    /// *Verdubbeld.*
    Factor(Factor),
    /// *Daalde in 2023.*
    Direction(Direction),
    /// *Bleef stabiel.*
    Stable {
        /// The word.
        at: usize,
    },
    /// *Van 1140 (2019) naar 1929 (2022)*: two years, and those between.
    Endpoints,
    /// *2 procentpunt meer.*
    Points(Points),
    /// *Elk jaar gestegen.*
    Trend(Trend),
    /// *Een recordjaar.*
    Record(Record),
    /// *Het grootste kanaal.*
    Extreme(Superlative),
    /// *30 % meer door de campagne.*
    EventEffect(EventEffect<'a>),
    /// Another line beside this one.
    LineComparison,
    /// Periods of unequal length.
    PeriodComparison {
        /// The month that a period ends in.
        at: usize,
    },
    /// A rate by inhabitants that nobody can check.
    PerInhabitant {
        /// The word.
        at: usize,
    },
}

/// All claims of a sentence, kind by kind, each kind in the order of the text.
pub fn claims<'a>(said: &Reading<'a>) -> Vec<Claim<'a>> {
    let mut found = Vec::new();
    counts(said, &mut found);
    found.extend((0..said.tokens().len()).filter_map(|at| amount::read(said, at)).map(Claim::Amount));
    shares(said, &mut found);
    changes(said, &mut found);
    let points = (0..said.tokens().len()).filter_map(|at| change::points(said, at));
    found.extend(points.map(Claim::Points));
    found.extend(series::trend(said).map(Claim::Trend));
    found.extend(superlative::record(said).map(Claim::Record));
    found.extend(superlative::superlatives(said).into_iter().map(Claim::Extreme));
    found.extend(event::read(said).map(Claim::EventEffect));
    if comparison::compares(said) {
        found.push(Claim::LineComparison);
    }
    found.extend(comparison::unequal_periods(said).map(|at| Claim::PeriodComparison { at }));
    found.extend(comparison::per_inhabitant(said).map(|at| Claim::PerInhabitant { at }));
    found
}

fn counts<'a>(said: &Reading<'a>, found: &mut Vec<Claim<'a>>) {
    for at in 0..said.tokens().len() {
        if let Some(count) = count::read(said, at) {
            found.push(Claim::Count(count));
        } else if let Some(noun) = count::unknown_noun(said, at) {
            found.push(Claim::UnknownNoun { at, noun });
        }
    }
}

fn shares<'a>(said: &Reading<'a>, found: &mut Vec<Claim<'a>>) {
    let shares: Vec<Share> = (0..said.tokens().len()).filter_map(|i| share::read(said, i)).collect();
    for share in shares.iter().cloned() {
        found.push(match rate::kind(said, share.at) {
            Some(rate) => Claim::Rate(share, rate),
            None => Claim::Share(share),
        });
    }
    found.push(Claim::ShareList(shares));
    found.extend(share::hardly_busy(said).map(|at| Claim::HardlyBusy { at }));
}

/// Changes with a size; without one, directions.
fn changes<'a>(said: &Reading<'a>, found: &mut Vec<Claim<'a>>) {
    let sizes: Vec<Size> = (0..said.tokens().len()).flat_map(|at| change::read(said, at)).collect();
    let sized = !sizes.is_empty();
    found.extend(sizes.into_iter().map(|size| match size {
        Size::Typed(change) => Claim::Change(change),
        Size::Cited(at) => Claim::CitedChange { at },
    }));
    found.extend(change::multiple(said).map(Claim::Factor));
    if !sized {
        found.extend(direction::read(said).into_iter().map(Claim::Direction));
        found.extend(direction::stable(said).map(|at| Claim::Stable { at }));
    }
    found.push(Claim::Endpoints);
}
