//! What a reader's eye asks of a chart: bars that compare, round hours, one mark for one colour.

use super::super::frame::Scale;
use super::super::view::Unit;
use super::tables::{Dutch, example, head, plain, safe, table, years};
use super::{ACCENT, planned, theme};
use crate::base::Period;
use crate::charts::{ChartPlan, Ground, plan};

use crate::measures::{Flag, Form, Header, Label, NoteRef, Role, Table};

fn texts(plan: &ChartPlan) -> Vec<&str> {
    let graphic = plan.option["graphic"].as_array().unwrap();
    graphic.iter().filter_map(|e| e["style"]["text"].as_str()).collect()
}

#[test]
fn one_bar_alone_is_no_chart() {
    let bars = |counts: [u64; 4]| {
        let rows = ["A", "B", "C", "Onbekend"].map(|n| plain(n, Role::Body)).to_vec();
        planned(&table(Form::RankedBars, rows, years(2022, 2023), |r, _| counts[r]))
    };
    assert!(bars([26, 0, 0, 0]).is_none());
    // What is withheld is no bar either.
    assert!(bars([26, 3, 2, 0]).is_none());
    assert!(bars([26, 9, 0, 0]).is_some());
    // Three rows are read in the table as fast.
    let few = ["A", "B", "C"].map(|n| plain(n, Role::Body)).to_vec();
    assert!(planned(&table(Form::RankedBars, few, years(2022, 2023), |r, _| [26, 9, 8][r])).is_none());
}

#[test]
fn withheld_parts_of_a_bar_stand_together_in_their_place() {
    let cols = ["A", "B", "C", "Totaal"].map(|n| plain(n, Role::Body));
    let mut cols = cols.to_vec();
    cols[3].role = Role::Total;
    let rows = ["X", "Y", "Z"].map(|n| plain(n, Role::Body)).to_vec();
    // Of X the first two parts are small; the third ends where the bar ends.
    let counts = [[4, 3, 60, 67], [30, 30, 40, 100], [30, 30, 40, 100]];
    let drawn = |rows: &[Header]| {
        planned(&table(Form::StackedShare, rows.to_vec(), cols.clone(), |r, c| counts[r][c]))
    };
    // Of two rows they are a third of all.
    assert!(drawn(&rows[..2]).is_none());
    let plan = drawn(&rows).unwrap();
    let texts = texts(&plan);
    let hidden = texts.iter().position(|t| *t == "[c]").unwrap();
    let after = texts.iter().position(|t| *t == "90\u{a0}%").unwrap();
    assert!(hidden < after, "{texts:?}");
}

#[test]
fn a_sign_of_all_bars_is_said_once() {
    let rows = ["A", "B", "C", "D"].map(|n| plain(n, Role::Body)).to_vec();
    let mut bars = table(Form::RankedBars, rows, years(2022, 2023), |r, _| [26, 19, 12, 8][r]);
    for row in 0..4 {
        bars.cells[row * 2 + 1].flags.insert(Flag::Provisional);
    }
    let plan = planned(&bars).unwrap();
    assert!(texts(&plan).contains(&"2023 [p] voorlopig"), "{:?}", texts(&plan));
    assert_eq!(texts(&plan).iter().filter(|t| t.contains("[p]")).count(), 1, "{:?}", texts(&plan));
    // Three bars hatched, one not: each of the three bears its sign.
    bars.cells[5].flags.clear();
    let plan = planned(&bars).unwrap();
    assert!(texts(&plan).contains(&"26 [p]") && texts(&plan).contains(&"12"), "{:?}", texts(&plan));
    assert_eq!(texts(&plan).iter().filter(|t| t.contains("[p]")).count(), 3, "{:?}", texts(&plan));
}

#[test]
fn of_a_column_only_the_partial_segment_is_hatched() {
    let rows = ["Telefoon", "Chat"].map(|n| plain(n, Role::Body)).into_iter();
    let rows: Vec<_> = rows.chain([plain("Totaal", Role::Total)]).collect();
    let mut stack = table(Form::YearStack, rows, years(2022, 2023), |r, _| [60, 40, 100][r]);
    let whole = planned(&stack).unwrap();
    assert_eq!(texts(&whole).iter().filter(|t| **t == "60").count(), 3, "{:?}", texts(&whole));
    stack.cells[2].flags.insert(Flag::PartialYear);
    let plan = planned(&stack).unwrap();
    // Telephone keeps its number in both columns and beside the last one; chat loses that of the first.
    assert_eq!(texts(&plan).iter().filter(|t| **t == "60").count(), 3, "{:?}", texts(&plan));
    assert_eq!(texts(&plan).iter().filter(|t| **t == "40").count(), 2, "{:?}", texts(&plan));
    assert_eq!(texts(&plan).iter().filter(|t| **t == "[d]").count(), 1, "{:?}", texts(&plan));
}

#[test]
fn divided_bars_of_which_most_is_withheld_are_no_chart() {
    let chart = |small: usize| {
        let parts = ["A", "B", "C"].map(|n| plain(n, Role::Body)).into_iter();
        let cols = parts.chain([plain("Totaal", Role::Total)]).collect();
        let rows = ["V", "W", "X", "Y"].map(|n| plain(n, Role::Body)).to_vec();
        // Of some rows two parts are small: they are withheld.
        let count = |r: usize, c: usize| if r < small { [2, 3, 95, 100][c] } else { [50, 30, 20, 100][c] };
        planned(&table(Form::StackedShare, rows, cols, count))
    };
    assert!(chart(0).is_some());
    assert!(chart(4).is_none());
}

#[test]
fn long_times_are_divided_by_quarters_of_a_day() {
    let scale = |hours: f64| Scale::of_unit([hours * 3600.0].into_iter(), 4.0, Unit::Clock);
    let ticks = |hours: f64| -> Vec<f64> { scale(hours).ticks().iter().map(|t| t / 3600.0).collect() };
    assert_eq!(ticks(49.4), [0.0, 12.0, 24.0, 36.0, 48.0, 60.0]);
    assert_eq!(ticks(14.0), [0.0, 3.0, 6.0, 9.0, 12.0, 15.0]);
    // Below that by minutes, as before.
    assert_eq!(scale(0.5).step, 600.0);
}

#[test]
fn parts_of_one_colour_share_a_mark() {
    let parts = ["A", "B"].map(|n| plain(n, Role::Body)).into_iter();
    let unknown = ["Onbekend", "Onduidelijk"].map(|n| plain(n, Role::Unknown));
    let cols = parts.chain(unknown).chain([plain("Totaal", Role::Total)]).collect();
    let rows = vec![plain("X", Role::Body), plain("Y", Role::Body)];
    let counts = [50, 30, 20, 10, 110];
    let plan = planned(&table(Form::StackedShare, rows, cols, |_, c| counts[c])).unwrap();
    assert!(texts(&plan).contains(&"Onbekend, Onduidelijk"), "{:?}", texts(&plan));
}

#[test]
fn a_panel_alone_has_no_name_and_small_multiples_have_a_number() {
    let one = vec![plain("Enige lijn", Role::Body)];
    let plan = planned(&table(Form::YearPanels, one, years(2021, 2023), |_, c| 10 + c as u64)).unwrap();
    assert!(!texts(&plan).contains(&"Enige lijn"), "{:?}", texts(&plan));
    let multiples = planned(&example(Form::SmallMultiples)).unwrap();
    let number = |text: &&&str| text.chars().all(|c| c.is_ascii_digit() || c == '.');
    let numbers = texts(&multiples).iter().filter(number).filter(|t| !t.starts_with("20")).count();
    assert!(numbers >= 2, "{:?}", texts(&multiples));
}

#[test]
fn apostrophes_are_curved() {
    let rows = ["Équipe d'Anvers", "B", "C", "D"].map(|name| plain(name, Role::Body)).to_vec();
    let plan = planned(&table(Form::RankedBars, rows, years(2023, 2023), |r, _| 10 + r as u64)).unwrap();
    assert!(texts(&plan).contains(&"Équipe d’Anvers"), "{:?}", texts(&plan));
}

/// Months from September 2022 on, two series, and two events.
fn visits(months: i32) -> Table {
    let month = |n: i32| Period::Month(2022 + (8 + n) / 12, u8::try_from((8 + n) % 12 + 1).unwrap());
    let rows: Vec<Header> = (0..months).map(|n| head(Label::Period(month(n)), Role::Body)).collect();
    let cols = ["Bezoekers van de zelfhulpmodule", "Terugkerende bezoekers"].map(|n| plain(n, Role::Body));
    let mut table = table(Form::SeriesMonths, rows, cols.to_vec(), |r, c| {
        if (r, c) == (2, 0) { 987 } else { [400, 40][c] + r as u64 }
    });
    let note = |id: &str, args: &[(&str, &str)]| NoteRef {
        id: id.to_owned(),
        args: args.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
    };
    table.notes = vec![
        note("event", &[("n", "1"), ("from", "date:2022-11-01"), ("to", "date:2022-11-30")]),
        note("event-day", &[("n", "2"), ("from", "date:2023-03-01")]),
    ];
    table
}

#[test]
fn series_have_their_names_their_highest_month_and_the_events() {
    let plan = planned(&visits(16)).unwrap();
    let seen = texts(&plan);
    // The highest of all, and of the report year the highest and the lowest.
    for text in ["987", "415", "404", "1", "2", "2022", "2023"] {
        assert!(seen.contains(&text), "{text}: {seen:?}");
    }
    // Names stand at the lines, on as many lines of text as they need, and whole.
    let all = seen.join(" ");
    assert!(all.contains("Bezoekers van de zelfhulpmodule") && !all.contains('…'), "{all}");
    assert!(plan.alt.contains("Terugkerende bezoekers: ") && plan.alt.contains("987"), "{}", plan.alt);
    // Less than a year is no chart.
    assert!(planned(&visits(12)).is_some() && planned(&visits(11)).is_none());
}

#[test]
fn a_month_that_is_not_there_leaves_its_room() {
    let whole = visits(16);
    let mut gap = whole.clone();
    gap.rows.remove(10);
    gap.cells.drain(20..22);
    let line = |table: &Table| planned(table).unwrap().option["series"][1]["data"].as_array().unwrap().len();
    assert_eq!((line(&whole), line(&gap)), (16, 16));
}

#[test]
fn areas_of_nearly_one_rate_have_one_shade_and_a_withheld_one_has_none() {
    let plan = planned(&example(Form::Tiles)).unwrap();
    let fills = |x: f64, y: f64| -> Vec<&str> {
        let marks = plan.option["graphic"].as_array().unwrap().iter();
        let at = |mark: &&serde_json::Value| {
            let rects = mark["shape"]["rects"].as_array().into_iter().flatten();
            let numbers: Vec<f64> = rects.filter_map(serde_json::Value::as_f64).collect();
            numbers.chunks(4).any(|r| (r[0] - x).abs() < 0.1 && (r[1] - y).abs() < 0.1)
        };
        marks.filter(at).filter_map(|mark| mark["style"]["fill"].as_str()).collect()
    };
    // West 93.9, East 130, North 195.3; Limburg is withheld; Brabant, below North, 91.8.
    let (wide, high) = ((plan.width + 3.0) / 4.0, 53.0);
    let tile = |x: f64, y: f64| fills(x * wide.min(95.0), y * high);
    let [west, east, north, limburg, brabant] =
        [(0.0, 0.0), (1.0, 0.0), (2.0, 0.0), (3.0, 0.0), (2.0, 1.0)].map(|(x, y)| tile(x, y));
    assert!(west.len() == 1 && west == brabant && limburg.is_empty());
    assert!(east.len() == 1 && east != west && north.len() == 1 && north != east);
    let texts = texts(&plan);
    assert_eq!(texts.iter().filter(|t| **t == "[c]").count(), 1, "{texts:?}");
    assert!(["0", "50", "100", "150", "200"].iter().all(|edge| texts.contains(edge)), "{texts:?}");
    assert!(texts.iter().any(|t| t.contains("Elders 58")), "{texts:?}");
}

/// Four answers and what is not known, in two years: 10, 20, 30, 40 of 100 become 30, 22, 21 and a withheld one of 80.
#[test]
fn shares_of_two_years_stand_by_their_change() {
    let mut rows: Vec<Header> =
        ["Een", "Twee", "Drie", "Vier"].iter().map(|name| plain(name, Role::Body)).collect();
    rows.extend([plain("Onbekend", Role::Unknown), plain("Totaal", Role::Total)]);
    let counts = [[10, 30], [20, 22], [30, 21], [40, 3], [0, 0], [100, 76]];
    let table =
        |counts: [[u64; 2]; 6]| table(Form::RankedBars, rows.clone(), years(2022, 2023), |r, c| counts[r][c]);
    let theme = theme();
    let ground = Ground { theme: &theme, accent: ACCENT, page: 470.0 };
    let drawn = |counts, compared| plan(&safe(&table(counts)), &Dutch::new(), ground, compared);
    let planned = |compared| drawn(counts, compared).unwrap();
    // Bars of which a third is withheld are none.
    assert!(drawn(counts, None).is_none());
    let bars = drawn([[10, 30], [20, 22], [30, 21], [40, 33], [0, 0], [100, 106]], None).unwrap();
    assert!(!texts(&bars).iter().any(|text| text.contains('%')), "{:?}", texts(&bars));
    let dots = planned(Some((0, 1)));
    let shown = texts(&dots);
    let at = |name: &str| shown.iter().position(|text| *text == name).unwrap();
    // What rose most stands first, what cannot be compared behind, and nobody whose answer is not known.
    assert!(at("Een") < at("Twee") && at("Twee") < at("Drie") && at("Drie") < at("Vier"), "{shown:?}");
    assert!(!shown.contains(&"Onbekend"), "{shown:?}");
    for share in ["10,0 %", "39,5 %", "20,0 %", "28,9 %", "30,0 %", "40,0 %", "[c]", "2022", "2023"] {
        assert!(shown.iter().any(|text| text.replace('\u{a0}', " ") == share), "{share}: {shown:?}");
    }
    assert!(!shown.iter().any(|text| text.contains("3,9")), "{shown:?}");
}
