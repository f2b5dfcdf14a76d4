//! A chart that hangs, one that wants all memory, and a panic: each stops its own report only.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::{Job, Made, make};
use crate::charts::{ChartPlan, Metrics};
use crate::config::Limits;
use crate::document::{Shared, sample_report};
use crate::web::Beside;

fn plan(option: serde_json::Value) -> ChartPlan {
    ChartPlan {
        figure: "figure".to_owned(),
        option,
        width: 100.0,
        height: 100.0,
        alt: String::new(),
        readout: String::new(),
    }
}

fn job<'a>(line: &str, plans: Vec<ChartPlan>, panics: bool) -> Job<'a> {
    Job {
        plans,
        failed: None,
        helpline: line.to_owned(),
        beside: Some(Beside::default()),
        paper: true,
        model: Box::new(move |_| {
            assert!(!panics, "with data inside");
            sample_report()
        }),
    }
}

fn made(jobs: Vec<Job<'_>>, limits: Limits, stop: &AtomicBool) -> Vec<Made> {
    let shared = Shared::new(BTreeMap::new()).unwrap_or_else(|f| panic!("{f:?}"));
    let metrics = Metrics::embedded().unwrap();
    make(2, (&shared, &metrics), (limits, stop, None), &|| {}, |add| jobs.into_iter().for_each(add))
}

fn code(made: &Made) -> Option<&'static str> {
    made.as_ref().err().map(|findings| findings.0[0].code.id())
}

#[test]
fn a_failure_of_one_report_is_of_that_report() {
    let text = serde_json::json!({ "type": "text", "style": { "text": "x", "fontSize": 8 } });
    let endless = serde_json::json!({ "graphic": vec![text; 200_000] });
    let small = serde_json::json!({ "title": { "text": "x" } });
    let jobs = vec![
        job("hangs", vec![plan(endless)], false),
        job("good", vec![plan(small.clone())], false),
        job("panics", vec![plan(small.clone())], true),
        job("no-option", vec![plan(serde_json::json!("x"))], false),
        job("good-too", vec![plan(small)], false),
    ];
    let limits = Limits { chart_time: Duration::from_millis(700), chart_memory: 512 << 20 };
    let begun = Instant::now();
    let made = made(jobs, limits, &AtomicBool::new(false));
    assert_eq!(code(&made[0]), Some("X003"));
    assert!(made[1].is_ok() && made[4].is_ok(), "{:?} {:?}", code(&made[1]), code(&made[4]));
    assert_eq!(code(&made[2]), Some("T099"));
    assert!(!format!("{:?}", made[2]).contains("with data inside"));
    assert!(begun.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_chart_that_wants_all_memory_fails() {
    let text = serde_json::json!({ "type": "text", "style": { "text": "x", "fontSize": 8 } });
    let large = serde_json::json!({ "graphic": vec![text; 200_000] });
    let limits = Limits { chart_time: Duration::from_secs(20), chart_memory: 40 << 20 };
    let jobs = vec![job("large", vec![plan(large)], false)];
    let made = made(jobs, limits, &AtomicBool::new(false));
    assert_eq!(code(&made[0]), Some("X006"), "{:?}", made[0].as_ref().err());
}

#[test]
fn after_a_stop_nothing_more_is_made() {
    let stop = AtomicBool::new(false);
    stop.store(true, Ordering::Relaxed);
    let limits = Limits { chart_time: Duration::from_secs(20), chart_memory: 512 << 20 };
    let small = serde_json::json!({ "title": { "text": "x" } });
    let made = made(vec![job("a", vec![plan(small)], false), job("b", Vec::new(), false)], limits, &stop);
    assert_eq!(made.iter().map(code).collect::<Vec<_>>(), [Some("U009"), Some("U009")]);
}
