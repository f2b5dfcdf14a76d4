//! Brands, told to the lines that carry them: when a registration may name one, and since when its code
//! exists at that line.

use chrono::NaiveDate;

use super::landscape::Landscape;
use super::meeting::Brand;
use super::model::Helpline;
use super::vocabulary::Code;
use super::yaml::Node;
use crate::base::{code, did_you_mean};

/// The dimension whose codes are brands.
pub const ENTRY_POINT: &str = "entry_point";

/// A period in which a line carries a brand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub until: Option<NaiveDate>,
}

impl Carried {
    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|d| d <= day) && self.until.is_none_or(|d| day <= d)
    }
}

/// Completes the lines that register entry points with the brands of the landscape. A brand that such a
/// line carries and its code list does not know is a problem of the landscape's node.
pub fn carry(node: &Node<'_>, landscape: &Landscape, lines: &mut [Helpline]) {
    for line in lines {
        for brand in &landscape.brands {
            let periods = periods(brand, line);
            let Some(list) =
                line.subject.dimensions.iter_mut().find(|d| d.id == ENTRY_POINT).map(|d| &mut d.codes)
            else {
                continue;
            };
            match list.codes.iter_mut().find(|c| c.id == brand.id) {
                Some(code) => bound(code, &periods),
                None if periods.is_empty() => continue,
                None => {
                    let place = node.entry("brands").and_then(|b| b.entry(&brand.id));
                    let known = list.codes.iter().map(|c| c.id.as_str());
                    let near = did_you_mean(&brand.id, known)
                        .map_or_else(String::new, |n| format!("; did you mean `{n}`?"));
                    place.unwrap_or_else(|| node.clone()).problem(
                        code::C086,
                        format!("`{}` carries this brand and has no code of that name", line.subject.id),
                        format!("add `{}` to codelists/{}.yaml{near}", brand.id, list.id),
                    );
                    continue;
                }
            }
            line.brands.insert(brand.id.clone(), periods);
        }
    }
}

/// When a line carried a brand.
fn periods(brand: &Brand, line: &Helpline) -> Vec<Carried> {
    let mine = brand.carriers.iter().filter(|c| line.is_called(&c.name));
    mine.map(|c| Carried { from: c.from.or(brand.since), until: c.until }).collect()
}

/// At this line the code exists as long as the line carries the brand, unless the list says otherwise.
fn bound(code: &mut Code, periods: &[Carried]) {
    if code.since.is_none() && periods.iter().all(|p| p.from.is_some()) {
        code.since = periods.iter().filter_map(|p| p.from).min();
    }
    if code.until.is_none() && periods.iter().all(|p| p.until.is_some()) {
        code.until = periods.iter().filter_map(|p| p.until).max();
    }
}

#[cfg(test)]
mod tests {
    use super::Carried;

    #[test]
    fn a_period_holds_its_first_and_last_day() {
        let day = |text: &str| text.parse().unwrap();
        let period = Carried { from: Some(day("2021-07-05")), until: Some(day("2022-06-30")) };
        let held: Vec<bool> =
            ["2021-07-04", "2021-07-05", "2022-06-30", "2022-07-01"].map(|d| period.holds(day(d))).into();
        assert_eq!(held, [false, true, true, false]);
        assert!(Carried { from: None, until: None }.holds(day("1999-01-01")));
    }
}
