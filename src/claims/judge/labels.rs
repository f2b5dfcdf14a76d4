//! What units, cells and codes are called in a message.

use crate::base::Lang;
use crate::claims::read::share::Share;
use crate::claims::read::unit::Unit;
use crate::claims::resolve::context::Context;
use crate::claims::resolve::facts::Fact;
use crate::config::Stage;
use crate::words::wording::{Nearness, Ratio};
use crate::words::{Labels, Words};

/// What a unit of a sentence is called.
pub fn unit_said(unit: Unit) -> &'static str {
    match unit {
        Unit::Call => "calls (oproepen)",
        Unit::Contact | Unit::Times => "contacts",
        Unit::Conversation => "conversations (gesprekken)",
        Unit::Report => "reports (meldingen)",
        Unit::CaseFile => "case files (dossiers)",
        Unit::Victim => "victims (slachtoffers)",
        Unit::Person => "persons: whoever makes contact twice is counted twice",
        Unit::Visitor => "visitors (bezoekers)",
    }
}

/// What a published unit is called in the report.
pub fn name(cx: &Context<'_>, stage: Option<Stage>, unit: &str) -> String {
    let labels = Labels { words: Words::of(Lang::nl()), subject: cx.said.setting.line };
    match stage {
        Some(stage) if unit != "victim" => labels.stage_unit(stage, 2),
        _ => labels.unit(unit, 2),
    }
}

/// What a cell counts, when, and of which codes.
pub fn cell(cx: &Context<'_>, fact: &Fact) -> String {
    let labels = Labels { words: Words::of(Lang::nl()), subject: cx.said.setting.line };
    let when =
        if fact.cumulative() { format!("until {}", fact.period) } else { format!("in {}", fact.period) };
    let codes: Vec<String> = fact.dims.iter().map(|(d, c)| code(labels, d, c)).collect();
    let of = if codes.is_empty() { String::new() } else { format!(": {}", codes.join(", ")) };
    format!("{} {when}{of}", name(cx, fact.stage, &fact.unit))
}

/// What a code is called.
pub fn code(labels: Labels<'_>, dim: &str, code: &str) -> String {
    match (dim, code.parse::<u8>()) {
        ("weekday", Ok(day @ 1..=7)) => labels.words.weekday(day - 1).to_owned(),
        _ => labels.code(dim, code),
    }
}

/// The value of a share in percent, for messages.
pub fn percent(share: Ratio, decimals: u8) -> String {
    Ratio(100 * share.0, share.1).rounded(decimals).map(|n| format!("{n} %")).unwrap_or_default()
}

/// A share as it was claimed.
pub fn worded(share: &Share) -> String {
    let word = match share.nearness {
        Nearness::Plain => "",
        Nearness::About => "about ",
        Nearness::Almost => "almost ",
        Nearness::Over => "just over ",
        Nearness::More => "more than ",
        Nearness::Less => "less than ",
        Nearness::AtLeast => "at least ",
        Nearness::AtMost => "at most ",
    };
    format!("{word}{}", share.shown)
}
