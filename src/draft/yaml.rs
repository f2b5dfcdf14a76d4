//! A draft as YAML, with a short comment at each setting. Lines are put together by hand, so that comments stand where
//! they belong.

use super::calendar::date;
use super::model::{CodeDraft, DimensionDraft, Draft, EntryDraft, From, ListDraft, TargetDraft};
use crate::base::Lang;

/// Letters of a line before a comment goes on a line of its own.
const WIDE: usize = 110;

/// A text as a YAML scalar: in quotes wherever it could be taken for anything else.
pub(super) fn scalar(text: &str) -> String {
    let plain = !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '/' | '.' | '(' | ')'))
        && text.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && !text.ends_with(' ')
        && !text.contains("  ");
    // Words that YAML 1.1 or 1.2 takes for no text.
    let word = text.to_ascii_lowercase();
    let taken = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "~"]
        .contains(&word.as_str());
    if plain && !taken {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c if c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{85}') => {
                out.push_str(&format!("\\u{:04X}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Texts as a list within brackets.
pub(super) fn list(texts: &[impl AsRef<str>]) -> String {
    let all: Vec<String> = texts.iter().map(|text| scalar(text.as_ref())).collect();
    format!("[{}]", all.join(", "))
}

/// Labels: one text in each language.
pub(super) fn labels(text: &str, languages: &[Lang]) -> String {
    let all: Vec<String> =
        languages.iter().map(|lang| format!("{}: {}", lang.code(), scalar(text))).collect();
    all.join(", ")
}

/// A text that can stand in a comment.
fn comment(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// Lines of a file that is put together.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A line with what a person has to decide on lines above it, and a comment behind it.
    fn add(&mut self, indent: usize, line: &str, note: &str, todo: Option<&str>, off: bool) {
        let pad = " ".repeat(indent);
        if let Some(todo) = todo {
            for line in wrapped(&format!("TO DO {}", comment(todo)), WIDE.saturating_sub(indent + 2)) {
                self.0.push_str(&format!("{pad}# {line}\n"));
            }
        }
        let note = comment(note);
        let mark = if off { "# " } else { "" };
        if note.is_empty() {
            self.0.push_str(&format!("{pad}{mark}{line}\n"));
        } else if indent + line.chars().count() + note.chars().count() + 6 <= WIDE {
            self.0.push_str(&format!("{pad}{mark}{line}   # {note}\n"));
        } else {
            for part in wrapped(&note, WIDE.saturating_sub(indent + 2)) {
                self.0.push_str(&format!("{pad}# {part}\n"));
            }
            self.0.push_str(&format!("{pad}{mark}{line}\n"));
        }
    }

    fn plain(&mut self, indent: usize, line: &str) {
        self.add(indent, line, "", None, false);
    }
}

/// A text in lines of so many letters at most, broken at blanks.
fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The line by which an editor finds the schema of a file.
fn schema(path: &str) -> String {
    format!("# yaml-language-server: $schema={path}.json")
}

/// A new `workspace.yaml`.
pub(super) fn workspace(draft: &Draft, threshold: u64) -> String {
    let mut out = Lines::default();
    out.plain(0, &schema(".schemas/workspace"));
    out.plain(0, "# A draft. Settings of all lines; each line can have its own in its helpline.yaml.");
    out.add(0, &format!("publisher: {}", scalar(&draft.id)), "", Some("who publishes the reports"), false);
    if let (Some(date), Some((_, last))) = (date(draft), draft.span) {
        let todo = format!("the day that is printed on the reports; the registrations run to {last}");
        out.add(0, &format!("date: {date}"), "", Some(&todo), false);
    }
    let codes: Vec<&str> = draft.languages.iter().map(|lang| lang.code()).collect();
    out.add(0, &format!("languages: {}", list(&codes)), "languages of the reports", None, false);
    let note = "counts from 1 up to, not including, this are hidden";
    out.add(0, &format!("threshold: {threshold}"), note, None, false);
    out.0
}

/// `helpline.yaml`.
pub(super) fn helpline(draft: &Draft) -> String {
    let mut out = Lines::default();
    out.plain(0, &schema("../.schemas/helpline"));
    out.plain(
        0,
        "# A draft, made from the exports. Each line says what was seen; lines marked TO DO need a decision.",
    );
    let todo = "the name of the line, as it is printed";
    out.add(0, &format!("name: {}", scalar(&draft.id)), "", Some(todo), false);
    if draft.own_languages {
        let codes: Vec<&str> = draft.languages.iter().map(|lang| lang.code()).collect();
        out.add(0, &format!("languages: {}", list(&codes)), "languages of the reports", None, false);
    }
    years(&mut out, draft);
    if draft.incoming {
        let note = "attempts that nobody answered are among the rows";
        out.add(0, "stages: [incoming, answered]", note, None, false);
    }
    if !draft.unknown.is_empty() {
        let words: Vec<&String> = draft.unknown.iter().map(|(word, _)| word).collect();
        let cells: u64 = draft.unknown.iter().map(|(_, n)| n).sum();
        let cells = if cells < 5 { "a few".to_owned() } else { cells.to_string() };
        let note = format!("words for unknown, in every column; {cells} cells hold one");
        out.add(0, &format!("unknown: {}", list(&words)), &note, None, false);
    }
    for (setting, todo) in &draft.settings {
        out.add(0, setting, "", Some(todo), false);
    }
    channels(&mut out, draft);
    dimensions(&mut out, draft);
    out.plain(0, "files:");
    draft.entries.iter().for_each(|entry| self::entry(&mut out, entry));
    if !draft.left.is_empty() {
        out.plain(0, "# Left out, as no figure can be made of them yet; their texts stand nowhere here:");
        for (name, why) in &draft.left {
            out.plain(0, &format!("#   {}: {}", comment(name), comment(why)));
        }
    }
    out.0
}

/// `since`, `years` and `cut_off`.
fn years(out: &mut Lines, draft: &Draft) {
    if let Some((first, _)) = draft.span {
        let todo = "the first day of the line; this is the day of the first registration, and rows before it would be \
                    refused";
        out.add(0, &format!("since: {first}"), "", Some(todo), true);
    }
    let years: Vec<String> = draft.years.keys().map(ToString::to_string).collect();
    let rows: Vec<String> = draft.years.iter().map(|(year, n)| format!("{year} {n}")).collect();
    let note = format!("years to report on; rows: {}", rows.join(", "));
    out.add(0, &format!("years: [{}]", years.join(", ")), &note, None, false);
    if let Some((year, day)) = draft.cut_off {
        let todo =
            format!("the registrations run to {day}; take this away if the whole of {year} was counted");
        out.add(0, &format!("cut_off: {{{year}: {day}}}"), "last day that was counted", Some(&todo), false);
    }
}

fn channels(out: &mut Lines, draft: &Draft) {
    if draft.channels.is_empty() {
        return;
    }
    out.plain(0, "channels:");
    for channel in &draft.channels {
        let mut keys = Vec::new();
        if !channel.standard {
            keys.push(labels(&channel.label, &draft.languages));
        }
        if !channel.aliases.is_empty() {
            keys.push(format!("aliases: {}", list(&channel.aliases)));
        }
        let note = format!("{} rows", channel.rows);
        out.add(2, &format!("{}: {{{}}}", channel.id, keys.join(", ")), &note, None, false);
    }
}

fn dimensions(out: &mut Lines, draft: &Draft) {
    if draft.dimensions.is_empty() {
        return;
    }
    out.plain(0, "dimensions:");
    for one in &draft.dimensions {
        out.add(
            2,
            &format!("{}: {{{}}}", one.id, dimension_keys(one, &draft.languages)),
            &one.comment,
            None,
            false,
        );
    }
}

fn dimension_keys(one: &DimensionDraft, languages: &[Lang]) -> String {
    let mut keys = Vec::new();
    if let Some(list) = &one.list {
        keys.push(format!("codelist: {list}"));
    }
    if one.multi && one.id != "violence_form" && one.id != "referral_destination" {
        keys.push("kind: multi".to_owned());
    }
    if !one.multi && (one.id == "violence_form" || one.id == "referral_destination") {
        keys.push("kind: single".to_owned());
    }
    if !one.standard {
        keys.push("chapter: what".to_owned());
        keys.push(labels(&one.label, languages));
    }
    keys.join(", ")
}

fn entry(out: &mut Lines, entry: &EntryDraft) {
    for (at, (key, value, note)) in entry.settings.iter().enumerate() {
        let (indent, mark) = if at == 0 { (2, "- ") } else { (4, "") };
        let (note, todo) = match note.strip_prefix("TO DO ") {
            Some(todo) => ("", Some(todo)),
            None => (note.as_str(), None),
        };
        out.add(indent, &format!("{mark}{key}: {value}"), note, todo, false);
    }
    for ask in &entry.asks {
        for line in wrapped(&format!("TO DO {}", comment(ask)), WIDE - 6) {
            out.plain(4, &format!("# {line}"));
        }
    }
    out.plain(4, "columns:");
    entry.targets.iter().for_each(|target| self::target(out, target));
    if !entry.skip.is_empty() {
        out.plain(4, "skip:");
        for (rule, todo) in &entry.skip {
            out.add(6, &format!("- {rule}"), "", Some(todo), false);
        }
    }
}

fn target(out: &mut Lines, target: &TargetDraft) {
    let keys: Vec<String> = target.keys.iter().map(|(key, value)| format!("{key}: {value}")).collect();
    let todo = target.todo.as_deref();
    match &target.from {
        From::Column(names) => {
            let column = match &names[..] {
                [one] => scalar(one),
                several => list(several),
            };
            let line = match keys.is_empty() {
                true => format!("{}: {column}", target.target),
                false => format!("{}: {{column: {column}, {}}}", target.target, keys.join(", ")),
            };
            out.add(6, &line, &target.comment, todo, target.off);
        }
        From::YesNo(codes) => {
            out.add(6, &format!("{}:", target.target), &target.comment, todo, target.off);
            out.add(8, "yes_no:", "", None, target.off);
            for (code, names) in codes {
                let column = match &names[..] {
                    [one] => scalar(one),
                    several => list(several),
                };
                out.add(10, &format!("{code}: {column}"), "", None, target.off);
            }
            for key in keys {
                out.add(8, &key, "", None, target.off);
            }
        }
    }
}

/// A code list.
pub(super) fn codelist(list: &ListDraft, languages: &[Lang], version: &str) -> String {
    let mut out = Lines::default();
    out.plain(0, &schema("../.schemas/codelist"));
    out.plain(0, &format!("# {}", comment(&list.comment)));
    out.plain(0, &format!("version: {}", scalar(version)));
    if list.ordered {
        out.add(0, "ordered: true", "tables keep this order", None, false);
    }
    out.add(0, "codes:", "", list.todo.as_deref(), false);
    list.codes.iter().for_each(|code| out.plain(2, &code_line(code, languages)));
    out.0
}

/// One code of a list, as a line.
pub(super) fn code_line(code: &CodeDraft, languages: &[Lang]) -> String {
    let mut keys = vec![format!("id: {}", scalar(&code.id)), labels(&code.label, languages)];
    if code.other {
        keys.push("kind: other".to_owned());
    }
    if let Some((from, to)) = code.band {
        keys.push(format!("from: {from}"));
        keys.extend(to.map(|to| format!("to: {to}")));
    }
    if !code.aliases.is_empty() {
        keys.push(format!("aliases: {}", self::list(&code.aliases)));
    }
    let note = if code.rows > 0 { format!("   # {} rows", code.rows) } else { String::new() };
    format!("- {{{}}}{note}", keys.join(", "))
}

#[cfg(test)]
mod tests {
    use super::scalar;

    #[test]
    fn texts_come_back_as_they_were() {
        for text in [
            "Kanaal",
            "1",
            "no",
            "a: b",
            "#x",
            "",
            "C\"d\\e",
            "Duur (min)",
            "-",
            "[x]",
            "yes",
            "a\tb",
            "é, ü",
            "12:30",
            "null",
        ] {
            let read: serde_yaml::Value = serde_yaml::from_str(&format!("[{}]", scalar(text))).expect("YAML");
            assert_eq!(read[0].as_str(), Some(text), "{text}");
        }
    }
}
