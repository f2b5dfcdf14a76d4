//! How a finding about a sentence is told.

use crate::base::{Code, Finding, Findings, Place};
use crate::claims::resolve::context::Context;

impl Context<'_> {
    /// Adds a finding about a token.
    pub fn report(&self, code: Code, i: usize, message: &str, hint: &str, findings: &mut Findings) {
        if self.said.piece.accept.contains(code.id()) {
            return;
        }
        let from = self.said.tokens().get(i).map_or(0, |t| t.from);
        let (line, column) = self.said.passage.places.get(from).copied().unwrap_or((1, 1));
        let mut shown: String = self.said.sentence.shown.chars().take(160).collect();
        if shown.len() < self.said.sentence.shown.len() {
            shown.push('…');
        }
        let finding = Finding::warning(code, format!("“{shown}”: {message}"))
            .at(Place::at(&self.said.piece.file, line, column))
            .hint(hint)
            .of(&self.said.setting.line.id);
        if !findings.0.contains(&finding) {
            findings.push(finding);
        }
    }
}
