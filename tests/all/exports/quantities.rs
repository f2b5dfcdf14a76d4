//! Numbers, units, ages, words that say nothing, answers in lists.

use super::built;

// Medians are printed in whole seconds, halves rounded up.
const MEDIAN: (&str, &str) = ("handling-time", "handling_time_median");
const WAIT: (&str, &str) = ("waiting-time", "waiting_time_median");

#[test]
fn thousands_with_points() {
    let Some(asked) = built("03-thousands-points", &[]) else { return };
    // The column alone cannot show which: it is asked about, and left out. The series shows it by `4,5`.
    asked.run.ends(10, &["V110", "decimal: comma", "column `Gespreksduur (sec)`"]);
    assert_eq!(asked.cell(("lijn", 2024), MEDIAN, ""), None);
    asked.has(("lijn", 2024), ("budget-per-year", "budget"), "", "268500");
    asked.has(("lijn", 2024), ("website-per-year", "website"), "", "15020");
    asked.has(("lijn", 2024), ("fte-per-year", "fte"), "", "5.25");
    let told = |line| {
        (format!("data/{line}/helpline.yaml"), "match: \"*.csv\"", "match: \"*.csv\"\n    decimal: comma")
    };
    let (a, b) = (told("lijn"), told("lijn-stil"));
    let Some(read) = built("03-thousands-points", &[(&a.0, a.1, a.2), (&b.0, b.1, b.2)]) else { return };
    read.has(("lijn", 2024), MEDIAN, "", "1435");
    read.has(("lijn-stil", 2024), MEDIAN, "", "922");
}

#[test]
fn thousands_with_narrow_spaces() {
    let Some(read) = built("29-french-spaces-and-24h15", &[]) else { return };
    read.has(("lijn", 2024), MEDIAN, "", "1705");
}

#[test]
fn ages_that_are_no_number() {
    let Some(read) = built("age-nan", &[]) else { return };
    let age = ("contacts-by-age", "contacts");
    read.has(("lijn", 2024), age, "age=child", "21");
    read.has(("lijn", 2024), age, "age=blank", "30");
}

#[test]
fn durations_of_hours_and_minutes() {
    let Some(asked) = built("h-mm-durations", &[]) else { return };
    asked.run.ends(10, &["V111", "clock: h:mm"]);
    assert_eq!(asked.cell(("lijn", 2024), MEDIAN, ""), None);
    let told =
        ("data/lijn/helpline.yaml", "duration_s: duration", "duration_s: {column: duration, clock: h:mm}");
    let Some(read) = built("h-mm-durations", &[told]) else { return };
    // Between 20 and 30 minutes, the 75th and 76th of 150.
    read.has(("lijn", 2024), MEDIAN, "", "1500");
}

#[test]
fn waits_in_milliseconds() {
    let Some(asked) = built("waits-in-milliseconds", &[]) else { return };
    asked.run.ends(10, &["V112", "unit: milliseconds"]);
    assert_eq!(asked.cell(("lijn", 2024), WAIT, ""), None);
    let told = ("data/lijn/helpline.yaml", "wait_s: wait", "wait_s: {column: wait, unit: milliseconds}");
    let Some(read) = built("waits-in-milliseconds", &[told]) else { return };
    assert!(!read.run.said().contains("V112"), "{}", read.run.said());
    let median: f64 = read.cell(("lijn", 2024), WAIT, "").unwrap().parse().unwrap();
    assert!((115.0..120.0).contains(&median), "{median}");
}

#[test]
fn spans_with_days() {
    // Between 266 918 and 270 525 s, the 75th and 76th of 150.
    let Some(read) = built("timespans-with-days", &[]) else { return };
    read.has(("lijn", 2024), WAIT, "", "268722");
}

#[test]
fn blanks_are_recoded_alike_everywhere() {
    let Some(read) = built("blank-recoded", &[]) else { return };
    read.has(("lijn", 2024), ("contacts-by-age", "contacts"), "age=blank", "30");
    read.has(("lijn", 2024), ("contacts-by-theme", "contacts"), "theme=blank", "15");
    // The usual words need no recoding at all.
    let plain = [
        ("data/lijn/helpline.yaml", ", values: {\"NA\": \"\"}", ""),
        ("data/lijn/helpline.yaml", ", values: {\"N/A\": blank}", ""),
    ];
    let Some(read) = built("blank-recoded", &plain) else { return };
    read.has(("lijn", 2024), ("contacts-by-age", "contacts"), "age=blank", "30");
    read.has(("lijn", 2024), ("contacts-by-theme", "contacts"), "theme=blank", "15");
}

#[test]
fn a_ticked_box_is_y() {
    let Some(read) = built("yes-as-Y", &[]) else { return };
    read.has(("lijn", 2024), ("contacts-by-theme", "contacts"), "theme=geweld", "75");
    read.has(("lijn", 2024), ("contacts-by-theme", "contacts"), "theme=relatie", "50");
}

#[test]
fn a_wait_in_another_column_when_abandoned() {
    let case = "wait-in-another-column-when-abandoned";
    let Some(asked) = built(case, &[]) else { return };
    assert!(
        asked.run.said().contains("V114") && asked.run.said().contains("for: {abandoned:"),
        "{}",
        asked.run.said()
    );
    assert_eq!(asked.cell(("line", 2024), ("answer-rates", "answer_rate"), "").unwrap_or_default(), "");
    let told =
        ("data/line/helpline.yaml", "wait_s: data1", "wait_s: {column: data1, for: {abandoned: data3}}");
    let Some(read) = built(case, &[told]) else { return };
    assert!(!read.run.said().contains("V114"), "{}", read.run.said());
    read.has(("line", 2024), ("answer-rates", "answer_rate"), "", "71.7");
}

#[test]
fn a_length_with_the_queue_in_it() {
    let case = "length-with-the-queue-in-it";
    let Some(asked) = built(case, &[]) else { return };
    assert!(asked.run.said().contains("V113") && asked.run.said().contains("minus:"), "{}", asked.run.said());
    assert_eq!(asked.cell(("line", 2024), MEDIAN, ""), None);
    let told = (
        "data/line/helpline.yaml",
        "duration_s: length_in_sec",
        "duration_s: {column: length_in_sec, minus: alt_dial}",
    );
    let Some(read) = built(case, &[told]) else { return };
    assert!(!read.run.said().contains("V113"), "{}", read.run.said());
    read.has(("line", 2024), MEDIAN, "", "1428");
}

#[test]
fn labels_with_the_separator_and_ages_with_units() {
    let Some(read) = built("17-multi-select-and-age-units", &[]) else { return };
    let form = ("contacts-by-violence-form", "contacts");
    // Counted in the file, label by label.
    for (code, n) in [("physical", "133"), ("psych", "133"), ("neglect", "113"), ("other", "160")] {
        read.has(("lijn", 2024), form, &format!("violence_form={code}"), n);
    }
    // Months, weeks and halves are years of 0 or 1; `1½5` is nothing.
    for (code, n) in [("age_0_11", "264"), ("age_12_17", "48"), ("age_26_39", "43"), ("unclear", "45")] {
        read.has(("lijn", 2024), ("contacts-by-age", "contacts"), &format!("age={code}"), n);
    }
}

#[test]
fn answers_as_the_text_of_a_list() {
    let Some(read) = built("answers-as-a-list-literal", &[]) else { return };
    let form = ("contacts-by-protection", "contacts");
    for (code, n) in [("violence", "70"), ("neglect", "29"), ("trafficking", "41"), ("blank", "21")] {
        read.has(("line", 2024), form, &format!("protection={code}"), n);
    }
}
