//! Exports as people and programs really leave them, each with the value that is right. The whole folders lie
//! in `../shared/cases`, or in the folder that `JAARLIJN_CASES` names; small ones of the same kinds lie in
//! `tests/cases`.

mod b;
