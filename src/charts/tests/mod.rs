mod tables;
mod scratch;
