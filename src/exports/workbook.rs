//! `tables.xlsx`: a sheet of contents, and one sheet per figure with the same cells as on paper.
//!
//! Numbers are numbers: a time is a part of a day shown as `[h]:mm:ss`, a share a part of one shown with a
//! percent sign; a cell's sign stands in its number format. What is no number (a withheld cell, a name) is
//! text, so that nothing is ever a formula.

mod cells;
mod units;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, IgnoreError, Table, TableColumn, TableStyle, Url,
    Workbook, Worksheet, XlsxError,
};

use self::cells::{Look, label_format, number};
use self::units::Units;
use crate::disclosure::SafeTable;
use crate::document::model::TableModel;
use crate::words::Labels;

/// Row of the head of a figure's table; its caption and its units stand above.
const HEAD: u32 = 2;
/// Widest column, in letters.
const WIDEST: usize = 60;
/// Excel allows so many letters in the head of a column, and in the name of a sheet.
const HEAD_LETTERS: usize = 255;
const SHEET_LETTERS: usize = 31;

/// The file. `typeset` gives a table's texts.
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
    book.set_properties(&DocProperties::new().set_title(&labels.subject.name).set_creation_datetime(&date));
    let models: Vec<TableModel> = tables.iter().map(typeset).collect();
    contents(book.add_worksheet(), tables, &models, labels)?;
    for (position, (table, model)) in tables.iter().zip(&models).enumerate() {
        let sheet = book.add_worksheet().set_name(sheet_name(position, &table.figure().to_string()))?;
        figure(sheet, position, (table, model), labels)?;
    }
    book.save_to_buffer()
}

/// The first sheet: what stands on which sheet, each with a link.
fn contents(
    sheet: &mut Worksheet,
    tables: &[SafeTable],
    models: &[TableModel],
    labels: Labels<'_>,
) -> Result<(), XlsxError> {
    let words = labels.words;
    let text = |key: &str| words.get(key).to_owned();
    sheet.set_name(text("workbook.contents"))?;
    let year = tables.first().map(|t| format!(" – {}", t.year())).unwrap_or_default();
    let title = format!("{}{year}", labels.subject.name);
    sheet.write_string_with_format(0, 0, &title, &Format::new().set_bold().set_font_size(14))?;
    let heads = ["workbook.sheet", "workbook.table", "workbook.chapter"].map(text);
    let mut widths = heads.clone().map(|head| head.chars().count() + 4);
    for (position, (table, model)) in tables.iter().zip(models).enumerate() {
        let row = row_at(HEAD + 1, position);
        let name = sheet_name(position, &table.figure().to_string());
        let chapter = text(&format!("chapter.{}", table.chapter().id()));
        widths[0] = widths[0].max(name.chars().count() + 2);
        widths[1] = widths[1].max(model.caption.chars().count() + 2);
        widths[2] = widths[2].max(chapter.chars().count() + 2);
        sheet.write_url_with_text(row, 0, Url::new(format!("internal:'{name}'!A1")), &name)?;
        sheet.write_string_with_format(
            row,
            1,
            &model.caption,
            &label_format(&model.caption, Look::plain()),
        )?;
        sheet.write_string(row, 2, &chapter)?;
    }
    table_object(sheet, "contents", &heads, tables.len())?;
    for (column, width) in (0..).zip(widths) {
        sheet.set_column_width(column, wide(width, 110))?;
    }
    sheet.set_freeze_panes(HEAD + 1, 0)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

/// One figure: caption, units, table, notes and signs.
fn figure(
    sheet: &mut Worksheet,
    position: usize,
    (table, model): (&SafeTable, &TableModel),
    labels: Labels<'_>,
) -> Result<(), XlsxError> {
    let words = labels.words;
    let units = Units::of(table, labels);
    let bold = Look { bold: true, ..Look::plain() };
    sheet.write_string_with_format(0, 0, &model.caption, &label_format(&model.caption, bold))?;
    sheet.write_string_with_format(1, 0, units.told(words), &Format::new().set_italic())?;
    let heads = heads(model, &units, labels);
    // Names of rows, and their units where these differ from row to row.
    let first = if units.by_row() { 2 } else { 1 };
    for (r, row) in model.rows.iter().enumerate() {
        let line = row_at(HEAD + 1, r);
        let look = Look { bold: row.role == "total", indent: row.indent };
        sheet.write_string_with_format(line, 0, &row.label, &label_format(&row.label, look))?;
        if units.by_row() {
            sheet.write_string(line, 1, units.row(r))?;
        }
        for (c, text) in row.cells.iter().enumerate() {
            let key = table.key_of(r, c);
            match table.cell(r, c).value().number() {
                Some(value) => {
                    let (value, format) = number(value, &key, text, look.bold);
                    sheet.write_number_with_format(line, col(first, c), value, &format)?
                }
                None => sheet.write_string_with_format(
                    line,
                    col(first, c),
                    text,
                    &Format::new().set_align(FormatAlign::Right),
                )?,
            };
        }
    }
    table_object(sheet, &table_name(position, &table.figure().to_string()), &heads, model.rows.len())?;
    widths(sheet, model, &heads, first)?;
    // Names such as 2023 are texts and meant to be.
    let (last_row, last_col) = (row_at(HEAD, model.rows.len()), col(0, heads.len().saturating_sub(1)));
    sheet.ignore_error_range(HEAD, 0, last_row, last_col, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(HEAD + 1, 1)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(HEAD, HEAD)?;
    let signs = model.legend.iter().map(|(sign, text)| format!("{sign} {text}"));
    let below = row_at(HEAD + 2, model.rows.len());
    let mut end = below;
    for (line, text) in (below..).zip(model.notes.iter().cloned().chain(signs)) {
        sheet.write_string_with_format(line, 0, &text, &label_format(&text, Look::plain()))?;
        end = line + 1;
    }
    let back = format!("internal:'{}'!A1", words.get("workbook.contents"));
    sheet.write_url_with_text(end + 1, 0, Url::new(back), words.get("workbook.back"))?;
    Ok(())
}

/// The heads of all columns, each with its unit; no two alike, as a table of a workbook wants it.
fn heads(model: &TableModel, units: &Units, labels: Labels<'_>) -> Vec<String> {
    let corner = match model.corner.trim() {
        "" => labels.words.get("workbook.row"),
        corner => corner,
    };
    let mut heads = vec![corner.to_owned()];
    if units.by_row() {
        heads.push(labels.words.get("workbook.unit").to_owned());
    }
    for (c, column) in model.columns.iter().enumerate() {
        heads.push(match units.column(c) {
            "" => column.label.clone(),
            unit => format!("{} ({unit})", column.label),
        });
    }
    let mut seen = std::collections::BTreeSet::new();
    for head in &mut heads {
        let mut plain: String = head.trim().chars().take(HEAD_LETTERS - 8).collect();
        if plain.is_empty() {
            plain.push('–');
        }
        *head = plain.clone();
        let mut copy = 1;
        while !seen.insert(head.to_lowercase()) {
            copy += 1;
            *head = format!("{plain} ({copy})");
        }
    }
    heads
}

/// Makes the written cells a table of the workbook, with its head; one without rows is none.
fn table_object(sheet: &mut Worksheet, name: &str, heads: &[String], rows: usize) -> Result<(), XlsxError> {
    let left = Format::new().set_bold().set_text_wrap();
    let right = left.clone().set_align(FormatAlign::Right);
    let format = |place: usize| if place == 0 { left.clone() } else { right.clone() };
    if rows == 0 {
        for (place, head) in heads.iter().enumerate() {
            sheet.write_string_with_format(HEAD, col(0, place), head, &format(place))?;
        }
        return Ok(());
    }
    let columns: Vec<TableColumn> = heads
        .iter()
        .enumerate()
        .map(|(place, head)| TableColumn::new().set_header(head).set_header_format(format(place)))
        .collect();
    let table = Table::new()
        .set_name(name)
        .set_columns(&columns)
        .set_autofilter(false)
        .set_banded_rows(false)
        .set_style(TableStyle::Light1);
    let last = col(0, heads.len().saturating_sub(1));
    sheet.add_table(HEAD, 0, row_at(HEAD, rows), last, &table)?;
    Ok(())
}

/// Columns as wide as their cells; a head may take several lines.
fn widths(sheet: &mut Worksheet, model: &TableModel, heads: &[String], first: u16) -> Result<(), XlsxError> {
    let letters = |text: &str| text.chars().count();
    let word = |head: &String| head.split(' ').map(letters).max().unwrap_or(0) + 2;
    let names = model.rows.iter().map(|row| letters(&row.label) + if row.indent { 3 } else { 1 });
    let name = names.chain(heads.first().map(word)).max().unwrap_or(0);
    sheet.set_column_width(0, wide(name.max(24), WIDEST))?;
    for (place, head) in heads.iter().enumerate().skip(1) {
        let cells = place.checked_sub(usize::from(first));
        let cells = cells.map_or(14, |c| {
            model
                .rows
                .iter()
                .filter_map(|row| row.cells.get(c))
                .map(|text| letters(text) + 2)
                .max()
                .unwrap_or(0)
        });
        sheet.set_column_width(col(0, place), wide(cells.max(word(head)).max(10), WIDEST))?;
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a width of some letters")]
fn wide(letters: usize, most: usize) -> f64 {
    letters.min(most) as f64
}

fn col(first: u16, position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX).saturating_add(first)
}

fn row_at(first: u32, position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX).saturating_add(first)
}

/// Excel allows 31 characters; the position keeps names apart.
fn sheet_name(position: usize, figure: &str) -> String {
    format!("{:02} {figure}", position + 1).chars().take(SHEET_LETTERS).collect()
}

/// Name of a figure's table in the workbook: letters, digits and low lines, no name of a cell, no two alike.
fn table_name(position: usize, figure: &str) -> String {
    let plain: String = figure
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
        .collect();
    format!("table_{:02}_{plain}", position + 1).chars().take(200).collect()
}

#[cfg(test)]
mod tests;
