//! The statement as a whole: the facts of all tables, and what is counted of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::base::{Findings, sha256};
use crate::config::{DimKind, Helpline, Published};
use crate::measures::{Spec, specs};
use crate::validation::Registrations;

use super::dialect::Dialect;
use super::groupings::{FORMAT, Kind, key, name_of, of_dimension, seconds};
use super::refusals::refusals;
use super::rows::Rows;

/// Fewest keys of a row: a setting has two.
const KEYS: usize = 2;

/// The groupings that the figures of a line need, as far as its settings show: every mapped column is there, and
/// moments have hours where their format has.
#[must_use]
pub fn needed(line: &Helpline, published: &[Published]) -> BTreeSet<Spec> {
    let target = |name: &str| line.files.iter().flat_map(|f| &f.columns).any(|c| c.target == name);
    let timed = line.files.iter().any(|file| {
        file.columns.iter().any(|c| match c.target.as_str() {
            "time" => true,
            "at" => c.format.as_deref().is_none_or(|f| ["%H", "%T", "%R"].iter().any(|h| f.contains(h))),
            _ => false,
        })
    });
    let mut shape = Registrations { has_time: timed, ..Registrations::default() };
    shape.channel = target("channel").then(Vec::new);
    shape.outcome = target("outcome").then(Vec::new);
    shape.wait_s = target("wait_s").then(Vec::new);
    shape.duration_s = target("duration_s").then(Vec::new);
    shape.closed_after_s = target("closed_after_s").then(Vec::new);
    shape.open = line.channels.iter().any(|c| !c.openings && !c.hours.is_empty()).then(Vec::new);
    for dimension in line.dimensions.iter().filter(|d| target(&d.id)) {
        match dimension.kind {
            DimKind::Single => drop(shape.single.insert(dimension.id.clone(), Vec::new())),
            DimKind::Multi => drop(shape.multi.insert(dimension.id.clone(), Vec::new())),
        }
    }
    let mut needed = specs(line, &shape, published);
    needed.retain(|spec| !spec.is_empty());
    needed
}

/// By setting, a fingerprint of what the statement makes of it, whatever the engine.
///
/// # Errors
/// What of the settings no statement can follow.
pub fn settings(line: &Helpline) -> Result<BTreeMap<String, String>, Findings> {
    refused(line)?;
    Ok(fingerprints(&tables(line, Dialect::DuckDb)))
}

/// The statement that gives the cube of a line out of tables, one for each entry of `files`, in their order.
///
/// # Errors
/// What of the settings no statement can follow.
pub fn statement(
    line: &Helpline,
    published: &[Published],
    dialect: Dialect,
    names: &[String],
) -> Result<String, Findings> {
    refused(line)?;
    let tables = tables(line, dialect);
    let needed = needed(line, published);
    let columns = facts(&tables);
    let mut text = String::from("WITH ");
    for ((table, name), number) in tables.iter().zip(names).zip(1..) {
        let of_table: Vec<(String, String)> = columns
            .iter()
            .map(|c| (c.clone(), table.fact(c).unwrap_or_else(|| missing(line, dialect, c))))
            .collect();
        for (step, sql) in table.steps(name, number, &of_table) {
            let _ = writeln!(text, "{step} (\n  {sql}\n),");
        }
    }
    let all: Vec<String> = (1..=tables.len()).map(|number| format!("SELECT * FROM facts_{number}")).collect();
    let _ = writeln!(text, "facts {} (\n  {}\n),", dialect.once(), all.join("\n  UNION ALL "));
    text.push_str("used AS (\n  SELECT * FROM facts WHERE rule IS NULL\n)\n");
    let width = needed.iter().map(Vec::len).max().unwrap_or(0).max(KEYS);
    let keys: Vec<String> = (1..=width).map(|at| format!("k{at}")).collect();
    let _ = writeln!(text, "SELECT kind, {}, n, victims, with_victims FROM (", keys.join(", "));
    let counts = Counts { dialect, width, victims: columns.iter().any(|c| c == "victims") };
    let mut parts = counts.constants(&fingerprints(&self::tables(line, Dialect::DuckDb)), &needed);
    parts.extend(counts.rows(&tables));
    parts.extend(needed.iter().map(|spec| counts.grouping(spec)));
    text.push_str(&parts.join("\nUNION ALL "));
    let order: Vec<String> = (1..=width + 1).map(|at| at.to_string()).collect();
    let _ = writeln!(text, "\n) AS cube\nORDER BY {};", order.join(", "));
    Ok(text)
}

fn refused(line: &Helpline) -> Result<(), Findings> {
    let found = refusals(line);
    if found.0.is_empty() { Ok(()) } else { Err(found) }
}

fn tables(line: &Helpline, dialect: Dialect) -> Vec<Rows<'_>> {
    line.files.iter().map(|map| Rows::new(line, map, dialect)).collect()
}

fn fingerprints(tables: &[Rows<'_>]) -> BTreeMap<String, String> {
    let several = tables.len() > 1;
    let mut all = BTreeMap::new();
    for (table, number) in tables.iter().zip(1..) {
        for (setting, sql) in &table.settings {
            let name =
                if several { format!("{setting} of entry {number} of files") } else { setting.clone() };
            all.insert(name, sha256(sql.as_bytes())[..16].to_owned());
        }
    }
    all
}

/// The columns of the facts of all tables together.
fn facts(tables: &[Rows<'_>]) -> Vec<String> {
    let mut names: BTreeSet<String> = tables.iter().flat_map(|t| t.facts.keys().cloned()).collect();
    let always = [
        "y",
        "m",
        "d",
        "weekday",
        "hour_of_day",
        "second_of_day",
        "open_or_shut",
        "stage",
        "channel",
        "outcome",
    ];
    names.extend(always.map(str::to_owned));
    names.extend(["skipped", "rule", "id_text"].map(str::to_owned));
    names.retain(|name| name != "known_day");
    names.into_iter().collect()
}

/// What the rows of a table have in a column that only other tables have.
fn missing(line: &Helpline, dialect: Dialect, column: &str) -> String {
    if column.starts_with("unsure_") {
        return "0".to_owned();
    }
    if let Some(dimension) = line.dimensions.iter().find(|d| of_dimension(&d.id) == column) {
        let blank = dimension.codes.codes.iter().find(|c| c.kind == crate::config::CodeKind::Blank);
        let mark = if dimension.kind == DimKind::Multi { "|" } else { "" };
        return dialect.text(&format!("{}{mark}", blank.map_or("", |c| c.id.as_str())));
    }
    match column {
        "channel" | "outcome" => "''".to_owned(),
        "skipped" | "id_text" | "rule" => dialect.as_text("NULL"),
        _ => "CAST(NULL AS BIGINT)".to_owned(),
    }
}

/// The parts of which the file is put together.
struct Counts {
    dialect: Dialect,
    width: usize,
    victims: bool,
}

impl Counts {
    /// One part: a kind, keys and sums, and where they come from.
    fn part(&self, kind: &str, keys: &[String], sums: &str, rest: &str) -> String {
        let mut columns = vec![format!("{} AS kind", self.dialect.text(kind))];
        for at in 0..self.width {
            let key = keys.get(at).map_or("''", String::as_str);
            columns.push(format!("{key} AS k{}", at + 1));
        }
        format!("SELECT {}, {sums}{rest}", columns.join(", "))
    }

    fn constants(&self, settings: &BTreeMap<String, String>, needed: &BTreeSet<Spec>) -> Vec<String> {
        let none = "0 AS n, 0 AS victims, 0 AS with_victims";
        let text = |text: &str| self.dialect.text(text);
        let mut parts = vec![self.part(Kind::Format.word(), &[text(FORMAT)], none, "")];
        parts.extend(
            settings
                .iter()
                .map(|(name, print)| self.part(Kind::Settings.word(), &[text(name), text(print)], none, "")),
        );
        parts.extend(
            needed.iter().map(|spec| self.part(Kind::Grouping.word(), &[text(&name_of(spec))], none, "")),
        );
        parts
    }

    /// Rows by rule and by year, the first day, and what is unsure.
    fn rows(&self, tables: &[Rows<'_>]) -> Vec<String> {
        let none = ", 0 AS victims, 0 AS with_victims";
        let number = |sql: &str| format!("{sql} AS n{none}");
        let year = self.dialect.as_text("y");
        let rejected = "COUNT(CASE WHEN rule LIKE 'rejected:%' THEN 1 END)";
        let zero = |name: &str| format!("CASE WHEN {name} < 10 THEN '-0' ELSE '-' END");
        let day = format!(
            "CONCAT({year}, {}, {}, {}, {})",
            zero("m"),
            self.dialect.as_text("m"),
            zero("d"),
            self.dialect.as_text("d")
        );
        let mut parts = vec![
            self.part(
                Kind::Rows.word(),
                &["COALESCE(rule, 'used')".to_owned()],
                &number("COUNT(*)"),
                " FROM facts GROUP BY rule",
            ),
            self.part(
                Kind::Year.word(),
                &[year.clone(), "'read'".to_owned()],
                &number("COUNT(*)"),
                " FROM facts GROUP BY y",
            ),
            self.part(
                Kind::Year.word(),
                &[year, "'rejected'".to_owned()],
                &number(rejected),
                " FROM facts GROUP BY y",
            ),
            self.part(
                Kind::FirstDay.word(),
                &[format!("MIN({day})")],
                &number("COUNT(*)"),
                " FROM used HAVING COUNT(*) > 0",
            ),
            self.part(
                Kind::Unsure.word(),
                &["'id twice'".to_owned()],
                &number("COUNT(id_text) - COUNT(DISTINCT id_text)"),
                " FROM used",
            ),
        ];
        let doubts: BTreeSet<&String> = tables.iter().flat_map(|t| &t.unsure).collect();
        parts.extend(doubts.into_iter().map(|name| {
            let sum = number(&format!("COALESCE(SUM({}), 0)", self.dialect.name(&format!("unsure_{name}"))));
            self.part(Kind::Unsure.word(), &[self.dialect.text(name)], &sum, " FROM facts")
        }));
        for (table, source) in tables.iter().zip(1..) {
            parts.extend(table.doubts().into_iter().map(|(name, rows)| {
                let from = format!(" FROM facts WHERE source = {source}");
                self.part(Kind::Unsure.word(), &[self.dialect.text(&name)], &number(&rows), &from)
            }));
        }
        parts
    }

    fn grouping(&self, spec: &Spec) -> String {
        let keys: Vec<String> = spec.iter().map(|col| key(self.dialect, col)).collect();
        let sums = match self.victims {
            true => {
                "COUNT(*) AS n, COALESCE(SUM(CASE WHEN victims > 0 THEN victims ELSE 0 END), 0) AS victims, \
                 COUNT(CASE WHEN victims > 0 THEN 1 END) AS with_victims"
            }
            false => "COUNT(*) AS n, 0 AS victims, 0 AS with_victims",
        };
        let known = seconds(spec).map(|name| format!(" WHERE {name} IS NOT NULL")).unwrap_or_default();
        let by: Vec<String> = (2..spec.len() + 2).map(|at| at.to_string()).collect();
        self.part(&name_of(spec), &keys, sums, &format!(" FROM used{known} GROUP BY {}", by.join(", ")))
    }
}
