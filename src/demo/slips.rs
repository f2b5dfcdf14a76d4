//! Slips of the pen in a delivery, and the corrections that put them right: what is counted after these is
//! what was dealt.

use std::io;

use super::sheet::{Dialect, Sheet};

/// Answered calls by phone in which a slip is made: one registered twice, two whose duration was noted in
/// minutes.
const TWICE: usize = 20;
const IN_MINUTES: [usize; 2] = [41, 97];

/// Slips made so far, and the file of corrections.
pub struct Slips {
    sheet: Sheet,
    calls: usize,
}

impl Slips {
    pub fn new() -> io::Result<Self> {
        let dialect = Dialect { delimiter: b',', crlf: false, windows_1252: false, mark: false };
        let sheet = Sheet::new(dialect, &["id", "action", "reason", "author", "date", "duration_s"])?;
        Ok(Self { sheet, calls: 0 })
    }

    /// The next answered call of the delivery, with the number of seconds that it took: what is noted of it.
    /// Whether it is registered twice is told beside.
    pub fn call(&mut self, id: &str, seconds: &str) -> io::Result<(String, bool)> {
        self.calls += 1;
        if !IN_MINUTES.contains(&self.calls) {
            return Ok((seconds.to_owned(), self.calls == TWICE));
        }
        let reason = "Gespreksduur in minuten genoteerd in plaats van in seconden";
        self.sheet.row(&[id, "replace", reason, "registratiecoördinator", "2021-02-08", seconds])?;
        let minutes = seconds.parse::<u64>().map_or_else(|_| String::new(), |s| (s / 60).to_string());
        Ok((minutes, false))
    }

    /// The second registration of a call is withdrawn.
    pub fn withdraw(&mut self, id: &str) -> io::Result<()> {
        self.sheet.row(&[
            id,
            "withdraw",
            "Gesprek tweemaal geregistreerd",
            "registratiecoördinator",
            "2021-02-08",
            "",
        ])
    }

    pub fn corrections(self) -> io::Result<Vec<u8>> {
        self.sheet.bytes()
    }
}
