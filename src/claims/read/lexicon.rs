//! Dutch words that claims are made of.

use crate::config::Lang;
use crate::words::Words;
use crate::words::wording::Nearness;

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
    /// *Keer*: whatever happened so often.
    Times,
}

impl Unit {
    /// What a published unit of contacts is.
    pub fn of(unit: &str) -> Option<Self> {
        match unit {
            "attempt" | "call" => Some(Self::Call),
            "contact" => Some(Self::Contact),
            "conversation" => Some(Self::Conversation),
            "report" => Some(Self::Report),
            "case_file" => Some(Self::CaseFile),
            _ => None,
        }
    }

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
            Self::Times => unit != "victim" && unit != "person",
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
        "persoon" | "personen" | "mensen" | "beller" | "bellers" | "hulpvragers" | "burgers" => {
            plain(Unit::Person)
        }
        // Whoever makes contact, as often as contact is made.
        "contactnemer" | "contactnemers" | "oproeper" | "oproepers" => plain(Unit::Contact),
        "bezoeker" | "bezoekers" | "bezoeken" => plain(Unit::Visitor),
        "chatgesprek" | "chatgesprekken" => Some((Unit::Conversation, Some("chat"))),
        "chatoproep" | "chatoproepen" => Some((Unit::Call, Some("chat"))),
        "chatters" => Some((Unit::Person, Some("chat"))),
        "mailers" => Some((Unit::Person, Some("email"))),
        "chats" => Some((Unit::Contact, Some("chat"))),
        "telefoongesprek" | "telefoongesprekken" => Some((Unit::Conversation, Some("phone"))),
        "telefoonoproepen" | "telefoontjes" => Some((Unit::Call, Some("phone"))),
        "mails" | "e-mails" => Some((Unit::Contact, Some("email"))),
        _ => None,
    }
}

/// Words for whatever is counted: *gevallen van partnergeweld* are as many as the contacts about it.
pub fn case(word: &str) -> bool {
    const CASES: [&str; 14] = [
        "geval",
        "gevallen",
        "situatie",
        "situaties",
        "feit",
        "feiten",
        "incident",
        "incidenten",
        "zaken",
        "cases",
        "verhalen",
        "hulpvragen",
        "aanvragen",
        "hulpverzoeken",
    ];
    CASES.contains(&word)
}

/// Up 1, down −1.
pub fn direction(word: &str) -> Option<i8> {
    match word {
        "stijging" | "stijgingen" | "groeit" | "groeien" | "groeiend" | "groeiende" | "klom" | "klommen"
        | "klimt" | "geklommen" | "vooruit" | "omhoog" | "vermeerdering" | "toeneemt" | "toenemen"
        | "gestegen" | "steeg" | "stegen" | "stijgt" | "stijgen" | "stijgend" | "stijgende" | "toename"
        | "toegenomen" | "toenemend" | "toenemende" | "meer" | "groei" | "groeide" | "groeiden"
        | "gegroeid" | "hoger" | "toenam" | "toenamen" | "aangroei" | "verhoogd" => Some(1),
        "daling" | "dalingen" | "zakte" | "zakten" | "zakt" | "gezakt" | "achteruit" | "omlaag"
        | "vermindering" | "verminderde" | "afneemt" | "afnemen" | "slonk" | "slinkt" | "gedaald"
        | "daalde" | "daalden" | "daalt" | "dalen" | "dalend" | "dalende" | "afname" | "afgenomen"
        | "afnemend" | "afnemende" | "minder" | "lager" | "verminderd" | "terugval" | "krimp" | "afnam"
        | "afnamen" => Some(-1),
        _ => None,
    }
}

/// A word that says how near the number behind it is.
pub fn nearness(before: &[&str]) -> Nearness {
    let last = |n: usize| before.len().checked_sub(n).map(|i| before[i]).unwrap_or_default();
    match (last(2), last(1)) {
        ("meer" | "hoger", "dan") if last(3) == "iets" => Nearness::Over,
        ("nog" | "net", "geen") => Nearness::Less,
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

/// Groups of people by whom a number of contacts is called a number of persons.
pub fn people(word: &str) -> bool {
    matches!(
        word,
        "jongeren"
            | "kinderen"
            | "jongens"
            | "meisjes"
            | "vrouwen"
            | "mannen"
            | "volwassenen"
            | "ouderen"
            | "ouders"
            | "vlamingen"
            | "belgen"
            | "inwoners"
            | "leerlingen"
            | "studenten"
            | "individuen"
    )
}

/// *Het stijgende aantal*: said of a series, not of a year.
pub fn of_series(word: &str) -> bool {
    ["stijgend", "dalend", "toenemend", "afnemend", "groeiend"].iter().any(|w| word.starts_with(w))
}
