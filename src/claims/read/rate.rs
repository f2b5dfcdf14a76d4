//! Which rate a share is: how much was answered, busy, closed, given up, or answered in time.

use super::sentence::Reading;

/// What a rate is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rate {
    /// Answered, or a conversation.
    Answered,
    /// Not answered, for whatever reason.
    Unanswered,
    /// Not answered for one reason: the code of the outcome.
    Outcome(&'static str),
    /// Answered within the target.
    InTime,
}

const ANSWERED: [&str; 11] = [
    "beantwoord",
    "beantwoordde",
    "beantwoordden",
    "beantwoordt",
    "beantwoorden",
    "antwoordgraad",
    "bereikbaarheid",
    "bereikbaarheidsgraad",
    "opgenomen",
    "aangenomen",
    "antwoordpercentage",
];

const UNANSWERED: [&str; 5] = ["onbeantwoord", "onbeantwoorde", "gemist", "gemiste", "niet-beantwoord"];

const BUSY: [&str; 5] = ["bezet", "overbezet", "bezette", "bezettoon", "bezetgraad"];

const GIVEN_UP: [&str; 4] = ["afgebroken", "opgehangen", "afgehaakt", "afgebroken"];

/// Which rate a share is, by the words of its clause, or of the sentence when its clause names no code.
pub fn kind(said: &Reading<'_>, at: usize) -> Option<Rate> {
    let open = said.mentions_at(at).is_empty();
    let here = |j: usize| open || said.clauses[j] == said.clauses[at];
    let has = |words: &[&str]| (0..said.tokens().len()).any(|j| here(j) && words.contains(&said.word(j)));
    let denied = has(&["niet", "geen"]);
    let hours = |j: usize| said.word(j) == "binnen" && said.word(j + 2) == "uur";
    if (0..said.tokens().len()).any(hours) {
        return Some(Rate::InTime);
    }
    if has(&UNANSWERED) {
        return Some(Rate::Unanswered);
    }
    if has(&BUSY) {
        return Some(Rate::Outcome("busy"));
    }
    if has(&GIVEN_UP)
        || (has(&["hing", "hingen", "haakte", "haakten"]) && has(&["op", "af"]) && !has(&["samen"]))
    {
        return Some(Rate::Outcome("abandoned"));
    }
    let named = said.mentions_at(at).into_iter().flat_map(|m| &m.options).find(|(d, _)| d == "outcome");
    if let Some((_, code)) = named {
        return ["busy", "closed", "abandoned"].into_iter().find(|c| c == code).map(Rate::Outcome);
    }
    let led = said.has(&["leidde", "leidden", "leidt", "resulteerde", "resulteerden", "mondde", "mondden"])
        && said.has(&["gesprek", "gesprekken", "contact", "contactname", "antwoord"]);
    (has(&ANSWERED) || led).then_some(if denied { Rate::Unanswered } else { Rate::Answered })
}
