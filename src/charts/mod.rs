//! Charts.
mod engine;
mod error;
mod metrics;
mod theme;
pub use engine::Engine;
pub use error::{ChartError, Problem};
pub use metrics::{Metrics, Weight};
pub use theme::Theme;
#[cfg(test)]
mod quick {
    use super::*;
    use std::time::Instant;
    #[test]
    fn speed() {
        let t = Instant::now();
        let m = Metrics::embedded().unwrap();
        println!("metrics {:?}", t.elapsed());
        for _ in 0..3 {
        let t = Instant::now();
        let mut e = Engine::new(&m).unwrap();
        println!("engine {:?}", t.elapsed());
        let lines: Vec<String> = (0..5).map(|k| format!(r#"{{"type":"line","data":[{}]}}"#, (0..12).map(|i| (i*k+7).to_string()).collect::<Vec<_>>().join(","))).collect();
        let opt = format!(r#"{{"animation":false,"xAxis":{{"type":"category","data":["jan","feb","mrt","apr","mei","jun","jul","aug","sep","okt","nov","dec"]}},"yAxis":{{"type":"value"}},"series":[{}]}}"#, lines.join(","));
        for _ in 0..5 {
            let t = Instant::now();
            let s = e.render(&opt, 470.0, 200.0).unwrap();
            println!("line {:?} {}", t.elapsed(), s.len());
        }
        let data: Vec<String> = (0..168).map(|i| format!("[{},{},{}]", i%24, i/24, i*7%50)).collect();
        let opt = format!(r#"{{"animation":false,"xAxis":{{"type":"category","data":["1","2","3","4","5","6","7","8","9","10","11","12","1","2","3","4","5","6","7","8","9","10","11","12"]}},"yAxis":{{"type":"category","data":["1","2","3","4","5","6","7"]}},"visualMap":{{"show":false,"min":0,"max":50,"inRange":{{"color":["white","black"]}}}},"series":[{{"type":"heatmap","data":[{}]}}]}}"#, data.join(","));
        for _ in 0..5 {
            let t = Instant::now();
            let s = e.render(&opt, 470.0, 200.0).unwrap();
            println!("heat {:?} {}", t.elapsed(), s.len());
        }
        }
    }
}
