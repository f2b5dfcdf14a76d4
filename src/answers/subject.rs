//! What an answer is about: the landscape, with the code lists of all lines.

use crate::base::Lang;
use crate::config::{Code, Helpline, Question, Subject, Text, Workspace};

/// The subjects of which an answer may print tables.
#[derive(Clone, Copy)]
pub struct Subjects<'a> {
    /// The lines.
    pub lines: &'a [Helpline],
    /// All lines together.
    pub landscape: &'a Subject,
}

impl<'a> Subjects<'a> {
    /// The line of this id, else the landscape.
    #[must_use]
    pub fn of(&self, id: &str) -> &'a Subject {
        self.lines.iter().find(|line| line.id == id).map_or(self.landscape, |line| &line.subject)
    }

    /// The line of this id.
    pub(super) fn line(&self, id: &str) -> Option<&'a Helpline> {
        self.lines.iter().find(|line| line.id == id)
    }
}

/// The subject of the answer to a question; `landscape` is that of all lines.
#[must_use]
pub fn subject(workspace: &Workspace, question: &Question, landscape: &Subject) -> Subject {
    let mut own = landscape.clone();
    // With their groups: tables of a line show both.
    own.channels.clear();
    for line in &workspace.helplines {
        for channel in &line.channels {
            match own.channels.iter_mut().find(|c| c.id == channel.id) {
                Some(known) => known.parent = known.parent.take().or_else(|| channel.parent.clone()),
                None => own.channels.push(channel.clone()),
            }
        }
        for dimension in &line.dimensions {
            let Some(known) = own.dimensions.iter_mut().find(|d| d.id == dimension.id) else {
                own.dimensions.push(dimension.clone());
                continue;
            };
            let new = |codes: &[Code], all: &[Code]| -> Vec<Code> {
                codes.iter().filter(|c| !all.iter().any(|k| k.id == c.id)).cloned().collect()
            };
            let (codes, groups) = (&dimension.codes.codes, &dimension.codes.groups);
            let (codes, groups) = (new(codes, &known.codes.codes), new(groups, &known.codes.groups));
            known.codes.codes.extend(codes);
            known.codes.groups.extend(groups);
        }
        own.events.extend(line.events.iter().cloned());
    }
    Subject {
        id: question.id.clone(),
        name: question.number.get(Lang::nl()).to_owned(),
        about: Text::default(),
        languages: question.languages.clone(),
        ..own
    }
}
