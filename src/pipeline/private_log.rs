//! `hidden.csv`: why each cell is hidden, as a table for the line itself. It says which cells are the small ones, so
//! it stands beside the rejected rows and never in a report. The next build reads it back.

use serde::{Deserialize, Serialize};

use crate::disclosure::{HiddenCell, Why};

/// What stands between the cells that one protects.
const BETWEEN: &str = "; ";

/// A row.
#[derive(Serialize, Deserialize)]
struct Row {
    cell: String,
    why: Reason,
    #[serde(rename = "for")]
    whom: String,
    may_be_low: Option<u64>,
    may_be_high: Option<u64>,
}

/// Why a cell is hidden, in the words of the handbook (Hundepool and others, Statistical Disclosure Control, 2012).
#[derive(Clone, Copy, Serialize, Deserialize)]
enum Reason {
    #[serde(rename = "primary")]
    Primary,
    #[serde(rename = "secondary")]
    Secondary,
    #[serde(rename = "earlier edition")]
    Earlier,
}

/// The table; empty when nothing is hidden.
pub fn write(log: &[HiddenCell]) -> String {
    let mut rows = csv::Writer::from_writer(Vec::new());
    for hidden in log {
        let (why, whom) = match &hidden.why {
            Why::Primary => (Reason::Primary, String::new()),
            Why::EarlierEdition => (Reason::Earlier, String::new()),
            Why::Secondary(cells) => {
                (Reason::Secondary, cells.iter().cloned().collect::<Vec<_>>().join(BETWEEN))
            }
        };
        let cell = hidden.cell.clone();
        // A writer to memory does not fail.
        let _ = rows.serialize(Row { cell, why, whom, may_be_low: hidden.low, may_be_high: hidden.high });
    }
    String::from_utf8(rows.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// The cells of such a table; rows that are none are passed over.
pub fn read(bytes: &[u8]) -> Vec<HiddenCell> {
    let cell = |row: Row| {
        let why = match row.why {
            Reason::Primary => Why::Primary,
            Reason::Earlier => Why::EarlierEdition,
            Reason::Secondary => {
                Why::Secondary(row.whom.split(BETWEEN).filter(|w| !w.is_empty()).map(str::to_owned).collect())
            }
        };
        HiddenCell { cell: row.cell, why, low: row.may_be_low, high: row.may_be_high }
    };
    csv::Reader::from_reader(bytes).into_deserialize().filter_map(Result::ok).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::disclosure::{HiddenCell, Why};

    #[test]
    fn what_is_written_is_read_back() {
        let cell = |cell: &str, why| HiddenCell { cell: cell.to_owned(), why, low: None, high: Some(9) };
        let log = vec![
            cell("contacts 2020, \"Luik\"", Why::Primary),
            cell("contacts 2021", Why::EarlierEdition),
            cell("contacts 2022", Why::Secondary(["a 2020".to_owned(), "b, 2021".to_owned()].into())),
        ];
        let text = write(&log);
        assert!(text.starts_with("cell,why,for,may_be_low,may_be_high\n"), "{text}");
        assert_eq!(read(text.as_bytes()), log);
        assert_eq!(write(&[]), "");
    }
}
