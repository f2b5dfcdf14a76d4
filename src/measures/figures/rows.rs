//! The rows of a breakdown: codes in printing order, groups before their members, the special codes
//! and the total last.

use crate::config::{Code, CodeKind, CodeList, Helpline};
use crate::measures::{Header, Key, Label, Role};

/// A row and the codes that it counts.
#[derive(Debug, Clone)]
pub struct CodeRow {
    /// The row.
    pub header: Header,
    /// Positions of the codes counted; all for the total.
    pub codes: Vec<usize>,
}

/// A vocabulary with the dimension it serves.
pub struct Vocabulary<'a> {
    /// Dimension id.
    pub dim: &'a str,
    /// Codes by position.
    pub codes: Vec<(&'a str, Option<&'a str>, CodeKind)>,
    /// Groups in order.
    pub groups: Vec<&'a str>,
    /// Whether the order carries a meaning.
    pub ordered: bool,
}

impl<'a> Vocabulary<'a> {
    /// Of a code list.
    #[must_use]
    pub fn of_list(dim: &'a str, list: &'a CodeList) -> Self {
        Self {
            dim,
            codes: list.codes.iter().map(|c| (c.id.as_str(), c.parent.as_deref(), c.kind)).collect(),
            groups: list.groups.iter().map(|g: &Code| g.id.as_str()).collect(),
            ordered: list.ordered,
        }
    }

    /// Of the channels of a line; a blank channel comes after them.
    #[must_use]
    pub fn of_channels(line: &'a Helpline) -> Self {
        let mut codes: Vec<_> =
            line.channels.iter().map(|c| (c.id.as_str(), c.parent.as_deref(), CodeKind::Plain)).collect();
        codes.push(("blank", None, CodeKind::Blank));
        Self {
            dim: "channel",
            codes,
            groups: line.channel_groups.iter().map(|g| g.id.as_str()).collect(),
            ordered: true,
        }
    }

    /// The months of a year.
    #[must_use]
    pub fn of_months() -> Vocabulary<'static> {
        const MONTHS: [&str; 12] = ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"];
        Vocabulary {
            dim: "month",
            codes: MONTHS.iter().map(|m| (*m, None, CodeKind::Plain)).collect(),
            groups: Vec::new(),
            ordered: true,
        }
    }

    /// Rows in printing order. `size` gives the weight by which rows are sorted (0 for small counts, so
    /// that the order gives nothing away) and `seen` whether a code occurs in any year shown.
    #[must_use]
    pub fn rows(
        &self,
        size: impl Fn(&[usize]) -> u64,
        seen: impl Fn(usize) -> bool,
        total: bool,
    ) -> Vec<CodeRow> {
        let of_kind = |kind: CodeKind| {
            (0..self.codes.len()).filter(move |i| self.codes[*i].2 == kind).collect::<Vec<_>>()
        };
        let row = |codes: Vec<usize>, id: &str, role: Role| CodeRow { header: self.header(id, role), codes };
        let mut blocks: Vec<(u64, Vec<CodeRow>)> = Vec::new();
        let plain: Vec<usize> = of_kind(CodeKind::Plain).into_iter().filter(|i| seen(*i)).collect();
        for group in &self.groups {
            let members: Vec<usize> =
                plain.iter().copied().filter(|i| self.codes[*i].1 == Some(group)).collect();
            if members.is_empty() {
                continue;
            }
            let mut block = vec![row(members.clone(), group, Role::Group)];
            let mut inner: Vec<(u64, CodeRow)> = members
                .iter()
                .map(|i| (size(&[*i]), row(vec![*i], self.codes[*i].0, Role::Member)))
                .collect();
            self.sort(&mut inner);
            block.extend(inner.into_iter().map(|(_, r)| r));
            blocks.push((size(&members), block));
        }
        for i in plain.iter().copied().filter(|i| self.codes[*i].1.is_none()) {
            blocks.push((size(&[i]), vec![row(vec![i], self.codes[i].0, Role::Body)]));
        }
        self.sort(&mut blocks);
        let mut rows: Vec<CodeRow> = blocks.into_iter().flat_map(|(_, block)| block).collect();
        for i in of_kind(CodeKind::Other).into_iter().filter(|i| seen(*i)) {
            rows.push(row(vec![i], self.codes[i].0, Role::Other));
        }
        for (kind, always) in
            [(CodeKind::Unknown, true), (CodeKind::Unclear, false), (CodeKind::Blank, false)]
        {
            for i in of_kind(kind).into_iter().filter(|i| always || seen(*i)) {
                rows.push(row(vec![i], self.codes[i].0, Role::Unknown));
            }
        }
        if total {
            let all = (0..self.codes.len()).collect();
            rows.push(CodeRow {
                header: Header {
                    key: Key::default(),
                    label: Label::Word("row.total".to_owned()),
                    role: Role::Total,
                },
                codes: all,
            });
        }
        rows
    }

    fn header(&self, id: &str, role: Role) -> Header {
        let label = match self.dim {
            "month" => Label::Word(format!("mon.{}", id.trim_start_matches('0'))),
            dim => Label::Code { dim: dim.to_owned(), code: id.to_owned() },
        };
        Header { key: crate::measures::grid::code_key(self.dim, id), label, role }
    }

    fn sort<T>(&self, rows: &mut [(u64, T)]) {
        if !self.ordered {
            rows.sort_by_key(|(size, _)| std::cmp::Reverse(*size));
        }
    }
}

/// A count by which rows may be sorted: small ones all weigh nothing.
#[must_use]
pub fn weight(n: u64, threshold: u64) -> u64 {
    if n < threshold { 0 } else { n }
}
