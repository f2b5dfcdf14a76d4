//! The command line: from what was typed to a complete request, and from an outcome to what is shown.
//! The only room that reads the environment and prints.

mod account;
mod args;
mod commands;
mod diff;
mod excerpt;
mod explain;
mod junit;
mod new_line;
mod panics;
mod progress;
mod request;
mod run_key;
mod schema;
mod settings;
mod show;
mod signals;
mod sql;
mod summary;
mod watch;
mod words;

pub use commands::main;
