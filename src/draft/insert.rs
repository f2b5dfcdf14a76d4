//! Lines put into a settings file that somebody wrote: everything else of it stays as it is, comments too. Where the
//! place cannot be found for sure, nothing is put in.

use std::ops::Range;

use super::yaml::scalar;

/// The white space at the beginning of a line.
fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn is_content(line: &str) -> bool {
    let text = line.trim();
    !text.is_empty() && !text.starts_with('#')
}

/// The part of a line before its comment.
fn code_of(line: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if open == c && before != '\\' => quote = None,
            (None, '#') if before.is_whitespace() => return &line[..at],
            _ => {}
        }
        before = c;
    }
    line
}

fn lines(text: &str) -> Vec<String> {
    text.split_inclusive('\n').map(str::to_owned).collect()
}

/// Puts a line behind another, with a line break before it where the text had none at its end.
fn put(mut lines: Vec<String>, at: usize, new: &str) -> String {
    if let Some(last) = at.checked_sub(1).and_then(|at| lines.get_mut(at))
        && !last.ends_with('\n')
    {
        last.push('\n');
    }
    lines.insert(at, format!("{}\n", new.trim_end_matches('\n')));
    lines.concat()
}

/// The lines below a key that stands at the beginning of a line, up to the last that belongs to it.
fn block(lines: &[String], key: &str) -> Option<(usize, Range<usize>)> {
    let head = lines.iter().position(|line| line.starts_with(&format!("{key}:")))?;
    let mut end = head + 1;
    for (at, line) in lines.iter().enumerate().skip(head + 1) {
        if !is_content(line) {
            continue;
        }
        if indent(line) == 0 && !line.starts_with('-') {
            break;
        }
        end = at + 1;
    }
    Some((head, head + 1..end))
}

/// Adds a year to `years:`.
pub(super) fn year(text: &str, year: i32) -> Option<String> {
    let mut lines = lines(text);
    let (head, below) = block(&lines, "years")?;
    let code = code_of(&lines[head]).to_owned();
    if let (Some(open), Some(close)) = (code.find('['), code.rfind(']')) {
        let comma = if code[open + 1..close].trim().is_empty() { "" } else { ", " };
        lines[head].insert_str(close, &format!("{comma}{year}"));
        return Some(lines.concat());
    }
    let last = below.clone().rev().find(|at| lines[*at].trim_start().starts_with("- "))?;
    let pad = " ".repeat(indent(&lines[last]));
    Some(put(lines, below.end, &format!("{pad}- {year}")))
}

/// Adds a code, given as `- {id: …}`, behind the last of a code list.
pub(super) fn code(text: &str, code: &str) -> Option<String> {
    let lines = lines(text);
    let (head, below) = block(&lines, "codes")?;
    if code_of(&lines[head]).contains(['[', '{']) {
        return None;
    }
    let first = below.clone().find(|at| lines[*at].trim_start().starts_with("- "))?;
    let pad = " ".repeat(indent(&lines[first]));
    Some(put(lines, below.end, &format!("{pad}{code}")))
}

/// The lines of the entry of `files:` that has a pattern.
fn entry_of(lines: &[String], pattern: &str) -> Option<Range<usize>> {
    let (_, below) = block(lines, "files")?;
    let starts: Vec<usize> = below.clone().filter(|at| lines[*at].trim_start().starts_with("- ")).collect();
    let first = indent(&lines[*starts.first()?]);
    let starts: Vec<usize> = starts.into_iter().filter(|at| indent(&lines[*at]) == first).collect();
    let has = |line: &String| {
        let code = code_of(line).trim().trim_start_matches("- ").trim().to_owned();
        code.strip_prefix("match:").is_some_and(|value| value.trim().trim_matches(['"', '\'']) == pattern)
    };
    starts.iter().enumerate().find_map(|(n, start)| {
        let next = starts.get(n + 1).copied().unwrap_or(below.end);
        // Comments before the next entry are those of that entry.
        let end = (*start..next).rev().find(|at| is_content(&lines[*at])).map_or(next, |at| at + 1);
        lines[*start..end].iter().any(has).then_some(*start..end)
    })
}

/// Adds an entry to `files:` that reads files of a further pattern as those of another.
pub(super) fn entry(text: &str, like: &str, pattern: &str) -> Option<String> {
    let lines = lines(text);
    let range = entry_of(&lines, like)?;
    let mut copy = String::new();
    for line in &lines[range.clone()] {
        let code = code_of(line);
        match code.find("match:").filter(|_| code.trim_start().trim_start_matches("- ").starts_with("match:"))
        {
            Some(at) => copy.push_str(&format!("{}match: {}\n", &line[..at], quoted(pattern))),
            None if is_content(line) => copy.push_str(&format!("{}\n", code.trim_end())),
            None => {}
        }
    }
    Some(put(lines, range.end, &copy))
}

fn quoted(pattern: &str) -> String {
    format!("\"{}\"", pattern.replace(['"', '\\'], "?"))
}

/// Adds a further name of a column to a target of an entry.
pub(super) fn name(text: &str, pattern: &str, target: &str, old: &str, new: &str) -> Option<String> {
    let mut lines = lines(text);
    let range = entry_of(&lines, pattern)?;
    let is_target = |line: &String| {
        is_content(line) && line.trim_start().strip_prefix(target).is_some_and(|rest| rest.starts_with(':'))
    };
    let head = range.clone().find(|at| is_target(&lines[*at]))?;
    let deep = indent(&lines[head]);
    let below = (head + 1..range.end).take_while(|at| !is_content(&lines[*at]) || indent(&lines[*at]) > deep);
    for at in std::iter::once(head).chain(below) {
        let code = code_of(&lines[at]).to_owned();
        let behind = code.find(':').map_or(0, |colon| colon + 1);
        for token in [format!("\"{old}\""), format!("'{old}'"), old.to_owned()] {
            let Some(start) = code[behind..].find(&token).map(|start| start + behind) else { continue };
            let end = start + token.len();
            let whole = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || "[],{}".contains(c));
            if !whole(code[..start].chars().next_back()) || !whole(code[end..].chars().next()) {
                continue;
            }
            let listed = code[..start].matches('[').count() > code[..start].matches(']').count();
            let both = match listed {
                true => format!("{token}, {}", scalar(new)),
                false => format!("[{token}, {}]", scalar(new)),
            };
            lines[at].replace_range(start..end, &both);
            return Some(lines.concat());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "name: X   # the name\nyears: [2022, 2023]   # to report on\nfiles:\n  # all years\n  - match: \"*.csv\"\n    columns:\n      date: fecha   # the day\n      gender: {column: [sexo], showable: true}\n      violence_form:\n        yes_no:\n          a: \"Form (a)\"\n\n# the end\n";

    #[test]
    fn a_year_is_added_and_nothing_else_changes() {
        let new = year(LINE, 2024).expect("a place");
        assert_eq!(new, LINE.replace("[2022, 2023]", "[2022, 2023, 2024]"));
        assert_eq!(
            year("years:\n  - 2023\nname: x\n", 2024).as_deref(),
            Some("years:\n  - 2023\n  - 2024\nname: x\n")
        );
        assert_eq!(year("name: x\n", 2024), None);
    }

    #[test]
    fn a_code_is_added_behind_the_last() {
        let list = "version: \"1\"\ncodes:\n  - {id: a, nl: A}   # first\n  - id: b\n    nl: B\ngroups:\n  - {id: g, nl: G}\n";
        let new = code(list, "- {id: c, nl: C}").expect("a place");
        assert_eq!(new, list.replace("    nl: B\n", "    nl: B\n  - {id: c, nl: C}\n"));
        assert_eq!(code("codes: [{id: a}]\n", "- {id: c}"), None);
        assert_eq!(code("codes:\n- {id: a}", "- {id: c}").as_deref(), Some("codes:\n- {id: a}\n- {id: c}\n"));
    }

    #[test]
    fn a_renamed_column_gets_its_further_name() {
        let new = name(LINE, "*.csv", "date", "fecha", "Fecha del hecho").expect("a place");
        assert!(new.contains("      date: [fecha, Fecha del hecho]   # the day\n"), "{new}");
        let new = name(LINE, "*.csv", "gender", "sexo", "género").expect("a place");
        assert!(new.contains("{column: [sexo, género], showable: true}"), "{new}");
        let new = name(LINE, "*.csv", "violence_form", "Form (a)", "Vorm (a)").expect("a place");
        assert!(new.contains("          a: [\"Form (a)\", Vorm (a)]\n"), "{new}");
        assert_eq!(name(LINE, "*.xlsx", "date", "fecha", "x"), None);
        assert_eq!(name(LINE, "*.csv", "date", "fech", "x"), None);
    }

    #[test]
    fn an_entry_is_made_like_another() {
        let new = entry(LINE, "*.csv", "new.txt").expect("a place");
        let read: serde_yaml::Value = serde_yaml::from_str(&new).expect("YAML");
        assert_eq!(read["files"][1]["match"].as_str(), Some("new.txt"));
        assert_eq!(read["files"][1]["columns"], read["files"][0]["columns"]);
        assert!(
            new.starts_with(&LINE[..LINE.find("\n\n# the end").expect("there")])
                && new.ends_with("\n# the end\n")
        );
    }
}
