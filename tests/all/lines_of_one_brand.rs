//! Two lines that share a brand and pass contacts on to each other: every figure of the landscape against
//! the numbers that the registrations were written from.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use super::demo::{Cell, published_cells};
use super::support::{jaarlijn, put};

const WORKSPACE: &str = "
publisher: Voorbeeld
date: 2024-04-15
years: [2023]
languages: [nl, fr, en, de]
landscape:
  look_back: 3
  outside:
    derde: {name: Derde lijn}
  brands:
    vlinder:
      {nl: Vlinder, fr: Papillon, en: Butterfly, de: Schmetterling, source: afspraak, carriers: [
        {name: een vereniging, until: 2021-12-31},
        {name: Noordlijn, from: 2022-01-01, until: 2023-06-30},
        {name: zuid, from: 2023-07-01}]}
";
const ENTRY_POINTS: &str = "
codes:
  - {id: vlinder, nl: Vlinder, fr: Papillon, en: Butterfly, de: Schmetterling}
  - {id: own, nl: Eigen nummer, fr: Propre numéro, en: Own number, de: Eigene Nummer}
";
const LINES: &str = "
codes:
  - {id: noord, nl: Noord}
  - {id: zuid, nl: Zuid}
  - {id: derde, nl: Derde}
";
const LINE: &str = "
synthetic: true
since: 2020-01-01
look_back: 3
channels:
  phone: {}
dimensions:
  entry_point: {}
  transfer_line: {}
  transfer_from: {}
files:
  - match: \"*.csv\"
    columns: {id: id, date: day, channel: channel, entry_point: entry, transfer_line: to, transfer_from: from}
";
/// Staff and volunteers of one of them; of the other nothing is known.
const MEANS: &str = "
series:
  fte: {source: het personeelsregister, date: 2023-12-31}
  fte_care: {}
  fte_coordination: {}
  volunteers: {}
";
const SERIES: &str =
    "series,period,value\nfte,2023,4.0\nfte_care,2023,3.2\nfte_coordination,2023,0.8\nvolunteers,2023,25\n";

/// Contacts of one line in a half of a year: all, those under the brand, those passed on to each line, those
/// taken over from the other.
struct Half {
    month: &'static str,
    all: usize,
    brand: usize,
    to: &'static [(&'static str, usize)],
    from: (&'static str, usize),
}

const NOORD: [Half; 4] = [
    Half { month: "2022-02", all: 180, brand: 50, to: &[("zuid", 10)], from: ("zuid", 0) },
    Half { month: "2022-09", all: 120, brand: 30, to: &[("zuid", 14)], from: ("zuid", 0) },
    Half { month: "2023-02", all: 100, brand: 30, to: &[("zuid", 20), ("derde", 12)], from: ("zuid", 8) },
    Half { month: "2023-09", all: 100, brand: 0, to: &[("zuid", 16)], from: ("zuid", 7) },
];
const ZUID: [Half; 4] = [
    Half { month: "2022-02", all: 70, brand: 0, to: &[], from: ("noord", 10) },
    Half { month: "2022-09", all: 80, brand: 0, to: &[], from: ("noord", 12) },
    Half { month: "2023-02", all: 130, brand: 0, to: &[("noord", 8)], from: ("noord", 19) },
    Half { month: "2023-09", all: 130, brand: 45, to: &[("noord", 7)], from: ("noord", 14) },
];

fn rows(line: &str, halves: &[Half]) -> String {
    let mut text = "id,day,channel,entry,to,from\n".to_owned();
    for half in halves {
        // Those passed on are at the front, those taken over at the back, so that none is both.
        let mut to = half.to.iter().flat_map(|(line, n)| std::iter::repeat_n(*line, *n));
        for i in 0..half.all {
            let entry = if i % 2 == 0 && i / 2 < half.brand { "vlinder" } else { "own" };
            let from = if i >= half.all - half.from.1 { half.from.0 } else { "" };
            let day = i % 28 + 1;
            let (month, to) = (half.month, to.next().unwrap_or_default());
            text += &format!("{line}-{month}-{i},{month}-{day:02},phone,{entry},{to},{from}\n");
        }
    }
    text
}

fn built() -> &'static Path {
    static BUILT: OnceLock<tempfile::TempDir> = OnceLock::new();
    let dir = BUILT.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let at = dir.path();
        put(at, "data/workspace.yaml", WORKSPACE);
        put(at, "data/codelists/entry_point.yaml", ENTRY_POINTS);
        put(at, "data/codelists/lines.yaml", LINES);
        put(at, "data/noord/helpline.yaml", format!("name: Noordlijn\n{LINE}{MEANS}"));
        put(at, "data/zuid/helpline.yaml", format!("name: Zuidlijn\n{LINE}"));
        put(at, "data/noord/series/means.csv", SERIES);
        put(at, "data/noord/registrations/all.csv", rows("noord", &NOORD));
        put(at, "data/zuid/registrations/all.csv", rows("zuid", &ZUID));
        jaarlijn(at, &["build", "--publish"]).ends(0, &["landscape"]);
        dir
    });
    dir.path()
}

fn value(figure: &str, measure: &str, dims: &[(&str, &str)], period: &str) -> String {
    static CELLS: OnceLock<Vec<Cell>> = OnceLock::new();
    let cells = CELLS.get_or_init(|| published_cells(&built().join("reports/2023/landscape")));
    let dims: BTreeMap<String, String> = dims.iter().map(|(d, c)| ((*d).into(), (*c).into())).collect();
    let fits = |c: &&Cell| c.figure == figure && c.measure == measure && c.dims == dims && c.period == period;
    let found: Vec<&Cell> = cells.iter().filter(fits).collect();
    assert_eq!(found.len(), 1, "{figure} {measure} {dims:?} {period}");
    if found[0].value.is_empty() { found[0].obs.clone() } else { found[0].value.clone() }
}

#[test]
fn a_brand_counts_once_across_the_take_over() {
    let of = |line: Option<&str>, year: &str| {
        let mut dims = vec![("brand", "vlinder")];
        dims.extend(line.map(|l| ("line", l)));
        value("entry-points-answered-contact", "contacts", &dims, year)
    };
    // 50 + 30 at the first line, then 30 there and 45 at the second.
    assert_eq!([of(Some("noord"), "2022"), of(Some("noord"), "2023")], ["80", "30"]);
    // The second line did not carry it in 2022: that is no zero.
    assert_eq!([of(Some("zuid"), "2022"), of(Some("zuid"), "2023")], ["M", "45"]);
    assert_eq!([of(None, "2022"), of(None, "2023")], ["80", "75"]);
}

#[test]
fn transfers_are_counted_at_the_sender() {
    let pair = |a: &str, b: &str, year: &str| {
        value("transfers-per-year", "transfers", &[("line", a), ("other_line", b)], year)
    };
    assert_eq!([pair("noord", "zuid", "2022"), pair("noord", "zuid", "2023")], ["24", "36"]);
    assert_eq!([pair("noord", "derde", "2023"), pair("zuid", "noord", "2023")], ["12", "15"]);
    assert_eq!(value("transfers-per-year", "transfers", &[("line", "noord")], "2023"), "48");
    // 20 + 16 + 12 + 8 + 7.
    assert_eq!(value("transfers-per-year", "transfers", &[], "2023"), "63");
    let matrix =
        |a: &str, b: &str| value("transfers-matrix", "transfers", &[("line", a), ("other_line", b)], "2023");
    assert_eq!(
        [matrix("noord", "zuid"), matrix("noord", "noord"), matrix("zuid", "noord")],
        ["36", "M", "15"]
    );
    let received = |measure: &str, line: &str, year: &str| {
        value("transfers-received", measure, &[("other_line", line)], year)
    };
    assert_eq!(received("transfers", "zuid", "2022"), "24");
    assert_eq!(received("transfers_registered", "zuid", "2022"), "22");
    assert_eq!(received("transfers_difference", "zuid", "2022"), "-2");
    assert_eq!(received("transfers_difference", "noord", "2023"), "0");
}

#[test]
fn no_transferred_contact_stands_twice_in_the_total() {
    let total = |year: &str| value("lines-answered-contact", "contacts", &[], year);
    // 300 + 150 less 24; 200 + 260 less the 36 and 15 that both lines counted. The 12 that went to a line
    // outside were counted once.
    assert_eq!([total("2022"), total("2023")], ["426", "409"]);
    assert_eq!(value("lines-answered-contact", "transfers", &[], "2023"), "51");
}

#[test]
fn means_are_those_of_the_series_and_unknown_is_no_zero() {
    let staff = |series: &str, line: &str| value("staff-by-line", series, &[("line", line)], "2023");
    assert_eq!(
        [staff("fte", "noord"), staff("fte_care", "noord"), staff("fte", "zuid")],
        ["4.0", "3.2", "O"]
    );
    assert_eq!(value("volunteers-by-line", "volunteers", &[("line", "noord")], "2023"), "25");
    // 200 contacts by four full-time equivalents.
    let per = |line: &str| value("per-fte-answered-contact", "per_fte", &[("line", line)], "2023");
    assert_eq!([per("noord"), per("zuid")], ["50", "O"]);
}

#[test]
fn nothing_can_be_derived_from_what_two_lines_say_of_one_contact() {
    jaarlijn(built(), &["audit"]).ends(0, &[]);
}
