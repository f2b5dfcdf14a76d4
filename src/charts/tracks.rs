//! A line as the pieces that can be drawn: gaps, breaks and unsure periods part it.

use super::view::View;

/// A place on a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Its published number.
    pub value: Option<f64>,
    /// Whether a number is withheld.
    pub hidden: bool,
    /// Whether its period is partial or provisional.
    pub unsure: bool,
    /// Whether the series breaks before it.
    pub breaks: bool,
}

impl Point {
    /// Nothing there.
    pub const NONE: Self = Self { value: None, hidden: false, unsure: false, breaks: false };

    /// A cell of a table.
    pub fn of(view: &View<'_>, row: usize, col: usize) -> Self {
        Self {
            value: view.value(row, col),
            hidden: view.hidden(row, col),
            unsure: view.unsure(row, col),
            breaks: view.breaks(row, col),
        }
    }
}

/// A line with its look.
#[derive(Debug, Clone)]
pub struct Track {
    /// Its points, one a category.
    pub points: Vec<Point>,
    /// Colour.
    pub colour: String,
    /// Width in points.
    pub width: f64,
}

impl Track {
    /// The last point with a number.
    pub fn last(&self) -> Option<(usize, f64)> {
        self.points.iter().enumerate().rev().find_map(|(i, p)| Some((i, p.value?)))
    }

    /// Whether a stroke leads from the point before to this one.
    fn joined(&self, place: usize) -> bool {
        place > 0
            && place < self.points.len()
            && self.points[place].value.is_some()
            && self.points[place - 1].value.is_some()
            && !self.points[place].breaks
    }

    /// The pieces to draw: whether dashed, and a number or a gap for each category.
    pub fn pieces(&self) -> Vec<(bool, Vec<Option<f64>>)> {
        let mut pieces: Vec<(bool, usize, Vec<Option<f64>>)> = Vec::new();
        let mut place = 1;
        while place < self.points.len() {
            if !self.joined(place) {
                place += 1;
                continue;
            }
            let dashed = |i: usize| self.points[i].unsure || self.points[i - 1].unsure;
            let (first, kind) = (place - 1, dashed(place));
            while self.joined(place) && dashed(place) == kind {
                place += 1;
            }
            let last = place - 1;
            // A stretch joins a piece that ended at least one gap before it.
            let found = pieces.iter().position(|(dash, end, _)| *dash == kind && end + 1 < first);
            let index = found.unwrap_or_else(|| {
                pieces.push((kind, 0, vec![None; self.points.len()]));
                pieces.len() - 1
            });
            let (_, end, data) = &mut pieces[index];
            *end = last;
            for (to, from) in data[first..=last].iter_mut().zip(&self.points[first..=last]) {
                *to = from.value;
            }
        }
        pieces.into_iter().map(|(dashed, _, data)| (dashed, data)).collect()
    }

    /// Points with a number that no stroke reaches.
    pub fn lonely(&self) -> Vec<(usize, f64)> {
        let alone = |i: &usize| !self.joined(*i) && !self.joined(*i + 1);
        (0..self.points.len()).filter(alone).filter_map(|i| Some((i, self.points[i].value?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Point, Track};

    fn track(values: &[Option<f64>]) -> Track {
        let point = |value: &Option<f64>| Point { value: *value, ..Point::NONE };
        Track { points: values.iter().map(point).collect(), colour: String::new(), width: 1.0 }
    }

    #[test]
    fn gaps_part_a_line_and_lone_points_are_kept() {
        let line = track(&[Some(1.0), Some(2.0), None, Some(3.0), None, Some(4.0), Some(5.0)]);
        assert_eq!(
            line.pieces(),
            [(false, vec![Some(1.0), Some(2.0), None, None, None, Some(4.0), Some(5.0)])]
        );
        assert_eq!(line.lonely(), [(3, 3.0)]);
    }

    #[test]
    fn a_break_is_not_bridged() {
        let mut line = track(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0)]);
        line.points[2].breaks = true;
        let gap = [
            (false, vec![Some(1.0), Some(2.0), None, None]),
            (false, vec![None, None, Some(3.0), Some(4.0)]),
        ];
        assert_eq!(line.pieces(), gap);
    }

    #[test]
    fn unsure_periods_are_dashed_on_both_sides() {
        let mut line = track(&[Some(1.0), Some(2.0), Some(3.0), Some(4.0)]);
        line.points[3].unsure = true;
        let parts = [
            (false, vec![Some(1.0), Some(2.0), Some(3.0), None]),
            (true, vec![None, None, Some(3.0), Some(4.0)]),
        ];
        assert_eq!(line.pieces(), parts);
    }
}
