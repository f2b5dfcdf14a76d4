//! Values of Parquet that are no plain numbers, moments or texts: lists, decimals, bytes.

use polars_arrow::array::{Array, BinaryViewArray, ListArray};
use polars_arrow::datatypes::ArrowDataType;

use super::parquet::{Sink, cells};
use super::raw::{CELL_MAX, unpack};

/// Texts of writers that do not say that they are.
pub(super) fn bytes(array: &dyn Array, sink: &mut Sink) -> Result<(), String> {
    let array = array.as_any().downcast_ref::<BinaryViewArray>().ok_or("is not what its type says")?;
    for value in array.iter() {
        let value = value.unwrap_or_default();
        if value.len() > CELL_MAX {
            return Err(format!("has a cell longer than {} MiB", CELL_MAX >> 20));
        }
        std::str::from_utf8(value).map_err(|_| "holds bytes that are no text")?;
        sink.cell(|out| out.extend_from_slice(value));
    }
    Ok(())
}

/// Lists as JSON: `["a","b"]`. What is blank in a list says nothing.
pub(super) fn lists(array: &dyn Array, inner: &ArrowDataType, sink: &mut Sink) -> Result<(), String> {
    if inner.is_nested() {
        return Err("holds lists of lists or of structures".to_owned());
    }
    let array = array.as_any().downcast_ref::<ListArray<i64>>().ok_or("is not what its type says")?;
    let values = array.values();
    let mut one = Sink::default();
    cells(values.as_ref(), &mut one)?;
    let bare = matches!(inner, ArrowDataType::Boolean) || inner.is_numeric();
    for row in 0..array.len() {
        let start = sink.text.len();
        if array.is_valid(row) {
            let (from, length) = (array.offsets().start_end(row).0, array.offsets().length_at(row));
            sink.text.push(b'[');
            for at in (from..from + length).filter(|at| values.is_valid(*at)) {
                let text = &one.text[unpack(one.spans.get(at).ok_or("has a list behind its values")?)];
                if sink.text.len() > start + 1 {
                    sink.text.push(b',');
                }
                if bare {
                    sink.text.extend_from_slice(text);
                } else {
                    let quoted =
                        serde_json::to_string(&String::from_utf8_lossy(text)).map_err(|e| e.to_string())?;
                    sink.text.extend_from_slice(quoted.as_bytes());
                }
            }
            sink.text.push(b']');
        }
        let length = sink.text.len() - start;
        if length > CELL_MAX {
            return Err(format!("has a cell longer than {} MiB", CELL_MAX >> 20));
        }
        sink.placed(start);
    }
    Ok(())
}

/// Writes a decimal number; `scale` of its digits stand behind the point.
pub(super) fn decimal(out: &mut Vec<u8>, value: i128, scale: usize) {
    let digits = format!("{:0>width$}", value.unsigned_abs(), width = scale.min(60) + 1);
    let (whole, part) = digits.split_at(digits.len() - scale.min(60));
    if value < 0 {
        out.push(b'-');
    }
    out.extend_from_slice(whole.as_bytes());
    let part = part.trim_end_matches('0');
    if !part.is_empty() {
        out.push(b'.');
        out.extend_from_slice(part.as_bytes());
    }
}
