//! `published.yaml` against the line: its dimensions and codes.

use std::collections::BTreeMap;

use crate::base::{code, did_you_mean};
use crate::config::schema::{Code, Helpline, Outcome};
use crate::config::yaml::{Node, checked_id};

/// Refuses an id that stands twice, and dimensions and codes that the line does not have.
pub fn published(node: &Node<'_>, line: &Helpline) {
    let mut seen: BTreeMap<String, Node<'_>> = BTreeMap::new();
    for figure in node.entry("figures").map(|n| n.items()).unwrap_or_default() {
        if let Some(node) = figure.entry("id")
            && let Some(id) = node.text()
            && checked_id(&id, &node)
        {
            if let Some(first) = seen.get(&id) {
                let message = format!("the id `{id}` stands twice in this file");
                node.conflict(code::C056, message, "give one of the two figures another id", first);
            }
            seen.entry(id).or_insert(node);
        }
        for (dim, node) in &figure.entry("dimensions").map(|n| n.entries()).unwrap_or_default() {
            let Some(codes) = codes(dim, line) else {
                let names =
                    ["channel", "outcome"].into_iter().chain(line.dimensions.iter().map(|d| d.id.as_str()));
                let hint = did_you_mean(dim, names.clone()).map_or_else(
                    || format!("there are: {}", names.collect::<Vec<_>>().join(", ")),
                    |d| format!("did you mean `{d}`?"),
                );
                node.problem(code::C055, format!("`{dim}` is no dimension of this line"), hint);
                continue;
            };
            if let Some(code) = node.text().filter(|c| !codes.contains(&c.as_str())) {
                let hint = did_you_mean(&code, codes).map_or_else(
                    || "use the id of a code or group".to_owned(),
                    |c| format!("did you mean `{c}`?"),
                );
                node.problem(code::C055, format!("`{code}` is no code of `{dim}`"), hint);
            }
        }
    }
}

/// Ids of the codes and groups of a dimension of figures.
fn codes<'l>(dim: &str, line: &'l Helpline) -> Option<Vec<&'l str>> {
    let of = |codes: &'l [Code]| codes.iter().map(|c| c.id.as_str());
    match dim {
        "channel" => {
            Some(line.channels.iter().map(|c| c.id.as_str()).chain(of(&line.channel_groups)).collect())
        }
        "outcome" => Some(Outcome::ALL.iter().map(|o| o.id()).collect()),
        dim => line.dimension(dim).map(|d| of(&d.codes.codes).chain(of(&d.codes.groups)).collect()),
    }
}
