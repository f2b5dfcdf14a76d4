//! Tests of the whole: the program as it is run, its reports as they are read, and the house itself.

mod answers;
mod audit;
mod bad_input;
mod bases;
mod callers;
mod cases;
mod ci;
mod commentary;
mod corrections;
mod demo;
mod editions;
mod figure_names;
mod fuzz;
mod hostile;
mod house;
mod landscape;
mod leaks;
mod linea144;
mod mission;
mod one_bad_line;
mod pdf;
mod pdf_text;
mod same_bytes;
mod support;
mod verify;
mod whole;
