//! What can go wrong with a chart.

use crate::base::{Exit, Finding, code};

/// A chart that could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartError {
    /// Figure it belongs to; `None` when the engine or the theme failed.
    pub figure: Option<String>,
    /// What happened.
    pub problem: Problem,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The script engine did not start.
    Engine(String),
    /// The chart script failed.
    Script(String),
    /// The chart script did not end within so many milliseconds.
    Hang(u128),
    /// The chart script wanted more than so many bytes.
    Memory(usize),
    /// The chart is so many points tall, more than a page has room for.
    Tall(u32),
    /// The chart's font lacks a character.
    Glyph(char),
    /// `templates/tokens.yaml` or a font could not be read.
    Theme(String),
}

impl ChartError {
    /// An error that belongs to no figure yet.
    #[must_use]
    pub fn new(problem: Problem) -> Self {
        Self { figure: None, problem }
    }

    /// Names the figure.
    #[must_use]
    pub fn of(mut self, figure: &str) -> Self {
        self.figure = Some(figure.to_owned());
        self
    }

    /// How a run with this error ends.
    #[must_use]
    pub fn exit(&self) -> Exit {
        Exit::Render
    }
}

impl std::fmt::Display for ChartError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(figure) = &self.figure {
            write!(f, "chart {figure}: ")?;
        }
        match &self.problem {
            Problem::Engine(why) => write!(f, "the chart engine did not start: {why}"),
            Problem::Script(why) => write!(f, "the chart script failed: {why}"),
            Problem::Hang(limit) => write!(f, "the chart script did not end within {limit} ms"),
            Problem::Memory(limit) => {
                write!(f, "the chart script needs more than {} MB of memory", limit >> 20)
            }
            Problem::Tall(points) => {
                write!(f, "the chart is {points} points tall, more than a page has room for")
            }
            Problem::Glyph(c) => write!(f, "the chart font has no character U+{:04X}", u32::from(*c)),
            Problem::Theme(why) => write!(f, "the chart theme could not be read: {why}"),
        }
    }
}

impl std::error::Error for ChartError {}

impl From<ChartError> for Finding {
    fn from(error: ChartError) -> Self {
        let (code, hint) = match &error.problem {
            Problem::Engine(_) => (code::X001, None),
            Problem::Script(_) => (code::X002, None),
            Problem::Hang(_) => (
                code::X003,
                Some(
                    "simplify the figure, raise `limits: chart_seconds`, or use a machine that is less busy",
                ),
            ),
            Problem::Memory(_) => (
                code::X006,
                Some("simplify the figure, or raise `limits: chart_memory_mb` in workspace.yaml"),
            ),
            Problem::Tall(_) => (
                code::X007,
                Some(
                    "print the figure as a table with `figures:` in helpline.yaml, and please report this: a chart \
                     should show its largest rows",
                ),
            ),
            Problem::Glyph(_) => {
                (code::X004, Some("write the label or word with characters of the chart font"))
            }
            Problem::Theme(_) => {
                (code::X005, Some("compare templates/tokens.yaml with the one that came with the program"))
            }
        };
        let finding = Self::error(code, error.to_string());
        match hint {
            Some(hint) => finding.hint(hint),
            None => finding,
        }
    }
}
