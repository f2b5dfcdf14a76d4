//! Tests of the whole: the program as it is run, its reports as they are read, and the house itself.

mod bad_input;
mod cases;
mod demo;
mod house;
mod pdf;
mod support;
