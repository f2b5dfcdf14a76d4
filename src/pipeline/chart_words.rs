//! Words for the charts room.

use crate::base::{Num, Period};
use crate::charts::ChartWords;
use crate::config::AreaShape;
use crate::disclosure::SafeTable;

use crate::measures::Label;
use crate::narrative::caption;
use crate::words::Labels;

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
