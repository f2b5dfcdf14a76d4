//! The last chapters of the sample report.

use super::chapters::{chapter, heading, legend, text};
use super::parts::{figure, table};
use crate::document::model::{Block, ChapterModel};

/// What the line did.
pub fn referrals() -> ChapterModel {
    chapter(
        "referrals",
        "Wat 1712 deed",
        "Bij één op de drie oproepen verwees 1712 door, het vaakst naar een vertrouwenscentrum of een CAW.",
        vec![
            text(
                "Doorverwijzen kan op drie manieren: informatie meegeven, samen contact opnemen of de hulpverlener zelf laten contact opnemen. Bij één oproep kan naar meer dan één dienst worden verwezen; de som van de rijen is daardoor groter dan het aantal oproepen met een doorverwijzing.",
            ),
            figure(
                "referrals-by-destination",
                "Vertrouwenscentra en CAW ontvangen driekwart van de doorverwijzingen",
                "Aantal doorverwijzingen naar bestemming, 2023; meerdere bestemmingen per oproep mogelijk",
                "Liggende balken: vertrouwenscentrum 1.290, CAW 1.011, politie 388, huisarts 240, andere 189.",
                None,
                "",
            ),
        ],
    )
}

/// The website.
pub fn online() -> ChapterModel {
    let mut visits = legend(
        table(
            "website-visitors",
            "Bezoekers van de website en van de zelftests, 2020–2023",
            "Reeks",
            &[
                ("2020", "count"),
                ("2021", "count"),
                ("2022", "count"),
                ("2023", "current"),
                ("t.o.v. 2022 (%)", "derived"),
            ],
            &[
                "body|Bezoekers van de website|98.000 [e]|120.400|151.900|164.203|+8,1",
                "body|>van wie terugkerend|[x]|31.002|40.118|44.870|+11,8",
                "body|Ingevulde zelftests|[x]|[x]|8.412|9.007|+7,1",
            ],
        ),
        &[("[e]", "geschat"), ("[x]", "niet beschikbaar")],
    );
    visits.notes = vec!["Bezoekers van verschillende maanden mogen niet worden opgeteld: wie in twee maanden komt, telt dan dubbel.".into()];
    visits.source = "Bron: webstatistiek van 1712.be".into();
    chapter(
        "online",
        "Online",
        "De website ontving 164.203 bezoekers, 8,1 % meer dan in 2022.",
        vec![Block::Table(visits)],
    )
}

/// How the figures came about.
pub fn method() -> ChapterModel {
    let rows = table(
        "rows-read",
        "Gelezen en uitgesloten registraties, 2023",
        "Regel",
        &[("Aantal", "count")],
        &[
            "body|Gelezen registraties|11.648",
            "body|Uitgesloten: Testregistraties|31",
            "body|Uitgesloten: datum buiten het verslagjaar|25",
            "total|Verwerkte registraties|11.592",
        ],
    );
    chapter(
        "method",
        "Methode en begrippen",
        "Alle cijfers komen uit de registraties die de medewerkers van 1712 na elke oproep invullen.",
        vec![
            heading("Eenheden"),
            text("De tabellen noemen telkens de eenheid en het stadium. Inkomende oproepen zijn alle pogingen; beantwoorde oproepen zijn de pogingen die tot een gesprek of antwoord leidden. Percentages zijn berekend op niet-afgeronde getallen; door afronding kan een som afwijken van het totaal."),
            heading("Bescherming van personen"),
            text("Aantallen kleiner dan vijf worden niet getoond. Waar een verborgen getal uit andere getallen kan worden afgeleid, wordt ook een tweede getal niet getoond. Beide staan als [c] in de tabellen."),
            heading("Volledigheid"),
            text("De verwerkte registraties zijn de gelezen registraties min de registraties die een van de regels hieronder uitsluit."),
            Block::Table(rows),
            heading("Begrippen"),
            Block::Terms {
                items: vec![
                    ("Antwoordgraad".into(), "Het aandeel van de inkomende oproepen dat werd beantwoord.".into()),
                    ("Breuk in de reeks".into(), "Vanaf dat jaar is anders gemeten of ingedeeld; de cijfers voor en na de breuk zijn niet zonder meer te vergelijken.".into()),
                    ("Deel van het jaar".into(), "Het kanaal of de registratie startte in de loop van het jaar.".into()),
                ],
            },
        ],
    )
}
