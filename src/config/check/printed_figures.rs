//! `figures:` may only name figures that the line can have.

use crate::base::{code, did_you_mean};
use crate::config::schema::{FigureId, Helpline};
use crate::config::yaml::Node;

/// Refuses names under `figures:` that no figure of the line has.
pub fn printed_figures(figures: Option<&Node<'_>>, line: &Helpline) {
    let known = FigureId::names(line);
    for (name, node) in figures.map(Node::entries).unwrap_or_default() {
        if known.contains(&name) {
            continue;
        }
        let hint = did_you_mean(&name, known.iter().map(String::as_str)).map_or_else(
            || "take the id from the first column of a report's figures.csv".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        node.problem(code::C039, format!("this line has no figure `{name}`"), hint);
    }
}
