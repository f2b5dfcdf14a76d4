//! The most and the least: recordjaar, de drukste maand, het grootste kanaal, de meeste oproepen kwamen uit ….

use super::context::{Context, Mention};
use super::facts::Fact;
use super::lexicon::month;
use super::periods::Part;
use super::trends::subjects;
use crate::base::{Findings, Period, code};
use crate::config::{CodeKind, Lang};

/// Checks the superlatives of a sentence.
pub fn check(cx: &Context<'_>, findings: &mut Findings) {
    years(cx, findings);
    if cx.has(&["niet", "geen", "nooit"]) || cx.says(&["een van de", "een van het", "op een na", "na de"]) {
        return;
    }
    for at in 0..cx.tokens().len() {
        if let Some(most) = superlative(cx, at) {
            months(cx, at, most, findings);
            codes(cx, at, most, findings);
        }
    }
}

/// Whether a word says *most* (true) or *least*; not of a change, a year's number, or several at once.
fn superlative(cx: &Context<'_>, at: usize) -> Option<bool> {
    let most = match cx.word(at) {
        "grootste" | "belangrijkste" | "voornaamste" | "meeste" | "drukste" | "populairste" | "vaakst"
        | "drukst" => true,
        "meest"
            if ["gebruikte", "gekozen", "voorkomende", "genoemde", "geregistreerde"]
                .contains(&cx.word(at + 1)) =>
        {
            true
        }
        "kleinste" | "minste" | "rustigste" | "rustigst" => false,
        _ => return None,
    };
    let several = |w: &str| {
        super::lexicon::small_number(w).is_some_and(|n| n > 1)
            || ["tweede", "derde", "vierde", "eerste"].contains(&w)
    };
    let counted = at > 0 && (several(cx.word(at - 1)) || cx.tokens()[at - 1].number().is_some());
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
    (!counted && !of_change.contains(&cx.word(at + 1))).then_some(most)
}

/// *De drukste maand was november.*
fn months(cx: &Context<'_>, at: usize, most: bool, findings: &mut Findings) {
    let here = |i: &usize| cx.clauses[*i] == cx.clauses[at];
    let named: Vec<u8> = (0..cx.tokens().len()).filter(here).filter_map(|i| month(cx.word(i))).collect();
    let ([named], true) = (&named[..], cx.mentions.is_empty()) else { return };
    let (years, _) = cx.years_at(at);
    let Some(year) = years.first() else { return };
    let main = cx.ground.line.main_stage;
    let of = |f: &&Fact| {
        matches!(f.period, Period::Month(y, _) if y == *year)
            && f.dims.is_empty()
            && f.measure == "contacts"
            && f.stage == Some(main)
            && (cx.units.is_empty() || cx.units.iter().any(|(_, u)| u.fits(&f.unit)))
    };
    let all: Vec<(u8, i64)> = cx
        .facts()
        .all
        .iter()
        .filter(of)
        .filter_map(|f| match f.period {
            Period::Month(_, m) => Some((m, f.count()?)),
            _ => None,
        })
        .collect();
    let Some((_, own)) = all.iter().find(|(m, _)| m == named) else { return };
    let beaten = all.iter().find(|(_, n)| if most { n > own } else { n < own });
    if let Some((other, n)) = beaten {
        let message = format!("{own} in {year}-{named:02}, but {n} in {year}-{other:02}");
        cx.report(code::L16, at, &message, "name the month that holds the record", findings);
    }
}

/// *De meeste oproepen kwamen uit Limburg.*
fn codes(cx: &Context<'_>, at: usize, most: bool, findings: &mut Findings) {
    let here: Vec<&Mention> = cx.mentions_at(at);
    let weekday = |m: &Mention| m.options.iter().all(|(d, _)| d == "weekday");
    let dims: std::collections::BTreeSet<&str> =
        cx.mentions.iter().flat_map(|m| &m.options).map(|(d, _)| d.as_str()).collect();
    // Codes of several dimensions: of a table that sets them against each other.
    let mixed = cx.mentions.len() > 1
        && !dims.iter().any(|d| cx.mentions.iter().all(|m| m.options.iter().any(|(e, _)| e == d)));
    if here.is_empty() || mixed || cx.part != Part::Whole && !here.iter().all(|m| weekday(m)) || !sure(cx, at)
    {
        return;
    }
    let (years, _) = cx.years_at(at);
    let Some(year) = years.first() else { return };
    let facts = cx.facts();
    let of = |f: &&Fact| {
        f.year() == Some(*year)
            && f.counts()
            && f.dims.len() == 1
            && ["contacts", "victims"].contains(&f.measure.as_str())
            && (cx.units.is_empty() || cx.units.iter().any(|(_, u)| u.fits(&f.unit)))
    };
    let mut own: Vec<&Fact> = facts
        .all
        .iter()
        .filter(of)
        .filter(|f| here.iter().any(|m| f.dims.iter().all(|(d, c)| m.means(d, c))))
        .collect();
    own.sort_by_key(|f| (super::context::rank(f, &here), f.stage != Some(cx.ground.line.main_stage)));
    let mut beaten = Vec::new();
    for fact in &own {
        let Some(n) = fact.count() else { return };
        let rivals = facts
            .all
            .iter()
            .filter(of)
            .filter(|f| f.kin(fact) && f.period == fact.period && rival(cx, fact, f));
        let mut rivals = rivals.peekable();
        if rivals.peek().is_none() {
            continue;
        }
        let better = rivals.filter(|f| f.count().is_some_and(|r| if most { r > n } else { r < n }));
        match better.max_by_key(|f| f.count().map(|r| if most { r } else { -r })) {
            // One of those that are named holds the record.
            None => return,
            Some(rival) => beaten.push((n, rival)),
        }
    }
    let Some((n, rival)) = beaten.first() else { return };
    let (dim, code) = rival.dims.iter().next().map(|(d, c)| (d.as_str(), c.as_str())).unwrap_or_default();
    let labels = crate::words::Labels { words: crate::words::Words::of(Lang::Nl), subject: cx.ground.line };
    let name = super::units::code(labels, dim, code);
    let message = format!("{n} in {year}, but {} of {name}", rival.count().unwrap_or_default());
    cx.report(code::L16, at, &message, "name the one that holds the record", findings);
}

/// Whether the clause is about nothing else than the record.
fn sure(cx: &Context<'_>, at: usize) -> bool {
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
    let here = |j: usize| cx.clauses[j] == cx.clauses[at];
    let known = |j: &usize| !here(*j) || plain.contains(&cx.word(*j)) || *j == at;
    cx.residue.iter().all(known) && !cx.hints.iter().any(|m| here(m.from))
}

/// Whether a cell stands beside another as one of the same kind: real categories, no groups of them.
fn rival(cx: &Context<'_>, fact: &Fact, other: &Fact) -> bool {
    let pair = fact.dims.iter().next().zip(other.dims.iter().next());
    let Some(((dim, code), (other_dim, other_code))) = pair else { return false };
    if dim != other_dim || code == other_code || other.unknown {
        return false;
    }
    let line = cx.ground.line;
    if dim == "channel" {
        let parent = |c: &str| line.channels.iter().find(|l| l.id == c).and_then(|l| l.parent.clone());
        let leaf = line.channels.iter().any(|l| l.id == *other_code);
        return leaf && parent(other_code).as_ref() != Some(code);
    }
    let Some(dimension) = line.dimension(dim) else { return true };
    let list = &dimension.codes;
    let leaf = list.codes.iter().find(|c| c.id == *other_code);
    leaf.is_some_and(|c| c.kind == CodeKind::Plain && c.parent.as_ref() != Some(code))
}

/// Words of a year that holds a record.
const HIGH: [&str; 8] =
    ["recordjaar", "recordaantal", "record", "drukste", "topjaar", "piekjaar", "hoogtepunt", "toppunt"];
const LOW: [&str; 3] = ["dieptepunt", "dieptejaar", "laagterecord"];

/// L16: the highest or lowest number ever.
fn years(cx: &Context<'_>, findings: &mut Findings) {
    // *Nooit steeg het aantal zo sterk*: of a change.
    let compared = ["meer", "minder", "hoger", "lager"];
    if cx.directions.iter().any(|(i, _)| !compared.contains(&cx.word(*i))) {
        return;
    }
    let never = cx.has(&["nooit"]);
    let few = cx.has(&["weinig", "laag", "minder"]);
    let many = cx.has(&["veel", "zoveel", "meer", "hoog"]);
    let high = cx.has(&HIGH)
        && !cx.says(&[
            "drukste maand",
            "drukste dag",
            "drukste moment",
            "drukste uur",
            "drukste maanden",
            "drukste dagen",
        ])
        || cx.says(&["hoogste aantal", "meer dan ooit", "grootste aantal"])
        || (never && (many || cx.says(&["nooit eerder"])) && !few);
    let low =
        cx.says(&["laagste aantal", "minder dan ooit", "kleinste aantal"]) || cx.has(&LOW) || (never && few);
    if !(high || low) || cx.has(&["maand", "dag", "weekdag", "per", "uur"]) || cx.part != Part::Whole {
        return;
    }
    let ever = ["hoogste", "laagste", "nooit", "ooit", "grootste", "kleinste"];
    let word = |w: &str| HIGH.contains(&w) || LOW.contains(&w) || ever.contains(&w);
    let at = (0..cx.tokens().len()).find(|i| word(cx.word(*i))).unwrap_or(0);
    let since = cx.since();
    let year = cx.years.iter().map(|(_, y)| *y).find(|y| Some(*y) != since).unwrap_or(cx.facts().year);
    for fact in subjects(cx) {
        let series = cx.facts().series(fact);
        let values: Vec<(i32, i64)> = series
            .iter()
            .filter_map(|f| Some((f.year()?, f.count()?)))
            .filter(|(y, _)| since.is_none_or(|s| s <= *y))
            .collect();
        let Some((_, own)) = values.iter().find(|(y, _)| *y == year) else { continue };
        let beaten =
            values.iter().find(|(y, n)| *y != year && if high && !low { n >= own } else { n <= own });
        if let Some((other, n)) = beaten {
            let message = format!("{own} in {year}, but {n} in {other}");
            cx.report(code::L16, at, &message, "name the year that holds the record", findings);
            return;
        }
    }
}
