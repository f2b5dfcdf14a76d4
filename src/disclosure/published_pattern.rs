//! What stands published of a part of the system is its pattern, and is not solved again.

use super::secondary::Situation;

impl Situation<'_> {
    /// The pattern that stands published: every cell that is printed has its number in an edition that says
    /// what is true now, or is withheld there. Not taken when it leaves something to be computed.
    pub fn published(&self) -> Option<Vec<bool>> {
        let hidden = |n: &usize| {
            let node = &self.space.system.nodes[*n];
            match node.printed {
                true => (node.known || node.withheld).then_some(!node.known),
                false => Some(node.value > 0),
            }
        };
        let hidden: Vec<bool> = self.part.iter().map(hidden).collect::<Option<_>>()?;
        self.holds(&hidden).then_some(hidden)
    }
}
