//! Days by whole numbers alone, which all engines compute alike.

/// Whether year `y`, month `m` and day `d` are a day that contacts can be of.
pub(super) const IS_DAY: &str = "y BETWEEN 1900 AND 2199 AND m BETWEEN 1 AND 12 AND d BETWEEN 1 AND CASE WHEN m IN (4, 6, 9, 11) \
     THEN 30 WHEN m <> 2 THEN 31 WHEN (MOD(y, 4) = 0 AND MOD(y, 100) <> 0) OR MOD(y, 400) = 0 THEN 29 ELSE 28 END";

/// The day of the week of `y`, `m` and `d`, Monday 1.
pub(super) fn weekday() -> String {
    const SHIFT: [u32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let shift: String =
        SHIFT.iter().zip(1..).map(|(shift, month)| format!(" WHEN {month} THEN {shift}")).collect();
    // The year begins in March, so that the day of a leap year is its last.
    let year = "(y - CASE WHEN m < 3 THEN 1 ELSE 0 END)";
    let over = |by: &str| format!("CAST(FLOOR({year} / {by}) AS INTEGER)");
    format!(
        "MOD({year} + {} - {} + {} + CASE m{shift} END + d + 6, 7) + 1",
        over("4.0"),
        over("100.0"),
        over("400.0")
    )
}
