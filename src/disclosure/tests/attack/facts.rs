//! What the published tables say, as a reader takes it: numbers, and sums that must be right.

use std::collections::{BTreeMap, BTreeSet};

use super::Exposed;
use crate::base::Period;
use crate::config::Stage;
use crate::disclosure::{Safe, SafeTable};

use crate::measures::{Header, Key, Missing, Role, TableKind};

/// A sum over hidden cells (by their position) that must be a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sum {
    /// Position and factor.
    pub terms: BTreeMap<usize, i64>,
    /// The number.
    pub is: i64,
}

/// Everything a reader knows.
#[derive(Debug, Default)]
pub struct Facts {
    /// Shown numbers of contacts or persons by what they count.
    shown: BTreeMap<String, i64>,
    /// Hidden ones.
    hidden: Vec<String>,
    position: BTreeMap<String, usize>,
    /// Cells that are shown in one place and hidden in another.
    torn: Vec<String>,
    /// Sums.
    pub sums: BTreeSet<Sum>,
    /// A hidden cell is at least, at most.
    pub limits: Vec<(usize, i64, i64)>,
    /// Dimensions that allow several answers.
    several: BTreeSet<String>,
    /// Differences of two shown cells that are a number of contacts too.
    differences: Vec<(String, i64)>,
}

/// Codes of one dimension in one figure beside the same other codes: the group of each, and its cell.
type Family = BTreeMap<String, (Option<String>, String)>;

impl Facts {
    /// Reads the tables.
    pub fn read(tables: &[SafeTable]) -> Self {
        let mut facts = Self::default();
        for table in tables {
            if table.kind() == TableKind::Multi && table.col_dim().is_none() {
                facts.several.extend(table.row_dim().map(str::to_owned));
            }
            for (r, c, key) in counts(table) {
                facts.note(&name(table, &key), table.cell(r, c).value());
            }
        }
        let hidden: Vec<String> =
            facts.hidden.iter().filter(|h| !facts.shown.contains_key(*h)).cloned().collect();
        facts.torn = facts.hidden.iter().filter(|h| facts.shown.contains_key(*h)).cloned().collect();
        facts.hidden = hidden;
        facts.hidden.sort();
        facts.hidden.dedup();
        facts.position = facts.hidden.iter().cloned().enumerate().map(|(i, h)| (h, i)).collect();
        for table in tables {
            facts.families(table);
            facts.shares(table);
            for (_, _, key) in counts(table) {
                facts.years(table, &key);
                facts.stages(table, &key);
                facts.completeness(table, &key);
            }
        }
        facts
    }

    /// Hidden cells in order.
    pub fn hidden(&self) -> impl Iterator<Item = &str> {
        self.hidden.iter().map(String::as_str)
    }

    /// Cells hidden in one place only, small numbers, and small differences of two printed numbers.
    pub fn said_outright(&self, threshold: i64) -> Vec<Exposed> {
        let small = |n: i64| (1..threshold).contains(&n);
        let exposed = |cell: &String, n: i64| Exposed { cell: cell.clone(), low: n, high: n };
        let torn = self.torn.iter().map(|t| exposed(t, self.shown[t]));
        let printed = self.shown.iter().filter(|(_, n)| small(**n)).map(|(cell, n)| exposed(cell, *n));
        let differences = self.differences.iter().filter(|(_, n)| small(*n)).map(|(c, n)| exposed(c, *n));
        torn.chain(printed).chain(differences).collect()
    }

    fn note(&mut self, name: &str, value: Safe) {
        match value {
            Safe::Hidden => self.hidden.push(name.to_owned()),
            // What has decimals is no count.
            Safe::Number(n) if n.decimals > 0 => {}
            Safe::Number(n) => {
                self.shown.insert(name.to_owned(), n.scaled);
            }
            Safe::Missing(Missing::NotApplicable) => {
                self.shown.entry(name.to_owned()).or_insert(0);
            }
            Safe::Missing(_) => {}
        }
    }

    fn known(&self, name: &str) -> bool {
        self.shown.contains_key(name) || self.position.contains_key(name)
    }

    /// whole = parts, each shown or hidden.
    fn sum(&mut self, whole: &str, parts: &[String]) {
        if !self.known(whole) || parts.is_empty() || !parts.iter().all(|p| self.known(p)) {
            return;
        }
        let mut sum = Sum { terms: BTreeMap::new(), is: 0 };
        for (name, factor) in parts.iter().map(|p| (p.as_str(), 1)).chain([(whole, -1)]) {
            match self.position.get(name) {
                Some(at) => *sum.terms.entry(*at).or_default() += factor,
                None => sum.is -= factor * self.shown[name],
            }
        }
        sum.terms.retain(|_, factor| *factor != 0);
        if !sum.terms.is_empty() {
            self.sums.insert(sum);
        }
    }

    /// part is within whole.
    fn within(&mut self, whole: &str, part: &str) {
        match (self.shown.get(whole), self.shown.get(part)) {
            (Some(all), Some(n)) => self.differences.push((format!("{whole} without {part}"), all - n)),
            (Some(all), None) => {
                let limit = self.position.get(part).map(|at| (*at, 1, *all));
                self.limits.extend(limit);
            }
            (None, Some(n)) => {
                let limit = self.position.get(whole).map(|at| (*at, *n, i64::MAX));
                self.limits.extend(limit);
            }
            (None, None) => {}
        }
    }

    /// Parts of a dimension add up to what leaves that dimension out, members to their group.
    fn families(&mut self, table: &SafeTable) {
        let mut families: BTreeMap<(String, String), Family> = BTreeMap::new();
        for (r, c, key) in counts(table) {
            // A whole table within one code says nothing of the other codes.
            for (dim, code) in key.dims.iter().filter(|(dim, _)| !table.key().dims.contains_key(*dim)) {
                let mut whole = key.clone();
                whole.dims.remove(dim);
                let group = group_of(table.rows(), r, dim).or_else(|| group_of(table.cols(), c, dim));
                let family = families.entry((dim.clone(), name(table, &whole))).or_default();
                family.insert(code.clone(), (group, name(table, &key)));
            }
            if let Some(Period::Month(year, month)) = key.period {
                let whole = Key { period: Some(Period::Year(year)), ..key.clone() };
                let family = families.entry(("month".to_owned(), name(table, &whole))).or_default();
                family.insert(month.to_string(), (None, name(table, &key)));
            }
        }
        let headers = || table.rows().iter().chain(table.cols());
        for ((dim, whole), family) in &families {
            let parts = |of: Option<&String>| -> Vec<String> {
                family.values().filter(|(group, _)| group.as_ref() == of).map(|(_, n)| n.clone()).collect()
            };
            if self.several.contains(dim) {
                parts(None).iter().for_each(|part| self.within(whole, part));
                continue;
            }
            for (code, (_, name)) in family {
                self.sum(name, &parts(Some(code)));
            }
            let withheld = |h: &Header| h.key.dims.contains_key(dim) && self.withheld(table, h, dim);
            if !headers().any(withheld) && !only_unknown(table) {
                self.sum(whole, &parts(None));
            }
        }
    }

    /// Whether a code's numbers are not given at all.
    fn withheld(&self, table: &SafeTable, header: &Header, dim: &str) -> bool {
        let Some(r) = table.rows().iter().position(|h| h == header) else { return false };
        table.row_dim() == Some(dim)
            && (0..table.cols().len())
                .any(|c| table.cell(r, c).value() == Safe::Missing(Missing::TooMuchUnknown))
    }

    /// A printed percentage with its base confines its numerator.
    fn shares(&mut self, table: &SafeTable) {
        for r in 0..table.rows().len() {
            for c in 0..table.cols().len() {
                let (key, cell) = (table.key_of(r, c), table.cell(r, c));
                let (Safe::Number(share), Some(base)) = (cell.value(), cell.base()) else { continue };
                let of = Key { measure: table.key().measure.clone(), ..key };
                let Some(at) = self.position.get(&name(table, &of)) else { continue };
                // 2 × 100 × 10^d × n / base lies within one of 2 × the printed digits.
                let scale = 200 * 10_i64.pow(u32::from(share.decimals));
                let edge = |digits: i64| digits * base.scaled;
                let low = edge(2 * share.scaled - 1).div_euclid(scale);
                let high = edge(2 * share.scaled + 1).div_euclid(scale) + 1;
                self.limits.push((*at, low, high));
            }
        }
    }

    /// Years to spans, and to running totals.
    fn years(&mut self, table: &SafeTable, key: &Key) {
        let year = |y: i32, measure: &Option<String>| {
            name(table, &Key { period: Some(Period::Year(y)), measure: measure.clone(), ..key.clone() })
        };
        let span = match key.period {
            Some(Period::Years(a, b)) => Some(a..=b),
            Some(Period::Months((a, _), (b, _))) => Some(a..=b),
            _ => None,
        };
        if let Some(span) = span {
            let parts: Vec<String> = span.map(|y| year(y, &key.measure)).collect();
            self.sum(&name(table, key), &parts);
        }
        let counted = key.measure.as_deref().and_then(|m| m.strip_suffix("_cumulative"));
        if let (Some(counted), Some(Period::Year(y))) = (counted, key.period) {
            let this = year(y, &Some(counted.to_owned()));
            self.sum(&name(table, key), &[this.clone(), year(y - 1, &key.measure)]);
            self.within(&name(table, key), &this);
        }
    }

    /// All = known + unknown + unclear + blank, and the latter are the special codes of the variable.
    fn completeness(&mut self, table: &SafeTable, key: &Key) {
        let Some(variable) = key.dims.get("variable").filter(|_| key.measure.as_deref() == Some("known"))
        else {
            return;
        };
        let of = |measure: &str| name(table, &Key { measure: Some(measure.to_owned()), ..key.clone() });
        let kinds = ["unknown", "unclear", "blank"];
        let parts: Vec<String> = std::iter::once("known").chain(kinds).map(of).collect();
        self.sum(&of("contacts"), &parts);
        if self.several.contains(variable) {
            return;
        }
        for kind in kinds {
            let dims = [(variable.clone(), kind.to_owned())].into();
            let code = Key { measure: Some("contacts".to_owned()), dims, ..key.clone() };
            self.sum(&of(kind), &[name(table, &code)]);
        }
    }

    /// Incoming = answered + not answered; a later stage is a part of an earlier one.
    fn stages(&mut self, table: &SafeTable, key: &Key) {
        if key.measure.as_deref() != Some("contacts") || key.stage.is_none() {
            return;
        }
        let whole = name(table, key);
        let later = Stage::ALL.into_iter().filter(|s| Some(*s) > key.stage);
        let next = later.map(|s| name(table, &Key { stage: Some(s), ..key.clone() })).find(|n| self.known(n));
        let Some(next) = next else { return };
        let lost = name(table, &Key { measure: Some("unanswered".to_owned()), ..key.clone() });
        self.sum(&whole, &[next.clone(), lost]);
        self.within(&whole, &next);
    }
}

/// Whether the answers themselves are left out.
fn only_unknown(table: &SafeTable) -> bool {
    let left_out = table.notes().iter().any(|n| n.id == "too-much-unknown");
    left_out && !table.rows().iter().any(|h| matches!(h.role, Role::Body | Role::Group | Role::Other))
}

/// Code of the group of the same dimension that a header is a member of.
fn group_of(headers: &[Header], at: usize, dim: &str) -> Option<String> {
    let header = &headers[at];
    if header.role != Role::Member || !header.key.dims.contains_key(dim) {
        return None;
    }
    let group = headers[..at].iter().rev().find(|h| h.role == Role::Group)?;
    let same = group.key.dims.len() == header.key.dims.len();
    group.key.dims.get(dim).filter(|code| same && **code != header.key.dims[dim]).cloned()
}

/// Places that hold numbers of contacts or persons, and what they count.
fn counts(table: &SafeTable) -> impl Iterator<Item = (usize, usize, Key)> + '_ {
    let places = (0..table.rows().len()).flat_map(|r| (0..table.cols().len()).map(move |c| (r, c)));
    places.map(|(r, c)| (r, c, table.key_of(r, c))).filter(|(_, _, key)| {
        let unit = key.unit.as_deref().unwrap_or_default();
        let computed = ["percent", "percentage_point", "second", "victims_per_contact", "per_number", "row"]
            .contains(&unit);
        !computed && key.stage.is_some() && key.dims.get("vintage").is_none_or(|v| v == "computed")
    })
}

/// What a cell counts, in one word. The total of those who were asked is not that of all.
fn name(table: &SafeTable, key: &Key) -> String {
    let stage = key.stage.map(Stage::id).unwrap_or_default();
    let period = key.period.map(|p| p.to_string()).unwrap_or_default();
    let measure = key.measure.as_deref().unwrap_or_default();
    let mut name = format!("{measure}:{stage}:{period}");
    for (dim, code) in &key.dims {
        if dim != "publication" && dim != "vintage" && !(dim == "variable" && measure == "contacts") {
            name.push_str(&format!(":{dim}={code}"));
        }
    }
    let some = table.notes().iter().any(|n| n.id == "applies-some");
    if some && table.row_dim().is_some_and(|d| !key.dims.contains_key(d)) {
        name.push_str(&format!(" of {}", table.figure()));
    }
    name
}
