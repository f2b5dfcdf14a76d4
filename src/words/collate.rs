//! The order of names as a reader of the language looks for them: *Écoute* under E, *Ölberg* under O.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

use super::Words;
use crate::config::Lang;

fn preferences(lang: Lang) -> CollatorPreferences {
    match lang {
        Lang::Nl => locale!("nl-BE").into(),
        Lang::Fr => locale!("fr-BE").into(),
        Lang::En => locale!("en-GB").into(),
        Lang::De => locale!("de-BE").into(),
    }
}

impl Words {
    /// Sorts by a name as the language does; equal names, and all names should the language's order be
    /// unknown, by their characters.
    pub fn sort_by_name<T>(&self, items: &mut [T], name: impl Fn(&T) -> &str) {
        let collator = CollatorBorrowed::try_new(preferences(self.lang()), CollatorOptions::default()).ok();
        let order = |a: &str, b: &str| collator.as_ref().map_or(Ordering::Equal, |c| c.compare(a, b));
        items.sort_by(|a, b| order(name(a), name(b)).then_with(|| name(a).cmp(name(b))));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Words;
    use crate::config::Lang;

    fn sorted(lang: Lang, names: &str) -> String {
        let mut names: Vec<&str> = names.split(' ').collect();
        names.reverse();
        Words::of(lang).sort_by_name(&mut names, |n| n);
        names.join(" ")
    }

    #[test]
    fn names_stand_where_a_reader_looks_for_them() {
        // Capitals and accents do not part names that begin alike, and é is no letter behind z.
        for lang in Lang::ALL {
            let expected =
                "a-buddy Awel Boysproject CAW Écoute e-hulp Élan Tele-Onthaal Télé-Accueil zon Zorg";
            let given = "Zorg zon Élan Écoute e-hulp CAW Boysproject Awel a-buddy Télé-Accueil Tele-Onthaal";
            let found = sorted(lang, given);
            let position = |name: &str| found.split(' ').position(|n| n == name).unwrap();
            assert_eq!(expected.split(' ').count(), found.split(' ').count());
            for (before, after) in [
                ("a-buddy", "Awel"),
                ("CAW", "Écoute"),
                ("Écoute", "Élan"),
                ("Élan", "Tele-Onthaal"),
                ("Télé-Accueil", "Tele-Onthaal"),
                ("Tele-Onthaal", "zon"),
                ("zon", "Zorg"),
            ] {
                assert!(position(before) < position(after), "{}: {before} {after} in {found}", lang.code());
            }
        }
    }

    #[test]
    fn each_language_has_its_own_letters() {
        // German writes ß as ss and ö as a kind of o; Dutch ij is i followed by j.
        assert_eq!(
            sorted(Lang::De, "Straße Strasse Strast Ofen Öfen Ofenrohr"),
            "Ofen Öfen Ofenrohr Strasse Straße Strast"
        );
        assert_eq!(sorted(Lang::Nl, "ijs iets ikzelf yoga jong"), "iets ijs ikzelf jong yoga");
        assert_eq!(sorted(Lang::Fr, "côté cote côte coté"), "cote coté côte côté");
        assert_eq!(sorted(Lang::Nl, "B b A a"), "a A b B");
    }
}
