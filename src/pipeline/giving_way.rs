//! What a line gives up, so that its reports can be made: breakdowns that no pattern protects beside what
//! readers hold, and those through which the attack finds a small count.
//!
//! It gives way by degrees: the breakdown in that year, then all crosses of that year, then all its
//! breakdowns; never the total of a year. After each step everything is protected and attacked anew. What was
//! given up once is given up in later builds too, because the edition that stands says so.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::json;

use super::disclosure_gate::gives_away;
use super::protection::Loss;
use super::report_kind::{LineReport, ReportKind};
use super::request::Files;
use crate::audit::{Release, find};
use crate::base::{Finding, Place, code};
use crate::config::{Helpline, RevisionBounds};
use crate::disclosure::{Breakdowns, SafeTable, Traits, traits};
use crate::edition::{history, revise};
use crate::exports::{BESIDE_PUBLISHED, PublishedCell, cells, codes_csv, figures_csv};
use crate::measures::Missing;
use crate::publish::Protection;

/// So often a line gives way at most. Each step gives up something further, so there is an end anyway.
const STEPS: usize = 24;

/// What a line gives up.
pub struct GivingWay<'w> {
    root: &'w Path,
    line: &'w Helpline,
    /// Whether anything was published of the line.
    published: bool,
    standing: OnceCell<Vec<Release>>,
    breakdowns: Breakdowns,
    left: usize,
}

impl<'w> GivingWay<'w> {
    /// What editions that were published before gave up.
    pub fn of(root: &'w Path, line: &'w Helpline, before: &[Vec<PublishedCell>]) -> Self {
        let mut breakdowns = Breakdowns::default();
        for cell in before.iter().flatten().filter(|c| c.note.split(' ').any(|n| n == BESIDE_PUBLISHED)) {
            let key = cell.id().key();
            // A change is not given where either of its years is not; the count itself says which.
            let counts = !matches!(key.unit.as_deref(), Some("percent" | "percentage_point"));
            let years = key.period.map(|period| period.months()).map(|(first, last)| (first.0, last.0));
            if let Some((_, year)) = years.filter(|(first, last)| counts && first == last) {
                breakdowns.add(&traits(&key), year);
            }
        }
        Self { root, line, published: !before.is_empty(), standing: OnceCell::new(), breakdowns, left: STEPS }
    }

    /// What is given up so far.
    pub fn breakdowns(&self) -> &Breakdowns {
        &self.breakdowns
    }

    /// Gives up the largest breakdown of what was not protected within the limit on the work; says whether
    /// there was one. Each time there is less to do, so there is an end.
    pub fn for_work(&mut self, loss: &Loss) -> bool {
        loss.past_limit
            .iter()
            .fold(false, |any, (traits, year)| self.breakdowns.add_past_limit(traits, *year) || any)
    }

    /// Gives up what could not be protected; says whether there was anything left to give up.
    pub fn for_unprotectable(&mut self, loss: &Loss) -> bool {
        let stuck = loss.stuck.clone();
        self.give_up(stuck)
    }

    /// Gives up what the attack finds in these tables beside everything that was published; says whether it
    /// found anything that can be given up.
    pub fn for_attack(&mut self, years: &[(i32, Vec<SafeTable>)]) -> bool {
        let found = self.told(years);
        let place = |finding: &Finding| {
            let count = finding.count.clone()?;
            let (traits, years) = (count.counts.traits, count.counts.years?);
            (count.line.is_empty() || count.line == self.line.id).then_some((traits, years))
        };
        let places: BTreeSet<_> = found.iter().filter_map(place).collect();
        self.give_up(places)
    }

    /// Whether the attack finds nothing in these tables beside everything that was published.
    pub fn withstands(&self, years: &[(i32, Vec<SafeTable>)]) -> bool {
        self.told(years).is_empty()
    }

    /// In each year the most detailed breakdowns first: with them what they tell of others is gone.
    fn give_up(&mut self, places: BTreeSet<(Traits, (i32, i32))>) -> bool {
        let mut of_years: BTreeMap<i32, BTreeSet<Traits>> = BTreeMap::new();
        for (traits, (_, last)) in places {
            of_years.entry(last).or_default().insert(traits);
        }
        let mut any = false;
        for (year, all) in of_years {
            let finest = all.iter().map(Traits::len).max().unwrap_or(0);
            let mut here = false;
            for traits in all.iter().filter(|traits| traits.len() == finest) {
                here |= self.breakdowns.add(traits, year);
            }
            // Where they are given up already, it is the others that tell.
            any |= here || self.breakdowns.add_from(2, year) || self.breakdowns.add_from(1, year);
        }
        let goes_on = any && self.left > 0;
        self.left = self.left.saturating_sub(1);
        goes_on
    }

    /// What new editions with these tables give away beside all that was published. Where nothing new would
    /// be published, nothing is attacked; nor where nothing was published, unless counts are rounded: the
    /// pattern of a first edition is protected as a whole.
    fn told(&self, years: &[(i32, Vec<SafeTable>)]) -> Vec<Finding> {
        if !self.published && self.line.protection.base().is_none() {
            return Vec::new();
        }
        let new: Vec<(String, Files)> =
            years.iter().filter_map(|(year, tables)| self.edition(*year, tables)).collect();
        if new.is_empty() {
            return Vec::new();
        }
        let standing = self.standing.get_or_init(|| find(&self.root.join("reports"), "reports").0);
        let new: Vec<(String, &Files)> = new.iter().map(|(folder, files)| (folder.clone(), files)).collect();
        gives_away(standing, &self.line.id, &new)
    }

    /// The files of a report that the attack reads, where they are not what stands published.
    fn edition(&self, year: i32, tables: &[SafeTable]) -> Option<(String, Files)> {
        let cells = cells(tables);
        let editions = history(&LineReport { line: self.line }.folder(&self.root.join("reports"), year));
        let revision = revise(&editions, &cells, &[], &BTreeSet::new(), &RevisionBounds::default());
        if revision.published {
            return None;
        }
        let manifest = json!({
            "helpline": self.line.id,
            "year": year,
            "edition": revision.edition,
            "threshold": self.line.threshold,
            "protection": Protection::of(std::iter::once(self.line)),
        });
        let files = vec![
            ("figures.csv".to_owned(), figures_csv(&cells).unwrap_or_default()),
            ("codes.csv".to_owned(), codes_csv(self.line, &cells).unwrap_or_default()),
            ("manifest.json".to_owned(), manifest.to_string().into_bytes()),
        ];
        Some((format!("reports/{year}/{}", self.line.id), files))
    }
}

/// Says which breakdowns are not given, those of the same years together.
pub fn told(line: &Helpline, years: &[(i32, Vec<SafeTable>)]) -> Vec<Finding> {
    let beside = |years: &str, figures: &str| {
        let message = format!(
            "the breakdown of {years} is not given in {figures}, because beside the other figures, those of earlier \
             editions among them, a small count would follow from it; [x] and a note stand in its place, and the \
             total is printed"
        );
        let hint = "nothing needs to be done; these figures are asked for by `dimensions:`, `crosses:`, `trends:` \
                    or `figures:` of this file, where they can be left out";
        Finding::note(code::D005, message).hint(hint)
    };
    let past_limit = |years: &str, figures: &str| {
        let message = format!(
            "the breakdown of {years} is not given in {figures}, because protecting it together with the other figures \
             is more work than `work_limit` allows; [x] and a note stand in its place, and the total is printed"
        );
        let hint = "take codes together with `report: groups` in their code list, leave the cross out, or raise \
                    `protection: {work_limit}`: twice as much takes about twice as long";
        Finding::warning(code::D008, message).hint(hint)
    };
    let found = together(years, Missing::BesidePublished)
        .into_iter()
        .map(|(years, figures)| beside(&years, &figures));
    let limited =
        together(years, Missing::PastLimit).into_iter().map(|(years, figures)| past_limit(&years, &figures));
    let place = || Place::file(format!("data/{}/helpline.yaml", line.id));
    found.chain(limited).map(|finding| finding.at(place()).of(&line.id)).collect()
}

/// The figures that are not given in some years for a reason, by these years.
fn together(years: &[(i32, Vec<SafeTable>)], why: Missing) -> Vec<(String, String)> {
    let mut of_figures: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for table in years.iter().flat_map(|(_, tables)| tables) {
        of_figures.entry(table.figure().to_string()).or_default().extend(table.years_not_given(Some(why)));
    }
    let mut figures: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (figure, years) in of_figures.into_iter().filter(|(_, years)| !years.is_empty()) {
        let years = years.into_iter().collect::<Vec<_>>().join(", ");
        figures.entry(years).or_default().push(format!("`{figure}`"));
    }
    figures.into_iter().map(|(years, figures)| (years, figures.join(", "))).collect()
}
