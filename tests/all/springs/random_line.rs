//! Random lines: rows of several years with traits of uneven size, the same for the same seed.

use std::collections::BTreeMap;
use std::path::Path;

use crate::support::put;

/// Random numbers that are the same every time.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..4).for_each(|_| _ = dice.next());
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next()).unwrap() % limit
    }

    /// One of some places, each half as likely as the one before or a little more.
    fn uneven(&mut self, size: usize, steep: usize) -> usize {
        (0..size - 1).find(|_| self.below(10) < steep).unwrap_or(size - 1)
    }
}

/// The last year of the first edition.
pub const LAST: i32 = 2023;

const CHANNELS: [&str; 3] = ["phone", "chat", "email"];
/// The traits with their codes.
const TRAITS: [(&str, &[&str]); 3] = [
    ("gender", &["female", "male", "x"]),
    ("role", &["victim", "perpetrator", "bystander", "professional", "other"]),
    ("province", &["antwerpen", "limburg", "oost", "vlbrabant", "west", "brussel", "elders"]),
];

/// A registration: its id, its moment, its channel and a code or nothing for each trait.
pub type Row = Vec<String>;

/// A line that is published spring after spring.
pub struct Line {
    pub dice: Dice,
    pub years: BTreeMap<i32, Vec<Row>>,
    crosses: &'static str,
    pub trends: &'static str,
    /// Whether the newest file has a column that the others have not.
    pub asks_more: bool,
}

/// That column, a dimension, with its codes.
const LATE: (&str, [&str; 3]) = ("need", ["listening", "advice", "referral"]);

impl Line {
    pub fn new(seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let size = [60, 110, 180, 320, 600, 1100][dice.below(6)];
        let crosses = ["[[gender, role]]", "[[role, channel]]", "[[province, month]]", "[]"][dice.below(4)];
        let mut line = Self { dice, years: BTreeMap::new(), crosses, trends: "[]", asks_more: false };
        for year in LAST - 2..=LAST + 1 {
            let size = size * (90 + line.dice.below(21)) / 100;
            let rows = line.rows(year, size, "");
            line.years.insert(year, rows);
        }
        line
    }

    /// So many rows of a year.
    pub fn rows(&mut self, year: i32, size: usize, mark: &str) -> Vec<Row> {
        let row = |n: usize| {
            let dice = &mut self.dice;
            let (month, day) = (1 + dice.below(12), 1 + dice.below(28));
            let at = format!("{year}-{month:02}-{day:02} {:02}:{:02}", 8 + dice.below(14), dice.below(60));
            let channel = CHANNELS[dice.uneven(3, 6)].to_owned();
            let mut row = vec![format!("{year}-{mark}{n:05}"), at, channel];
            for (_, codes) in TRAITS {
                let blank = dice.below(100) < 6;
                let code = codes[dice.uneven(codes.len(), 4)];
                row.push(if blank { String::new() } else { code.to_owned() });
            }
            row
        };
        (0..size).map(row).collect()
    }

    /// Changes a trait of so many rows of a year.
    pub fn change(&mut self, year: i32, number: usize) {
        for _ in 0..number {
            let size = self.years[&year].len();
            let (at, which) = (self.dice.below(size), self.dice.below(TRAITS.len()));
            let codes = TRAITS[which].1;
            let other = codes[self.dice.below(codes.len())].to_owned();
            self.years.get_mut(&year).unwrap()[at][3 + which] = other;
        }
    }

    /// Writes the settings and the registrations up to a year; `years` are those that are reported on.
    pub fn write(&self, root: &Path, years: &str, upto: i32, date: &str) {
        put(root, "data/workspace.yaml", format!("date: {date}\nlanguages: [nl]\n"));
        let late = self.asks_more.then_some(LATE.0);
        let names = || TRAITS.iter().map(|(name, _)| *name).chain(late);
        let columns: String = names().map(|name| format!("      {name}: {name}\n")).collect();
        let dimension = |name: &str| match name {
            "need" => "  need: {chapter: who, nl: Nood}\n".to_owned(),
            name => format!("  {name}: {{}}\n"),
        };
        let dimensions: String = names().map(dimension).collect();
        let channels: String = CHANNELS.iter().map(|c| format!("  {c}: {{since: 2015-01-01}}\n")).collect();
        let settings = format!(
            "name: Lijn\noperator: vzw Test\nstages: [answered]\nyears: {years}\nchannels:\n{channels}\
             dimensions:\n{dimensions}crosses: {}\ntrends: {}\nfiles:\n  - match: \"*.csv\"\n    columns:\n      \
             id: id\n      at: {{column: at, format: \"%Y-%m-%d %H:%M\"}}\n      channel: channel\n{columns}",
            self.crosses, self.trends
        );
        put(root, "data/lijn/helpline.yaml", settings);
        for (name, codes) in TRAITS.into_iter().chain([(LATE.0, &LATE.1[..])]) {
            let codes: String = codes.iter().map(|c| format!("  - {{id: {c}, nl: {c}}}\n")).collect();
            put(root, &format!("data/codelists/{name}.yaml"), format!("codes:\n{codes}"));
        }
        for (year, rows) in self.years.range(..=upto) {
            let late = late.filter(|_| *year > LAST);
            let names = ["id", "at", "channel"].into_iter().chain(TRAITS.map(|(name, _)| name)).chain(late);
            let names: Vec<&str> = names.collect();
            let more = |n: usize| late.map_or_else(String::new, |_| format!(",{}", LATE.1[n % 7 % 3]));
            let rows: Vec<String> =
                rows.iter().enumerate().map(|(n, row)| row.join(",") + &more(n)).collect();
            let text = format!("{}\n{}\n", names.join(","), rows.join("\n"));
            put(root, &format!("data/lijn/registrations/{year}.csv"), text);
        }
    }
}
