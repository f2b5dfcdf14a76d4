//! Which report a file is: a keyword in its metadata.

/// A report's name within its workspace.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// Folder of the report below `reports/<year>/`: a line's id, or `landscape`.
    pub report: String,
    /// Report year.
    pub year: i32,
    /// Language code.
    pub lang: String,
}

/// How the keyword begins.
const MARK: &str = "jaarlijn:";

impl Identity {
    /// The keyword, e.g. `jaarlijn:2023/1712/nl`.
    #[must_use]
    pub fn keyword(&self) -> String {
        format!("{MARK}{}/{}/{}", self.year, self.report, self.lang)
    }

    /// Reads the keyword among others; `None` when it is not there.
    #[must_use]
    pub fn among(keywords: &str) -> Option<Self> {
        let word = keywords.split([',', ';', ' ']).find_map(|word| word.trim().strip_prefix(MARK))?;
        let mut parts = word.splitn(3, '/');
        let (year, report, lang) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { report: report.to_owned(), year: year.parse().ok()?, lang: lang.to_owned() })
    }
}
