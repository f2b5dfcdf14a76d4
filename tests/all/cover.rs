//! The mark of a line on the cover.

use std::path::Path;

use hayro_syntax::Pdf;

use super::editions::registrations;
use super::support::{base, jaarlijn, put};

const SHAPE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 200 80\">\
                     <rect width=\"200\" height=\"80\" fill=\"#3366aa\"/></svg>";

/// How many texts of a report's dictionaries are the name of the line alone.
fn marks(dir: &Path) -> usize {
    let bytes = std::fs::read(dir.join("reports/2023/voorbeeld/report.nl.pdf")).unwrap();
    let said = super::pdf_text::strings(&Pdf::new(bytes).unwrap());
    said.lines().filter(|line| *line == "Voorbeeldlijn").count()
}

#[test]
fn a_picture_that_is_called_logo_stands_on_the_cover() {
    let dir = base();
    let dir = dir.path();
    put(dir, "data/voorbeeld/registrations/2023.csv", registrations(2023, 30, 20));
    jaarlijn(dir, &["build"]).ends(0, &["draft"]);
    let before = marks(dir);
    put(dir, "data/voorbeeld/commentary/logo.svg", SHAPE);
    let said = jaarlijn(dir, &["build"]);
    said.ends(0, &["draft", "new"]);
    assert!(!said.said().contains("K007"), "{}", said.said());
    assert_eq!(marks(dir), before + 1, "its alternative text is the name of the line");
    jaarlijn(dir, &["build"]).ends(0, &["up to date"]);
    jaarlijn(dir, &["verify", "reports/2023/voorbeeld/report.nl.pdf"]).ends(0, &["same bytes"]);
    // What could fetch or run something is refused like any picture.
    put(dir, "data/voorbeeld/commentary/logo.svg", SHAPE.replace("rect", "script"));
    jaarlijn(dir, &["build"]).ends(10, &["error[K006]", "commentary/logo.svg"]);
}
