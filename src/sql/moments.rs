//! Moments of cells: formats as patterns, and the numbers in them.

use super::dialect::{Dialect, literally};

/// A part of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
}

/// How moments are written: a pattern of whole cells, and the group of each part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Format {
    pub pattern: String,
    parts: Vec<(Part, usize)>,
}

impl Format {
    /// ISO 8601 without an offset; the time of day may be left out.
    pub(super) fn iso() -> Self {
        let two = "([0-9]{2})";
        Self {
            pattern: format!("^([0-9]{{4}})-{two}-{two}([ T]{two}:{two}(:{two}([.,][0-9]+)?)?)?$"),
            parts: vec![
                (Part::Year, 1),
                (Part::Month, 2),
                (Part::Day, 3),
                (Part::Hour, 5),
                (Part::Minute, 6),
                (Part::Second, 8),
            ],
        }
    }

    /// A time of day of hours, minutes and perhaps seconds.
    pub(super) fn clock() -> Self {
        Self {
            pattern: "^([0-9]{1,2}):([0-9]{2})(:([0-9]{2}))?$".to_owned(),
            parts: vec![(Part::Hour, 1), (Part::Minute, 2), (Part::Second, 4)],
        }
    }

    /// Of a format of numbers and signs; nothing when it has other parts.
    pub(super) fn of(format: &str) -> Option<Self> {
        let format = format.replace("%F", "%Y-%m-%d").replace("%T", "%H:%M:%S").replace("%R", "%H:%M");
        let mut items: Vec<Result<Part, char>> = Vec::new();
        let mut chars = format.chars();
        while let Some(c) = chars.next() {
            items.push(match c {
                '%' => Ok(match chars.next()? {
                    'Y' => Part::Year,
                    'm' => Part::Month,
                    'd' => Part::Day,
                    'H' => Part::Hour,
                    'M' => Part::Minute,
                    'S' => Part::Second,
                    _ => return None,
                }),
                c if c.is_ascii_punctuation() || c == ' ' || c == 'T' => Err(c),
                _ => return None,
            });
        }
        let mut made = Self { pattern: "^".to_owned(), parts: Vec::new() };
        for (at, item) in items.iter().enumerate() {
            let beside = |at: Option<usize>| at.and_then(|at| items.get(at)).is_some_and(Result::is_ok);
            match item {
                Err(sign) => made.pattern.push_str(&literally(&sign.to_string())),
                Ok(part) => {
                    made.parts.push((*part, made.parts.len() + 1));
                    // Numbers without a sign between them have all their digits.
                    let fixed = beside(at.checked_sub(1)) || beside(Some(at + 1));
                    made.pattern.push_str(match (part, fixed) {
                        (Part::Year, _) => "([0-9]{4})",
                        (_, true) => "([0-9]{2})",
                        (_, false) => "([0-9]{1,2})",
                    });
                }
            }
        }
        made.pattern.push('$');
        let twice =
            made.parts.iter().any(|(part, _)| made.parts.iter().filter(|(p, _)| p == part).count() > 1);
        (!twice).then_some(made)
    }

    /// Whether it has a part.
    pub(super) fn has(&self, part: Part) -> bool {
        self.parts.iter().any(|(own, _)| *own == part)
    }

    /// A part of a cell as a whole number; nothing where the cell is not written so, or lacks the part.
    pub(super) fn number(&self, dialect: Dialect, cell: &str, part: Part) -> String {
        let Some((_, group)) = self.parts.iter().find(|(own, _)| *own == part) else {
            return "CAST(NULL AS BIGINT)".to_owned();
        };
        let text = dialect.part(cell, &self.pattern, *group);
        let matches = dialect.matches(cell, &self.pattern);
        format!("CASE WHEN {matches} THEN {} END", dialect.whole(&format!("NULLIF({text}, '')")))
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Part};

    #[test]
    fn formats_are_patterns() {
        let format = Format::of("%d/%m/%Y %H:%M").unwrap();
        assert_eq!(format.pattern, "^([0-9]{1,2})[/]([0-9]{1,2})[/]([0-9]{4}) ([0-9]{1,2})[:]([0-9]{1,2})$");
        assert!(format.has(Part::Hour) && !format.has(Part::Second));
        assert_eq!(Format::of("%Y%m%d").unwrap().pattern, "^([0-9]{4})([0-9]{2})([0-9]{2})$");
        for other in ["%e %B %Y", "serial", "%I:%M %p", "%d/%d"] {
            assert_eq!(Format::of(other), None, "{other}");
        }
    }
}
