//! The dealt calls keep to the yearly totals.

use super::contacts::{CHAT, Contact, contacts};
use super::facts::{EXTRAFAMILY, NO_VIOLENCE, OTHER, PARTNER, PROBLEMS, YEARS};
use super::forms::REAL;

const VICTIM: usize = 0;

fn count(calls: &[Contact], test: impl Fn(&Contact) -> bool) -> u64 {
    calls.iter().filter(|c| test(c)).count() as u64
}

#[test]
fn every_year_adds_up() {
    for facts in &YEARS {
        let calls = contacts(facts);
        for (channel, expected) in facts.channels.into_iter().enumerate() {
            assert_eq!(count(&calls, |c| c.channel == channel), expected, "{}", facts.year);
        }
        let victims =
            |problem| calls.iter().filter(|c| c.problem == problem).filter_map(|c| c.victims).sum::<u64>();
        for (problem, expected) in facts.by_problem().into_iter().enumerate() {
            assert_eq!(victims(problem), expected, "{} {}", facts.year, PROBLEMS[problem]);
        }
        assert_eq!((OTHER + 1..PROBLEMS.len()).map(victims).sum::<u64>(), 0, "{}", facts.year);
        assert_eq!(count(&calls, |c| c.forms.all[2]), facts.sexual, "{}", facts.year);
        assert_eq!(count(&calls, |c| c.forms.all[1]), facts.emotional, "{}", facts.year);
        let chat = |c: &Contact| c.channel == CHAT && c.forms.is_mainly_sexual();
        assert_eq!(count(&calls, chat), facts.sexual_main[0], "{}", facts.year);
        assert_eq!(count(&calls, Contact::has_inconsistent_forms), 0, "{}", facts.year);
    }
}

#[test]
fn the_chat_of_2020_is_as_published() {
    let calls = contacts(&YEARS[3]);
    let chat = |c: &&Contact| c.channel == CHAT;
    let all = calls.iter().filter(chat).count();
    let victims = calls.iter().filter(chat).filter(|c| c.role == VICTIM).count();
    let sexual = calls.iter().filter(chat).filter(|c| c.forms.is_mainly_sexual()).count();
    let both = calls.iter().filter(chat).filter(|c| c.forms.is_mainly_sexual() && c.role == VICTIM).count();
    assert_eq!((all, sexual, both), (911, 177, 118));
    assert!(victims * 2 > all, "{victims}");
}

#[test]
fn shares_of_2023_round_to_the_published_ones() {
    let facts = &YEARS[6];
    let percent = |n: u64, of: u64| (n * 1000 / of + 5) / 10;
    let by_problem = facts.by_problem();
    for (problem, expected) in [(0, 58), (PARTNER, 14), (2, 4), (EXTRAFAMILY, 4), (4, 4)] {
        assert_eq!(percent(by_problem[problem], facts.victims_total), expected, "{}", PROBLEMS[problem]);
    }
    assert_eq!(percent(facts.sexual, facts.calls()), 20);
    assert_eq!(percent(facts.emotional, facts.calls()), 40);
    assert_eq!(facts.channels[CHAT] * 4, facts.calls());
}

impl Contact {
    /// A main form that is not among all forms, or forms of a call without violence.
    fn has_inconsistent_forms(&self) -> bool {
        let named = self.forms.all.contains(&true);
        if self.problem >= NO_VIOLENCE {
            named
        } else {
            self.forms.main < REAL && !self.forms.all[self.forms.main]
        }
    }
}
