//! Signs as they are set, not as they are typed.

use std::borrow::Cow;

/// Straight apostrophes and single quotation marks as curved ones: `d'Anvers`, `'Godvergeten'`.
#[must_use]
pub fn typographic(text: &str) -> Cow<'_, str> {
    if !text.contains('\'') {
        return Cow::Borrowed(text);
    }
    let mut set = String::with_capacity(text.len() + 4);
    let mut inside = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().is_some_and(|c| c.is_alphanumeric());
        set.push(match (c, inside, next) {
            ('\'', false, true) => '‘',
            ('\'', ..) => '’',
            _ => c,
        });
        // After a full stop or a closing bracket a mark closes too.
        inside = c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | ')' | '…');
    }
    Cow::Owned(set)
}

#[cfg(test)]
mod tests {
    use super::typographic;

    #[test]
    fn apostrophes_and_quotation_marks_are_curved() {
        assert_eq!(typographic("Équipe d'Anvers"), "Équipe d’Anvers");
        assert_eq!(typographic("vele thema's"), "vele thema’s");
        assert_eq!(typographic("Docureeks 'Godvergeten' (data)"), "Docureeks ‘Godvergeten’ (data)");
        assert_eq!(typographic("van de 'chat na geweld (1712)'."), "van de ‘chat na geweld (1712)’.");
        assert_eq!(typographic("’s avonds"), "’s avonds");
    }
}
