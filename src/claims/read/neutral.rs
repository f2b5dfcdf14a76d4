//! Words that leave what is counted as it is. Any other word of a clause may narrow it down, and then
//! nobody can say which published cell is meant.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Small words.
const SMALL: &str = "de het een en of maar want dus er daar hier dat die dit deze wie wat welke wij we ons onze \
    ze zij zijn hij men hun hen in op van voor via per met naar uit aan bij tot om door over onder tegen \
    tegenover sinds vanaf tussen als dan toen nu nog al ook wel niet nooit ooit slechts maar liefst samen \
    totaal opzichte vergelijking vergeleken te zo zelfs pas geen eerste laatste eens is was waren werd werden wordt worden \
    zowel alle alles elk elke ieder iedere beide meer minder aldus immers dus daarmee hiermee waarvan \
    daarvan ervan ermee bovendien ten toe af heen vs t.o.v dezelfde hetzelfde";

/// Adverbs and adjectives of size, time and certainty.
const ADVERBS: &str = "intussen ondertussen inmiddels opnieuw weer steeds telkens tevens echter vooral net \
    precies exact juist welgeteld ongeveer circa zowat bijna haast ruim iets ca omstreeks rond minstens \
    minimaal hoogstens maximaal amper nauwelijks bepaald duidelijk fors forse sterk sterke licht lichte \
    flink flinke stevig stevige beperkt beperkte lichtjes gevoelig gevoelige opvallend opvallende absoluut \
    absolute nieuw zeer heel veel weinig hoog hoge laag lage zoveel evenveel voorbije afgelopen vorig vorige \
    vorige gehele hele volledige telefonisch uiteindelijk ineens plots voordien eerder ervoor later daarna \
    werkelijk effectief zomaar onafgebroken ononderbroken voortdurend voortdurende jaarlijks jaarlijkse \
    steevast ongewijzigd stabiel gelijk constant hoger lager eerst verder flink aanzienlijk aanzienlijke \
    merkelijk merkbaar zichtbaar verdubbeld gemiddeld gemiddelde belangrijk bekend uniek unieke verschillende goed beter helaas \
    gelukkig recent terug zo'n tweede derde ver";

/// Nouns for numbers, years and the line itself.
const NOUNS: &str = "aantal aantallen cijfer cijfers jaar jaren totaal totale keer maal hulplijn lijn chatlijn \
    dienst organisatie demonstratie stijging daling toename afname groei terugval aangroei vermindering \
    verhoging verschil periode start begin einde eind reeks rapport verslag registratie registraties tabel \
    overzicht som verhouding aandeel aandelen percentage procent tendens trend evolutie jaartotaal \
    jaarcijfer vrijwilligers vrijwilliger medewerkers medewerker beantwoorders ploeg collega's hulpverleners \
    teller record recordjaar vergelijk beroep bod sprake maand maanden kwartaal semester jaarhelft antwoordgraad bereikbaarheid bezet gemist onbeantwoord \
    euro kanaal kanalen geval gevallen situatie situaties feit feiten incident incidenten zaken cases \
    verhalen hulpvragen aanvragen hulpverzoeken";

/// Forms of verbs by which numbers come, are counted and are answered.
const VERBS: &str = "ben bent heeft hebben had hadden kreeg kregen krijgt krijgen gekregen kwam kwamen komt \
    komen gekomen binnen binnenkwamen binnenkomen binnengekomen ontving ontvingen ontvangt ontvangen \
    telde telden telt tellen geteld noteerde noteerden noteert noteren genoteerd registreerde registreerden \
    registreert registreren geregistreerd beantwoordde beantwoordden beantwoordt beantwoord beantwoorden \
    beantwoorde behandelde behandelden behandeld behandelen voerde voerden voert voeren gevoerd nam namen \
    neemt nemen genomen opgenomen opnamen ging gingen gaat gaan gegaan bereikte bereikten bereikt bereiken \
    bedroeg bedroegen bedraagt bedragen beliep liep liepen loopt lopen opliep opgelopen evolueerde \
    evolueren eindigde eindigden klokte klokten haalde haalden haalt halen gehaald verwerkte verwerkten \
    verwerkt verwerken verliep verliepen verloopt verlopen vond vonden vindt vinden weg contact contacteren \
    contacteerde contacteerden gecontacteerd toegenomen afgenomen geklommen blijft blijven bleef bleven zag \
    zagen ziet zien gezien leverde leverden opleverde geleverd steeg stegen stijgt stijgen gestegen lag lagen \
    ligt liggen kende kenden kent kennen maakte maakten maakt maken gemaakt uitkomen uitkwam uitgekomen \
    schommelde schommelt staat stond stonden betekent betekende toont tonen toonde blijkt bleek goed waard \
    zakte zakten zakt zakken klom klommen klimt klimmen verdubbelde verdubbelden opzichte bereidde \
    binnenliepen binnenstroomden mochten mocht konden kon kunnen kan verwelkomde gezet zette zetten \
    deden doet deed doen klopten klopte leidde leidden leidt leiden resulteerde resulteerden hielp hielpen helpen geholpen bereikten richtten richtte wendden wendde teruggelopen veranderde veranderden verandert verloor verloren vielen viel valt";

/// The words that a claim of change is built with.
const CHANGES: &str = "procentpunt procentpunten stijgend stijgende dalend dalende toenemend toenemende afnemend \
    afnemende groeiend groeiende helft derde kwart driekwart vijfde tiende dubbel dubbele drievoud \
    vooruit achteruit omhoog omlaag bijgekomen waren extra erbij bovenop miljoen duizend euro";

/// Whether a word leaves open what is counted.
pub fn is_neutral(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        [SMALL, ADVERBS, NOUNS, VERBS, CHANGES].iter().flat_map(|list| list.split_whitespace()).collect()
    });
    WORDS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::is_neutral;

    #[test]
    fn verbs_of_counting_are_neutral_and_reasons_are_not() {
        assert!(["kregen", "beantwoordde", "het", "jaartotaal"].iter().all(|w| is_neutral(w)));
        assert!(!["doorgegeven", "nagekomen", "lockdown", "zomermaanden"].iter().any(|w| is_neutral(w)));
    }
}
