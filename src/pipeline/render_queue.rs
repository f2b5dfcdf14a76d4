//! Charts and pages: a queue of drawings and reports, worked off by threads while the next lines are
//! still being read. A thread that draws keeps one script engine for the whole run.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use super::drawn_charts::DrawnCharts;
use crate::base::{Finding, Findings, code};
use crate::charts::{self, ChartPlan, Engine, Metrics};
use crate::config::Limits;
use crate::document::model::ReportModel;
use crate::document::{Shared, typeset};
use crate::edition::Title;
use crate::report::Drawn;
use crate::web::{self, Beside, Look};

/// One report to make: its charts, and how its model and attachments follow from them.
pub struct Job<'a> {
    /// Charts to draw.
    pub plans: Vec<ChartPlan>,
    /// Why it cannot be made, when that is known beforehand.
    pub failed: Option<Finding>,
    /// Line, for findings.
    pub helpline: String,
    /// What stands beside its page for the web; nothing when it gets none.
    pub beside: Option<Beside>,
    /// Whether it is typeset.
    pub paper: bool,
    /// Model and attached files, once the charts are drawn.
    #[expect(clippy::type_complexity, reason = "a closure that is used once, here")]
    pub model:
        Box<dyn Fn(&BTreeMap<String, Drawn>) -> (ReportModel, BTreeMap<String, Vec<u8>>) + Send + Sync + 'a>,
}

/// A report in one language.
#[derive(Debug, Clone, Default)]
pub struct Rendered {
    /// The file for paper, when it was asked for.
    pub pdf: Option<Vec<u8>>,
    /// The page for the web, when one was asked for.
    pub web: Option<Vec<u8>>,
    /// What the report is called.
    pub title: Title,
}

/// What became of a job.
pub type Made = Result<Rendered, Findings>;

struct Queue<'a> {
    jobs: Vec<Arc<Job<'a>>>,
    drawings: VecDeque<(usize, usize)>,
    ready: VecDeque<usize>,
    waiting: Vec<usize>,
    drawn: Vec<BTreeMap<String, Drawn>>,
    failed: Vec<Findings>,
    made: Vec<Option<Made>>,
    left: usize,
    /// No further job will come.
    complete: bool,
}

impl<'a> Queue<'a> {
    fn add(&mut self, job: Job<'a>) {
        let position = self.jobs.len();
        self.drawings.extend((0..job.plans.len()).map(|plan| (position, plan)));
        if job.plans.is_empty() {
            self.ready.push_back(position);
        }
        self.waiting.push(job.plans.len());
        self.drawn.push(BTreeMap::new());
        self.failed.push(Findings(job.failed.iter().cloned().map(|f| f.of(&job.helpline)).collect()));
        self.made.push(None);
        self.left += 1;
        self.jobs.push(Arc::new(job));
    }
}

/// What all threads work with.
struct Shop<'s, 'a> {
    queue: Mutex<Queue<'a>>,
    wake: Condvar,
    shared: &'s Shared,
    look: Look,
    metrics: &'s Metrics,
    limits: Limits,
    stop: &'s AtomicBool,
    drawn: Option<&'s DrawnCharts>,
    done: &'s (dyn Fn() + Sync),
}

/// Draws and typesets all jobs that `feed` hands over, while it still runs; `done` is called after each
/// drawing and page. After `stop` nothing more is made. Gives what became of the jobs, in their order.
///
/// An engine is slow to load and drawing takes about as long as typesetting: every second thread draws.
pub fn make<'a>(
    threads: usize,
    (shared, metrics): (&Shared, &Metrics),
    (limits, stop, drawn): (Limits, &AtomicBool, Option<&DrawnCharts>),
    done: &(dyn Fn() + Sync),
    feed: impl FnOnce(&mut dyn FnMut(Job<'a>)),
) -> Vec<Made> {
    let queue = Queue {
        jobs: Vec::new(),
        drawings: VecDeque::new(),
        ready: VecDeque::new(),
        waiting: Vec::new(),
        drawn: Vec::new(),
        failed: Vec::new(),
        made: Vec::new(),
        left: 0,
        complete: false,
    };
    let (queue, wake, look) = (Mutex::new(queue), Condvar::new(), Look::new(shared.tokens()));
    if let Some(drawn) = drawn {
        drawn.begin(metrics);
    }
    let shop = Shop { queue, wake, shared, look, metrics, limits, stop, drawn, done };
    std::thread::scope(|scope| {
        // Also when `feed` panics the threads must learn that nothing more comes.
        let end = End(&shop);
        for worker in 0..threads.max(1) {
            let shop = &shop;
            scope.spawn(move || shop.work(worker % 2 == 0));
        }
        feed(&mut |job| {
            shop.lock().add(job);
            shop.wake.notify_all();
        });
        drop(end);
    });
    let queue = shop.queue.into_inner().unwrap_or_else(PoisonError::into_inner);
    queue.made.into_iter().map(|m| m.unwrap_or_else(|| Err(Findings::default()))).collect()
}

struct End<'e, 's, 'a>(&'e Shop<'s, 'a>);

impl Drop for End<'_, '_, '_> {
    fn drop(&mut self) {
        self.0.lock().complete = true;
        self.0.wake.notify_all();
    }
}

enum Task<'a> {
    Draw(usize, Arc<Job<'a>>, usize),
    Typeset(usize, Arc<Job<'a>>, BTreeMap<String, Drawn>, Findings),
}

impl<'a> Shop<'_, 'a> {
    fn lock(&self) -> MutexGuard<'_, Queue<'a>> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next task; `None` when all reports are made. Who draws, draws first.
    fn next(&self, draws: bool) -> Option<Task<'a>> {
        let mut queue = self.lock();
        loop {
            if draws && let Some((at, plan)) = queue.drawings.pop_front() {
                return Some(Task::Draw(at, Arc::clone(&queue.jobs[at]), plan));
            }
            if let Some(at) = queue.ready.pop_front() {
                let (drawn, failed) =
                    (std::mem::take(&mut queue.drawn[at]), std::mem::take(&mut queue.failed[at]));
                return Some(Task::Typeset(at, Arc::clone(&queue.jobs[at]), drawn, failed));
            }
            if queue.complete && queue.left == 0 {
                return None;
            }
            queue = self.wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// A chart: as it was drawn before, or anew.
    fn drawing(&self, engine: &mut Option<Engine>, plan: &ChartPlan) -> Result<String, Finding> {
        if let Some(svg) = self.drawn.and_then(|drawn| drawn.of(plan)) {
            return Ok(svg);
        }
        let svg = drawing(engine, plan, (self.metrics, self.limits))?;
        if let Some(drawn) = self.drawn {
            drawn.keep(plan, &svg);
        }
        Ok(svg)
    }

    fn work(&self, draws: bool) {
        // Loaded while the first line is being read; where charts were drawn before, when one is missing.
        let mut engine = if draws && self.drawn.is_none_or(DrawnCharts::is_empty) {
            catch_unwind(AssertUnwindSafe(|| Engine::new(self.metrics, self.limits).ok())).ok().flatten()
        } else {
            None
        };
        while let Some(task) = self.next(draws) {
            match task {
                Task::Draw(at, job, plan) => {
                    let plan = &job.plans[plan];
                    let result =
                        if self.stopped() { Err(interrupted()) } else { self.drawing(&mut engine, plan) };
                    let mut queue = self.lock();
                    match result {
                        Ok(svg) => {
                            let (alt, readout) = (plan.alt.clone(), plan.readout.clone());
                            let drawn = Drawn { svg, alt, readout, width: plan.width, height: plan.height };
                            queue.drawn[at].insert(plan.figure.clone(), drawn);
                        }
                        Err(finding) => queue.failed[at].push(finding.of(&job.helpline)),
                    }
                    queue.waiting[at] -= 1;
                    if queue.waiting[at] == 0 {
                        queue.ready.push_back(at);
                    }
                }
                Task::Typeset(at, job, drawn, failed) => {
                    let made = if failed.has_errors() {
                        Err(failed)
                    } else if self.stopped() {
                        Err(Findings(vec![interrupted()]))
                    } else {
                        page(&job, &drawn, (self.shared, &self.look))
                    };
                    let mut queue = self.lock();
                    queue.made[at] = Some(made);
                    queue.left -= 1;
                }
            }
            (self.done)();
            self.wake.notify_all();
        }
    }
}

/// What is said of a report that was dropped; the end table says it of each.
fn interrupted() -> Finding {
    Finding::error(code::U009, "stopped by the user")
}

/// Draws one chart; an engine that panicked or hung is thrown away.
fn drawing(
    engine: &mut Option<Engine>,
    plan: &ChartPlan,
    (metrics, limits): (&Metrics, Limits),
) -> Result<String, Finding> {
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        if engine.is_none() {
            *engine = Some(Engine::new(metrics, limits)?);
        }
        match engine.as_mut() {
            Some(engine) => charts::draw(engine, plan),
            None => Ok(String::new()),
        }
    }));
    match drawn {
        Ok(Ok(svg)) => Ok(svg),
        Ok(Err(error)) => {
            *engine = None;
            Err(Finding::from(error))
        }
        Err(_) => {
            *engine = None;
            Err(Finding::error(
                code::X099,
                format!("drawing the chart of figure {} stopped unexpectedly", plan.figure),
            )
            .hint("please report this with the version of Jaarlijn"))
        }
    }
}

fn page(job: &Job<'_>, drawn: &BTreeMap<String, Drawn>, (shared, look): (&Shared, &Look)) -> Made {
    let made = catch_unwind(AssertUnwindSafe(|| {
        let (model, files) = (job.model)(drawn);
        let pdf = job.paper.then(|| typeset(shared, &model, &files)).transpose()?;
        let web = job.beside.as_ref().map(|beside| web::page(look, &model, &files, beside));
        let web = web.transpose().map_err(|why| Findings(vec![no_web_page(&why)]))?;
        Ok(Rendered { pdf, web, title: title(model) })
    }));
    let mut made = made.unwrap_or_else(|_| {
        Err(Findings(vec![
            Finding::error(code::T099, "typesetting this report stopped unexpectedly")
                .hint("please report this with the version of Jaarlijn"),
        ]))
    });
    if let Err(findings) = &mut made {
        findings.0.iter_mut().for_each(|f| f.helpline = Some(job.helpline.clone()));
    }
    made
}

/// What a report is called.
fn title(model: ReportModel) -> Title {
    let ReportModel { lang, line: name, kind, title, about, status, operator, .. } = model;
    Title { lang, name, kind, title, about, status, operator }
}

fn no_web_page(why: &str) -> Finding {
    Finding::error(code::T099, format!("the web page of this report could not be made: {why}"))
        .hint("please report this with the version of Jaarlijn; `--no-web` makes the report without it")
}

#[cfg(test)]
mod tests;
