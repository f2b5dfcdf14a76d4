//! Headlines of what is no contact: visits, money, posts.

use super::headline::with_change;
use crate::base::Num;
use crate::disclosure::SafeTable;

use crate::measures::Key;
use crate::words::Labels;

/// An amount of money without cents when it has none.
pub fn amount(n: Num, key: &Key) -> Num {
    let cents = 10_i64.pow(u32::from(n.decimals));
    match key.unit.as_deref() {
        Some("euro") if n.scaled % cents == 0 => Num { scaled: n.scaled / cents, decimals: 0 },
        _ => n,
    }
}

/// The number of the report year.
pub fn series(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let head = table.rows().first()?;
    let label = labels.label(&head.label);
    // Money and posts need their unit; what is counted is in the name.
    match head.key.unit.as_deref() {
        Some(unit @ ("euro" | "fte")) => {
            let args = [("label", label.as_str()), ("unit", &labels.unit(unit, 2))];
            with_change(table, labels, 0, "head.series.unit", "head.series_only.unit", &args)
        }
        _ => with_change(table, labels, 0, "head.series", "head.series_only", &[("label", &label)]),
    }
}

/// The highest month.
pub fn series_month(table: &SafeTable, labels: Labels<'_>) -> Option<String> {
    let label = labels.label(&table.cols().first()?.label);
    let best = (0..table.rows().len())
        .filter_map(|r| Some((table.cell(r, 0).value().number()?, r)))
        .max_by_key(|(n, r)| (*n, std::cmp::Reverse(*r)))?;
    let month = labels.label(&table.rows()[best.1].label);
    Some(labels.words.fill(
        "head.series_month",
        &[("label", &label), ("n", &labels.words.number(best.0)), ("month", &month)],
    ))
}
