//! The parts of a draft, out of columns and their roles.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::calendar::calendar;
use super::codes;
use super::columns::Column;
use super::groups::Group;
use super::lexicon;
use super::model::{CodeDraft, DimensionDraft, Draft, ListDraft};
use super::profile::Profile;
use super::roles::{Role, begins, parts};
use super::sources::Export;
use crate::base::{Finding, Findings, Lang, Place, code, fold};
use crate::config::{CodeList, NO, Silent, YES, is_reserved};
use crate::validation::{SeenMoments, frequent};

/// What is known before the exports are read.
pub(super) struct Given<'a> {
    pub id: &'a str,
    pub languages: Vec<Lang>,
    pub own_languages: bool,
    pub threshold: u64,
    /// Date of the reports, where the workspace has one.
    pub date: Option<NaiveDate>,
    /// Code lists of the workspace.
    pub lists: &'a BTreeMap<String, CodeList>,
}

impl Given<'_> {
    /// A number of rows as it is told: few are not counted out.
    pub(super) fn few(&self, rows: u64) -> String {
        match rows {
            rows if rows < self.threshold => format!("fewer than {}", self.threshold),
            rows => rows.to_string(),
        }
    }
}

/// What was found, for the files' mappings.
pub(super) struct Shape<'a> {
    pub exports: &'a [Export],
    pub columns: Vec<Column>,
    pub roles: Vec<Role>,
    /// Per file, the column of the contact's own moment.
    pub begins: Vec<usize>,
    pub silent: Silent,
    pub given: &'a Given<'a>,
    pub draft: Draft,
    /// Dimensions by their column.
    pub of_column: BTreeMap<usize, String>,
    pub groups: Vec<Group>,
}

/// Words of the exports that say *unknown* and are not understood everywhere.
pub(super) fn unknown_words(columns: &[Column]) -> Vec<(String, u64)> {
    let mut found: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for (text, n) in columns.iter().filter_map(|c| c.all.texts.as_ref()).flatten() {
        if lexicon::is_unknown(text) {
            let one = found.entry(fold(text)).or_insert_with(|| (text.trim().to_owned(), 0));
            one.1 += n;
        }
    }
    found.into_values().collect()
}

/// Per file the column that says when a contact was.
pub(super) fn contact_moments(
    exports: &[Export],
    columns: &[Column],
    roles: &[Role],
) -> Result<Vec<usize>, Findings> {
    let mut found = Vec::new();
    let mut problems = Findings::default();
    let is_moment = |at: &usize| matches!(roles[*at], Role::Moment(_));
    for (file, export) in exports.iter().enumerate() {
        let of_file = (0..columns.len()).filter(is_moment).filter(|at| columns[*at].names[file].is_some());
        // What all files have goes before what one has.
        let score = |at: &usize| {
            let own = columns[*at].names[file].as_ref().and_then(|name| export.profile(name));
            own.map_or(i64::MIN, |own| begins(&columns[*at], own, *at))
        };
        match of_file.max_by_key(score) {
            Some(at) => found.push(at),
            None => problems.push(
                Finding::error(code::U011, "no column of this file holds dates or moments, so that no row has a year")
                    .at(Place::file(export.name.as_str()))
                    .hint("export the registrations with the day of each contact; months in words of other languages need `month_names`"),
            ),
        }
    }
    if problems.has_errors() { Err(problems) } else { Ok(found) }
}

/// A day as `yyyymmdd` in a calendar; the first of its month where the day is not known.
pub(super) fn date_of(day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(day / 10_000).ok()?, day / 100 % 100, (day % 100).max(1))
}

impl Shape<'_> {
    /// Moments that nothing is read from.
    pub(super) fn further_moments(&mut self) {
        for at in 0..self.columns.len() {
            if self.roles[at] == Role::Moment("at") && !self.begins.contains(&at) {
                self.roles[at] = Role::Left("a further moment".to_owned());
            } else if self.begins.contains(&at) {
                self.roles[at] = Role::Moment("at");
            }
        }
    }

    /// The moments of the contacts of all files.
    fn all_days(&self) -> BTreeMap<u32, u64> {
        let mut days: BTreeMap<u32, u64> = BTreeMap::new();
        for (file, export) in self.exports.iter().enumerate() {
            let name = self.columns[self.begins[file]].names[file].as_ref();
            let seen: Option<&SeenMoments> =
                name.and_then(|name| export.profile(name)).and_then(|p| p.moments.as_ref());
            for (day, n) in seen.iter().flat_map(|seen| &seen.days) {
                *days.entry(*day).or_default() += n;
            }
        }
        days
    }

    /// Years, first and last day, and how far the last year was counted.
    pub(super) fn calendar(&mut self) {
        let days = self.all_days().into_iter().filter_map(|(day, n)| Some((date_of(day)?, n))).collect();
        calendar(&mut self.draft, &days, self.given.date);
    }

    /// Channels, in the order of the standard ones.
    pub(super) fn channels(&mut self) {
        let Some(at) = self.roles.iter().position(|role| *role == Role::Channel) else { return };
        let often = self.frequent(&self.columns[at].all);
        let mut made: Vec<CodeDraft> = Vec::new();
        for (text, rows) in often {
            if let Some(id) = lexicon::channel(&text) {
                let standard = ["phone", "chat", "email", "web", "visit", "text"].contains(&id);
                if let Some(one) = made.iter_mut().find(|c| c.id == id) {
                    one.rows += rows;
                    one.aliases.push(text);
                } else {
                    let aliases = if fold(&text) == id { Vec::new() } else { vec![text.clone()] };
                    made.push(CodeDraft {
                        id: id.to_owned(),
                        label: text,
                        aliases,
                        rows,
                        standard,
                        ..CodeDraft::default()
                    });
                }
            } else {
                let taken = |id: &str| lexicon::channel(id).is_some() || made.iter().any(|c| c.id == id);
                let id = codes::unused(&text, "channel", &taken);
                made.push(CodeDraft { id, label: text, rows, ..CodeDraft::default() });
            }
        }
        self.draft.channels = made;
    }

    /// Whether attempts that nobody answered are among the rows.
    pub(super) fn outcomes(&mut self) {
        let Some(at) = self.roles.iter().position(|role| *role == Role::Outcome) else { return };
        let texts = self.columns[at].all.texts.clone().unwrap_or_default();
        self.draft.incoming = texts.keys().any(|text| match lexicon::outcome(text) {
            Some(id) => id != "answered",
            None => lexicon::says_unanswered(text),
        });
    }

    /// The texts of a column that may be written, with their numbers.
    pub(super) fn frequent(&self, profile: &Profile) -> Vec<(String, u64)> {
        let texts = profile.texts.as_ref();
        texts.and_then(|texts| frequent(texts, self.given.threshold, &self.silent)).unwrap_or_default()
    }

    /// A dimension out of a column of codes, of answers or of ages.
    pub(super) fn dimension(&mut self, at: usize) {
        let role = self.roles[at].clone();
        let name = self.columns[at].name().to_owned();
        let (texts, multi) = match &role {
            Role::Codes | Role::Age | Role::Birth => (self.frequent(&self.columns[at].all), false),
            Role::Answers(separator) => {
                let all = self.columns[at].all.texts.clone().unwrap_or_default();
                let parts = match separator {
                    Some(separator) => parts(&all, separator),
                    None => items(&all),
                };
                (frequent(&parts, self.given.threshold, &self.silent).unwrap_or_default(), true)
            }
            _ => return,
        };
        let aged = matches!(role, Role::Age | Role::Birth);
        let standard = if aged { Some("age") } else { lexicon::dimension(&name) };
        let standard = standard.filter(|id| !self.has_dimension(id));
        let id = standard.map_or_else(|| self.unused_dimension(&name), str::to_owned);
        let numeric = aged && self.is_numeric_age(at);
        let list = match numeric || role == Role::Birth {
            true => self.band_list(&id),
            false => self.list(&id, &name, texts.clone()),
        };
        let comment = self.rest(at, &texts, multi, aged);
        let codelist = (list != id).then_some(list);
        let one = DimensionDraft {
            standard: standard.is_some(),
            list: codelist,
            multi,
            label: codes::human(&name),
            comment,
            id: id.clone(),
        };
        self.draft.dimensions.push(one);
        self.of_column.insert(at, id);
    }

    pub(super) fn has_dimension(&self, id: &str) -> bool {
        self.draft.dimensions.iter().any(|d| d.id == id)
    }

    pub(super) fn unused_dimension(&self, name: &str) -> String {
        let standard = ["day", "stage", "measure", "total", "age"];
        let taken = |id: &str| is_reserved(id) || standard.contains(&id) || self.has_dimension(id);
        codes::unused(name, "column", &taken)
    }

    fn is_numeric_age(&self, at: usize) -> bool {
        let all = &self.columns[at].all;
        all.numbers * 2 >= all.saying(&self.silent)
            || all.texts.as_ref().is_some_and(|texts| {
                let plain = |text: &String| crate::validation::age(text).is_some();
                let read: u64 = texts.iter().filter(|(text, _)| plain(text)).map(|(_, n)| n).sum();
                read * 2 >= all.saying(&self.silent)
            })
    }

    /// The list of bands of ages: that of the workspace where it has one.
    fn band_list(&mut self, id: &str) -> String {
        let banded = |list: &CodeList| list.codes.iter().any(|c| c.band.is_some());
        if self.given.lists.get(id).is_some_and(banded) {
            return id.to_owned();
        }
        let list = self.unused_list(id);
        self.draft.lists.push(ListDraft {
            id: list.clone(),
            ordered: true,
            codes: codes::bands(),
            comment: "Bands of ages; both ends belong to a band.".to_owned(),
            todo: Some("the bands that the report is to have; these are a proposal".to_owned()),
        });
        list
    }

    /// The code list of texts: that of the workspace where it knows all of them.
    fn list(&mut self, id: &str, name: &str, texts: Vec<(String, u64)>) -> String {
        if self.given.lists.get(id).is_some_and(|list| codes::knows(list, &texts)) {
            return id.to_owned();
        }
        let bare = texts.iter().filter(|(text, _)| text.chars().all(|c| c.is_ascii_digit())).count();
        let todo = (bare * 2 > texts.len())
            .then(|| "what these numbers mean: write the words that the report is to print".to_owned());
        let (codes, ordered) = codes::codes(texts);
        let list = self.unused_list(id);
        let comment = format!("Codes of `{name}`; capitals, accents and blanks make no difference.");
        self.draft.lists.push(ListDraft { id: list.clone(), ordered, codes, comment, todo });
        list
    }

    /// A name for a new list: a list of the workspace is never written over.
    pub(super) fn unused_list(&self, id: &str) -> String {
        let taken =
            |id: &str| self.given.lists.contains_key(id) || self.draft.lists.iter().any(|list| list.id == id);
        if !taken(id) {
            return id.to_owned();
        }
        codes::unused(&format!("{}_{id}", self.given.id), "list", &taken)
    }

    /// What is said of a dimension: how much its codes hold, and what counts as unclear.
    fn rest(&self, at: usize, texts: &[(String, u64)], multi: bool, aged: bool) -> String {
        let all = &self.columns[at].all;
        let saying = all.saying(&self.silent);
        if aged || multi {
            return filled(saying, all.rows);
        }
        let held: u64 = texts.iter().map(|(_, n)| n).sum();
        let known: BTreeSet<String> = texts.iter().map(|(text, _)| fold(text)).collect();
        let kinds = all.texts.as_ref().map_or(0, |texts| {
            texts.keys().filter(|t| !known.contains(&fold(t)) && self.silent.of(&fold(t)).is_none()).count()
        });
        let spellings =
            all.texts.as_ref().map_or(0, |texts| texts.keys().filter(|t| known.contains(&fold(t))).count());
        let merged = spellings.saturating_sub(texts.len());
        let mut said = filled(saying, all.rows);
        if merged > 0 {
            said.push_str(&format!("; further spellings merged: {merged}"));
        }
        if kinds > 0 {
            let rows = self.given.few(saying.saturating_sub(held));
            said.push_str(&format!(
                "; rare texts that are not written: {kinds} in {rows} rows, counted as unclear"
            ));
        }
        said
    }

    /// Rows of a column whose text is one of some words.
    fn rows_with(&self, at: usize, words: &[&str]) -> u64 {
        let texts = self.columns[at].all.texts.iter().flatten();
        texts.filter(|(text, _)| words.contains(&fold(text).as_str())).map(|(_, n)| n).sum()
    }

    /// Yes and no as codes of a column, with the spellings that it has.
    fn answers(&self, at: usize) -> Vec<CodeDraft> {
        let labels = codes::yes_no(self.given.languages.first().copied().unwrap_or(Lang::nl()));
        let code = |((id, label), words): ((&str, &str), &[&str])| {
            let texts = self.columns[at].all.texts.iter().flatten().map(|(text, _)| fold(text));
            let mut aliases: Vec<String> = texts.filter(|text| words.contains(&text.as_str())).collect();
            aliases.retain(|text| text != id && *text != fold(label));
            aliases.sort_unstable();
            aliases.dedup();
            let rows = self.rows_with(at, words);
            CodeDraft { id: id.to_owned(), label: label.to_owned(), aliases, rows, ..CodeDraft::default() }
        };
        labels.into_iter().zip([YES, NO]).map(code).collect()
    }

    /// Columns of yes and no: those whose names begin alike are one dimension, others one each.
    pub(super) fn yes_no_groups(&mut self) {
        for group in self.groups.clone() {
            let name = group.name.clone();
            let standard = lexicon::dimension(&name).filter(|id| !self.has_dimension(id));
            let single = group.columns.len() == 1;
            let id = standard.filter(|_| !single).map_or_else(|| self.unused_dimension(&name), str::to_owned);
            let mut codes = match single {
                true => self.answers(group.columns[0].0),
                false => {
                    let code = |(at, code, label): &(usize, String, String)| CodeDraft {
                        id: code.clone(),
                        label: label.clone(),
                        rows: self.rows_with(*at, YES),
                        ..CodeDraft::default()
                    };
                    group.columns.iter().map(code).collect()
                }
            };
            // How few said yes is not written.
            codes.iter_mut().filter(|code| code.rows < self.given.threshold).for_each(|code| code.rows = 0);
            let list = self.unused_list(&id);
            let comment = match single {
                true => format!("Answers in `{name}`."),
                false => {
                    format!("Columns of yes and no whose names begin with `{name}`; rows: those with a yes.")
                }
            };
            self.draft.lists.push(ListDraft { id: list.clone(), ordered: false, codes, comment, todo: None });
            let said = if single {
                "a column of yes and no".to_owned()
            } else {
                format!("{} columns of yes and no", group.columns.len())
            };
            self.draft.dimensions.push(DimensionDraft {
                standard: standard.is_some() && !single,
                list: (list != id).then_some(list),
                multi: !single,
                label: codes::human(&name),
                comment: said,
                id: id.clone(),
            });
            for (at, ..) in &group.columns {
                self.of_column.insert(*at, id.clone());
            }
        }
    }

    /// Says of each column that is left why it is.
    pub(super) fn leave(&mut self) {
        for (at, role) in self.roles.iter().enumerate() {
            if let Role::Left(why) = role {
                self.draft.left.push((self.columns[at].name().to_owned(), why.clone()));
            }
        }
        for export in self.exports {
            for name in &export.twice {
                let why = "stands twice or more in a header: nobody knows which is meant";
                let entry = (name.clone(), why.to_owned());
                if !self.draft.left.contains(&entry) {
                    self.draft.left.push(entry);
                }
            }
        }
    }
}

/// How much of a column is filled in.
fn filled(saying: u64, rows: u64) -> String {
    format!("{} % of the rows are filled in", saying * 100 / rows.max(1))
}

/// The items of all lists that programs wrote, with their numbers.
fn items(texts: &BTreeMap<String, u64>) -> BTreeMap<String, u64> {
    let mut items = BTreeMap::new();
    for (text, n) in texts {
        let all = crate::validation::list(text).unwrap_or_else(|| vec![text.clone()]);
        for item in all.into_iter().filter(|item| !item.is_empty()) {
            *items.entry(item).or_default() += n;
        }
    }
    items
}
