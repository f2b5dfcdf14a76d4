//! Opening hours and inhabitants, against numbers worked by hand.

use std::path::Path;

use super::hours::minutes;
use crate::config::{Workspace, load};

fn workspace() -> Workspace {
    let (workspace, findings) = load(Path::new(env!("CARGO_MANIFEST_DIR")));
    workspace.unwrap_or_else(|| panic!("{findings:?}"))
}

#[test]
fn inhabitants_of_parts_are_added_exactly() {
    let workspace = workspace();
    let landscape = workspace.landscape.unwrap();
    let people = |area: &str| landscape.population(area, 2020).map(|(n, _)| n);
    assert_eq!(people("flanders"), Some(6_629_143));
    // A third of 1218255 is 406085.
    assert_eq!(people("flanders_norm"), Some(7_035_228));
    assert_eq!(people("wallonia_brussels"), Some(4_863_498));
    assert_eq!(people("belgium"), Some(11_492_641));
    assert_eq!(landscape.population("flanders", 2019), None);
    assert_eq!(people("nowhere"), None);
}

#[test]
fn minutes_open_follow_the_dated_hours() {
    let workspace = workspace();
    let line = workspace.helplines.iter().find(|l| l.id == "1712").unwrap();
    let channel = |id: &str| line.channels.iter().find(|c| c.id == id).unwrap();
    // 2020: 52 Mondays to Thursdays of seven hours up to March, then 197 weekdays: 249 days in all.
    assert_eq!(minutes(channel("chat"), 2020), 249 * 7 * 60);
    assert_eq!(minutes(channel("chat"), 2018), 0);
    // 2023 has 260 weekdays, of eight hours.
    assert_eq!(minutes(channel("phone"), 2023), 260 * 8 * 60);
    assert_eq!(minutes(channel("email"), 2023), 0);
}
