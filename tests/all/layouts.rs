//! Exports in the layouts of software in use, as its own source writes them: each workspace of
//! `tests/workspaces` is built, and its figures are those that were computed from the same made-up contacts by
//! another program, which never reads the export. `tests/README.md` names the sources that were read.

use super::demo::published_cells;
use super::support::{copy, jaarlijn, repository};

/// A published number of two years: figure, measure, dimensions, and the right values of 2023 and 2024. Where a
/// measure stands for answered contacts and for all that came in, both, in this order.
type Row = (&'static str, &'static str, &'static str, [&'static str; 2]);

/// Builds a workspace and compares what it publishes.
#[track_caller]
fn holds(software: &str, rows: &[Row]) {
    let dir = tempfile::tempdir().unwrap();
    copy(&repository().join("tests/workspaces").join(software), dir.path());
    let run = jaarlijn(dir.path(), &["build", "--publish"]);
    run.ends(0, &["published"]);
    let cells = published_cells(&dir.path().join("reports/2024/line"));
    for (figure, measure, dims, right) in rows {
        for (year, right) in ["2023", "2024"].into_iter().zip(right) {
            let found: Vec<&str> = cells
                .iter()
                .filter(|c| c.figure == *figure && c.measure == *measure && c.period == year)
                .filter(|c| {
                    let named: Vec<String> = c.dims.iter().map(|(d, code)| format!("{d}={code}")).collect();
                    named.join(";") == *dims
                })
                .map(|c| c.value.as_str())
                .collect();
            assert_eq!(
                found.join(" / "),
                *right,
                "{software}: {figure} {measure} {dims} {year}\n{}",
                run.said()
            );
        }
    }
}

#[test]
fn kobo() {
    holds(
        "kobo",
        &[
            ("contacts-per-year", "contacts", "", ["58", "70"]),
            ("contacts-by-channel", "contacts", "channel=chat", ["13", "26"]),
            ("contacts-by-channel", "contacts", "channel=phone", ["45", "44"]),
            ("contacts-by-gender", "contacts", "gender=female", ["33", "32"]),
            ("contacts-by-gender", "contacts", "gender=male", ["25", "38"]),
            ("contacts-by-violence-form", "contacts", "violence_form=physical", ["24", "30"]),
            ("contacts-by-violence-form", "contacts", "violence_form=psychological", ["21", "22"]),
            ("contacts-by-violence-form", "contacts", "violence_form=sexual", ["25", "29"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["46", "58"]),
            ("handling-time", "handling_time_median", "", ["1290", "1280"]),
        ],
    );
}

#[test]
fn kobo_csv() {
    holds(
        "kobo-csv",
        &[
            ("contacts-per-year", "contacts", "", ["58", "70"]),
            ("contacts-by-channel", "contacts", "channel=chat", ["13", "26"]),
            ("contacts-by-channel", "contacts", "channel=phone", ["45", "44"]),
            ("contacts-by-gender", "contacts", "gender=female", ["33", "32"]),
            ("contacts-by-gender", "contacts", "gender=male", ["25", "38"]),
            ("contacts-by-violence-form", "contacts", "violence_form=physical", ["24", "30"]),
            ("contacts-by-violence-form", "contacts", "violence_form=psychological", ["21", "22"]),
            ("contacts-by-violence-form", "contacts", "violence_form=sexual", ["25", "29"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["46", "58"]),
            ("handling-time", "handling_time_median", "", ["1290", "1280"]),
        ],
    );
}

#[test]
fn fusionpbx() {
    holds(
        "fusionpbx",
        &[
            ("contacts-per-year", "contacts", "", ["17", "16"]),
            ("answer-rates", "offered_in_hours", "", ["25", "26"]),
            ("answer-rates", "answer_rate", "", ["68.0", "61.5"]),
            ("waiting-time", "waiting_time_median", "", ["61", "68"]),
            ("handling-time", "handling_time_median", "", ["1210", "689"]),
        ],
    );
}

#[test]
fn limesurvey_spss() {
    holds(
        "limesurvey-spss",
        &[
            ("contacts-per-year", "contacts", "", ["70", "84"]),
            ("contacts-by-channel", "contacts", "channel=chat", ["46", "47"]),
            ("contacts-by-channel", "contacts", "channel=phone", ["24", "37"]),
            ("contacts-by-gender", "contacts", "gender=female", ["39", "42"]),
            ("contacts-by-gender", "contacts", "gender=male", ["31", "42"]),
            ("contacts-by-age", "contacts", "age=adult", ["23", "28"]),
            ("contacts-by-age", "contacts", "age=child", ["19", "27"]),
            ("contacts-by-age", "contacts", "age=young", ["28", "29"]),
            ("contacts-by-violence-form", "contacts", "violence_form=physical", ["23", "31"]),
            ("contacts-by-violence-form", "contacts", "violence_form=psychological", ["32", "27"]),
            ("contacts-by-violence-form", "contacts", "violence_form=sexual", ["27", "32"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["61", "74"]),
            ("handling-time", "handling_time_median", "", ["1590", "1470"]),
        ],
    );
}

#[test]
fn openchs_calls() {
    holds(
        "openchs-calls",
        &[
            ("contacts-per-year", "contacts", "", ["50", "62"]),
            ("answer-rates", "offered_in_hours", "", ["70", "90"]),
            ("answer-rates", "answer_rate", "", ["71.4", "68.9"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["42 / 58", "52 / 78"]),
            ("waiting-time", "waiting_time_median", "", ["61", "53"]),
            ("handling-time", "handling_time_median", "", ["1574", "1516"]),
        ],
    );
}

#[test]
fn rapidpro() {
    holds(
        "rapidpro",
        &[
            ("contacts-per-year", "contacts", "", ["100", "120"]),
            ("contacts-by-channel", "contacts", "channel=chat", ["75", "81"]),
            ("contacts-by-channel", "contacts", "channel=text", ["25", "39"]),
            ("contacts-by-theme", "contacts", "theme=home", ["41", "64"]),
            ("contacts-by-theme", "contacts", "theme=school", ["59", "56"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["88", "108"]),
            ("handling-time", "handling_time_median", "", ["527", "413"]),
        ],
    );
}

#[test]
fn redcap() {
    holds(
        "redcap",
        &[
            ("contacts-per-year", "contacts", "", ["80", "100"]),
            ("contacts-by-channel", "contacts", "channel=chat", ["33", "25"]),
            ("contacts-by-channel", "contacts", "channel=phone", ["47", "75"]),
            ("contacts-by-violence-form", "contacts", "violence_form=physical", ["29", "37"]),
            ("contacts-by-violence-form", "contacts", "violence_form=psychological", ["27", "33"]),
            ("contacts-by-violence-form", "contacts", "violence_form=sexual", ["29", "33"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["68", "88"]),
            ("handling-time", "handling_time_median", "", ["1710", "1740"]),
        ],
    );
}

#[test]
fn issabel() {
    holds(
        "issabel",
        &[
            ("contacts-per-year", "contacts", "", ["46", "48"]),
            ("answer-rates", "offered_in_hours", "", ["70", "80"]),
            ("answer-rates", "answer_rate", "", ["65.7", "60.0"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["37 / 58", "42 / 67"]),
            ("waiting-time", "waiting_time_median", "", ["56", "50"]),
            ("handling-time", "handling_time_median", "", ["1064", "1115"]),
        ],
    );
}

#[test]
fn vicidial() {
    holds(
        "vicidial",
        &[
            ("contacts-per-year", "contacts", "", ["51", "49"]),
            ("answer-rates", "offered_in_hours", "", ["72", "71"]),
            ("answer-rates", "answer_rate", "", ["70.8", "69.0"]),
            ("contacts-by-need", "contacts", "need=info", ["20", "15"]),
            ("contacts-by-need", "contacts", "need=listening", ["19", "15"]),
            ("contacts-by-need", "contacts", "need=referral", ["12", "19"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["44 / 74", "43 / 84"]),
            ("waiting-time", "waiting_time_median", "", ["82", "102"]),
            ("handling-time", "handling_time_median", "", ["945", "1045"]),
        ],
    );
}

#[test]
fn goautodial() {
    holds(
        "goautodial",
        &[
            ("contacts-per-year", "contacts", "", ["42", "64"]),
            ("answer-rates", "offered_in_hours", "", ["66", "84"]),
            ("answer-rates", "answer_rate", "", ["63.6", "76.2"]),
            ("contacts-by-need", "contacts", "need=info", ["16", "19"]),
            ("contacts-by-need", "contacts", "need=listening", ["14", "25"]),
            ("contacts-by-need", "contacts", "need=referral", ["12", "20"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["33 / 54", "54 / 72"]),
            ("waiting-time", "waiting_time_median", "", ["53", "59"]),
            ("handling-time", "handling_time_median", "", ["1418", "1393"]),
        ],
    );
}

#[test]
fn redcap_labels() {
    holds(
        "redcap-labels",
        &[
            ("contacts-per-year", "contacts", "", ["80", "100"]),
            ("contacts-by-channel", "contacts", "channel=chat", ["33", "25"]),
            ("contacts-by-channel", "contacts", "channel=phone", ["47", "75"]),
            ("contacts-by-violence-form", "contacts", "violence_form=physical", ["29", "37"]),
            ("contacts-by-violence-form", "contacts", "violence_form=psychological", ["27", "33"]),
            ("contacts-by-violence-form", "contacts", "violence_form=sexual", ["29", "33"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["68", "88"]),
            ("handling-time", "handling_time_median", "", ["1710", "1740"]),
        ],
    );
}

#[test]
fn limesurvey() {
    holds(
        "limesurvey",
        &[
            ("contacts-per-year", "contacts", "", ["70", "84"]),
            ("contacts-by-channel", "contacts", "channel=chat", ["46", "47"]),
            ("contacts-by-channel", "contacts", "channel=phone", ["24", "37"]),
            ("contacts-by-gender", "contacts", "gender=female", ["39", "42"]),
            ("contacts-by-gender", "contacts", "gender=male", ["31", "42"]),
            ("contacts-by-age", "contacts", "age=adult", ["23", "28"]),
            ("contacts-by-age", "contacts", "age=child", ["19", "27"]),
            ("contacts-by-age", "contacts", "age=young", ["28", "29"]),
            ("contacts-by-violence-form", "contacts", "violence_form=physical", ["23", "31"]),
            ("contacts-by-violence-form", "contacts", "violence_form=psychological", ["32", "27"]),
            ("contacts-by-violence-form", "contacts", "violence_form=sexual", ["27", "32"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["61", "74"]),
            ("handling-time", "handling_time_median", "", ["1590", "1470"]),
        ],
    );
}

#[test]
fn primero() {
    holds(
        "primero",
        &[
            ("contacts-per-year", "contacts", "", ["74", "90"]),
            ("contacts-by-gender", "contacts", "gender=female", ["36", "53"]),
            ("contacts-by-gender", "contacts", "gender=male", ["38", "37"]),
            ("contacts-by-age", "contacts", "age=child", ["47", "41"]),
            ("contacts-by-age", "contacts", "age=young", ["27", "49"]),
            ("contacts-by-protection", "contacts", "protection=neglect", ["27", "34"]),
            ("contacts-by-protection", "contacts", "protection=separated", ["26", "26"]),
            ("contacts-by-protection", "contacts", "protection=trafficking", ["34", "36"]),
            ("contacts-by-protection", "contacts", "protection=violence", ["28", "34"]),
        ],
    );
}

#[test]
fn ushahidi() {
    holds(
        "ushahidi",
        &[
            ("contacts-per-year", "contacts", "", ["83", "97"]),
            ("contacts-by-theme", "contacts", "theme=health", ["40", "40"]),
            ("contacts-by-theme", "contacts", "theme=housing", ["31", "46"]),
            ("contacts-by-theme", "contacts", "theme=violence", ["35", "38"]),
        ],
    );
}

#[test]
fn asterisk() {
    holds(
        "asterisk",
        &[
            ("contacts-per-year", "contacts", "", ["23", "22"]),
            ("answer-rates", "offered_in_hours", "", ["30", "34"]),
            ("answer-rates", "answer_rate", "", ["76.7", "64.7"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["13 / 18", "14 / 22"]),
            ("waiting-time", "waiting_time_median", "", ["49", "57"]),
            ("handling-time", "handling_time_median", "", ["1506", "1322"]),
        ],
    );
}

#[test]
fn asterisk_queue_log() {
    holds(
        "asterisk-queue-log",
        &[
            ("contacts-per-year", "contacts", "", ["41", "51"]),
            ("answer-rates", "offered_in_hours", "", ["60", "70"]),
            ("answer-rates", "answer_rate", "", ["68.3", "72.9"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["35 / 48", "42 / 58"]),
            ("waiting-time", "waiting_time_median", "", ["68", "54"]),
            ("handling-time", "handling_time_median", "", ["1563", "1589"]),
        ],
    );
}

#[test]
fn freepbx() {
    holds(
        "freepbx",
        &[
            ("contacts-per-year", "contacts", "", ["25", "28"]),
            ("answer-rates", "offered_in_hours", "", ["34", "38"]),
            ("answer-rates", "answer_rate", "", ["73.5", "73.7"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["15 / 22", "19 / 26"]),
            ("waiting-time", "waiting_time_median", "", ["46", "48"]),
            ("handling-time", "handling_time_median", "", ["1541", "1378"]),
        ],
    );
}

#[test]
fn openchs() {
    holds(
        "openchs",
        &[
            ("contacts-per-year", "contacts", "", ["20", "24"]),
            ("contacts-by-problem", "contacts", "problem=abuse", ["7", "7"]),
            ("contacts-by-problem", "contacts", "problem=counselling", ["7", "8"]),
            ("contacts-by-problem", "contacts", "problem=information", ["6", "9"]),
            ("contacts-by-client-gender", "contacts", "client_gender=female", ["10", "14"]),
            ("contacts-by-client-gender", "contacts", "client_gender=male", ["15", "16"]),
        ],
    );
}

#[test]
fn amrit_104() {
    holds(
        "amrit-104",
        &[
            ("contacts-per-year", "contacts", "", ["52", "60"]),
            ("contacts-by-problem", "contacts", "problem=advice", ["16", "19"]),
            ("contacts-by-problem", "contacts", "problem=counselling", ["22", "19"]),
            ("contacts-by-problem", "contacts", "problem=information", ["14", "22"]),
            ("contacts-by-gender", "contacts", "gender=female", ["21", "20"]),
            ("contacts-by-gender", "contacts", "gender=male", ["19", "25"]),
            ("contacts-by-gender", "contacts", "gender=other", ["12", "15"]),
            ("contacts-by-medicine", "contacts", "medicine=a", ["21", "37"]),
            ("contacts-by-medicine", "contacts", "medicine=b", ["28", "29"]),
            ("contacts-by-medicine", "contacts", "medicine=c", ["32", "31"]),
            ("contacts-in-and-out-of-hours", "contacts_by_hours", "hours=open", ["40", "48"]),
        ],
    );
}
