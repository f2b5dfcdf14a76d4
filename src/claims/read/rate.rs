//! Which rate a share is: how much was answered, busy, closed, given up, or answered in time.

use super::sentence::Reading;
use super::word_list::WordList;

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

/// Which rate a share is, by the words of its clause, or of the sentence when its clause names no code.
pub fn kind(said: &Reading<'_>, at: usize) -> Option<Rate> {
    let open = said.mentions_at(at).is_empty();
    let here = |j: usize| open || said.clauses[j] == said.clauses[at];
    let has = |words: &WordList| (0..said.tokens().len()).any(|j| here(j) && words.has(said.word(j)));
    let denied = has(&said.lexicon.rate.denied);
    let hours =
        |j: usize| said.lexicon.rate.within.has(said.word(j)) && said.lexicon.rate.hour.has(said.word(j + 2));
    if (0..said.tokens().len()).any(hours) {
        return Some(Rate::InTime);
    }
    if has(&said.lexicon.rate.unanswered) {
        return Some(Rate::Unanswered);
    }
    if has(&said.lexicon.rate.busy) {
        return Some(Rate::Outcome("busy"));
    }
    if has(&said.lexicon.rate.given_up)
        || (has(&said.lexicon.rate.hung)
            && has(&said.lexicon.rate.hung_part)
            && !has(&said.lexicon.rate.hung_not))
    {
        return Some(Rate::Outcome("abandoned"));
    }
    let named = said.mentions_at(at).into_iter().flat_map(|m| &m.options).find(|(d, _)| d == "outcome");
    if let Some((_, code)) = named {
        return ["busy", "closed", "abandoned"].into_iter().find(|c| c == code).map(Rate::Outcome);
    }
    let led = said.has(&said.lexicon.rate.led) && said.has(&said.lexicon.rate.led_to);
    (has(&said.lexicon.rate.answered) || led).then_some(if denied {
        Rate::Unanswered
    } else {
        Rate::Answered
    })
}
