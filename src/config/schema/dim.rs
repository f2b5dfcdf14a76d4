//! Dimensions that the program itself gives to the cells of figures. No dimension of a line can have their names: a
//! cell with such a code would then say two things.

macro_rules! own_dimensions {
    ($($(#[$doc:meta])* $name:ident = $id:literal;)*) => {
        $($(#[$doc])* pub const $name: &str = $id;)*

        /// All of them.
        pub const OWN: &[&str] = &[$($id),*];
    };
}

own_dimensions! {
    /// Days before, during and after an event that are compared.
    BASELINE = "baseline";
    /// Names under which people come in.
    BRAND = "brand";
    /// Numbers of callers that are new or known.
    CALLER = "caller";
    /// Bands of time until contacts are closed.
    CLOSED_WITHIN = "closed_within";
    /// What is set beside each other around an event.
    COMPARED = "compared";
    /// Contacts that an event could not touch.
    CONTROL = "control";
    /// Events.
    EVENT = "event";
    /// How often a number calls.
    FREQUENCY = "frequency";
    /// Hour of the day.
    HOUR = "hour";
    /// Within or outside opening hours.
    HOURS = "hours";
    /// Whether a number was answered later.
    LATER = "later";
    /// Lines, where several stand in one file.
    LINE = "line";
    /// Month of the year.
    MONTH = "month";
    /// Own contacts, and those taken over from another line.
    ORIGIN = "origin";
    /// Figures that were published before.
    PUBLICATION = "publication";
    /// Rules that leave rows out.
    RULE = "rule";
    /// Within the time that a line aims at, or later.
    TARGET = "target";
    /// Dimensions whose completeness is told.
    VARIABLE = "variable";
    /// Published before, or computed now.
    VINTAGE = "vintage";
    /// Day of the week.
    WEEKDAY = "weekday";
    /// Years, which are periods.
    YEAR = "year";
}

/// Channels, which each line describes.
pub const CHANNEL: &str = "channel";
/// Outcomes, which each line describes.
pub const OUTCOME: &str = "outcome";
/// The other of two lines in the landscape, where no dimension of a line stands.
pub const OTHER_LINE: &str = "other_line";
/// Areas with inhabitants, in the landscape.
pub const AREA: &str = "area";
