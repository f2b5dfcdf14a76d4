//! What was solved before, so that it is not solved again while the figures stay: which printed cells of a
//! part are hidden, or the rounded numbers that are printed for them, as the published files say it too.
//!
//! A part is found again by a print with a secret key, over everything that its pattern follows from: the
//! program, the settings, its cells with their counts and what readers know of them, its sums. Without the
//! key nobody can try out counts until a print fits. What was kept is not believed: it is looked at as
//! [`Memory::recall`] says, and taken only when the private log still says why each cell is hidden.

use std::collections::{BTreeMap, BTreeSet};

use super::component::Component;
use super::primary::required;
use super::reason::HiddenCell;
use crate::disclosure::linked_tables::system::System;

/// A print of a text with a secret key; it differs from one version of the program to another.
pub type Print<'a> = &'a dyn Fn(&[u8]) -> String;

/// Patterns by the prints of what they follow from, as text that can be stored.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept(BTreeMap<String, Entry>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// `0` or `1` for each printed cell of the part, or the numbers printed.
    pattern: String,
    /// Print of the reasons.
    reasons: String,
}

impl Kept {
    /// From its text; a line that is none is left out.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let line = |line: &str| {
            let mut words = line.split(' ').map(str::to_owned);
            let (key, pattern, reasons) = (words.next()?, words.next()?, words.next()?);
            words.next().is_none().then_some((key, Entry { pattern, reasons }))
        };
        Self(text.lines().filter_map(line).collect())
    }

    /// As text.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|(key, entry)| format!("{key} {} {}\n", entry.pattern, entry.reasons)).collect()
    }

    /// Takes over what another one has.
    pub fn add(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// What is remembered during one protection.
pub struct Memory<'a> {
    print: Option<Print<'a>>,
    before: Kept,
    reasons: BTreeMap<String, Vec<HiddenCell>>,
    now: Kept,
    /// Prints, patterns and hidden cells of what was solved and whose reasons are not known yet.
    solved: Vec<(Vec<String>, String, Vec<usize>)>,
}

/// A part as it was solved before.
#[derive(Debug)]
pub struct Before {
    /// Whether each cell is hidden.
    pub hidden: Vec<bool>,
    /// Why.
    pub reasons: Vec<(usize, HiddenCell)>,
}

impl<'a> Memory<'a> {
    /// Of nothing, and nothing is remembered.
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

    /// Of what was kept, with the private log of that time.
    #[must_use]
    pub fn new(print: Print<'a>, before: Kept, log: Vec<HiddenCell>) -> Self {
        let mut reasons: BTreeMap<String, Vec<HiddenCell>> = BTreeMap::new();
        for hidden in log {
            reasons.entry(hidden.cell.clone()).or_default().push(hidden);
        }
        Self { print: Some(print), before, reasons, ..Self::none() }
    }

    /// What is to be kept for the next time.
    #[must_use]
    pub fn kept(self) -> Kept {
        self.now
    }

    /// A part that was solved before: by a print of all it follows from, or, where readers hold all that
    /// it shows, by one that says that exactly this was seen to hold. Not taken when a cell that must be
    /// hidden is not, when one that readers hold is, when elimination finds one that can be computed, or when
    /// it is not known any more why a cell is hidden.
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

    /// The rows of the private log on the hidden cells of a part.
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
            // Cells of one name are told apart by their order, when all of them are here.
            let rows = self.reasons.get(&name).filter(|rows| rows.len() == cells.len())?;
            found.extend(cells.into_iter().zip(rows.iter().cloned()));
        }
        found.sort_by_key(|(n, _)| *n);
        Some(found)
    }

    /// Notes a part that was solved now.
    pub fn solved(&mut self, part: &Component<'_>) {
        let Some(print) = self.print else { return };
        let hidden: Vec<bool> = part.cells.iter().map(|n| part.hidden[*n]).collect();
        let prints = [None, Some(hidden.as_slice())].map(|closed| print(part.text(closed).as_bytes()));
        let cells = part.shown_as_hidden(&hidden).collect();
        self.solved.push((prints.to_vec(), part.pattern(&hidden), cells));
    }

    /// Takes the reasons of what was solved, by cell.
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

    /// The numbers that were printed for what `text` says; noted again when `holds` says that they are good.
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

    /// Notes the numbers that are printed for what each text says.
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

/// The cells of a part with their names and counts, and its sums, cells numbered within the part.
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
    /// All that a pattern follows from; or, with a pattern, all that its being safe follows from.
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
                "{} {} {} {} {} {} {family} {elsewhere}\n",
                node.primary,
                node.known,
                node.published_elsewhere,
                node.carried_over,
                node.corrected_total,
                node.cost
            ));
        }
        text
    }

    /// Cells of which a sign stands for the number.
    fn shown_as_hidden<'h>(&'h self, hidden: &'h [bool]) -> impl Iterator<Item = usize> + 'h {
        let cells = self
            .cells
            .iter()
            .zip(hidden)
            .filter(|(n, hidden)| **hidden && self.space.system.nodes[**n].printed);
        cells.map(|(n, _)| *n)
    }

    /// What is printed of a pattern.
    fn pattern(&self, hidden: &[bool]) -> String {
        let printed = self.cells.iter().zip(hidden).filter(|(n, _)| self.space.system.nodes[**n].printed);
        printed.map(|(_, hidden)| if *hidden { '1' } else { '0' }).collect()
    }

    /// The pattern with what is printed; what is not printed is hidden unless it is nothing.
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

    /// The only pattern that is left where readers hold all that is not hidden.
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
