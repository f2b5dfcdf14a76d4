//! Three editions of one year: registrations that come late and corrections, one or many, must not show,
//! and nothing that any of the editions hides may follow from all of them together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jaarlijn::exports::{PublishedCell, cells};

use super::support::{copy, files, jaarlijn, put, reading, repository, salt};

const YEAR: i32 = 2022;
const FIRST: i32 = 2018;
const LINE: &str = "stop-it-now";

/// Random numbers that are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// A registration: its cells, by the columns of the demonstration line.
type Row = Vec<String>;
const CALLER: usize = 7;
const GENDER: usize = 8;
const AGE: usize = 9;

/// Five years of about 1,100 answered contacts each, from the rows of the demonstration line, and some that
/// nobody answered.
fn rows(dice: &mut Dice) -> (String, BTreeMap<i32, Vec<Row>>) {
    let mut head = String::new();
    let mut pool: Vec<Row> = Vec::new();
    for file in files(&repository().join("data").join(LINE).join("registrations")) {
        let text = std::fs::read_to_string(file).unwrap();
        let mut lines = text.lines();
        head = lines.next().unwrap().to_owned();
        let cells = lines.map(|l| l.split(';').map(str::to_owned).collect::<Row>());
        pool.extend(cells.filter(|r| r[2] != "test" && !r[0].starts_with("sin-2017")));
    }
    let answered = |r: &Row| r[4] == "Beantwoord";
    let mut years = BTreeMap::new();
    for year in FIRST..=YEAR {
        let kept: Vec<Row> =
            pool.iter().filter(|r| dice.below(100) < if answered(r) { 93 } else { 8 }).cloned().collect();
        let dated = kept.into_iter().enumerate().map(|(n, mut row)| {
            row[0] = format!("{year}-{n:05}");
            row[1] = format!("{year}{}", row[1][4..].replace("-02-29", "-02-28"));
            row
        });
        years.insert(year, dated.collect());
    }
    (head, years)
}

struct Line {
    dir: tempfile::TempDir,
    head: String,
    years: BTreeMap<i32, Vec<Row>>,
    dice: Dice,
}

impl Line {
    fn new(seed: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let data = repository().join("data");
        copy(&data.join("codelists"), &dir.path().join("data/codelists"));
        let line = std::fs::read_to_string(data.join(LINE).join("helpline.yaml")).unwrap();
        let line = line
            .replace("years: [2020]", "years: [2022]")
            .replace("look_back: 4", "look_back: 5")
            .replace("cut_off: {2020: 2020-12-31}\n", "")
            .replace("2019-06-01", "2017-05-19");
        let line = line.split("series:").next().unwrap().to_owned()
            + "files:"
            + line.split("\nfiles:").nth(1).unwrap();
        put(dir.path(), &format!("data/{LINE}/helpline.yaml"), line);
        let mut dice = Dice(seed);
        let (head, years) = rows(&mut dice);
        Self { dir, head, years, dice }
    }

    /// Writes the registrations and publishes an edition of that date; gives what it prints.
    fn publish(&self, date: &str) -> BTreeMap<String, Option<i64>> {
        let root = self.dir.path();
        let workspace = format!(
            "publisher: Test\ndate: {date}\nyears: [{YEAR}]\nlanguages: [nl]\nmax_unknown_percent: 100\n\
             protection: {{small_corrections: publish}}\n"
        );
        put(root, "data/workspace.yaml", workspace);
        for (year, rows) in &self.years {
            let rows: Vec<String> = rows.iter().map(|r| r.join(";")).collect();
            let text = format!("{}\n{}\n", self.head, rows.join("\n"));
            put(root, &format!("data/{LINE}/registrations/{year}.csv"), text);
        }
        let run = jaarlijn(root, &["build", "--publish"]);
        let first = !root.join("reports").join(YEAR.to_string()).join(LINE).exists();
        if first || run.code == 0 {
            run.ends(0, &["published"]);
        } else {
            // What cannot be published beside the earlier editions is refused as a whole, and says what to do.
            run.ends(10, &["error[D001]", "hold the correction back"]);
        }
        // All editions that there are, by the attack that knows nothing of how they were made.
        jaarlijn(root, &["audit"]).ends(0, &["withstands", " 0 broken"]);
        printed(root)
    }

    /// Takes registrations of the last year away, to let them come late.
    fn hold_back(&mut self, number: usize, fits: impl Fn(&Row) -> bool) -> Vec<Row> {
        let rows = self.years.get_mut(&YEAR).unwrap();
        let mut held = Vec::new();
        while held.len() < number {
            let at = self.dice.below(rows.len());
            if rows[at][4] == "Beantwoord" && fits(&rows[at]) {
                held.push(rows.remove(at));
            }
        }
        held
    }

    fn add(&mut self, late: &[Row]) {
        self.years.get_mut(&YEAR).unwrap().extend(late.iter().cloned());
    }

    /// Gives one registration another caller, gender and age.
    fn correct(&mut self) {
        let rows = self.years.get_mut(&YEAR).unwrap();
        let answered: Vec<usize> = (0..rows.len()).filter(|r| rows[*r][4] == "Beantwoord").collect();
        let (from, to) =
            (answered[self.dice.below(answered.len())], answered[self.dice.below(answered.len())]);
        for cell in [CALLER, GENDER, AGE] {
            rows[to][cell] = rows[from][cell].clone();
        }
    }
}

/// Counts of the report by what they count; hidden ones are `None`.
fn printed(root: &Path) -> BTreeMap<String, Option<i64>> {
    let path = root.join(format!("reports/{YEAR}/{LINE}/figures.csv"));
    let mut reader = csv::Reader::from_path(path).unwrap();
    let mut found = BTreeMap::new();
    for row in reader.records().map(Result::unwrap) {
        let value = row[6].parse::<i64>();
        let count = matches!(&row[3], "contact" | "attempt" | "conversation");
        if count && (value.is_ok() || &row[9] == "C") {
            found.insert(format!("{} {} {} {}", &row[1], &row[2], &row[4], &row[5]), value.ok());
        }
    }
    found
}

/// How many traits a count names, a month being one.
fn traits(name: &str) -> usize {
    name.matches('=').count()
        + usize::from(name.split(' ').nth(2).is_some_and(|p| p.matches('-').count() == 1))
}

/// No two editions print, of a count with two traits, numbers that are a few apart.
fn no_single_one_shows(editions: &[BTreeMap<String, Option<i64>>]) {
    for (n, later) in editions.iter().enumerate() {
        for earlier in &editions[..n] {
            for (name, new) in later.iter().filter(|(name, _)| traits(name) > 1) {
                if let (Some(new), Some(Some(old))) = (new, earlier.get(name)) {
                    assert!(!(1..5).contains(&(new - old).abs()), "{name}");
                }
            }
        }
    }
}

/// How many counts an edition shows.
fn shown(edition: &BTreeMap<String, Option<i64>>) -> usize {
    edition.values().flatten().count()
}

const DATES: [&str; 3] = ["2023-04-15", "2023-06-01", "2023-09-01"];

#[test]
fn one_registration_comes_late_and_one_is_corrected() {
    let mut line = Line::new(1);
    let late = line.hold_back(1, |_| true);
    let first = line.publish(DATES[0]);
    assert!(first.values().any(Option::is_none), "nothing is hidden");
    line.add(&late);
    let second = line.publish(DATES[1]);
    line.correct();
    let third = line.publish(DATES[2]);
    // What a registration changes is withheld, not the report.
    assert!(shown(&third) * 2 > shown(&first), "{} of {}", shown(&third), shown(&first));
    no_single_one_shows(&[first, second, third]);
}

#[test]
fn many_come_late_and_many_are_corrected() {
    let mut line = Line::new(2);
    let late = line.hold_back(60, |_| true);
    let first = line.publish(DATES[0]);
    line.add(&late[..35]);
    let second = line.publish(DATES[1]);
    line.add(&late[35..]);
    (0..25).for_each(|_| line.correct());
    let third = line.publish(DATES[2]);
    assert!(shown(&third) * 2 > shown(&first), "{} of {}", shown(&third), shown(&first));
    no_single_one_shows(&[first, second, third]);
}

#[test]
fn those_who_come_late_are_the_rarest() {
    let mut line = Line::new(3);
    let rare = |r: &Row| r[AGE] == "Onduidelijk" || r[GENDER] == "Onduidelijk" || r[CALLER] == "Onduidelijk";
    let late = line.hold_back(6, rare);
    let first = line.publish(DATES[0]);
    line.add(&late[..1]);
    let second = line.publish(DATES[1]);
    line.add(&late[1..]);
    let third = line.publish(DATES[2]);
    no_single_one_shows(&[first, second, third]);
}

/// Signs in a text: a letter in square brackets.
fn signs(text: &str) -> BTreeSet<String> {
    let letters: Vec<char> = text.chars().collect();
    let sign =
        |w: &[char]| (w[0] == '[' && w[1].is_ascii_lowercase() && w[2] == ']').then(|| w.iter().collect());
    letters.windows(3).filter_map(sign).collect()
}

#[test]
fn the_legend_of_a_table_has_the_signs_that_it_prints_and_no_others() {
    let line = Line::new(4);
    line.publish(DATES[0]);
    let (workspace, _) = jaarlijn::config::load(line.dir.path());
    let workspace = workspace.unwrap();
    let (gathered, _) = jaarlijn::pipeline::gather(&workspace, 0, &reading(None, &salt()));
    let words = jaarlijn::words::Words::of(jaarlijn::base::Lang::nl());
    let labels = jaarlijn::words::Labels { words, subject: &workspace.helplines[0] };
    let (mut with, mut without) = (0, 0);
    for table in gathered.unwrap().years.iter().flat_map(|(_, tables)| tables.iter()) {
        let made = [
            jaarlijn::report::table_model(table, labels, ""),
            jaarlijn::report::whole_table_model(table, labels),
        ];
        for model in made {
            let columns = model.columns.iter().map(|c| signs(&c.label));
            let inside = model.rows.iter().flat_map(|r| &r.cells).map(|c| signs(c));
            let used: BTreeSet<String> = columns.chain(inside).flatten().collect();
            let listed: BTreeSet<String> =
                model.legend.iter().map(|(sign, _)| sign.clone()).filter(|s| s.starts_with('[')).collect();
            assert!(listed.is_superset(&used), "{}: {listed:?} {used:?}", model.id);
            // A sign of whole columns stands in the legend alone, and their cells bear its letter.
            for sign in listed.difference(&used) {
                let letter = sign.trim_matches(['[', ']']).to_uppercase();
                let bears = |cell: &PublishedCell| cell.obs_status.split(' ').any(|one| one == letter);
                assert!(cells(std::slice::from_ref(table)).iter().any(bears), "{} {sign}", model.id);
            }
            *if used.contains("[c]") { &mut with } else { &mut without } += 1;
        }
    }
    assert!(with > 0 && without > 0, "{with} {without}");
}
