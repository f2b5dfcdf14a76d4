//! Published figures against computed ones: a difference is a finding that names both numbers.

use crate::base::{Finding, Findings, Num, code};
use crate::config::{FigureId, Helpline, Published, PublishedValue, Qualifier};
use crate::disclosure::{Safe, SafeTable};

use crate::measures::{Flag, Label, Missing};

/// Compares the rows of the table `published-before`.
#[must_use]
pub fn reconcile(line: &Helpline, published: &[Published], tables: &[SafeTable]) -> Findings {
    let mut findings = Findings::default();
    let Some(table) = tables.iter().find(|t| *t.figure() == FigureId::PublishedBefore) else {
        return findings;
    };
    for (r, row) in table.rows().iter().enumerate() {
        let Label::Plain(label) = &row.label else { continue };
        let id = label.trim_start_matches("published:");
        let Some(figure) = published.iter().find(|p| p.id == id) else { continue };
        let ((first, _), (last, _)) = figure.period.months();
        let gone = line.no_longer_kept.iter().any(|year| (first..=last).contains(year));
        if figure.not_reproducible.is_some() || gone {
            continue;
        }
        let computed = table.cell(r, 1).value();
        let rounded = table.cell(r, 1).flags().contains(&Flag::Rounded);
        let off = line.protection.base().filter(|_| rounded).map_or(0, |base| base - 1);
        if agrees((figure.value, figure.qualifier), computed, i128::from(off)) {
            continue;
        }
        let shown = match (figure.value, computed) {
            (PublishedValue::Number(n), c) => (n.to_string(), words(c)),
            (PublishedValue::NotApplicable, c) => ("not applicable".to_owned(), words(c)),
        };
        let dims: String = figure.dims.iter().map(|(dim, code)| format!(", {dim}={code}")).collect();
        let message = format!(
            "{id}: published {}, computed {} ({}, {}{dims})",
            shown.0, shown.1, figure.measure, figure.period
        );
        findings.push(
            Finding::warning(code::R001, message)
                .at(figure.place.place())
                .hint("find out which is right; if the published figure was, the registrations or the mapping are wrong")
                .of(&line.id),
        );
    }
    findings
}

fn words(value: Safe) -> String {
    match value {
        Safe::Number(n) => n.to_string(),
        Safe::Hidden | Safe::Missing(_) => "no number".to_owned(),
    }
}

/// Whether a computed value is what was published. *Approximately* allows a tenth; *almost* means below
/// and within a tenth; *more than* means at least. A rounded count may be `off` by that much.
fn agrees((value, qualifier): (PublishedValue, Qualifier), computed: Safe, off: i128) -> bool {
    match (value, computed) {
        (PublishedValue::NotApplicable, Safe::Missing(Missing::NotApplicable)) => true,
        // Of a withheld number nothing is said, neither that it differs nor that it is small: it may be a large one
        // that protects another.
        (_, Safe::Hidden) => true,
        (PublishedValue::Number(published), Safe::Number(computed)) => {
            near(qualifier, published, computed, off)
        }
        _ => false,
    }
}

fn near(qualifier: Qualifier, published: Num, computed: Num, off: i128) -> bool {
    let decimals = published.decimals.max(computed.decimals);
    let lift = |n: Num| i128::from(n.scaled) * 10_i128.pow(u32::from(decimals - n.decimals));
    let (p, c, off) = (lift(published), lift(computed), off * 10_i128.pow(u32::from(decimals)));
    match qualifier {
        Qualifier::Exact => (p - c).abs() <= off,
        Qualifier::Approx => ((c - p).abs() - off) * 10 <= p.abs(),
        Qualifier::AtLeast => c + off >= p,
        Qualifier::Almost => c - off <= p && (c + off) * 10 >= p * 9,
    }
}

#[cfg(test)]
mod tests {
    use super::{agrees, near};
    use crate::base::Num;
    use crate::config::{PublishedValue, Qualifier};
    use crate::disclosure::Safe;

    #[test]
    fn a_rounded_count_agrees_with_what_it_may_have_been() {
        let near = |p: u64, c: u64, off| near(Qualifier::Exact, Num::int(p), Num::int(c), off);
        assert!(near(118, 118, 0) && !near(118, 119, 0));
        assert!(near(118, 120, 4) && near(118, 115, 4) && !near(118, 125, 4) && !near(118, 113, 4));
    }

    #[test]
    fn nothing_is_said_of_a_withheld_number() {
        for value in [PublishedValue::NotApplicable, PublishedValue::Number(Num::int(12))] {
            assert!(agrees((value, Qualifier::Exact), Safe::Hidden, 0), "{value:?}");
        }
    }
}
