//! The cache of solved components, so that a component is not solved again while its figures stay the same.
//! It stores which printed cells are suppressed, or which rounded numbers are printed; the published files
//! say the same.
//!
//! The key of an entry is a fingerprint, made with a secret key, of everything that the pattern follows from:
//! the program, the settings, the cells with their counts and with what readers know of them, the sums.
//! Without the secret key nobody can guess counts until a fingerprint fits. An entry is checked before it is
//! used, as [`Memory::recall`] says, and is used only when the private log still says why each cell is
//! suppressed.

use std::collections::{BTreeMap, BTreeSet};

use super::component::Component;
use super::primary::required;
use super::reason::HiddenCell;
use crate::disclosure::linked_tables::system::System;

/// Makes the fingerprint of a text with a secret key; each version of the program makes other ones.
pub type Print<'a> = &'a dyn Fn(&[u8]) -> String;

/// Stored patterns, by the fingerprint of what they follow from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept(BTreeMap<String, Entry>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// For each printed cell of the component `0` (published) or `1` (suppressed); or the rounded numbers.
    pattern: String,
    /// The fingerprint of the reasons.
    reasons: String,
}

impl Kept {
    /// Reads what [`Kept::text`] wrote; a line that is no entry is left out.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let line = |line: &str| {
            let mut words = line.split(' ').map(str::to_owned);
            let (key, pattern, reasons) = (words.next()?, words.next()?, words.next()?);
            words.next().is_none().then_some((key, Entry { pattern, reasons }))
        };
        Self(text.lines().filter_map(line).collect())
    }

    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|(key, entry)| format!("{key} {} {}\n", entry.pattern, entry.reasons)).collect()
    }

    /// Adds the entries of another store.
    pub fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// The cache during one protection: the entries from before, and those for the next time.
pub struct Memory<'a> {
    print: Option<Print<'a>>,
    before: Kept,
    reasons: BTreeMap<String, Vec<HiddenCell>>,
    now: Kept,
    /// Fingerprints, pattern and suppressed cells of each component that was solved now; their reasons come
    /// last.
    solved: Vec<(Vec<String>, String, Vec<usize>)>,
}

/// A component as it was solved before.
#[derive(Debug)]
pub struct Before {
    /// Whether each of its cells is suppressed.
    pub hidden: Vec<bool>,
    pub reasons: Vec<(usize, HiddenCell)>,
}

impl<'a> Memory<'a> {
    /// A cache that holds nothing and stores nothing.
    #[must_use]
    pub fn none() -> Self {
        Self {
            print: None,
            before: Kept::default(),
            reasons: BTreeMap::new(),
            now: Kept::default(),
            solved: Vec::new(),
        }
    }

    /// A cache with the entries that were stored, and the private log of that time.
    #[must_use]
    pub fn new(print: Print<'a>, before: Kept, log: Vec<HiddenCell>) -> Self {
        let mut reasons: BTreeMap<String, Vec<HiddenCell>> = BTreeMap::new();
        for hidden in log {
            reasons.entry(hidden.cell.clone()).or_default().push(hidden);
        }
        Self { print: Some(print), before, reasons, ..Self::none() }
    }

    /// The entries to store for the next time.
    #[must_use]
    pub fn kept(self) -> Kept {
        self.now
    }

    /// The pattern of a component that was solved before. It is found by the fingerprint of everything that
    /// it follows from. Where readers know every cell that is not suppressed only one pattern is left; then
    /// it is found by the fingerprint that says that this pattern was checked before.
    ///
    /// It is not used when it publishes a cell that must be suppressed, when it suppresses a cell that
    /// readers know, when elimination finds a cell that can be computed, or when the private log does not say
    /// any more why a cell is suppressed.
    pub fn recall(&mut self, part: &Component<'_>, name: &dyn Fn(usize) -> String) -> Option<Before> {
        let print = self.print.filter(|_| !self.before.0.is_empty())?;
        let full = print(part.text(None).as_bytes());
        let (entry, hidden) = match self.before.0.get(&full) {
            Some(entry) => (entry, part.with(&entry.pattern)?),
            None => {
                let hidden = part.closed()?;
                let entry = self.before.0.get(&print(part.text(Some(&hidden)).as_bytes()))?;
                (entry, (entry.pattern == part.pattern(&hidden)).then_some(hidden)?)
            }
        };
        if !part.holds(&hidden) {
            return None;
        }
        let reasons = self.reasons(part, &hidden, name)?;
        let said: Vec<&HiddenCell> = reasons.iter().map(|(_, why)| why).collect();
        if entry.reasons != print(format!("{said:?}").as_bytes()) {
            return None;
        }
        let entry = entry.clone();
        self.now.0.insert(print(part.text(Some(&hidden)).as_bytes()), entry.clone());
        self.now.0.insert(full, entry);
        Some(Before { hidden, reasons })
    }

    /// The rows of the private log on the suppressed cells of a component.
    fn reasons(
        &self,
        part: &Component<'_>,
        hidden: &[bool],
        name: &dyn Fn(usize) -> String,
    ) -> Option<Vec<(usize, HiddenCell)>> {
        let mut cells: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for n in part.shown_as_hidden(hidden) {
            cells.entry(name(n)).or_default().push(n);
        }
        let mut found = Vec::new();
        for (name, cells) in cells {
            // Cells of the same name are told apart by their order, which works only when all of them are
            // here.
            let rows = self.reasons.get(&name).filter(|rows| rows.len() == cells.len())?;
            found.extend(cells.into_iter().zip(rows.iter().cloned()));
        }
        found.sort_by_key(|(n, _)| *n);
        Some(found)
    }

    /// Whether a component was given up before, with the same limit on the work.
    pub fn past_limit(&self, part: &Component<'_>) -> bool {
        let Some(print) = self.print.filter(|_| !self.before.0.is_empty()) else { return false };
        self.before.0.contains_key(&print(part.past_limit().as_bytes()))
    }

    /// Notes that a component was given up.
    pub fn give_up(&mut self, part: &Component<'_>) {
        let Some(print) = self.print else { return };
        let nothing = Entry { pattern: "-".to_owned(), reasons: "-".to_owned() };
        self.now.0.insert(print(part.past_limit().as_bytes()), nothing);
    }

    /// The cache for the same line once more: what is stored by now need not be solved again.
    #[must_use]
    pub fn again(self, log: &[HiddenCell]) -> Self {
        let Some(print) = self.print else { return self };
        let mut before = self.before;
        before.add(self.now.clone());
        Self { now: self.now, ..Self::new(print, before, log.to_vec()) }
    }

    /// Notes a component that was solved now.
    pub fn solved(&mut self, part: &Component<'_>) {
        let Some(print) = self.print else { return };
        let hidden: Vec<bool> = part.cells.iter().map(|n| part.hidden[*n]).collect();
        let prints = [None, Some(hidden.as_slice())].map(|closed| print(part.text(closed).as_bytes()));
        let cells = part.shown_as_hidden(&hidden).collect();
        self.solved.push((prints.to_vec(), part.pattern(&hidden), cells));
    }

    /// Stores the components that were solved now, with the reasons of their cells.
    pub fn explain(&mut self, reasons: &BTreeMap<usize, &HiddenCell>) {
        let Some(print) = self.print else { return };
        for (prints, pattern, cells) in std::mem::take(&mut self.solved) {
            let said: Vec<&&HiddenCell> = cells.iter().filter_map(|n| reasons.get(n)).collect();
            let reasons = print(format!("{said:?}").as_bytes());
            for key in prints {
                self.now.0.insert(key, Entry { pattern: pattern.clone(), reasons: reasons.clone() });
            }
        }
    }

    /// The rounded numbers that were printed for one of some texts. They are used, and stored again, only
    /// when `holds` says that they are still right.
    pub fn numbers(
        &mut self,
        texts: &[String],
        holds: &dyn Fn(&[Option<u64>]) -> bool,
    ) -> Option<Vec<Option<u64>>> {
        let print = self.print?;
        let prints: Vec<String> = texts.iter().map(|text| print(text.as_bytes())).collect();
        let entry = prints.iter().find_map(|key| self.before.0.get(key))?.clone();
        let number = |word: &str| if word == "-" { Some(None) } else { word.parse().ok().map(Some) };
        let numbers: Vec<Option<u64>> = entry.pattern.split(',').map(number).collect::<Option<_>>()?;
        if !holds(&numbers) {
            return None;
        }
        for key in prints {
            self.now.0.insert(key, entry.clone());
        }
        Some(numbers)
    }

    /// Stores the rounded numbers that are printed for each text.
    pub fn printed(&mut self, texts: &[String], numbers: &[Option<u64>]) {
        let Some(print) = self.print else { return };
        let word = |n: &Option<u64>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
        let pattern = numbers.iter().map(word).collect::<Vec<_>>().join(",");
        for text in texts {
            let entry = Entry { pattern: pattern.clone(), reasons: "-".to_owned() };
            self.now.0.insert(print(text.as_bytes()), entry);
        }
    }
}

/// The cells of a component with their names and counts, and its sums; sums name cells by their place.
pub fn skeleton(system: &System, part: &[usize], sums: &BTreeSet<usize>) -> String {
    let mut text = String::new();
    for n in part {
        let node = &system.nodes[*n];
        text.push_str(&format!(
            "{:?} {} {} {}\n",
            system.identities.get(*n),
            node.value,
            node.lower_bound,
            node.printed
        ));
    }
    for sum in sums {
        for (n, factor) in &system.relations[*sum] {
            text.push_str(&format!("{:?}*{factor} ", part.binary_search(n)));
        }
        text.push('\n');
    }
    text
}

impl Component<'_> {
    /// The text of everything that the choice of a pattern follows from; with the pattern `closed`, the text
    /// of everything that its safety follows from.
    fn text(&self, closed: Option<&[bool]>) -> String {
        let (system, settings) = (self.space.system, self.settings);
        let sums = self.cells.iter().flat_map(|n| self.space.sums_of(*n)).collect();
        let mut text = format!(
            "hiding {} {} {:?} {:?} {}\n{}",
            settings.threshold,
            settings.width,
            settings.zeros,
            settings.sensitive,
            closed.is_some(),
            skeleton(system, self.cells, &sums)
        );
        let mut families: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, n) in self.cells.iter().enumerate() {
            let node = &system.nodes[*n];
            if let Some(hidden) = closed {
                text.push_str(&format!("{} {}\n", node.primary, hidden[at]));
                continue;
            }
            let next = families.len();
            let family = *families.entry(node.family).or_insert(next);
            let elsewhere = self.families.contains(&node.family);
            text.push_str(&format!(
                "{} {} {} {} {} {} {} {family} {elsewhere}\n",
                node.primary,
                node.known,
                node.published_elsewhere,
                node.carried_over,
                node.corrected_total,
                node.pinned,
                node.cost
            ));
        }
        text
    }

    /// The text of everything that its being given up follows from.
    fn past_limit(&self) -> String {
        format!("past {} {}", self.settings.work_limit, self.text(None))
    }

    /// The suppressed cells that are printed, as a sign.
    fn shown_as_hidden<'h>(&'h self, hidden: &'h [bool]) -> impl Iterator<Item = usize> + 'h {
        let cells = self
            .cells
            .iter()
            .zip(hidden)
            .filter(|(n, hidden)| **hidden && self.space.system.nodes[**n].printed);
        cells.map(|(n, _)| *n)
    }

    /// The printed cells of a pattern as text.
    fn pattern(&self, hidden: &[bool]) -> String {
        let printed = self.cells.iter().zip(hidden).filter(|(n, _)| self.space.system.nodes[**n].printed);
        printed.map(|(_, hidden)| if *hidden { '1' } else { '0' }).collect()
    }

    /// The pattern of a text. A cell that is printed nowhere is unknown to readers unless it is zero.
    fn with(&self, pattern: &str) -> Option<Vec<bool>> {
        let mut signs = pattern.chars();
        let mut hidden = Vec::with_capacity(self.cells.len());
        for n in self.cells {
            let node = &self.space.system.nodes[*n];
            hidden.push(match node.printed {
                true => match signs.next()? {
                    '0' => false,
                    '1' => true,
                    _ => return None,
                },
                false => node.value > 0,
            });
        }
        signs.next().is_none().then_some(hidden)
    }

    /// The only pattern that is left, where readers know every cell that need not be suppressed.
    fn closed(&self) -> Option<Vec<bool>> {
        let hidden = |n: &usize| {
            let node = &self.space.system.nodes[*n];
            let must = required(node);
            match node.printed {
                true => (must || node.known || node.value == 0).then_some(must),
                false => Some(node.value > 0),
            }
        };
        self.cells.iter().map(hidden).collect()
    }
}
