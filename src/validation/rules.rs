//! The stable codes of what can be wrong with a value.

use crate::base::{Code, code};

/// No date.
pub(super) const NO_DATE: Code = code::V020;
/// A date or moment that cannot be.
pub(super) const BAD_DATE: Code = code::V021;
/// Before the line began.
pub(super) const TOO_EARLY: Code = code::V022;
/// After the line ended.
pub(super) const TOO_LATE: Code = code::V023;
/// A text that is no channel of the line.
pub(super) const CHANNEL: Code = code::V024;
/// A channel used before it began or after it ended.
pub(super) const CHANNEL_LIFE: Code = code::V025;
/// A text that is no code of the list.
pub(super) const NO_CODE: Code = code::V026;
/// A text that is no outcome.
pub(super) const OUTCOME: Code = code::V027;
/// No outcome.
pub(super) const NO_OUTCOME: Code = code::V028;
/// A text that is no number.
pub(super) const NO_NUMBER: Code = code::V029;
/// A number that is not believed.
pub(super) const IMPLAUSIBLE: Code = code::V030;
/// An age, or another banded number, that is not believed or fits no band.
pub(super) const NO_BAND: Code = code::V031;
/// An end before its start.
pub(super) const BACKWARDS: Code = code::V032;
/// An id used before.
pub(super) const SAME_ID: Code = code::V033;
/// No id.
pub(super) const NO_ID: Code = code::V034;
/// A text that is neither yes nor no.
pub(super) const YES_NO: Code = code::V035;
/// A time of day that cannot be.
pub(super) const BAD_TIME: Code = code::V036;
/// A `skip:` rule that names a line without a record.
pub(super) const NO_ROW: Code = code::V037;
/// All moments of the file are midnight: they are dates.
pub(super) const MIDNIGHT: Code = code::V038;
/// Several yes answers where one can be.
pub(super) const SEVERAL: Code = code::V039;
/// The mapping has no date.
pub(super) const NO_DATE_COLUMN: Code = code::V040;
/// A brand that the line did not carry that day.
pub(super) const NOT_CARRIED: Code = code::V050;
/// Durations that look like minutes.
pub(super) const MINUTES: Code = code::V044;
/// Rows dated far from all others, or after the reports' own date.
pub(super) const STRAY: Code = code::V045;
/// A contact that was passed on by no live transfer.
pub(super) const NOT_LIVE: Code = code::V051;
/// A contact that was passed on to the line itself.
pub(super) const TO_ITSELF: Code = code::V052;
/// A text that is no number of a caller.
pub(super) const CALLER: Code = code::V042;
/// The key of the numbers cannot be used.
pub(super) const SALT: Code = code::V043;
/// A file of corrections that cannot be used.
pub(super) const CORRECTIONS: Code = code::V060;
/// A correction that cannot be applied.
pub(super) const CORRECTION: Code = code::V061;
/// A correction of a registration that is not there.
pub(super) const UNKNOWN_ID: Code = code::V062;
/// A correction that a new delivery made needless.
pub(super) const OVERTAKEN: Code = code::V063;
/// The quarantine could not be written.
pub(super) const QUARANTINE: Code = code::V041;
/// Moments with and without an offset in one column.
pub(super) const MIXED_ZONES: Code = code::V120;
/// Dates of which half have day and month swapped: the file is not read.
pub(super) const SWAPPED: Code = code::V121;
/// Times from 24:00 on.
pub(super) const NIGHT: Code = code::V122;
/// Moments in an hour that the clock skips.
pub(super) const SKIPPED_HOUR: Code = code::V123;
/// Far too many moments are midnight.
pub(super) const MIDNIGHTS: Code = code::V124;
/// All days are the first of a month.
pub(super) const MONTHS: Code = code::V125;
/// A file that is no data by its name.
pub(super) const OTHER_KIND: Code = code::V003;
/// A file of corrections in the encoding of a spreadsheet.
pub(super) const CORRECTIONS_ENCODING: Code = code::V126;

/// What is told of a value that was read and stays.
pub(super) const COUNTS_ALL_THE_SAME: [Code; 7] =
    [CHANNEL_LIFE, NO_ID, STRAY, NOT_CARRIED, NOT_LIVE, TO_ITSELF, BACKWARDS];
/// Numbers whose marks have two readings.
pub(super) const EITHER_MARK: Code = code::V110;
/// Times of two parts that have two readings.
pub(super) const EITHER_CLOCK: Code = code::V111;
/// Spans that look like another, smaller unit.
pub(super) const TOO_LONG: Code = code::V112;
/// A length that seems to begin in the queue.
pub(super) const QUEUE_WITHIN: Code = code::V113;
/// Waits of those who left that are all below the limit of a short abandon.
pub(super) const SHORT_WAITS: Code = code::V114;
/// Dates that a spreadsheet has made of bands.
pub(super) const DATED_BANDS: Code = code::V115;
/// Spans of a year of which too many could not be read.
pub(super) const UNREAD: Code = code::V117;
/// Records that stand again with the same id and contents.
pub(super) const SAME_RECORD: Code = code::V150;
/// Ids that begin anew in every file.
pub(super) const IDS_RESTART: Code = code::V151;
/// Ids that neighbouring rows share: several rows are one contact.
pub(super) const IDS_SHARED: Code = code::V152;
/// Ids that a spreadsheet rounded.
pub(super) const IDS_ROUNDED: Code = code::V153;
/// Ids that two files write in different ways.
pub(super) const IDS_WRITTEN: Code = code::V185;
/// Two files with equal bytes.
pub(super) const SAME_FILE: Code = code::V154;
/// A stretch of records that stands in two files.
pub(super) const SAME_ROWS: Code = code::V155;
/// Keys of contacts whose rows lie far apart.
pub(super) const KEYS_FAR: Code = code::V181;
/// Records that stand in two files in another order.
pub(super) const SAME_SHUFFLED: Code = code::V182;
/// An export that was perhaps cut.
pub(super) const CUT: Code = code::V156;
/// Many copies in a file without ids.
pub(super) const COPIES: Code = code::V157;
/// Rows that share their moment: several rows are one contact.
pub(super) const LEGS: Code = code::V158;
/// A row without a key.
pub(super) const NO_KEY: Code = code::V159;
/// Rows of one contact that say different things.
pub(super) const DISAGREE: Code = code::V160;
/// Keys that do not bring rows together, or too many.
pub(super) const KEYS: Code = code::V161;
/// A unit that stands in the name of a column.
pub(super) const NAMED_UNIT: Code = code::V171;
/// Minutes and seconds that became hours and minutes, or decimals.
pub(super) const SIXTIETHS: Code = code::V172;
/// A unit that changes within a file.
pub(super) const UNIT_CHANGES: Code = code::V173;
/// Many values that are exactly one that may stand for none.
pub(super) const ZEROS: Code = code::V174;
/// Calls without a moment of answering, and no outcome.
pub(super) const NO_ANSWER: Code = code::V175;
/// Two spellings of yes in one column.
pub(super) const TWO_YES: Code = code::V176;
/// Ages of which a letter can be a unit or a sex.
pub(super) const LETTERS: Code = code::V177;
/// Hours of a clock of twelve hours without before or after noon.
pub(super) const HALF_DAY: Code = code::V178;
/// Dates of birth of which half have day and month swapped.
pub(super) const SWAPPED_BIRTHS: Code = code::V179;
/// Two spellings of yes in the column that says how far contacts came: the file is not read.
pub(super) const TWO_YES_STAGE: Code = code::V180;
