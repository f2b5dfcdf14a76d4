//! Forms of violence of the calls of 1712: one main form, and all forms.

use chrono::NaiveDateTime;

use super::contacts::CHAT;
use super::facts::{self, NO_VIOLENCE, Year};
use crate::demo::dice::Dice;

/// Forms as registered; the last three are the special values.
pub const FORMS: [&str; 10] = [
    "Fysiek geweld",
    "Emotioneel geweld",
    "Seksueel geweld",
    "Verwaarlozing",
    "Economisch geweld",
    "Onlinegeweld",
    "Andere vorm",
    "Onbekend",
    "Onduidelijk",
    "",
];
/// Number of real forms.
pub const REAL: usize = 7;
const PHYSICAL: usize = 0;
const EMOTIONAL: usize = 1;
const SEXUAL: usize = 2;
const NEGLECT: usize = 3;
const BLANK: usize = FORMS.len() - 1;

/// The forms of one call.
#[derive(Clone, Copy)]
pub struct Forms {
    /// Position in [`FORMS`].
    pub main: usize,
    /// One mark per real form.
    pub all: [bool; REAL],
}

impl Forms {
    /// Whether sexual violence is the main form.
    pub fn is_mainly_sexual(&self) -> bool {
        self.main == SEXUAL
    }

    fn put(&mut self, form: usize) {
        if let Some(mark) = self.all.get_mut(form) {
            *mark = true;
        }
    }
}

/// Deals the forms so that the year's totals hold.
pub fn deal_forms(
    dice: &mut Dice,
    facts: &Year,
    times: &[(NaiveDateTime, usize)],
    problems: &[(usize, Option<u64>)],
) -> Vec<Forms> {
    let mut found = vec![Forms { main: BLANK, all: [false; REAL] }; times.len()];
    let violent: Vec<usize> = (0..times.len()).filter(|i| problems[*i].0 < NO_VIOLENCE).collect();
    let sexual_weight = |i: usize| match problems[i].0 {
        facts::CHILD => 3,
        facts::EXTRAFAMILY => 6,
        _ => 1,
    };
    for (chat, count) in [true, false].into_iter().zip(facts.sexual_main) {
        let candidates: Vec<usize> =
            violent.iter().copied().filter(|i| (times[*i].1 == CHAT) == chat).collect();
        for i in dice.choose(&candidates, size(count), sexual_weight) {
            found[i].main = SEXUAL;
        }
    }
    let emotional_weight = |i: usize| match problems[i].0 {
        facts::PARTNER | facts::SEPARATION => 4,
        facts::STALKING => 6,
        _ => 2,
    };
    let emotional_main = facts.emotional * 55 / 100;
    let open: Vec<usize> = violent.iter().copied().filter(|i| found[*i].main == BLANK).collect();
    for i in dice.choose(&open, size(emotional_main), emotional_weight) {
        found[i].main = EMOTIONAL;
    }
    for i in open {
        if found[i].main == BLANK {
            // Physical, emotional, sexual, neglect, economic, online, other, unknown, unclear, blank.
            let weights = match problems[i].0 {
                facts::CHILD => [46, 0, 0, 30, 1, 3, 8, 7, 2, 3],
                facts::ELDER => [24, 0, 0, 22, 36, 0, 8, 6, 2, 2],
                facts::STALKING => [12, 0, 0, 0, 4, 48, 22, 8, 3, 3],
                _ => [62, 0, 0, 3, 9, 6, 8, 7, 2, 3],
            };
            found[i].main = dice.weighted(&weights);
        }
    }
    let extra_sexual = facts.sexual - facts.sexual_main.iter().sum::<u64>();
    also(dice, &mut found, &violent, SEXUAL, extra_sexual, sexual_weight);
    also(dice, &mut found, &violent, EMOTIONAL, facts.emotional - emotional_main, emotional_weight);
    for i in violent {
        let main = found[i].main;
        found[i].put(main);
        for (form, chance) in [(PHYSICAL, 210), (NEGLECT, 50), (4, 45), (5, 40)] {
            if main < REAL && dice.per_mille(chance) {
                found[i].put(form);
            }
        }
    }
    found
}

/// Adds a form to calls that have another as their main form.
fn also(
    dice: &mut Dice,
    found: &mut [Forms],
    violent: &[usize],
    form: usize,
    count: u64,
    weight: impl Fn(usize) -> u64,
) {
    let candidates: Vec<usize> = violent.iter().copied().filter(|i| found[*i].main != form).collect();
    for i in dice.choose(&candidates, size(count), weight) {
        found[i].put(form);
    }
}

fn size(count: u64) -> usize {
    usize::try_from(count).unwrap_or(0)
}
