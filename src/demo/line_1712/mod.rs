//! 1712: answered calls from 2017 to 2023, with the victims they were about.

mod contacts;
mod facts;
mod forms;
mod sheets;

use std::io;

use super::File;

/// The registrations, one file a year.
pub fn files() -> io::Result<Vec<File>> {
    facts::YEARS
        .iter()
        .map(|year| {
            let (path, bytes) = sheets::file(year.year, &contacts::contacts(year))?;
            Ok(File { path: format!("1712/registrations/{path}"), bytes })
        })
        .collect()
}

#[cfg(test)]
mod tests;
