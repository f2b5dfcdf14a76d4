//! The landscape in a build: made after all lines were read, from their safe tables.

use std::sync::Arc;

use super::gather::Gathered;
use super::reports::Draft;
use super::request::{Outcome, Report, Request, State};
use crate::config::Workspace;
use crate::landscape::{Ground, ID, LineTables, face, tables};
use crate::publish::LastBuild;
use crate::validation::Accounting;

/// A landscape that is to be made.
pub struct Plan {
    /// Position of its face among the lines of the workspace.
    pub face: usize,
    /// Its years.
    years: Vec<i32>,
}

/// Whether and of which years a landscape is wanted; the workspace then has its face as its last line.
pub fn plan(request: &Request, workspace: &mut Workspace) -> Option<Plan> {
    let landscape = workspace.landscape.as_ref()?;
    let named = request.lines.iter().any(|l| l == ID);
    let failed = || LastBuild::load(&request.root).is_none_or(|last| last.failed.contains(ID));
    let wanted = named || (request.lines.is_empty() && (!request.only_failed || failed()));
    let years: Vec<i32> =
        landscape.years.iter().copied().filter(|y| request.year.is_none_or(|w| w == *y)).collect();
    if !wanted || years.is_empty() {
        return None;
    }
    let own = face(workspace, landscape);
    workspace.helplines.push(own);
    Some(Plan { face: workspace.helplines.len() - 1, years })
}

impl Plan {
    /// Positions of all lines that have to be read.
    pub fn lines(&self) -> std::ops::Range<usize> {
        0..self.face
    }

    /// The drafts, when every line could be read; else the landscape stays as it is.
    pub fn drafts(
        &self,
        workspace: &Workspace,
        request: &Request,
        read: &[Arc<Gathered>],
        outcome: &mut Outcome,
    ) -> Vec<Draft> {
        let Some(landscape) = workspace.landscape.as_ref() else { return Vec::new() };
        let lacking = outcome
            .reports
            .iter()
            .find(|r| matches!(r.state, State::Refused | State::Skipped) && r.year.is_none());
        let lacking = lacking.map(|r| r.helpline.clone());
        let unread = self
            .lines()
            .find(|p| !read.iter().any(|g| g.line == *p))
            .map(|p| workspace.helplines[p].id.clone());
        if let Some(line) = lacking.or(unread) {
            let refused = |year: &i32| Report::new(ID, Some(*year), State::Refused, &format!("needs {line}"));
            outcome.reports.extend(self.years.iter().map(refused));
            return Vec::new();
        }
        let of = |year: i32| {
            let lines = read
                .iter()
                .map(|g| LineTables::new(&workspace.helplines[g.line], g.first_year, &g.years))
                .collect();
            let ground = Ground { workspace, landscape, lines, year };
            let tables = tables(&ground);
            Draft::wide(workspace, request, Arc::new(self.gathered(landscape.look_back, year, tables, read)))
        };
        self.years.iter().map(|year| of(*year)).collect()
    }

    /// What the landscape of one year rests on: all that the lines rest on.
    fn gathered(
        &self,
        look_back: u32,
        year: i32,
        tables: Vec<crate::disclosure::SafeTable>,
        read: &[Arc<Gathered>],
    ) -> Gathered {
        let mut inputs: Vec<_> = read.iter().flat_map(|g| g.inputs.iter().cloned()).collect();
        inputs.sort();
        let mut accounting = Accounting::default();
        for one in read {
            accounting.read += one.accounting.read;
            accounting.used += one.accounting.used;
            for (rule, n) in &one.accounting.excluded {
                *accounting.excluded.entry(rule.clone()).or_default() += n;
            }
        }
        Gathered {
            line: self.face,
            years: vec![(year, tables)],
            first_year: year + 1 - i32::try_from(look_back).unwrap_or(1),
            inputs,
            accounting,
            absent: Vec::new(),
            missing: Vec::new(),
        }
    }
}
