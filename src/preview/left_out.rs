//! What settings that are left out cost: figures that they would add.

use serde::Serialize;

use super::figure::FigureAccount;
use crate::config::{Chapter, FigureId, Helpline, Stage};

/// Figures that a setting would add, each with the chapter in which it would stand.
type Figures = &'static [(FigureId, Chapter)];

/// A setting that adds figures.
struct Need {
    /// Its name, in one word.
    name: &'static str,
    /// What to write, and where.
    setting: &'static str,
    /// Whether the line leaves it out.
    lacks: fn(&Helpline) -> bool,
    adds: Figures,
}

/// A setting that is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its name, in one word.
    pub name: &'static str,
    /// What to write, and where.
    pub setting: &'static str,
    /// Figures that no report has without it.
    pub figures: Vec<FigureId>,
    /// Chapters that no report has without it.
    pub chapters: Vec<&'static str>,
}

fn has(line: &Helpline, targets: &[&str]) -> bool {
    line.files.iter().flat_map(|f| &f.columns).any(|c| targets.contains(&c.target.as_str()))
}

fn targets(line: &Helpline) -> bool {
    line.channels.iter().any(|c| c.target_hours.is_some())
}

/// Whether a channel is answered at once; one that a line does not name is.
fn live(line: &Helpline) -> bool {
    line.channels.is_empty() || line.channels.iter().any(|c| c.target_hours.is_none())
}

const NEEDS: [Need; 13] = [
    Need {
        name: "channel",
        setting: "`channels:` and a column `channel`",
        lacks: |line| line.channels.len() < 2,
        adds: &[(FigureId::ContactsByChannel, Chapter::Channels)],
    },
    Need {
        name: "outcome",
        setting: "a column `outcome` and `stages: [incoming, answered]`",
        lacks: |line| !line.registers(Stage::Incoming),
        adds: &[
            (FigureId::Funnel, Chapter::Reach),
            (FigureId::AnswerRates, Chapter::Reach),
            (FigureId::UnansweredPerYear, Chapter::Reach),
            (FigureId::UnansweredByMonth, Chapter::Reach),
        ],
    },
    Need {
        name: "hour",
        setting: "the hour of contacts: a column `at` with a time of day, or `time`",
        lacks: |line| !has(line, &["at", "time"]),
        adds: &[(FigureId::ContactsByWeekdayAndHour, Chapter::When)],
    },
    Need {
        name: "hours",
        setting: "`hours:` of the channels",
        lacks: |line| line.channels.iter().all(|c| c.hours.is_empty()),
        adds: &[(FigureId::ContactsInAndOutOfHours, Chapter::Reach)],
    },
    Need {
        name: "wait_s",
        setting: "a column `wait_s` or `answered_at`",
        lacks: |line| !has(line, &["wait_s", "answered_at"]) && live(line),
        adds: &[(FigureId::WaitingTime, Chapter::Reach)],
    },
    Need {
        name: "wait_s",
        setting: "a column `wait_s` or `answered_at`",
        lacks: |line| !has(line, &["wait_s", "answered_at"]) && targets(line),
        adds: &[(FigureId::ResponseTime, Chapter::Reach), (FigureId::ResponseTarget, Chapter::Reach)],
    },
    Need {
        name: "duration_s",
        setting: "a column `duration_s` or `ended_at`",
        lacks: |line| !has(line, &["duration_s", "ended_at"]),
        adds: &[(FigureId::HandlingTime, Chapter::Reach)],
    },
    Need {
        name: "closed_at",
        setting: "a column `closed_at` or `closed_after_s`",
        lacks: |line| !has(line, &["closed_at", "closed_after_s"]),
        adds: &[
            (FigureId::TimeUntilClosed, Chapter::Reach),
            (FigureId::ContactsByTimeUntilClosed, Chapter::Reach),
        ],
    },
    Need {
        name: "caller_number",
        setting: "a column `caller_number`",
        lacks: |line| !has(line, &["caller_number"]),
        adds: &[(FigureId::ContactsByCaller, Chapter::Reach), (FigureId::FrequentCallers, Chapter::Reach)],
    },
    Need {
        name: "victims",
        setting: "a column `victims`",
        lacks: |line| !has(line, &["victims"]),
        adds: &[(FigureId::Victims, Chapter::Victims)],
    },
    Need {
        name: "events",
        setting: "events in events.yaml",
        lacks: |line| line.events.is_empty(),
        adds: &[(FigureId::Events, Chapter::When)],
    },
    Need {
        name: "control",
        setting: "`control:` of events in events.yaml",
        lacks: |line| !line.events.is_empty() && line.events.iter().all(|e| e.control.is_none()),
        adds: &[(FigureId::EventsBesideControl, Chapter::When)],
    },
    Need {
        name: "published",
        setting: "published.yaml with figures that were published before",
        lacks: |_| true,
        adds: &[(FigureId::PublishedBefore, Chapter::Method)],
    },
];

/// Chapters that are made of what a line describes itself.
const OWN: [(Chapter, &str, &str); 6] = [
    (Chapter::Where, "dimensions", "a dimension with `chapter: where`, such as `province`"),
    (Chapter::Who, "dimensions", "a dimension with `chapter: who`, such as `role`, `age` or `gender`"),
    (Chapter::What, "dimensions", "a dimension with `chapter: what`, such as `problem`"),
    (Chapter::Referrals, "dimensions", "a dimension with `chapter: referrals`"),
    (Chapter::Online, "series", "`series:` with `chapter: online`"),
    (Chapter::Means, "series", "`series:` with `chapter: means`, such as `fte`"),
];

/// Settings that a line leaves out, with what that costs; in chapters that the line does not want nothing is missing.
#[must_use]
pub fn left_out(line: &Helpline, figures: &[FigureAccount]) -> Vec<LeftOut> {
    let wants = |chapter: Chapter| line.sections.contains(&chapter) || chapter == Chapter::Method;
    let made = |figure: &FigureId| figures.iter().any(|f| f.figure == *figure);
    let chapter = |chapter: Chapter| figures.iter().any(|f| f.chapter == chapter.id());
    let of_need = |need: &Need| {
        let missing: Vec<&(FigureId, Chapter)> =
            need.adds.iter().filter(|(figure, chapter)| wants(*chapter) && !made(figure)).collect();
        let mut chapters: Vec<&'static str> =
            missing.iter().filter(|(_, c)| !chapter(*c)).map(|(_, c)| c.id()).collect();
        chapters.dedup();
        let figures: Vec<FigureId> = missing.iter().map(|(figure, _)| figure.clone()).collect();
        (!figures.is_empty()).then_some(LeftOut { name: need.name, setting: need.setting, figures, chapters })
    };
    let needs = NEEDS.iter().filter(|need| (need.lacks)(line)).filter_map(of_need);
    let own = OWN.iter().filter(|(c, ..)| wants(*c) && !chapter(*c)).map(|(chapter, name, setting)| {
        LeftOut { name, setting, figures: Vec::new(), chapters: vec![chapter.id()] }
    });
    needs.chain(own).collect()
}
