//! Of whom a count is.

/// Of whom a count is. Counts with one name and different populations are different cells: the total of those
/// who were asked something stands beside the total of all. It is part of the key, but no file has a column
/// for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Population {
    /// Contacts with an answer to a question that is not asked of all. It has the dimension; a publication
    /// need not say which dimension it was, and then the text is empty.
    Answering(String),
    /// Not all of them: the figure does not say of whom its count is, and another figure prints a larger number
    /// under the same name. A number tells several of these apart, the smallest count first.
    Unsaid(usize),
    /// All contacts with the stage, the period and the codes that the key names.
    #[default]
    All,
}

impl Population {
    /// Those with an answer to the question of a dimension. Figures write ids with a hyphen.
    #[must_use]
    pub fn answering(dimension: &str) -> Self {
        Self::Answering(dimension.replace('-', "_"))
    }

    /// The other population where this one is all contacts.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        if *self == Self::All { other.clone() } else { self.clone() }
    }
}
