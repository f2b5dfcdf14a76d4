//! The pattern that stands published. It is kept and not solved again, so that a new edition does not
//! suppress other cells than the one that readers hold.

use super::component::Component;

/// The published pattern of a component: an edition that says what is true now prints or withholds each of
/// its printed cells. `None` when a cell is in no such edition, or when the pattern does not hold any more.
pub fn published(component: &Component<'_>) -> Option<Vec<bool>> {
    let hidden = |n: &usize| {
        let node = &component.space.system.nodes[*n];
        match node.printed {
            true => (node.known || node.withheld).then_some(!node.known),
            false => Some(node.value > 0),
        }
    };
    let hidden: Vec<bool> = component.cells.iter().map(hidden).collect::<Option<_>>()?;
    component.holds(&hidden).then_some(hidden)
}
