//! Did-you-mean, and the folding of spelling variants.

/// Lower case, without accents, surrounding or doubled white space: `"  Córdoba "` gives `"cordoba"`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for c in word.chars().flat_map(char::to_lowercase) {
            match c {
                'à'..='å' => out.push('a'),
                'è'..='ë' => out.push('e'),
                'ì'..='ï' => out.push('i'),
                'ò'..='ö' => out.push('o'),
                'ù'..='ü' => out.push('u'),
                'ý' | 'ÿ' => out.push('y'),
                'ç' => out.push('c'),
                'ñ' => out.push('n'),
                // Combining marks of decomposed text.
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
