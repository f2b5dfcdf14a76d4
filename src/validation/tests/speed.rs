//! How fast the large files of the benchmark are read. Run with the folder in `JAARLIJN_BENCH`:
//! `cargo test --lib -- --ignored --nocapture speed`.

use std::path::Path;
use std::time::Instant;

use super::*;
use crate::intake::read;

fn large_line(dir: &Path) -> Helpline {
    let spaced =
        |id: &str, codes: &str| dimension(list(id, &codes.split('|').collect::<Vec<_>>()), DimKind::Single);
    let categories = "partner violence|child abuse|neglect|sexual violence|elder abuse|family conflict|\
        divorce and custody|stalking|cyber abuse|bullying|honour-related violence|loneliness|depression|\
        suicidal thoughts|addiction|debts and housing|grief|information request";
    let referrals = "general welfare centre|police|child protection centre|general practitioner|\
        mental health centre|legal aid|women's shelter|emergency services|youth advice centre|elder helpdesk|\
        addiction care|other helpline";
    let dimensions = vec![
        spaced("province", "Antwerpen|Limburg|Oost-Vlaanderen|Vlaams-Brabant|West-Vlaanderen|Brussel"),
        spaced("role", "victim|perpetrator|bystander|professional"),
        spaced("age_group", "0-11|12-17|18-25|26-40|41-60|61-75|76+"),
        spaced("gender", "woman|man|other"),
        spaced("category", categories),
        spaced("referral", referrals),
    ];
    let mut columns = vec![
        column("id", "registration_id"),
        column("at", "started_at"),
        column("channel", "channel"),
        column("outcome", "outcome"),
        column("duration_s", "duration_s"),
        column("wait_s", "wait_s"),
        column("victims", "victims"),
    ];
    columns.extend(dimensions.iter().map(|d| column(&d.id, &d.id)));
    let mut line = line(dir, dimensions, file_map(columns));
    line.plausible.wait_max = 1_000_000;
    line
}

/// Records of a file by the `csv` crate, for comparison: read and split, nothing else.
fn crate_rows(path: &Path) -> u64 {
    if path.extension().is_none_or(|e| e != "csv") {
        return read(path, &file_map(Vec::new()), Path::new("/")).map_or(0, |t| t.file.rows);
    }
    let bytes = std::fs::read(path).expect("bytes");
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let mut record = csv::ByteRecord::new();
    let mut rows = 0;
    while reader.read_byte_record(&mut record).expect("a record") {
        rows += 1;
    }
    rows
}

#[test]
#[ignore = "needs the large files"]
fn large_files_are_read_in_well_under_a_second_of_processor_time() {
    let Some(folder) = std::env::var_os("JAARLIJN_BENCH") else {
        eprintln!("skipped: JAARLIJN_BENCH names no folder");
        return;
    };
    let folder = Path::new(&folder);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").map(|e| e.expect("an entry").path()).collect();
    files.sort();
    let line = large_line(folder);
    let mut totals = BTreeMap::new();
    for round in 0..5 {
        let (mut reading, mut by_crate, mut typing, mut rows) = (0.0, 0.0, 0.0, 0_u64);
        let mut groups: BTreeMap<String, Vec<Chunk>> = BTreeMap::new();
        for path in &files {
            let start = Instant::now();
            let raw = read(path, &line.files[0], folder).expect("a table");
            reading += start.elapsed().as_secs_f64();
            rows += raw.file.rows;
            let start = Instant::now();
            assert_eq!(crate_rows(path), raw.file.rows);
            by_crate += start.elapsed().as_secs_f64();
            let start = Instant::now();
            let typed = type_file(raw, &line.files[0], &line, &crate::base::SecretKey::new(&[7; 32]));
            typing += start.elapsed().as_secs_f64();
            assert!(typed.quarantine.is_empty(), "{:?}", typed.findings);
            let name = path.file_name().expect("a name").to_string_lossy();
            groups.entry(name[..3].to_owned()).or_default().push(typed.chunk);
        }
        let start = Instant::now();
        let (mut used, mut tables) = (0, Vec::new());
        for chunks in groups.into_values() {
            let (table, findings, _) = join(chunks, &line);
            let table = table.expect("a table");
            assert!(!findings.has_errors() && table.accounting.closes());
            used += table.rows as u64;
            tables.push(table);
        }
        let joining = start.elapsed().as_secs_f64();
        if round == 0 {
            tables.iter().for_each(|table| count(&line, table, &mut totals));
        }
        assert_eq!(used, rows);
        let per = |seconds: f64| seconds * 1e9 / rows as f64;
        eprintln!(
            "round {round}: {rows} rows, {:.3} s; ns a row: read {:.0}, type {:.0}, join {:.0}; `csv` splits only {:.0}",
            reading + typing + joining,
            per(reading),
            per(typing),
            per(joining),
            per(by_crate)
        );
    }
    eprintln!("{totals:?}");
}

/// Totals to hold against another program's.
fn count(line: &Helpline, table: &Registrations, totals: &mut BTreeMap<String, u64>) {
    let mut add = |name: String, n: u64| *totals.entry(name).or_default() += n;
    for (name, column) in [("wait_s", &table.wait_s), ("duration_s", &table.duration_s)] {
        let values = column.iter().flatten().filter(|&&v| v != NONE_U32);
        add(name.to_owned(), values.map(|&v| u64::from(v)).sum());
    }
    let victims = table.victims.iter().flatten().filter(|&&v| v != NONE_U16);
    add("victims".to_owned(), victims.map(|&v| u64::from(v)).sum());
    add("hours".to_owned(), table.hour.iter().map(|&h| u64::from(h)).sum());
    add("weekdays".to_owned(), table.weekday.iter().map(|&h| u64::from(h)).sum());
    add("months".to_owned(), table.month.iter().map(|&h| u64::from(h)).sum());
    for &stage in &table.stage {
        add(format!("stage {stage}"), 1);
    }
    for (id, codes) in &table.single {
        let list = &line.dimension(id).expect("a dimension").codes.codes;
        for &code in codes {
            add(format!("{id} {}", list[code as usize].id), 1);
        }
    }
}
