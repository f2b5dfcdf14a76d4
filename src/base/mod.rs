//! What every room uses: findings with their codes, exact numbers and periods, languages with their words,
//! fingerprints, work by several threads.
//!
//! Takes nothing. A finding never carries a data value unless its column is declared non-sensitive.

pub mod code;
mod digest;
mod exit;
mod finding;
mod keyed_hash;
mod language;
mod number;
pub mod parallel;
mod period;
mod suggest;
pub mod text_key;

pub use code::{Area, Audience, Code};
pub use digest::sha256;
pub use exit::Exit;
pub use finding::{CountName, Counted, Finding, Findings, InFile, Place, Severity};
pub use keyed_hash::SecretKey;
pub use language::{Grammar, Lang, Languages, Words};
pub use number::Num;
pub use period::Period;
pub use suggest::{did_you_mean, fold};
