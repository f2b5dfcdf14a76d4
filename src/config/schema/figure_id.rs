//! Names of figures as types. `figures.csv`, `figures:`, questions and references know a figure by its text.

use std::collections::BTreeSet;
use std::fmt;

use super::dim;
use super::helpline::Helpline;
use super::vocabulary::Stage;

macro_rules! figures {
    (
        plain { $($(#[$doc:meta])* $name:ident = $text:literal,)* }
        of_line { $($more:tt)* }
    ) => {
        /// What a figure is: one variant each, so that the compiler names every place that decides by it. Its text is
        /// kebab case and stable over years.
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub enum FigureId {
            $($(#[$doc])* $name,)*
            $($more)*
        }

        impl FigureId {
            /// Figures that no dimension, cross, trend or series of a line makes.
            const PLAIN: &[Self] = &[$(Self::$name),*];

            fn plain(&self) -> Option<&'static str> {
                match self {
                    $(Self::$name => Some($text),)*
                    _ => None,
                }
            }
        }
    };
}

figures! {
    plain {
        /// Contacts of each year, and since the line began.
        ContactsPerYear = "contacts-per-year",
        /// Contacts by how far they came.
        ContactsByStage = "contacts-by-stage",
        /// Contacts of the main stage by channel.
        ContactsByChannel = "contacts-by-channel",
        /// Attempts by channel, where the main stage is another.
        AttemptsByChannel = "attempts-by-channel",
        /// Contacts by month of the year.
        ContactsByMonth = "contacts-by-month",
        /// Contacts by day of the week.
        ContactsByWeekday = "contacts-by-weekday",
        /// Contacts by day of the week and hour.
        ContactsByWeekdayAndHour = "contacts-by-weekday-and-hour",
        /// Answered within and outside opening hours.
        ContactsInAndOutOfHours = "contacts-in-and-out-of-hours",
        /// Contacts of a line's own, and those taken over from others.
        ContactsByOrigin = "contacts-by-origin",
        /// Contacts by how long it took to close them.
        ContactsByTimeUntilClosed = "contacts-by-time-until-closed",
        /// Contacts of numbers that were known and that were not.
        ContactsByCaller = "contacts-by-caller",
        /// From attempts to answered contacts.
        Funnel = "funnel",
        /// Parts of the attempts that were answered.
        AnswerRates = "answer-rates",
        /// Waiting time of what is answered at once.
        WaitingTime = "waiting-time",
        /// Time until the answer of what is answered later.
        ResponseTime = "response-time",
        /// Duration of contacts.
        HandlingTime = "handling-time",
        /// Time until contacts were closed.
        TimeUntilClosed = "time-until-closed",
        /// Answered within the time that the line aims at.
        ResponseTarget = "response-target",
        /// Unanswered attempts of each year.
        UnansweredPerYear = "unanswered-per-year",
        /// Unanswered attempts by month.
        UnansweredByMonth = "unanswered-by-month",
        /// Unanswered attempts by channel.
        UnansweredByChannel = "unanswered-by-channel",
        /// Unanswered attempts of new numbers.
        UnansweredByCaller = "unanswered-by-caller",
        /// Unanswered numbers that were answered later.
        UnansweredAnsweredLater = "unanswered-answered-later",
        /// Contacts of numbers that call often.
        FrequentCallers = "frequent-callers",
        /// Contacts around events.
        Events = "events",
        /// Contacts around events beside what the event could not touch.
        EventsBesideControl = "events-beside-control",
        /// Victims of each year.
        Victims = "victims",
        /// How many answers are known.
        Completeness = "completeness",
        /// Rows read, used and left out.
        Rows = "rows",
        /// What was published before, beside what is computed now.
        PublishedBefore = "published-before",
    }
    of_line {
        /// Contacts by a dimension.
        ContactsBy(String),
        /// Victims by a dimension.
        VictimsBy(String),
        /// Contacts per 100,000 inhabitants of the areas of a dimension.
        Per100000By(String),
        /// Contacts by a dimension in the same months of two years.
        SameMonths(String),
        /// Contacts by two dimensions.
        Cross(String, String),
        /// Contacts by two dimensions over the years.
        Trend(String, String),
        /// An indicator series by year.
        SeriesPerYear(String),
        /// An indicator series by month.
        SeriesPerMonth(String),
        /// A figure that sets lines side by side.
        Landscape(LandscapeFigure),
        /// A figure of a line (or of the landscape) in an answer; the same figure of other years is counted on from 2.
        Answer {
            /// The line.
            line: String,
            /// Its figure.
            figure: Box<FigureId>,
            /// How often the figure stands in the answer, up to this one.
            nth: usize,
        },
    }
}

/// A figure that sets lines side by side.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum LandscapeFigure {
    /// Registered contacts.
    Lines(Compared),
    /// Contacts that lines of this remit published themselves.
    Others(Compared),
    /// Contacts that lines of another remit published.
    Elsewhere(Compared),
    /// Lines without figures here, of which a source is named.
    SeeSource,
    /// Lines without figures.
    WithoutFigures,
    /// Contacts per 100,000 inhabitants.
    Per100000(Compared),
    /// Hours in which lines are open.
    OpenHours,
    /// Contacts per open hour.
    PerOpenHour(Compared),
    /// Contacts by the name under which people came in.
    EntryPoints(Compared),
    /// Hours in which lines are open together.
    OverlapHours,
    /// The same for chat.
    OverlapChatHours,
    /// Contacts that lines sent on.
    TransfersPerYear,
    /// Contacts that lines sent on, by sender and receiver.
    TransfersMatrix,
    /// Contacts that were sent on, by receiver.
    TransfersReceived,
    /// Staff.
    Staff,
    /// Volunteers.
    Volunteers,
    /// Money.
    Budget,
    /// Contacts per full-time equivalent.
    PerFte(Compared),
}

/// What a figure of several lines counts, alike in all of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Compared {
    /// How far the contacts came; `None` where a source does not say it.
    pub stage: Option<Stage>,
    /// Their unit.
    pub unit: String,
    /// The line that the figure is of, where the stage is not said: it is set beside no other.
    pub line: String,
}

impl fmt::Display for Compared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.stage {
            Some(stage) => write!(f, "{}-{}", stage.id(), self.unit),
            None => write!(f, "unstated-{}-{}", self.unit, self.line),
        }
    }
}

impl FigureId {
    /// The texts of the figures that no dimension, cross, trend or series of a line makes.
    #[must_use]
    pub fn standard() -> Vec<String> {
        Self::PLAIN.iter().map(ToString::to_string).collect()
    }

    /// Whether its text is that of a figure that every line can have.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        let text = self.to_string();
        Self::PLAIN.iter().any(|plain| plain.is(&text))
    }

    /// All figures that a line can have, by their texts. Two of one text are both there.
    #[must_use]
    pub fn of_line(line: &Helpline) -> Vec<(String, Self)> {
        let mut all: Vec<Self> = Self::PLAIN.to_vec();
        for dimension in &line.dimensions {
            all.extend([Self::ContactsBy(dimension.id.clone()), Self::VictimsBy(dimension.id.clone())]);
            all.extend(dimension.codes.tiles.iter().map(|_| Self::Per100000By(dimension.id.clone())));
        }
        all.extend(line.crosses.iter().map(|(a, b)| Self::Cross(a.clone(), b.clone())));
        all.extend(line.trends.iter().map(|(a, b)| Self::Trend(a.clone(), b.clone())));
        all.extend(line.same_months.iter().map(|s| Self::SameMonths(s.dimension.clone())));
        for series in &line.series {
            all.extend([Self::SeriesPerMonth(series.id.clone()), Self::SeriesPerYear(series.id.clone())]);
        }
        all.into_iter().map(|id| (id.to_string(), id)).collect()
    }

    /// The texts of all figures that a line can have.
    #[must_use]
    pub fn names(line: &Helpline) -> BTreeSet<String> {
        Self::of_line(line).into_iter().map(|(text, _)| text).collect()
    }

    /// Whether this is the figure with a text: a reference, a setting or a file names it so.
    #[must_use]
    pub fn is(&self, text: &str) -> bool {
        self.to_string() == text
    }

    /// The figure itself, where an answer gives it a name of its own.
    #[must_use]
    pub fn own(&self) -> &Self {
        match self {
            Self::Answer { figure, .. } => figure.own(),
            own => own,
        }
    }

    /// The figure of several lines that this is.
    #[must_use]
    pub fn landscape(&self) -> Option<&LandscapeFigure> {
        match self.own() {
            Self::Landscape(figure) => Some(figure),
            _ => None,
        }
    }

    /// The dimension that it breaks down by, the first of two.
    #[must_use]
    pub fn by(&self) -> Option<&str> {
        self.dims().first().copied()
    }

    /// The dimensions that it breaks down by.
    #[must_use]
    pub fn dims(&self) -> Vec<&str> {
        match self.own() {
            Self::ContactsBy(dim) | Self::VictimsBy(dim) | Self::Per100000By(dim) | Self::SameMonths(dim) => {
                vec![dim]
            }
            Self::Cross(a, b) | Self::Trend(a, b) => vec![a, b],
            Self::ContactsByWeekdayAndHour => vec![dim::WEEKDAY, dim::HOUR],
            _ => Vec::new(),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::ContactsBy(dim) => format!("contacts-by-{dim}"),
            Self::VictimsBy(dim) => format!("victims-by-{dim}"),
            Self::Per100000By(dim) => format!("contacts-by-{dim}-per-100000"),
            Self::SameMonths(dim) => format!("contacts-by-{dim}-same-months"),
            Self::Cross(a, b) => format!("contacts-by-{a}-and-{b}"),
            Self::Trend(a, b) => format!("contacts-by-{a}-and-{b}-per-year"),
            Self::SeriesPerYear(id) => format!("{id}-per-year"),
            Self::SeriesPerMonth(id) => format!("{id}-per-month"),
            Self::Landscape(figure) => figure.to_string(),
            Self::Answer { line, figure, nth: 0 | 1 } => format!("{line}-{figure}"),
            Self::Answer { line, figure, nth } => format!("{line}-{figure}--{nth}"),
            plain => plain.plain().unwrap_or_default().to_owned(),
        }
    }
}

impl fmt::Display for FigureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // The id of a line is a folder's name and stands as it is.
            Self::Answer { .. } => f.pad(&self.words()),
            _ => f.pad(&self.words().replace('_', "-")),
        }
    }
}

impl fmt::Debug for FigureId {
    /// As its text, which is what an edition's record of a report's make is computed from.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_string(), f)
    }
}

impl serde::Serialize for FigureId {
    /// As its text.
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl fmt::Display for LandscapeFigure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines(of) => write!(f, "lines-{of}"),
            Self::Others(of) => write!(f, "others-{of}"),
            Self::Elsewhere(of) => write!(f, "elsewhere-{of}"),
            Self::Per100000(of) => write!(f, "per-100000-{of}"),
            Self::PerOpenHour(of) => write!(f, "per-open-hour-{of}"),
            Self::EntryPoints(of) => write!(f, "entry-points-{of}"),
            Self::PerFte(of) => write!(f, "per-fte-{of}"),
            Self::SeeSource => f.write_str("see-source"),
            Self::WithoutFigures => f.write_str("without-figures"),
            Self::OpenHours => f.write_str("open-hours"),
            Self::OverlapHours => f.write_str("overlap-hours"),
            Self::OverlapChatHours => f.write_str("overlap-chat-hours"),
            Self::TransfersPerYear => f.write_str("transfers-per-year"),
            Self::TransfersMatrix => f.write_str("transfers-matrix"),
            Self::TransfersReceived => f.write_str("transfers-received"),
            Self::Staff => f.write_str("staff-by-line"),
            Self::Volunteers => f.write_str("volunteers-by-line"),
            Self::Budget => f.write_str("budget-by-line"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Compared, FigureId, LandscapeFigure};
    use crate::config::schema::Stage;

    #[test]
    fn figures_have_the_texts_that_files_know() {
        let dim = |id: &str| id.to_owned();
        let calls = Compared { stage: Some(Stage::CaseFile), unit: dim("case_file"), line: dim("a_line") };
        let unstated = Compared { stage: None, ..calls.clone() };
        for (id, text) in [
            (FigureId::ContactsByWeekdayAndHour, "contacts-by-weekday-and-hour"),
            (FigureId::ContactsBy(dim("caller_type")), "contacts-by-caller-type"),
            (FigureId::VictimsBy(dim("age")), "victims-by-age"),
            (FigureId::Cross(dim("age"), dim("problem_main")), "contacts-by-age-and-problem-main"),
            (FigureId::Trend(dim("age"), dim("gender")), "contacts-by-age-and-gender-per-year"),
            (FigureId::SameMonths(dim("age")), "contacts-by-age-same-months"),
            (FigureId::Per100000By(dim("home_area")), "contacts-by-home-area-per-100000"),
            (FigureId::SeriesPerYear(dim("web_visits")), "web-visits-per-year"),
            (FigureId::SeriesPerMonth(dim("web_visits")), "web-visits-per-month"),
            (FigureId::Landscape(LandscapeFigure::PerOpenHour(calls)), "per-open-hour-case-file-case-file"),
            (FigureId::Landscape(LandscapeFigure::Others(unstated)), "others-unstated-case-file-a-line"),
        ] {
            assert_eq!((id.to_string().as_str(), id.is(text)), (text, true));
            let figure = Box::new(id);
            let answer = |nth| FigureId::Answer { line: dim("my_line"), figure: figure.clone(), nth };
            assert_eq!(answer(1).to_string(), format!("my_line-{text}"));
            assert_eq!(answer(3).to_string(), format!("my_line-{text}--3"));
            assert_eq!((answer(2).own(), answer(2).by()), (&*figure, figure.by()));
        }
        let plain: std::collections::BTreeSet<String> =
            FigureId::PLAIN.iter().map(ToString::to_string).collect();
        assert_eq!((plain.len(), plain.contains("")), (FigureId::PLAIN.len(), false));
    }
}
