//! Finding the files of a line is tested with a whole line in `validation`; here its patterns.

use super::super::read::relative;
use std::path::Path;

#[test]
fn places_are_relative_to_the_workspace() {
    assert_eq!(
        relative(Path::new("/w/data/l/registrations/a.csv"), Path::new("/w")),
        "data/l/registrations/a.csv"
    );
}
