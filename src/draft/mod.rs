//! A line drafted from exports that nobody described yet.
//!
//! Takes raw files; gives `helpline.yaml`, code lists and, where there is none, `workspace.yaml`, with a comment at each
//! setting and a question where the cells do not decide. Each file is found out and read by `intake`, its cells are tried
//! with the readers of `validation`, and the draft is read back as a build would read it before it is moved into its
//! place. A text of the exports is written only where its column is one of codes and the text occurs as often as the
//! threshold.

mod account;
mod assemble;
mod calendar;
mod codes;
mod columns;
mod entries;
mod groups;
mod hints;
mod insert;
mod keys;
mod lexicon;
mod mend;
mod model;
mod new_line;
mod place;
mod profile;
mod request;
mod roles;
mod shape;
mod sources;
mod trial;
mod update;
mod yaml;

pub use account::Account;
pub use new_line::new_line;
pub use request::Request;
pub use update::update;
