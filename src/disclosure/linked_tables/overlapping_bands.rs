//! Overlapping bands of ages. Where one band lies inside another, the difference is a count that no table
//! prints and every reader can compute.

use std::collections::BTreeMap;

use super::builder::Builder;
use super::cell::Identity;

/// First and last number of a band; the last band has no end.
type Band = (u32, u32);

/// `age_12_17`, `age_80_plus`.
fn band(code: &str) -> Option<Band> {
    let (front, last) = code.rsplit_once('_')?;
    let first = front.rsplit('_').next()?.parse().ok()?;
    let last = if last == "plus" { u32::MAX } else { last.parse().ok()? };
    (first <= last).then_some((first, last))
}

/// Adds the rest that each inner band leaves of an outer one, where tables cut differently.
pub fn overlaps(builder: &mut Builder) {
    let mut groups: BTreeMap<(String, Identity), Vec<(Band, usize)>> = BTreeMap::new();
    for (node, id) in builder.identities().iter().enumerate() {
        for (dim, band) in id.dims.iter().filter_map(|(dim, code)| Some((dim, band(code)?))) {
            let mut rest = id.clone();
            rest.dims.remove(dim);
            groups.entry((dim.clone(), rest)).or_default().push((band, node));
        }
    }
    for bands in groups.into_values() {
        for (outer, whole) in &bands {
            let inside = |inner: &Band| inner != outer && outer.0 <= inner.0 && inner.1 <= outer.1;
            for (_, part) in bands.iter().filter(|(inner, _)| inside(inner)) {
                builder.tie(*whole, &[*part]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::band;

    #[test]
    fn bands_are_read() {
        assert_eq!(band("age_12_17"), Some((12, 17)));
        assert_eq!(band("80_plus"), Some((80, u32::MAX)));
        assert_eq!(["minor", "age_9_5", "unknown", "a_b_c", "_"].map(band), [None; 5]);
    }
}
