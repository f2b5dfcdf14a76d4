//! One table whose rows are read as those of a file of the line: codes, moments and numbers of each row, the rule
//! that leaves it out, and what of it is not known.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use crate::base::fold;
use crate::config::{CodeKind, ColumnMap, DimKind, Dimension, FileMap, Helpline, Outcome, Skip, Source};
use crate::validation::{channel_spellings, code_spellings, outcome_spellings, yes_no_spellings};

use super::arithmetic::{IS_DAY, weekday};
use super::cells;
use super::dialect::Dialect;
use super::groupings::of_dimension;
use super::letters;
use super::moments::{Format, Part};

/// Days from which programs count, which no contact is of.
const BEGINNINGS: &str = "19000101, 19040101, 19700101, 19800101";

/// Words of letters without accents, with one space between them, as nearly all cells are.
const SIMPLE: &str = "^([!-~]+( [!-~]+)*)?$";

/// What is made in the step in which days are known.
const OF_DAYS: [&str; 6] = ["y", "m", "d", "weekday", "second_of_day", "channel"];

/// A table and how its rows are read.
pub(super) struct Rows<'a> {
    line: &'a Helpline,
    map: &'a FileMap,
    dialect: Dialect,
    /// Names of its columns, each with the name that the statement gives it.
    columns: Vec<String>,
    /// Columns of each step: name and expression.
    read: Vec<(String, String)>,
    coded: Vec<(String, String)>,
    /// What stands in the last step, by name.
    pub facts: BTreeMap<String, String>,
    /// By setting, all that the statement makes of it.
    pub settings: BTreeMap<String, String>,
    /// Names of what may be unsure.
    pub unsure: Vec<String>,
    /// Codes that take their row out: the column, and the rule.
    strict: Vec<(String, &'static str)>,
    silent: String,
}

impl<'a> Rows<'a> {
    /// Of a table that is read as files of `map` are. The settings are such that nothing of them is refused.
    pub(super) fn new(line: &'a Helpline, map: &'a FileMap, dialect: Dialect) -> Self {
        let mut rows = Self {
            line,
            map,
            dialect,
            columns: Vec::new(),
            read: Vec::new(),
            coded: Vec::new(),
            facts: BTreeMap::new(),
            settings: BTreeMap::new(),
            unsure: Vec::new(),
            strict: Vec::new(),
            silent: cells::list(dialect, line.silent.words()),
        };
        rows.skip();
        rows.moments();
        rows.id();
        for column in &map.columns {
            rows.target(column);
        }
        rows.stage();
        rows.open();
        rows.rule();
        rows
    }

    fn column(&self, target: &str) -> Option<&'a ColumnMap> {
        self.map.columns.iter().find(|c| c.target == target)
    }

    /// The name that the statement gives to a column's cells.
    fn cell(&mut self, name: &str) -> String {
        let at = self.columns.iter().position(|own| own == name).unwrap_or_else(|| {
            self.columns.push(name.to_owned());
            self.columns.len() - 1
        });
        format!("c{}", at + 1)
    }

    /// The same, folded.
    fn folded(&mut self, name: &str) -> String {
        self.cell(name).replace('c', "f")
    }

    /// The cells of a target that is read from one column: as they are, and folded.
    fn of(&mut self, map: &ColumnMap) -> (String, String) {
        match &map.source {
            Source::Column(names) => match names.first() {
                Some(name) => (self.cell(name), self.folded(name)),
                None => ("''".to_owned(), "''".to_owned()),
            },
            _ => ("''".to_owned(), "''".to_owned()),
        }
    }

    /// Notes what is made of a setting, with the names of columns in the place of what the statement calls them: those
    /// depend on other settings.
    fn made(&mut self, setting: &str, sql: &str) {
        let mut named = String::with_capacity(sql.len() + 1);
        let mut rest = sql;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            let (word, behind) = rest.split_at(end);
            let number = word.strip_prefix(['c', 'f']).and_then(|n| n.parse::<usize>().ok());
            match number.and_then(|n| self.columns.get(n.checked_sub(1)?)) {
                Some(name) => named.push_str(&format!("{}:{name:?}", &word[..1])),
                None => named.push_str(word),
            }
            let mut chars = behind.chars();
            named.extend(chars.next());
            rest = chars.as_str();
        }
        let of_setting = self.settings.entry(setting.to_owned()).or_default();
        of_setting.push_str(&named);
        of_setting.push('\n');
    }

    fn put(&mut self, setting: &str, name: &str, sql: String) {
        self.made(setting, &sql);
        self.coded.push((name.to_owned(), sql));
        self.facts.insert(name.to_owned(), name.to_owned());
    }

    fn doubt(&mut self, setting: &str, condition: String) {
        self.made(setting, &condition);
        let name = format!("unsure_{setting}");
        self.coded.push((name.clone(), format!("CASE WHEN {condition} THEN 1 ELSE 0 END")));
        self.facts.insert(name, format!("CASE WHEN skipped IS NULL THEN unsure_{setting} ELSE 0 END"));
        self.unsure.push(setting.to_owned());
    }

    fn skip(&mut self) {
        let mut whens = String::new();
        let mut doubts = Vec::new();
        for skip in &self.map.skip {
            let Skip::Column { rule, column, equals, not } = skip else { continue };
            let Some(name) = column.first() else { continue };
            let text = self.folded(name);
            let texts: Vec<String> = equals.iter().map(|text| fold(text)).collect();
            let texts = cells::list(self.dialect, texts.iter().map(String::as_str));
            let is = if *not { "NOT IN" } else { "IN" };
            whens.push_str(&format!(" WHEN {text} {is} ({texts}) THEN {}", self.dialect.text(rule)));
            doubts.push(format!(
                "({text} NOT IN ({texts}) AND {})",
                self.dialect.matches(&text, &letters::unknown())
            ));
        }
        if doubts.is_empty() {
            self.put("skip", "skipped", self.dialect.as_text("NULL"));
        } else {
            self.put("skip", "skipped", format!("CASE{whens} END"));
            self.doubt("skip", doubts.join(" OR "));
        }
    }

    fn moments(&mut self) {
        let Some(map) = self.column("at").or_else(|| self.column("date")) else { return };
        let setting = map.target.clone();
        let (cell, text) = self.of(map);
        let format = map.format.as_deref().and_then(Format::of).unwrap_or_else(Format::iso);
        let timed = self.column("time").is_none();
        let number = |part: Part| format.number(self.dialect, &cell, part);
        let (year, month, day) = (number(Part::Year), number(Part::Month), number(Part::Day));
        let clock = [Part::Hour, Part::Minute, Part::Second].map(|part| match timed && setting == "at" {
            true => number(part),
            false => "CAST(NULL AS BIGINT)".to_owned(),
        });
        let empty = format!("{text} IN ({})", self.silent);
        let written = self.dialect.matches(&cell, &format.pattern);
        self.made(&setting, &[&year, &month, &day, &clock.concat(), &empty].map(String::as_str).join("\n"));
        self.read.extend([("y", year), ("m", month), ("d", day)].map(|(name, sql)| (name.to_owned(), sql)));
        self.read.push(("empty".to_owned(), format!("CASE WHEN {empty} THEN 1 ELSE 0 END")));
        self.doubt(&setting, format!("empty = 0 AND NOT ({written})"));
        match self.column("time") {
            Some(map) => self.time(map),
            None => {
                let names = ["hour_read", "minute_read", "second_read"];
                self.read.extend(names.into_iter().zip(clock).map(|(name, sql)| (name.to_owned(), sql)));
                self.clock_doubt(&setting);
            }
        }
        self.put(&setting, "known_day", format!("CASE WHEN empty = 0 AND {IS_DAY} THEN 1 ELSE 0 END"));
        let second = "hour_read * 3600 + COALESCE(minute_read, 0) * 60 + COALESCE(second_read, 0)";
        let clock = self.column("time").unwrap_or(map);
        let second = match clock.moment.midnight_unknown {
            Some(true) => format!("NULLIF({second}, 0)"),
            _ => second.to_owned(),
        };
        self.put(&setting, "second_of_day", second);
        for name in ["y", "m", "d"] {
            self.facts.insert(name.to_owned(), format!("CASE WHEN known_day = 1 THEN {name} ELSE 0 END"));
        }
        self.facts.insert("weekday".to_owned(), format!("CASE WHEN known_day = 1 THEN {} END", weekday()));
        self.facts
            .insert("second_of_day".to_owned(), "CASE WHEN known_day = 1 THEN second_of_day END".to_owned());
        let hour = "CASE WHEN known_day = 1 THEN CAST(FLOOR(second_of_day / 3600.0) AS INTEGER) END";
        self.facts.insert("hour_of_day".to_owned(), hour.to_owned());
    }

    fn time(&mut self, map: &ColumnMap) {
        let (cell, text) = self.of(map);
        let format = map.format.as_deref().and_then(Format::of).unwrap_or_else(Format::clock);
        for (name, part) in
            [("hour_read", Part::Hour), ("minute_read", Part::Minute), ("second_read", Part::Second)]
        {
            let number = format.number(self.dialect, &cell, part);
            self.made("time", &number);
            self.read.push((name.to_owned(), number));
        }
        let written = self.dialect.matches(&cell, &format.pattern);
        self.doubt("time", format!("{text} NOT IN ({}) AND NOT ({written})", self.silent));
        self.clock_doubt("clock");
    }

    /// Times from 24:00 on are of the night after; which of them, rows of files know.
    fn clock_doubt(&mut self, setting: &str) {
        let name = format!("{setting}_of_the_night");
        self.doubt(&name, "hour_read > 23 OR minute_read > 59 OR second_read > 59".to_owned());
    }

    fn id(&mut self) {
        let ids: Vec<String> =
            self.map.id_columns().into_iter().filter_map(|names| names.into_iter().next()).collect();
        let texts: Vec<String> = ids.iter().map(|name| self.folded(name)).collect();
        let id = match texts.as_slice() {
            [] => self.dialect.as_text("NULL"),
            [one] => format!("CASE WHEN {one} NOT IN ({}) THEN {one} END", self.silent),
            all => format!("CONCAT({})", all.join(", ' ', ")),
        };
        self.put("id", "id_text", id);
    }

    fn target(&mut self, map: &ColumnMap) {
        let plausible = &self.line.plausible;
        match map.target.as_str() {
            "channel" => {
                let spellings = channel_spellings(self.line, map);
                let (_, text) = self.of(map);
                let code = cells::code(self.dialect, &text, &spellings);
                self.put("channel", "channel_read", code);
                self.facts.remove("channel_read");
                self.facts.insert("channel".to_owned(), "COALESCE(channel_read, '')".to_owned());
                self.doubt(
                    "channel",
                    cells::unsure(self.dialect, &text, &cells::code(self.dialect, &text, &spellings), false),
                );
            }
            "outcome" => {
                let spellings = outcome_spellings(self.line, map);
                let (_, text) = self.of(map);
                let code = cells::code(self.dialect, &text, &spellings);
                self.doubt("outcome", cells::unsure(self.dialect, &text, &code, false));
                self.put("outcome", "outcome_read", code);
                self.facts.remove("outcome_read");
                self.facts.insert("outcome".to_owned(), "COALESCE(outcome_read, '')".to_owned());
            }
            "wait_s" => self.number(map, plausible.wait_max, true),
            "duration_s" => self.number(map, plausible.duration_max, true),
            "closed_after_s" => self.number(map, plausible.closed_max, true),
            "victims" => self.number(map, plausible.victims_max.min(u32::from(u16::MAX) - 2), false),
            other => {
                if let Some(dimension) = self.line.dimension(other) {
                    self.dimension(map, dimension);
                }
            }
        }
    }

    fn number(&mut self, map: &ColumnMap, limit: u32, timed: bool) {
        let (cell, text) = self.of(map);
        let limit = limit.min(u32::MAX - 2);
        let unit = map.quantity.unit.filter(|_| timed);
        let (number, doubt) = cells::number(self.dialect, (&cell, &text, &self.silent.clone()), unit, limit);
        self.put(&map.target, &map.target, number);
        self.doubt(&map.target, doubt);
    }

    fn dimension(&mut self, map: &ColumnMap, dimension: &Dimension) {
        let name = of_dimension(&dimension.id);
        if let Source::YesNo(columns) = &map.source {
            let (codes, doubt) = self.yes_no(map, columns, dimension);
            self.put(&dimension.id, &name, codes);
            self.doubt(&dimension.id, doubt);
            return;
        }
        let spellings = code_spellings(self.line, map, dimension);
        let (_, text) = self.of(map);
        let unclear = spellings.other.clone().unwrap_or_default();
        if dimension.kind == DimKind::Multi {
            let separator = map.separator.as_deref().filter(|s| !s.is_empty());
            let order: Vec<(String, bool)> =
                dimension.codes.codes.iter().map(|c| (c.id.clone(), c.kind == CodeKind::Blank)).collect();
            let parts = match separator {
                Some(separator) => cells::parts(self.dialect, &text, separator),
                None => format!("CONCAT('|', {text}, '|')"),
            };
            let (codes, mut doubt) = cells::several(self.dialect, &parts, &spellings, &order);
            if separator != Some("|") {
                doubt = format!("{doubt} OR {}", self.dialect.matches(&text, "[|]"));
            }
            self.put(&dimension.id, &name, codes);
            self.doubt(&dimension.id, doubt);
            return;
        }
        let code = cells::code(self.dialect, &text, &spellings);
        let read = format!("{name}_read");
        self.doubt(&dimension.id, cells::unsure(self.dialect, &text, &code, spellings.bands));
        self.put(&dimension.id, &read, code);
        self.facts.remove(&read);
        self.facts.insert(name, format!("COALESCE({read}, {})", self.dialect.text(&unclear)));
        if dimension.strict {
            self.strict.push((read, "rejected:V026"));
        }
    }

    /// The codes of a dimension with a yes/no column for each.
    fn yes_no(
        &mut self,
        map: &ColumnMap,
        columns: &[(String, Vec<String>)],
        dimension: &Dimension,
    ) -> (String, String) {
        let spellings = yes_no_spellings(self.line, map);
        let mut answers: BTreeMap<&str, String> = BTreeMap::new();
        let mut doubts = Vec::new();
        for (code, names) in columns {
            let Some(name) = names.first() else { continue };
            let text = self.folded(name);
            let read = cells::code(self.dialect, &text, &spellings);
            doubts.push(format!("({})", cells::unsure(self.dialect, &text, &read, false)));
            answers.insert(code, format!("COALESCE({read}, 'unclear')"));
        }
        let yes: Vec<String> = dimension
            .codes
            .codes
            .iter()
            .filter_map(|code| Some((code, answers.get(code.id.as_str())?)))
            .map(|(code, answer)| {
                let id = self.dialect.text(&format!("{}|", code.id));
                format!("CASE WHEN {answer} = 'yes' THEN {id} ELSE '' END")
            })
            .collect();
        let any = |word: &str| {
            answers.values().map(|answer| format!("{answer} = '{word}'")).collect::<Vec<_>>().join(" OR ")
        };
        let of = |kind: CodeKind| {
            let id = dimension.codes.codes.iter().find(|c| c.kind == kind).map_or("", |c| c.id.as_str());
            self.dialect.text(&format!("{id}|"))
        };
        let otherwise = format!(
            "CASE WHEN {} THEN {} WHEN {} THEN {} WHEN {} THEN '' ELSE {} END",
            any("unclear"),
            of(CodeKind::Unclear),
            any("unknown"),
            of(CodeKind::Unknown),
            any("no"),
            of(CodeKind::Blank)
        );
        (format!("COALESCE(NULLIF(CONCAT({}), ''), {otherwise})", yes.join(", ")), doubts.join(" OR "))
    }

    fn stage(&mut self) {
        let (answered, incoming) = ("'answered'", "'incoming'");
        let stage = if self.facts.contains_key("outcome") {
            let ids: Vec<&str> = Outcome::ALL.iter().filter(|o| o.is_answered()).map(|o| o.id()).collect();
            format!(
                "CASE WHEN outcome_read IN ({}) THEN {answered} ELSE {incoming} END",
                cells::list(self.dialect, ids)
            )
        } else {
            self.dialect.text(self.line.main_stage.id())
        };
        self.made("main_stage", &stage);
        self.facts.insert("stage".to_owned(), stage);
    }

    /// Whether a contact came in during the opening hours of its channel.
    fn open(&mut self) {
        let mut whens = String::new();
        let alone = self.line.channels.len() == 1;
        let known = self.facts.contains_key("channel");
        for channel in self.line.channels.iter().filter(|c| !c.openings && !c.hours.is_empty()) {
            let mut dated: Vec<_> = channel.hours.iter().collect();
            dated.sort_by_key(|hours| hours.from);
            let of_day: String = dated
                .iter()
                .rev()
                .map(|hours| {
                    let spans: Vec<String> = hours.week.iter().zip(1..).flat_map(|(spans, day)| {
                        spans.iter().map(move |(from, to)| {
                            format!(
                                "(weekday = {day} AND second_of_day >= {} AND second_of_day < {})",
                                u32::from(*from) * 60,
                                u32::from(*to) * 60
                            )
                        })
                    }).collect();
                    let open = if spans.is_empty() { "1 = 0".to_owned() } else { spans.join(" OR ") };
                    format!(
                        " WHEN y * 10000 + m * 100 + d >= {} THEN CASE WHEN {open} THEN 'open' ELSE 'shut' END",
                        number_of(hours.from)
                    )
                })
                .collect();
            let is = match (known, alone) {
                (true, _) => format!("channel = {}", self.dialect.text(&channel.id)),
                (false, true) => "1 = 1".to_owned(),
                (false, false) => "1 = 0".to_owned(),
            };
            whens.push_str(&format!(" WHEN {is} THEN CASE{of_day} ELSE 'unknown' END"));
        }
        let open = match whens.as_str() {
            "" => "'unknown'".to_owned(),
            whens => format!("CASE WHEN second_of_day IS NULL THEN 'unknown'{whens} ELSE 'unknown' END"),
        };
        self.made("hours", &open);
        self.facts.insert("open_or_shut".to_owned(), open);
    }

    /// The rule that leaves a row out.
    fn rule(&mut self) {
        let day = "y * 10000 + m * 100 + d";
        let mut whens =
            " WHEN skipped IS NOT NULL THEN skipped WHEN empty = 0 AND known_day = 0 THEN 'rejected:V021'"
                .to_owned();
        if let Some(since) = self.line.since {
            whens.push_str(&format!(
                " WHEN known_day = 1 AND {day} < {} THEN 'rejected:V022'",
                number_of(since)
            ));
        }
        if let Some(until) = self.line.until {
            whens.push_str(&format!(
                " WHEN known_day = 1 AND {day} > {} THEN 'rejected:V023'",
                number_of(until)
            ));
        }
        if self.facts.contains_key("outcome") {
            whens.push_str(" WHEN outcome_read IS NULL THEN 'rejected:V027'");
        }
        whens.push_str(" WHEN empty = 1 THEN 'rejected:V020'");
        for (column, rule) in &self.strict {
            whens.push_str(&format!(" WHEN {column} IS NULL THEN '{rule}'"));
        }
        let rule = format!("CASE{whens} END");
        self.made("rejected", &rule);
        self.facts.insert("rule".to_owned(), rule);
    }

    /// The steps of the statement for this table: the name of each and what it selects. `number` tells it from others.
    /// Those that others use more than once are computed once.
    pub(super) fn steps(
        &self,
        table: &str,
        number: usize,
        facts: &[(String, String)],
    ) -> Vec<(String, String)> {
        let dialect = self.dialect;
        let named = |columns: &[(String, String)]| {
            columns
                .iter()
                .map(|(name, sql)| format!("{sql} AS {}", dialect.name(name)))
                .collect::<Vec<_>>()
                .join(",\n    ")
        };
        let (from, to) = letters::translated();
        let cells: Vec<(String, String)> = self
            .columns
            .iter()
            .zip(1..)
            .map(|(name, at)| {
                (format!("c{at}"), format!("COALESCE({}, '')", dialect.as_text(&dialect.name(name))))
            })
            .collect();
        let folded: Vec<(String, String)> = (1..=self.columns.len())
            .map(|at| {
                let plain = format!("TRANSLATE(c{at}, {}, {})", dialect.text(&from), dialect.text(&to));
                let simple = dialect.matches(&format!("c{at}"), SIMPLE);
                let lower = dialect.lower(&format!("c{at}"));
                let spaced = dialect.replaced(&plain, " +", " ");
                (format!("f{at}"), format!("CASE WHEN {simple} THEN {lower} ELSE TRIM({spaced}) END"))
            })
            .collect();
        let step = |name: &str| format!("{name}_{number}");
        let once = |name: &str| format!("{} {}", step(name), dialect.once());
        let plain = |name: &str| format!("{} AS", step(name));
        vec![
            (plain("cells"), format!("SELECT {}\n  FROM {}", named(&cells), dialect.table(table))),
            (once("folded"), format!("SELECT *,\n    {}\n  FROM {}", named(&folded), step("cells"))),
            (plain("moments"), format!("SELECT *,\n    {}\n  FROM {}", named(&self.read), step("folded"))),
            (once("coded"), format!("SELECT *,\n    {}\n  FROM {}", named(&self.coded), step("moments"))),
            (plain("days"), self.days(&step("coded"))),
            (
                plain("facts"),
                format!("SELECT {number} AS source,\n    {}\n  FROM {}", named(facts), step("days")),
            ),
        ]
    }

    /// A column of the facts of this table; nothing where it has none.
    pub(super) fn fact(&self, name: &str) -> Option<String> {
        let sql = self.facts.get(name)?;
        Some(if OF_DAYS.contains(&name) { name.to_owned() } else { sql.clone() })
    }

    /// The step in which days are known, as those behind it use them.
    fn days(&self, from: &str) -> String {
        let own = OF_DAYS;
        let coded = self.coded.iter().map(|(name, _)| name.as_str()).chain(["empty"]);
        let kept: Vec<String> =
            coded.filter(|name| !own.contains(name)).map(|name| self.dialect.name(name)).collect();
        let made: Vec<String> = own
            .iter()
            .filter_map(|name| Some((name, self.facts.get(*name)?)))
            .map(|(name, sql)| format!("{sql} AS {name}"))
            .collect();
        format!("SELECT {},\n    {}\n  FROM {from}", kept.join(", "), made.join(",\n    "))
    }

    /// What the cells of a column say together that settings leave open: the name of the doubt, and the rows it is of, as
    /// an expression over the facts of this table.
    pub(super) fn doubts(&self) -> Vec<(String, String)> {
        let Some(dated) = self.column("at").or_else(|| self.column("date")) else { return Vec::new() };
        let clock = self.column("time").unwrap_or(dated);
        let count = |condition: &str| format!("COUNT(CASE WHEN {condition} THEN 1 END)");
        let timed = format!(
            "skipped IS NULL AND second_of_day IS NOT NULL AND y * 10000 + m * 100 + d NOT IN ({BEGINNINGS})"
        );
        let at = |second: u32| count(&format!("{timed} AND second_of_day = {second}"));
        let mut doubts = Vec::new();
        if clock.moment.midnight_unknown.is_none() {
            let (all, midnight) = (count(&timed), at(0));
            let heap =
                [82_800, 3600].map(|second| format!("{midnight} > 4 * ({} + 1)", at(second))).join(" AND ");
            let heap = format!("{midnight} >= 10 AND {midnight} * 100 >= {all} AND {heap}");
            let whole = format!("{midnight} > 0 AND {midnight} = {all}");
            doubts.push((
                "midnight".to_owned(),
                format!("CASE WHEN ({whole}) OR ({heap}) THEN {midnight} ELSE 0 END"),
            ));
        }
        if clock.moment.hour_unknown.is_none() {
            let all = count(&timed);
            let late = count(&format!("{timed} AND (second_of_day < 3600 OR second_of_day >= 46800)"));
            doubts.push((
                "hour".to_owned(),
                format!("CASE WHEN {all} >= 50 AND {late} = 0 THEN {all} ELSE 0 END"),
            ));
        }
        if dated.moment.day_unknown.is_none() {
            let all = count("skipped IS NULL AND d > 0");
            let other = count("skipped IS NULL AND d > 1");
            doubts.push((
                "day".to_owned(),
                format!("CASE WHEN {all} >= 20 AND {other} = 0 THEN {all} ELSE 0 END"),
            ));
        }
        if self.facts.contains_key("outcome")
            && self.facts.contains_key("wait_s")
            && self.line.short_abandon_s > 0
        {
            let short = self.line.short_abandon_s;
            let left =
                |more: &str| count(&format!("rule IS NULL AND outcome = 'abandoned' AND wait_s >= 0{more}"));
            let others =
                |more: &str| count(&format!("rule IS NULL AND outcome = 'answered' AND wait_s >= 0{more}"));
            let all = left("");
            let many =
                format!("{all} >= 20 AND {} * 10 > {all} * 9", left(&format!(" AND wait_s < {short}")));
            let once = format!(
                "{all} >= 5 AND {} = {all} AND {others} >= 10 AND {} * 10 < {others}",
                left(" AND wait_s = 0"),
                others(" AND wait_s = 0"),
                others = others("")
            );
            doubts.push((
                "wait_s for abandoned".to_owned(),
                format!("CASE WHEN ({many}) OR ({once}) THEN {all} ELSE 0 END"),
            ));
        }
        doubts
    }
}

/// A day as a number, `yyyymmdd`.
fn number_of(day: NaiveDate) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
