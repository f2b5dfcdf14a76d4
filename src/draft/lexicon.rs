//! Words by which standard dimensions, channels and outcomes are known in Dutch, French, German, English and Spanish. They only
//! say what is likely: the cells must bear it out.

use super::hints::{Hint, has, hints_exactly, words};
use crate::base::fold;

/// Standard dimensions by the words of a column's name.
const DIMENSIONS: &[(&str, &[&str])] = &[
    ("province", &["province", "provincie", "provincia", "=prov", "provinz"]),
    ("gender", &["gender", "geslacht", "=sex", "sexe", "genero", "geschlecht", "genre", "sexo"]),
    ("language", &["language", "taal", "langue", "sprache", "idioma"]),
    ("caller_type", &["callertype", "hulpvrager", "appelant", "anrufertyp"]),
    ("role", &["=role", "=rol", "rolle"]),
    (
        "referral_destination",
        &["referral", "doorverwijzing", "doorverwezen", "verwijzing", "verweisung", "derivacion"],
    ),
    ("need", &["=need", "hulpvraag", "anliegen"]),
    ("problem", &["=problem", "problematiek", "probleem", "problematique", "problematik", "problema"]),
    ("violence_form", &["violence", "geweld", "violencia", "gewalt"]),
];

const CHANNELS: &[(&str, &[&str])] = &[
    (
        "phone",
        &[
            "phone",
            "telephone",
            "tel",
            "telefoon",
            "telefonisch",
            "telefon",
            "telefono",
            "call",
            "oproep",
            "appel",
            "anruf",
            "voice",
            "llamada",
            "bellen",
            "telefoongesprek",
            "telephonique",
            "telefoon (inkomend)",
        ],
    ),
    (
        "chat",
        &[
            "chat",
            "webchat",
            "livechat",
            "live chat",
            "chatgesprek",
            "chatten",
            "whatsapp",
            "messenger",
            "telegram",
            "tchat",
        ],
    ),
    (
        "email",
        &["email", "e-mail", "mail", "courriel", "correo", "e-mailadres", "mailen", "correo electronico"],
    ),
    (
        "web",
        &[
            "web",
            "webform",
            "webformulier",
            "web form",
            "formulaire",
            "formulaire web",
            "online",
            "formulier",
            "website",
            "contactformulier",
            "formular",
        ],
    ),
    (
        "visit",
        &[
            "visit",
            "bezoek",
            "walkin",
            "walk-in",
            "walk in",
            "visite",
            "besuch",
            "face to face",
            "face-to-face",
            "ter plaatse",
            "langsgekomen",
            "onthaal",
            "visita",
        ],
    ),
    ("text", &["sms", "text", "text message", "sms-bericht", "sms bericht"]),
];

const OUTCOMES: &[(&str, &[&str])] = &[
    (
        "answered",
        &[
            "answered",
            "beantwoord",
            "opgenomen",
            "repondu",
            "angenommen",
            "success",
            "complete",
            "completed",
            "contestada",
            "completeagent",
            "completecaller",
            "gesprek",
            "decroche",
            "beantwortet",
            "atendida",
            "answer",
            "afgehandeld",
            "entretien",
            "traite",
            "pris",
            "pris en charge",
            "traitee",
            "prise en charge",
            "abgehoben",
            "atendido",
            "contestado",
            "ok",
        ],
    ),
    (
        "abandoned",
        &[
            "abandoned",
            "abandon",
            "opgehangen",
            "no answer",
            "noanswer",
            "no_answer",
            "cancelled",
            "canceled",
            "gemist",
            "missed",
            "abandonne",
            "perdu",
            "nicht angenommen",
            "failed",
            "drop",
            "dropped",
            "dump",
            "niet beantwoord",
            "abandonnee",
            "non repondu",
            "aufgelegt",
            "verlaten",
            "afgebroken",
            "abandonada",
            "niet opgenomen",
            "onbeantwoord",
            "raccroche",
            "raccroche avant reponse",
            "perdue",
            "non abouti",
            "non aboutie",
            "sans reponse",
            "messagerie",
            "repondeur",
            "voicemail",
            "hung up",
            "hangup",
            "abandonado",
            "colgada",
            "sin respuesta",
            "nicht erreicht",
        ],
    ),
    ("busy", &["busy", "bezet", "occupe", "ligne occupee", "line busy", "besetzt", "in gesprek", "ocupado"]),
    (
        "closed",
        &[
            "closed",
            "gesloten",
            "ferme",
            "geschlossen",
            "afthrs",
            "after hours",
            "buiten uren",
            "buiten de uren",
            "hors heures",
            "hors horaire",
            "hors horaires",
            "fermee",
            "cerrado",
            "cerrada",
            "fuera de horario",
            "fuera de horas",
            "buiten openingsuren",
            "außerhalb der zeiten",
        ],
    ),
    (
        "overflow_out",
        &[
            "overflow",
            "overflow_out",
            "doorgeschakeld",
            "overloop",
            "exitwithtimeout",
            "weitergeleitet",
            "timeout",
        ],
    ),
];

/// Words that say within a longer text that nobody answered: *Naar voicemail*, *Afgebroken door beller*. Of several words
/// each must stand in the text, in this order.
const UNANSWERED_SIGNS: &[&str] = &[
    "voicemail",
    "antwoordapparaat",
    "messagerie",
    "repondeur",
    "anrufbeantworter",
    "mailbox",
    "contestador",
    "opgehangen",
    "haakte af",
    "afgehaakt",
    "afgebroken",
    "weggevallen",
    "verbroken",
    "gemist",
    "gemiste",
    "onbeantwoord",
    "onbeantwoorde",
    "niet opgenomen",
    "niet beantwoord",
    "niet bereikt",
    "geen gehoor",
    "bezet",
    "abandoned",
    "missed",
    "unanswered",
    "dropped",
    "hung up",
    "hangup",
    "not answered",
    "not reached",
    "no answer",
    "busy",
    "raccroche",
    "abandonne",
    "abandonnee",
    "perdu",
    "perdue",
    "manque",
    "occupe",
    "occupee",
    "sans reponse",
    "pas repondu",
    "non repondu",
    "aufgelegt",
    "abgebrochen",
    "verpasst",
    "besetzt",
    "nicht angenommen",
    "nicht erreicht",
    "colgado",
    "abandonada",
    "abandonado",
    "perdida",
    "ocupado",
    "sin respuesta",
    "no contestada",
];

/// Words that stand beside *outcome* in the name of a column and do not say that it is about something else than the
/// contact: *Afloop gesprek*, but not *Marital status*.
const OF_CONTACT: &[&str] = &[
    "call", "contact", "gesprek", "oproep", "oproepen", "appel", "anruf", "llamada", "contacto", "van",
    "het", "de", "een", "du", "de", "des", "l", "of", "the", "le", "la", "der", "s", "telefoon", "phone",
];

/// Words for *unknown* that are not understood everywhere.
const UNKNOWN: &[&str] = &[
    "weet niet",
    "niet geweten",
    "niet gekend",
    "geen antwoord",
    "niet bekend",
    "niet ingevuld",
    "geen info",
    "niet geregistreerd",
    "ne sait pas",
    "non precise",
    "non renseigne",
    "non connu",
    "pas de reponse",
    "keine angabe",
    "weiss nicht",
    "nicht bekannt",
    "k.a.",
    "sin datos",
    "sin dato",
    "no sabe",
    "ns/nc",
    "s/d",
    "sin especificar",
    "no contesta",
    "not known",
    "don't know",
    "not stated",
    "no answer given",
    "prefer not to say",
    "niet van toepassing/onbekend",
    "wil niet zeggen",
    "onbekend/niet gezegd",
];

/// Words for the rest of a list.
const OTHER: &[&str] = &[
    "other",
    "andere",
    "anders",
    "autre",
    "autres",
    "sonstige",
    "sonstiges",
    "otro",
    "otra",
    "otros",
    "otras",
    "overige",
    "ander",
];

/// The standard dimension that the name of a column says.
pub(super) fn dimension(name: &str) -> Option<&'static str> {
    let mut words = words(name);
    // Behind the first words of a long name stands whom it is about.
    if words.len() > 4 {
        words.truncate(3);
    }
    DIMENSIONS.iter().find(|(_, known)| has(&words, known)).map(|(id, _)| *id)
}

fn meaning(list: &'static [(&'static str, &'static [&'static str])], text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let exact = list.iter().find(|(id, known)| *id == folded || known.contains(&folded.as_str()));
    exact.map(|(id, _)| *id)
}

/// The standard channel that a text means.
pub(super) fn channel(text: &str) -> Option<&'static str> {
    meaning(CHANNELS, text)
}

/// The outcome that a text means.
pub(super) fn outcome(text: &str) -> Option<&'static str> {
    meaning(OUTCOMES, text)
}

/// Whether words of a text say that nobody answered, though the text as a whole is none that is known.
pub(super) fn says_unanswered(text: &str) -> bool {
    let found = words(text);
    UNANSWERED_SIGNS.iter().any(|sign| {
        let sign: Vec<&str> = sign.split(' ').collect();
        found.windows(sign.len()).any(|part| part.iter().zip(&sign).all(|(a, b)| a == b))
    })
}

/// Whether a column is called outcome of a contact and of nothing else.
pub(super) fn is_called_outcome(name: &str) -> bool {
    let words = words(name);
    let (outcome, others): (Vec<&String>, Vec<&String>) =
        words.iter().partition(|word| hints_exactly(word, Hint::Outcome));
    !outcome.is_empty() && others.iter().all(|word| OF_CONTACT.contains(&word.as_str()))
}

/// Whether a text says that something is not known, in a word that is not understood everywhere.
pub(super) fn is_unknown(text: &str) -> bool {
    UNKNOWN.contains(&fold(text).as_str())
}

/// Whether a text is the rest of a list.
pub(super) fn is_other(text: &str) -> bool {
    OTHER.contains(&fold(text).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_standard_dimensions() {
        assert_eq!(dimension("prov_residencia_persona"), Some("province"));
        assert_eq!(dimension("Geslacht beller"), Some("gender"));
        assert_eq!(dimension("Kanaal"), None);
    }

    #[test]
    fn texts_have_their_standard_meaning() {
        assert_eq!(channel("Telefonisch"), Some("phone"));
        assert_eq!(outcome("NO ANSWER"), Some("abandoned"));
        assert_eq!(outcome("Ligne occupée"), Some("busy"));
        assert_eq!(outcome("Raccroché avant réponse"), Some("abandoned"));
        assert_eq!(outcome("rouge"), None);
        assert!(says_unanswered("Naar voicemail") && says_unanswered("Beller is afgehaakt"));
        assert!(
            says_unanswered("Appel raccroché avant la réponse") && says_unanswered("Line busy (2nd try)")
        );
        assert!(!says_unanswered("Gesprek afgerond") && !says_unanswered("Bezetting gemeld"));
        assert!(is_called_outcome("Afloop van het gesprek") && is_called_outcome("call_status"));
        assert!(!is_called_outcome("Marital status") && !is_called_outcome("Burgerlijke status"));
        assert!(is_unknown("Sin Datos") && is_other("Andere") && !is_unknown("geen"));
    }
}
