//! What of a line's settings no statement can follow as its files are read: each with the reason and what to do.

use crate::base::{Finding, Findings, Place, code, fold};
use crate::config::{
    CellZone, ColumnMap, DimKind, Dimension, FileMap, Helpline, MOMENTS, Skip, Source, TIMED, Unit,
};
use crate::validation::code_spellings;

use super::moments::{Format, Part};

/// Targets for which rows are set beside each other, or whose spans lie between moments.
const LEFT_OUT: [(&str, &str); 6] = [
    ("caller_number", "numbers of callers are told apart row by row"),
    ("justified", "the stage that it tells of is read from files only"),
    ("case_file", "the stage that it tells of is read from files only"),
    ("answered_at", "spans between moments take changes of the clock into account"),
    ("ended_at", "spans between moments take changes of the clock into account"),
    ("closed_at", "spans between moments take changes of the clock into account"),
];

/// All of them; none when the statement can be printed.
#[must_use]
pub fn refusals(line: &Helpline) -> Findings {
    let mut refusing = Refusing {
        line,
        settings: std::fs::read_to_string(line.dir.join("helpline.yaml")).unwrap_or_default(),
        found: Findings::default(),
    };
    refusing.all();
    refusing.found.once();
    refusing.found
}

struct Refusing<'a> {
    line: &'a Helpline,
    settings: String,
    found: Findings,
}

impl Refusing<'_> {
    /// Says that a setting cannot be followed, at the line on which it stands first.
    fn say(&mut self, setting: &str, why: &str, hint: &str) {
        let file = format!("data/{}/helpline.yaml", self.line.id);
        let named = |text: &str| {
            let text = text.trim_start().trim_start_matches("- ");
            text.strip_prefix(setting).is_some_and(|rest| rest.starts_with(':'))
        };
        // What a line's own name stands for stands under `columns:` as well: the last one is meant.
        let at = self.settings.lines().zip(1..).filter(|(text, _)| named(text)).last();
        let place = at.map_or_else(|| Place::file(file.as_str()), |(_, at)| Place::line(file.as_str(), at));
        let what = format!("`{setting}`: {why}");
        self.found.push(Finding::error(code::V187, what).at(place).hint(hint).of(&self.line.id));
    }

    fn all(&mut self) {
        if self.line.dir.join("corrections").is_dir() {
            self.say(
                "corrections",
                "corrections name registrations by their id",
                "correct the records in the database",
            );
        }
        for file in &self.line.files {
            self.file(file);
        }
    }

    fn file(&mut self, file: &FileMap) {
        if !file.rows.count_by.is_empty() {
            self.say(
                "count_by",
                "rows of one contact are brought together in files only",
                "make a view with one row per contact",
            );
        }
        if file.rows.unique_in_file {
            self.say(
                "unique_in",
                "a table has no files",
                "make a view in which ids are unique, and leave `unique_in` out",
            );
        }
        for names in file.id_columns().iter().filter(|names| names.len() != 1) {
            self.several_names("id", names);
        }
        for skip in &file.skip {
            match skip {
                Skip::Row { .. } => {
                    self.say("skip", "a row is named by its line in a file", "leave rows out by a column")
                }
                Skip::Column { column, .. } if column.len() != 1 => self.several_names("skip", column),
                Skip::Column { .. } => {}
            }
        }
        let has = |name: &str| file.columns.iter().any(|c| c.target == name);
        if !has("at") && !has("date") {
            self.say("columns", "no column gives the date of contacts", "map `at:` or `date:`");
        }
        if has("at") && has("time") {
            self.say("time", "`at` and `time` are both mapped", "map `date:` and `time:`, or `at:` alone");
        }
        let open = |c: &ColumnMap| c.target == "duration_s" && c.quantity.minus.is_none();
        if has("wait_s") && file.columns.iter().any(open) {
            let hint = "write `minus: []` with `duration_s` where it does not, and make a view that takes it off where it does";
            self.say("duration_s", "whether it holds the time in the queue is decided from rows", hint);
        }
        for map in &file.columns {
            self.column(map);
        }
    }

    fn several_names(&mut self, setting: &str, names: &[String]) {
        let why = format!("{} names of one column: which of them a table has is not known", names.len());
        self.say(setting, &why, "write the one name that the table has");
    }

    fn column(&mut self, map: &ColumnMap) {
        let target = map.target.as_str();
        if let Some((_, why)) = LEFT_OUT.iter().find(|(own, _)| *own == target) {
            self.say(target, why, "leave the column out, and with it its figures, or count from files");
            return;
        }
        match &map.source {
            Source::Column(names) if names.len() == 1 => {}
            Source::Column(names) => self.several_names(target, names),
            Source::YesNo(columns) => {
                for (_, names) in columns.iter().filter(|(_, names)| names.len() != 1) {
                    self.several_names(target, names);
                }
            }
            Source::FirstOf(_) | Source::ByOutcome { .. } | Source::Several(_) => {
                self.say(target, "it is put together from several columns", "make a view with one column");
            }
        }
        let minus = map.quantity.minus.as_ref().is_some_and(|minus| !minus.column.is_empty());
        if minus || map.quantity.unit_column.is_some() || map.quantity.birth.is_some() {
            self.say(target, "it is computed from a further column", "make a view with the result");
        }
        let is_number = TIMED.contains(&target) || target == "victims";
        if !map.values.is_empty() && (MOMENTS.contains(&target) || is_number || target == "id") {
            self.say(target, "`values` of moments, numbers and ids", "make a view in which they are recoded");
        }
        if TIMED.contains(&target) && map.quantity.unit.is_none() {
            self.say(target, "its unit is decided from rows", "write `unit: seconds`, or what it is");
        }
        if MOMENTS.contains(&target) {
            self.moment(map);
        }
        if let Some(dimension) = self.line.dimension(target).cloned() {
            self.dimension(map, &dimension);
        }
    }

    fn moment(&mut self, map: &ColumnMap) {
        let target = map.target.as_str();
        let readable = map.format.as_deref().is_none_or(|format| {
            Format::of(format).is_some_and(|format| match target {
                "time" => format.has(Part::Hour) && !format.has(Part::Year),
                _ => [Part::Year, Part::Month, Part::Day].iter().all(|part| format.has(*part)),
            })
        });
        if !readable || !map.moment.further.is_empty() {
            let hint = "make a view with moments such as `2024-03-01 14:05`, or one format of %Y, %m, %d, %H, %M and %S";
            self.say(
                target,
                "its format has other parts than numbers of days and times, or there are several",
                hint,
            );
        }
        let zone = match map.moment.zone {
            None | Some(CellZone::Local) => false,
            Some(CellZone::Of(zone)) => zone != self.line.calendar.zone,
        };
        if zone {
            self.say(
                target,
                "its time zone is not that of the line",
                "make a view with the line's local time",
            );
        }
        let moment = &map.moment;
        if moment.swapped == Some(true)
            || moment.day_unknown == Some(true)
            || moment.hour_unknown == Some(true)
        {
            self.say(
                target,
                "days or hours that are swapped or not known",
                "make a view with days and hours as they are",
            );
        }
    }

    fn dimension(&mut self, map: &ColumnMap, dimension: &Dimension) {
        let target = map.target.as_str();
        let multi = dimension.kind == DimKind::Multi;
        let yes_no = matches!(map.source, Source::YesNo(_));
        if yes_no && (map.yes.is_empty() || map.no.is_empty()) {
            self.say(
                target,
                "which spellings are a yes is decided from rows",
                "write `yes:` and `no:` with the column",
            );
        }
        if yes_no && !multi {
            self.say(target, "several columns for one answer", "make a view with one column");
        }
        if dimension.strict && (yes_no || multi) {
            self.say(target, "`strict` with several answers", "leave `strict` out");
        }
        if yes_no {
            return;
        }
        let spellings = code_spellings(self.line, map, dimension);
        if spellings.bands {
            let of_age = target == "age" || dimension.codes.id == "age";
            match map.quantity.unit {
                Some(Unit::Years) => {}
                None if !of_age => {}
                None => {
                    let hint = "write `unit: years` with the column, and recode numbers that stand for no answer under `values:`";
                    self.say(
                        target,
                        "whether ages such as 99 stand for no answer is decided from rows",
                        hint,
                    );
                }
                Some(_) => {
                    self.say(target, "ages in another unit than years", "make a view with ages in years")
                }
            }
            if multi {
                self.say(
                    target,
                    "bands of numbers with several answers",
                    "make a view with the codes of the bands",
                );
            }
        }
        if let Some(separator) = map.separator.as_deref().filter(|s| multi && !s.is_empty()) {
            let mark = fold(separator);
            let plain = mark.chars().count() == 1 && mark.chars().all(|c| c.is_ascii_punctuation());
            if !plain {
                self.say(
                    target,
                    "a separator that is no single sign",
                    "make a view with `|` between the answers",
                );
            }
            let held = spellings.codes.keys().any(|text| text.contains('|') && !text.is_empty());
            if spellings.parts > 1 || held {
                self.say(
                    target,
                    "the code list has texts with the separator, or with `|`, in them",
                    "leave these out of the list",
                );
            }
        }
    }
}
