//! `tables.xlsx`: one sheet per figure, the same cells as on paper.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use crate::disclosure::SafeTable;
use crate::document::model::TableModel;
use crate::words::Labels;

/// The file. `typeset` gives a table's texts; numbers are written as numbers, signs and empty cells as
/// text, so that nothing is ever a formula.
///
/// # Errors
/// When a sheet cannot be written.
pub fn workbook(
    tables: &[SafeTable],
    labels: Labels<'_>,
    typeset: &dyn Fn(&SafeTable) -> TableModel,
    day: chrono::NaiveDate,
) -> Result<Vec<u8>, XlsxError> {
    use chrono::Datelike;
    let mut book = Workbook::new();
    let year = u16::try_from(day.year()).unwrap_or(2000);
    let date = ExcelDateTime::from_ymd(
        year,
        u8::try_from(day.month()).unwrap_or(1),
        u8::try_from(day.day()).unwrap_or(1),
    )?;
    book.set_properties(&DocProperties::new().set_title(&labels.line.name).set_creation_datetime(&date));
    let bold = Format::new().set_bold();
    let head = Format::new().set_bold().set_align(FormatAlign::Right);
    for (position, table) in tables.iter().enumerate() {
        let model = typeset(table);
        let sheet = book.add_worksheet().set_name(sheet_name(position, table.figure()))?;
        sheet.set_column_width(0, 44)?;
        sheet.write_string_with_format(0, 0, &model.caption, &bold)?;
        sheet.write_string_with_format(2, 0, &model.corner, &bold)?;
        for (c, column) in model.columns.iter().enumerate() {
            sheet.write_string_with_format(2, col(c), &column.label, &head)?;
        }
        for (r, row) in model.rows.iter().enumerate() {
            let line = u32::try_from(r + 3).unwrap_or(u32::MAX);
            sheet.write_string(line, 0, &row.label)?;
            for (c, text) in row.cells.iter().enumerate() {
                match table.cell(r, c).value().to_f64() {
                    Some(number) => sheet.write_number(line, col(c), number)?,
                    None => sheet.write_string(line, col(c), text)?,
                };
            }
        }
        let below = u32::try_from(model.rows.len() + 4).unwrap_or(u32::MAX);
        let signs = model.legend.iter().map(|(sign, text)| format!("{sign} {text}"));
        for (line, text) in (below..).zip(model.notes.iter().cloned().chain(signs)) {
            sheet.write_string(line, 0, &text)?;
        }
    }
    book.save_to_buffer()
}

fn col(position: usize) -> u16 {
    u16::try_from(position + 1).unwrap_or(u16::MAX)
}

/// Excel allows 31 characters; the position keeps names apart.
fn sheet_name(position: usize, figure: &str) -> String {
    format!("{:02} {figure}", position + 1).chars().take(31).collect()
}
