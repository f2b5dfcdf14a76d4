//! Gives lines the brands that they carry, with the periods in which a registration may name a brand. The code of the
//! brand gets the same first and last day.

use crate::base::{code, did_you_mean};
use crate::config::schema::{Brand, Carried, Code, ENTRY_POINT, Helpline, Landscape};
use crate::config::yaml::Node;

/// Completes the lines that register entry points with the brands of the landscape. A brand that such a line carries
/// must have a code in its list; a missing one is refused at the node of the brand.
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

/// The periods in which a line carried a brand.
fn periods(brand: &Brand, line: &Helpline) -> Vec<Carried> {
    let mine = brand.carriers.iter().filter(|c| line.is_called(&c.name));
    mine.map(|c| Carried { from: c.from.or(brand.since), until: c.until }).collect()
}

/// Lets the code of a brand exist as long as the line carries the brand, unless the code list names days itself.
fn bound(code: &mut Code, periods: &[Carried]) {
    if code.since.is_none() && periods.iter().all(|p| p.from.is_some()) {
        code.since = periods.iter().filter_map(|p| p.from).min();
    }
    if code.until.is_none() && periods.iter().all(|p| p.until.is_some()) {
        code.until = periods.iter().filter_map(|p| p.until).max();
    }
}
