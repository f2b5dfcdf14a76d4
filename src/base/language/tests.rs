//! Every language has all words, with its own signs; what it does beyond them is CLDR's.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lang, Languages, Words};

fn places(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn every_language_has_every_key_with_the_same_places() {
    let dutch = Words::of(Lang::nl());
    assert!(dutch.keys().count() > 100, "the Dutch catalogue could not be read");
    for lang in Lang::shipped() {
        let words = Words::of(lang);
        let missing: Vec<&str> = dutch.keys().filter(|k| words.find(k).is_none()).collect();
        assert!(missing.is_empty(), "{} lacks {missing:?}", lang.code());
        let extra: Vec<&str> = words.keys().filter(|k| dutch.find(k).is_none()).collect();
        assert!(extra.is_empty(), "{} has keys that Dutch lacks: {extra:?}", lang.code());
        for key in dutch.keys() {
            assert_eq!(places(dutch.get(key)), places(words.get(key)), "{} {key}", lang.code());
        }
    }
}

#[test]
fn one_is_singular_and_in_french_nothing_too() {
    let forms = |lang| [0, 1, 2].map(|n| Words::of(lang).plural("unit.contact", n));
    assert_eq!(forms(Lang::nl()), ["contactnames", "contactname", "contactnames"]);
    assert_eq!(forms(Lang::fr()), ["contact", "contact", "contacts"]);
    assert_eq!(forms(Lang::en()), ["contacts", "contact", "contacts"]);
    assert_eq!(forms(Lang::de()), ["Kontakte", "Kontakt", "Kontakte"]);
    assert_eq!(forms(Lang::es()), ["contactos", "contacto", "contactos"]);
    let told = |lang, n| Words::of(lang).get(&Words::of(lang).numbered("answer.index.lead", n)).to_owned();
    assert!(
        told(Lang::nl(), 1).contains("onderdelen staat") && told(Lang::nl(), 2).contains("onderdelen staan")
    );
    assert!(told(Lang::fr(), 0).contains("figure dans") && told(Lang::fr(), 2).contains("figurent dans"));
    assert!(told(Lang::en(), 1).contains("stands") && told(Lang::de(), 1).contains("steht in"));
    // A key without a singular stays as it is.
    assert_eq!(Words::of(Lang::nl()).numbered("head.top", 1), "head.top");
}

#[test]
fn quotation_marks_and_apostrophes_are_those_of_the_language() {
    for lang in Lang::shipped() {
        let words = Words::of(lang);
        for (key, text) in words.keys().map(|k| (k, words.get(k))) {
            assert!(!text.contains('"'), "{} {key}: a straight quotation mark", lang.code());
            assert!(!text.contains("  "), "{} {key}: two spaces", lang.code());
            let joins = key.starts_with("join.");
            assert!(joins || text.trim() == text, "{} {key}: space at an end", lang.code());
            if lang == Lang::fr() {
                assert!(!text.contains('\''), "fr {key}: a straight apostrophe");
                let tight = text.contains("«") && !text.contains("«\u{a0}") && !text.contains("«\u{202f}");
                assert!(!tight, "fr {key}: no space behind «");
            }
        }
    }
}

#[test]
fn no_line_breaks_before_a_sign() {
    for lang in Lang::shipped() {
        let words = Words::of(lang);
        for (key, text) in words.keys().map(|k| (k, words.get(k))) {
            let letters: Vec<char> = text.chars().collect();
            for pair in letters.windows(2).filter(|pair| pair[0] == ' ') {
                let percent = pair[1] == '%';
                let french = lang == Lang::fr() && [';', ':', '?', '!', '»'].contains(&pair[1]);
                assert!(!percent && !french, "{} {key}: a plain space before {}", lang.code(), pair[1]);
            }
        }
    }
}

fn own(code: &str, words: &[(&str, &str)]) -> Lang {
    Lang::with_words(code, words.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect())
}

#[test]
fn a_workspace_changes_words_and_brings_languages() {
    let dutch = own("nl", &[("unit.contact.many", "gesprekken")]);
    assert_eq!(dutch.words().plural("unit.contact", 2), "gesprekken");
    assert_eq!(dutch.words().get("month.1"), "januari");
    assert_eq!(Words::of(Lang::nl()).plural("unit.contact", 2), "contactnames");
    assert_eq!(dutch, Lang::nl(), "a text in Dutch is found whoever names the language");
    assert!(std::ptr::eq(dutch.words(), own("nl", &[("unit.contact.many", "gesprekken")]).words()));

    let polish = own(
        "pl",
        &[
            ("language.locale", "pl-PL"),
            ("unit.call.one", "telefon"),
            ("unit.call.few", "telefony"),
            ("unit.call.many", "telefonów"),
        ],
    );
    let said = [1, 3, 5, 22].map(|n| polish.words().plural("unit.call", n));
    assert_eq!(said, ["telefon", "telefony", "telefonów", "telefony"]);
    let all = Languages::with(&[polish, dutch]);
    assert_eq!(all.named(), "nl, fr, en, de, es or pl");
    assert_eq!(all.get("nl").map(|lang| lang.words().plural("unit.contact", 2)), Some("gesprekken"));
    assert_eq!(all.get("it"), None);
    let order: BTreeMap<Lang, ()> = all.iter().map(|lang| (lang, ())).collect();
    assert_eq!(
        order.keys().map(|lang| lang.code()).collect::<Vec<_>>(),
        ["nl", "fr", "en", "de", "es", "pl"]
    );
}

#[test]
fn words_that_meet_become_one() {
    let told = |lang: Lang, text: &str| lang.words().grammar().contracted(text.to_owned());
    assert_eq!(
        told(Lang::es(), "según el informe de el año, para el año"),
        "según el informe del año, para el año"
    );
    assert_eq!(
        told(Lang::es(), "Madrid y internet, leche y hielo, padres y hijos"),
        "Madrid e internet, leche y hielo, padres e hijos"
    );
    assert_eq!(told(Lang::es(), "de El Salvador"), "de El Salvador");
    assert_eq!(
        told(Lang::fr(), "le nombre de appels, près de un quart, Inde au sud"),
        "le nombre d’appels, près d’un quart, Inde au sud"
    );
    assert_eq!(told(Lang::nl(), "de appels"), "de appels");
}
