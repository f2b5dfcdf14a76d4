//! What each kind of report decides by itself: the report on a line, the landscape, the answer to a question.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::answers::{self, Answer, Subjects};
use crate::charts::ChartPlan;
use crate::config::{FigureId, Helpline, Landscape, Question, Subject, Workspace};
use crate::disclosure::SafeTable;
use crate::document::model::ReportModel;
use crate::landscape;
use crate::letter::Letter;
use crate::measures::Form;
use crate::report::{self, Drawn, Facts};
use crate::words::{Labels, Words};

/// Plans the chart of a table, in the words and the colour of a subject; nothing where none is wanted.
pub type PlanChart<'p> = dyn Fn(&Subject, &SafeTable) -> Option<ChartPlan> + 'p;

/// A kind of report.
pub trait ReportKind: Send + Sync {
    /// What the report is about.
    fn subject(&self) -> &Subject;

    /// The lines whose registrations it counts.
    fn lines(&self) -> Vec<&Helpline>;

    /// Whether it stands on the safe tables of several lines.
    fn is_joint(&self) -> bool {
        true
    }

    /// Its folder.
    fn folder(&self, reports: &Path, year: i32) -> PathBuf {
        reports.join(year.to_string()).join(&self.subject().id)
    }

    /// The file in which a user sets what a report of this kind is.
    fn settings_file(&self) -> String {
        "data/workspace.yaml".to_owned()
    }

    /// All settings that reach its pages, to be compared with those of the edition that stands.
    fn settings(&self) -> String;

    /// Its charts.
    fn charts(&self, tables: &[SafeTable], plan: &PlanChart<'_>) -> Vec<ChartPlan> {
        tables.iter().filter_map(|table| plan(self.subject(), table)).collect()
    }

    /// Whether it is also made as text that can be pasted.
    fn has_letter(&self) -> bool {
        false
    }

    /// The same as text that can be pasted, where it is one.
    fn letter(&self, _words: &Words, _facts: &Facts) -> Option<Letter> {
        None
    }

    /// The report in one language.
    fn model(
        &self,
        words: &Words,
        facts: &Facts,
        tables: &[SafeTable],
        drawn: &BTreeMap<String, Drawn>,
    ) -> ReportModel;
}

/// The report on one line.
pub struct LineReport<'w> {
    /// The line.
    pub line: &'w Helpline,
}

impl ReportKind for LineReport<'_> {
    fn subject(&self) -> &Subject {
        self.line
    }

    fn lines(&self) -> Vec<&Helpline> {
        vec![self.line]
    }

    fn is_joint(&self) -> bool {
        false
    }

    fn settings_file(&self) -> String {
        format!("data/{}/helpline.yaml", self.line.id)
    }

    /// Counts of areas are not drawn where a map of their rates is: their bars would show where most people live.
    fn charts(&self, tables: &[SafeTable], plan: &PlanChart<'_>) -> Vec<ChartPlan> {
        let mut plans: Vec<ChartPlan> = tables.iter().filter_map(|table| plan(self.line, table)).collect();
        let mapped = |counts: &ChartPlan| {
            let counted = |dim: &&str| FigureId::ContactsBy((*dim).to_owned()).is(&counts.figure);
            let maps = tables.iter().filter(|table| table.form() == Form::Tiles);
            let drawn = maps.filter(|map| plans.iter().any(|plan| map.figure().is(&plan.figure)));
            drawn.filter_map(|map| map.row_dim()).any(|dim| counted(&dim))
        };
        let bars: Vec<bool> = plans.iter().map(mapped).collect();
        let mut bars = bars.into_iter();
        plans.retain(|_| bars.next() != Some(true));
        plans
    }

    fn settings(&self) -> String {
        let mut settings = self.line.clone();
        // What decides how files are read does not reach the page but by the figures.
        settings.dir = PathBuf::new();
        // An edition has a date of its own.
        settings.date = None;
        settings.files.clear();
        format!("{settings:?}")
    }

    fn model(
        &self,
        words: &Words,
        facts: &Facts,
        tables: &[SafeTable],
        drawn: &BTreeMap<String, Drawn>,
    ) -> ReportModel {
        report::assemble(self.line, words, facts, tables, drawn)
    }
}

/// What the landscape prints of the lines beside their figures.
fn register(workspace: &Workspace) -> String {
    let lines = workspace.helplines.iter().map(|line| {
        let named = (&line.subject, &line.aliases, &line.target_group, &line.scope, &line.brands);
        format!("{named:?}")
    });
    lines.collect()
}

/// All lines side by side.
pub struct LandscapeReport<'w> {
    /// The workspace.
    pub workspace: &'w Workspace,
    /// Its section on the landscape.
    pub landscape: &'w Landscape,
    /// All lines together.
    pub subject: Arc<Subject>,
}

impl ReportKind for LandscapeReport<'_> {
    fn subject(&self) -> &Subject {
        &self.subject
    }

    fn lines(&self) -> Vec<&Helpline> {
        self.workspace.helplines.iter().collect()
    }

    fn settings(&self) -> String {
        format!("{:?} {:?} {}", self.subject, self.landscape, register(self.workspace))
    }

    fn model(
        &self,
        words: &Words,
        facts: &Facts,
        tables: &[SafeTable],
        drawn: &BTreeMap<String, Drawn>,
    ) -> ReportModel {
        let labels = Labels { words, subject: &self.subject };
        landscape::assemble(self.workspace, self.landscape, labels, facts, tables, drawn)
    }
}

/// The answer to a question.
pub struct AnswerReport<'w> {
    /// The workspace.
    pub workspace: &'w Workspace,
    /// All lines together.
    pub landscape: Arc<Subject>,
    /// The lines with all their code lists.
    pub subject: Subject,
    /// The answer.
    pub answer: Answer,
}

impl AnswerReport<'_> {
    fn subjects(&self) -> Subjects<'_> {
        Subjects { lines: &self.workspace.helplines, landscape: &self.landscape }
    }
}

impl ReportKind for AnswerReport<'_> {
    fn subject(&self) -> &Subject {
        &self.subject
    }

    fn lines(&self) -> Vec<&Helpline> {
        let question = self.workspace.questions.get(self.answer.question);
        let own = question.and_then(Question::lines);
        let rests = |line: &&Helpline| own.as_ref().is_none_or(|own| own.contains(line.id.as_str()));
        self.workspace.helplines.iter().filter(rests).collect()
    }

    fn folder(&self, reports: &Path, _: i32) -> PathBuf {
        reports.join("answers").join(&self.subject.id)
    }

    fn settings(&self) -> String {
        let question = self.workspace.questions.get(self.answer.question);
        let platforms = self.workspace.landscape.as_ref().map(|landscape| &landscape.platforms);
        format!("{:?} {question:?} {:?} {platforms:?}", self.subject, self.answer.delivered)
    }

    fn charts(&self, _: &[SafeTable], plan: &PlanChart<'_>) -> Vec<ChartPlan> {
        // Those of a line in its own words and colour.
        let items = self.answer.items.iter();
        let named = |item: &answers::Item| {
            let drawn = plan(self.subjects().of(&item.line), &item.table)?;
            Some(ChartPlan { figure: item.id.to_string(), ..drawn })
        };
        items.filter_map(named).collect()
    }

    fn has_letter(&self) -> bool {
        true
    }

    fn letter(&self, words: &Words, facts: &Facts) -> Option<Letter> {
        let labels = Labels { words, subject: &self.subject };
        Some(answers::letter(self.workspace, self.subjects(), labels, facts, &self.answer))
    }

    fn model(
        &self,
        words: &Words,
        facts: &Facts,
        _: &[SafeTable],
        drawn: &BTreeMap<String, Drawn>,
    ) -> ReportModel {
        let labels = Labels { words, subject: &self.subject };
        answers::assemble(self.workspace, self.subjects(), labels, facts, &self.answer, drawn)
    }
}
