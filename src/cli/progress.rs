//! Progress: a bar on a terminal, plain lines elsewhere.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

use super::args::{Common, Format};
use crate::disclosure::{Progress as Far, Work};
use crate::pipeline::Event;

/// So long a step must take before lines tell how far it is; and so often they do.
const PATIENCE: Duration = Duration::from_secs(10);

/// Shows what a build is doing, on the error stream.
pub struct Progress {
    bar: Option<ProgressBar>,
    plain: bool,
    /// What is being protected, since when, and when it was last told how far it is.
    protecting: Mutex<Option<(String, Work, Instant, Instant)>>,
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
        Self { bar, plain: shown && !terminal, protecting: Mutex::new(None) }
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
            (_, Event::Protecting(line, far)) => self.protecting(line, far),
            (Some(_), Event::Protected(..)) => {}
            (None, Event::Protected(line, solved, before)) if self.plain => {
                say(&format!("{line}: {solved} parts of the figures protected anew, {before} as before"));
            }
            (None, Event::Reading(line)) if self.plain => say(&format!("reading {line}")),
            (None, _) => {}
        }
    }

    /// Tells how far the protection of a line is, and how long the step will still take at this pace.
    fn protecting(&self, line: String, far: Far) {
        if self.bar.is_none() && !self.plain {
            return;
        }
        let now = Instant::now();
        let mut known = self.protecting.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, told) = match &*known {
            Some((of, work, since, told)) if *of == line && *work == far.work => (*since, *told),
            _ => (now, now),
        };
        let often = if self.bar.is_some() { Duration::from_millis(200) } else { PATIENCE };
        let told = if now.duration_since(told) < often {
            told
        } else {
            let text = sofar(&line, far, now.duration_since(since));
            match &self.bar {
                Some(bar) => bar.set_message(text),
                None => say(&text),
            }
            now
        };
        *known = Some((line, far.work, since, told));
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

/// How far the protection of a line is, after some time on a step.
fn sofar(line: &str, far: Far, spent: Duration) -> String {
    let work = match far.work {
        Work::Protecting => "protecting small counts",
        Work::Exchanging => "looking for counts that cost less",
        Work::GivingBack => "giving back what need not be hidden",
    };
    let left = (far.done > 0).then(|| {
        let left = spent.as_secs_f64() / far.done as f64 * far.of.saturating_sub(far.done) as f64;
        format!(", about {left:.0} s left of this step")
    });
    format!("{line}: {work}, {} of {}{}", far.done, far.of, left.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Duration, Far, Work, sofar};

    #[test]
    fn how_long_it_takes_follows_from_the_pace() {
        let far = Far { work: Work::GivingBack, done: 100, of: 400 };
        let text = sofar("lijn", far, Duration::from_secs(4));
        assert_eq!(
            text,
            "lijn: giving back what need not be hidden, 100 of 400, about 12 s left of this step"
        );
        let begun = Far { work: Work::Protecting, done: 0, of: 400 };
        assert_eq!(sofar("lijn", begun, Duration::ZERO), "lijn: protecting small counts, 0 of 400");
    }
}
