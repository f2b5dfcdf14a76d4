//! A report while somebody works on it: it is made anew, in memory, whenever a file of the workspace changes, and shown
//! in a browser on this machine.
//!
//! `rounds` looks at the files and makes the reports, `papers` typesets those that somebody looks at, `server` shows the
//! last round. Nothing is written: a report that is to stay is made by `build`. A round that fails says why over the
//! last pages that were good.

mod papers;
mod rounds;
mod server;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::base::{Finding, code};
use crate::pipeline::Request;

pub use rounds::{Make, Told};
pub use server::Account;

/// What is watched, and how.
pub struct Watched {
    /// The reports, and where their files lie.
    pub request: Request,
    /// Port of the loopback address; 0 for one that is free.
    pub port: u16,
    /// Stands in the address: a page that does not know it is answered nothing.
    pub token: String,
    /// Makes the reports of a round.
    pub make: Make,
    /// Says what is withheld.
    pub account: Account,
    /// Whether the user has had enough.
    pub stop: Arc<AtomicBool>,
}

/// Watches and serves until the user stops it.
///
/// # Errors
/// When the address cannot be had.
pub fn watch(watched: Watched, told: impl Fn(Told<'_>) + Send + Sync + 'static) -> Result<(), Finding> {
    let Watched { request, port, token, make, account, stop } = watched;
    let refused = |error: std::io::Error| {
        Finding::error(code::U020, format!("nothing can be served at 127.0.0.1:{port}: {error}"))
            .hint("choose another port with --port, or leave it out")
    };
    let listener = std::net::TcpListener::bind(("127.0.0.1", port)).map_err(refused)?;
    let port = listener.local_addr().map_err(refused)?.port();
    let told = Arc::new(told);
    told(Told::At(&format!("http://127.0.0.1:{port}/{token}/")));
    let (rounds, seen) = rounds::start(request.clone(), Arc::clone(&make), Arc::clone(&stop), told);
    let papers = papers::Papers::new(make, request.clone());
    let site = server::Site { seen, token, port, papers, account: Arc::new(account), request };
    let served = server::serve(listener, site, Arc::clone(&stop));
    stop.store(true, std::sync::atomic::Ordering::SeqCst);
    let _ = rounds.join();
    served.map_err(refused)
}
