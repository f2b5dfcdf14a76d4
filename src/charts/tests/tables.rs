//! A protected table of each form, and Dutch words.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::{Num, Period};
use crate::charts::ChartWords;
use crate::config::AreaShape;
use crate::config::{Chapter, FigureId, Stage};
use crate::disclosure::{Known, SafeTable, Settings, protect_all};

use crate::measures::{
    Cell, Exact, Flag, Form, Formula, Header, Key, Label, Missing, Role, Table, TableKind,
};

pub struct Dutch(BTreeMap<String, String>);

impl Dutch {
    pub fn new() -> Self {
        let mut words: BTreeMap<String, String> =
            serde_yaml::from_str(include_str!("../../../templates/words/nl/charts.yaml")).unwrap();
        let all: BTreeMap<String, serde_yaml::Value> =
            serde_yaml::from_str(include_str!("../../../templates/words/nl/report.yaml")).unwrap();
        let signs = all.into_iter().filter(|(key, _)| key.starts_with("sign."));
        words.extend(signs.filter_map(|(key, text)| Some((key, text.as_str()?.to_owned()))));
        Self(words)
    }
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"];

impl ChartWords for Dutch {
    fn fill(&self, key: &str, places: &[(&str, String)]) -> String {
        let text = self.0[key].clone();
        places.iter().fold(text, |text, (place, value)| text.replace(&format!("{{{place}}}"), value))
    }
    fn number(&self, number: Num) -> String {
        let text = number.to_string();
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = String::new();
        for (i, c) in whole.char_indices() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) && !whole[..i].ends_with('-') {
                out.push('.');
            }
            out.push(c);
        }
        if part.is_empty() { out } else { format!("{out},{part}") }
    }
    fn open_hours(&self, _: i32) -> [Vec<(u16, u16)>; 7] {
        Default::default()
    }
    fn percent(&self, number: Num) -> String {
        format!("{}\u{a0}%", self.number(number))
    }
    fn period(&self, period: Period) -> String {
        match period {
            Period::Month(year, month) => format!("{} {year}", self.month_short(month)),
            other => other.to_string(),
        }
    }
    fn month_short(&self, month: u8) -> &str {
        MONTHS[usize::from(month) - 1]
    }
    fn weekday_short(&self, day: u8) -> &str {
        ["ma", "di", "wo", "do", "vr", "za", "zo"][usize::from(day)]
    }
    fn clock(&self, seconds: Num) -> String {
        format!("{}:{:02}", seconds.scaled / 60, seconds.scaled % 60)
    }

    fn label(&self, label: &Label) -> String {
        match label {
            Label::Period(period) => self.period(*period),
            Label::Month(month) => self.month_short(*month).to_owned(),
            Label::Weekday(day) => self.weekday_short(*day).to_owned(),
            Label::Hours(from, to) => format!("{from}–{to} uur"),
            Label::Plain(text) => text.clone(),
            Label::Code { code, .. } => code.clone(),
            other => format!("{other:?}"),
        }
    }
    fn tiles(&self, _: &str) -> Vec<Vec<Option<String>>> {
        let row = |areas: &[&str]| areas.iter().map(|a| (*a != ".").then(|| (*a).to_owned())).collect();
        vec![row(&["west", "east", "north", "limburg"]), row(&[".", ".", "brabant"])]
    }
    fn shapes(&self, _: &str) -> &[AreaShape] {
        &[]
    }
    fn is_known(&self, label: &Label) -> bool {
        !matches!(label, Label::Plain(text) if text == "Onbekend")
    }
    fn subject(&self, _: &SafeTable) -> String {
        "beantwoorde oproepen".to_owned()
    }
}

pub fn head(label: Label, role: Role) -> Header {
    let mut key = Key::default();
    let mut code = |dim: &str, code: String| key.dims.insert(dim.to_owned(), code);
    match &label {
        Label::Period(period) => key.period = Some(*period),
        Label::Month(month) => drop(code("month", format!("{month:02}"))),
        Label::Weekday(day) => drop(code("weekday", day.to_string())),
        Label::Hours(from, to) => drop(code("hour", format!("{from:02}-{to:02}"))),
        Label::Plain(text) if role != Role::Total => drop(code(text, "yes".to_owned())),
        Label::Code { dim, code: id } => drop(code(dim, id.clone())),
        _ => {}
    }
    Header { key, label, role }
}

pub fn plain(text: &str, role: Role) -> Header {
    head(Label::Plain(text.to_owned()), role)
}

pub fn years(from: i32, to: i32) -> Vec<Header> {
    (from..=to).map(|y| head(Label::Period(Period::Year(y)), Role::Body)).collect()
}

/// A table of counts for the report year 2023.
pub fn table(form: Form, rows: Vec<Header>, cols: Vec<Header>, count: impl Fn(usize, usize) -> u64) -> Table {
    let cells = (0..rows.len())
        .flat_map(|r| (0..cols.len()).map(move |c| (r, c)))
        .map(|(r, c)| Cell { value: Exact::Count(count(r, c)), flags: BTreeSet::new() })
        .collect();
    Table {
        figure: FigureId::ContactsBy(format!("{form:?}").to_lowercase()),
        chapter: Chapter::Volume,
        key: Key { stage: Some(Stage::Answered), ..Key::default() },
        row_dim: None,
        col_dim: None,
        kind: TableKind::Single,
        form,
        year: 2023,
        rows,
        cols,
        cells,
        notes: Vec::new(),
        annex: false,
        sums: Vec::new(),
    }
}

pub fn flag(table: &mut Table, row: usize, col: usize, flag: Flag) {
    let width = table.cols.len();
    table.cells[row * width + col].flags.insert(flag);
}

/// An exact table of each form, with partial, provisional and small numbers.
pub fn example(form: Form) -> Table {
    let names = |names: &[&str]| -> Vec<Header> {
        let role = |n: &&str| match *n {
            "Onbekend" => plain(n, Role::Unknown),
            "Totaal" => plain(n, Role::Total),
            n => plain(n, Role::Body),
        };
        names.iter().map(role).collect()
    };
    let mut table = match form {
        Form::None | Form::YearColumns => table(form, names(&["Oproepen"]), years(2014, 2023), |_, c| {
            4200 + 700 * c as u64 - (c as u64 % 3) * 400
        }),
        Form::YearStack => {
            let rows =
                names(&["Telefoon", "Chat", "Mail", "WhatsApp", "Sms", "Brief", "Bezoek", "Fax", "Onbekend"]);
            table(form, rows, years(2017, 2023), |r, c| {
                (5000 + 260 * c as u64) / (1 + r as u64 * r as u64) / 2
            })
        }
        Form::MonthLines => {
            let months = (1..=12).map(|m| head(Label::Month(m), Role::Body)).collect();
            table(form, months, years(2019, 2023), |r, c| {
                420 + 60 * c as u64 + ((r * 7 + c * 5) % 11) as u64 * 28
            })
        }
        Form::Heat => {
            let days = (0..7).map(|d| head(Label::Weekday(d), Role::Body)).collect();
            let hours = (0..24).map(|h| head(Label::Hours(h, h + 1), Role::Body)).collect();
            table(form, days, hours, |r, c| {
                let night = !(8..22).contains(&c);
                if night { (r + c) as u64 % 9 } else { 60 + (13 - c.abs_diff(14) as u64) * 14 - r as u64 * 9 }
            })
        }
        Form::Funnel => table(
            form,
            names(&["Inkomende oproepen", "Beantwoorde oproepen", "Gegronde oproepen", "Dossiers geopend"]),
            years(2021, 2023),
            |r, c| [12_480, 10_120, 6_204, 2_310][r] - 300 * (2 - c as u64),
        ),
        Form::RankedBars => table(
            form,
            names(&[
                "Partnergeweld",
                "Ouder-kindgeweld",
                "Psychisch geweld binnen het gezin of de huishouding, met inbegrip van dreiging",
                "Ouderenmis(be)handeling",
                "Stalking en ongewenste digitale aandacht",
                "Eergerelateerd geweld",
                "Onbekend",
                "Totaal",
            ]),
            years(2021, 2023),
            |r, c| [3120, 1980, 1210, 640, 320, 18, 410, 7698][r] + 120 * c as u64,
        ),
        Form::StackedShare => {
            let cols = names(&[
                "Slachtoffer",
                "Familielid",
                "Vriend of buur",
                "Hulpverlener",
                "Leerkracht",
                "Pleger",
                "Collega",
                "Kennis",
                "Onbekend",
                "Totaal",
            ]);
            table(
                form,
                names(&[
                    "Antwerpen",
                    "Oost-Vlaanderen",
                    "West-Vlaanderen",
                    "Vlaams-Brabant",
                    "Limburg",
                    "Brussels Hoofdstedelijk Gewest",
                ]),
                cols,
                |r, c| {
                    let part = |c: usize| (900 - 110 * r as u64) / (1 + c as u64) + 7;
                    if c == 9 { (0..9).map(part).sum() } else { part(c) }
                },
            )
        }
        Form::YearLines => table(
            form,
            names(&["Telefoon", "Chat", "Mail", "Videogesprek met een medewerker van het team", "Onbekend"]),
            years(2012, 2023),
            |r, c| {
                [5000, 1400, 1330, 600, 90][r]
                    + [120, 260, 30, 10, 0][r] * c as u64
                    + (c as u64 * 37 % 5) * 60
            },
        ),
        Form::SeriesMonths => {
            let months = (2019..=2023)
                .flat_map(|y| (1..=12).map(move |m| head(Label::Period(Period::Month(y, m)), Role::Body)));
            table(form, months.collect(), names(&["Oproepen"]), |r, _| {
                380 + 5 * r as u64 + (r as u64 * 13 % 12) * 17
            })
        }
        Form::YearPanels => {
            let rows = vec![
                plain("Kleine lijn", Role::Body),
                plain("Grote lijn", Role::Group),
                plain("Chat", Role::Member),
                plain("Telefoon", Role::Member),
            ];
            table(form, rows, years(2017, 2023), |r, c| [30, 90_000, 20_000, 70_000][r] + 7 * c as u64)
        }
        Form::Tiles => areas(),
        Form::LatestBars => {
            table(form, names(&["Lijn A", "Lijn B", "Lijn C", "Lijn D"]), years(2019, 2023), |r, c| {
                40 * (r + c + 1) as u64
            })
        }
        Form::SmallMultiples => {
            // Five groups of a row of their own and three members.
            let group = |g: usize| {
                std::iter::once(plain(&format!("Provincie {g}"), Role::Group))
                    .chain(["Geweld", "Scheiding", "Andere"].map(|n| plain(n, Role::Member)))
            };
            table(form, (0..5).flat_map(group).collect(), years(2017, 2023), |r, c| {
                let part = |m: usize| 400 / (m as u64 + r as u64 / 4) + 11 * c as u64 * (r as u64 % 3 + 1);
                if r % 4 == 0 { (1..4).map(part).sum() } else { part(r % 4) }
            })
        }
    };
    adorn(&mut table);
    table
}

/// Five areas, what lies elsewhere and what is unknown; one area is small.
fn areas() -> Table {
    let area = |id: &str| head(Label::Code { dim: "area".to_owned(), code: id.to_owned() }, Role::Body);
    let mut rows: Vec<Header> = ["north", "limburg", "east", "brabant", "west"].map(area).to_vec();
    rows.extend([plain("Elders", Role::Other), plain("Onbekend", Role::Unknown)]);
    let mut cols = years(2023, 2023);
    cols.extend(["Inwoners", "Per inwoner"].map(|name| plain(name, Role::Derived)));
    let mut table = table(Form::Tiles, rows, cols, |r, _| [2343, 4, 1820, 1377, 1502, 58, 912][r]);
    table.row_dim = Some("area".to_owned());
    for row in 0..7 {
        let rate = Formula::Ratio { num: (row, 0), den: (row, 1), decimals: 1 };
        let on_map = |value: Exact| if row < 5 { value } else { Exact::Missing(Missing::NotApplicable) };
        table.cells[3 * row + 1].value = on_map(Exact::Given(Num::int(12 + row as u64)));
        table.cells[3 * row + 2].value = on_map(Exact::Derived(rate));
    }
    table
}

/// Small counts, a partial first year, a provisional last one, a break.
fn adorn(table: &mut Table) {
    let (rows, cols) = (table.rows.len(), table.cols.len());
    let mut count = |row: usize, col: usize, n: u64| table.cells[row * cols + col].value = Exact::Count(n);
    match table.form {
        Form::YearColumns => count(0, 3, 3),
        Form::MonthLines => count(7, 4, 2),
        Form::RankedBars => count(5, 2, 4),
        Form::StackedShare => {
            count(4, 4, 2);
            count(4, 5, 3);
            count(5, 2, 1);
        }
        Form::YearLines => count(3, 5, 3),
        Form::YearStack => count(8, 2, 1),
        Form::SeriesMonths => count(30, 0, 2),
        Form::SmallMultiples => count(2, 3, 4),
        Form::YearPanels => count(0, 2, 3),
        Form::LatestBars => count(1, 4, 3),
        Form::None | Form::Heat | Form::Funnel | Form::Tiles => {}
    }
    if matches!(table.form, Form::YearColumns | Form::YearStack | Form::YearLines) {
        for row in 0..rows {
            flag(table, row, 0, Flag::PartialYear);
            flag(table, row, cols - 1, Flag::Provisional);
        }
        flag(table, 0, 6, Flag::Break);
    }
    if table.form == Form::MonthLines {
        flag(table, 11, 4, Flag::Provisional);
    }
}

pub const FORMS: [Form; 13] = [
    Form::YearColumns,
    Form::YearStack,
    Form::MonthLines,
    Form::Heat,
    Form::Funnel,
    Form::RankedBars,
    Form::StackedShare,
    Form::YearLines,
    Form::SeriesMonths,
    Form::SmallMultiples,
    Form::YearPanels,
    Form::LatestBars,
    Form::Tiles,
];

pub fn safe(table: &Table) -> SafeTable {
    protect_all(std::slice::from_ref(table), &Settings::new(5), &Known::nothing()).0.remove(0)
}
