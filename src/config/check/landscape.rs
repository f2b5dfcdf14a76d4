//! `landscape:` against the lines of the workspace.

use crate::base::{code, did_you_mean};
use crate::config::schema::{Helpline, LANDSCAPE};
use crate::config::yaml::Node;

/// Refuses names of lines that are not there, and lines that are named in the wrong part.
pub fn landscape(node: &Node<'_>, helplines: &[Helpline], broken: &[String]) {
    if helplines.iter().any(|l| l.id == LANDSCAPE) {
        let hint = "rename the folder of that line";
        node.problem(code::C067, "a line is called `landscape`, as this report is", hint);
    }
    let known = || helplines.iter().map(|l| l.id.as_str()).chain(broken.iter().map(String::as_str));
    for (id, entry) in node.entry("lines").map(|n| n.entries()).unwrap_or_default() {
        if !known().any(|k| k == id) {
            let hint = did_you_mean(&id, known()).map_or_else(
                || {
                    "use the name of a folder with a helpline.yaml, or put the line under `outside`"
                        .to_owned()
                },
                |l| format!("did you mean `{l}`?"),
            );
            entry.problem(code::C064, format!("there is no line `{id}` with registrations"), hint);
        }
    }
    for (id, entry) in node.entry("outside").map(|n| n.entries()).unwrap_or_default() {
        if known().any(|k| k == id) {
            entry.problem(
                code::C065,
                format!("`{id}` is a line with registrations"),
                "its figures come from these: take it out of `outside`",
            );
        }
    }
}
