//! What is wrong with the real files, and what becomes of it.

use jaarlijn::config::load;
use jaarlijn::pipeline::gather;

use super::{codes, run, with_known_error, workspace};
use crate::support::{reading, salt};

/// The broken record is one finding, sets itself apart, and stops no report.
#[test]
fn a_broken_record_is_rejected_alone() {
    let Some(root) = workspace(|_, text| text) else { return };
    let (code, result) = run(root.path(), "build");
    assert_eq!(code, 10);
    // The age that nobody has, and the record.
    assert_eq!(codes(&result), ["D002", "V031", "V012"]);
    let places: Vec<(&str, u64)> = result["findings"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|f| (f["place"]["file"].as_str().unwrap_or(""), f["place"]["line"].as_u64().unwrap_or(0)))
        .collect();
    assert_eq!(places[2], ("data/linea144/registrations/linea144-enero-junio-2023.csv", 1265));
    for (report, year) in result["reports"].as_array().expect("reports").iter().zip([2021, 2022, 2023]) {
        assert_eq!((&report["year"], &report["state"]), (&year.into(), &"drafted".into()));
        assert_eq!(report["rows"], serde_json::json!([89541, 89540]));
        let pdf = root.path().join(format!("reports/{year}/linea144/report.nl.pdf"));
        assert!(std::fs::read(pdf).is_ok_and(|bytes| bytes.starts_with(b"%PDF-")));
    }
    let apart = root.path().join("data/linea144/quarantine/linea144-enero-junio-2023.csv.csv");
    let records = csv::Reader::from_path(apart).expect("a quarantine").into_records().count();
    assert_eq!(records, 1);
    // The record's own text stays in the quarantine.
    let manifest = root.path().join("reports/2023/linea144/manifest.json");
    let manifest = std::fs::read_to_string(manifest).expect("a manifest");
    let record = std::fs::read_to_string(
        root.path().join("data/linea144/registrations/linea144-enero-junio-2023.csv"),
    );
    let record = record.expect("the file").lines().nth(1264).expect("the record").to_owned();
    assert!(!manifest.contains(&record) && !result.to_string().contains(&record));
}

/// Named by a rule, the same record is no problem any more, and is still accounted for.
#[test]
fn a_named_record_is_excluded_by_its_rule() {
    let Some(root) = workspace(with_known_error) else { return };
    let (code, result) = run(root.path(), "build");
    assert_eq!(code, 0);
    assert_eq!(codes(&result), ["D002", "V031"]);
    let aside = root.path().join("data/linea144/quarantine");
    let names: Vec<_> = std::fs::read_dir(aside).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names, [".patterns.key", "hidden.csv"], "no record is set aside");
    let manifest =
        std::fs::read(root.path().join("reports/2023/linea144/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let rows = serde_json::json!({"read": 89541, "used": 89540, "excluded": {"bekende fout": 1}});
    assert_eq!(manifest["rows"], rows);
    let (again, second) = run(root.path(), "build");
    let states: Vec<&str> =
        second["reports"].as_array().into_iter().flatten().filter_map(|r| r["state"].as_str()).collect();
    assert_eq!((again, states), (0, vec!["up-to-date"; 3]));
}

/// What the files do not hold is said, and has no figure.
#[test]
fn what_is_absent_is_named() {
    let Some(root) = workspace(|_, text| text) else { return };
    let loaded = load(root.path()).0.expect("a workspace");
    let (gathered, _) = gather(&loaded, 0, &reading(Some(2022), &salt()));
    let gathered = gathered.expect("a line");
    let expected = [
        "absent.time",
        "absent.channel",
        "absent.outcome",
        "absent.wait",
        "absent.duration",
        "absent.caller",
        "absent.victims",
    ];
    assert_eq!(gathered.basis.absent, expected);
    let figures: Vec<String> = gathered.years[0].1.iter().map(|t| t.figure().to_string()).collect();
    for word in ["channel", "hour", "waiting", "handling", "rates", "funnel", "unanswered", "victims"] {
        assert!(!figures.iter().any(|f| f.contains(word)), "{word}: {figures:?}");
    }
    assert!(
        figures.iter().any(|f| f == "contacts-by-weekday")
            && figures.iter().any(|f| f == "contacts-by-province")
    );
}
