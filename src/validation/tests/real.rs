//! A real helpline's open data, where they are at hand: counts that its publisher printed come out.

use std::path::PathBuf;

use super::*;

/// The folder of the real data, or why there is none.
fn folder() -> Result<PathBuf, String> {
    let base = match std::env::var_os("JAARLIJN_REALDATA") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/realdata"),
    };
    let folder = base.join("linea144");
    if folder.is_dir() { Ok(folder) } else { Err(format!("no real data at {}", folder.display())) }
}

const TYPES: [(&str, &str); 5] = [
    ("physical", "tipo_de_violencia_fisica"),
    ("psychological", "tipo_de_violencia_psicologica"),
    ("sexual", "tipo_de_violencia_sexual"),
    ("economic", "tipo_de_violencia_economica_y_patrimonial"),
    ("symbolic", "tipo_de_violencia_simbolica"),
];

const PROVINCES: [&str; 24] = [
    "buenos aires",
    "ciudad autonoma de buenos aires",
    "catamarca",
    "chaco",
    "chubut",
    "cordoba",
    "corrientes",
    "entre rios",
    "formosa",
    "jujuy",
    "la pampa",
    "la rioja",
    "mendoza",
    "misiones",
    "neuquen",
    "rio negro",
    "salta",
    "san juan",
    "san luis",
    "santa cruz",
    "santa fe",
    "santiago del estero",
    "tierra del fuego",
    "tucuman",
];

fn real_line(root: &Path) -> Helpline {
    let mut province = list("province", &PROVINCES);
    let foreign: [(&str, &[&str]); 2] = [
        ("tierra del fuego", &["Tierra del Fuego, Antártida e Islas del Atlántico Sur"]),
        ("ciudad autonoma de buenos aires", &["CABA"]),
    ];
    for (id, aliases) in foreign {
        let at = province.position(id).expect("a province");
        province.codes[at].aliases = aliases.iter().map(|a| (*a).to_owned()).collect();
    }
    let mut age = list("age", &[]);
    for (from, to) in [(60, 150), (30, 59), (18, 29), (0, 17)] {
        let band = Code { band: Some((from, to)), ..code(&format!("age_{from}"), CodeKind::Plain, &[]) };
        age.codes.insert(0, band);
    }
    let types = list("types", &TYPES.map(|(id, _)| id));
    let columns = vec![
        column("date", "fecha"),
        column("province", "prov_residencia_persona_en_situacion_violencia"),
        column("age", "edad_persona_en_situacion_de_violencia"),
        ColumnMap {
            source: Source::YesNo(
                TYPES.iter().map(|(id, name)| ((*id).to_owned(), vec![(*name).to_owned()])).collect(),
            ),
            ..column("types", "")
        },
    ];
    let dimensions = vec![
        dimension(province, DimKind::Single),
        dimension(age, DimKind::Single),
        dimension(types, DimKind::Multi),
    ];
    let mut line = line(root, dimensions, file_map(columns));
    line.subject.main_stage = Stage::Answered;
    line
}

#[test]
fn real_registrations_are_all_there_and_the_broken_one_is_named() {
    let folder = match folder() {
        Ok(folder) => folder,
        Err(reason) => {
            eprintln!("skipped: {reason}");
            return;
        }
    };
    let work = Work::new();
    for entry in std::fs::read_dir(&folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|e| e == "csv") {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            work.put(&name, std::fs::read(&path).expect("bytes"));
        }
    }
    let line = real_line(&work.path());
    let (table, findings, quarantine) = work.run(&line);
    assert_eq!(with_code(&findings, "V031").len(), 1, "one age is beyond belief");
    let table = table.expect("registrations");
    let rows: Vec<u64> = table.files.iter().map(|f| f.rows).collect();
    assert_eq!(rows, [29_706, 25_301, 24_558, 9_976]);
    assert!(table.accounting.closes());
    assert_eq!((table.accounting.read, table.accounting.used), (89_541, 89_540));
    let [broken] = &quarantine[..] else { panic!("{} rejected", quarantine.len()) };
    assert!(broken.file.ends_with("linea144-enero-junio-2023.csv"));
    assert_eq!((broken.line, broken.rule), (1265, "V012"));
    assert!(!table.has_time && table.channel.is_none() && table.outcome.is_none());
    published(&folder, &line, &table);
    if std::env::var_os("JAARLIJN_COUNTS").is_some() {
        print_counts(&line, &table);
    }
}

/// The figures of the ministry's own report on the first quarter of 2021.
fn published(folder: &Path, line: &Helpline, table: &Registrations) {
    let text = std::fs::read_to_string(folder.join("published-q1-2021.json")).expect("published figures");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let quarter = |row: &usize| table.year[*row] == 2021 && table.month[*row] <= 3;
    let mut checked = 0;
    for figure in json["figures"].as_array().expect("figures") {
        let (name, Some(value)) = (figure["figure"].as_str().expect("a name"), figure["published"].as_u64())
        else {
            continue;
        };
        let counted = if name == "interventions" {
            (0..table.rows).filter(quarter).count()
        } else if let Some(province) = name.strip_prefix("province ") {
            let codes = &line.dimension("province").expect("provinces").codes;
            let Some(at) = codes.position(province) else { panic!("no province {province}") };
            let column = &table.single["province"];
            (0..table.rows).filter(quarter).filter(|&row| column[row] as usize == at).count()
        } else {
            continue;
        };
        assert_eq!(counted as u64, value, "{name}");
        checked += 1;
    }
    assert!(checked >= 8, "{checked} figures checked");
}

/// Counts to hold against another program's.
fn print_counts(line: &Helpline, table: &Registrations) {
    for (id, codes) in &table.single {
        let list = &line.dimension(id).expect("a dimension").codes.codes;
        let count = |at: usize| codes.iter().filter(|&&c| c as usize == at).count();
        let all: Vec<String> =
            list.iter().enumerate().map(|(at, c)| format!("{}={}", c.id, count(at))).collect();
        eprintln!("{id}: {}", all.join(" "));
    }
    for (id, bits) in &table.multi {
        let list = &line.dimension(id).expect("a dimension").codes.codes;
        let count = |at: usize| bits.iter().filter(|&&b| b >> at & 1 == 1).count();
        let all: Vec<String> =
            list.iter().enumerate().map(|(at, c)| format!("{}={}", c.id, count(at))).collect();
        eprintln!("{id}: {}", all.join(" "));
    }
    for year in 2019..=2023 {
        eprintln!("{year}: {}", table.year.iter().filter(|&&y| y == year).count());
    }
}
