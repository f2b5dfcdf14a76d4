//! What is said when the program itself is at fault.

use std::io::Write;
use std::panic::Location;

/// From here on a panic says one line on the error stream. What it was about is left out: it may hold
/// data. Whoever catches the panic says which report it stopped.
pub fn keep_short() {
    std::panic::set_hook(Box::new(|info| {
        let _ = writeln!(std::io::stderr(), "{}", line(info.location()));
    }));
}

fn line(place: Option<&Location<'_>>) -> String {
    let place = place.map_or_else(String::new, |p| {
        let file = p.file().replace('\\', "/");
        // Paths of the machine that built the program say nothing to its user.
        let file = file.rsplit_once("/src/").map_or(file.as_str(), |(_, inside)| inside);
        format!(" ({}:{})", file.strip_prefix("src/").unwrap_or(file), p.line())
    });
    format!("jaarlijn: a mistake in the program{place}; other reports go on")
}

#[cfg(test)]
mod tests {
    use super::line;
    use std::panic::{Location, catch_unwind};

    #[test]
    fn a_panic_says_where_and_nothing_else() {
        let said = line(Some(Location::caller()));
        assert!(said.starts_with("jaarlijn: a mistake in the program (cli/panics.rs:"), "{said}");
        assert_eq!(line(None), "jaarlijn: a mistake in the program; other reports go on");
    }

    #[test]
    fn a_panic_is_still_caught_by_who_expects_it() {
        super::keep_short();
        let caught = catch_unwind(|| panic!("with data inside"));
        let _ = std::panic::take_hook();
        assert!(caught.is_err());
    }
}
