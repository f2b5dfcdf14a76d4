//! Outlines of areas on a page: projected, fitted into a width and a height, and without detail that no eye sees.
//!
//! Degrees are projected by Albers' equal-area conic, so that a darker area is not a larger one than it is (J. P. Snyder,
//! Map Projections: A Working Manual, U.S. Geological Survey Professional Paper 1395, 1987, equations 14-1 to 14-6, on a
//! sphere); its standard parallels lie a sixth of the height from either edge. Coordinates beyond degrees are metres,
//! and are fitted as they are. An area across the 180th meridian is drawn in two parts, far from each other.
//!
//! Points move to the nearest quarter of a point, and those on a straight line between their neighbours go. Both depend on
//! a point and its neighbours alone, so that two areas keep the border that they share.

use crate::config::{AreaShape, Position};

/// Parts of a degree or a metre in which positions are given.
const PARTS: f64 = 1e7;
/// Points are moved to a grid as fine as this, in points.
const FINE: f64 = 0.25;

/// A place on the page, in points, downwards.
pub type Point = (f64, f64);

/// An area on the page: outlines run one way round, holes the other, so that all are one shape.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// Closed lines.
    pub rings: Vec<Vec<Point>>,
}

/// The outlines of areas, fitted into a width and a height at most, and the height that they take.
pub fn outlines(shapes: &[AreaShape], (width, most): (f64, f64)) -> (Vec<Outline>, f64) {
    let all = || shapes.iter().flat_map(|s| &s.polygons).flatten().flatten();
    let project = Projection::of(all().copied());
    let (mut left, mut top, mut right, mut bottom) =
        (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
    for position in all() {
        let (x, y) = project.point(*position);
        (left, right, top, bottom) = (left.min(x), right.max(x), top.min(y), bottom.max(y));
    }
    let (wide, high) = (right - left, bottom - top);
    if !(wide > 0.0 && high > 0.0) {
        return (shapes.iter().map(|_| Outline { rings: Vec::new() }).collect(), 0.0);
    }
    let scale = (width / wide).min(most / high);
    let place = |position: &Position| {
        let (x, y) = project.point(*position);
        (snap((x - left) * scale), snap((y - top) * scale))
    };
    let outline = |shape: &AreaShape| Outline {
        rings: shape
            .polygons
            .iter()
            .flat_map(|rings| rings.iter().enumerate())
            .filter_map(|(at, ring)| directed(thinned(ring.iter().map(place).collect()), at > 0))
            .collect(),
    };
    (shapes.iter().map(outline).collect(), high * scale)
}

fn snap(value: f64) -> f64 {
    (value / FINE).round() * FINE
}

enum Projection {
    Plane,
    /// Numbers of the cone: n, C, the radius in the middle, and the meridian in the middle.
    Cone(f64, f64, f64, f64),
    /// Where the cone is a cylinder, around the equator: the meridian in the middle.
    Cylinder(f64),
}

impl Projection {
    fn of(positions: impl Iterator<Item = Position>) -> Self {
        let (mut west, mut south, mut east, mut north) =
            (f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY);
        for (x, y) in positions {
            let (x, y) = (x as f64 / PARTS, y as f64 / PARTS);
            (west, east, south, north) = (west.min(x), east.max(x), south.min(y), north.max(y));
        }
        if west < -180.0 || east > 180.0 || south < -90.0 || north > 90.0 {
            return Self::Plane;
        }
        let sixth = (north - south) / 6.0;
        let (first, second) = ((south + sixth).to_radians(), (north - sixth).to_radians());
        let middle = ((west + east) / 2.0).to_radians();
        let n = (first.sin() + second.sin()) / 2.0;
        if n.abs() < 1e-6 {
            return Self::Cylinder(middle);
        }
        let c = first.cos().powi(2) + 2.0 * n * first.sin();
        let radius = radius(n, c, ((south + north) / 2.0).to_radians());
        Self::Cone(n, c, radius, middle)
    }

    /// A position on a plane, to the right and downwards.
    fn point(&self, (x, y): Position) -> Point {
        let (x, y) = (x as f64 / PARTS, y as f64 / PARTS);
        match self {
            Self::Plane => (x, -y),
            Self::Cylinder(middle) => (x.to_radians() - middle, -y.to_radians().sin()),
            Self::Cone(n, c, middle_radius, middle) => {
                let (radius, angle) = (radius(*n, *c, y.to_radians()), n * (x.to_radians() - middle));
                (radius * angle.sin(), radius * angle.cos() - middle_radius)
            }
        }
    }
}

fn radius(n: f64, c: f64, latitude: f64) -> f64 {
    (c - 2.0 * n * latitude.sin()).max(0.0).sqrt() / n
}

/// A line without points that repeat the one before them, or lie straight between their neighbours.
fn thinned(mut points: Vec<Point>) -> Vec<Point> {
    points.dedup();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    let count = points.len();
    let straight = |at: usize| {
        let ((ax, ay), (bx, by), (cx, cy)) =
            (points[(at + count - 1) % count], points[at], points[(at + 1) % count]);
        let (dx, dy, ex, ey) = (bx - ax, by - ay, cx - bx, cy - by);
        (dx * ey - dy * ex).abs() < 1e-9 && dx * ex + dy * ey > 0.0
    };
    (0..count).filter(|at| !straight(*at)).map(|at| points[at]).collect()
}

/// A line that runs clockwise on the page, or the other way where it is a hole; nothing where it has no inside.
fn directed(mut points: Vec<Point>, hole: bool) -> Option<Vec<Point>> {
    let area = area(&points);
    if points.len() < 3 || area == 0.0 {
        return None;
    }
    if (area < 0.0) != hole {
        points.reverse();
    }
    Some(points)
}

/// Twice the area inside a line, positive where it runs clockwise on the page.
fn area(points: &[Point]) -> f64 {
    let next = points.iter().cycle().skip(1);
    points.iter().zip(next).map(|((ax, ay), (bx, by))| ax * by - bx * ay).sum()
}

impl Outline {
    /// Whether a point lies inside.
    pub fn holds(&self, (x, y): Point) -> bool {
        let mut inside = false;
        for ring in &self.rings {
            for ((ax, ay), (bx, by)) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                if (*ay > y) != (*by > y) && x < (bx - ax) * (y - ay) / (by - ay) + ax {
                    inside = !inside;
                }
            }
        }
        inside
    }

    /// The largest of its lines.
    fn largest(&self) -> Option<&Vec<Point>> {
        self.rings.iter().max_by(|a, b| area(a).total_cmp(&area(b)))
    }

    /// Where a box of a width and a height fits inside, as near to the middle as may be: its middle.
    pub fn room(&self, wide: f64, high: f64) -> Option<Point> {
        const TRIED: usize = 40;
        const LOOKED: [usize; 2] = [8, 6];
        let ring = self.largest()?;
        let (left, right) = ends(ring.iter().map(|p| p.0));
        let (top, bottom) = ends(ring.iter().map(|p| p.1));
        let middle = ((left + right) / 2.0, (top + bottom) / 2.0);
        let along = |from: f64, to: f64, at: usize, of: usize| from + (to - from) * at as f64 / of as f64;
        let fits = |(x, y): Point| {
            (0..=LOOKED[0]).all(|i| {
                (0..=LOOKED[1]).all(|j| {
                    let across = along(x - wide / 2.0, x + wide / 2.0, i, LOOKED[0]);
                    self.holds((across, along(y - high / 2.0, y + high / 2.0, j, LOOKED[1])))
                })
            })
        };
        let far = |(x, y): Point| (x - middle.0).powi(2) + (y - middle.1).powi(2);
        let places = (0..=TRIED).flat_map(|i| (0..=TRIED).map(move |j| (i, j)));
        let mut places: Vec<Point> =
            places.map(|(i, j)| (along(left, right, i, TRIED), along(top, bottom, j, TRIED))).collect();
        places.sort_by(|a, b| far(*a).total_cmp(&far(*b)));
        places.into_iter().find(|place| fits(*place))
    }
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(v), high.max(v)))
}

#[cfg(test)]
mod tests {
    use super::{Outline, Point, outlines};
    use crate::config::AreaShape;

    fn shape(rings: &[&[(f64, f64)]]) -> AreaShape {
        let part = |n: f64| (n * 1e7).round() as i64;
        let ring = |points: &&[(f64, f64)]| points.iter().map(|(x, y)| (part(*x), part(*y))).collect();
        AreaShape { area: "a".to_owned(), polygons: vec![rings.iter().map(ring).collect()] }
    }

    fn size(outline: &Outline) -> (f64, f64) {
        let points: Vec<Point> = outline.rings.concat();
        let ends = |of: fn(&Point) -> f64| super::ends(points.iter().map(of));
        let ((left, right), (top, bottom)) = (ends(|p| p.0), ends(|p| p.1));
        (right - left, bottom - top)
    }

    fn surface(outline: &Outline) -> f64 {
        outline.rings.iter().map(|ring| super::area(ring) / 2.0).sum()
    }

    #[test]
    fn metres_are_fitted_as_they_are_and_north_is_up() {
        let square = shape(&[&[(1000.0, 2000.0), (1200.0, 2000.0), (1200.0, 2100.0), (1000.0, 2100.0)]]);
        let tip = shape(&[&[(1000.0, 2100.0), (1200.0, 2100.0), (1100.0, 2150.0)]]);
        let (found, high) = outlines(&[square, tip], (200.0, 400.0));
        assert_eq!((size(&found[0]), high), ((200.0, 100.0), 150.0));
        assert!(found[1].holds((100.0, 30.0)) && !found[0].holds((100.0, 30.0)));
        // Where the height is the narrower, it decides.
        let square = shape(&[&[(0.0, 0.0), (1000.0, 0.0), (1000.0, 1000.0), (0.0, 1000.0)]]);
        assert_eq!(size(&outlines(&[square], (200.0, 80.0)).0[0]), (80.0, 80.0));
    }

    /// By Snyder's sphere a strip between two parallels has R² Δλ (sin φ₂ − sin φ₁).
    #[test]
    fn areas_keep_their_proportions() {
        let strip = |south: f64, north: f64| {
            let line = |y: f64| (0..=40).map(move |i| (2.0 + 0.1 * f64::from(i), y));
            let ring: Vec<(f64, f64)> = line(south).chain(line(north).rev()).collect();
            shape(&[&ring])
        };
        let (found, _) = outlines(&[strip(40.0, 45.0), strip(45.0, 60.0)], (2000.0, 20_000.0));
        let sine = |degrees: f64| degrees.to_radians().sin();
        let wanted = (sine(60.0) - sine(45.0)) / (sine(45.0) - sine(40.0));
        let ratio = surface(&found[1]) / surface(&found[0]);
        assert!((ratio / wanted - 1.0).abs() < 0.002, "{ratio} {wanted}");
        // Around the equator the cone is a cylinder.
        let (found, _) = outlines(&[strip(-10.0, 10.0)], (400.0, 4000.0));
        let (wide, high) = size(&found[0]);
        let wanted = 2.0 * sine(10.0) / 4.0_f64.to_radians();
        assert!((high / wide / wanted - 1.0).abs() < 0.01, "{wide} {high}");
    }

    #[test]
    fn a_hole_is_no_part_whichever_way_its_line_runs() {
        let outer = [(0.0, 0.0), (900.0, 0.0), (900.0, 900.0), (0.0, 900.0), (0.0, 0.0)];
        let mut hole = vec![(300.0, 300.0), (600.0, 300.0), (600.0, 600.0), (300.0, 600.0), (300.0, 300.0)];
        for _ in 0..2 {
            let (found, _) = outlines(&[shape(&[&outer, &hole])], (90.0, 90.0));
            assert!((surface(&found[0]) - 90.0 * 90.0 * 8.0 / 9.0).abs() < 1.0);
            assert!(!found[0].holds((45.0, 45.0)) && found[0].holds((10.0, 10.0)));
            hole.reverse();
        }
    }

    #[test]
    fn detail_that_nobody_sees_goes_and_borders_stay_shared() {
        let mut border: Vec<(f64, f64)> = (0..=1000).map(|i| (500.0, f64::from(i))).collect();
        let right: Vec<(f64, f64)> =
            border.iter().copied().chain([(1000.0, 1000.0), (1000.0, 0.0)]).collect();
        border.extend([(0.0, 1000.0), (0.0, 0.0)]);
        let (found, _) = outlines(&[shape(&[&border]), shape(&[&right])], (100.0, 100.0));
        assert_eq!(found[0].rings[0].len(), 4);
        assert!(found[0].rings[0].contains(&(50.0, 0.0)) && found[1].rings[0].contains(&(50.0, 0.0)));
        // What is no wider than the grid has no inside.
        let thread = shape(&[&[(0.0, 0.0), (1000.0, 0.0), (1000.0, 0.5), (0.0, 0.5)]]);
        let big = shape(&[&[(0.0, 0.0), (1000.0, 0.0), (1000.0, 900.0)]]);
        assert!(outlines(&[thread, big], (100.0, 100.0)).0[0].rings.is_empty());
    }

    #[test]
    fn a_box_is_placed_inside_and_none_where_none_fits() {
        let horseshoe = shape(&[&[
            (0.0, 0.0),
            (900.0, 0.0),
            (900.0, 900.0),
            (600.0, 900.0),
            (600.0, 300.0),
            (300.0, 300.0),
            (300.0, 900.0),
            (0.0, 900.0),
        ]]);
        let (found, _) = outlines(&[horseshoe], (90.0, 90.0));
        let (x, y) = found[0].room(40.0, 20.0).unwrap();
        assert!((60.0..=90.0).contains(&(y + 10.0)) && (20.0..=70.0).contains(&x), "{x} {y}");
        assert_eq!(found[0].room(40.0, 40.0), None);
        assert!(found[0].room(20.0, 60.0).is_some());
    }
}
