//! The site of all reports: the page that leads to them, with a search in what they say, a feed of editions, a
//! catalogue for portals of open data, and a map for search engines.
//!
//! Takes the folder of the reports and what the workspace says of itself; gives files by their names. All that it tells
//! stands in records and files that are published there: it computes no number and reads no clock, so that equal reports
//! give equal bytes. A page runs one script, its own, which searches in what stands in it, and fetches nothing.

mod address;
mod banner;
mod cards;
mod catalogue;
mod changes;
mod feed;
mod front;
mod made;
mod making;
mod overview;
mod page;
mod parts;
mod shelf;
mod sitemap;
mod structured;
mod titles;

pub use banner::banner;
pub use made::{no_more_made, site};
pub use making::Facts;
