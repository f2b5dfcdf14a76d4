//! What the files of statistical programs say of their own values.

use super::*;

/// Written by pyreadstat 1.3.7 with `missing_ranges`, labels of values and of a variable; the weight, which it cannot
/// write, was put into the header at byte 76 as SPSS has it.
#[test]
fn what_an_spss_file_calls_missing_is_empty_and_its_weight_is_told() {
    let bytes = include_bytes!("missing.sav");
    let names = ["leeftijd", "duur", "opvang", "geslacht", "zeker", "lang"];
    let table = read_bytes("a.sav", bytes, &map(&names)).expect("a table");
    assert_eq!(
        cells(&table),
        [
            ["34", "300", "ja", "man", "5", "aaaaaaaaaaaa"],
            // 97 to 99, 9999, `zz`; an answer to choose, and a label that says that nothing is known, stay.
            ["", "", "", "vrouw", "onbekend", ""],
            ["", "12", "nee", "weet niet", "5", "b"],
            ["80", "", "", "man", "5", "c"],
        ]
    );
    assert_eq!(table.columns[1].label, "Gespreksduur in minuten");
    let told: Vec<&str> = table.findings.0.iter().map(|f| f.code.id()).collect();
    assert_eq!(told, ["V170"]);
}
