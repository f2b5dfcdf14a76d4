//! Rounds: the files are looked at, and when they changed and stand still again the reports are made anew.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::base::Finding;
use crate::pipeline::{InputSnapshot, Outcome, Request};

/// Makes the reports that were asked for.
pub type Make = Arc<dyn Fn(&Request) -> Outcome + Send + Sync>;

/// What is told while it runs.
#[derive(Debug, Clone)]
pub enum Told<'t> {
    /// The address to open.
    At(&'t str),
    /// A round ended after so many seconds.
    Round(&'t Outcome, f64),
}

/// Between two looks at the files.
const LOOK: Duration = Duration::from_millis(60);

/// The files of a report.
#[derive(Debug, Clone)]
pub struct Shown {
    /// Name and bytes.
    pub files: BTreeMap<String, Arc<Vec<u8>>>,
    /// The round that made them.
    pub round: u64,
}

/// What the last round gave.
#[derive(Debug, Clone, Default)]
pub struct Round {
    /// Counts the rounds, from 1; 0 before the first ended.
    pub number: u64,
    /// Whether another one is being made.
    pub making: bool,
    /// How long it took.
    pub seconds: f64,
    /// Of each report, by its line and year, the last files that could be made.
    pub reports: BTreeMap<(String, i32), Shown>,
    /// What it found.
    pub findings: Vec<Finding>,
}

impl Round {
    /// The next one, with what could not be made left as it was; a report that is no longer there goes.
    fn next(&self, outcome: Outcome, seconds: f64) -> Self {
        let number = self.number + 1;
        let named = |id: &str, year: i32| {
            outcome.reports.iter().any(|r| r.helpline == id && r.year.is_none_or(|y| y == year))
        };
        // Where the settings cannot be read no report is named at all.
        let none = outcome.reports.is_empty();
        let mut reports = self.reports.clone();
        reports.retain(|(id, year), _| none || named(id, *year));
        for (key, files) in outcome.files {
            let files = files.into_iter().map(|(name, bytes)| (name, Arc::new(bytes))).collect();
            reports.insert(key, Shown { files, round: number });
        }
        Self { number, making: false, seconds, reports, findings: outcome.findings.0 }
    }
}

/// Begins; gives the thread, and where the last round can be seen.
pub fn start(
    request: Request,
    make: Make,
    stop: Arc<AtomicBool>,
    told: Arc<impl Fn(Told<'_>) + Send + Sync + 'static>,
) -> (JoinHandle<()>, watch::Receiver<Round>) {
    let (sender, seen) = watch::channel(Round::default());
    let thread = std::thread::spawn(move || {
        let mut made: Option<InputSnapshot> = None;
        while !stop.load(Ordering::SeqCst) {
            let now = standing(&request, &stop);
            if made.as_ref() == Some(&now) {
                std::thread::sleep(LOOK);
                continue;
            }
            sender.send_modify(|round| round.making = true);
            let began = Instant::now();
            let outcome = make(&request);
            let seconds = began.elapsed().as_secs_f64();
            if stop.load(Ordering::SeqCst) {
                return;
            }
            told(Told::Round(&outcome, seconds));
            sender.send_modify(|round| *round = round.next(outcome, seconds));
            made = Some(now);
        }
    });
    (thread, seen)
}

/// The files, once they are the same at two looks: an editor writes in several steps.
fn standing(request: &Request, stop: &AtomicBool) -> InputSnapshot {
    let mut before = InputSnapshot::of_workspace(&request.root);
    loop {
        std::thread::sleep(LOOK);
        let now = InputSnapshot::of_workspace(&request.root);
        if now == before || stop.load(Ordering::SeqCst) {
            return now;
        }
        before = now;
    }
}

#[cfg(test)]
mod tests {
    use super::Round;
    use crate::base::Findings;
    use crate::pipeline::{Outcome, Report, State};

    fn outcome(made: &[(&str, &str)], refused: &[&str]) -> Outcome {
        let mut outcome = Outcome::new(Findings::default());
        let report = |id: &str, state| Report {
            helpline: id.to_owned(),
            year: Some(2023),
            state,
            why: String::new(),
            rows: (0, 0),
            changes: Vec::new(),
        };
        for (id, text) in made {
            outcome.reports.push(report(id, State::Valid));
            let files = vec![("report.nl.html".to_owned(), text.as_bytes().to_vec())];
            outcome.files.insert(((*id).to_owned(), 2023), files);
        }
        outcome.reports.extend(refused.iter().map(|id| report(id, State::Refused)));
        outcome
    }

    /// What stands of each report, and since which round.
    fn stands(round: &Round) -> Vec<(String, String, u64)> {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let all = round.reports.iter();
        all.map(|((id, _), shown)| (id.clone(), text(&shown.files["report.nl.html"]), shown.round)).collect()
    }

    fn row(id: &str, text: &str, round: u64) -> (String, String, u64) {
        (id.to_owned(), text.to_owned(), round)
    }

    #[test]
    fn the_last_good_pages_stay_until_they_are_made_anew() {
        let first = Round::default().next(outcome(&[("a", "one"), ("b", "one")], &[]), 0.1);
        let second = first.next(outcome(&[("a", "two")], &["b"]), 0.1);
        assert_eq!(stands(&second), [row("a", "two", 2), row("b", "one", 1)]);
        // Settings that nobody can read name no report: all stay.
        let third = second.next(outcome(&[], &[]), 0.1);
        assert_eq!((stands(&third), third.number), (stands(&second), 3));
        // A line that was taken out is shown no more.
        let fourth = third.next(outcome(&[("b", "three")], &[]), 0.1);
        assert_eq!(stands(&fourth), [row("b", "three", 4)]);
    }
}
