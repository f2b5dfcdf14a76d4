//! What a search tells of itself while it runs.

/// What the search for a pattern is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// It suppresses cells until every small count is safe.
    Protecting,
    /// It exchanges suppressions for cheaper ones.
    Exchanging,
    /// It publishes again what need not be suppressed.
    GivingBack,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub work: Work,
    /// So many cells are dealt with.
    pub done: usize,
    /// So many there are.
    pub of: usize,
}

/// Who is told.
pub type Told<'a> = &'a dyn Fn(Progress);

/// Nobody is told.
pub fn nobody(_: Progress) {}
