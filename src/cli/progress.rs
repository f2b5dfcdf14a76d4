//! Progress: a bar on a terminal, plain lines elsewhere.

use std::io::{IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};

use super::args::{Common, Format};
use crate::pipeline::Event;

/// Shows what a build is doing, on the error stream.
pub struct Progress {
    bar: Option<ProgressBar>,
    plain: bool,
}

impl Progress {
    /// As the command line and the terminal want it.
    #[must_use]
    pub fn new(common: &Common) -> Self {
        let shown = !common.quiet && common.format == Format::Human;
        let terminal = std::io::stderr().is_terminal();
        let bar = (shown && terminal).then(|| {
            let bar = ProgressBar::new(0);
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {pos}/{len}") {
                bar.set_style(style);
            }
            bar
        });
        Self { bar, plain: shown && !terminal }
    }

    /// Takes an event.
    pub fn take(&self, event: Event) {
        match (&self.bar, event) {
            (Some(bar), Event::Reading(line)) => {
                bar.set_message(format!("reading {line}"));
                // It moves while the figures are protected.
                bar.enable_steady_tick(std::time::Duration::from_millis(100));
            }
            (Some(bar), Event::Trying(line)) => {
                bar.set_message(format!("trying changes of {line}"));
                bar.enable_steady_tick(std::time::Duration::from_millis(100));
            }
            (None, Event::Trying(line)) if self.plain => say(&format!("trying changes of {line}")),
            (Some(bar), Event::Making(n)) => {
                bar.set_message("charts and pages");
                bar.inc_length(n as u64);
            }
            (Some(bar), Event::Made) => bar.inc(1),
            (Some(_), Event::Protected(..)) => {}
            (None, Event::Protected(line, solved, before)) if self.plain => {
                say(&format!("{line}: {solved} parts of the figures protected anew, {before} as before"));
            }
            (None, Event::Reading(line)) if self.plain => say(&format!("reading {line}")),
            (None, _) => {}
        }
    }

    /// Takes a file of a draft: when it is begun, and with its rows when it was read.
    pub fn read(&self, file: &str, rows: Option<u64>) {
        let text = rows.map_or_else(|| format!("reading {file}"), |rows| format!("read {file}, {rows} rows"));
        match &self.bar {
            Some(bar) => {
                bar.set_message(text);
                // It moves while a large file is read.
                bar.enable_steady_tick(std::time::Duration::from_millis(100));
            }
            None if self.plain => say(&text),
            None => {}
        }
    }

    /// Removes the bar.
    pub fn end(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn say(text: &str) {
    // Progress that cannot be shown stops nothing.
    let _ = writeln!(std::io::stderr(), "{text}");
}
