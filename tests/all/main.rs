//! Tests of the whole program, one module per subject.

mod bases;
mod linea144;
