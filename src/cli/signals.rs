//! Ctrl-C: the first ends the build tidily, the second ends the program at once.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};

use crate::base::Exit;
use crate::pipeline::{Environment, Event, Outcome, Request, build_on};
use crate::publish::RealDisk;

/// A flag that the signals of the terminal and of the system raise; a second one ends the program.
pub fn stop() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // In this order a second signal finds the flag set by the first. Where the system refuses, a
        // signal kills the program, and the next build repairs.
        let code = i32::from(Exit::Interrupted.code());
        let _ = signal_hook::flag::register_conditional_shutdown(signal, code, Arc::clone(&stop));
        let _ = signal_hook::flag::register(signal, Arc::clone(&stop));
    }
    stop
}

/// A build that listens to these signals.
pub fn build(request: &Request, progress: &(dyn Fn(Event) + Sync)) -> Outcome {
    let stop = stop();
    build_on(
        request,
        &Environment { disk: &RealDisk, stop: &stop, holder: holder(), drawn: None, lines: None },
        progress,
    )
}

/// Who builds: process, machine and time.
fn holder() -> String {
    let machine = std::env::var("HOSTNAME")
        .ok()
        .or_else(|| std::fs::read_to_string("/proc/sys/kernel/hostname").ok())
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .unwrap_or_default();
    let machine =
        Some(machine.trim()).filter(|m| !m.is_empty()).map(|m| format!(" on {m}")).unwrap_or_default();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let since = i64::try_from(now.as_secs())
        .ok()
        .and_then(|seconds| chrono::DateTime::from_timestamp(seconds, 0))
        .map(|at| format!(", since {} UTC", at.format("%Y-%m-%d %H:%M:%S")))
        .unwrap_or_default();
    format!("process {}{machine}{since}", std::process::id())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_holder_names_process_and_time_in_one_line() {
        let holder = super::holder();
        assert!(holder.starts_with(&format!("process {}", std::process::id())), "{holder}");
        assert!(holder.ends_with(" UTC") && !holder.contains('\n'), "{holder}");
    }
}
