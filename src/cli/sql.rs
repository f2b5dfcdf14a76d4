//! `jaarlijn sql`: the statement that counts a line where its registrations are.

use super::args::{Common, Engine, Format, Sql};
use super::request::root;
use super::show::{self, give};
use crate::base::{Exit, Finding, Findings, Severity, code, did_you_mean};
use crate::config::{Helpline, load, published};
use crate::sql::{Dialect, statement};

/// Prints the statement; what it cannot follow is told instead.
pub fn run(common: &Common, asked: &Sql) -> Exit {
    let refuse = |findings: Findings| {
        show::findings(&findings, common);
        let errors = findings.0.iter().filter(|f| f.severity == Severity::Error);
        errors.map(|f| f.code.exit()).reduce(Exit::worst).unwrap_or(Exit::Usage)
    };
    match of_line(common, asked) {
        Ok(text) => match common.format {
            Format::Json => {
                give(format!("{}\n", serde_json::json!({ "format": 1, "statement": text })).as_bytes())
            }
            _ => give(text.as_bytes()),
        },
        Err(findings) => refuse(findings),
    }
}

fn of_line(common: &Common, asked: &Sql) -> Result<String, Findings> {
    let root = root(common).map_err(|finding| Findings(vec![finding]))?;
    let (workspace, findings) = load(&root);
    let lines = workspace.map(|w| w.helplines).unwrap_or_default();
    let Some(line) = lines.iter().find(|line| line.id == asked.line) else {
        if findings.has_errors() {
            return Err(findings);
        }
        let near = did_you_mean(&asked.line, lines.iter().map(|l| l.id.as_str()));
        let hint =
            near.map_or_else(|| "check the name and --root".to_owned(), |id| format!("did you mean `{id}`?"));
        return Err(Findings(vec![
            Finding::error(code::C042, format!("there is no line `{}`", asked.line)).hint(hint),
        ]));
    };
    let dialect = match asked.dialect {
        Engine::Duckdb => Dialect::DuckDb,
        Engine::Postgres => Dialect::Postgres,
    };
    let (published, found) = published(&root, line);
    if found.has_errors() {
        return Err(found);
    }
    statement(line, &published, dialect, &tables(line, asked)?)
}

/// The tables that are named, or the names that they have when none is.
fn tables(line: &Helpline, asked: &Sql) -> Result<Vec<String>, Findings> {
    let wanted = line.files.len();
    if asked.table.is_empty() {
        let numbered =
            |number: usize| if wanted == 1 { line.id.clone() } else { format!("{}_{number}", line.id) };
        return Ok((1..=wanted).map(numbered).collect());
    }
    if asked.table.len() != wanted {
        let message =
            format!("{} tables are named, and `files` of the line has {wanted} entries", asked.table.len());
        let hint = "write --table once for each entry of `files:`, in their order";
        return Err(Findings(vec![Finding::error(code::U021, message).hint(hint)]));
    }
    Ok(asked.table.clone())
}
