//! `jaarlijn watch`: the reports in a browser while somebody works on them.

use std::sync::Arc;

use super::args::{Build, Common, Watch};
use super::request::{request, root};
use super::show::{self, print};
use crate::base::{Exit, Finding, Findings, Severity, code};
use crate::pipeline::{self, DrawnCharts, Environment, KnownLines, Look, Request};
use crate::publish::RealDisk;
use crate::watch::{Told, Watched, watch};

/// Bytes of the token in the address: as long as no guess finds.
const TOKEN: usize = 16;

/// Watches until the user stops it.
pub fn run(common: &Common, asked: Watch) -> Exit {
    match watched(common, asked) {
        Ok(()) => Exit::Done,
        Err(finding) => {
            show::findings(&Findings(vec![finding]), common);
            Exit::Usage
        }
    }
}

fn watched(common: &Common, asked: Watch) -> Result<(), Finding> {
    let Watch { lines, year, port } = asked;
    let request = request(common, root(common)?, Build { lines, year, ..Build::default() })?;
    // Nothing is written: what is to stay a build makes. Pages for paper are made when somebody looks at them.
    let request = Request { keep: true, dry: true, web: true, paper: false, ..request };
    let stop = super::signals::stop();
    let flag = Arc::clone(&stop);
    let (drawn, known) = (DrawnCharts::default(), KnownLines::default());
    let make = move |request: &Request| {
        let environment = Environment {
            disk: &RealDisk,
            stop: &flag,
            holder: String::new(),
            drawn: Some(&drawn),
            lines: Some(&known),
        };
        pipeline::build_on(request, &environment, &|_| ())
    };
    let account = |request: &Request| {
        let outcome = pipeline::check(request, &Look { detail: None, reasons: true }, &|_| ());
        super::account::text(&outcome.accounts)
    };
    let watched =
        Watched { request, port, token: token()?, make: Arc::new(make), account: Box::new(account), stop };
    watch(watched, |told| print(&said(told)))
}

fn said(told: Told<'_>) -> String {
    match told {
        Told::At(address) => format!("Open {address} in a browser on this machine; Ctrl-C ends it."),
        Told::Round(outcome, seconds) => {
            let count = |severity| outcome.findings.count(severity);
            let made: Vec<String> = outcome.files.keys().map(|(id, year)| format!("{id} {year}")).collect();
            let made = if made.is_empty() { "no report could be made".to_owned() } else { made.join(", ") };
            let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
            format!("{made}: {seconds:.1} s, {errors} errors, {warnings} warnings")
        }
    }
}

/// A token that nobody can guess.
fn token() -> Result<String, Finding> {
    let mut bytes = [0; TOKEN];
    getrandom::fill(&mut bytes).map_err(|error| {
        Finding::error(code::U020, format!("the system gives no random numbers: {error}"))
            .hint("run the program where the system can give some")
    })?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
