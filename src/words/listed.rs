//! Names in a row, and in the order in which a reader of the language looks for them: *Écoute* under E.

use super::Words;

impl Words {
    /// "maart, oktober en november".
    #[must_use]
    pub fn listed(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => self.fill("join.and", &[("a", &first.join(", ")), ("b", last)]),
        }
    }

    /// Sorts by a name as the language does; equal names, and all names should the language's order be
    /// unknown, by their characters.
    pub fn sort_by_name<T>(&self, items: &mut [T], name: impl Fn(&T) -> &str) {
        let order = |a: &str, b: &str| self.grammar().order(a, b).then_with(|| a.cmp(b));
        items.sort_by(|a, b| order(name(a), name(b)));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Words;
    use crate::base::Lang;

    fn sorted(lang: Lang, names: &str) -> String {
        let mut names: Vec<&str> = names.split(' ').collect();
        names.reverse();
        Words::of(lang).sort_by_name(&mut names, |n| n);
        names.join(" ")
    }

    #[test]
    fn names_stand_where_a_reader_looks_for_them() {
        // Capitals and accents do not part names that begin alike, and é is no letter behind z.
        for lang in Lang::shipped() {
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
            sorted(Lang::de(), "Straße Strasse Strast Ofen Öfen Ofenrohr"),
            "Ofen Öfen Ofenrohr Strasse Straße Strast"
        );
        assert_eq!(sorted(Lang::nl(), "ijs iets ikzelf yoga jong"), "iets ijs ikzelf jong yoga");
        assert_eq!(sorted(Lang::fr(), "côté cote côte coté"), "cote coté côte côté");
        assert_eq!(sorted(Lang::nl(), "B b A a"), "a A b B");
    }
}
