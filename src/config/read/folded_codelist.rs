//! `report: groups` of a dimension folds its code list: figures count the groups as codes, and a text that stands for
//! a code in a file stands for its group.

use std::collections::BTreeMap;

use crate::base::{code, fold};
use crate::config::schema::{Code, CodeChange, CodeKind, CodeList, TileMap};
use crate::config::yaml::Node;

/// Folds a list; problems are recorded at the node.
pub fn folded(list: &CodeList, node: &Node<'_>) -> CodeList {
    if list.groups.is_empty() {
        node.problem(
            code::C152,
            format!("code list `{}` has no groups to report by", list.id),
            "add `groups:` to the list and a `parent:` to its codes, or leave `report` away",
        );
    }
    let group = |code: &Code| code.parent.as_deref().and_then(|p| list.groups.iter().position(|g| g.id == p));
    let own = |code: &&Code| group(code).is_none();
    let special = |code: &&Code| code.kind != CodeKind::Plain;
    let kept = |wanted: bool| list.codes.iter().filter(own).filter(move |c| special(c) == wanted).cloned();
    let mut codes: Vec<Code> = list.groups.clone();
    codes.extend(kept(false));
    codes.extend(kept(true));
    bands(list, &mut codes, &group, node);
    CodeList {
        id: list.id.clone(),
        version: list.version.clone(),
        spellings: spellings(list, &codes, &group),
        ordered: list.ordered,
        changes: list.changes.iter().filter_map(|c| change(list, c, &group)).collect(),
        tiles: tiles(list),
        codes,
        groups: Vec::new(),
    }
}

/// Its tiles, where they are groups: the areas that they show are codes now. A grid of municipalities says nothing
/// of their provinces.
fn tiles(list: &CodeList) -> Option<TileMap> {
    let is_group = |area: &String| list.groups.iter().any(|group| group.id == *area);
    list.tiles.clone().filter(|tiles| tiles.areas().all(is_group))
}

/// Gives each group the band that its codes cover together.
fn bands(list: &CodeList, codes: &mut [Code], group: &impl Fn(&Code) -> Option<usize>, node: &Node<'_>) {
    for (at, code) in codes.iter_mut().enumerate().take(list.groups.len()) {
        let mut parts: Vec<(u32, u32)> =
            list.codes.iter().filter(|c| group(c) == Some(at)).filter_map(|c| c.band).collect();
        parts.sort_unstable();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { continue };
        if parts.windows(2).any(|pair| pair[0].1.checked_add(1) != Some(pair[1].0)) {
            node.problem(
                code::C153,
                format!("the bands of the codes in group `{}` do not follow one upon the other", code.id),
                "let each begin one higher than the one before it ends, or leave `report: groups` away",
            );
        }
        code.band = Some((first.0, last.1));
    }
}

/// The texts that stand for a group in files: the ids, names and spellings of its codes. They win over the names of
/// groups, because a municipality can have the name of another province.
fn spellings(
    list: &CodeList,
    codes: &[Code],
    group: &impl Fn(&Code) -> Option<usize>,
) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for code in &list.codes {
        let place = group(code).or_else(|| codes.iter().position(|c| c.id == code.id));
        let Some(place) = place else { continue };
        for text in std::iter::once(&code.id).chain(code.label.0.values()).chain(&code.aliases) {
            found.entry(fold(text)).or_insert(place);
        }
    }
    found
}

/// A change in the terms of groups; `None` when all its codes are in one group, which then has not changed.
fn change(
    list: &CodeList,
    change: &CodeChange,
    group: &impl Fn(&Code) -> Option<usize>,
) -> Option<CodeChange> {
    let of = |id: &String| {
        let code = list.codes.iter().find(|c| c.id == *id)?;
        Some(group(code).map_or_else(|| id.clone(), |at| list.groups[at].id.clone()))
    };
    let mut codes: Vec<String> = change.codes.iter().filter_map(of).collect();
    codes.sort();
    codes.dedup();
    let within = codes.len() == 1 && change.codes.len() > 1;
    (!within && !codes.is_empty()).then(|| CodeChange { from: change.from, codes, note: change.note.clone() })
}

#[cfg(test)]
mod tests {
    use super::folded;
    use crate::config::read::codelist::codelist;
    use crate::config::yaml::YamlFile;

    const LIST: &str = "codes:\n  - {id: gent, nl: Gent, parent: east}\n  - {id: limbourg, nl: Limburg, parent: \
                        liege}\n  - {id: hasselt, nl: Hasselt, parent: limburg, aliases: [Hasselt-Kuringen]}\n  - \
                        {id: abroad, nl: Buitenland}\n  - {id: rest, kind: other, nl: Andere}\ngroups:\n  - {id: east, \
                        nl: Oost-Vlaanderen}\n  - {id: liege, nl: Luik}\n  - {id: limburg, nl: Limburg}\nchanges:\n  - \
                        {from: 2019-01-01, codes: [gent, hasselt], nl: samen}\n";

    #[test]
    fn groups_are_the_codes_and_their_codes_spellings() {
        let file = YamlFile::parse("list.yaml", LIST.to_owned());
        let list = codelist("list", &file.root(), std::path::Path::new("."));
        let folded = folded(&list, &file.root());
        let ids: Vec<&str> = folded.codes.iter().map(|c| c.id.as_str()).collect();
        assert_eq!(ids, ["east", "liege", "limburg", "abroad", "rest", "unknown", "unclear", "blank"]);
        // The municipality wins over the province of the same name.
        let place = |text: &str| folded.spellings[text];
        assert_eq!(
            (place("gent"), place("limburg"), place("hasselt-kuringen"), place("buitenland")),
            (0, 1, 2, 3)
        );
        assert_eq!(folded.changes[0].codes, ["east", "limburg"]);
        assert!(!file.into_findings().has_errors());
    }

    #[test]
    fn bands_are_joined_where_they_follow() {
        let text = |to| {
            format!(
                "codes:\n  - {{id: a, nl: a, from: 0, to: {to}, parent: g}}\n  - {{id: b, nl: b, from: 12, to: 17, \
                 parent: g}}\n  - {{id: c, nl: c, from: 18, to: 130}}\ngroups: [{{id: g, nl: g}}]\n"
            )
        };
        for (to, good) in [(11, true), (9, false)] {
            let file = YamlFile::parse("list.yaml", text(to));
            let list = codelist("list", &file.root(), std::path::Path::new("."));
            let folded = folded(&list, &file.root());
            assert_eq!(folded.codes[0].band, Some((0, 17)));
            assert_eq!(!file.into_findings().has_errors(), good);
        }
    }

    #[test]
    fn a_list_without_groups_cannot_be_folded() {
        let file = YamlFile::parse("list.yaml", "codes: [{id: a, nl: a}]".to_owned());
        let list = codelist("list", &file.root(), std::path::Path::new("."));
        folded(&list, &file.root());
        assert!(file.into_findings().0.iter().any(|f| f.code == "C152"));
    }
}
