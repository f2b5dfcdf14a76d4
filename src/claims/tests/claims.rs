//! Each rule with sentences that it finds and sentences that it leaves alone.

use super::world::said;

fn wrong(id: &str, expected: &[(&str, &str)]) {
    let found = said(id, expected.iter().map(|(_, text)| *text));
    for ((codes, _), (text, said, messages)) in expected.iter().zip(found) {
        assert_eq!(*codes, said, "{text}\n{messages}");
    }
}

fn right(id: &str, texts: &[&str]) {
    for (text, codes, messages) in said(id, texts.iter().copied()) {
        assert_eq!(codes, "", "{text}\n{messages}");
    }
}

#[test]
fn directions_without_a_size() {
    wrong(
        "1712",
        &[
            ("L16", "In 2023 steeg het aantal oproepen."),
            ("L16", "Het aantal slachtoffers zakte in 2023."),
            ("L16", "De chat kreeg in 2023 minder oproepen dan in 2022."),
            ("L16", "Partnergeweld nam in 2022 toe tegenover 2021."),
            ("L16", "Het aantal oproepen bleef van 2019 tot 2023 stabiel."),
            ("L16", "Het aantal oproepen steeg in 2023 door de campagne."),
        ],
    );
    right(
        "1712",
        &[
            "In 2023 daalde het aantal oproepen.",
            "Na de stijging in 2022 daalde het aantal oproepen tot 1.100.",
            "Het aantal slachtoffers nam toe, hoewel er minder oproepen waren dan in 2022.",
            "In de zomervakantie steeg het aantal oproepen.",
            "Het aantal nachtelijke oproepen steeg.",
            "Als het aantal oproepen stijgt, is er meer personeel nodig.",
        ],
    );
    wrong("tele-onthaal", &[("L16", "Zowel het aantal oproepen als het aantal gesprekken steeg in 2019.")]);
    right("tele-onthaal", &["Zowel het aantal oproepen als het aantal gesprekken steeg in 2020."]);
}

#[test]
fn parts_of_a_year_are_compared_with_the_same_part() {
    wrong(
        "1712",
        &[
            ("L16", "In januari 2023 waren er meer oproepen dan in januari 2022."),
            ("L05", "In het eerste kwartaal van 2023 waren er 5 % minder oproepen dan in dat van 2022."),
            ("L03", "In oktober 2023 kwamen er 120 oproepen binnen."),
            ("L16", "In november 2023 waren er meer oproepen dan in oktober 2023."),
            ("L16", "November was de drukste maand."),
        ],
    );
    right(
        "1712",
        &[
            "In oktober 2023 waren er meer oproepen dan in oktober 2022.",
            "Van januari tot en met maart 2023 daalde het aantal oproepen met 20 %.",
            "In de eerste drie maanden van 2023 kwamen er 240 oproepen binnen.",
            "Op 5 oktober 2023 kwamen er 31 oproepen meer binnen dan op 5 oktober 2022.",
            "Van 5 tot en met 26 september 2023 kwamen er per dag 61 % meer oproepen dan een jaar eerder.",
            "Tijdens Godvergeten waren er 66 oproepen, tegenover 41 in dezelfde dagen van 2022.",
            "Oktober was de drukste maand, februari de rustigste.",
        ],
    );
}

#[test]
fn codes_are_recognised_by_their_lists() {
    wrong(
        "1712",
        &[
            ("L03", "141 oproepen kwamen van jongeren tussen 12 en 17 jaar."),
            ("L03", "Uit Limburg kwamen 290 oproepen."),
            ("L03", "Op vrijdag kwamen er 240 oproepen."),
            ("L03", "Achthonderd oproepen kwamen via de telefoon."),
        ],
    );
    right(
        "1712",
        &[
            "121 oproepen kwamen van 12- tot 17-jarigen.",
            "Bij 99 oproepen was de leeftijd onbekend.",
            "Uit Limburg kwamen 150 oproepen, het team van Limburg beantwoordde er 177.",
            "31 chats werden rechtstreeks doorgestuurd.",
            "In 88 oproepen belde een professional.",
            "Onze hulpverleners beantwoordden 1.100 oproepen.",
            "Zevenhonderd oproepen kwamen via de telefoon.",
        ],
    );
}

#[test]
fn what_is_not_understood_is_wrong_only_as_a_slip() {
    wrong(
        "1712",
        &[
            ("L22", "Dankzij al wie meewerkte werden 1.010 oproepen beantwoord."),
            ("L04", "Dankzij al wie meewerkte werden 1.200 oproepen beantwoord."),
        ],
    );
    right(
        "1712",
        &[
            "In 412 oproepen kwam een huisdier ter sprake.",
            "Van de oproepen over huisdieren stegen er 12 % minder dan verwacht.",
            "Een derde van de vrijwilligers werkt al jaren mee.",
        ],
    );
}

#[test]
fn the_most_and_the_least() {
    wrong(
        "1712",
        &[
            ("L16", "De chat is het grootste kanaal."),
            ("L16", "De meeste oproepen kwamen uit Limburg."),
            ("L16", "Vrijdag is de drukste dag."),
            ("L16", "2023 was een topjaar."),
            ("L16", "Nooit eerder kreeg 1712 zo weinig oproepen."),
            ("L03", "De meerderheid van de oproepen kwam via chat."),
        ],
    );
    right(
        "1712",
        &[
            "De telefoon is het grootste kanaal, e-mail het kleinste.",
            "De meeste oproepen kwamen uit West-Vlaanderen.",
            "Chat is een van de grootste kanalen.",
            "Chat is het tweede grootste kanaal.",
            "2022 was een topjaar.",
            "De meerderheid van de oproepen kwam via de telefoon.",
            "In Limburg was de grootste stijging te zien.",
        ],
    );
}

#[test]
fn series_year_by_year() {
    wrong(
        "1712",
        &[
            ("L16", "Sinds de start in 2012 groeide het aantal slachtoffers elk jaar."),
            ("L16", "Het stijgende aantal oproepen sinds 2019 toont dat de lijn nodig is."),
            ("L16", "Het aantal oproepen steeg drie jaar op rij."),
        ],
    );
    right(
        "1712",
        &[
            "Het aantal slachtoffers van partnergeweld daalde twee jaar op rij.",
            "Het aantal slachtoffers groeit elk jaar.",
            "Het aantal oproepen steeg elk jaar, maar niet in 2023.",
        ],
    );
}

#[test]
fn persons_and_contacts() {
    wrong(
        "1712",
        &[
            ("L06", "Bijna 1.150 mensen namen contact op."),
            ("L06", "1.100 jongeren vonden de weg naar de lijn."),
            ("L06", "In 2023 hielpen we 1.101 burgers."),
            ("L06", "We voerden 1.100 gesprekken."),
        ],
    );
    right(
        "1712",
        &[
            "In 121 oproepen nam een jongere van 12 tot 17 jaar contact op.",
            "32 % van de contactnemers was zelf slachtoffer.",
            "31 contactnemers werden doorverwezen.",
            "Twintig mensen werken voor de lijn.",
        ],
    );
}

#[test]
fn stages_and_rates() {
    wrong(
        "tele-onthaal",
        &[
            ("L06", "De vrijwilligers beantwoordden 6.000 oproepen."),
            ("L03", "We beantwoordden 84 % van alle oproepen."),
            ("L03", "Meer dan acht op de tien oproepen werden beantwoord."),
            ("L03", "Een derde van de oproepen kreeg een bezettoon."),
            ("L16", "Bijna niemand krijgt nog een bezettoon."),
            ("L03", "90 % van de chatoproepen leidde tot een gesprek."),
        ],
    );
    right(
        "tele-onthaal",
        &[
            "De vrijwilligers beantwoordden 4.500 oproepen.",
            "Van de 6.000 oproepen werd 75 % beantwoord.",
            "75 % van de telefonische en 75 % van de chatoproepen leidde tot een gesprek.",
            "Een kwart van de oproepen werd niet beantwoord.",
            "15 % van de oproepen kreeg een bezettoon.",
        ],
    );
}

#[test]
fn points_fractions_and_multiples() {
    wrong(
        "1712",
        &[
            ("L05", "Het aandeel van de chat steeg met 20 procentpunt."),
            ("L05", "Het aandeel van de chat steeg met 13,3 %."),
            ("L05", "De oproepen namen met bijna een derde af."),
            ("L05", "De chat groeide met een kwart."),
            (
                "L12",
                "Intrafamiliaal geweld tussen volwassenen ging van 50 slachtoffers in 2021 naar 110 in 2022.",
            ),
            ("L03", "In 2023 waren er 250 oproepen minder dan in 2022."),
        ],
    );
    right(
        "1712",
        &[
            "Het aandeel van de chat steeg met 13,3 procentpunt, van 16,7 % naar 30,0 %.",
            "De chat groeide met bijna twee derde.",
            "Het aandeel van de chat steeg met 80 %.",
            "In 2023 waren er 100 oproepen minder dan in 2022.",
            "In 2022 kwamen er 200 oproepen bij, in 2023 gingen er 100 af.",
        ],
    );
}

#[test]
fn shares_of_something_else_and_of_not_all() {
    wrong(
        "1712",
        &[
            ("L07", "Zes op de tien oproepen gaan over kindermishandeling."),
            ("L08", "De telefoon (64 %) en de chat (30 %) vormen samen alle oproepen."),
            ("L03", "De telefoon en de chat zijn samen goed voor 80 % van de oproepen."),
            ("L03", "Bijna alle oproepen komen via de telefoon."),
        ],
    );
    right(
        "1712",
        &[
            "45 % van de oproepen ging over kindermishandeling.",
            "De telefoon en de chat zijn samen goed voor 94 % van de oproepen.",
            "64 % van de oproepen komt via de telefoon, 30 % via de chat.",
        ],
    );
}

#[test]
fn the_message_names_the_cell() {
    let of = |text| said("1712", [text]).remove(0).2;
    assert!(
        of("Via chat kwamen er 400 oproepen.").contains("computed 330 (beantwoorde oproepen in 2023: Chat)")
    );
    assert!(
        of("In 2023 waren er 960 oproepen over kindermishandeling.")
            .contains("960 is the number of slachtoffers in 2023: Kindermishandeling")
    );
    assert!(
        of("Met 1.100 oproepen blijft 1712 onder de 6.000 oproepen van Tele-Onthaal.")
            .contains("these are not compared")
    );
}

#[test]
fn nothing_is_said_of_what_is_withheld() {
    let texts = ["Er waren 5 warme doorverwijzingen.", "Er waren 57 oproepen met een warme doorverwijzing."];
    let found = said("1712", texts);
    assert!(found.iter().all(|(_, codes, _)| codes.is_empty() || codes == "L20"), "{found:?}");
}
