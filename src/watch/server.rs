//! What the browser is given. It listens on the loopback address only, answers nobody who does not know the token, and no
//! request that names another host: a page from elsewhere that was made to resolve to this machine names its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, Request as Asked, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::{DOCTYPE, html};
use serde::Serialize;
use tokio::sync::watch;

use super::papers::{Papers, paper_of};
use super::rounds::{Round, Shown};
use crate::base::Finding;
use crate::pipeline::Request;
use crate::web::served;

/// What is withheld and why, as text: private, and told to this machine only.
pub type Account = Box<dyn Fn(&Request) -> String + Send + Sync>;

/// A browser asks again when nothing changed for so long.
const WAIT: Duration = Duration::from_secs(20);
/// How often it is looked whether the user has had enough.
const LOOK: Duration = Duration::from_millis(100);

const SCRIPT: &str = include_str!("../../templates/watch.js");
const SHEET: &str = include_str!("../../templates/watch.css");

/// What is served.
pub struct Site {
    /// The last round.
    pub seen: watch::Receiver<Round>,
    /// What the address must have.
    pub token: String,
    /// Where it listens.
    pub port: u16,
    /// Makes pages for paper.
    pub papers: Papers,
    /// Says what is withheld.
    pub account: Arc<Account>,
    /// The reports asked for.
    pub request: Request,
}

/// Serves until the user stops it.
///
/// # Errors
/// When the system refuses.
pub fn serve(listener: std::net::TcpListener, site: Site, stop: Arc<AtomicBool>) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let stopped = async {
            while !stop.load(Ordering::SeqCst) {
                tokio::time::sleep(LOOK).await;
            }
        };
        tokio::select! {
            served = axum::serve(listener, routes(Arc::new(site))).into_future() => served,
            () = stopped => Ok(()),
        }
    })
}

fn routes(site: Arc<Site>) -> Router {
    let below = Router::new()
        .route("/", get(shell))
        .route("/watch.js", get(|| async { typed("text/javascript", SCRIPT) }))
        .route("/watch.css", get(|| async { typed("text/css", SHEET) }))
        .route("/round/{seen}", get(round))
        .route("/account", get(account))
        .route("/file/{round}/{id}/{year}/{name}", get(file));
    let address = format!("/{}", site.token);
    Router::new()
        // With a stroke at the end, or the files of the page would be looked for beside it.
        .route(&format!("{address}/"), get(shell))
        .nest(&address, below)
        .layer(from_fn_with_state(Arc::clone(&site), guarded))
        .with_state(site)
}

/// Lets requests through that name this host, and says what a page may do.
async fn guarded(State(site): State<Arc<Site>>, asked: Asked, next: Next) -> Response {
    let hosts = ["127.0.0.1", "localhost"].map(|host| format!("{host}:{}", site.port));
    let host = asked.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let mut response = match host.filter(|host| hosts.iter().any(|own| own == host)) {
        Some(_) => next.run(asked).await,
        None => StatusCode::MISDIRECTED_REQUEST.into_response(),
    };
    let named = response.headers().contains_key(header::CONTENT_SECURITY_POLICY);
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; \
                  base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    let fixed = [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    let policy = (!named).then_some((header::CONTENT_SECURITY_POLICY, policy));
    for (name, value) in fixed.into_iter().chain(policy) {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn typed(kind: &'static str, body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    if let Ok(kind) = HeaderValue::from_str(&format!("{kind}; charset=utf-8")) {
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

/// The page around the report.
async fn shell() -> Response {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { "Jaarlijn watch" }
                link rel="stylesheet" href="watch.css";
                script src="watch.js" defer {}
            }
            body {
                header {
                    h1 { "Jaarlijn" }
                    label { "Report " select #report {} }
                    label { "File " select #file {} }
                    p #state role="status" { "The reports are being made…" }
                }
                noscript { p { "This page needs JavaScript to follow your files." } }
                main {
                    iframe #shown title="The report" {}
                    aside aria-label="Findings" {
                        section #stale hidden { p { "These are the last pages that could be made." } }
                        h2 { "Findings" }
                        ol #findings {}
                        details #withheld {
                            summary { "What is withheld, and why (private)" }
                            pre #account tabindex="0" {}
                        }
                    }
                }
            }
        }
    };
    typed("text/html", page.into_string())
}

/// A round as the browser is told of it.
#[derive(Serialize)]
struct Told<'r> {
    number: u64,
    making: bool,
    seconds: f64,
    reports: Vec<ToldReport<'r>>,
    findings: &'r [Finding],
}

#[derive(Serialize)]
struct ToldReport<'r> {
    id: &'r str,
    year: i32,
    /// The round that made its files.
    round: u64,
    files: Vec<&'r str>,
}

/// The last round, as soon as it is another than the one that the browser knows.
async fn round(State(site): State<Arc<Site>>, Path(known): Path<String>) -> Response {
    let mut seen = site.seen.clone();
    let other = |round: &Round| name_of(round) != known;
    let _ = tokio::time::timeout(WAIT, seen.wait_for(other)).await;
    let round = seen.borrow();
    let report =
        |((id, year), shown): (&'_ (String, i32), &'_ Shown)| (id.clone(), *year, shown.round, names(shown));
    let reports: Vec<(String, i32, u64, Vec<String>)> = round.reports.iter().map(report).collect();
    let told = Told {
        number: round.number,
        making: round.making,
        seconds: round.seconds,
        reports: reports
            .iter()
            .map(|(id, year, round, files)| ToldReport {
                id,
                year: *year,
                round: *round,
                files: files.iter().map(String::as_str).collect(),
            })
            .collect(),
        findings: &round.findings,
    };
    match serde_json::to_string(&told) {
        Ok(text) => typed("application/json", text),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// How a browser names a round: that another is being made is news, too.
fn name_of(round: &Round) -> String {
    format!("{}{}", round.number, if round.making { "m" } else { "" })
}

/// What a browser can show of the files of a report.
fn kind(name: &str) -> Option<&'static str> {
    let kinds = [(".html", "text/html"), (".pdf", "application/pdf"), (".md", "text/plain")];
    kinds.iter().find(|(end, _)| name.ends_with(end)).map(|(_, kind)| *kind)
}

/// What a browser can be shown of a report: its files, and beside each page the same for paper.
fn names(shown: &Shown) -> Vec<String> {
    let mut names: Vec<String> = shown.files.keys().filter(|name| kind(name).is_some()).cloned().collect();
    names.extend(shown.files.keys().filter_map(|name| Some(format!("{}.pdf", name.strip_suffix(".html")?))));
    names.sort_unstable();
    names
}

/// Said where there are no pages for paper.
const NO_PAPER: &str = "The pages for paper could not be made: the findings beside say why.";

type Named = (u64, String, i32, String);

/// A file of a report. Its own page says what it may do, and this one may frame it.
async fn file(State(site): State<Arc<Site>>, Path((_, id, year, name)): Path<Named>) -> Response {
    let key = (id, year);
    let shown = site.seen.borrow().reports.get(&key).cloned();
    let found = match shown {
        Some(shown) if paper_of(&name).is_some_and(|page| shown.files.contains_key(&page)) => {
            match site.papers.get(&key, &name, shown.round).await {
                Some(paper) => Some(paper),
                None => return (StatusCode::SERVICE_UNAVAILABLE, NO_PAPER).into_response(),
            }
        }
        shown => shown.and_then(|shown| shown.files.get(&name).cloned()),
    };
    let (Some(bytes), Some(kind)) = (found, kind(&name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // The viewer of a browser shows PDF with scripts and styles of its own.
    let policy = match kind {
        "application/pdf" => "frame-ancestors 'self'".to_owned(),
        _ => format!("{}; frame-ancestors 'self'", served()),
    };
    let mut response = typed(kind, bytes.as_ref().clone());
    if let Ok(policy) = HeaderValue::try_from(policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

/// What is withheld and why. It takes as long as a round, and so it is only made when somebody asks.
async fn account(State(site): State<Arc<Site>>) -> Response {
    let (account, request) = (Arc::clone(&site.account), site.request.clone());
    match tokio::task::spawn_blocking(move || account(&request)).await {
        Ok(text) => typed("text/plain", text),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
