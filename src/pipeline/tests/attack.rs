//! The reports of the demonstration, all years of a line together, before the attack.

use super::{demonstration, each_line, release};
use crate::audit::{Release, Rules, audit};

#[test]
fn the_reports_of_the_demonstration_withstand_the_attack() {
    let mut lines = 0;
    each_line(&demonstration(), |line, gathered| {
        let releases: Vec<Release> = gathered.years.iter().map(|year| release(line, year)).collect();
        let found = audit(&releases, &Rules::default());
        assert!(found.findings.0.is_empty(), "{}: {:#?}", line.id, found.findings);
        assert!(found.hidden > 0 && found.relations > 0, "{}", line.id);
        lines += 1;
    });
    assert_eq!(lines, 4);
}
