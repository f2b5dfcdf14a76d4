//! What a workspace is once its files have been read, completed with defaults and found free of
//! contradictions. Everything downstream reads these types and no YAML.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;

/// A language of reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Dutch.
    Nl,
    /// French.
    Fr,
    /// English.
    En,
    /// German.
    De,
}

impl Lang {
    /// All languages, Dutch first.
    pub const ALL: [Self; 4] = [Self::Nl, Self::Fr, Self::En, Self::De];

    /// Two-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Nl => "nl",
            Self::Fr => "fr",
            Self::En => "en",
            Self::De => "de",
        }
    }

    /// From a two-letter code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.code() == code)
    }
}

/// A text per language; [`Text::get`] falls back to Dutch, then to any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub BTreeMap<Lang, String>);

impl Text {
    /// The text in a language, or the nearest there is.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        self.0.get(&lang).or_else(|| self.0.get(&Lang::Nl)).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// The same text in every language.
    #[must_use]
    pub fn same(text: &str) -> Self {
        Self(BTreeMap::from([(Lang::Nl, text.to_owned())]))
    }
}

/// How far a contact came. Ordered: who reached a later stage reached the earlier ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Every attempt that reached the line.
    Incoming,
    /// A person picked up, or answered the message.
    Answered,
    /// Within the line's mission.
    Justified,
    /// A file was opened.
    CaseFile,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Self; 4] = [Self::Incoming, Self::Answered, Self::Justified, Self::CaseFile];

    /// The word used in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Incoming => "incoming",
            Self::Answered => "answered",
            Self::Justified => "justified",
            Self::CaseFile => "case_file",
        }
    }

    /// From the word used in files.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.id() == id)
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// A person picked up.
    Answered,
    /// No free agent in opening hours.
    Busy,
    /// Arrived while closed.
    Closed,
    /// Left before an answer.
    Abandoned,
    /// Sent on to another line because of overload.
    OverflowOut,
    /// Received from another line because of overload, and answered.
    OverflowIn,
}

impl Outcome {
    /// All outcomes; the position is the code in [`crate::validation::Registrations`].
    pub const ALL: [Self; 6] =
        [Self::Answered, Self::Busy, Self::Closed, Self::Abandoned, Self::OverflowOut, Self::OverflowIn];

    /// The word used in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Busy => "busy",
            Self::Closed => "closed",
            Self::Abandoned => "abandoned",
            Self::OverflowOut => "overflow_out",
            Self::OverflowIn => "overflow_in",
        }
    }

    /// Whether a person picked up.
    #[must_use]
    pub fn is_answered(self) -> bool {
        matches!(self, Self::Answered | Self::OverflowIn)
    }
}

/// What kind of value a code stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CodeKind {
    /// A real category.
    Plain,
    /// *Andere*: the rest, printed after the real categories.
    Other,
    /// *Onbekend*: asked, not known.
    Unknown,
    /// *Onduidelijk*: recorded, not clear.
    Unclear,
    /// *Leeg*: the field was not filled in.
    Blank,
}

/// One code of a code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Code {
    /// Snake case, stable over years.
    pub id: String,
    /// Name per language.
    pub label: Text,
    /// Code of the group it belongs to.
    pub parent: Option<String>,
    /// What kind of value it is.
    pub kind: CodeKind,
    /// Other spellings met in files.
    pub aliases: Vec<String>,
    /// For bands of a number: lowest and highest value, both included.
    pub band: Option<(u32, u32)>,
}

/// A versioned vocabulary. Codes stand in printing order; `blank`, `unknown` and `unclear` are
/// always there (added at the end when the file does not name them).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeList {
    /// Name of its file without `.yaml`.
    pub id: String,
    /// Version as written in the file.
    pub version: String,
    /// Leaf codes and the special ones; position = code in the typed columns.
    pub codes: Vec<Code>,
    /// Groups: codes that others name as parent. Never registered themselves.
    pub groups: Vec<Code>,
    /// Whether the order carries a meaning (ages) or tables may sort by size.
    pub ordered: bool,
}

impl CodeList {
    /// Position of a code.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.codes.iter().position(|c| c.id == id)
    }
}

/// Single- or multi-valued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DimKind {
    /// One code per contact: adds up to the total.
    Single,
    /// Several codes per contact: does not add up. At most 62 codes.
    Multi,
}

/// Which contacts a dimension is asked of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applies {
    /// Every answered contact; a blank is a blank.
    Answered,
    /// Only some contacts (a referral): a blank means "none" and is no missing answer.
    Some,
}

/// A property of a contact, coded by a code list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dimension {
    /// Snake case: `province`, `violence_form`.
    pub id: String,
    /// Name per language.
    pub label: Text,
    /// One or several codes per contact.
    pub kind: DimKind,
    /// Its vocabulary.
    pub codes: CodeList,
    /// Which contacts it is asked of.
    pub applies: Applies,
    /// Chapter it is printed in.
    pub chapter: Chapter,
    /// Whether a figure per code of the number of victims is wanted too.
    pub victims: bool,
    /// What to do with a text that is no code: reject the row, or count it as unclear.
    pub strict: bool,
}

/// The chapters of a report, in printing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Chapter {
    /// Volume and evolution.
    Volume,
    /// Funnel and accessibility.
    Reach,
    /// Channels.
    Channels,
    /// Month, weekday and hour.
    When,
    /// Province.
    Where,
    /// Who makes contact.
    Who,
    /// About whom: victims.
    Victims,
    /// About what: problem, form.
    What,
    /// Referrals and co-operation.
    Referrals,
    /// Web and self-help.
    Online,
    /// People and means.
    Means,
    /// Method, definitions, completeness.
    Method,
}

impl Chapter {
    /// All chapters in printing order.
    pub const ALL: [Self; 12] = [
        Self::Volume,
        Self::Reach,
        Self::Channels,
        Self::When,
        Self::Where,
        Self::Who,
        Self::Victims,
        Self::What,
        Self::Referrals,
        Self::Online,
        Self::Means,
        Self::Method,
    ];

    /// The word used in files.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Volume => "volume",
            Self::Reach => "reach",
            Self::Channels => "channels",
            Self::When => "when",
            Self::Where => "where",
            Self::Who => "who",
            Self::Victims => "victims",
            Self::What => "what",
            Self::Referrals => "referrals",
            Self::Online => "online",
            Self::Means => "means",
            Self::Method => "method",
        }
    }

    /// From the word used in files.
    #[must_use]
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.id() == id)
    }
}

/// Opening hours of one channel from one date on: minutes since midnight per weekday, Monday first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    /// First day of validity.
    pub from: NaiveDate,
    /// Spans (opening, closing) in minutes; closing may be 1440.
    pub week: [Vec<(u16, u16)>; 7],
}

/// A channel of a line. Position in [`Helpline::channels`] = code in the typed columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// `phone`, `chat`, `email`, …
    pub id: String,
    /// Name per language.
    pub label: Text,
    /// Group it is also printed under (`phone_and_email`).
    pub parent: Option<String>,
    /// First day.
    pub since: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
    /// Dated opening hours, oldest first.
    pub hours: Vec<Hours>,
    /// For channels without a live conversation: hours within which an answer is promised.
    pub target_hours: Option<u32>,
    /// Other spellings met in files.
    pub aliases: Vec<String>,
}

/// Whether a year's figures can still change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YearStatus {
    /// May be revised.
    Provisional,
    /// Consolidated.
    Definitive,
}

/// A yearly or monthly series that is not made of contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesSpec {
    /// Kebab or snake case: `website_visitors`.
    pub id: String,
    /// Name per language.
    pub label: Text,
    /// Unit word, e.g. `visitor`.
    pub unit: String,
    /// Whether years may be added up (unique visitors may not).
    pub additive: bool,
    /// Chapter it is printed in.
    pub chapter: Chapter,
    /// Series it is a part of (`returning visitors` of `visitors`).
    pub part_of: Option<String>,
}

/// Where a target column's text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// One column; the first of the names that the file has.
    Column(Vec<String>),
    /// Several yes/no columns, one per code: (code, column names).
    YesNo(Vec<(String, Vec<String>)>),
}

/// How one target is read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMap {
    /// `at`, `date`, `time`, `channel`, `outcome`, `justified`, `case_file`, `wait_s`, `duration_s`,
    /// `victims`, `id`, or the id of a dimension.
    pub target: String,
    /// Where the text comes from.
    pub source: Source,
    /// Recodings, tried before the code list; keys are compared folded.
    pub values: BTreeMap<String, String>,
    /// For multi-valued cells: what stands between the codes.
    pub separator: Option<String>,
    /// Date or time format (`chrono` syntax); `None` tries ISO 8601.
    pub format: Option<String>,
    /// Spellings of yes and of no for yes/no columns, folded.
    pub yes: Vec<String>,
    /// Spellings of no.
    pub no: Vec<String>,
    /// Whether values of this column may be shown in messages.
    pub showable: bool,
}

/// A named rule by which rows are no contacts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Skip {
    /// Rows whose column holds one of the texts (compared folded), or, with `not`, none of them.
    Column {
        /// Name of the rule, printed in the report.
        rule: String,
        /// Column names, the first that the file has.
        column: Vec<String>,
        /// Texts, folded.
        equals: Vec<String>,
        /// Turn the test round.
        not: bool,
    },
    /// One row, named by file and physical line, with the reason.
    Row {
        /// Name of the rule.
        rule: String,
        /// File relative to the line's folder.
        file: String,
        /// Physical line.
        line: u64,
    },
}

impl Skip {
    /// Name of the rule.
    #[must_use]
    pub fn rule(&self) -> &str {
        match self {
            Self::Column { rule, .. } | Self::Row { rule, .. } => rule,
        }
    }
}

/// Character encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8 (with or without mark); what is not valid UTF-8 is refused.
    Utf8,
    /// Windows-1252, which also reads Latin-1.
    Windows1252,
    /// By its mark, else UTF-8 when valid, else refused with a hint.
    Auto,
}

/// How the files that match a pattern are read. The first pattern that matches a file is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileMap {
    /// Pattern relative to the line's `registrations` folder: `*`, `**`, `?`.
    pub pattern: String,
    /// Character encoding of CSV files.
    pub encoding: Encoding,
    /// Field delimiter of CSV files; `None` finds it in the header line.
    pub delimiter: Option<u8>,
    /// Worksheet of XLSX files; `None` takes the first.
    pub sheet: Option<String>,
    /// Columns.
    pub columns: Vec<ColumnMap>,
    /// Rows that are no contacts.
    pub skip: Vec<Skip>,
}

/// Limits of plausibility.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plausible {
    /// Highest believable age.
    pub age_max: u32,
    /// Highest believable number of victims in one contact.
    pub victims_max: u32,
    /// Longest believable waiting time in seconds.
    pub wait_max: u32,
    /// Longest believable duration in seconds.
    pub duration_max: u32,
}

/// One helpline, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Helpline {
    /// Name of its folder.
    pub id: String,
    /// Its folder, absolute.
    pub dir: PathBuf,
    /// Name as printed.
    pub name: String,
    /// Other names in use.
    pub aliases: Vec<String>,
    /// One sentence: what the line is for.
    pub about: Text,
    /// Organisation that runs it.
    pub operator: String,
    /// Minister or organisation responsible.
    pub owner: String,
    /// Who pays.
    pub funder: String,
    /// For whom.
    pub target_group: Text,
    /// `violence`, `broad` or `group`.
    pub scope: String,
    /// Where to reach the line, printed on the last page.
    pub contact: Text,
    /// Web address without scheme.
    pub website: String,
    /// `#rrggbb`.
    pub colour: String,
    /// Whether the registrations are made up; printed on every page.
    pub synthetic: bool,
    /// First day of the line.
    pub since: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
    /// Languages of its reports.
    pub languages: Vec<Lang>,
    /// Years to report on; the workspace's when the line names none.
    pub years: Vec<i32>,
    /// How many years back tables go, the report year included.
    pub look_back: u32,
    /// Stages it registers; with an outcome column `Incoming` is one of them.
    pub stages: Vec<Stage>,
    /// Unit word per stage: `attempt`, `contact`, `conversation`, …
    pub units: BTreeMap<Stage, String>,
    /// Stage of the headline number and of all breakdowns.
    pub main_stage: Stage,
    /// Its channels.
    pub channels: Vec<Channel>,
    /// Groups of channels, named as parent by some.
    pub channel_groups: Vec<Code>,
    /// Dimensions, in printing order.
    pub dimensions: Vec<Dimension>,
    /// Pairs of dimensions (`channel` is allowed) to cross.
    pub crosses: Vec<(String, String)>,
    /// Series that are no contacts.
    pub series: Vec<SeriesSpec>,
    /// How files are read.
    pub files: Vec<FileMap>,
    /// Chapters wanted; all when the line names none.
    pub sections: Vec<Chapter>,
    /// Status of years that are not definitive, and cut-off dates.
    pub status: BTreeMap<i32, YearStatus>,
    /// Day up to which registrations of a year were counted.
    pub cut_off: BTreeMap<i32, NaiveDate>,
    /// Counts below this are hidden.
    pub threshold: u64,
    /// Abandoned within so many seconds counts as a short abandon.
    pub short_abandon_s: u32,
    /// Share of unknown above which a breakdown is not printed, in percent.
    pub max_unknown_percent: u32,
    /// Share of rejected rows above which no report is made, in percent.
    pub max_rejected_percent: u32,
    /// Limits of plausibility.
    pub plausible: Plausible,
}

impl Helpline {
    /// Whether the line registers a stage.
    #[must_use]
    pub fn registers(&self, stage: Stage) -> bool {
        self.stages.contains(&stage)
    }

    /// Unit word of a stage.
    #[must_use]
    pub fn unit(&self, stage: Stage) -> &str {
        self.units.get(&stage).map_or("contact", String::as_str)
    }

    /// A dimension by id.
    #[must_use]
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions.iter().find(|d| d.id == id)
    }

    /// Status of a year.
    #[must_use]
    pub fn year_status(&self, year: i32) -> YearStatus {
        self.status.get(&year).copied().unwrap_or(YearStatus::Definitive)
    }
}

/// A workspace, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    /// Folder that holds `data/`, absolute.
    pub root: PathBuf,
    /// Publisher printed in the colophon.
    pub publisher: String,
    /// Date printed and written into the files; never the clock.
    pub date: NaiveDate,
    /// Lines, sorted by id.
    pub helplines: Vec<Helpline>,
}
