//! Tables: a caption, heads with their scope, digits under digits, and what stands under a table.

use maud::{Markup, Render, html};

use super::text::{Set, Words, anchor};
use crate::document::model::{ColumnModel, RowModel, TableModel};
use crate::document::split_sign;

/// A number of a table or chart as it is printed: "Tabel 3".
pub fn number(word: &str, number: &str) -> Markup {
    html! { span.no { (Set(word)) " " (number) } " " }
}

/// Where a table is found.
pub fn place(id: &str) -> String {
    format!("table-{}", anchor(id))
}

/// A table with its caption, and what stands under it.
pub fn table(words: Words<'_>, it: &TableModel, counted: &str) -> Markup {
    let (place, name) = (place(&it.id), format!("table-{}-name", anchor(&it.id)));
    html! {
        div.tabled id=(place) {
            (scrolled(is_wide(it), &name, html! {
                table {
                    caption { span id=(name) { (number(words.get("table"), counted)) (Set(&it.caption)) } }
                    thead { tr {
                        @if it.corner.is_empty() { td {} } @else { th scope="col" { (Set(&it.corner)) } }
                        @for column in &it.columns { (head(column, it)) }
                    } }
                    @for group in groups(&it.rows) { tbody { @for row in group { (row_of(row, it)) } } }
                }
            }))
            (under(&it.legend, &it.notes, None, &it.source))
        }
    }
}

/// What is wider than a telephone moves sideways in a region of its own, which the keyboard reaches.
pub fn scrolled(wide: bool, name: &str, inside: Markup) -> Markup {
    if wide {
        return html! { div.scroll role="region" aria-labelledby=(name) tabindex="0" { (inside) } };
    }
    html! { div.scroll { (inside) } }
}

/// Letters that surely fit beside each other on the narrowest screen: where more may, a step of the keyboard too many
/// costs less than a column that it cannot reach.
const NARROW: usize = 31;

/// Whether a table may be wider than the narrowest screen. The names of rows are broken at their spaces.
fn is_wide(it: &TableModel) -> bool {
    let longest = |text: &str| text.split([' ', '-']).map(letters).max().unwrap_or(0);
    let cells = |at: usize| it.rows.iter().filter_map(move |row| row.cells.get(at)).map(|cell| letters(cell));
    let column = |(at, column): (usize, &ColumnModel)| {
        cells(at).chain([longest(&column.label)]).max().unwrap_or(0) + 2
    };
    let names = it.rows.iter().map(|row| longest(&row.label).max(letters(&row.label).min(12)));
    let first = names.chain([longest(&it.corner)]).max().unwrap_or(0);
    first + it.columns.iter().enumerate().map(column).sum::<usize>() > NARROW
}

fn letters(text: &str) -> usize {
    text.chars().count()
}

/// How a column is set apart: the report year, the first of the shares and changes, and the others of these.
fn look(at: usize, it: &TableModel) -> Option<&'static str> {
    let role = |at: usize| it.columns.get(at).map(|column| column.role.as_str());
    match role(at)? {
        "current" => Some("now"),
        "derived" if at > 0 && role(at - 1) != Some("derived") => Some("apart"),
        _ => None,
    }
}

fn head(column: &ColumnModel, it: &TableModel) -> Markup {
    let at = it.columns.iter().position(|other| std::ptr::eq(other, column)).unwrap_or(0);
    html! { th scope="col" class=[look(at, it)] { (Set(&column.label)) } }
}

/// Rows that belong together: those under a heading of their own.
fn groups(rows: &[RowModel]) -> Vec<&[RowModel]> {
    let mut groups = Vec::new();
    let mut from = 0;
    for at in (1..rows.len()).filter(|at| rows.get(*at).is_some_and(is_heading)) {
        groups.push(&rows[from..at]);
        from = at;
    }
    groups.push(&rows[from..]);
    groups
}

/// A row that only names those under it.
fn is_heading(row: &RowModel) -> bool {
    row.role == "group" && row.cells.iter().all(String::is_empty)
}

fn row_of(row: &RowModel, it: &TableModel) -> Markup {
    if is_heading(row) {
        return html! {
            tr.group { th scope="rowgroup" colspan=(it.columns.len() + 1) { span { (Set(&row.label)) } } }
        };
    }
    let class = match row.role.as_str() {
        "total" => Some("total"),
        "group" => Some("group"),
        "other" | "unknown" => Some("faint"),
        _ => row.indent.then_some("part"),
    };
    html! {
        tr class=[class] {
            th scope="row" { (Set(&row.label)) }
            @for (at, cell) in row.cells.iter().enumerate() { td class=[look(at, it)] { (Cell(cell)) } }
        }
    }
}

/// A number with its signs, which are set smaller.
pub struct Cell<'c>(pub &'c str);

impl Render for Cell<'_> {
    fn render_to(&self, out: &mut String) {
        let (number, sign) = split_sign(self.0);
        let (number, sign) = if number.starts_with('[') { ("", number) } else { (number, sign) };
        Set(number).render_to(out);
        if !sign.is_empty() {
            let space = if number.is_empty() { "" } else { " " };
            html! { (space) i { (Set(sign)) } }.render_to(out);
        }
    }
}

/// What stands under a chart or a table: signs with their meaning, notes, more, and the source.
pub fn under(legend: &[(String, String)], notes: &[String], more: Option<Markup>, source: &str) -> Markup {
    html! {
        @if !legend.is_empty() {
            p.note { @for (sign, meaning) in legend { span.sign { b { (Set(sign)) } " " (Set(meaning)) } " " } }
        }
        @if !notes.is_empty() { p.note { @for note in notes { (Set(note)) " " } } }
        @if let Some(more) = more { p.note { (more) } }
        @if !source.is_empty() { p.note { (Set(source)) } }
    }
}
