//! What the planning of a form gives: the option, its height, and what it reads out.

use charming::Chart;
use serde_json::{Value, json};

use super::canvas::Canvas;
use super::readout::Readout;

/// A chart that is planned but for its words.
pub struct Drawing {
    /// Option of ECharts.
    pub option: Value,
    /// Height in points.
    pub height: f64,
    /// What its areas read out.
    pub readouts: Vec<Readout>,
}

impl Drawing {
    /// Of a typed chart, what is drawn beside its series, and what its areas read out.
    pub fn new(chart: &Chart, canvas: Canvas<'_>, height: f64, readouts: Vec<Readout>) -> Self {
        Self { option: option(chart, canvas), height, readouts }
    }
}

/// The option as JSON: the typed chart, what its types cannot say, and the canvas.
fn option(chart: &Chart, canvas: Canvas<'_>) -> Value {
    let mut option = serde_json::to_value(chart).unwrap_or_default();
    let upright = option["xAxis"]["type"] == "category";
    if let Some(series) = option.get_mut("series").and_then(Value::as_array_mut) {
        for one in series {
            one["silent"] = json!(true);
            one["emphasis"] = json!({ "disabled": true });
            one["legendHoverLink"] = json!(false);
            one["clip"] = json!(false);
            // The columns of a series as one path, when they are painted alike. The script does this
            // for columns without gaps only: with one, or lying down, nothing would be drawn.
            let gapless = one["data"].as_array().is_some_and(|data| data.iter().all(Value::is_number));
            if one["type"] == "bar" && upright && gapless {
                one["large"] = json!(true);
                one["largeThreshold"] = json!(0);
            }
        }
    }
    option["graphic"] = canvas.into_graphic();
    option
}
