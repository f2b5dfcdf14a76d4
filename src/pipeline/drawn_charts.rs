//! Charts that were drawn before, for a program that makes the same reports again and again: what did not change is not
//! drawn anew.
//!
//! A drawing depends on its option, its size and the fonts. Other fonts than those of the build before forget all; a
//! chart that no build has wanted for a while is forgotten, too.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::base::sha256;
use crate::charts::{ChartPlan, Metrics};

/// Drawings by what they show.
#[derive(Default)]
pub struct DrawnCharts(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    /// The build that is going on, counted.
    build: u64,
    metrics: Option<Metrics>,
    /// Each with the last build that wanted it.
    drawings: BTreeMap<String, (String, u64)>,
}

impl DrawnCharts {
    /// Another build begins, with these fonts.
    pub(super) fn begin(&self, metrics: &Metrics) {
        let mut kept = self.lock();
        if kept.metrics.as_ref() != Some(metrics) {
            kept.drawings.clear();
            kept.metrics = Some(metrics.clone());
        }
        kept.build += 1;
        let now = kept.build;
        kept.drawings.retain(|_, (_, last)| now - *last <= 2);
    }

    /// A chart as it was drawn before.
    pub(super) fn of(&self, plan: &ChartPlan) -> Option<String> {
        let mut kept = self.lock();
        let now = kept.build;
        let (svg, last) = kept.drawings.get_mut(&key(plan))?;
        *last = now;
        Some(svg.clone())
    }

    /// Whether nothing was drawn yet.
    pub(super) fn is_empty(&self) -> bool {
        self.lock().drawings.is_empty()
    }

    /// Remembers a chart.
    pub(super) fn keep(&self, plan: &ChartPlan, svg: &str) {
        let mut kept = self.lock();
        let now = kept.build;
        kept.drawings.insert(key(plan), (svg.to_owned(), now));
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(plan: &ChartPlan) -> String {
    sha256(format!("{} {} {}", plan.width, plan.height, plan.option).as_bytes())
}

#[cfg(test)]
mod tests {
    use super::DrawnCharts;
    use crate::charts::{ChartPlan, Metrics};

    fn plan(text: &str, width: f64) -> ChartPlan {
        let option = serde_json::json!({ "title": { "text": text } });
        ChartPlan {
            figure: "f".to_owned(),
            option,
            width,
            height: 9.0,
            alt: String::new(),
            readout: String::new(),
        }
    }

    #[test]
    fn a_chart_is_known_by_what_it_shows_and_forgotten_when_nobody_wants_it() {
        let (kept, metrics) = (DrawnCharts::default(), Metrics::embedded().unwrap());
        kept.begin(&metrics);
        assert!(kept.is_empty());
        kept.keep(&plan("a", 5.0), "drawn");
        assert_eq!(kept.of(&plan("a", 5.0)).as_deref(), Some("drawn"));
        // Another figure with the same picture; another text; another size.
        let twin = ChartPlan { figure: "g".to_owned(), alt: "x".to_owned(), ..plan("a", 5.0) };
        assert!(kept.of(&twin).is_some());
        assert!(kept.of(&plan("b", 5.0)).is_none() && kept.of(&plan("a", 6.0)).is_none());
        for _ in 0..4 {
            kept.begin(&metrics);
            assert!(kept.of(&plan("a", 5.0)).is_some());
        }
        for _ in 0..3 {
            kept.begin(&metrics);
        }
        assert!(kept.of(&plan("a", 5.0)).is_none());
    }
}
