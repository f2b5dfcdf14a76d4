//! Charts and pages: a queue of drawings and reports, worked off by threads that each keep one script
//! engine for the whole run.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::charts::{self, ChartPlan, Engine, Metrics};
use crate::diagnostics::{Finding, Findings};
use crate::document::{Shared, typeset};
use crate::report::Drawn;

/// One report to make: its charts, and how its model and attachments follow from them.
pub struct Job<'a> {
    /// Charts to draw.
    pub plans: Vec<ChartPlan>,
    /// Why it cannot be made, when that is known beforehand.
    pub failed: Option<Finding>,
    /// Line, for findings.
    pub helpline: String,
    /// Model and attached files, once the charts are drawn.
    #[expect(clippy::type_complexity, reason = "a closure that is used once, here")]
    pub model: Box<
        dyn Fn(&BTreeMap<String, Drawn>) -> (crate::document::model::ReportModel, BTreeMap<String, Vec<u8>>)
            + Send
            + Sync
            + 'a,
    >,
}

/// What became of a job.
pub type Made = Result<Vec<u8>, Findings>;

struct Queue {
    drawings: VecDeque<(usize, usize)>,
    ready: VecDeque<usize>,
    waiting: Vec<usize>,
    drawn: Vec<BTreeMap<String, Drawn>>,
    failed: Vec<Findings>,
    made: Vec<Option<Made>>,
    left: usize,
}

/// Draws and typesets all jobs with so many threads; `done` is called after each drawing and page.
pub fn make(
    jobs: &[Job<'_>],
    threads: usize,
    shared: &Shared,
    metrics: &Metrics,
    done: &(dyn Fn(usize, bool) + Sync),
) -> Vec<Made> {
    let queue = Mutex::new(Queue {
        drawings: jobs
            .iter()
            .enumerate()
            .flat_map(|(j, job)| (0..job.plans.len()).map(move |p| (j, p)))
            .collect(),
        ready: (0..jobs.len()).filter(|j| jobs[*j].plans.is_empty()).collect(),
        waiting: jobs.iter().map(|j| j.plans.len()).collect(),
        drawn: vec![BTreeMap::new(); jobs.len()],
        failed: jobs
            .iter()
            .map(|j| Findings(j.failed.iter().cloned().map(|f| f.of(&j.helpline)).collect()))
            .collect(),
        made: jobs.iter().map(|_| None).collect(),
        left: jobs.len(),
    });
    let wake = Condvar::new();
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| work(jobs, &queue, &wake, shared, metrics, done));
        }
    });
    let queue = queue.into_inner().unwrap_or_else(PoisonError::into_inner);
    queue.made.into_iter().map(|m| m.unwrap_or_else(|| Err(Findings::default()))).collect()
}

enum Task {
    Draw(usize, usize),
    Typeset(usize, BTreeMap<String, Drawn>, Findings),
}

fn lock(queue: &Mutex<Queue>) -> MutexGuard<'_, Queue> {
    queue.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The next task; `None` when all reports are made.
fn next(queue: &Mutex<Queue>, wake: &Condvar) -> Option<Task> {
    let mut queue = lock(queue);
    loop {
        if let Some(job) = queue.ready.pop_front() {
            let (drawn, failed) =
                (std::mem::take(&mut queue.drawn[job]), std::mem::take(&mut queue.failed[job]));
            return Some(Task::Typeset(job, drawn, failed));
        }
        if let Some((job, plan)) = queue.drawings.pop_front() {
            return Some(Task::Draw(job, plan));
        }
        if queue.left == 0 {
            return None;
        }
        queue = wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
    }
}

fn work(
    jobs: &[Job<'_>],
    queue: &Mutex<Queue>,
    wake: &Condvar,
    shared: &Shared,
    metrics: &Metrics,
    done: &(dyn Fn(usize, bool) + Sync),
) {
    let mut engine: Option<Engine> = None;
    while let Some(task) = next(queue, wake) {
        match task {
            Task::Draw(job, plan) => {
                let plan = &jobs[job].plans[plan];
                let result = drawing(&mut engine, plan, metrics);
                let mut queue = lock(queue);
                match result {
                    Ok(svg) => {
                        let drawn =
                            Drawn { svg, alt: plan.alt.clone(), width: plan.width, height: plan.height };
                        queue.drawn[job].insert(plan.figure.clone(), drawn);
                    }
                    Err(finding) => queue.failed[job].push(finding.of(&jobs[job].helpline)),
                }
                queue.waiting[job] -= 1;
                if queue.waiting[job] == 0 {
                    queue.ready.push_back(job);
                }
                drop(queue);
                done(job, false);
            }
            Task::Typeset(job, drawn, failed) => {
                let made = if failed.has_errors() { Err(failed) } else { page(&jobs[job], &drawn, shared) };
                let mut queue = lock(queue);
                queue.made[job] = Some(made);
                queue.left -= 1;
                drop(queue);
                done(job, true);
            }
        }
        wake.notify_all();
    }
}

/// Draws one chart; an engine that panicked or hung is thrown away.
fn drawing(engine: &mut Option<Engine>, plan: &ChartPlan, metrics: &Metrics) -> Result<String, Finding> {
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        if engine.is_none() {
            *engine = Some(Engine::new(metrics)?);
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
                "X099",
                format!("drawing the chart of figure {} stopped unexpectedly", plan.figure),
            )
            .hint("please report this with the version of Jaarlijn"))
        }
    }
}

fn page(job: &Job<'_>, drawn: &BTreeMap<String, Drawn>, shared: &Shared) -> Made {
    let made = catch_unwind(AssertUnwindSafe(|| {
        let (model, files) = (job.model)(drawn);
        typeset(shared, &model, &files)
    }));
    let mut made = made.unwrap_or_else(|_| {
        Err(Findings(vec![
            Finding::error("T099", "typesetting this report stopped unexpectedly")
                .hint("please report this with the version of Jaarlijn"),
        ]))
    });
    if let Err(findings) = &mut made {
        findings.0.iter_mut().for_each(|f| f.helpline = Some(job.helpline.clone()));
    }
    made
}
