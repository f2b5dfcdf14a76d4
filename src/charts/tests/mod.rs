//! Every form from a protected table; what must never happen.

mod looks;
mod tables;

use std::time::{Duration, Instant};

use super::{ChartError, ChartPlan, Engine, Ground, Metrics, Problem, Theme, Weight, draw, plan};
use crate::base::{Exit, Finding};
use crate::config::Limits;
use crate::measures::{Exact, Form, Missing, Role, Table};
use tables::{Dutch, FORMS, example, plain, safe, table, years};

const ACCENT: &str = "#7a2a5a";

const LIMITS: Limits = Limits { chart_time: Duration::from_secs(20), chart_memory: 512 << 20 };

fn theme() -> Theme {
    Theme::new(Metrics::embedded().unwrap()).unwrap()
}

fn planned(table: &Table) -> Option<ChartPlan> {
    plan(&safe(table), &Dutch::new(), Ground { theme: &theme(), accent: ACCENT, page: 470.0 }, None)
}

fn option(table: &Table) -> String {
    planned(table).unwrap().option.to_string()
}

#[test]
fn every_form_is_drawn_within_its_frame() {
    let mut engine = Engine::new(&theme().metrics, LIMITS).unwrap();
    for form in FORMS {
        let plan = planned(&example(form)).unwrap();
        let svg = draw(&mut engine, &plan).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("font-family:Noto Sans"), "{form:?}");
        assert!(svg.contains("<path") && !svg.contains("NaN"), "{form:?}: {svg}");
        assert!(!svg.contains("foreignObject") && !svg.contains("<filter"), "{form:?}");
        assert!(plan.alt.starts_with(|c: char| c.is_uppercase()) && plan.alt.ends_with('.'), "{}", plan.alt);
        assert!(!plan.alt.contains('{'), "{}", plan.alt);
    }
}

#[test]
fn every_series_leaves_ink() {
    let mut engine = Engine::new(&theme().metrics, LIMITS).unwrap();
    for form in FORMS {
        let plan = planned(&example(form)).unwrap();
        let drawn = |plan: &ChartPlan, engine: &mut Engine| {
            let svg = draw(engine, plan).unwrap();
            assert!(!svg.contains("d=\"\""), "{form:?} has an empty path");
            svg.split("<path").map(|path| path.matches(['L', 'l']).count()).sum::<usize>()
        };
        let whole = drawn(&plan, &mut engine);
        for place in 0..plan.option["series"].as_array().map_or(0, Vec::len) {
            let mut without = plan.clone();
            without.option["series"].as_array_mut().unwrap().remove(place);
            assert!(drawn(&without, &mut engine) < whole, "{form:?}: series {place} is not drawn");
        }
    }
}

#[test]
fn columns_are_those_of_the_whole_not_of_its_only_part() {
    let rows = vec![plain("Bezoekers", Role::Total), plain("Terugkerende", Role::Body)];
    let visits = table(Form::YearColumns, rows, years(2021, 2023), |r, c| [900, 80][r] + c as u64);
    let option = planned(&visits).unwrap().option;
    let drawn: Vec<f64> = option["series"][0]["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|d| d["value"].as_f64().or(d["value"][0].as_f64()).unwrap())
        .collect();
    assert_eq!(drawn, [900.0, 901.0, 902.0]);
}

#[test]
fn no_text_leaves_the_chart() {
    let metrics = theme().metrics;
    for form in FORMS {
        let plan = planned(&example(form)).unwrap();
        for element in plan.option["graphic"].as_array().unwrap().iter().filter(|e| e["type"] == "text") {
            let style = &element["style"];
            let weight = if style["fontWeight"] == 700 { Weight::Bold } else { Weight::Regular };
            let size = style["fontSize"].as_f64().unwrap();
            let wide = metrics.width(style["text"].as_str().unwrap(), size, weight);
            let x = style["x"].as_f64().unwrap();
            let left = match style["align"].as_str() {
                Some("right") => x - wide,
                Some("center") => x - wide / 2.0,
                _ => x,
            };
            assert!(left > -0.5 && left + wide < plan.width + 0.5, "{form:?}: {style}");
            let y = style["y"].as_f64().unwrap();
            assert!(y >= size * 0.4 && y <= plan.height - size * 0.4, "{form:?}: {style}");
        }
    }
}

#[test]
fn a_withheld_number_leaves_no_trace() {
    for form in FORMS {
        let base = example(form);
        let mut drawn = 0;
        for cell in (0..base.cells.len()).step_by(5) {
            let with = |n: u64| {
                let mut table = base.clone();
                table.cells[cell].value = Exact::Count(n);
                planned(&table).map(|plan| (plan.option.to_string(), plan.alt))
            };
            assert_eq!(with(1), with(4), "{form:?}, cell {cell}");
            drawn += u32::from(with(1) != with(77_777));
        }
        assert!(drawn > 0, "{form:?}");
    }
}

#[test]
fn a_withheld_cell_is_a_gap_with_its_sign() {
    let rows = vec![plain("Oproepen", Role::Body)];
    let table = table(Form::YearColumns, rows, years(2020, 2023), |_, c| [900, 2, 800, 1000][c]);
    let plan = planned(&table).unwrap();
    let data = &plan.option["series"][0]["data"];
    assert!(data[1]["value"].is_null(), "{data}");
    assert_eq!(plan.option["yAxis"]["max"], 1000.0);
    let texts: Vec<&str> = plan.option["graphic"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|e| e["style"]["text"].as_str())
        .collect();
    assert_eq!(texts.iter().filter(|t| **t == "[c]").count(), 1);
    assert!(texts.contains(&"1.000"), "numbers follow the language: {texts:?}");
}

#[test]
fn a_rest_that_hides_a_withheld_part_is_not_drawn() {
    let names = ["A", "B", "C", "D", "E", "F", "G", "H"];
    let rows = names.iter().map(|n| plain(n, Role::Body)).collect::<Vec<_>>();
    let table =
        table(Form::YearStack, rows, years(2022, 2023), |r, c| if (r, c) == (7, 1) { 3 } else { 100 });
    let plan = planned(&table).unwrap();
    let rest = &plan.option["series"][6]["data"];
    assert_eq!((rest[0].as_f64(), rest[1].as_f64()), (Some(200.0), None), "two rows are summed, or none");
    assert_eq!(plan.option["series"].as_array().unwrap().len(), 7);
}

#[test]
fn a_row_with_one_withheld_part_is_not_divided() {
    let cols = vec![
        plain("A", Role::Body),
        plain("B", Role::Body),
        plain("C", Role::Body),
        plain("Totaal", Role::Total),
    ];
    let rows = ["X", "Y", "Z", "W", "V", "U"].map(|name| plain(name, Role::Body)).to_vec();
    // Y has a part more than is shown, so that its 4 is the only number withheld.
    let counts = [
        [50, 30, 20, 100],
        [70, 26, 4, 120],
        [90, 4, 3, 97],
        [60, 25, 15, 100],
        [40, 35, 25, 100],
        [40, 35, 25, 100],
    ];
    let table = table(Form::StackedShare, rows, cols, |r, c| counts[r][c]);
    let plan = planned(&table).unwrap();
    let texts = plan.option["graphic"].as_array().unwrap().iter().filter_map(|e| e["style"]["text"].as_str());
    let seen: Vec<&str> = texts.filter(|text| text.ends_with('%') || *text == "[c]").collect();
    // Y is not divided, for the rest would give back its 4; Z: 90 of 97 = 92.78 %.
    let whole = ["60\u{a0}%", "25\u{a0}%", "15\u{a0}%"];
    assert_eq!(seen[..6], ["50\u{a0}%", "30\u{a0}%", "20\u{a0}%", "[c]", "93\u{a0}%", "[c]"]);
    assert_eq!(seen[6..9], whole);
    let rects = |element: &serde_json::Value| element["shape"]["rects"].as_array().map_or(0, Vec::len) / 4;
    // Three names of parts, three segments of X, of W, of V and of U, one of Z.
    assert_eq!(plan.option["graphic"].as_array().unwrap().iter().map(rects).sum::<usize>(), 16);
}

#[test]
fn totals_are_not_drawn_and_too_little_data_gives_no_chart() {
    let rows = vec![plain("A", Role::Body), plain("B", Role::Body), plain("Totaal", Role::Total)];
    let stack = table(Form::YearStack, rows.clone(), years(2022, 2023), |r, _| [10, 20, 30][r]);
    assert_eq!(planned(&stack).unwrap().option["series"].as_array().unwrap().len(), 2);
    let few = table(Form::YearStack, rows, years(2023, 2023), |r, _| [10, 2, 0][r].min(4));
    assert!(planned(&Table { form: Form::None, ..few.clone() }).is_none());
    let one = table(Form::YearColumns, vec![plain("A", Role::Body)], years(2022, 2023), |_, c| [3, 10][c]);
    assert!(planned(&one).is_none());
}

#[test]
fn equal_tables_give_equal_options() {
    for form in FORMS {
        assert_eq!(option(&example(form)), option(&example(form)));
    }
}

#[test]
fn a_name_wider_than_its_room_is_shortened() {
    let metrics = theme().metrics;
    let long =
        "Hulpverlenerswachtwoordherstelprocedurebeheerderscollectief van de hele organisatie en alle andere";
    let rows = [long, "Kort", "C", "D"].map(|name| plain(name, Role::Body)).to_vec();
    let plan = planned(&table(Form::RankedBars, rows, years(2023, 2023), |r, _| 10 + r as u64)).unwrap();
    assert!(plan.option.to_string().contains('…') && plan.option.to_string().contains("Kort"));
    let short = metrics.shorten(long, 8.0, Weight::Regular, 100.0);
    let width = metrics.width(&short, 8.0, Weight::Regular);
    assert!(short.ends_with('…') && width <= 100.0 && width > 85.0, "{short}: {width}");
}

#[test]
fn widths_are_those_of_the_font() {
    // Noto Sans: space 0.26 em, digits 0.572 em, A 0.639 em.
    let metrics = theme().metrics;
    let width = metrics.width("A 0", 10.0, Weight::Regular);
    assert!((width - 14.71).abs() < 0.02, "{width}");
    assert!(metrics.width("A", 10.0, Weight::Bold) > metrics.width("A", 10.0, Weight::Regular));
    assert_eq!(metrics.missing("Zoë – 1 234\u{202f}€"), None);
}

#[test]
fn a_character_that_the_font_lacks_is_an_error_that_names_the_chart() {
    let rows = ["Oproep \u{4f60}", "B", "C", "D"].map(|name| plain(name, Role::Body)).to_vec();
    let plan = planned(&table(Form::RankedBars, rows, years(2023, 2023), |r, _| 10 + r as u64)).unwrap();
    let mut engine = Engine::new(&theme().metrics, LIMITS).unwrap();
    let error = draw(&mut engine, &plan).unwrap_err();
    assert_eq!(error, ChartError::new(Problem::Glyph('\u{4f60}')).of("contacts-by-rankedbars"));
    assert_eq!(error.exit(), Exit::Render);
    let finding = Finding::from(error);
    assert_eq!(finding.code, "X004");
    assert_eq!(finding.message, "chart contacts-by-rankedbars: the chart font has no character U+4F60");
}

#[test]
fn a_chart_that_hangs_is_an_error_and_the_engine_lives_on() {
    let mut engine =
        Engine::new(&theme().metrics, Limits { chart_time: Duration::from_millis(500), ..LIMITS }).unwrap();
    let good = planned(&example(Form::Funnel)).unwrap();
    // More work than fits in the time.
    let text = serde_json::json!({ "type": "text", "style": { "text": "x", "fontSize": 8 } });
    let endless = serde_json::json!({ "graphic": vec![text; 60_000] });
    let start = Instant::now();
    let error = draw(&mut engine, &ChartPlan { option: endless, ..good.clone() }).unwrap_err();
    assert_eq!(error, ChartError::new(Problem::Hang(500)).of("contacts-by-funnel"));
    assert!(start.elapsed() < Duration::from_secs(5));
    assert!(draw(&mut engine, &good).is_ok());
}

#[test]
fn tokens_with_a_fault_are_refused() {
    let metrics = theme().metrics;
    let error = Theme::from_yaml("fonts: {sans: 3", metrics).err().unwrap();
    assert_eq!(Finding::from(error).code, "X005");
}

#[test]
fn the_palette_reads_on_paper_and_every_language_has_every_word() {
    let theme = theme();
    for colour in &theme.tokens.palette {
        assert!(super::theme::contrast(colour, &theme.tokens.colours.paper) >= 3.0, "{colour}");
    }
    let keys = |text: &str| -> Vec<String> {
        let words: std::collections::BTreeMap<String, String> = serde_yaml::from_str(text).unwrap();
        words.iter().map(|(key, text)| format!("{key} {:?}", places(text))).collect()
    };
    let dutch = keys(include_str!("../../../templates/words/nl/charts.yaml"));
    assert_eq!(dutch, keys(include_str!("../../../templates/words/fr/charts.yaml")));
    assert_eq!(dutch, keys(include_str!("../../../templates/words/en/charts.yaml")));
    assert_eq!(dutch, keys(include_str!("../../../templates/words/de/charts.yaml")));
    assert_eq!(dutch, keys(include_str!("../../../templates/words/es/charts.yaml")));
}

/// The places of a text, in alphabetical order.
fn places(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect();
    found.sort_unstable();
    found
}

#[test]
fn panels_tell_their_rows_and_leave_out_what_is_withheld() {
    let plan = planned(&example(Form::YearPanels)).unwrap();
    assert!(plan.alt.contains("Kleine lijn: 30 in 2017, 72 in 2023."), "{}", plan.alt);
    assert!(plan.alt.contains("Grote lijn: 90.000 in 2017, 90.042 in 2023."), "{}", plan.alt);
    // Members of a group are in the table only.
    assert!(!plan.alt.contains("Telefoon"), "{}", plan.alt);
    let graphic = plan.option["graphic"].as_array().unwrap();
    let texts: Vec<&str> = graphic.iter().filter_map(|e| e["style"]["text"].as_str()).collect();
    assert_eq!(texts.iter().filter(|t| **t == "[c]").count(), 1);
    assert!(plan.alt.contains("Kleine lijn: niet getoond [c] in 2019"), "{}", plan.alt);
}

#[test]
fn bars_of_the_latest_year_draw_the_year_that_most_rows_have() {
    let rows = ["A", "B", "C", "D"].map(|n| plain(n, Role::Body)).to_vec();
    let mut table = table(Form::LatestBars, rows, years(2021, 2023), |r, c| (100 * (r + 1) + c) as u64);
    // In 2023 only one row has a number.
    for row in [0, 1, 2] {
        table.cells[row * 3 + 2].value = Exact::Missing(Missing::NotAvailable);
    }
    let plan = planned(&table).unwrap();
    assert!(plan.alt.contains("2022: A 101; B 201; C 301; D 401."), "{}", plan.alt);
    let data = plan.option["series"][0]["data"].as_array().unwrap();
    let drawn: Vec<f64> = data.iter().filter_map(|d| d["value"].as_f64()).collect();
    assert_eq!(drawn, [101.0, 201.0, 301.0, 401.0]);
}
