//! The most and the least: recordjaar, de drukste maand, het grootste kanaal, de meeste oproepen kwamen uit ….

use super::lexicon::small_number;
use super::part_of_year::Part;
use super::sentence::Reading;

/// *De meeste oproepen*, *de drukste maand*.
pub struct Superlative {
    pub at: usize,
    /// Whether it says *most*, not *least*.
    pub most: bool,
}

/// The superlatives of a sentence.
pub fn superlatives(said: &Reading<'_>) -> Vec<Superlative> {
    if said.has(&["niet", "geen", "nooit"]) || said.says(&["een van de", "een van het", "op een na", "na de"])
    {
        return Vec::new();
    }
    let one = |at: usize| Some(Superlative { at, most: superlative(said, at)? });
    (0..said.tokens().len()).filter_map(one).collect()
}

/// Whether a word says *most* (true) or *least*; not of a change, a year's number, or several at once.
fn superlative(said: &Reading<'_>, at: usize) -> Option<bool> {
    let most = match said.word(at) {
        "grootste" | "belangrijkste" | "voornaamste" | "meeste" | "drukste" | "populairste" | "vaakst"
        | "drukst" => true,
        "meest"
            if ["gebruikte", "gekozen", "voorkomende", "genoemde", "geregistreerde"]
                .contains(&said.word(at + 1)) =>
        {
            true
        }
        "kleinste" | "minste" | "rustigste" | "rustigst" => false,
        _ => return None,
    };
    let several = |w: &str| {
        small_number(w).is_some_and(|n| n > 1) || ["tweede", "derde", "vierde", "eerste"].contains(&w)
    };
    let counted = at > 0 && (several(said.word(at - 1)) || said.tokens()[at - 1].number().is_some());
    let of_change = [
        "aantal",
        "sprong",
        "stijging",
        "daling",
        "toename",
        "afname",
        "groei",
        "deel",
        "verschil",
        "terugval",
        "toenames",
        "stijgingen",
        "kans",
        "zorg",
        "zorgen",
        "uitdaging",
        "problemen",
        "jaar",
        "moment",
    ];
    (!counted && !of_change.contains(&said.word(at + 1))).then_some(most)
}

/// Whether the clause is about nothing else than the record.
pub fn sure(said: &Reading<'_>, at: usize) -> bool {
    let plain = [
        "kanaal",
        "kanalen",
        "groep",
        "groepen",
        "provincie",
        "problematiek",
        "vorm",
        "dag",
        "maand",
        "rol",
        "categorie",
        "kwamen",
        "thema",
        "vorm",
        "doelgroep",
        "leeftijdsgroep",
        "bron",
        "gebruikte",
        "voorkomende",
    ];
    let here = |j: usize| said.clauses[j] == said.clauses[at];
    let known = |j: &usize| !here(*j) || plain.contains(&said.word(*j)) || *j == at;
    said.residue.iter().all(known) && !said.hints.iter().any(|m| here(m.from))
}

/// Words of a year that holds a record.
const HIGH: [&str; 8] =
    ["recordjaar", "recordaantal", "record", "drukste", "topjaar", "piekjaar", "hoogtepunt", "toppunt"];

const LOW: [&str; 3] = ["dieptepunt", "dieptejaar", "laagterecord"];

/// *Een recordjaar*: the highest or lowest number ever.
pub struct Record {
    pub at: usize,
    /// Whether it is the highest one.
    pub highest: bool,
    /// The year that is said to hold it.
    pub year: i32,
    /// The year it is said from.
    pub since: Option<i32>,
}

/// The record of a year that a sentence claims.
pub fn record(said: &Reading<'_>) -> Option<Record> {
    // *Nooit steeg het aantal zo sterk*: of a change.
    let compared = ["meer", "minder", "hoger", "lager"];
    if said.directions.iter().any(|(i, _)| !compared.contains(&said.word(*i))) {
        return None;
    }
    let never = said.has(&["nooit"]);
    let few = said.has(&["weinig", "laag", "minder"]);
    let many = said.has(&["veel", "zoveel", "meer", "hoog"]);
    let high = said.has(&HIGH)
        && !said.says(&[
            "drukste maand",
            "drukste dag",
            "drukste moment",
            "drukste uur",
            "drukste maanden",
            "drukste dagen",
        ])
        || said.says(&["hoogste aantal", "meer dan ooit", "grootste aantal"])
        || (never && (many || said.says(&["nooit eerder"])) && !few);
    let low = said.says(&["laagste aantal", "minder dan ooit", "kleinste aantal"])
        || said.has(&LOW)
        || (never && few);
    if !(high || low) || said.has(&["maand", "dag", "weekdag", "per", "uur"]) || said.part != Part::Whole {
        return None;
    }
    let ever = ["hoogste", "laagste", "nooit", "ooit", "grootste", "kleinste"];
    let word = |w: &str| HIGH.contains(&w) || LOW.contains(&w) || ever.contains(&w);
    let at = (0..said.tokens().len()).find(|i| word(said.word(*i))).unwrap_or(0);
    let since = said.since();
    let year = said.years.iter().map(|(_, y)| *y).find(|y| Some(*y) != since).unwrap_or(said.setting.year);
    Some(Record { at, highest: high && !low, year, since })
}
