//! A sentence becomes typed claims. Nothing here knows a published number.

pub mod amount;
pub mod change;
pub mod claim;
mod comparison;
pub mod count;
pub mod direction;
mod entities;
pub mod event;
pub mod lexicon;
pub mod mention;
pub mod names;
pub mod number_role;
mod numerals;
pub mod part_of_year;
pub mod rate;
mod sections;
pub mod sentence;
pub mod series;
pub mod share;
mod structure;
pub mod superlative;
pub mod tokens;
pub mod unit;
pub mod word_list;
mod years;
