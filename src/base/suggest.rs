//! Did-you-mean, and the folding of spelling variants.

use icu_normalizer::DecomposingNormalizerBorrowed as DecomposingNormalizer;

/// Lower case, without accents, surrounding or doubled white space: `"  Córdoba "` gives `"cordoba"`, `"Kadıköy Şişli"`
/// gives `"kadıkoy sisli"`. Letters that are no letter with an accent (`ø`, `ł`, `ß`) stay.
#[must_use]
pub fn fold(text: &str) -> String {
    let accents = DecomposingNormalizer::new_nfd();
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
            continue;
        }
        for c in accents.normalize_iter(word.chars().flat_map(char::to_lowercase)) {
            match c {
                // Combining accents.
                '\u{300}'..='\u{36f}' => {}
                '\u{2018}' | '\u{2019}' => out.push('\''),
                '\u{2010}'..='\u{2014}' => out.push('-'),
                c => out.push(c),
            }
        }
    }
    out
}

/// The candidate that comes closest to what was typed, when one comes close.
pub fn did_you_mean<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = fold(typed);
    let allowed = (typed.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(&typed, &fold(c)), c))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, c)| c)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_of_all_languages_fold() {
        // Each beside how a person without that keyboard writes it.
        for (written, folded) in [
            ("  C\u{f3}rdoba ", "cordoba"),
            ("Co\u{301}rdoba", "cordoba"),
            ("Çağ  İş", "cag is"),
            ("Žižkov Ő Ţ Å Ñ Ÿ", "zizkov o t a n y"),
            ("ĂĄĆĘŃŚŹ", "aacensz"),
            ("l’été – l‘hiver", "l'ete - l'hiver"),
            ("Straße Ørsted Łódź", "straße ørsted łodz"),
            ("ELLÁDA Ελλάδα", "ellada ελλαδα"),
        ] {
            assert_eq!(fold(written), folded);
        }
    }
}
