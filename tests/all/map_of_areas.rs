//! A map of areas: rates of printed counts, the sign where the count has it, and no map of counts alone.

use super::demo::{Cell, published_cells};
use super::support::{bare, jaarlijn, put};

const FIGURE: &str = "contacts-by-province-per-100000";
const CODES: &str = "version: \"1\"
groups:
  - {id: south, nl: Zuid}
codes:
  - {id: antwerpen, nl: Antwerpen}
  - {id: limburg, nl: Limburg}
  - {id: namen, nl: Namen, parent: south}
  - {id: luik, nl: Luik, parent: south}
  - {id: elsewhere, nl: Elders, kind: other}
";
/// Contacts by province, of 2022 and of 2023.
type Counts = [(&'static str, [usize; 2]); 5];
const PLAIN: Counts = [
    ("Antwerpen", [410, 433]),
    ("Limburg", [230, 211]),
    ("Namen", [120, 119]),
    ("Luik", [120, 3]),
    ("Elders", [60, 57]),
];

/// The cells of the map in a report on 2023 with these tiles and settings, and the alternative text of the chart.
fn built(tiles: &str, settings: &str, counts: &Counts) -> (tempfile::TempDir, Vec<Cell>) {
    built_in(bare(), tiles, settings, counts)
}

fn built_in(
    dir: tempfile::TempDir,
    tiles: &str,
    settings: &str,
    counts: &Counts,
) -> (tempfile::TempDir, Vec<Cell>) {
    let root = dir.path();
    put(root, "data/codelists/province.yaml", format!("{CODES}{tiles}"));
    let line = std::fs::read_to_string(root.join("data/voorbeeld/helpline.yaml")).unwrap();
    put(root, "data/voorbeeld/helpline.yaml", line.replace("files:", &format!("{settings}files:")));
    let mut text = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\n".to_owned();
    let mut n = 0;
    for (province, of_years) in counts {
        for (year, count) in [2022, 2023].iter().zip(of_years) {
            for at in 0..*count {
                n += 1;
                let (month, day) = (1 + at % 12, 1 + at % 28);
                text.push_str(&format!("n{n};{year}-{month:02}-{day:02}T10:10;Telefoon;{province};40\n"));
            }
        }
    }
    put(root, "data/voorbeeld/registrations/2023.csv", text);
    jaarlijn(root, &["build", "--publish"]).ends(0, &["new"]);
    jaarlijn(root, &["audit"]).ends(0, &[]);
    let cells = published_cells(&root.join("reports/2023/voorbeeld"));
    (dir, cells)
}

fn tiles(rows: &str, year: i32, inhabitants: &str) -> String {
    format!(
        "tiles:\n  rows: {rows}\n  population: [{{year: {year}, source: Bron, inhabitants: {{{inhabitants}}}}}]\n"
    )
}

/// Value and sign of the cells of a measure, by area.
fn of(cells: &[Cell], measure: &str) -> Vec<(String, String)> {
    let own = cells.iter().filter(|c| c.figure == FIGURE && c.measure == measure);
    own.map(|c| (c.dims["province"].clone(), if c.conf == "C" { "[c]".to_owned() } else { c.value.clone() }))
        .collect()
}

fn pairs(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    wanted.iter().map(|(area, value)| ((*area).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_rate_is_that_of_the_printed_count_and_has_its_sign() {
    let grid = tiles(
        "[[., antwerpen], [namen, limburg], [luik]]",
        2021,
        "antwerpen: 200000, limburg: 90000, namen: 50000, luik: 110000",
    );
    let (_dir, cells) = built(&grid, "", &PLAIN);
    let counts = of(&cells, "contacts");
    let rates = of(&cells, "per_100000");
    // Beside the three of Luik a second count of their group is withheld.
    assert!(counts.contains(&("luik".to_owned(), "[c]".to_owned())), "{counts:?}");
    for (area, count) in &counts {
        let rate = &rates.iter().find(|(a, _)| a == area).unwrap().1;
        match (count.as_str(), area.as_str()) {
            (_, "elsewhere" | "unknown" | "blank" | "unclear") => {
                assert!(rate.parse::<f64>().is_err(), "{area}")
            }
            ("[c]", _) => assert_eq!(rate, "[c]", "{area}"),
            (n, _) => {
                let people = match area.as_str() {
                    "antwerpen" => 200_000.0,
                    "limburg" => 90_000.0,
                    "namen" => 50_000.0,
                    _ => 110_000.0,
                };
                let expected = n.parse::<f64>().unwrap() * 100_000.0 / people;
                assert!((rate.parse::<f64>().unwrap() - expected).abs() <= 0.05 + 1e-9, "{area}: {rate}");
            }
        }
    }
    // The counts are those of the breakdown, and nothing else is: no group beside its members.
    let same = |area: &str| {
        let own =
            |c: &&Cell| c.figure == "contacts-by-province" && c.period == "2023" && c.measure == "contacts";
        let cell =
            cells.iter().filter(own).find(|c| c.dims.get("province").is_some_and(|p| p == area)).unwrap();
        if cell.conf == "C" { "[c]".to_owned() } else { cell.value.clone() }
    };
    assert!(counts.iter().all(|(area, count)| same(area) == *count));
    assert!(counts.iter().all(|(area, _)| area != "south"));
    let people = cells.iter().filter(|c| c.figure == FIGURE && c.measure == "population");
    assert!(
        people.clone().count() > 3 && people.clone().all(|c| c.period == "2021"),
        "the year that has one"
    );
}

#[test]
fn a_group_stands_for_its_members() {
    let grid =
        tiles("[[antwerpen], [limburg, south]]", 2023, "antwerpen: 200000, limburg: 90000, south: 160000");
    let (_dir, cells) = built(&grid, "", &PLAIN);
    assert_eq!(
        of(&cells, "per_100000").into_iter().filter(|(_, rate)| !rate.is_empty()).collect::<Vec<_>>(),
        pairs(&[("antwerpen", "216.5"), ("limburg", "234.4"), ("south", "76.3")])
    );
}

#[test]
fn rates_of_a_rounded_line_are_those_of_rounded_counts() {
    let grid = tiles("[[antwerpen, limburg]]", 2023, "antwerpen: 200000, limburg: 90000");
    let (_dir, cells) = built(&grid, "protection: {method: rounding}\n", &PLAIN);
    let (counts, rates) = (of(&cells, "contacts"), of(&cells, "per_100000"));
    let number = |list: &[(String, String)], area: &str| {
        list.iter().find(|(a, _)| a == area).unwrap().1.parse::<f64>().unwrap()
    };
    for (area, people) in [("antwerpen", 200_000.0), ("limburg", 90_000.0)] {
        let count = number(&counts, area);
        assert!((count % 5.0).abs() < 1e-9, "{count}");
        assert!((number(&rates, area) - count * 100_000.0 / people).abs() <= 0.05 + 1e-9);
    }
}

#[test]
fn without_the_population_of_these_years_there_is_no_map() {
    let old = tiles("[[antwerpen, limburg]]", 2017, "antwerpen: 200000, limburg: 90000");
    let later = tiles("[[antwerpen, limburg]]", 2024, "antwerpen: 200000, limburg: 90000");
    let one = tiles("[[antwerpen, limburg]]", 2023, "antwerpen: 200000");
    for tiles in [old, later, one, "tiles: {rows: [[antwerpen, limburg]]}\n".to_owned()] {
        let (_dir, cells) = built(&tiles, "", &PLAIN);
        assert!(cells.iter().all(|c| c.figure != FIGURE), "{tiles}");
        assert!(cells.iter().any(|c| c.figure == "contacts-by-province"));
    }
}

#[test]
fn the_map_stands_in_place_of_bars() {
    let grid = tiles("[[antwerpen, limburg]]", 2023, "antwerpen: 200000, limburg: 90000");
    let charts = |tiles: &str| {
        let (dir, _) = built(tiles, "", &PLAIN);
        let pdf = std::fs::read(dir.path().join("reports/2023/voorbeeld/report.nl.pdf")).unwrap();
        let strings = super::pdf_text::strings(&hayro_syntax::Pdf::new(pdf).unwrap());
        let by_province = |kind: &str| {
            strings.lines().find(|l| l.starts_with(kind) && l.contains("provincie")).map(str::to_owned)
        };
        // Luik, of which most went, makes shares of two years the other chart.
        (by_province("Tegelkaart"), by_province("Liggend staafdiagram").or_else(|| by_province("Puntenpaar")))
    };
    let (map, bars) = charts(&grid);
    let map = map.unwrap();
    // 433 of 200000 and 211 of 90000.
    assert!(map.contains("Antwerpen 216,5 (433); Limburg 234,4 (211)"), "{map}");
    assert!(map.contains("Niet op de kaart: "), "{map}");
    assert_eq!(bars, None);
    let (map, bars) = charts("");
    assert!(map.is_none() && bars.is_some());
}

/// A square of a degree whose south-western corner is given, as a feature.
fn square(name: &str, (x, y): (f64, f64)) -> String {
    let ring = [(x, y), (x + 1.0, y), (x + 1.0, y + 1.0), (x, y + 1.0), (x, y)];
    let ring: Vec<String> = ring.iter().map(|(x, y)| format!("[{x},{y}]")).collect();
    format!(
        "{{\"type\":\"Feature\",\"properties\":{{\"naam\":\"{name}\"}},\"geometry\":{{\"type\":\"Polygon\",\
         \"coordinates\":[[{}]]}}}}",
        ring.join(",")
    )
}

fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

const PEOPLE: &str = "  population: [{year: 2023, source: Bron, inhabitants: {antwerpen: 200000, limburg: 90000, south: 160000}}]\n";

/// The group has a shape here, and one of its members is called as it is.
#[test]
fn areas_are_drawn_in_their_shapes() {
    let dir = bare();
    let root = dir.path();
    let shapes = [
        square("Antwerpen", (4.0, 51.0)),
        square("B-LIM", (5.0, 51.0)),
        square("Zuid", (4.5, 50.0)),
        square("Elsewhere on earth", (7.0, 50.0)),
    ];
    put(root, "data/codelists/areas.geojson", collection(&shapes));
    let tiles =
        format!("tiles:\n  shapes: {{file: areas.geojson, key: naam, areas: {{limburg: B-LIM}}}}\n{PEOPLE}");
    let (built, cells) = built_in(dir, &tiles, "", &PLAIN);
    assert_eq!(
        of(&cells, "per_100000").into_iter().filter(|(_, rate)| !rate.is_empty()).collect::<Vec<_>>(),
        pairs(&[("antwerpen", "216.5"), ("limburg", "234.4"), ("south", "76.3")])
    );
    let pdf = std::fs::read(built.path().join("reports/2023/voorbeeld/report.nl.pdf")).unwrap();
    let strings = super::pdf_text::strings(&hayro_syntax::Pdf::new(pdf).unwrap());
    let map = strings.lines().find(|l| l.starts_with("Kaart, 2023")).unwrap();
    assert!(map.contains("Antwerpen 216,5 (433); Limburg 234,4 (211)"), "{map}");
    let page = std::fs::read_to_string(built.path().join("reports/2023/voorbeeld/report.nl.html")).unwrap();
    assert!(page.contains("Kaart, 2023"));
}

#[test]
fn shapes_that_cannot_be_drawn_are_told_with_what_to_do() {
    let good = collection(&[square("Antwerpen", (4.0, 51.0)), square("Limburg", (5.0, 51.0))]);
    let points = good.replace("Polygon", "Point");
    let refused = |file: &str, tiles: &str, wanted: &[&str]| {
        let dir = bare();
        put(dir.path(), "data/codelists/areas.geojson", file);
        put(dir.path(), "data/codelists/province.yaml", format!("{CODES}tiles:\n{tiles}\n{PEOPLE}"));
        let run = jaarlijn(dir.path(), &["check"]);
        for text in wanted {
            assert!(run.code != 0 && run.err.contains(text), "{text}\n{}", run.said());
        }
    };
    let plain = "  shapes: {file: areas.geojson, key: naam}";
    refused(
        &good,
        "  shapes: {file: other.geojson}",
        &["error[C166] data/codelists/province.yaml:", "no file `other.geojson`"],
    );
    refused(&good, "  shapes: {file: ../areas.geojson}", &["error[C166]", "no name of a file"]);
    refused("{\"features\": [", plain, &["error[C166]", "is no GeoJSON: line 1, column 14"]);
    refused("{}", plain, &["error[C166]", "has no features"]);
    refused(
        &good,
        "  shapes: {file: areas.geojson, key: code}",
        &["error[C166]", "name with `key` the property"],
    );
    refused(
        &points,
        plain,
        &["error[C166]", "is a polygon", "the features are named `Antwerpen`, `Limburg`"],
    );
    refused(
        &good,
        "  shapes: {file: areas.geojson, key: naam, areas: {limburg: Limburh, limbrug: Limburg}}",
        &["error[C166]", "did you mean `Limburg`?", "error[C160]", "did you mean `limburg`?"],
    );
    refused(&good, &format!("  rows: [[antwerpen]]\n{plain}"), &["error[C161]", "keep `rows` or `shapes`"]);
}
