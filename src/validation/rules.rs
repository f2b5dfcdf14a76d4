//! The stable codes of what can be wrong with a value.

/// No date.
pub(super) const NO_DATE: &str = "V020";
/// A date or moment that cannot be.
pub(super) const BAD_DATE: &str = "V021";
/// Before the line began.
pub(super) const TOO_EARLY: &str = "V022";
/// After the line ended.
pub(super) const TOO_LATE: &str = "V023";
/// A text that is no channel of the line.
pub(super) const CHANNEL: &str = "V024";
/// A channel used before it began or after it ended.
pub(super) const CHANNEL_LIFE: &str = "V025";
/// A text that is no code of the list.
pub(super) const NO_CODE: &str = "V026";
/// A text that is no outcome.
pub(super) const OUTCOME: &str = "V027";
/// No outcome.
pub(super) const NO_OUTCOME: &str = "V028";
/// A text that is no number.
pub(super) const NO_NUMBER: &str = "V029";
/// A number that is not believed.
pub(super) const IMPLAUSIBLE: &str = "V030";
/// An age, or another banded number, that is not believed or fits no band.
pub(super) const NO_BAND: &str = "V031";
/// An end before its start.
pub(super) const BACKWARDS: &str = "V032";
/// An id used before.
pub(super) const SAME_ID: &str = "V033";
/// No id.
pub(super) const NO_ID: &str = "V034";
/// A text that is neither yes nor no.
pub(super) const YES_NO: &str = "V035";
/// A time of day that cannot be.
pub(super) const BAD_TIME: &str = "V036";
/// A `skip:` rule that names a line without a record.
pub(super) const NO_ROW: &str = "V037";
/// All moments of the file are midnight: they are dates.
pub(super) const MIDNIGHT: &str = "V038";
/// Several yes answers where one can be.
pub(super) const SEVERAL: &str = "V039";
/// The mapping has no date.
pub(super) const NO_DATE_COLUMN: &str = "V040";
/// A brand that the line did not carry that day.
pub(super) const NOT_CARRIED: &str = "V050";
/// Durations that look like minutes.
pub(super) const MINUTES: &str = "V044";
/// Rows dated far from all others, or after the reports' own date.
pub(super) const STRAY: &str = "V045";
/// A contact that was passed on by no live transfer.
pub(super) const NOT_LIVE: &str = "V051";
/// A contact that was passed on to the line itself.
pub(super) const TO_ITSELF: &str = "V052";
/// A text that is no number of a caller.
pub(super) const CALLER: &str = "V042";
/// The key of the numbers cannot be used.
pub(super) const SALT: &str = "V043";
/// A file of corrections that cannot be used.
pub(super) const CORRECTIONS: &str = "V060";
/// A correction that cannot be applied.
pub(super) const CORRECTION: &str = "V061";
/// A correction of a registration that is not there.
pub(super) const UNKNOWN_ID: &str = "V062";
/// A correction that a new delivery made needless.
pub(super) const OVERTAKEN: &str = "V063";
/// The quarantine could not be written.
pub(super) const QUARANTINE: &str = "V041";
/// Moments with and without an offset in one column.
pub(super) const MIXED_ZONES: &str = "V120";
/// Dates of which half have day and month swapped: the file is not read.
pub(super) const SWAPPED: &str = "V121";
/// Times from 24:00 on.
pub(super) const NIGHT: &str = "V122";
/// Moments in an hour that the clock skips.
pub(super) const SKIPPED_HOUR: &str = "V123";
/// Far too many moments are midnight.
pub(super) const MIDNIGHTS: &str = "V124";
/// All days are the first of a month.
pub(super) const MONTHS: &str = "V125";
/// A file of corrections in the encoding of a spreadsheet.
pub(super) const CORRECTIONS_ENCODING: &str = "V126";

/// What is told of a value that was read and stays.
pub(super) const COUNTS_ALL_THE_SAME: [&str; 7] =
    [CHANNEL_LIFE, NO_ID, STRAY, NOT_CARRIED, NOT_LIVE, TO_ITSELF, BACKWARDS];
/// Numbers whose marks have two readings.
pub(super) const EITHER_MARK: &str = "V110";
/// Times of two parts that have two readings.
pub(super) const EITHER_CLOCK: &str = "V111";
/// Spans that look like another, smaller unit.
pub(super) const TOO_LONG: &str = "V112";
/// A length that seems to begin in the queue.
pub(super) const QUEUE_WITHIN: &str = "V113";
/// Waits of those who left that are all below the limit of a short abandon.
pub(super) const SHORT_WAITS: &str = "V114";
/// Dates that a spreadsheet has made of bands.
pub(super) const DATED_BANDS: &str = "V115";
/// Spans of a year of which too many could not be read.
pub(super) const UNREAD: &str = "V117";
/// Records that stand again with the same id and contents.
pub(super) const SAME_RECORD: &str = "V150";
/// Ids that begin anew in every file.
pub(super) const IDS_RESTART: &str = "V151";
/// Ids that neighbouring rows share: several rows are one contact.
pub(super) const IDS_SHARED: &str = "V152";
/// Ids that a spreadsheet rounded.
pub(super) const IDS_ROUNDED: &str = "V153";
/// Two files with equal bytes.
pub(super) const SAME_FILE: &str = "V154";
/// A stretch of records that stands in two files.
pub(super) const SAME_ROWS: &str = "V155";
/// An export that was perhaps cut.
pub(super) const CUT: &str = "V156";
/// Many copies in a file without ids.
pub(super) const COPIES: &str = "V157";
/// Rows that share their moment: several rows are one contact.
pub(super) const LEGS: &str = "V158";
/// A row without a key.
pub(super) const NO_KEY: &str = "V159";
/// Rows of one contact that say different things.
pub(super) const DISAGREE: &str = "V160";
/// Keys that do not bring rows together, or too many.
pub(super) const KEYS: &str = "V161";
