//! Earlier editions and earlier publications: numbers that have changed since.

use super::digits::swapped;
use crate::base::{Finding, Findings, Num, code};
use crate::claims::resolve::context::{Context, Earlier};
use crate::config::{FigureId, Helpline, Published, PublishedValue, dim};
use crate::disclosure::SafeTable;

/// What an earlier edition printed where this one prints another number: only cells that the sentence
/// can mean.
pub fn of(cx: &Context<'_>, claimed: Num) -> Option<String> {
    let facts = cx.facts();
    // The number may stand in many tables: that without codes says best what it is.
    let mut told: Vec<_> = cx.evidence.earlier.iter().filter(|e| e.value == Some(claimed)).collect();
    told.sort_by_key(|Earlier { id, .. }| {
        (id.dimensions.len(), id.figure.contains("-by-"), !id.figure.ends_with("-per-year"))
    });
    for old in told {
        let key = old.id.key();
        let now = facts.all.iter().find(|f| f.figure == old.id.figure && f.has(&key));
        if let Some(now) = now.filter(|f| cx.covers(f) && f.value.number() != Some(claimed))
            && let Some(value) = now.value.number()
        {
            return Some(format!(
                "{claimed} was printed in edition {}; it has been corrected and is now {value} ({}, {})",
                old.edition, now.figure, now.period
            ));
        }
    }
    None
}

/// L02 and L22 over `published.yaml`: one figure with two values, or two digits that changed places.
pub fn published(line: &Helpline, before: &[Published], tables: &[SafeTable], findings: &mut Findings) {
    let same = |a: &Published, b: &Published| {
        a.measure == b.measure
            && a.stage == b.stage
            && a.period == b.period
            && a.dims == b.dims
            && a.of == b.of
            && a.base == b.base
            && a.qualifier == b.qualifier
            && a.share_of == b.share_of
    };
    for (i, later) in before.iter().enumerate() {
        let PublishedValue::Number(value) = later.value else { continue };
        for earlier in &before[..i] {
            let PublishedValue::Number(first) = earlier.value else { continue };
            if first == value || first.decimals != value.decimals || !same(earlier, later) {
                continue;
            }
            let swap = swapped(&first.to_string(), &value.to_string());
            let code = if swap { code::L22 } else { code::L02 };
            let more = if swap { ": two digits have changed places" } else { "" };
            let message = format!(
                "{} and {} give the same figure two values, {first} and {value}{more}",
                earlier.id, later.id
            );
            findings.push(
                Finding::note(code, message)
                    .at(later.place.place())
                    .hint("both stay as they were published; the report prints what the registrations give")
                    .of(&line.id),
            );
        }
    }
    digits(line, before, tables, findings);
}

/// A published number whose digits stand otherwise in what the registrations give.
fn digits(line: &Helpline, before: &[Published], tables: &[SafeTable], findings: &mut Findings) {
    let Some(table) = tables.iter().find(|t| *t.figure() == FigureId::PublishedBefore) else { return };
    for row in 0..table.rows().len() {
        let key = table.key_of(row, 1);
        let (Some(id), Some(computed)) =
            (key.dims.get(dim::PUBLICATION), table.cell(row, 1).value().number())
        else {
            continue;
        };
        let Some(figure) = before.iter().find(|p| p.id == *id) else { continue };
        if let PublishedValue::Number(n) = figure.value
            && swapped(&n.to_string(), &computed.to_string())
        {
            let message = format!("{id}: published {n}, computed {computed}: two digits have changed places");
            findings.push(Finding::warning(code::L22, message).at(figure.place.place()).of(&line.id));
        }
    }
}
