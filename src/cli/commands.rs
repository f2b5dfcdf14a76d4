//! Carrying out what was typed.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{CommandFactory, Parser};

use super::args::{Build, Cli, Command, Common};
use super::progress::Progress;
use super::request::{request, root};
use super::show::{self, give};
use crate::base::{Exit, Finding, Findings, code};
use crate::pipeline::{self, Making, Outcome, Request};
use crate::publish::{RealDisk, publish_file};

/// Parses the command line and carries it out. A mistake of the program that no report could keep to
/// itself ends here, with one line instead of a trace.
#[must_use]
pub fn main() -> Exit {
    super::panics::keep_short();
    std::panic::catch_unwind(parse_and_run).unwrap_or(Exit::Render)
}

fn parse_and_run() -> Exit {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are no errors.
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Done };
            let _ = error.print();
            return exit;
        }
    };
    let common = cli.common;
    match cli.command.unwrap_or_else(|| Command::Build(Build::default())) {
        Command::Build(build) => {
            let files = Files { summary: build.summary.clone(), junit: build.junit.clone() };
            run(&common, &files, |root| request(&common, root, build), super::signals::build)
        }
        Command::Publish(publish) => {
            let (lines, year, check) = (publish.lines, publish.year, publish.check);
            let asked = |root| {
                let request = request(&common, root, Build { lines, year, check, ..Build::default() })?;
                Ok(Request { making: Making::Editions, ..request })
            };
            run(&common, &Files::default(), asked, super::signals::build)
        }
        Command::Retract { report, year, reason } => {
            let asked = |root| request(&common, root, Build::default());
            let told = (report.as_str(), year, reason.trim());
            run(&common, &Files::default(), asked, |request, _| {
                pipeline::retract(request, &pipeline::Environment::default(), told)
            })
        }
        Command::Check(check) => {
            let look =
                pipeline::Look { detail: check.detail, reasons: check.reasons || show::may_tell_reasons() };
            let asked = |root| request(&common, root, Build { lines: check.lines, ..Build::default() });
            let shown = |outcome: &Outcome| {
                super::account::show(&outcome.accounts, look.detail.as_deref(), &common);
            };
            run_and(&common, &Files::default(), asked, |r, p| pipeline::check(r, &look, p), shown)
        }
        Command::Audit { lines, year } => {
            let asked = |root| request(&common, root, Build { lines, year, ..Build::default() });
            run(&common, &Files::default(), asked, |request, _| pipeline::attack(request))
        }
        Command::Watch(asked) => super::watch::run(&common, asked),
        Command::Answer { questions } => {
            let asked = |root| request(&common, root, Build { lines: questions, ..Build::default() });
            run(&common, &Files::default(), asked, super::signals::build)
        }
        Command::Verify { file } => {
            let file = std::path::absolute(&file).unwrap_or(file);
            let asked = |root| request(&common, root, Build::default());
            run(&common, &Files::default(), asked, |request, progress| {
                pipeline::verify(request.clone(), &file, progress)
            })
        }
        Command::Diff { line, year } => diff(&common, line, year),
        Command::Explain(asked) => super::explain::run(&common, &asked),
        Command::Settings { word } => super::settings::run(&common, word.as_deref()),
        Command::Words { language } => super::words::run(&common, language.as_deref()),
        Command::Schema => super::schema::run(&common),
        Command::New(new) => super::new_line::run(&common, &new),
        Command::Sql(asked) => super::sql::run(&common, &asked),
        Command::Demo { dir } => demo(&common, &dir),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "jaarlijn", &mut script);
            give(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            match clap_mangen::Man::new(Cli::command()).render(&mut page) {
                Ok(()) => give(&page),
                Err(_) => Exit::Write,
            }
        }
    }
}

/// Files that a result is also written to.
#[derive(Default)]
struct Files {
    summary: Option<PathBuf>,
    junit: Option<PathBuf>,
}

impl Files {
    /// Writes them; a problem is added to the outcome.
    fn write(&self, outcome: &mut Outcome) {
        let texts = [
            (&self.summary, super::summary::markdown as fn(&Outcome) -> String),
            (&self.junit, super::junit::xml),
        ];
        for (path, text) in texts {
            let Some(path) = path else { continue };
            if let Err(error) = publish_file(&RealDisk, path, text(outcome).as_bytes()) {
                outcome.findings.push(error.finding(Path::new("")));
                outcome.exit = outcome.exit.worst(Exit::Write);
            }
        }
    }
}

fn run(
    common: &Common,
    files: &Files,
    request: impl FnOnce(PathBuf) -> Result<Request, Finding>,
    work: impl FnOnce(&Request, &(dyn Fn(pipeline::Event) + Sync)) -> Outcome,
) -> Exit {
    run_and(common, files, request, work, |_| ())
}

/// Carries out what was asked, shows it, and then what else there is to show.
fn run_and(
    common: &Common,
    files: &Files,
    request: impl FnOnce(PathBuf) -> Result<Request, Finding>,
    work: impl FnOnce(&Request, &(dyn Fn(pipeline::Event) + Sync)) -> Outcome,
    more: impl FnOnce(&Outcome),
) -> Exit {
    let request = match root(common).and_then(request) {
        Ok(request) => request,
        Err(finding) => {
            show::findings(&Findings(vec![finding]), common);
            return Exit::Usage;
        }
    };
    let progress = Progress::new(common);
    let mut outcome = work(&request, &|event| progress.take(event));
    progress.end();
    files.write(&mut outcome);
    show::outcome(&outcome, common);
    more(&outcome);
    outcome.exit
}

fn diff(common: &Common, line: String, year: Option<i32>) -> Exit {
    let asked = Build { lines: vec![line], year, ..Build::default() };
    let request = match root(common).and_then(|root| request(common, root, asked)) {
        Ok(request) => request,
        Err(finding) => {
            show::findings(&Findings(vec![finding]), common);
            return Exit::Usage;
        }
    };
    let progress = Progress::new(common);
    let (all, findings, exit) = pipeline::diff(&request, &|event| progress.take(event));
    progress.end();
    // Warnings and rejected rows are told by `check`; here they matter when nothing can be compared.
    let exit = if all.is_empty() { exit } else { Exit::Done };
    let text = if common.format == super::args::Format::Json {
        super::diff::json(&all, &findings, i32::from(exit.code()))
    } else {
        if all.is_empty() {
            show::findings(&findings, common);
        }
        super::diff::human(&all)
    };
    if give(text.as_bytes()) == Exit::Write { Exit::Write } else { exit }
}

fn demo(common: &Common, dir: &Path) -> Exit {
    let taken = std::fs::read_dir(dir.join("data")).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        let finding = Finding::error(code::U004, format!("`{}` already holds data", dir.display()))
            .hint("name a new or empty folder");
        show::findings(&Findings(vec![finding]), common);
        return Exit::Usage;
    }
    match crate::demo::write(dir) {
        Ok(_) => {
            if !common.quiet {
                let _ = writeln!(
                    std::io::stdout(),
                    "A demonstration workspace stands in {}. Next: jaarlijn --root {}",
                    dir.display(),
                    dir.display()
                );
            }
            Exit::Done
        }
        Err(error) => {
            let finding = Finding::error(code::P001, format!("cannot write the demonstration: {error}"))
                .hint("choose a folder you may write to");
            show::findings(&Findings(vec![finding]), common);
            Exit::Write
        }
    }
}
