//! An answer as the rooms downstream see it: a line that has the code lists of all lines.

use crate::config::{Code, Helpline, Lang, Question, Text, Workspace};
use crate::landscape;

/// A question as a line; `base` is the landscape's face.
#[must_use]
pub fn face(workspace: &Workspace, question: &Question, base: &Helpline) -> Helpline {
    let mut face = base.clone();
    // With their groups: tables of a line show both.
    face.channels.clear();
    for line in landscape::own(workspace) {
        for channel in &line.channels {
            match face.channels.iter_mut().find(|c| c.id == channel.id) {
                Some(known) => known.parent = known.parent.take().or_else(|| channel.parent.clone()),
                None => face.channels.push(channel.clone()),
            }
        }
        for dimension in &line.dimensions {
            let Some(known) = face.dimensions.iter_mut().find(|d| d.id == dimension.id) else {
                face.dimensions.push(dimension.clone());
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
        face.events.extend(line.events.iter().cloned());
    }
    Helpline {
        id: question.id.clone(),
        name: question.number.get(Lang::Nl).to_owned(),
        about: Text::default(),
        languages: question.languages.clone(),
        ..face
    }
}
