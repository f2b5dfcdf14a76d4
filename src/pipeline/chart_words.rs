//! Words for the charts room.

use crate::base::{Num, Period};
use crate::charts::ChartWords;
use crate::config::{AreaShape, Channel};
use crate::disclosure::SafeTable;

use crate::measures::Label;
use crate::narrative::caption;
use crate::words::Labels;

/// Spans of a day without those that lie in or touch others, in order.
fn joined(mut spans: Vec<(u16, u16)>) -> Vec<(u16, u16)> {
    spans.sort_unstable();
    let mut apart: Vec<(u16, u16)> = Vec::new();
    for (from, to) in spans {
        match apart.last_mut().filter(|last| from <= last.1) {
            Some(last) => last.1 = last.1.max(to),
            None => apart.push((from, to)),
        }
    }
    apart
}

impl ChartWords for Labels<'_> {
    fn fill(&self, key: &str, places: &[(&str, String)]) -> String {
        let borrowed: Vec<(&str, &str)> = places.iter().map(|(k, v)| (*k, v.as_str())).collect();
        self.words.fill(key, &borrowed)
    }

    fn number(&self, number: Num) -> String {
        self.words.number(number)
    }

    fn clock(&self, seconds: Num) -> String {
        self.words.clock(seconds)
    }

    fn percent(&self, number: Num) -> String {
        self.words.percent(number)
    }

    fn period(&self, period: Period) -> String {
        self.words.period(period)
    }

    fn month_short(&self, month: u8) -> &str {
        self.words.month_short(month)
    }

    fn weekday_short(&self, day: u8) -> &str {
        self.words.weekday_short(day)
    }

    fn label(&self, label: &Label) -> String {
        Labels::label(self, label)
    }

    fn is_known(&self, label: &Label) -> bool {
        Labels::is_known(self, label)
    }

    fn open_hours(&self, year: i32) -> [Vec<(u16, u16)>; 7] {
        let Some(end) = chrono::NaiveDate::from_ymd_opt(year, 12, 31) else { return Default::default() };
        // An opened window is no request: when it may be opened does not say when somebody could be asked.
        let stays =
            |c: &&Channel| !c.openings && c.exists_in(year) && c.until.is_none_or(|until| until >= end);
        let channels = self.subject.channels.iter().filter(stays);
        let weeks: Vec<_> = channels.filter_map(|c| c.hours.iter().rfind(|h| h.from <= end)).collect();
        let day = |day: usize| joined(weeks.iter().flat_map(|hours| hours.week[day].clone()).collect());
        let week: [Vec<(u16, u16)>; 7] = std::array::from_fn(day);
        let always = week.iter().all(|day| day.as_slice() == [(0, 24 * 60)]);
        if always { Default::default() } else { week }
    }

    fn tiles(&self, dim: &str) -> Vec<Vec<Option<String>>> {
        let tiles = self.subject.dimension(dim).and_then(|d| d.codes.tiles.as_ref());
        tiles.map(|tiles| tiles.rows.clone()).unwrap_or_default()
    }

    fn shapes(&self, dim: &str) -> &[AreaShape] {
        let tiles = self.subject.dimension(dim).and_then(|d| d.codes.tiles.as_ref());
        tiles.map_or(&[], |tiles| &tiles.shapes)
    }

    fn subject(&self, table: &SafeTable) -> String {
        caption(table, *self)
    }
}
