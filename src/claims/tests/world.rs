//! A year of invented numbers of a line of the demonstration, and what is said of sentences about it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::{Findings, Lang, Num, Period};
use crate::claims::read::lexicon::Lexicon;
use crate::claims::read::names::NameIndex;
use crate::claims::read::sentence::Setting;
use crate::claims::resolve::context::Evidence;
use crate::claims::resolve::facts::{Fact, Facts};
use crate::claims::sentences;
use crate::commentary::{Passage, Piece, Slot};
use crate::config::{Stage, Workspace, load};
use crate::disclosure::Safe;

use crate::measures::Flag;
use crate::validation::InputFile;

/// Figure, measure, stage, unit, codes, and values by period. A `b` behind a value marks a break, `h` stands
/// for what is withheld.
const ANSWERED: &str = "
contacts-per-year contacts answered call - 2019:600 2020:800 2021:1000 2022:1200 2023:1100
contacts-by-channel contacts answered call channel=phone 2021:800 2022:900 2023:700
contacts-by-channel contacts answered call channel=email 2021:120 2022:100 2023:70
contacts-by-channel contacts answered call channel=chat 2021:80 2022:200 2023:330
contacts-by-channel contacts answered call - 2021:1000 2022:1200 2023:1100
contacts-by-province contacts answered call province=antwerpen 2022:380 2023:400
contacts-by-province contacts answered call province=limburg 2022:160 2023:150
contacts-by-province contacts answered call province=west_vlaanderen 2022:660 2023:550
contacts-by-province contacts answered call - 2022:1200 2023:1100
contacts-by-team contacts answered call team=team_limburg 2023:177
contacts-by-team contacts answered call - 2023:1100
contacts-by-age contacts answered call age=age_12_17 2022:90 2023:121
contacts-by-age contacts answered call age=age_40_59 2022:500 2023:430
contacts-by-age contacts answered call age=unknown 2023:99
contacts-by-age contacts answered call - 2022:1200 2023:1100
contacts-by-role contacts answered call role=victim 2023:352
contacts-by-role contacts answered call role=professional 2023:88
contacts-by-role contacts answered call - 2023:1100
contacts-by-problem contacts answered call problem=partner_violence 2021:150 2022:130 2023:120
contacts-by-problem contacts answered call problem=child_abuse 2021:400 2022:500 2023:495
contacts-by-problem contacts answered call - 2021:1000 2022:1200 2023:1100
contacts-by-referral-mode contacts answered call referral_mode=push 2023:31
contacts-by-referral-mode contacts answered call referral_mode=warm 2023:h
contacts-by-referral-mode contacts answered call - 2023:640
contacts-by-weekday contacts answered call weekday=1 2023:260
contacts-by-weekday contacts answered call weekday=5 2023:140
contacts-by-weekday contacts answered call - 2023:1100
victims victims answered victim - 2021:1300 2022:1500 2023:1600
victims-by-problem victims answered victim problem=partner_violence 2021:300 2022:260 2023:240
victims-by-problem victims answered victim problem=child_abuse 2021:600 2022:820 2023:960
victims-by-problem victims answered victim problem=intrafamily 2021:50 2022:110b 2023:115
victims-by-problem victims answered victim - 2021:1300 2022:1500 2023:1600
contacts-by-month contacts answered call - 2022-01:100 2022-02:90 2022-03:110 2022-10:120 2022-11:130
contacts-by-month contacts answered call - 2023-01:80 2023-02:70 2023-03:90 2023-10:180 2023-11:95
events during_event answered call event=docureeks-godvergeten;baseline=year_before 2023:66
events baseline answered call event=docureeks-godvergeten;baseline=year_before 2023:41
events daily_change answered percent event=docureeks-godvergeten;baseline=year_before 2023:61
";

/// A line where more comes in than is answered.
const FUNNEL: &str = "
contacts-by-stage contacts incoming attempt - 2018:5200 2019:5000 2020:6000
contacts-by-stage contacts answered conversation - 2018:3900 2019:4000 2020:4500
funnel contacts incoming attempt - 2019:5000 2020:6000
funnel unanswered incoming attempt outcome=busy 2019:600 2020:900
funnel unanswered incoming attempt - 2019:1000 2020:1500
funnel contacts answered conversation - 2019:4000 2020:4500
answer-rates answer_rate - percent - 2019:80 2020:75
answer-rates busy_rate - percent - 2019:12 2020:15
attempts-by-channel contacts incoming attempt channel=phone 2019:4600 2020:5200
attempts-by-channel contacts incoming attempt channel=chat 2019:400 2020:800
attempts-by-channel contacts incoming attempt - 2019:5000 2020:6000
contacts-by-channel contacts answered conversation channel=phone 2019:3700 2020:3900
contacts-by-channel contacts answered conversation channel=chat 2019:300 2020:600
contacts-by-channel contacts answered conversation - 2019:4000 2020:4500
";

fn facts(text: &str, year: i32) -> Facts {
    let stages = [Stage::Incoming, Stage::Answered];
    let mut all = Vec::new();
    for line in text.lines().filter(|l| !l.is_empty()) {
        let words: Vec<&str> = line.split(' ').collect();
        let dims: BTreeMap<String, String> = words[4]
            .split(';')
            .filter_map(|d| d.split_once('='))
            .map(|(d, c)| (d.into(), c.into()))
            .collect();
        for (period, value) in words[5..].iter().filter_map(|w| w.split_once(':')) {
            let broken = value.ends_with('b');
            let number = value.trim_end_matches('b').parse().map(|n| Safe::Number(Num::int(n)));
            let stage = stages.into_iter().find(|s| s.id() == words[2]);
            let period = Period::parse(period).unwrap();
            let mut fact = Fact::plain(words[0], words[1], stage, words[3], period);
            fact.unknown = dims.values().any(|c| c == "unknown");
            fact.dims = dims.clone();
            fact.value = number.unwrap_or(Safe::Hidden);
            fact.flags = if broken { BTreeSet::from([Flag::Break]) } else { BTreeSet::new() };
            all.push(fact);
        }
    }
    Facts::new(all, Vec::new(), year)
}

fn piece(text: &str) -> Piece {
    let text: Vec<char> = text.chars().collect();
    Piece {
        file: "volume.md".into(),
        slot: Slot::Foreword,
        lang: Lang::nl(),
        title: String::new(),
        author: String::new(),
        case: false,
        accept: BTreeSet::new(),
        input: InputFile { path: String::new(), sha256: String::new(), bytes: 0, rows: 0 },
        blocks: Vec::new(),
        passages: vec![Passage { places: vec![(1, 1); text.len()], text, cited: Vec::new() }],
    }
}

/// What is said of each sentence about the line of answered calls (`1712`, 2023) or that of calls and
/// conversations (`tele-onthaal`, 2020): codes, and the messages.
pub fn said<'t>(id: &str, texts: impl IntoIterator<Item = &'t str>) -> Vec<(&'t str, String, String)> {
    let (workspace, _) = load(Path::new(env!("CARGO_MANIFEST_DIR")));
    let Workspace { helplines, .. } = workspace.unwrap();
    let line = helplines.iter().find(|l| l.id == id).unwrap();
    let (table, year) = if id == "1712" { (ANSWERED, 2023) } else { (FUNNEL, 2020) };
    let setting =
        Setting { line, lines: &helplines, names: NameIndex::of(Lexicon::dutch(), line, &helplines), year };
    let evidence = Evidence { setting, facts: facts(table, year), earlier: &[] };
    let of = |text| {
        let mut findings = Findings::default();
        sentences(&evidence, Lexicon::dutch(), &piece(text), &mut findings);
        let codes: BTreeSet<&str> = findings.0.iter().map(|f| f.code.id()).collect();
        let messages: Vec<&str> = findings.0.iter().map(|f| f.message.as_str()).collect();
        (text, codes.into_iter().collect::<Vec<_>>().join(" "), messages.join("\n"))
    };
    texts.into_iter().map(of).collect()
}
