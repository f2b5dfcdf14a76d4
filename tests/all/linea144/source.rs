//! The real files read a second time, by a few lines that share nothing with the program.

use std::path::Path;

/// Columns by their place in every file.
pub const PROVINCE: usize = 1;
/// Gender of the person in a situation of violence.
pub const GENDER: usize = 2;
/// Age.
pub const AGE: usize = 3;
/// The first of five columns, one per type of violence.
pub const TYPES: usize = 5;
/// The first of seven columns, one per modality of violence.
pub const MODALITIES: usize = 10;
/// Relation to the aggressor.
pub const BOND: usize = 17;
/// Gender of the aggressor.
pub const AGGRESSOR: usize = 18;

/// A record whose cells are small letters without accents.
pub struct Row(Vec<String>);

impl Row {
    /// A cell.
    pub fn cell(&self, column: usize) -> &str {
        &self.0[column]
    }

    /// Whether a cell says yes.
    pub fn yes(&self, column: usize) -> bool {
        self.cell(column) == "si"
    }

    /// Age, where there is one.
    pub fn age(&self) -> Option<u32> {
        self.cell(AGE).parse().ok()
    }

    /// Year and month.
    pub fn month(&self) -> (i32, u32) {
        let number = |from: usize, to: usize| self.cell(0)[from..to].parse::<u32>().expect("an ISO date");
        (i32::try_from(number(0, 4)).expect("a year"), number(5, 7))
    }
}

/// All records of the folder but the broken one.
pub fn rows(folder: &Path) -> Vec<Row> {
    let mut rows = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the real files") {
        let path = entry.expect("a real file").path();
        if path.extension().is_none_or(|e| e != "csv") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let broken = path.to_string_lossy().contains("2023").then_some(1265);
        for (line, record) in text.lines().enumerate().skip(1).filter(|(at, _)| Some(at + 1) != broken) {
            let cells = record.replace('"', "\u{0}");
            rows.push(Row(cells_of(&cells).unwrap_or_else(|| panic!("line {} is one record", line + 1))));
        }
    }
    rows
}

/// Cells of one line; a comma between quotes (here `\0`) is text.
fn cells_of(line: &str) -> Option<Vec<String>> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.trim_end().chars() {
        match letter {
            '\u{0}' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut()?.push(plain(other)),
        }
    }
    (!quoted && cells.len() >= 19).then(|| cells.into_iter().map(|c| c.trim().to_lowercase()).collect())
}

/// A letter without its accent.
fn plain(letter: char) -> char {
    match letter {
        'á' | 'Á' => 'a',
        'é' | 'É' => 'e',
        'í' | 'Í' => 'i',
        'ó' | 'Ó' => 'o',
        'ú' | 'Ú' | 'ü' => 'u',
        other => other,
    }
}
