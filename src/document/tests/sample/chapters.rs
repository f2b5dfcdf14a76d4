//! The chapters of the sample report.

use super::method::{method, online, referrals};
use super::parts::{figure, table, years};
use crate::document::model::{Block, ChapterModel, TableModel};

/// Every kind of block, in an order that a real report has.
pub fn chapters() -> Vec<ChapterModel> {
    vec![volume(), reach(), when(), who(), what(), referrals(), online(), method()]
}

/// A chapter.
pub fn chapter(id: &str, title: &str, lead: &str, blocks: Vec<Block>) -> ChapterModel {
    ChapterModel { id: id.into(), title: title.into(), lead: lead.into(), blocks }
}

/// A paragraph.
pub fn text(text: &str) -> Block {
    Block::Text { text: text.into() }
}

/// A subheading.
pub fn heading(text: &str) -> Block {
    Block::Heading { text: text.into() }
}

fn derived() -> Vec<(&'static str, &'static str)> {
    let mut columns = years();
    columns.extend([("Aandeel 2023", "derived"), ("t.o.v. 2022 (%)", "derived")]);
    columns
}

/// A table with the meaning of its signs.
pub fn legend(mut table: TableModel, signs: &[(&str, &str)]) -> TableModel {
    table.legend = signs.iter().map(|(s, m)| ((*s).into(), (*m).into())).collect();
    table
}

fn volume() -> ChapterModel {
    let channels = legend(
        table(
            "contacts-by-channel",
            "Beantwoorde oproepen naar kanaal, 2017–2023",
            "Kanaal",
            &derived(),
            &[
                "body|Telefoon|4.322 [d]|4.818|5.104|6.031|6.702|6.925|6.870 [p]|72,9 %|−0,8",
                "body|E-mail|800 [d]|1.200|1.098|920|788|579|643 [p]|6,8 %|+11,1",
                "body|Chat|–|–|402 [d]|880|1.212|1.540|1.911 [p]|20,3 %|+24,1",
                "total|Totaal|5.122 [d]|6.018|6.604|7.831|8.702|9.044|9.424 [p]|100 %|+4,2",
            ],
        ),
        &[("–", "het kanaal bestond niet"), ("[d]", "deel van het jaar"), ("[p]", "voorlopig cijfer")],
    );
    chapter(
        "volume",
        "Aantallen en evolutie",
        "1712 beantwoordde in 2023 9.424 oproepen, 4,2 % meer dan in 2022 en het hoogste aantal sinds de start van de lijn.",
        vec![
            text(
                "Een oproep is elke keer dat iemand met de lijn contact opneemt per telefoon, e-mail of chat. Een beantwoorde oproep is een oproep waarbij een medewerker met de contactnemer in gesprek ging of een antwoord stuurde. Wie twee keer belt, telt twee keer mee: de cijfers gaan over oproepen en niet over personen.",
            ),
            text(
                "De groei komt vooral van de chat. Het aantal telefonische oproepen ligt sinds 2021 rond 6.900 en daalde in 2023 licht. De e-mail, die tot 2020 jaar na jaar terugliep, nam voor het eerst weer toe.",
            ),
            figure(
                "contacts-by-channel",
                "Vooral door de chat blijft het aantal beantwoorde oproepen stijgen",
                "Aantal beantwoorde oproepen per jaar, alle kanalen, 2017–2023",
                "Kolommen per jaar: van 5.122 beantwoorde oproepen in 2017 tot 9.424 in 2023. De stijging is ononderbroken.",
                Some(channels),
                "",
            ),
            text(
                "In oktober en november namen meer mensen contact op dan in de andere maanden. In juli ligt het aantal het laagst. Dat patroon keert elk jaar terug, met uitzondering van 2020.",
            ),
            figure(
                "contacts-by-month",
                "Het najaar telt de drukste maanden",
                "Aantal beantwoorde oproepen per maand, alle kanalen, 2022 en 2023",
                "Twee lijnen per maand. In 2023 ligt november met 901 oproepen het hoogst en juli met 610 het laagst.",
                None,
                "Cijfers: tabel B.1",
            ),
        ],
    )
}

fn reach() -> ChapterModel {
    let funnel = legend(
        table(
            "incoming-funnel",
            "Inkomende oproepen naar uitkomst, 2017–2023",
            "Uitkomst",
            &derived(),
            &[
                "body|Beantwoord|5.122 [d]|6.018|6.604|7.831|8.702|9.044|9.424|81,3 %|+4,2",
                "body|Bezet|811 [d]|902|933|1.604|1.190|1.002|911|7,9 %|−9,1",
                "body|Buiten de openingsuren|702 [d]|780|811|902|844|820|790|6,8 %|−3,7",
                "body|Afgebroken door de oproeper|377 [d]|400|454|567|476|481|467|4,0 %|−2,9",
                "total|Totaal inkomend|7.012 [d]|8.100|8.802|10.904|11.212|11.347|11.592|100 %|+2,2",
                "derived|Antwoordgraad|73,0 % [d]|74,3 %|75,0 %|71,8 %|77,6 %|79,7 %|81,3 %||",
            ],
        ),
        &[("[d]", "deel van het jaar")],
    );
    chapter(
        "reach",
        "Bereikbaarheid",
        "Van elke honderd inkomende oproepen werden er 81 beantwoord, twee meer dan het jaar voordien.",
        vec![
            figure(
                "incoming-funnel",
                "Minder oproepers horen de bezettoon",
                "Aantal inkomende oproepen naar uitkomst, telefoon en chat, 2017–2023; basis: alle inkomende oproepen",
                "Kolommen per jaar met het aantal inkomende oproepen: 7.012 in 2017 en 11.592 in 2023.",
                Some(funnel),
                "",
            ),
            text(
                "Een deel van de oproepers die de bezettoon horen, probeert het later opnieuw en komt dan wel in gesprek. Niet-beantwoorde oproepen zijn daarom niet hetzelfde als mensen die geen hulp kregen.",
            ),
        ],
    )
}

fn when() -> ChapterModel {
    chapter(
        "when",
        "Wanneer mensen contact opnemen",
        "De drukste uren zijn weekdagen tussen 9 en 11 uur.",
        vec![
            figure(
                "contacts-by-weekday-hour",
                "Maandagvoormiddag is het drukste moment van de week",
                "Aantal inkomende telefonische oproepen naar weekdag en uur, 2023",
                "Kaart van zeven weekdagen bij vierentwintig uren. De donkerste vakken liggen op weekdagen tussen 9 en 17 uur.",
                None,
                "Cijfers: tabel B.2",
            ),
            text("Buiten de openingsuren hoort de oproeper een bericht dat naar andere hulplijnen verwijst."),
        ],
    )
}

fn who() -> ChapterModel {
    let role = legend(
        table(
            "contacts-by-role",
            "Beantwoorde oproepen naar rol van de contactnemer, 2019–2023",
            "Rol",
            &[
                ("2019", "count"),
                ("2020", "count"),
                ("2021", "count"),
                ("2022", "count"),
                ("2023", "current"),
                ("Aandeel 2023", "derived"),
                ("t.o.v. 2022 (%)", "derived"),
            ],
            &[
                "body|Slachtoffer|2.402|3.011|3.377|3.580|3.811|40,4 %|+6,5",
                "group|Omgeving||||||||",
                "body|>Ouder|1.377|1.604|1.712|1.790|1.820|19,3 %|+1,7",
                "body|>Ander familielid|911|1.040|1.155|1.190|1.202|12,8 %|+1,0",
                "body|>Buur of kennis|700|790|822|851|866|9,2 %|+1,8",
                "body|Professional|680|711|777|802|814|8,6 %|+1,5",
                "body|Pleger|[c]|[c]|198|221|240|2,5 %|+8,6",
                "other|Andere rol|[c]|[c]|10|12|0|0,0 %|[u]",
                "unknown|Onbekend|522|660|651|598|671|7,1 %|+12,2",
                "total|Totaal|6.604|7.831|8.702|9.044|9.424|100 %|+4,2",
            ],
        ),
        &[
            ("[c]", "niet getoond, om personen te beschermen"),
            ("[u]", "te weinig gegevens voor een betrouwbaar cijfer"),
        ],
    );
    chapter(
        "who",
        "Wie contact opneemt",
        "Vier op de tien contactnemers zijn zelf slachtoffer; even vaak belt of chat iemand uit de omgeving.",
        vec![
            heading("Begrippen"),
            Block::Terms {
                items: [
                    ("Contactnemer", "De persoon die belt, mailt of chat. Dat kan het slachtoffer zijn, iemand uit de omgeving, een professional of een pleger."),
                    ("Slachtoffer", "De persoon tegen wie het geweld gericht zou zijn. 1712 onderzoekt niet of de feiten zich hebben voorgedaan; waar slachtoffer staat, is mogelijk slachtoffer bedoeld."),
                    ("Onbekend", "Het is gevraagd of had gevraagd kunnen worden, maar de medewerker kon het niet noteren."),
                ]
                .map(|(t, d)| (t.to_owned(), d.to_owned()))
                .to_vec(),
            },
            figure("contacts-by-role", "Vier op de tien contactnemers zijn slachtoffer", "Aantal beantwoorde oproepen naar rol van de contactnemer, 2023; basis: 9.424 beantwoorde oproepen", "Liggende balken: 3.811 slachtoffers, 1.820 ouders, 1.202 andere familieleden, 866 buren of kennissen, 814 professionals, 240 plegers, 671 onbekend.", Some(role), ""),
            heading("Leeftijd"),
            text("De leeftijd van de contactnemer wordt in het gesprek niet altijd gevraagd. Waar hij bekend is, ligt hij meestal tussen 30 en 50 jaar; in de chat zijn de contactnemers jonger dan aan de telefoon."),
        ],
    )
}

fn what() -> ChapterModel {
    let problem = legend(
        table(
            "victims-by-problem",
            "Slachtoffers naar problematiek, 2020–2023",
            "Problematiek",
            &[
                ("2020", "count"),
                ("2021", "count"),
                ("2022", "count"),
                ("2023", "current"),
                ("Aandeel 2023", "derived"),
            ],
            &[
                "body|Kindermishandeling|2.811|3.040|3.180|3.120|42,2 %",
                "body|Partnergeweld|1.602|1.711|1.790|1.840|24,9 %",
                "body|Familiaal geweld|877|941|979|1.001|13,5 %",
                "body|Grensoverschrijdend gedrag buiten het gezin|480 [b]|580|601|622|8,4 %",
                "body|Ouderenmishandeling|371|388|402|410|5,5 %",
                "other|Andere|200|210|191|203|2,7 %",
                "unknown|Onbekend|140|120|114|206|2,8 %",
                "total|Totaal|6.481|6.990|7.257|7.402|100 %",
            ],
        ),
        &[("[b]", "breuk in de reeks")],
    );
    let age = table(
        "victims-by-age",
        "Slachtoffers naar leeftijd, 2022 en 2023",
        "Leeftijd",
        &[("2022", "count"), ("2023", "current")],
        &[
            "body|0–5 jaar|1.188|1.204",
            "body|6–11 jaar|1.680|1.711",
            "body|12–17 jaar|1.402|1.380",
            "body|18–29 jaar|788|811",
            "body|30–59 jaar|990|1.022",
            "body|60 jaar en ouder|690|702",
            "unknown|Onbekend|519|572",
            "total|Totaal|7.257|7.402",
        ],
    );
    chapter(
        "what",
        "Over wie en waarover",
        "Bijna zes op de tien slachtoffers over wie contact was, zijn minderjarig. Kindermishandeling blijft de meest besproken problematiek.",
        vec![
            figure(
                "victims-by-problem",
                "Kindermishandeling en partnergeweld: twee derde van de slachtoffers",
                "Aantal mogelijke slachtoffers naar voornaamste problematiek, 2023; basis: 7.402 slachtoffers",
                "Liggende balken: kindermishandeling 3.120, partnergeweld 1.840, familiaal geweld 1.001, grensoverschrijdend gedrag 622, ouderenmishandeling 410, andere 409.",
                Some(problem),
                "",
            ),
            figure(
                "victims-by-age",
                "Kinderen van 6 tot 11 jaar zijn de grootste groep",
                "Aantal mogelijke slachtoffers naar leeftijd, 2023; basis: 7.402 slachtoffers",
                "Kolommen naar leeftijd. De groep van 6 tot 11 jaar is met 1.711 het grootst.",
                Some(age),
                "",
            ),
        ],
    )
}
