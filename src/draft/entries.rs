//! The entries of `files:`: which files are read alike, and from where each target is read in them.

use std::collections::BTreeMap;

use super::hints::words;
use super::lexicon;
use super::model::{EntryDraft, From, TargetDraft};
use super::profile::Profile;
use super::roles::Role;
use super::shape::{Shape, date_of};
use super::sources::{Export, alike};
use super::yaml::{list, scalar};
use crate::base::fold;
use crate::config::{Encoding, Quotes};
use crate::validation::unit_of_name;

/// Makes the entries of a draft.
pub(super) fn entries(shape: &mut Shape<'_>) {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut keys: Vec<String> = Vec::new();
    for (file, export) in shape.exports.iter().enumerate() {
        let has: Vec<String> = (0..shape.columns.len())
            .filter(|at| is_read(shape, *at) && shape.columns[*at].names[file].is_some())
            .map(|at| at.to_string())
            .collect();
        let key = format!("{} {} {}", export.manner(), shape.begins[file], has.join(","));
        let at = keys.iter().position(|k| *k == key).unwrap_or_else(|| {
            keys.push(key);
            keys.len() - 1
        });
        groups.entry(at).or_default().push(file);
    }
    let groups: Vec<Vec<usize>> = groups.into_values().collect();
    let mut made = Vec::new();
    for files in &groups {
        let targets = targets(shape, files);
        for (pattern, files) in patterns(shape.exports, files, groups.len() == 1) {
            let settings = settings(&shape.exports[files[0]], pattern);
            made.push(EntryDraft { files, settings, targets: targets.clone(), ..EntryDraft::default() });
        }
    }
    shape.draft.entries = made;
}

fn is_read(shape: &Shape<'_>, at: usize) -> bool {
    !matches!(shape.roles[at], Role::Left(_))
}

/// The patterns of a group of files, each with its files: all of one ending where no other group has files, else what
/// their names share, else one by one.
fn patterns(exports: &[Export], files: &[usize], only: bool) -> Vec<(String, Vec<usize>)> {
    let endings: Vec<String> = files.iter().map(|f| exports[*f].ending()).collect();
    let inside = files.iter().any(|f| exports[*f].name.contains('/'));
    if only
        && !inside
        && endings.windows(2).all(|two| two[0] == two[1])
        && endings.first().is_some_and(|e| e.len() > 1)
    {
        let name = &exports[files[0]].name;
        let plain = name.strip_suffix(".gz").unwrap_or(name);
        let ending = plain.rsplit_once('.').map_or("", |(_, end)| end);
        let same =
            files.iter().all(|f| exports[*f].name.trim_end_matches(".gz").ends_with(&format!(".{ending}")));
        if same {
            return vec![(format!("*.{ending}"), files.to_vec())];
        }
    }
    if !inside && let Some(pattern) = shared(exports, files) {
        return vec![(pattern, files.to_vec())];
    }
    files.iter().map(|file| (exports[*file].name.clone(), vec![*file])).collect()
}

/// A pattern of what the names of several files begin and end with, where no other file's name does.
fn shared(exports: &[Export], files: &[usize]) -> Option<String> {
    let names: Vec<&str> = files.iter().map(|file| exports[*file].name.as_str()).collect();
    let (first, others) = names.split_first().filter(|(_, others)| !others.is_empty())?;
    let begins =
        |end: usize| first.get(..end).filter(|part| others.iter().all(|name| name.starts_with(part)));
    let prefix = (0..=first.len()).rev().find_map(begins)?;
    let least = names.iter().map(|name| name.len()).min()?.checked_sub(prefix.len())?;
    let from = first.len() - least;
    let ends =
        |start: usize| first.get(start..).filter(|part| others.iter().all(|name| name.ends_with(part)));
    let suffix = (from..=first.len()).find_map(ends)?;
    let odd = |text: &str| text.contains(['*', '?', '[', ']', '{', '}', '"', '\\']);
    let alone = |export: &Export| !(export.name.starts_with(prefix) && export.name.ends_with(suffix));
    let others_alone =
        exports.iter().enumerate().filter(|(at, _)| !files.contains(at)).all(|(_, e)| alone(e));
    let good = prefix.len() + suffix.len() >= 3 && !odd(prefix) && !odd(suffix) && others_alone;
    good.then(|| format!("{prefix}*{suffix}"))
}

fn settings(export: &Export, pattern: String) -> Vec<(&'static str, String, String)> {
    let layout = &export.layout;
    let mut all = vec![("match", format!("\"{}\"", pattern.replace('"', "?")), export.described())];
    if layout.kind == "delimited text" {
        if layout.encoding == Encoding::Windows1252 {
            all.push(("encoding", "windows-1252".to_owned(), "not UTF-8".to_owned()));
        }
        if let Some(delimiter) = layout.delimiter {
            let sign = if delimiter == b'\t' {
                "\"\\t\"".to_owned()
            } else {
                format!("\"{}\"", char::from(delimiter))
            };
            all.push(("delimiter", sign, String::new()));
        }
        let quotes = match export.quotes {
            Quotes::Doubled => None,
            Quotes::Backslash => Some("backslash"),
            Quotes::Bare => Some("bare"),
            Quotes::None => Some("none"),
        };
        if let Some(quotes) = quotes {
            all.push((
                "quotes",
                quotes.to_owned(),
                "of all ways the one that breaks the fewest records".to_owned(),
            ));
        }
        if layout.headless {
            let names: Vec<String> = layout
                .names
                .iter()
                .enumerate()
                .map(|(at, name)| if at >= layout.least { format!("{name}?") } else { name.clone() })
                .collect();
            let todo =
                "TO DO names of the columns: the file has none, and its first line is a record".to_owned();
            all.push(("header", list(&names), todo));
        }
    }
    if let Some(sheet) = layout.sheet.as_ref().filter(|_| !layout.other_sheets.is_empty()) {
        let note = format!("further worksheets: {}", layout.other_sheets.join(", "));
        all.push(("sheet", scalar(sheet), note));
    }
    all
}

/// The targets of a group of files.
fn targets(shape: &Shape<'_>, files: &[usize]) -> Vec<TargetDraft> {
    let mut made: Vec<TargetDraft> = Vec::new();
    let begin = shape.begins[files[0]];
    made.extend(moment(shape, begin, files, "at"));
    for at in (0..shape.columns.len()).filter(|at| *at != begin) {
        let Some(names) = names(shape, at, files) else { continue };
        let profile = profile(shape, at, files);
        let target = match &shape.roles[at] {
            Role::Moment("at") | Role::Left(_) | Role::Answer | Role::Key => None,
            Role::Moment(target) => moment(shape, at, files, target),
            Role::Clock => clock(&made, names, &profile),
            Role::Span(target) => Some(span(target, names, &profile)),
            Role::Id => {
                let mut target = TargetDraft::of("id", names);
                target.comment = format!("{} different in {} rows", profile.different, profile.rows);
                Some(target)
            }
            Role::Channel => Some(TargetDraft::of("channel", names)),
            Role::Outcome => Some(outcome(shape, names, &profile)),
            Role::Victims => Some(TargetDraft::of("victims", names)),
            Role::Age | Role::Codes | Role::Birth | Role::Answers(_) => {
                shape.of_column.get(&at).map(|id| coded(shape, id, at, names, &profile))
            }
        };
        made.extend(target);
    }
    made.extend(answers(shape, files));
    settle_days(&mut made);
    // The moment of the contact stands first, then what is no dimension.
    let standard = |target: &TargetDraft| crate::config::TARGETS.iter().position(|t| *t == target.target);
    made.sort_by_key(|target| standard(target).unwrap_or(usize::MAX));
    made
}

/// A column of days beside one of clocks is `date`, and so is one without any time of day.
fn settle_days(made: &mut [TargetDraft]) {
    if made.iter().any(|t| t.target == "time")
        && let Some(at) = made.iter_mut().find(|t| t.target == "at")
    {
        at.target = "date".to_owned();
    }
}

/// The names of a column in some files, those that differ only in capitals, accents and blanks once.
fn names(shape: &Shape<'_>, at: usize, files: &[usize]) -> Option<Vec<String>> {
    let mut found: Vec<String> = Vec::new();
    for name in files.iter().filter_map(|file| shape.columns[at].names[*file].as_ref()) {
        if !found.iter().any(|other| alike(other, name)) {
            found.push(name.clone());
        }
    }
    (!found.is_empty()).then_some(found)
}

/// What a column holds in some files.
fn profile(shape: &Shape<'_>, at: usize, files: &[usize]) -> Profile {
    let mut all = Profile::default();
    for file in files {
        let name = shape.columns[at].names[*file].as_ref();
        if let Some(profile) = name.and_then(|name| shape.exports[*file].profile(name)) {
            all.add(profile);
        }
    }
    all
}

fn moment(shape: &Shape<'_>, at: usize, files: &[usize], target: &str) -> Option<TargetDraft> {
    let names = names(shape, at, files)?;
    let profile = profile(shape, at, files);
    let seen = profile.moments.as_ref()?;
    let dated = target == "at" && seen.timed == 0;
    let mut draft = TargetDraft::of(if dated { "date" } else { target }, names);
    let day = |day: Option<&u32>| day.copied().and_then(date_of).map(|d| d.to_string()).unwrap_or_default();
    let (first, last) = (day(seen.days.keys().next()), day(seen.days.keys().next_back()));
    draft.comment = format!("{} read, {first} to {last}", seen.read());
    match &seen.formats[..] {
        [] => {}
        [one] => draft.set("format", scalar(one)),
        several => draft.set("format", list(several)),
    }
    let ordered = seen.formats.iter().any(|f| f.contains("%d") && f.contains("%m") && !f.starts_with("%Y"));
    if ordered && seen.otherwise.is_empty() {
        draft
            .comment
            .push_str(&format!("; {} cells have a day beyond 12, which shows the order", seen.proof));
    }
    if !seen.otherwise.is_empty() {
        draft.ask(format!(
            "whether day or month stands first: no cell has a day beyond 12 in both; the other way is {}",
            list(&seen.otherwise)
        ));
    }
    if seen.offsets > 0 {
        draft
            .comment
            .push_str(&format!("; {} with an offset from UTC, which become local time", seen.offsets));
    } else if draft.columns().iter().any(|n| words(n).iter().any(|w| w == "utc" || w == "gmt"))
        && seen.timed > 0
    {
        draft.set("time_zone", "UTC");
        draft.ask("whether these moments are in UTC, as the name of the column says");
    }
    if seen.unread > 0 {
        draft.comment.push_str(&format!("; {} cannot be read", seen.unread));
    }
    let heap = seen.timed > 0 && seen.midnight * 5 >= seen.timed && seen.midnight < seen.timed;
    if heap && target == "at" {
        draft.set("midnight", "unknown");
        draft.ask(format!(
            "whether 00:00 says that the hour is not known: {} of {} moments are exactly midnight; `midnight: known` if not",
            seen.midnight, seen.timed
        ));
    }
    Some(draft)
}

fn clock(made: &[TargetDraft], names: Vec<String>, profile: &Profile) -> Option<TargetDraft> {
    made.iter().find(|t| t.target == "date")?;
    let mut draft = TargetDraft::of("time", names);
    if let Some(format) = profile.clocks.as_ref().and_then(|f| f.first()) {
        draft.set("format", scalar(format));
    }
    Some(draft)
}

fn span(target: &str, names: Vec<String>, profile: &Profile) -> TargetDraft {
    let mut draft = TargetDraft::of(target, names);
    let named = draft.columns().iter().find_map(|name| unit_of_name(name));
    let plain = profile.numbers * 2 > profile.filled;
    if named.is_none() && plain && target == "duration_s" && profile.median < 45.0 && profile.range.1 <= 360.0
    {
        draft.set("unit", "minutes");
        draft.ask(format!(
            "the unit: half of these numbers are below {:.0} and all below 360, which looks like minutes; `unit: seconds` if not",
            profile.median.ceil() + 1.0
        ));
    } else if named.is_none() && plain {
        draft.comment = "plain numbers, taken for seconds".to_owned();
    } else if named.is_some() {
        draft.comment = "the unit stands in the name of the column".to_owned();
    }
    draft
}

fn outcome(shape: &Shape<'_>, names: Vec<String>, profile: &Profile) -> TargetDraft {
    let mut draft = TargetDraft::of("outcome", names);
    let mut values: BTreeMap<String, (String, &str)> = BTreeMap::new();
    for text in profile.texts.iter().flatten().map(|(text, _)| text) {
        if let Some(id) = lexicon::outcome(text)
            && fold(text) != id
        {
            values.entry(fold(text)).or_insert_with(|| (text.clone(), id));
        }
    }
    if !values.is_empty() {
        let pairs: Vec<String> =
            values.values().map(|(text, id)| format!("{}: {id}", scalar(text))).collect();
        draft.set("values", format!("{{{}}}", pairs.join(", ")));
    }
    if let Some(unknown) = unknown_outcomes(shape, profile) {
        draft.ask(format!(
            "{unknown}: say in `values` whether they are answered, abandoned, busy, closed or overflow_out; until then \
             these rows are refused. If the column says what a conversation came to, and each row is one, give it a name \
             of its own in place of `outcome`"
        ));
    }
    draft.comment = "how each attempt ended".to_owned();
    draft
}

/// Texts of a column of outcomes that are none that is known, with their rows. A guess would make conversations of
/// attempts that nobody answered; few rows are told by their number only.
fn unknown_outcomes(shape: &Shape<'_>, profile: &Profile) -> Option<String> {
    let unknown = |text: &String| lexicon::outcome(text).is_none() && shape.silent.of(&fold(text)).is_none();
    let often: Vec<(String, u64)> =
        shape.frequent(profile).into_iter().filter(|(text, _)| unknown(text)).collect();
    let named = |text: &String| often.iter().any(|(known, _)| fold(known) == fold(text));
    let rare = profile.texts.iter().flatten().filter(|(text, _)| unknown(text) && !named(text));
    let (kinds, rows) = rare.fold((0, 0), |(kinds, rows), (_, n)| (kinds + 1, rows + n));
    let mut parts: Vec<String> = often.iter().map(|(text, n)| format!("{text} ({n} rows)")).collect();
    if kinds > 0 {
        parts.push(format!("rare texts ({} rows)", shape.given.few(rows)));
    }
    (!parts.is_empty()).then(|| format!("these outcomes are not known: {}", parts.join(", ")))
}

fn coded(shape: &Shape<'_>, id: &str, at: usize, names: Vec<String>, profile: &Profile) -> TargetDraft {
    let mut draft = TargetDraft::of(id, names);
    match &shape.roles[at] {
        Role::Answers(Some(separator)) => {
            draft.set("separator", scalar(separator));
            draft.comment = "several answers in a cell".to_owned();
        }
        Role::Answers(None) => draft.comment = "lists of answers, as programs write them".to_owned(),
        Role::Birth => {
            match &profile.moments {
                Some(seen) => {
                    draft.set("birth", "date");
                    match &seen.formats[..] {
                        [] => {}
                        [one] => draft.set("format", scalar(one)),
                        several => draft.set("format", list(several)),
                    }
                }
                None => draft.set("birth", "year"),
            }
            draft.comment = "ages are reckoned to the contact".to_owned();
        }
        Role::Codes if asks_for_outcome(shape, at) => draft.ask(
            "whether this column says if somebody answered: every row counts as a conversation as it stands; if not all \
             are, name the column at `outcome` and say in `values` which texts are answered, abandoned, busy, closed or \
             overflow_out"
                .to_owned(),
        ),
        _ => {}
    }
    draft
}

/// Whether a column of codes may be the outcome in words that nobody knows, where no column is: every attempt would then
/// count as a conversation without a question.
fn asks_for_outcome(shape: &Shape<'_>, at: usize) -> bool {
    let known = shape.roles.contains(&Role::Outcome);
    !known && lexicon::is_called_outcome(shape.columns[at].name())
}

/// Dimensions of columns of yes and no.
fn answers(shape: &Shape<'_>, files: &[usize]) -> Vec<TargetDraft> {
    let mut made = Vec::new();
    for group in &shape.groups {
        let Some(id) = group.columns.first().and_then(|(at, ..)| shape.of_column.get(at)) else { continue };
        if let [(at, ..)] = group.columns[..] {
            made.extend(names(shape, at, files).map(|names| TargetDraft::of(id, names)));
            continue;
        }
        let of_code =
            |(at, code, _): &(usize, String, String)| Some((code.clone(), names(shape, *at, files)?));
        let codes: Vec<(String, Vec<String>)> = group.columns.iter().filter_map(of_code).collect();
        if !codes.is_empty() {
            let mut target = TargetDraft::of(id, Vec::new());
            target.from = From::YesNo(codes);
            made.push(target);
        }
    }
    made
}
