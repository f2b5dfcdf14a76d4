//! The doormat.

fn main() {}
