//! Formats that are proposed for columns that cannot be read.

use std::collections::BTreeMap;

use crate::validation::guess::{Guess, moments, shapes, times};
use crate::validation::reader::Reader;

fn guess(own: &[&str], cells: &[&str]) -> Guess {
    let months = BTreeMap::new();
    let own = Reader::new(own.iter().copied(), &months);
    let cells: Vec<&[u8]> = cells.iter().map(|c| c.as_bytes()).collect();
    moments(&cells, &own, &months)
}

fn reads(formats: &[&str]) -> Guess {
    Guess::Reads(formats.iter().map(|f| (*f).to_owned()).collect())
}

#[test]
fn the_format_that_reads_all_cells_is_found() {
    for (cells, formats) in [
        (&["05/01/2023 10:11", "13/01/2023 9:05"][..], &["%d/%m/%Y %H:%M"][..]),
        (&["01/05/2023 10:11", "01/13/2023 9:05"], &["%m/%d/%Y %H:%M"]),
        (&["12-mrt-24", "1-mei-24"], &["%d-%b-%y"]),
        (&["1 janv. 2024 15:13", "10 août 2024 9:02"], &["%d %b %Y %H:%M"]),
        (&["12. März 2024", "1. Mai 2024"], &["%d. %b %Y"]),
        (&["le 1er août 2024 à 9h05"], &["le %d %b %Y à %Hh%M"]),
        (&["5. Mär 2024, 09:05 Uhr"], &["%d. %b %Y, %H:%M Uhr"]),
        (&["Mar 5, 2024 3:07 PM"], &["%b %d, %Y %I:%M %p"]),
        (&["13/01/2023 10:11", "14/01/2023"], &["%d/%m/%Y", "%d/%m/%Y %H:%M"]),
        (&["45293,506979", "45295"], &["serial"]),
        (&["1704100000", "1704200000"], &["unix"]),
        (&["1704100000123"], &["unix-ms"]),
        (&["202403", "202412"], &["%Y%m"]),
        (&["2024-03"], &["%Y-%m"]),
        (&["20240312", "20241231"], &["%Y%m%d"]),
        (&["Fri, 05 Jan 2024 10:11:12 +0100"], &["%a, %d %b %Y %H:%M:%S"]),
        (&["2024-01-05 03:07:00 PM"], &["%Y-%m-%d %I:%M:%S %p"]),
        (&["13/01/2023 24:10", "13/01/2023 10:11"], &["%d/%m/%Y %H:%M"]),
    ] {
        assert_eq!(guess(&[], cells), reads(formats), "{cells:?}");
    }
}

#[test]
fn two_orders_that_both_read_all_cells_are_asked_about() {
    let two = guess(&[], &["05/01/2023", "06/02/2023"]);
    assert_eq!(two, Guess::TwoWays(vec!["%d/%m/%Y".to_owned()], vec!["%m/%d/%Y".to_owned()]));
    // The same day in either order.
    assert_eq!(guess(&[], &["05/05/2023"]), reads(&["%d/%m/%Y"]));
    assert_eq!(guess(&[], &["2023-02-30"]), Guess::Nothing);
}

#[test]
fn a_further_format_never_reads_another_day_where_the_own_one_reads() {
    let own = ["%d/%m/%Y"];
    let beside = Guess::Beside(vec!["%d-%b-%y".to_owned()]);
    assert_eq!(guess(&own, &["13/01/2023", "12-mrt-24", "x"]), Guess::Nothing);
    assert_eq!(guess(&own, &["13/01/2023", "12-mrt-24"]), beside);
    assert_eq!(guess(&own, &["13/01/2023", "05/01/2023", "01/14/2023"]), Guess::Nothing);
    assert_eq!(guess(&own, &["31/02/2023", "05/01/2023"]), Guess::Nothing);
    let mixed = ["13/01/2023 10:11", "14-01-2023 10:11"];
    assert_eq!(guess(&[], &mixed), reads(&["%d/%m/%Y %H:%M", "%d-%m-%Y %H:%M"]));
    let mut slip = vec!["13/01/2023"; 20];
    slip.push("13/13/2023");
    assert_eq!(guess(&[], &slip), Guess::Nearly(vec!["%d/%m/%Y".to_owned()]));
    assert_eq!(guess(&own, &slip), Guess::Nothing);
}

#[test]
fn times_without_a_separator_need_a_format() {
    let months = BTreeMap::new();
    let of = |cells: &[&str]| times(&cells.iter().map(|c| c.as_bytes()).collect::<Vec<_>>(), &months);
    assert_eq!(of(&["935", "2135", "5"]), Guess::Reads(vec!["%H%M".to_owned()]));
    assert_eq!(of(&["0,899305", "0,5"]), Guess::Reads(vec!["serial".to_owned()]));
    assert_eq!(of(&["21-35"]), Guess::Reads(vec!["%H-%M".to_owned()]));
    assert_eq!(of(&["9", "21"]), Guess::Reads(vec!["%H".to_owned()]));
    assert_eq!(of(&["later"]), Guess::Nothing);
    // Hours and minutes, or parts of an hour.
    assert_eq!(of(&["21.35", "9.05"]), Guess::Reads(vec!["%H.%M".to_owned()]));
}

#[test]
fn shapes_say_nothing_of_what_is_written() {
    let cells = ["12-mrt-24", "1-mei-24", "13-jun-24"];
    assert_eq!(shapes(cells.iter().map(|c| c.as_bytes())), ["99-aaa-99", "9-aaa-99"]);
}
