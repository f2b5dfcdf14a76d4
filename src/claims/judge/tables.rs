//! Checks of the tables themselves: a last look at what is about to be printed.

use crate::base::{Code, Finding, Findings, Place, code};
use crate::config::Helpline;
use crate::disclosure::SafeTable;
use crate::measures::{Role, TableKind};

/// Checks the tables of a report.
pub fn check(line: &Helpline, tables: &[SafeTable], findings: &mut Findings) {
    // Of a breakdown that is withheld only the unknown parts are printed: they are not the whole.
    let given = |t: &&SafeTable| t.rows().iter().any(|r| !matches!(r.role, Role::Unknown | Role::Total));
    for table in tables.iter().filter(given) {
        parts(line, table, findings);
        shares(line, table, findings);
    }
}

fn problem(line: &Helpline, table: &SafeTable, code: Code, message: String) -> Finding {
    Finding::error(code, format!("{} of {}: {message}", table.figure(), table.year()))
        .at(Place::file(format!("data/{}/helpline.yaml", line.id)))
        .hint("this is a mistake of Jaarlijn: please report it")
        .of(&line.id)
}

/// Rows that are parts of the whole: members of groups are counted in their group.
fn is_part(role: Role) -> bool {
    matches!(role, Role::Body | Role::Group | Role::Other | Role::Unknown)
}

/// L01: the parts of a single-valued table are its total.
fn parts(line: &Helpline, table: &SafeTable, findings: &mut Findings) {
    let of_one_dimension = table.row_dim().is_some() && table.kind() == TableKind::Single;
    let totals: Vec<usize> =
        (0..table.rows().len()).filter(|r| table.rows()[*r].role == Role::Total).collect();
    let ([total], true) = (totals.as_slice(), of_one_dimension) else { return };
    for col in (0..table.cols().len()).filter(|c| table.cols()[*c].role != Role::Derived) {
        let rows = (0..table.rows().len()).filter(|r| is_part(table.rows()[*r].role));
        let sum: Option<i64> = rows.map(|r| table.cell(r, col).value().number().map(|n| n.scaled)).sum();
        let whole = table.cell(*total, col).value().number().map(|n| n.scaled);
        if let (Some(sum), Some(whole)) = (sum, whole)
            && sum != whole
        {
            let message = format!("the parts add up to {sum}, the total is {whole} (column {})", col + 1);
            findings.push(problem(line, table, code::L01, message));
        }
    }
}

/// L08: the shares of a single-valued table close at 100 %, but for rounding.
fn shares(line: &Helpline, table: &SafeTable, findings: &mut Findings) {
    if table.row_dim().is_none() || table.kind() != TableKind::Single {
        return;
    }
    for col in 0..table.cols().len() {
        if table.cols()[col].key.measure.as_deref() != Some("share") {
            continue;
        }
        let rows: Vec<usize> = (0..table.rows().len()).filter(|r| is_part(table.rows()[*r].role)).collect();
        let sum: Option<i64> =
            rows.iter().map(|r| table.cell(*r, col).value().number().map(|n| n.scaled)).sum();
        let slack = i64::try_from(rows.len()).unwrap_or(0);
        if let Some(sum) = sum.filter(|s| *s > 0 && (s - 1000).abs() > slack) {
            let message = format!("the shares add up to {},{} %", sum / 10, sum % 10);
            findings.push(problem(line, table, code::L08, message));
        }
    }
}
