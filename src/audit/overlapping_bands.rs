//! Overlapping bands of ages or hours. When two tables, or the reports of two years, cut the bands
//! differently, a reader can compute what lies between their cuts.

use std::collections::{BTreeMap, BTreeSet};

use super::attacker_knowledge::{Node, State, World};

/// First and last number of a band; the last band has no end.
type Band = (u32, Option<u32>);

/// Reads a code such as `age_12_17` or `age_80_plus`: the name before the numbers, and the band.
fn band(code: &str) -> Option<(&str, Band)> {
    let (front, last) = code.rsplit_once('_')?;
    let (name, first) = front.rsplit_once('_').unwrap_or(("", front));
    let last = if last == "plus" { None } else { Some(last.parse().ok()?) };
    let first = first.parse().ok()?;
    last.is_none_or(|last| first <= last).then_some((name, (first, last)))
}

fn code(name: &str, (first, last): Band) -> String {
    let last = last.map_or_else(|| "plus".to_owned(), |n| n.to_string());
    let all = [name.to_owned(), first.to_string(), last];
    all.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

/// Adds each band as the sum of the pieces between all cuts, where bands overlap.
pub fn pieces(world: &mut World) {
    let mut groups: BTreeMap<(Node, String, String), BTreeMap<Band, usize>> = BTreeMap::new();
    for (at, node) in
        world.nodes.iter().enumerate().filter(|(at, _)| world.facts[*at].state > State::Unprinted)
    {
        for (dim, (name, band)) in node.dims.iter().filter_map(|(dim, code)| Some((dim, band(code)?))) {
            let mut rest = node.clone();
            rest.dims.remove(dim);
            groups.entry((rest, dim.clone(), name.to_owned())).or_default().insert(band, at);
        }
    }
    for ((rest, dim, name), bands) in groups {
        let after = |last: Option<u32>| last.map(|n| n.saturating_add(1));
        let cuts: BTreeSet<u32> =
            bands.keys().flat_map(|(first, last)| [Some(*first), after(*last)]).flatten().collect();
        for ((first, last), at) in &bands {
            let inside: Vec<u32> =
                cuts.iter().copied().filter(|c| c >= first && last.is_none_or(|last| *c <= last)).collect();
            if inside.len() < 2 {
                continue;
            }
            let ends = inside.iter().skip(1).map(|c| Some(c - 1)).chain([*last]);
            let mut terms = vec![(*at, 1)];
            for piece in inside.iter().copied().zip(ends) {
                let mut node = rest.clone();
                node.dims.insert(dim.clone(), code(&name, piece));
                terms.push((world.node(node), -1));
            }
            let why = world.nodes[*at].to_string();
            world.relate(terms, || format!("{why} = what lies between the cuts of all its tables"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{band, code};

    #[test]
    fn bands_are_read_and_written() {
        for text in ["age_0_11", "age_80_plus", "12_17", "age_group_5_9"] {
            let (name, numbers) = band(text).unwrap();
            assert_eq!(code(name, numbers), text);
        }
        for text in ["minor", "age_9_5", "unknown", "a_b_c", "_"] {
            assert_eq!(band(text), None, "{text}");
        }
    }
}
