//! What goes out: `tables.xlsx` as other programs read it, labels with a sign, charts that are too tall.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use calamine::{Data, Reader, Xlsx, open_workbook};

use super::super::support::{base, jaarlijn, put, run, skipped};
use super::{case, cells, only, value};

/// The sheets of a workbook by name, cells as they are read.
fn sheets(path: &Path) -> Vec<(String, Vec<Vec<Data>>)> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let range = book.worksheet_range(&name).unwrap();
            (name, range.rows().map(<[Data]>::to_vec).collect())
        })
        .collect()
}

/// A number as it stands in a cell, times in seconds and shares in percent.
fn told(cell: &Data, unit: &str) -> Option<f64> {
    let number = match cell {
        Data::Float(n) => *n,
        Data::Int(n) => *n as f64,
        Data::DateTime(moment) => moment.as_f64(),
        _ => return None,
    };
    Some(match unit {
        "second" => number * 86_400.0,
        "percent" => number * 100.0,
        _ => number,
    })
}

/// Whether a sheet is that of a figure: names of sheets are cut off at 31 characters.
fn is_sheet_of(name: &str, figure: &str) -> bool {
    let cut: String = figure.chars().take(28).collect();
    name.split_once(' ').is_some_and(|(_, rest)| rest == cut)
}

/// Numbers of a figure by unit; from the CSV.
fn published(dir: &Path, year: i32, line: &str) -> BTreeMap<String, Vec<(String, f64)>> {
    let mut found: BTreeMap<String, Vec<(String, f64)>> = BTreeMap::new();
    for cell in cells(dir, year, line) {
        if let Ok(number) = cell["value"].parse::<f64>() {
            found.entry(cell["figure"].clone()).or_default().push((cell["unit"].clone(), number));
        }
    }
    found
}

/// The numbers of a sheet, times in seconds and shares in percent, sorted.
fn numbers(rows: &[Vec<Data>]) -> Vec<f64> {
    let head = &rows[2];
    let mut read: Vec<f64> = Vec::new();
    for row in rows.iter().skip(3) {
        let by_row = row.get(1).map(ToString::to_string).unwrap_or_default();
        for (place, cell) in row.iter().enumerate().skip(1) {
            let head = head[place].to_string();
            let unit = match () {
                () if head.ends_with("(%)") || by_row == "%" => "percent",
                () if head.ends_with(":mm:ss)") || by_row.ends_with(":mm:ss") => "second",
                () => "",
            };
            read.extend(told(cell, unit).map(|n| (n * 1e6).round() / 1e6));
        }
    }
    read.sort_by(f64::total_cmp);
    read
}

/// Every number of the figures in a report's folder stands in its workbook, as often, in its own unit; no sheet
/// is without a figure. Gives the number of figures.
pub fn same_numbers(folder: &Path) -> usize {
    let mut published: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    let mut reader = csv::Reader::from_path(folder.join("figures.csv")).unwrap();
    for cell in reader.deserialize::<BTreeMap<String, String>>().map(Result::unwrap) {
        published.entry(cell["figure"].clone()).or_default().extend(cell["value"].parse::<f64>());
    }
    let book = sheets(&folder.join("tables.xlsx"));
    assert_eq!(book.len(), published.len() + 1, "a sheet for each figure, and the contents");
    for (figure, expected) in &mut published {
        expected.sort_by(f64::total_cmp);
        // Of several figures that begin alike, the one with these numbers.
        let fitting: Vec<Vec<f64>> = book
            .iter()
            .filter(|(name, _)| is_sheet_of(name, figure))
            .map(|(_, rows)| numbers(rows))
            .collect();
        assert!(fitting.contains(expected), "{figure}: {fitting:?} is not {expected:?}");
    }
    published.len()
}

#[test]
fn times_and_shares_are_cells_of_their_kind() {
    let Some(dir) = case("unit-in-tables-xlsx") else { return };
    let dir = dir.path();
    jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
    same_numbers(&dir.join("reports/2024/lijn"));
    let book = sheets(&only(dir, "tables.xlsx"));
    let (_, rows) = book.iter().find(|(name, _)| name.ends_with("handling-time")).unwrap();
    assert_eq!(rows[1][0].to_string(), "Eenheid: u:mm:ss");
    assert_eq!(rows[2].last().unwrap().to_string(), "2024 (u:mm:ss)");
    // Twenty-five minutes, as part of a day: of 150 lengths 75 are 20 minutes at most, the next is 30.
    let median = rows[3].last().unwrap();
    assert!(matches!(median, Data::DateTime(time) if time.is_duration()), "{median:?}");
    assert_eq!(told(median, "second").map(f64::round), Some(1500.0));
}

/// Contacts with ages, waits and lengths, in all that a workbook has: shares, changes, times, signs.
fn rich() -> tempfile::TempDir {
    let dir = base();
    put(
        dir.path(),
        "data/codelists/age.yaml",
        "codes:\n  - {id: child, nl: \"-12 jaar\", from: 0, to: 11}\n  - {id: youth, nl: 12–17 jaar, from: 12, to: 17}\n  \
         - {id: adult, nl: \"+18 jaar\", from: 18, to: 130}\n",
    );
    put(
        dir.path(),
        "data/codelists/province.yaml",
        "codes:\n  - {id: a, nl: \"=1+1\"}\n  - {id: b, nl: \"'t Zand\"}\n  - {id: c, nl: \"@home\"}\n",
    );
    put(
        dir.path(),
        "data/voorbeeld/helpline.yaml",
        "name: Voorbeeldlijn\nsynthetic: true\nyears: [2023]\nchannels: {phone: {}, chat: {}}\n\
         dimensions: {age: {}, province: {}}\ncrosses: [[province, age]]\nfiles:\n- match: \"*.csv\"\n  columns:\n    \
         at: at\n    channel: channel\n    province: province\n    age: age\n    wait_s: wait\n    duration_s: {column: \
         minutes, unit: minutes}\n",
    );
    let mut text = "at,channel,province,age,wait,minutes\n".to_owned();
    for n in 0..400_u32 {
        let (year, month, day) = (2022 + n % 2, 1 + n % 12, 1 + n % 28);
        let province = ["a", "b", "c", "b"][(n / 3 % 4) as usize];
        // So long that hours go beyond a day, and so few children that they are withheld.
        let (age, minutes) = (if n % 97 == 0 { 8 } else { 12 + n % 40 }, 5 + n % 90);
        let channel = if n % 5 == 0 { "chat" } else { "phone" };
        text += &format!(
            "{year}-{month:02}-{day:02}T10:00,{channel},{province},{age},{},{minutes}\n",
            20 + n % 600
        );
    }
    put(dir.path(), "data/voorbeeld/registrations/2023.csv", text);
    dir
}

#[test]
fn a_workbook_has_the_numbers_of_the_figures() {
    let dir = rich();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    same_numbers(&dir.path().join("reports/2023/voorbeeld"));
    let book = sheets(&only(dir.path(), "tables.xlsx"));
    assert_eq!(book[0].0, "Inhoud");
    assert_eq!(book[0].1.len(), book.len() - 1 + 3, "a line for each sheet");
    let texts: Vec<String> =
        book.iter().flat_map(|(_, rows)| rows.iter().flatten().map(ToString::to_string)).collect();
    for label in ["-12 jaar", "+18 jaar", "=1+1", "'t Zand", "@home", "[c]"] {
        assert!(texts.iter().any(|t| t == label), "{label}");
    }
}

#[test]
fn labels_with_a_sign_stay_what_they_are() {
    let Some(dir) = case("labels-with-a-sign") else { return };
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    let codes = std::fs::read_to_string(only(dir.path(), "codes.csv")).unwrap();
    assert!(codes.contains(",-12 jaar,") && codes.contains(",+18 jaar,") && !codes.contains("'-"), "{codes}");
    let book = sheets(&only(dir.path(), "tables.xlsx"));
    let all: Vec<String> = book.iter().flat_map(|(_, rows)| rows.iter().map(|r| r[0].to_string())).collect();
    assert!(all.contains(&"-12 jaar".to_owned()) && all.contains(&"+18 jaar".to_owned()), "{all:?}");
}

/// A CSV of each sheet, as LibreOffice writes it; `None` where it is not at hand.
fn converted(path: &Path) -> Option<BTreeMap<String, Vec<Vec<String>>>> {
    let dir = tempfile::tempdir().unwrap();
    let home = format!("-env:UserInstallation=file://{}/home", dir.path().display());
    // Comma, quotes, UTF-8, cells as they are shown, every sheet into a file of its own.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1";
    let mut command = Command::new("soffice");
    command.args([&home, "--headless", "--convert-to", filter, "--outdir"]).arg(dir.path()).arg(path);
    if Command::new("soffice").arg("--version").output().is_err() {
        skipped("no soffice here: whether LibreOffice opens the workbook is not seen");
        return None;
    }
    run(dir.path(), command).ends(0, &["Inhoud"]);
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(dir.path()).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(sheet) = name.strip_prefix("tables-").and_then(|n| n.strip_suffix(".csv")) else { continue };
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(entry.path()).unwrap();
        let rows = reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect());
        found.insert(sheet.to_owned(), rows.collect());
    }
    Some(found)
}

/// A cell as it is shown: `1,234`, `12.7%`, `+1.5%`, `0:20:00`, `159 [d]`; times in seconds. In CSV LibreOffice
/// writes a time of less than a day as one of a clock, `12:20:00 AM`; on its pages it shows `0:20:00`.
fn shown(text: &str) -> Option<f64> {
    let text = text.split(" [").next()?.replace(',', "");
    if let Some((hours, rest)) = text.split_once(':') {
        let (clock, half) = rest.split_once(' ').map_or((rest, ""), |(clock, half)| (clock, half));
        let (minutes, seconds) = clock.split_once(':')?;
        let part = |t: &str| t.parse::<f64>().ok();
        let hours = match half {
            "" => part(hours)?,
            "AM" => part(hours)? % 12.0,
            "PM" => part(hours)? % 12.0 + 12.0,
            _ => return None,
        };
        return Some(hours * 3600.0 + part(minutes)? * 60.0 + part(seconds)?);
    }
    text.trim_end_matches('%').trim_start_matches('+').parse().ok()
}

#[test]
fn libreoffice_shows_the_numbers_of_the_figures() {
    let dir = rich();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    let Some(sheets) = converted(&only(dir.path(), "tables.xlsx")) else { return };
    for (figure, numbers) in published(dir.path(), 2023, "voorbeeld") {
        let fits = |name: &&String| is_sheet_of(name, &figure);
        let name =
            sheets.keys().find(fits).unwrap_or_else(|| panic!("{figure} is no sheet: {:?}", sheets.keys()));
        let rows = sheets[name].iter().skip(3);
        let mut read: Vec<f64> =
            rows.flat_map(|row| row.iter().skip(1)).filter_map(|cell| shown(cell)).collect();
        let mut expected: Vec<f64> = numbers.iter().map(|(_, n)| *n).collect();
        read.sort_by(f64::total_cmp);
        expected.sort_by(f64::total_cmp);
        assert_eq!(read, expected, "{name}");
    }
    let labels: Vec<&String> = sheets.values().flatten().filter_map(|row| row.first()).collect();
    for label in ["-12 jaar", "+18 jaar", "=1+1", "'t Zand", "@home"] {
        assert!(labels.iter().any(|l| *l == label), "{label} in {labels:?}");
    }
    assert!(!sheets.values().flatten().flatten().any(|cell| cell.starts_with('#') || cell.contains("Err:")));
}

#[test]
fn a_chart_with_too_many_rows_shows_the_largest_and_says_so() {
    let Some(dir) = case("27-tall-cross-chart") else { return };
    // Its rows differ by no more than chance: a chart is there for who asks for it.
    let settings = dir.path().join("data/lijn/helpline.yaml");
    let asked = format!(
        "{}figures: {{contacts-by-nationality-and-channel: chart}}\n",
        std::fs::read_to_string(&settings).unwrap()
    );
    put(dir.path(), "data/lijn/helpline.yaml", asked);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    let pdf = only(dir.path(), "report.nl.pdf");
    let text = Command::new("pdftotext").arg("-layout").arg(&pdf).arg("-").output();
    let Some(text) = text.ok().map(|o| String::from_utf8_lossy(&o.stdout).into_owned()) else {
        skipped("no pdftotext here");
        return;
    };
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain.contains("De 24 grootste; alle staan in de tabel."), "{plain}");
    // All rows stand in the table all the same.
    let book = sheets(&only(dir.path(), "tables.xlsx"));
    let (_, rows) = book.iter().find(|(name, _)| name.contains("contacts-by-nationality-and-")).unwrap();
    assert!(rows.iter().filter(|row| row[0].to_string().starts_with("Land ")).count() >= 40);
}

/// Municipalities in provinces, one of them called as another province is, with so many contacts each.
fn municipalities(report: &str, codes: usize) -> tempfile::TempDir {
    let dir = base();
    let groups: String = (0..11).map(|g| format!("  - {{id: p{g:02}, nl: Provincie {g:02}}}\n")).collect();
    let mut list = String::from("codes:\n");
    let mut text = "at,channel,place\n".to_owned();
    let mut row = 0_u32;
    for n in 0..codes {
        let label = if n == 5 { "Provincie 07".to_owned() } else { format!("Gemeente {n:03}") };
        list += &format!("  - {{id: m{n:03}, nl: {label}, parent: p{:02}}}\n", n % 11);
        for _ in 0..(n * 7) % 23 {
            let (month, day, hour) = (1 + row % 12, 1 + row / 12 % 28, 8 + row % 10);
            text += &format!("2023-{month:02}-{day:02}T{hour:02}:00,phone,{label}\n");
            row += 1;
        }
    }
    put(dir.path(), "data/codelists/municipality.yaml", format!("{list}groups:\n{groups}"));
    put(dir.path(), "data/voorbeeld/registrations/2023.csv", text);
    put(
        dir.path(),
        "data/voorbeeld/helpline.yaml",
        format!(
            "name: Voorbeeldlijn\nsynthetic: true\nyears: [2023]\nchannels: {{phone: {{}}}}\ndimensions:\n  \
             municipality: {{chapter: where, nl: Gemeente{report}}}\nfiles:\n- match: \"*.csv\"\n  columns: {{at: at, \
             channel: channel, municipality: place}}\n"
        ),
    );
    dir
}

#[test]
fn five_hundred_and_sixty_five_municipalities_are_folded_to_their_provinces() {
    let dir = municipalities(", report: groups", 565);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    for group in 0..11 {
        let of = (0..565).filter(|n| n % 11 == group).map(|n| (n * 7) % 23).sum::<usize>();
        let place = format!("municipality=p{group:02}");
        let found =
            value(dir.path(), (2023, "voorbeeld"), ["contacts-by-municipality", "contacts", "2023", &place]);
        assert_eq!(found, of.to_string(), "{place}");
    }
    let codes = std::fs::read_to_string(only(dir.path(), "codes.csv")).unwrap();
    assert!(codes.contains("municipality,p07,") && !codes.contains("m005"), "{codes}");
}

#[test]
fn more_than_two_hundred_and_fifty_five_codes_are_told_apart() {
    let dir = municipalities("", 300);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    let all = cells(dir.path(), 2023, "voorbeeld");
    let of = |code: &str| {
        let wanted = format!("municipality={code}");
        let fits = |c: &&BTreeMap<String, String>| c["measure"] == "contacts" && c["dimensions"] == wanted;
        all.iter().filter(fits).map(|c| c["value"].clone()).next().unwrap_or_default()
    };
    // Far beyond what 8 bits hold: of each that is published the number is right.
    let seen = (256..300).filter(|n| {
        let found = of(&format!("m{n}"));
        let right = (n * 7) % 23;
        assert!(found.is_empty() || found == right.to_string(), "m{n}: {found}");
        !found.is_empty()
    });
    assert!(seen.count() > 20);
}

#[test]
fn labels_without_a_font_are_told_at_once() {
    let Some(dir) = case("12-native-script-labels") else { return };
    for command in ["check", "build"] {
        let said = jaarlijn(dir.path(), &[command]);
        said.ends(20, &["error[X008] data/codelists/language.yaml:4", "templates/fonts/"]);
        for part in
            ["line 4: `العربية` (Arabic)", "(Ethiopic)", "(Devanagari)", "line 9: `Vlaamse Gebarentaal 🤟`"]
        {
            assert!(said.said().contains(part), "{part}: {}", said.said());
        }
        assert_eq!(said.said().matches("X008]").count(), 1);
    }
}

#[test]
fn a_workspace_brings_the_fonts_of_its_labels() {
    let folder = std::env::var("JAARLIJN_FONTS").unwrap_or("/usr/share/fonts/truetype/noto".to_owned());
    let names =
        ["NotoSansArabic-Regular.ttf", "NotoSansEthiopic-Regular.ttf", "NotoSansDevanagari-Regular.ttf"];
    let found: Vec<_> = names.iter().filter_map(|n| std::fs::read(Path::new(&folder).join(n)).ok()).collect();
    if found.len() < names.len() {
        skipped(&format!("no {names:?} in {folder}; JAARLIJN_FONTS can name another folder"));
        return;
    }
    let Some(dir) = case("12-native-script-labels") else { return };
    // A pictogram has no font here, and letters that change places are no text of an archivable PDF.
    let (list, rows) = ("data/codelists/language.yaml", "data/lijn/registrations/2024.csv");
    let change = |file: &str, from: &str, to: &str| {
        let path = dir.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap().replace(from, to);
        std::fs::remove_file(&path).unwrap();
        put(dir.path(), file, text);
    };
    [list, rows].iter().for_each(|file| change(file, " 🤟", ""));
    for (name, bytes) in names.iter().zip(found) {
        put(dir.path(), &format!("templates/fonts/{name}"), bytes);
    }
    jaarlijn(dir.path(), &["check"]).ends(0, &[]);
    jaarlijn(dir.path(), &["build", "--publish"]).ends(20, &["T003", "write the label in other letters"]);
    [list, rows].iter().for_each(|file| change(file, "हिन्दी", "Hindi"));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    jaarlijn(dir.path(), &["verify", "reports/2024/lijn/report.nl.pdf"]).ends(0, &["same bytes"]);
    put(dir.path(), "templates/fonts/NotoSansArabic-Regular.ttf", "no font");
    jaarlijn(dir.path(), &["build", "--publish"])
        .ends(20, &["T008", "templates/fonts/NotoSansArabic-Regular.ttf"]);
}

#[test]
fn a_line_counts_in_a_unit_of_its_own() {
    let dir = base();
    let path = dir.path().join("data/voorbeeld/helpline.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let unit = "units:\n  answered: {id: session, nl: {one: sessie, many: sessies}, fr: {one: séance, many: séances}, \
                definition: {nl: Alles wat op één avond besproken wordt., fr: Tout ce qui se dit un soir.}}\n";
    std::fs::write(&path, format!("languages: [nl, fr]\n{unit}{text}")).unwrap();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    let all = cells(dir.path(), 2023, "voorbeeld");
    assert!(all.iter().any(|c| c["unit"] == "session") && all.iter().all(|c| c["unit"] != "contact"));
    for (lang, words) in [("nl", ["sessies", "op één avond"]), ("fr", ["séances", "ce qui se dit un soir"])]
    {
        let pdf = only(dir.path(), &format!("report.{lang}.pdf"));
        let Ok(text) = Command::new("pdftotext").arg(&pdf).arg("-").output() else { return };
        let text = String::from_utf8_lossy(&text.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(text.contains(word), "{lang}: {word} in {text}");
        }
    }
    let file = only(dir.path(), "report.fr.pdf").to_string_lossy().into_owned();
    jaarlijn(dir.path(), &["verify", &file]).ends(0, &["same bytes"]);
    jaarlijn(dir.path(), &["audit"]).ends(0, &["0 broken"]);
}

#[test]
fn a_line_counts_victims() {
    let dir = base();
    let path = dir.path().join("data/voorbeeld/helpline.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, format!("units: {{answered: victim}}\n{text}")).unwrap();
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &["published"]);
    assert!(cells(dir.path(), 2023, "voorbeeld").iter().any(|c| c["unit"] == "victim"));
    let Ok(text) = Command::new("pdftotext").arg(only(dir.path(), "report.nl.pdf")).arg("-").output() else {
        return;
    };
    assert!(String::from_utf8_lossy(&text.stdout).contains("slachtoffers"));
    jaarlijn(dir.path(), &["audit"]).ends(0, &["0 broken"]);
}

/// Files of which some are closed after so many days; the last are still open.
fn files_of_cases(columns: &str, closing: impl Fn(u32) -> String) -> tempfile::TempDir {
    let dir = base();
    let mut text = "opened,channel,closed\n".to_owned();
    for n in 0..120_u32 {
        let end = if n < 100 { closing(n) } else { String::new() };
        text += &format!("2023-01-{:02}T09:00,phone,{end}\n", 1 + n % 20);
    }
    put(dir.path(), "data/voorbeeld/registrations/2023.csv", text);
    put(
        dir.path(),
        "data/voorbeeld/helpline.yaml",
        format!(
            "name: Voorbeeldlijn\nsynthetic: true\nyears: [2023]\nchannels: {{phone: {{}}}}\nfiles:\n- match: \
             \"*.csv\"\n  columns: {{at: opened, channel: channel, {columns}}}\n"
        ),
    );
    dir
}

#[test]
fn time_until_closed_has_figures_of_its_own() {
    // After 1 to 100 days: the median is 50.5, nine in ten are closed by day 90.1.
    let days = files_of_cases("closed_after_s: {column: closed, unit: days}", |n| (n + 1).to_string());
    let date = |n: u32| {
        let day = chrono::NaiveDate::from_ymd_opt(2023, 1, 1 + n % 20).unwrap();
        format!("{}T09:00", day + chrono::Days::new(u64::from(n) + 1))
    };
    let moments = files_of_cases("closed_at: closed", date);
    for dir in [days, moments] {
        let dir = dir.path();
        jaarlijn(dir, &["build", "--publish"]).ends(0, &["published"]);
        let of = |figure: &str, measure: &str, dims: &str| {
            value(dir, (2023, "voorbeeld"), [figure, measure, "2023", dims])
        };
        assert_eq!(of("time-until-closed", "time_until_closed_median", ""), "50.5");
        assert_eq!(of("time-until-closed", "time_until_closed_p90", ""), "90.1");
        let bands = "contacts-by-time-until-closed";
        for (band, n) in
            [("week", 7), ("month", 23), ("quarter", 61), ("year", 9), ("longer", 0), ("open", 20)]
        {
            assert_eq!(of(bands, "contacts", &format!("closed_within={band}")), n.to_string(), "{band}");
        }
        assert_eq!(of(bands, "share", "closed_within=week"), "5.8");
        jaarlijn(dir, &["audit"]).ends(0, &["0 broken"]);
        let Ok(text) = Command::new("pdftotext").arg(only(dir, "report.nl.pdf")).arg("-").output() else {
            return;
        };
        let text = String::from_utf8_lossy(&text.stdout).split_whitespace().collect::<Vec<_>>().join(" ");
        for words in
            ["De helft van wat werd afgesloten, was dat binnen 50,5 dagen", "geen afsluiting geregistreerd"]
        {
            assert!(text.contains(words), "{words} in {text}");
        }
    }
    // Without such a column nothing is said of it.
    let none = base();
    jaarlijn(none.path(), &["build", "--publish"]).ends(0, &["published"]);
    assert!(cells(none.path(), 2023, "voorbeeld").iter().all(|c| !c["figure"].contains("closed")));
}
