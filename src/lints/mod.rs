//! Published errors turned into checks: claims in the editor's sentences, the tables themselves, and
//! what was published before.
//!
//! Takes safe tables and [`Piece`]s; gives findings, each with the sentence, what it claims and what
//! the published cells give. It knows no other numbers than published ones, so a claim about a
//! withheld cell is never called right or wrong.
//!
//! | code | says |
//! |---|---|
//! | L01 | parts are not their total |
//! | L02 | one figure, two values: publications, or an edition that was corrected |
//! | L03 | the number is not that of the table |
//! | L04 | the number is that of the year before |
//! | L05 | the change follows from no two published numbers, in percent or in points |
//! | L06 | the unit word is not the unit of the number, or says another stage |
//! | L07 | a share without its base, or of another base |
//! | L08 | shares that do not close at 100 % |
//! | L09 | a sum of years that is not their sum |
//! | L11 | endpoints chosen over years that went the other way |
//! | L12 | numbers on both sides of a break, or a jump of one code without one |
//! | L13 | periods of unequal length |
//! | L14 | lines compared that count different things |
//! | L15 | yearly visitors added up |
//! | L16 | *elk jaar*, *record*, *de meeste*, *verdubbeld*, a direction: not so |
//! | L17 | an event's effect without window and baseline |
//! | L20 | a number of what is withheld |
//! | L22 | two digits that changed places |
//!
//! The others of the list are kept by construction: every sign has its legend (L10) and every chart
//! its table (L18) by the report room, asked breakdowns (L19) by questions, unknown shares (L21) by
//! the measures. A number is called wrong only when every word of its clause is understood, so that one
//! published cell is meant; else it is looked for among all of them, and only a slip of the pen is named.
//! Claims are read in Dutch; of a text in another language each
//! larger typed number that the report does not have is noted.

mod bases;
mod changes;
mod compare;
mod context;
mod counts;
mod earlier;
mod events;
mod extremes;
mod facts;
mod foreign;
mod jumps;
mod lexicon;
mod means;
mod names;
mod neutral;
mod numbers;
mod numerals;
mod periods;
mod points;
mod printed;
mod rates;
mod ratios;
mod reading;
mod shares;
mod sums;
mod tables;
mod text;
mod times;
mod trends;
mod units;
mod ways;
mod when;
mod wrong;

#[cfg(test)]
mod tests;

pub use context::Earlier;
pub use foreign::translated;

use crate::base::{Findings, Severity};
use crate::commentary::Piece;
use crate::config::{Helpline, Published, Workspace};
use crate::disclosure::SafeTable;
use context::{Context, Ground};
use facts::Facts;
use names::Lexicon;

/// What a report is checked against.
pub struct Checked<'a> {
    /// All lines, for comparisons.
    pub workspace: &'a Workspace,
    /// The line.
    pub line: &'a Helpline,
    /// Report year.
    pub year: i32,
    /// Its tables.
    pub tables: &'a [SafeTable],
    /// Figures published before.
    pub published: &'a [Published],
    /// Cells of earlier editions of the report.
    pub earlier: &'a [Earlier],
}

/// All lints of a report. Claims are warnings, or errors where the line's settings say
/// `commentary: {strict: true}`.
#[must_use]
pub fn lint(checked: &Checked<'_>, pieces: &[Piece]) -> Findings {
    let mut findings = Findings::default();
    tables::check(checked.line, checked.tables, &mut findings);
    earlier::published(checked.line, checked.published, checked.tables, &mut findings);
    let mut claims = Findings::default();
    let ground = ground(checked);
    for piece in pieces {
        if earlier::is_read(piece.lang) {
            sentences(&ground, piece, &mut claims);
        } else {
            foreign::check(&ground, piece, &mut findings);
        }
    }
    if checked.line.strict_commentary {
        claims.0.iter_mut().for_each(|f| f.severity = Severity::Error);
    }
    findings.extend(claims);
    findings
}

/// The claims of texts that speak of a line and stand outside its report, one by one.
#[must_use]
pub fn lint_texts(checked: &Checked<'_>, texts: &[&Piece]) -> Vec<Findings> {
    let ground = ground(checked);
    let one = |piece: &&Piece| {
        let mut findings = Findings::default();
        if earlier::is_read(piece.lang) {
            sentences(&ground, piece, &mut findings);
        } else {
            foreign::check(&ground, piece, &mut findings);
        }
        if checked.line.strict_commentary {
            findings.0.iter_mut().for_each(|f| f.severity = Severity::Error);
        }
        findings
    };
    texts.iter().map(one).collect()
}

fn ground<'a>(checked: &Checked<'a>) -> Ground<'a> {
    Ground {
        facts: Facts::of(checked.tables, checked.year),
        line: checked.line,
        lines: &checked.workspace.helplines,
        lexicon: Lexicon::of(checked.line, &checked.workspace.helplines),
        earlier: checked.earlier,
    }
}

fn sentences(ground: &Ground<'_>, piece: &Piece, findings: &mut Findings) {
    for passage in &piece.passages {
        let mut before = Vec::new();
        for sentence in text::sentences(passage) {
            let cx = Context::of(ground, piece, passage, &sentence, before.clone());
            counts::check(&cx, findings);
            means::check(&cx, findings);
            shares::check(&cx, findings);
            let sized = changes::check(&cx, findings);
            ways::check(&cx, sized, findings);
            points::check(&cx, findings);
            trends::check(&cx, findings);
            extremes::check(&cx, findings);
            events::check(&cx, findings);
            compare::check(&cx, findings);
            let years: Vec<i32> = cx.years.iter().map(|(_, y)| *y).collect();
            if !years.is_empty() {
                before = years;
            }
        }
    }
}
