//! Codes, channels, outcomes, numbers.

use super::*;

fn at() -> ColumnMap {
    column("at", "at")
}

#[test]
fn blank_unknown_and_unclear_stay_three_codes() {
    let content = "at,p\n2023-01-05,North\n2023-01-05,\n2023-01-05,Onbekend\n2023-01-05,sin  DATOS\n\
        2023-01-05,onduidelijk\n2023-01-05,Nort\n2023-01-05,NÓRTH \n2023-01-05,N1\n";
    let values = BTreeMap::from([("n1".to_owned(), "north".to_owned())]);
    let place = || dimension(list("place", &["south", "north"]), DimKind::Single);
    let column =
        |showable| ColumnMap { values: values.clone(), showable: Some(showable), ..column("place", "p") };
    let (table, findings, _) = run_with(content, vec![place()], vec![at(), column(false)], |_| {});
    assert_eq!(table.expect("registrations").single["place"], [1, 4, 2, 2, 3, 3, 1, 1]);
    let [odd] = with_code(&findings, "V026")[..] else { panic!("{findings:?}") };
    assert_eq!(line_of(odd), Some(7));
    assert!(!odd.message.contains("Nort") && !odd.hint.as_ref().is_some_and(|h| h.contains("north")));
    let (_, findings, _) = run_with(content, vec![place()], vec![at(), column(true)], |_| {});
    let odd = with_code(&findings, "V026")[0];
    assert!(odd.message.contains("`Nort`") && odd.hint.as_ref().is_some_and(|h| h.contains("`north`")));
    let strict = Dimension { strict: true, ..place() };
    let (table, _, quarantine) = run_with(content, vec![strict], vec![at(), column(false)], |_| {});
    let table = table.expect("registrations");
    assert_eq!((table.rows, table.accounting.excluded["rejected:V026"]), (7, 1));
    assert!(table.accounting.closes());
    assert_eq!((quarantine.len(), quarantine[0].line), (1, 7));
}

#[test]
fn numbers_fall_into_bands() {
    let mut ages = list("age", &[]);
    for (from, to) in [(18, 120), (0, 17)] {
        let band = Code { band: Some((from, to)), ..code(&format!("age_{from}"), CodeKind::Plain, &[]) };
        ages.codes.insert(0, band);
    }
    let content = "at,a\n2023-01-05,17\n2023-01-05,18\n2023-01-05,127\n2023-01-05,-1\n2023-01-05,\n\
        2023-01-05,\"17,9\"\n2023-01-05,onbekend\n2023-01-05,oud\n2023-01-05,18.0\n";
    let columns = vec![at(), column("age", "a")];
    let (table, findings, _) = run_with(content, vec![dimension(ages, DimKind::Single)], columns, |_| {});
    assert_eq!(table.expect("registrations").single["age"], [0, 1, 3, 3, 4, 0, 2, 3, 1]);
    assert_eq!(times(&findings, "V031"), 2);
    assert_eq!(with_code(&findings, "V026").len(), 1);
}

#[test]
fn several_codes_in_a_cell_are_several_bits() {
    let forms = dimension(list("form", &["a", "b", "c"]), DimKind::Multi);
    let content =
        "at,f\n2023-01-05,a | C\n2023-01-05,\n2023-01-05,b|b|\n2023-01-05,a|zz\n2023-01-05,onbekend\n";
    let columns = vec![at(), ColumnMap { separator: Some("|".to_owned()), ..column("form", "f") }];
    let (table, findings, _) = run_with(content, vec![forms], columns, |_| {});
    assert_eq!(table.expect("registrations").multi["form"], [0b101, 1 << 5, 0b10, 0b1 | 1 << 4, 1 << 3]);
    assert_eq!(with_code(&findings, "V026").len(), 1);
}

fn yes_no() -> ColumnMap {
    let codes = ["a", "b", "c"].map(|c| (c.to_owned(), vec![c.to_owned()]));
    ColumnMap { source: Source::YesNo(codes.to_vec()), ..column("form", "") }
}

#[test]
fn yes_no_columns_are_bits_and_no_is_not_blank() {
    let content = "at,a,b,c\n2023-01-05,Si,no,NO\n2023-01-05,no,no,no\n2023-01-05,,,\n2023-01-05,x,,\n\
        2023-01-05,onbekend,,\n2023-01-05,misschien,nee,nee\n2023-01-05,1,0,true\n2023-01-05,no,,\n";
    let multi = dimension(list("form", &["a", "b", "c"]), DimKind::Multi);
    let (table, findings, _) = run_with(content, vec![multi], vec![at(), yes_no()], |_| {});
    assert_eq!(table.expect("registrations").multi["form"], [0b1, 0, 1 << 5, 0b1, 1 << 3, 1 << 4, 0b101, 0]);
    assert_eq!(with_code(&findings, "V035").len(), 1);
    let single = dimension(list("form", &["a", "b", "c"]), DimKind::Single);
    let (table, findings, _) = run_with(content, vec![single], vec![at(), yes_no()], |_| {});
    assert_eq!(table.expect("registrations").single["form"], [0, 5, 5, 0, 3, 4, 4, 5]);
    assert_eq!(with_code(&findings, "V039").len(), 1);
}

#[test]
fn outcomes_and_answers_give_stages() {
    let content = "at,o,j,d\n2023-01-05,Bezet,,\n2023-01-05,answered,nee,nee\n2023-01-05,Overflow in,ja,\n\
        2023-01-05,answered,ja,1\n2023-01-05,,ja,\n2023-01-05,weg,,\n2023-01-05,abandoned,ja,ja\n2023-01-05,answered,hm,\n";
    let outcome = ColumnMap {
        values: BTreeMap::from([("Bezet".to_owned(), "busy".to_owned())]),
        ..column("outcome", "o")
    };
    let columns = || vec![at(), outcome.clone(), column("justified", "j"), column("case_file", "d")];
    let (table, findings, quarantine) = run_with(content, Vec::new(), columns(), |_| {});
    let table = table.expect("registrations");
    assert_eq!(table.outcome, Some(vec![1, 0, 5, 0, 6, 3, 0]));
    assert_eq!(table.stage, [0, 1, 2, 3, 0, 0, 1]);
    assert_eq!(table.accounting.excluded["rejected:V027"], 1);
    assert_eq!(
        (quarantine.len(), with_code(&findings, "V028").len(), with_code(&findings, "V035").len()),
        (1, 1, 1)
    );
    let (table, ..) =
        run_with(content, Vec::new(), columns(), |line| line.stages = vec![Stage::Incoming, Stage::Answered]);
    assert_eq!(table.expect("registrations").stage, [0, 1, 1, 1, 0, 0, 1]);
    let without = vec![at(), column("justified", "j")];
    let (table, ..) =
        run_with(content, Vec::new(), without, |line| line.subject.main_stage = Stage::Justified);
    assert_eq!(table.expect("registrations").stage, [1, 1, 2, 2, 2, 1, 2, 1]);
    let (table, ..) =
        run_with(content, Vec::new(), vec![at()], |line| line.subject.main_stage = Stage::CaseFile);
    assert_eq!(table.expect("registrations").stage, [3; 8]);
}

#[test]
fn channels_outside_their_life_are_warned_of_and_counted() {
    let content = "at,c\n2019-05-31,chat\n2019-06-01,Chat\n2023-01-05,Tel\n2023-01-05,fax\n2023-01-05,\n";
    let (table, findings, _) = run_with(content, Vec::new(), vec![at(), column("channel", "c")], |line| {
        line.subject.channels[2].since = chrono::NaiveDate::from_ymd_opt(2019, 6, 1);
        line.subject.channels[0].aliases = vec!["Tel".to_owned()];
    });
    let table = table.expect("registrations");
    assert_eq!((table.rows, table.channel), (5, Some(vec![2, 2, 0, 3, 3])));
    assert_eq!(with_code(&findings, "V025").iter().map(|f| line_of(f)).collect::<Vec<_>>(), [Some(2)]);
    assert_eq!(with_code(&findings, "V024").len(), 1);
}

#[test]
fn numbers_beyond_belief_are_missing_and_the_row_counts() {
    let content = "at,w,v\n2023-01-05,30,2\n2023-01-05,0:01:30,21\n2023-01-05,90000,-1\n2023-01-05,,\n2023-01-05,x,2.0\n2023-01-05,\"12,4\",onbekend\n";
    let columns = vec![at(), column("wait_s", "w"), column("victims", "v")];
    let (table, findings, _) = run_with(content, Vec::new(), columns, |_| {});
    let table = table.expect("registrations");
    assert_eq!(table.wait_s, Some(vec![30, 90, UNREAD_U32, NONE_U32, UNREAD_U32, 12]));
    assert_eq!(table.victims, Some(vec![2, NONE_U16, NONE_U16, NONE_U16, 2, NONE_U16]));
    assert_eq!((times(&findings, "V030"), times(&findings, "V029")), (3, 1));
    assert_eq!(table.accounting.used, 6);
}

#[test]
fn a_thousand_equal_problems_are_one_finding_and_a_number() {
    let content =
        format!("at,p\n{}", "2023-01-05,secret sentence about one person and her neighbour\n".repeat(1001));
    let place = dimension(list("place", &["south"]), DimKind::Single);
    let (_, findings, _) = run_with(&content, vec![place], vec![at(), column("place", "p")], |_| {});
    let odd = with_code(&findings, "V026");
    assert_eq!((odd.len(), odd[0].more, line_of(odd[0])), (1, 1000, Some(2)));
    assert_eq!(findings.count(crate::base::Severity::Warning), 1001);
    assert!(findings.0.iter().all(|f| !format!("{f:?}").contains("secret")));
}

/// 60 rows of one code and some of others.
fn mostly(others: &[(&str, usize)]) -> String {
    let rows = |(text, n): &(&str, usize)| format!("2023-01-05,{text}\n").repeat(*n);
    format!("at,p\n{}{}", rows(&("south", 60)), others.iter().map(rows).collect::<String>())
}

#[test]
fn frequent_codes_are_told_by_value_and_rare_ones_are_not() {
    let content = mostly(&[("Zuid", 7), ("Noord", 6), ("Jan Peeters", 1), ("Westt", 4)]);
    let place = || dimension(list("place", &["south", "west"]), DimKind::Single);
    let (table, findings, _) = run_with(&content, vec![place()], vec![at(), column("place", "p")], |_| {});
    // Nothing is lost: what is no code is unclear.
    assert_eq!(table.expect("registrations").rows, 78);
    let odd = with_code(&findings, "V026");
    let told: Vec<(bool, bool, u64)> = odd
        .iter()
        .map(|f| (f.message.contains("`Zuid`"), f.message.contains("`Noord`"), 1 + f.more))
        .collect();
    assert_eq!(told, [(true, false, 7), (false, true, 6), (false, false, 5)]);
    assert!(odd[0].hint.as_ref().is_some_and(|h| h.contains("values: {\"Zuid\": …}")), "{odd:?}");
    assert!(
        findings
            .0
            .iter()
            .all(|f| !format!("{f:?}").contains("Peeters") && !format!("{f:?}").contains("Westt"))
    );
    // What the settings say goes before.
    for (showable, shown) in [(Some(true), 4), (Some(false), 0)] {
        let columns = vec![at(), ColumnMap { showable, ..column("place", "p") }];
        let (_, findings, _) = run_with(&content, vec![place()], columns, |_| {});
        let texts = ["`Zuid`", "`Noord`", "`Jan Peeters`", "`Westt`"];
        let odd = with_code(&findings, "V026");
        let seen = texts.iter().filter(|t| odd.iter().any(|f| f.message.contains(**t))).count();
        assert_eq!((seen, odd.len()), (shown, shown.max(1)));
    }
}

#[test]
fn free_texts_numbers_and_files_with_callers_show_nothing() {
    let place = || dimension(list("place", &["south"]), DimKind::Single);
    let free: Vec<(String, usize)> = (0..60).map(|n| (format!("belde over zaak {n}"), 1)).collect();
    let mut free: Vec<(&str, usize)> = free.iter().map(|(t, n)| (t.as_str(), *n)).collect();
    free.push(("mama", 9));
    for content in [
        mostly(&free),
        mostly(&[("0470123456", 9), ("jan@voorbeeld.be", 9), ("12/03/2019", 9)]),
        mostly(&[("een heel lange zin over de buurman van iemand", 9)]),
    ] {
        let (_, findings, _) = run_with(&content, vec![place()], vec![at(), column("place", "p")], |_| {});
        let odd = with_code(&findings, "V026");
        assert_eq!(odd.len(), 1, "{odd:?}");
        assert!(odd[0].message.starts_with("the text of this cell"));
    }
    let content = mostly(&[("Zuid", 9)]).replace('\n', ",0470123456\n").replacen(",0470123456", ",n", 1);
    let columns = vec![at(), column("place", "p"), column("caller_number", "n")];
    let (_, findings, _) = run_with(&content, vec![place()], columns, |_| {});
    assert!(!format!("{findings:?}").contains("Zuid"), "{findings:?}");
}

#[test]
fn each_answer_of_a_cell_is_told_by_itself() {
    let content = mostly(&[("south|Zuid", 8), ("Zuid|Oost", 8)]);
    let forms = dimension(list("form", &["south"]), DimKind::Multi);
    let columns = vec![at(), ColumnMap { separator: Some("|".to_owned()), ..column("form", "p") }];
    let (_, findings, _) = run_with(&content, vec![forms], columns, |_| {});
    let told: Vec<(&str, u64)> =
        with_code(&findings, "V026").iter().map(|f| (f.message.as_str(), 1 + f.more)).collect();
    let what = "is no code of `form`; counted as unclear";
    assert_eq!(told, [(&*format!("`Zuid` {what}"), 16), (&*format!("`Oost` {what}"), 8)]);
}
