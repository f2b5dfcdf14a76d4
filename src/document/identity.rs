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
    /// Whether it is a draft.
    pub draft: bool,
}

/// How the keyword begins.
const MARK: &str = "jaarlijn:";
/// How the keyword of a draft ends.
const DRAFT: &str = "/draft";

impl Identity {
    /// The keyword, e.g. `jaarlijn:2023/1712/nl`, and of a draft `jaarlijn:2023/1712/nl/draft`.
    #[must_use]
    pub fn keyword(&self) -> String {
        let end = if self.draft { DRAFT } else { "" };
        format!("{MARK}{}/{}/{}{end}", self.year, self.report, self.lang)
    }

    /// Reads the keyword among others; `None` when it is not there.
    #[must_use]
    pub fn among(keywords: &str) -> Option<Self> {
        // The last that can be read: the name of a line stands before it, and may begin in the same way.
        keywords
            .rsplit([',', ';', ' '])
            .filter_map(|word| word.trim().strip_prefix(MARK))
            .find_map(Self::read)
    }

    fn read(word: &str) -> Option<Self> {
        let (word, draft) = word.strip_suffix(DRAFT).map_or((word, false), |rest| (rest, true));
        let mut parts = word.splitn(3, '/');
        let (year, report, lang) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Self { report: report.to_owned(), year: year.parse().ok()?, lang: lang.to_owned(), draft })
    }
}

#[cfg(test)]
mod tests {
    use super::Identity;

    #[test]
    fn a_keyword_is_found_behind_any_name() {
        for draft in [false, true] {
            let who = Identity { report: "écoute".into(), year: 2023, lang: "fr".into(), draft };
            for name in ["Écoute", "jaarlijn: de lijn", "jaarlijn:2022/x", "a; b, c", ""] {
                let keywords = format!("{name}, Rapport annuel, 2023, {}", who.keyword());
                assert_eq!(Identity::among(&keywords).as_ref(), Some(&who), "{name}");
            }
        }
        assert_eq!(Identity::among("Écoute, 2023"), None);
        assert_eq!(Identity::among("jaarlijn:dit jaar/x/nl"), None);
    }
}
