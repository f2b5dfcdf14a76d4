//! The script engine: ECharts in QuickJS, measuring text with the document's own fonts.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Instant;

use rquickjs::context::EvalOptions;
use rquickjs::function::Func;
use rquickjs::{CatchResultExt, Context, Ctx, Error, Function, Persistent, Runtime};

use super::error::{ChartError, Problem};
use super::metrics::{Metrics, Weight};
use crate::config::Limits;

/// The script that the pinned charming package ships; copied by `build.rs`.
const ECHARTS: &str = include_str!(concat!(env!("OUT_DIR"), "/echarts.min.js"));
const BEFORE: &str = include_str!("before.js");
const AFTER: &str = include_str!("after.js");

/// Cycles are collected between charts, never inside one: walking all of ECharts costs more than a chart.
const NEVER: usize = usize::MAX;
const CHARTS_PER_COLLECTION: u32 = 24;

/// One script engine. It stays on its thread: every worker makes its own and keeps it.
pub struct Engine {
    // Dropped before the context and the runtime that it lives in.
    draw: Persistent<Function<'static>>,
    context: Context,
    runtime: Runtime,
    deadline: Rc<Cell<Option<Instant>>>,
    limits: Limits,
    metrics: Metrics,
    drawn: u32,
}

impl Engine {
    /// Loads ECharts; a chart may take as much time and memory as given.
    pub fn new(metrics: &Metrics, limits: Limits) -> Result<Self, ChartError> {
        let runtime = Runtime::new().map_err(|e| ChartError::new(Problem::Engine(e.to_string())))?;
        runtime.set_memory_limit(limits.chart_memory);
        runtime.set_gc_threshold(NEVER);
        let deadline: Rc<Cell<Option<Instant>>> = Rc::default();
        let watched = Rc::clone(&deadline);
        runtime.set_interrupt_handler(Some(Box::new(move || {
            watched.get().is_some_and(|end| Instant::now() >= end)
        })));
        let context = Context::full(&runtime).map_err(|e| ChartError::new(Problem::Engine(e.to_string())))?;
        let draw = context
            .with(|ctx| load(&ctx, metrics).catch(&ctx).map_err(|e| e.to_string()))
            .map_err(|why| ChartError::new(Problem::Engine(why)))?;
        Ok(Self { draw, context, runtime, deadline, limits, metrics: metrics.clone(), drawn: 0 })
    }

    /// Draws an option of ECharts, given as JSON, as SVG of so many points.
    pub fn render(&mut self, option: &str, width: f64, height: f64) -> Result<String, ChartError> {
        if let Some(c) = self.metrics.missing(option) {
            return Err(ChartError::new(Problem::Glyph(c)));
        }
        self.deadline.set(Some(Instant::now() + self.limits.chart_time));
        let result = self.context.with(|ctx| {
            let call = |ctx: &Ctx<'_>| -> Result<String, Error> {
                let draw = self.draw.clone().restore(ctx)?;
                draw.call((ctx.json_parse(option)?, width, height))
            };
            call(&ctx).catch(&ctx).map_err(|e| e.to_string())
        });
        let late = self.deadline.take().is_some_and(|end| Instant::now() >= end);
        self.drawn += 1;
        if self.drawn.is_multiple_of(CHARTS_PER_COLLECTION) {
            self.runtime.run_gc();
        }
        result.map_err(|why| {
            ChartError::new(match why {
                _ if late => Problem::Hang(self.limits.chart_time.as_millis()),
                // Where not even the error fits into what is left, QuickJS throws null.
                why if why.contains("out of memory") || why.contains("Null") => {
                    Problem::Memory(self.limits.chart_memory)
                }
                why => Problem::Script(why),
            })
        })
    }
}

/// Runs the three scripts; gives the drawing function.
fn load(ctx: &Ctx<'_>, metrics: &Metrics) -> Result<Persistent<Function<'static>>, Error> {
    script::<()>(ctx, "before.js", BEFORE)?;
    script::<()>(ctx, "echarts.min.js", ECHARTS)?;
    let set_up: Function<'_> = script(ctx, "after.js", AFTER)?;
    let regular = metrics.ascii(Weight::Regular).to_vec();
    let bold = metrics.ascii(Weight::Bold).to_vec();
    let fonts = metrics.clone();
    let advance = move |code: u32, heavy: bool| {
        let weight = if heavy { Weight::Bold } else { Weight::Regular };
        char::from_u32(code).and_then(|c| fonts.advance(c, weight)).unwrap_or(1.0)
    };
    let draw: Function<'_> = set_up.call((regular, bold, Func::from(advance)))?;
    Ok(Persistent::save(ctx, draw))
}

fn script<'js, V: rquickjs::FromJs<'js>>(ctx: &Ctx<'js>, name: &str, source: &str) -> Result<V, Error> {
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(name.to_owned());
    ctx.eval_with_options(source, options)
}
