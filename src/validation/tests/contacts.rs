//! Several rows of one contact.

use proptest::prelude::*;

use super::*;

/// A row of a log: key, moment, channel, outcome, wait, length, place, forms, victims.
type Row = [String; 9];

fn row(cells: [&str; 9]) -> Row {
    cells.map(str::to_owned)
}

fn columns() -> Vec<ColumnMap> {
    vec![
        column("at", "at"),
        column("channel", "c"),
        column("outcome", "o"),
        column("wait_s", "w"),
        column("duration_s", "d"),
        column("place", "p"),
        ColumnMap { separator: Some("|".to_owned()), ..column("form", "f") },
        column("victims", "v"),
    ]
}

fn counted(files: &[Vec<Row>], keyed: bool, change: impl FnOnce(&mut Helpline)) -> (Registrations, Findings) {
    let work = Work::new();
    for (at, rows) in files.iter().enumerate() {
        let rows: String = rows.iter().map(|r| r.join(",") + "\n").collect();
        work.put(&format!("{at}.csv"), format!("k,at,c,o,w,d,p,f,v\n{rows}"));
    }
    let place = dimension(list("place", &["south", "north"]), DimKind::Single);
    let form = dimension(list("form", &["a", "b", "c"]), DimKind::Multi);
    let mut line = line(&work.path(), vec![place, form], file_map(columns()));
    line.stages = vec![Stage::Incoming, Stage::Answered];
    // Small tables coincide by chance.
    line.files[0].rows.same_rows = SameRows::Count;
    if keyed {
        line.files[0].rows.count_by = vec![vec!["k".to_owned()]];
    }
    change(&mut line);
    let (table, findings, _) = work.run(&line);
    (table.expect("registrations"), findings)
}

fn of(line: &mut Helpline, target: &str, of: OfRows) {
    line.files[0].columns.iter_mut().filter(|c| c.target == target).for_each(|c| c.of_rows = Some(of));
}

/// All rows of a table, sorted.
fn all(table: &Registrations) -> Vec<Vec<u64>> {
    let mut rows: Vec<Vec<u64>> = (0..table.rows)
        .map(|r| {
            let small = |c: &Option<Vec<u8>>| c.as_ref().map_or(0, |c| u64::from(c[r]));
            let large = |c: &Option<Vec<u32>>| c.as_ref().map_or(0, |c| u64::from(c[r]));
            vec![
                u64::from(table.year[r]) * 10_000 + u64::from(table.month[r]) * 100 + u64::from(table.day[r]),
                u64::from(table.hour[r]),
                u64::from(table.weekday[r]),
                u64::from(table.stage[r]),
                small(&table.channel),
                small(&table.outcome),
                large(&table.wait_s),
                large(&table.duration_s),
                u64::from(table.victims.as_ref().map_or(0, |c| c[r])),
                u64::from(table.single["place"][r]),
                table.multi["form"][r],
            ]
        })
        .collect();
    rows.sort_unstable();
    rows
}

#[test]
fn legs_of_a_call_are_one_call() {
    let legs = vec![
        row(["1", "2023-01-05T10:00:00", "phone", "abandoned", "20", "0", "south", "a", ""]),
        row(["1", "2023-01-05T10:00:20", "phone", "answered", "25", "300", "", "b", "2"]),
        row(["1", "2023-01-05T10:06:00", "phone", "answered", "4", "60", "south", "", "1"]),
        row(["2", "2023-01-05T11:00:00", "phone", "busy", "5", "", "north", "onbekend", ""]),
        row(["2", "2023-01-05T11:00:00", "phone", "abandoned", "30", "", "south", "", ""]),
        row(["", "2023-01-05T12:00:00", "chat", "answered", "1", "2", "south", "", ""]),
        row(["anonymous", "2023-01-05T12:00:00", "chat", "answered", "1", "2", "south", "", ""]),
    ];
    let withheld = |line: &mut Helpline| line.caller_number.withheld = vec!["anonymous".to_owned()];
    let (table, findings) = counted(std::slice::from_ref(&legs), true, withheld);
    assert_eq!(table.rows, 4);
    assert_eq!(table.accounting.excluded["same:contact"], 3);
    assert!(table.accounting.closes());
    assert_eq!((&table.outcome, &table.stage), (&Some(vec![0, 3, 0, 0]), &vec![1, 0, 1, 1]));
    assert_eq!(table.wait_s, Some(vec![25, 30, 1, 1]));
    assert_eq!(table.duration_s, Some(vec![300, NONE_U32, 2, 2]));
    assert_eq!(table.victims, Some(vec![2, NONE_U16, NONE_U16, NONE_U16]));
    // south and north are unclear; a and b are united; unknown stays where nothing else is said.
    assert_eq!(
        (&table.single["place"], table.multi["form"][..2].to_vec()),
        (&vec![0, 3, 0, 0], vec![0b11, 1 << 3])
    );
    let told: Vec<&str> = findings.0.iter().map(|f| f.code.id()).collect();
    assert_eq!(told.iter().filter(|c| **c == "V160").count(), 2, "{findings:?}");
    assert_eq!(with_code(&findings, "V159")[0].more, 1);

    let (table, _) = counted(std::slice::from_ref(&legs), true, |line| {
        of(line, "duration_s", OfRows::Sum);
        of(line, "victims", OfRows::Sum);
        of(line, "wait_s", OfRows::First);
        of(line, "place", OfRows::First);
        of(line, "form", OfRows::Last);
    });
    assert_eq!(table.duration_s.as_ref().map(|d| d[0]), Some(360));
    assert_eq!(table.victims.as_ref().map(|d| d[0]), Some(3));
    assert_eq!(table.wait_s.as_ref().map(|d| d[0]), Some(20));
    assert_eq!((table.single["place"][0], table.multi["form"][0]), (0, 1 << 5));
    // Without a key each row counts, and that is doubted where there are many.
    assert_eq!(counted(&[legs], false, |_| {}).0.rows, 7);
}

#[test]
fn a_key_that_brings_nothing_or_everything_together_is_doubted() {
    let rows = |key: fn(usize) -> String| -> Vec<Row> {
        (0..60)
            .map(|n| {
                let at = format!("2023-01-05T10:{n:02}");
                [
                    key(n),
                    at,
                    "phone".into(),
                    "answered".into(),
                    "1".into(),
                    "2".into(),
                    "south".into(),
                    "a".into(),
                    "".into(),
                ]
            })
            .collect()
    };
    let (_, findings) = counted(&[rows(|n| n.to_string())], true, |_| {});
    assert_eq!(with_code(&findings, "V161").len(), 1, "{findings:?}");
    let (_, findings) = counted(&[rows(|_| "x1".to_owned())], true, |_| {});
    assert_eq!(with_code(&findings, "V161").len(), 1, "{findings:?}");
}

/// A contact of a table, never at midnight, which a file of midnights would lose: hour of the year, outcome, wait, length, place, forms.
fn contact() -> impl Strategy<Value = (usize, usize, u32, u32, usize, u8)> {
    (0..8000_usize, 0..4_usize, 1..200_u32, 1..2000_u32, 0..2_usize, 1..8_u8)
}

fn forms(bits: u8) -> String {
    ["a", "b", "c"]
        .iter()
        .enumerate()
        .filter(|(i, _)| bits >> i & 1 == 1)
        .map(|(_, f)| *f)
        .collect::<Vec<_>>()
        .join("|")
}

fn moment(hour: usize, second: usize) -> String {
    let (month, day) = (hour / 24 / 28 % 12 + 1, hour / 24 % 28 + 1);
    format!("2023-{month:02}-{day:02}T{:02}:00:{second:02}", hour % 23 + 1)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// A table whose contacts were taken apart into legs, shuffled and put into several files gives the figures of
    /// the table.
    #[test]
    fn legs_give_the_table_they_were_made_from(
        contacts in proptest::collection::vec((contact(), 0..4_usize), 1..40),
        order in any::<u64>(),
        files in 1..4_usize,
    ) {
        const OUTCOMES: [&str; 4] = ["answered", "abandoned", "busy", "overflow_in"];
        let (mut whole, mut legs) = (Vec::new(), Vec::new());
        for (n, ((hour, outcome, wait, length, place, form), more)) in contacts.iter().enumerate() {
            let (key, outcome) = (format!("k{n}"), OUTCOMES[*outcome]);
            let place = ["south", "north"][*place].to_owned();
            let answered = outcome == "answered" || outcome == "overflow_in";
            let length = if answered { length.to_string() } else { String::new() };
            whole.push([key.clone(), moment(*hour, 0), "phone".into(), outcome.into(), wait.to_string(), length.clone(),
                place.clone(), forms(*form), String::new()]);
            // The leg that says how it ended, and others that were rung.
            legs.push([key.clone(), moment(*hour, more * 7), "phone".into(), outcome.into(), wait.to_string(), length,
                if *more > 0 { String::new() } else { place.clone() }, if *more > 0 { String::new() } else { forms(*form) }, String::new()]);
            for leg in 0..*more {
                // Unanswered legs wait no longer, and say less about how it ended.
                let rung = if answered || outcome == "abandoned" { "closed" } else { "busy" };
                let part = if leg == 0 { forms(*form) } else { forms(*form & 1) };
                legs.push([key.clone(), moment(*hour, leg * 7), "phone".into(), rung.into(), (wait / 2).to_string(), String::new(),
                    place.clone(), part, String::new()]);
            }
        }
        let mut keys: Vec<u64> = (0..legs.len() as u64).collect();
        keys.sort_by_key(|n| (n + 1).wrapping_mul(order | 1).rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut parts = vec![Vec::new(); files];
        for (at, n) in keys.iter().enumerate() {
            parts[at % files].push(legs[*n as usize].clone());
        }
        let (table, _) = counted(&[whole], false, |_| {});
        let (joined, _) = counted(&parts, true, |_| {});
        prop_assert!(joined.accounting.closes());
        prop_assert_eq!(all(&joined), all(&table));
    }
}

/// What databases, data frames and people write where there is no key: each of these rows is a contact.
#[test]
fn keys_that_name_nobody_bring_nothing_together() {
    for nobody in ["NULL", "-", "nan", "None", "NA", "n.v.t.", "0", "0.0", ""] {
        let rows: Vec<Row> = (0..12)
            .map(|n| {
                let at = format!("2023-01-{:02} 10:00", n + 1);
                let key = if n < 4 { nobody.to_owned() } else { format!("D{}", n / 2) };
                row([&key, &at, "phone", "answered", "5", "60", "south", "a", "1"])
            })
            .collect();
        let (table, findings) = counted(&[rows], true, |_| {});
        // Four by themselves, and four pairs.
        assert_eq!(table.rows, 8, "{nobody}");
        assert_eq!(times(&findings, "V159"), 4, "{nobody}");
    }
}

/// Reports numbered anew each year: 6 in 2022 and 8 in 2023, two rows each.
#[test]
fn keys_that_begin_anew_are_asked_about() {
    let year = |year: i32, reports: usize| -> Vec<Row> {
        let of = |n: usize| {
            let at = format!("{year}-{:02}-05 1{}:00", n / 2 + 1, n % 2);
            row([&format!("{}", n / 2 + 1), &at, "phone", "answered", "5", "60", "south", "a", "1"])
        };
        (0..2 * reports).map(of).collect()
    };
    let run = |change: fn(&mut RowRules)| {
        let work = Work::new();
        for (name, rows) in [("a.csv", year(2022, 6)), ("b.csv", year(2023, 8))] {
            let rows: String = rows.iter().map(|r| r.join(",") + "\n").collect();
            work.put(name, format!("k,at,c,o,w,d,p,f,v\n{rows}"));
        }
        let mut line = line(&work.path(), Vec::new(), file_map(columns()[..1].to_vec()));
        line.files[0].rows.count_by = vec![vec!["k".to_owned()]];
        line.files[0].rows.same_rows = SameRows::Count;
        change(&mut line.files[0].rows);
        let (table, findings, _) = work.run(&line);
        (table.map(|t| t.rows), times(&findings, "V181"))
    };
    assert_eq!(run(|_| {}), (None, 1));
    assert_eq!(run(|rules| (rules.unique_in_file, rules.unique_said) = (true, true)), (Some(14), 0));
    assert_eq!(run(|rules| rules.unique_said = true), (Some(8), 0));
}
