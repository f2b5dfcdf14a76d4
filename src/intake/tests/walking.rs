//! Finding the files of a line is tested with a whole line in `validation`; here its patterns.

use super::super::read::{Kind, relative};
use std::path::Path;

#[test]
fn kinds_go_by_the_end_of_the_name() {
    for (name, kind) in [
        ("a.csv", Some(Kind::Delimited)),
        ("a.TSV", Some(Kind::Delimited)),
        ("a.txt", Some(Kind::Delimited)),
        ("a.parquet", Some(Kind::Parquet)),
        ("a.xlsx", Some(Kind::Workbook)),
        ("a.xlsm", Some(Kind::Workbook)),
        ("a.ods", Some(Kind::Workbook)),
        ("a.xls", None),
        ("a.csv.gz", None),
        ("a", None),
    ] {
        assert_eq!(Kind::of(Path::new(name)), kind, "{name}");
    }
}

#[test]
fn places_are_relative_to_the_workspace() {
    assert_eq!(
        relative(Path::new("/w/data/l/registrations/a.csv"), Path::new("/w")),
        "data/l/registrations/a.csv"
    );
}
