//! Claims in the editor's sentences, the tables themselves and what was published before are held against
//! the published cells. The checks are errors that published reports contain.
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
//! Claims are read in Dutch; of a text in another language each larger typed number that the report does
//! not have is noted.
//!
//! Three steps: `read` makes typed claims of a sentence and knows no number; `resolve` looks up the cells
//! that a claim can be about; `judge` holds the claim against them. Each uses only those before it. The
//! words of the language are data: `templates/words/nl/claims.yaml`.

mod judge;
mod read;
mod resolve;

#[cfg(test)]
mod tests;

pub use judge::foreign::translated;
pub use resolve::context::Earlier;

use crate::base::{Findings, Severity};
use crate::commentary::Piece;
use crate::config::{Helpline, Published, Workspace};
use crate::disclosure::SafeTable;
use judge::{earlier, foreign, tables};
use read::claim::claims;
use read::lexicon::Lexicon;
use read::names::NameIndex;
use read::sentence::{Reading, Setting};
use read::tokens;
use resolve::context::{Context, Evidence};
use resolve::facts::Facts;

/// What a report is checked against.
pub struct Checked<'a> {
    /// All lines, for comparisons.
    pub workspace: &'a Workspace,
    pub line: &'a Helpline,
    pub year: i32,
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
    let evidence = evidence(checked);
    for piece in pieces {
        if let Some(lexicon) = Lexicon::of(piece.lang) {
            sentences(&evidence, lexicon, piece, &mut claims);
        } else {
            foreign::check(&evidence, piece, &mut findings);
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
    let evidence = evidence(checked);
    let one = |piece: &&Piece| {
        let mut findings = Findings::default();
        if let Some(lexicon) = Lexicon::of(piece.lang) {
            sentences(&evidence, lexicon, piece, &mut findings);
        } else {
            foreign::check(&evidence, piece, &mut findings);
        }
        if checked.line.strict_commentary {
            findings.0.iter_mut().for_each(|f| f.severity = Severity::Error);
        }
        findings
    };
    texts.iter().map(one).collect()
}

fn evidence<'a>(checked: &Checked<'a>) -> Evidence<'a> {
    let (line, lines) = (checked.line, &checked.workspace.helplines);
    let setting =
        Setting { line, lines, names: NameIndex::of(Lexicon::dutch(), line, lines), year: checked.year };
    Evidence { setting, facts: Facts::of(checked.tables, checked.year), earlier: checked.earlier }
}

/// Reads, resolves and judges the sentences of a text.
fn sentences(evidence: &Evidence<'_>, lexicon: &'static Lexicon, piece: &Piece, findings: &mut Findings) {
    for passage in &piece.passages {
        let mut before = Vec::new();
        for sentence in tokens::sentences(lexicon, passage) {
            let said = Reading::of(&evidence.setting, lexicon, piece, passage, &sentence, before.clone());
            let claims = claims(&said);
            let cx = Context::of(evidence, said);
            claims.iter().for_each(|claim| judge::judge(&cx, claim, findings));
            let years: Vec<i32> = cx.said.years.iter().map(|(_, y)| *y).collect();
            if !years.is_empty() {
                before = years;
            }
        }
    }
}
