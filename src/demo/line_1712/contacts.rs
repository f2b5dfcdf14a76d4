//! The calls of one year of 1712: attributes dealt from decks, so that every total is exact.

use chrono::{Datelike, NaiveDateTime};

use super::facts::{self, NO_VIOLENCE, OTHER, PER_CALL, PROBLEMS, Year};
use super::forms::{Forms, deal_forms};
use crate::demo::dice::{Dice, apportion, deck};
use crate::demo::moments::{Opening, Pattern, Span, When, day, moments};

/// Position of the chat among the channels.
pub const CHAT: usize = 2;
/// Position of the push among the modes of referral.
const PUSH: usize = 3;
/// Position of e-mail.
pub const EMAIL: usize = 1;

/// One call. Coded fields are positions in the texts of [`super::sheets`].
pub struct Contact {
    /// When it arrived.
    pub at: NaiveDateTime,
    /// Phone, e-mail or chat.
    pub channel: usize,
    /// Position in [`PROBLEMS`].
    pub problem: usize,
    /// Number of victims; none when it was not filled in.
    pub victims: Option<u64>,
    /// Forms of violence.
    pub forms: Forms,
    /// Role of the caller.
    pub role: usize,
    /// Age band, or a special value.
    pub age: usize,
    /// Age in years, for registers that write it.
    pub age_years: u64,
    /// Gender of the caller.
    pub gender: usize,
    /// Province of the caller.
    pub province: usize,
    /// Team that answered.
    pub team: usize,
    /// Seconds until the answer.
    pub wait_s: Option<u64>,
    /// Seconds of conversation.
    pub duration_s: Option<u64>,
    /// Where the caller was referred to.
    pub destinations: Vec<usize>,
    /// How the caller was referred.
    pub mode: Option<usize>,
    /// Button that a chat came in by.
    pub entry: Option<usize>,
    /// Line that a chat was pushed to.
    pub to: Option<usize>,
}

const WEEKDAY: [u64; 7] = [22, 21, 19, 19, 16, 4, 5];
const BY_DAY: [u64; 24] = [1, 1, 1, 1, 1, 1, 2, 4, 8, 13, 15, 14, 10, 12, 14, 14, 13, 11, 10, 10, 9, 7, 4, 2];

/// Opening hours as in the line's `helpline.yaml`.
static PATTERNS: [Pattern; 3] = [
    Pattern {
        openings: &[Opening { from: (2012, 3, 13), spans: &[(0, 4, 540, 1020)] }],
        weekday: WEEKDAY,
        hour: BY_DAY,
        holidays: true,
    },
    Pattern { openings: &[], weekday: WEEKDAY, hour: BY_DAY, holidays: false },
    Pattern {
        openings: &[
            Opening { from: (2019, 6, 1), spans: &[(0, 3, 780, 1200)] },
            Opening { from: (2020, 4, 1), spans: &[(0, 4, 780, 1200)] },
            Opening { from: (2023, 1, 1), spans: &[(0, 4, 660, 1200)] },
        ],
        weekday: WEEKDAY,
        hour: BY_DAY,
        holidays: true,
    },
];

/// All calls of a year, by time.
pub fn contacts(facts: &Year) -> Vec<Contact> {
    let mut dice = Dice::new(&format!("1712 {}", facts.year));
    let times = arrivals(&mut dice, facts);
    let problems = problems(&mut dice, facts);
    let forms = deal_forms(&mut dice, facts, &times, &problems);
    let mut found: Vec<Contact> = Vec::with_capacity(times.len());
    for (((at, channel), (problem, victims)), forms) in times.into_iter().zip(problems).zip(forms) {
        found.push(Contact {
            at,
            channel,
            problem,
            victims,
            forms,
            role: 0,
            age: 0,
            age_years: 0,
            gender: 0,
            province: 0,
            team: 0,
            wait_s: None,
            duration_s: None,
            destinations: Vec::new(),
            mode: None,
            entry: None,
            to: None,
        });
    }
    people(&mut dice, &mut found);
    places(&mut dice, &mut found);
    for contact in &mut found {
        times_of(&mut dice, contact);
        referral(&mut dice, contact);
    }
    let mut dice = Dice::new(&format!("1712 {}, buttons and transfers", facts.year));
    for contact in &mut found {
        together(&mut dice, contact);
    }
    found
}

/// From the integration of the chat after sexual violence on a chat has the button that it came in by, and a
/// pushed one the line that took over. How many is published nowhere: made up within the published chats.
fn together(dice: &mut Dice, contact: &mut Contact) {
    if contact.channel != CHAT || contact.at.date() < day(2021, 7, 5) {
        return;
    }
    let button = if contact.forms.is_mainly_sexual() { 450 } else { 25 };
    contact.entry = Some(usize::from(dice.per_mille(button)));
    contact.to = (contact.mode == Some(PUSH)).then(|| dice.weighted(&[70, 18, 12]));
}

fn arrivals(dice: &mut Dice, facts: &Year) -> Vec<(NaiveDateTime, usize)> {
    let mut found = Vec::new();
    for (channel, count) in facts.channels.iter().enumerate() {
        let since = (channel == CHAT).then(|| day(2019, 6, 1));
        if *count > 0 {
            let when = if channel == EMAIL { When::Always } else { When::Open };
            let span = Span::year(facts.year, since);
            let month = |d: chrono::NaiveDate| facts.month(d.month());
            let times = moments(dice, *count, span, &PATTERNS[channel], when, &month);
            found.extend(times.into_iter().map(|at| (at, channel)));
        }
    }
    found.sort_unstable();
    found
}

/// Problem and number of victims per call: 82 of 100 calls name victims.
fn problems(dice: &mut Dice, facts: &Year) -> Vec<(usize, Option<u64>)> {
    let with_victims = facts.calls() * 82 / 100;
    let victims = facts.by_problem();
    let weights: Vec<u64> = victims.iter().zip(PER_CALL).map(|(v, per)| v * 1_000_000 / per).collect();
    let mut found = Vec::new();
    for (problem, (calls, victims)) in apportion(with_victims, &weights).into_iter().zip(victims).enumerate()
    {
        found.extend(households(dice, calls, victims).into_iter().map(|n| (problem, Some(n))));
    }
    // Calls without victims: mostly questions; elsewhere the number was not filled in.
    const REST: [(usize, u64); 8] = [
        (NO_VIOLENCE, 700),
        (OTHER, 90),
        (facts::CHILD, 50),
        (facts::PARTNER, 40),
        (facts::SEPARATION, 20),
        (NO_VIOLENCE + 1, 50),
        (NO_VIOLENCE + 2, 15),
        (PROBLEMS.len() - 1, 35),
    ];
    let rest = usize::try_from(facts.calls() - with_victims).unwrap_or(0);
    for card in deck(dice, rest, &REST.map(|(_, weight)| weight)) {
        let problem = REST[card].0;
        found.push((problem, (problem == NO_VIOLENCE).then_some(0)));
    }
    dice.shuffle(&mut found);
    found
}

/// Splits victims over calls: at least one each, at most six.
fn households(dice: &mut Dice, calls: u64, victims: u64) -> Vec<u64> {
    let mut found = vec![1; usize::try_from(calls).unwrap_or(0)];
    let mut left = victims - calls;
    while left > 0 {
        let i = usize::try_from(dice.below(calls)).unwrap_or(0);
        if found[i] < 6 {
            found[i] += 1;
            left -= 1;
        }
    }
    found
}

/// Roles: victim, perpetrator, bystander, professional, other, unknown, unclear, blank. By chat, two of
/// three callers about sexual violence are the victim, and half of the others.
static ROLES: [[u64; 8]; 3] = [
    [60_000, 1200, 21_000, 4500, 300, 2400, 300, 300],
    [45_000, 1800, 29_700, 5400, 900, 4500, 900, 1800],
    [24_300, 2700, 43_200, 13_500, 900, 2700, 900, 1800],
];

/// Ages: seven bands, unknown, unclear, blank; for the chat (victim, others) and the rest (victim,
/// professional, others).
static AGES: [[u64; 10]; 5] = [
    [20, 380, 300, 130, 60, 10, 0, 60, 10, 30],
    [5, 130, 220, 240, 180, 25, 0, 130, 20, 50],
    [3, 50, 110, 240, 270, 90, 27, 150, 15, 45],
    [0, 0, 60, 330, 330, 20, 0, 180, 20, 60],
    [2, 20, 70, 220, 290, 110, 18, 190, 20, 60],
];

/// Genders: female, male, x, unknown, unclear, blank; chat and the rest.
static GENDERS: [[u64; 6]; 2] = [[640, 200, 15, 90, 10, 45], [690, 230, 3, 30, 7, 40]];

/// First and last year of the age bands.
const BANDS: [(u64, u64); 7] = [(8, 11), (12, 17), (18, 25), (26, 39), (40, 59), (60, 79), (80, 93)];

fn people(dice: &mut Dice, found: &mut [Contact]) {
    let role = |c: &Contact| match (c.channel == CHAT, c.forms.is_mainly_sexual()) {
        (true, true) => 0,
        (_, true) | (true, false) => 1,
        _ => 2,
    };
    // The chat about sexual violence is dealt on its own; group 1 is split so that each deck is exact.
    deal(
        dice,
        found,
        |c| role(c) * 2 + usize::from(c.channel == CHAT),
        |g| &ROLES[g / 2],
        |c, card| c.role = card,
    );
    let age = |c: &Contact| match (c.channel == CHAT, c.role) {
        (true, 0) => 0,
        (true, _) => 1,
        (false, 0) => 2,
        (false, 3) => 3,
        (false, _) => 4,
    };
    deal(dice, found, age, |g| &AGES[g], |c, card| c.age = card);
    deal(dice, found, |c| usize::from(c.channel != CHAT), |g| &GENDERS[g], |c, card| c.gender = card);
    for contact in found {
        let (low, high) = BANDS[contact.age.min(BANDS.len() - 1)];
        contact.age_years = low + dice.below(high - low + 1);
    }
}

/// Deals a deck to each group of calls.
fn deal<'w>(
    dice: &mut Dice,
    found: &mut [Contact],
    group: impl Fn(&Contact) -> usize,
    weights: impl Fn(usize) -> &'w [u64],
    set: impl Fn(&mut Contact, usize),
) {
    let groups: std::collections::BTreeSet<usize> = found.iter().map(&group).collect();
    for wanted in groups {
        let mut members: Vec<&mut Contact> = found.iter_mut().filter(|c| group(c) == wanted).collect();
        let cards = deck(dice, members.len(), weights(wanted));
        for (contact, card) in members.iter_mut().zip(cards) {
            set(contact, card);
        }
    }
}

/// Provinces: six with Brussels, elsewhere, unknown, unclear, blank; by chat more stay unknown.
static PROVINCES: [[u64; 10]; 2] =
    [[215, 97, 175, 121, 128, 31, 11, 180, 12, 30], [262, 118, 214, 148, 156, 34, 13, 40, 5, 10]];

fn places(dice: &mut Dice, found: &mut [Contact]) {
    deal(dice, found, |c| usize::from(c.channel != CHAT), |g| &PROVINCES[g], |c, card| c.province = card);
    for contact in found {
        let own = [0, 1, 2, 3, 4, 3].get(contact.province).copied();
        contact.team = match own {
            Some(team) if dice.per_mille(860) => team,
            _ => dice.weighted(&[30, 14, 22, 17, 17]),
        };
    }
}

fn times_of(dice: &mut Dice, contact: &mut Contact) {
    if contact.channel == EMAIL {
        return;
    }
    let chat = contact.channel == CHAT;
    contact.wait_s = Some(if chat { dice.skewed(6, 240) } else { dice.skewed(4, 160) });
    let duration = if chat { dice.skewed(420, 3600) } else { dice.skewed(180, 2700) };
    contact.duration_s = (!dice.per_mille(15)).then_some(duration);
}

fn referral(dice: &mut Dice, contact: &mut Contact) {
    let violence = contact.problem < NO_VIOLENCE;
    if !dice.per_mille(if violence { 580 } else { 220 }) {
        return;
    }
    // CAW, CGG, VK, sexual assault centre, victim support, police, doctor, school, other line, other.
    let sexual = if contact.forms.is_mainly_sexual() { 28 } else { 0 };
    let child = if contact.problem == facts::CHILD { 34 } else { 0 };
    let weights = [34, 9, 2 + child, sexual, 8, 14, 6, 4 + child / 5, 7, 10];
    let wanted = 1 + usize::from(dice.per_mille(280)) + usize::from(dice.per_mille(60));
    while contact.destinations.len() < wanted {
        let destination = dice.weighted(&weights);
        if !contact.destinations.contains(&destination) {
            contact.destinations.push(destination);
        }
    }
    contact.destinations.sort_unstable();
    let push = if contact.channel == CHAT { 6 } else { 0 };
    contact.mode = Some(dice.weighted(&[70, 8, 18, push]));
}
