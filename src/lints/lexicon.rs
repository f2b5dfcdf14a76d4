//! Dutch words that claims are made of.

use std::collections::BTreeMap;

use crate::commentary::wording::Nearness;
use crate::config::{CodeKind, Helpline, Lang, Outcome};
use crate::diagnostics::fold;
use crate::words::Words;

/// What a unit word counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// *Oproep*: an attempt at some lines, an answered call at others.
    Call,
    /// *Contact*, *contactname*: any registered interaction.
    Contact,
    /// *Gesprek*.
    Conversation,
    /// *Melding*.
    Report,
    /// *Dossier*.
    CaseFile,
    /// *Slachtoffer*.
    Victim,
    /// *Persoon*, *beller*: what an anonymous line cannot count.
    Person,
    /// *Bezoeker*.
    Visitor,
}

impl Unit {
    /// Whether numbers of a published unit may be called so.
    pub fn fits(self, unit: &str) -> bool {
        match self {
            Self::Call => matches!(unit, "attempt" | "call"),
            Self::Contact => matches!(unit, "contact" | "call" | "conversation" | "report"),
            Self::Conversation => unit == "conversation",
            Self::Report => unit == "report",
            Self::CaseFile => unit == "case_file",
            Self::Victim => unit == "victim",
            Self::Person => unit == "person",
            Self::Visitor => matches!(unit, "visitor" | "visit"),
        }
    }
}

/// The unit a word names, and the channel it names with it.
pub fn unit(word: &str) -> Option<(Unit, Option<&'static str>)> {
    let plain = |unit| Some((unit, None));
    match word {
        "oproep" | "oproepen" => plain(Unit::Call),
        "contact" | "contacten" | "contactname" | "contactnames" => plain(Unit::Contact),
        "gesprek" | "gesprekken" => plain(Unit::Conversation),
        "melding" | "meldingen" => plain(Unit::Report),
        "dossier" | "dossiers" => plain(Unit::CaseFile),
        "slachtoffer" | "slachtoffers" => plain(Unit::Victim),
        "persoon" | "personen" | "mensen" | "beller" | "bellers" | "oproepers" | "hulpvragers"
        | "contactnemers" | "chatters" => plain(Unit::Person),
        "bezoeker" | "bezoekers" | "bezoeken" => plain(Unit::Visitor),
        "chatgesprek" | "chatgesprekken" => Some((Unit::Conversation, Some("chat"))),
        "chatoproep" | "chatoproepen" => Some((Unit::Call, Some("chat"))),
        "chats" => Some((Unit::Contact, Some("chat"))),
        "telefoongesprek" | "telefoongesprekken" => Some((Unit::Conversation, Some("phone"))),
        "telefoonoproepen" | "telefoontjes" => Some((Unit::Call, Some("phone"))),
        "mails" | "e-mails" => Some((Unit::Contact, Some("email"))),
        _ => None,
    }
}

/// Up 1, down −1.
pub fn direction(word: &str) -> Option<i8> {
    match word {
        "stijging" | "gestegen" | "steeg" | "stegen" | "stijgt" | "stijgen" | "stijgend" | "stijgende"
        | "toename" | "toegenomen" | "toenemend" | "toenemende" | "meer" | "groei" | "groeide"
        | "groeiden" | "gegroeid" | "hoger" | "toenam" | "toenamen" | "aangroei" | "verhoogd" => Some(1),
        "daling" | "gedaald" | "daalde" | "daalden" | "daalt" | "dalen" | "dalend" | "dalende" | "afname"
        | "afgenomen" | "afnemend" | "afnemende" | "minder" | "lager" | "verminderd" | "terugval"
        | "krimp" | "afnam" | "afnamen" => Some(-1),
        _ => None,
    }
}

/// A word that says how near the number behind it is.
pub fn nearness(before: &[&str]) -> Nearness {
    let last = |n: usize| before.len().checked_sub(n).map(|i| before[i]).unwrap_or_default();
    match (last(2), last(1)) {
        ("meer" | "hoger", "dan") if last(3) == "iets" => Nearness::Over,
        ("niet", "minder") | ("ten", "minste") => Nearness::AtLeast,
        ("meer" | "hoger", "dan") => Nearness::More,
        ("minder" | "lager", "dan") => Nearness::Less,
        (_, "bijna" | "haast") => Nearness::Almost,
        (_, "ruim") => Nearness::Over,
        (_, "ongeveer" | "circa" | "zowat" | "ca" | "omstreeks" | "rond" | "zo'n") => Nearness::About,
        (_, "minstens" | "minimaal") => Nearness::AtLeast,
        (_, "hoogstens" | "maximaal") => Nearness::AtMost,
        _ => Nearness::Plain,
    }
}

/// A small number in letters.
pub fn small_number(word: &str) -> Option<i128> {
    const NAMES: [&str; 10] =
        ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"];
    NAMES.iter().position(|n| *n == word).and_then(|i| i128::try_from(i + 1).ok())
}

/// The denominator that a word such as *derde* names.
pub fn part_of_whole(word: &str) -> Option<i128> {
    match word {
        "derde" => Some(3),
        "kwart" => Some(4),
        "vijfde" => Some(5),
        "tiende" => Some(10),
        _ => None,
    }
}

/// 1 to 12.
pub fn month(word: &str) -> Option<u8> {
    (1..=12).find(|m| Words::of(Lang::Nl).month(*m) == word)
}

/// Words of a name, folded, with the codes it can mean: dimension and code.
pub type Name = (Vec<String>, Vec<(String, String)>);

/// Names of codes, lines and channels in a line's sentences.
#[derive(Debug)]
pub struct Lexicon {
    /// Longest first.
    pub names: Vec<Name>,
    /// Names of other lines with their position in the workspace.
    pub others: Vec<(Vec<String>, usize)>,
}

impl Lexicon {
    /// Of a line among others.
    pub fn of(line: &Helpline, lines: &[Helpline]) -> Self {
        let mut names: BTreeMap<Vec<String>, Vec<(String, String)>> = BTreeMap::new();
        let mut add = |text: &str, dim: &str, code: &str| {
            let words = split(text);
            // Abbreviations and words of a yes/no column say nothing in a sentence.
            let long = words.iter().map(|w| w.chars().count()).sum::<usize>() > 3;
            if long && unit(&words[0]).is_none() {
                let list = names.entry(words).or_default();
                let pair = (dim.to_owned(), code.to_owned());
                if !list.contains(&pair) {
                    list.push(pair);
                }
            }
        };
        for channel in &line.channels {
            for text in
                std::iter::once(channel.label.get(Lang::Nl)).chain(channel.aliases.iter().map(String::as_str))
            {
                add(text, "channel", &channel.id);
            }
        }
        for group in &line.channel_groups {
            add(group.label.get(Lang::Nl), "channel", &group.id);
        }
        for dimension in &line.dimensions {
            let plain = dimension.codes.codes.iter().filter(|c| c.kind == CodeKind::Plain);
            for code in plain.chain(&dimension.codes.groups) {
                for text in
                    std::iter::once(code.label.get(Lang::Nl)).chain(code.aliases.iter().map(String::as_str))
                {
                    add(text, &dimension.id, &code.id);
                }
            }
        }
        for outcome in [Outcome::Busy, Outcome::Closed, Outcome::Abandoned] {
            add(Words::of(Lang::Nl).get(&format!("outcome.{}", outcome.id())), "outcome", outcome.id());
        }
        let mut names: Vec<_> = names.into_iter().collect();
        names.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        let others = lines
            .iter()
            .enumerate()
            .filter(|(_, l)| l.id != line.id)
            .flat_map(|(i, l)| std::iter::once(&l.name).chain(&l.aliases).map(move |n| (split(n), i)))
            .collect();
        Self { names, others }
    }
}

/// The words of a name.
pub fn split(text: &str) -> Vec<String> {
    let folded = fold(text);
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'');
    folded.split(|c: char| !inner(c)).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Whether a word of a text is a word of a name, an ending for number or case left aside.
pub fn same(written: &str, name: &str) -> bool {
    written == name
        || ["s", "e", "en", "n"].iter().any(|end| written.strip_suffix(end) == Some(name))
        || (name.ends_with("eel") && written == format!("{}ele", &name[..name.len() - 3]))
        || (name.ends_with("isch") && written == format!("{name}e"))
}
