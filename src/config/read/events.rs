//! `events.yaml` of a line.

use std::collections::BTreeMap;

use super::text::{labels, text};
use crate::base::{Findings, code, did_you_mean};
use crate::config::schema::{Control, DimKind, Event, EventKind, Helpline};
use crate::config::yaml::{Node, Settings, checked_id, read};

/// Reads a line's events, sorted by day; no file means none.
#[must_use]
pub fn events(settings: Settings<'_>, line: &Helpline) -> (Vec<Event>, Findings) {
    let path = line.dir.join("events.yaml");
    let mut findings = Findings::default();
    if !path.exists() {
        return (Vec::new(), findings);
    }
    let Some(file) = read(settings, &path, &mut findings) else { return (Vec::new(), findings) };
    let mut found: Vec<Event> = Vec::new();
    let mut nodes: BTreeMap<String, Node<'_>> = BTreeMap::new();
    for node in file.root().items() {
        let Some(event) = event(&node, line) else { continue };
        if let Some(first) = nodes.get(&event.id) {
            let message = format!("the event `{}` stands twice in this file", event.id);
            node.conflict(code::C057, message, "give one of the two another id", first);
        }
        nodes.entry(event.id.clone()).or_insert(node);
        found.push(event);
    }
    found.sort_by(|a, b| (a.from, a.to, &a.id).cmp(&(b.from, b.to, &b.id)));
    findings.extend(file.into_findings());
    findings.0.iter_mut().for_each(|f| f.helpline = Some(line.id.clone()));
    (found, findings)
}

fn event(node: &Node<'_>, line: &Helpline) -> Option<Event> {
    let kinds = [
        ("campaign", EventKind::Campaign),
        ("media", EventKind::Media),
        ("mention", EventKind::Mention),
        ("capacity", EventKind::Capacity),
        ("period", EventKind::Period),
        ("registration", EventKind::Registration),
    ];
    let map = node.map(Vec::new());
    let id = map.need("id", "a name of its own").and_then(|n| n.text());
    let kind = map.need("kind", "campaign, media, mention, capacity, period or registration");
    let from = map.need("from", "its first day").and_then(|n| n.day());
    let to = map.get("to").map_or(from, |n| n.day());
    let label = labels(&map);
    if label.0.is_empty() {
        map.node().problem(
            code::C014,
            "this event has no name",
            "add `nl:` with the words printed in reports",
        );
    }
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        map.node().problem(code::C015, "this event ends before it starts", "check `from` and `to`");
    }
    let control = map.get("control").and_then(|n| control(&n, line));
    let remark = text(map.get("remark"));
    map.finish();
    let id = id.filter(|id| checked_id(id, node))?;
    let kind = kind?.one_of(&kinds)?;
    if let Some(node) = node.entry("control").filter(|_| !kind.has_effect()) {
        let hint = "remove it: only campaigns, news, mentions and periods have an effect";
        node.problem(
            code::C087,
            "no effect is computed of an event of this kind, so it needs no control",
            hint,
        );
    }
    Some(Event { id, kind, from: from?, to: to?, label, remark, control })
}

/// `{channel: email}`, or a code of a dimension of which a contact has one.
fn control(node: &Node<'_>, line: &Helpline) -> Option<Control> {
    let entries = node.entries();
    let [(dim, code)] = entries.as_slice() else {
        let hint = "write one pair, such as {channel: email} or {problem: partner_violence}";
        node.problem(code::C088, "a control is one channel, or one code of one dimension", hint);
        return None;
    };
    let single = |id: &str| line.dimension(id).filter(|d| d.kind == DimKind::Single);
    let codes: Vec<&str> = match dim.as_str() {
        "channel" => line.channels.iter().map(|c| c.id.as_str()).collect(),
        id => match single(id) {
            Some(dimension) => dimension.codes.codes.iter().map(|c| c.id.as_str()).collect(),
            None => {
                let names = line.dimensions.iter().filter(|d| d.kind == DimKind::Single);
                let names: Vec<&str> = ["channel"].into_iter().chain(names.map(|d| d.id.as_str())).collect();
                let hint = format!("there are: {}", names.join(", "));
                let message = format!("`{id}` is no dimension of this line with one answer per contact");
                code.problem(code::C088, message, hint);
                return None;
            }
        },
    };
    let text = code.text()?;
    if !codes.contains(&text.as_str()) {
        let hint = did_you_mean(&text, codes.iter().copied())
            .map_or_else(|| format!("there are: {}", codes.join(", ")), |c| format!("did you mean `{c}`?"));
        code.problem(code::C088, format!("`{text}` is no code of `{dim}`"), hint);
        return None;
    }
    Some(Control { dim: dim.clone(), code: text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::load;

    /// The example of the reference of settings, as a file.
    fn documented() -> String {
        let reference = include_str!("../defaults.yaml");
        let (_, list) = reference.split_once("# events:\n# - ").unwrap();
        format!("- {}\n", list.replace("\n# ", "\n"))
    }

    /// The events of a line with a telephone and e-mail, and what is said of them.
    fn read_events(events: &str) -> (Vec<Event>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        std::fs::create_dir_all(data.join("codelists")).unwrap();
        std::fs::create_dir_all(data.join("lijn")).unwrap();
        let codes = "codes: [{id: a, nl: A}, {id: b, nl: B}]\n";
        std::fs::write(data.join("codelists/problem.yaml"), codes).unwrap();
        std::fs::write(data.join("codelists/violence_form.yaml"), codes).unwrap();
        std::fs::write(data.join("workspace.yaml"), "date: 2025-04-01\n").unwrap();
        let line = "name: Lijn\nyears: [2024]\nchannels: {phone: {}, email: {}}\ndimensions: {problem: {}, violence_form: {}}\n\
            files: [{match: '*.csv', columns: {at: at}}]\n";
        std::fs::write(data.join("lijn/helpline.yaml"), line).unwrap();
        std::fs::write(data.join("lijn/events.yaml"), events).unwrap();
        let (workspace, findings) = load(folder.path());
        let lines = workspace.map(|w| w.helplines).unwrap_or_default();
        let said = findings
            .0
            .iter()
            .map(|f| format!("{} {} {}", f.code, f.message, f.hint.clone().unwrap_or_default()));
        (lines.into_iter().flat_map(|l| l.subject.events).collect(), said.collect())
    }

    #[test]
    fn the_reference_names_every_key_and_no_other() {
        let (events, said) = read_events(&documented());
        assert_eq!(said, [""; 0]);
        let control = Control { dim: "channel".to_owned(), code: "email".to_owned() };
        assert_eq!((events.len(), events[0].control.as_ref()), (1, Some(&control)));
        assert_eq!(events[0].remark.get(crate::base::Lang::nl()), "data bij benadering");
        let named: std::collections::BTreeSet<String> =
            serde_yaml::from_str::<Vec<std::collections::BTreeMap<String, serde_yaml::Value>>>(&documented())
                .unwrap()
                .into_iter()
                .flat_map(std::collections::BTreeMap::into_keys)
                .collect();
        let (_, said) = read_events(&format!("{}  qqqqqqqq: 1\n", documented()));
        let known = said[0].split_once("known here: ").unwrap().1;
        assert_eq!(known.split(", ").map(str::to_owned).collect::<std::collections::BTreeSet<_>>(), named);
    }

    #[test]
    fn a_control_is_one_code_of_the_line_and_of_an_event_with_an_effect() {
        let event = |kind: &str, control: &str| {
            read_events(&format!(
                "- {{id: x, kind: {kind}, from: 2024-03-04, to: 2024-03-24, nl: X, control: {control}}}\n"
            ))
        };
        assert_eq!(event("media", "{problem: b}").1, [""; 0]);
        for (kind, control, part) in [
            ("media", "{problem: c}", "`c` is no code of `problem`"),
            ("media", "{channel: chat}", "there are: phone, email"),
            ("media", "{violence_form: a}", "one answer per contact"),
            ("media", "{problem: a, channel: phone}", "one channel, or one code"),
            ("capacity", "{problem: a}", "needs no control"),
        ] {
            let (_, said) = event(kind, control);
            assert!(said.len() == 1 && said[0].contains(part), "{control}: {said:?}");
        }
    }
}
