//! Words in names of columns that say what a column is likely to be, in Dutch, French, German, English and Spanish. The
//! cells must bear it out.

use crate::base::fold;

/// What a column can be by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// Begin of a contact.
    Begin,
    /// Any moment.
    Moment,
    /// Moment of answering.
    Answered,
    /// End of a contact.
    Ended,
    /// A case that was closed.
    Closed,
    /// When a row was written or changed.
    Written,
    Birth,
    Clock,
    Channel,
    Outcome,
    Wait,
    Duration,
    /// A length of the conversation itself.
    Talk,
    Id,
    Age,
    Victims,
    /// A number of somebody's telephone.
    Number,
    /// Who took the contact, or a name.
    Person,
    /// A text that somebody wrote.
    Remark,
}

/// Words per hint, folded. One of four letters or more may also begin or end a longer word.
const HINTS: &[(Hint, &[&str])] = &[
    (
        Hint::Begin,
        &[
            "start",
            "started",
            "begin",
            "begonnen",
            "contact",
            "call",
            "calldate",
            "oproep",
            "gesprek",
            "appel",
            "anruf",
            "llamada",
            "ontvangen",
            "received",
            "entered",
            "debut",
            "inicio",
            "fecha",
            "registration",
            "registratie",
        ],
    ),
    (
        Hint::Moment,
        &[
            "date",
            "datum",
            "fecha",
            "jour",
            "dag",
            "day",
            "tijdstip",
            "moment",
            "time",
            "timestamp",
            "stamp",
            "zeitpunkt",
            "tag",
            "at",
            "on",
            "start",
            "begin",
            "einde",
            "end",
            "created",
            "tijd",
            "zeit",
            "hora",
            "heure",
            "uur",
        ],
    ),
    (
        Hint::Answered,
        &["answer", "answered", "opgenomen", "beantwoord", "decroche", "angenommen", "contestada", "pickup"],
    ),
    (
        Hint::Ended,
        &[
            "end",
            "ended",
            "einde",
            "eind",
            "exit",
            "exited",
            "stop",
            "fin",
            "ende",
            "hangup",
            "opgehangen",
            "finish",
            "beeindigd",
        ],
    ),
    (Hint::Closed, &["closed", "afgesloten", "gesloten", "cloture", "geschlossen", "closing", "cerrado"]),
    (
        Hint::Written,
        &[
            "submit",
            "submitted",
            "submitdate",
            "submission",
            "modified",
            "updated",
            "gewijzigd",
            "aangemaakt",
            "created",
            "modifie",
            "geandert",
            "export",
            "ingevoerd",
            "saved",
            "last",
        ],
    ),
    (Hint::Birth, &["birth", "geboorte", "geboren", "naissance", "geburt", "nacimiento", "dob", "birthdate"]),
    (Hint::Clock, &["time", "tijd", "uur", "hour", "heure", "zeit", "uhrzeit", "hora", "tijdstip"]),
    (
        Hint::Channel,
        &[
            "channel",
            "kanaal",
            "canal",
            "kanal",
            "medium",
            "contactwijze",
            "contactvorm",
            "kanalen",
            "via",
            "scheme",
        ],
    ),
    (
        Hint::Outcome,
        &[
            "outcome",
            "status",
            "result",
            "resultaat",
            "resultat",
            "ergebnis",
            "uitkomst",
            "afloop",
            "disposition",
            "resultado",
            "issue",
            "statut",
        ],
    ),
    (
        Hint::Wait,
        &[
            "wait",
            "wacht",
            "queue",
            "attente",
            "holdtime",
            "wartezeit",
            "espera",
            "waittime",
            "warte",
            "waiting",
        ],
    ),
    (
        Hint::Duration,
        &[
            "duration",
            "duur",
            "duree",
            "dauer",
            "length",
            "minutes",
            "minuten",
            "duracion",
            "lengte",
            "seconds",
            "tijdsduur",
        ],
    ),
    (Hint::Talk, &["talk", "gespreksduur", "billsec", "gesprek", "conversation", "entretien", "conversatie"]),
    (
        Hint::Id,
        &[
            "id",
            "nr",
            "nummer",
            "number",
            "uuid",
            "uniqueid",
            "ref",
            "referentie",
            "reference",
            "numero",
            "callid",
            "volgnummer",
            "no",
            "linkedid",
            "kennung",
            "registratienummer",
            "dossiernummer",
            "code",
        ],
    ),
    (
        Hint::Age,
        &[
            "age",
            "leeftijd",
            "edad",
            "alter",
            "leeftijden",
            "ages",
            "leeftijdscategorie",
            "leeftijdsgroep",
            "ouderdom",
        ],
    ),
    (Hint::Victims, &["victims", "slachtoffers", "victimes", "opfer", "victimas"]),
    (
        Hint::Number,
        &[
            "telefoonnummer",
            "phone",
            "phonenumber",
            "caller",
            "callerid",
            "clid",
            "src",
            "msisdn",
            "ani",
            "telefonnummer",
            "gsm",
            "mobile",
            "telefoon_nr",
            "belnummer",
            "tel",
        ],
    ),
    (
        Hint::Person,
        &[
            "agent",
            "operator",
            "medewerker",
            "vrijwilliger",
            "user",
            "username",
            "employee",
            "naam",
            "name",
            "nom",
            "volunteer",
            "beantwoorder",
            "collaborateur",
            "mitarbeiter",
            "nombre",
            "voornaam",
            "achternaam",
            "email",
            "address",
            "adres",
            "enumerator",
            "counsellor",
            "counselor",
            "worker",
            "initialen",
            "team_member",
            "postcode",
            "zip",
        ],
    ),
    (
        Hint::Remark,
        &[
            "opmerking",
            "opmerkingen",
            "notes",
            "note",
            "remark",
            "remarks",
            "comment",
            "comments",
            "commentaar",
            "notities",
            "verhaal",
            "description",
            "omschrijving",
            "toelichting",
            "bemerkung",
            "remarque",
            "remarques",
            "observaciones",
            "samenvatting",
            "summary",
            "story",
            "vrije",
        ],
    ),
];

/// The words of a name, folded: `durationMs` and `contact/duration_ms` have two and three.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut lower = false;
    let mut open = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() {
            (open, lower) = (false, false);
            continue;
        }
        if !open || (lower && letter.is_uppercase()) {
            found.push(String::new());
        }
        (open, lower) = (true, letter.is_lowercase());
        if let Some(word) = found.last_mut() {
            word.push(letter);
        }
    }
    found.iter().map(|word| fold(word)).collect()
}

/// Whether one of the words is, or begins or ends with, one of those that are known. One behind `=` must be the whole word.
pub(super) fn has(name: &[String], known: &[&str]) -> bool {
    let is = |word: &String, known: &&str| {
        if let Some(whole) = known.strip_prefix('=') {
            return word == whole;
        }
        let longer = known.len() >= 4 && word.len() > known.len() + 1;
        word == known || (longer && (word.starts_with(known) || word.ends_with(known)))
    };
    name.iter().any(|word| known.iter().any(|known| is(word, known)))
}

/// Whether the name of a column gives a hint.
pub(super) fn hints(name: &str, hint: Hint) -> bool {
    let words = words(name);
    // `Registratienr`, `contactid`.
    let numbered = |word: &String| word.len() >= 5 && (word.ends_with("nr") || word.ends_with("id"));
    (hint == Hint::Id && words.iter().any(numbered))
        || HINTS.iter().any(|(of, known)| *of == hint && has(&words, known))
}

/// Whether a word of the name is exactly one that gives the hint.
pub(super) fn hints_exactly(name: &str, hint: Hint) -> bool {
    let words = words(name);
    HINTS.iter().any(|(of, known)| *of == hint && words.iter().any(|w| known.contains(&w.as_str())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_hints_in_five_languages() {
        assert!(hints("Wachttijd (s)", Hint::Wait) && hints("Gespreksduur", Hint::Duration));
        assert!(hints("edad_persona", Hint::Age) && hints("fecha", Hint::Moment));
        assert!(
            hints("Registratienr", Hint::Id) && hints("contact_id", Hint::Id) && !hints("nr_x", Hint::Age)
        );
        assert!(hints("Contact/Leeftijd", Hint::Age) && !hints("language", Hint::Age));
    }
}
