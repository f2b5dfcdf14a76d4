//! A chart that was drawn for paper, as a part of a page: shapes and letters only, with names of its own, without what
//! the page says once for all charts.

use std::fmt::Write;

use maud::Render;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::text::Set;

/// Elements that are let through.
const ELEMENTS: [&str; 14] = [
    "svg", "g", "defs", "clipPath", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon",
    "text", "tspan", "title",
];

/// Attributes that are let through as they are.
const ATTRIBUTES: [&str; 32] = [
    "d",
    "x",
    "y",
    "x1",
    "y1",
    "x2",
    "y2",
    "cx",
    "cy",
    "r",
    "rx",
    "ry",
    "width",
    "height",
    "points",
    "transform",
    "fill",
    "fill-rule",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-opacity",
    "opacity",
    "font-size",
    "font-weight",
    "font-style",
    "paint-order",
    "text-anchor",
    "dominant-baseline",
];

/// Properties of a style that stand as attributes: the style of a page is in one place.
const PROPERTIES: [&str; 3] = ["font-size", "font-weight", "font-style"];

/// What an attribute says that says nothing.
const PLAIN: [(&str, &str); 8] = [
    ("fill-opacity", "1"),
    ("stroke-opacity", "1"),
    ("opacity", "1"),
    ("text-anchor", "start"),
    ("font-style", "normal"),
    ("font-weight", "400"),
    ("stroke-dasharray", "none"),
    // The style sheet of the page says so of all letters of charts.
    ("dominant-baseline", "central"),
];

/// The chart as markup; `name` is put before its own names, and `alt` says what it shows.
///
/// # Errors
/// What could not be read of it.
pub fn inline(svg: &str, name: &str, alt: &str) -> Result<String, String> {
    let (used, letters) = (references(svg), Letters::of(svg));
    let mut writer =
        Writer { out: String::with_capacity(svg.len()), name, used: &used, skipped: 0, alt, letters };
    let mut reader = Reader::from_str(svg);
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Eof => break,
            Event::Start(element) => writer.open(&element, false)?,
            Event::Empty(element) => writer.open(&element, true)?,
            Event::End(element) => writer.close(element.name().as_ref()),
            // Between elements stands nothing but space.
            Event::Text(text) if text.trim().is_empty() && text.contains('\n') => {}
            Event::Text(text) => writer.text(&text),
            Event::GeneralRef(entity) => writer.text(&format!("&{};", &*entity)),
            _ => {}
        }
    }
    Ok(writer.out)
}

/// The names that a drawing refers to, in the order in which it first does.
fn references(svg: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for (name, _) in svg.split("url(#").skip(1).filter_map(|rest| rest.split_once(')')) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What most letters have alike: it is said once, at the root.
struct Letters<'s> {
    size: &'s str,
    anchor: &'s str,
    /// Nothing where a shape says no colour of its own: it would take that of the letters.
    fill: &'s str,
}

impl<'s> Letters<'s> {
    fn of(svg: &'s str) -> Self {
        let elements = |names: &'static [&str]| {
            svg.split('<').skip(1).filter_map(|rest| rest.split_once('>')).filter(move |(element, _)| {
                names.contains(&element.split([' ', '/']).next().unwrap_or_default())
            })
        };
        let attribute = |key: &'static str| {
            let value = move |(element, _): (&'s str, &'s str)| element.split_once(key)?.1.split('"').next();
            most(elements(&["text"]).filter_map(value))
        };
        let shapes = &["path", "rect", "circle", "ellipse", "line", "polyline", "polygon"];
        let own = elements(shapes).all(|(element, _)| element.contains(" fill=\""));
        let sizes = svg.split("font-size:").skip(1).filter_map(|rest| rest.split([';', '"']).next());
        Self {
            size: most(sizes.map(str::trim)),
            anchor: attribute(" text-anchor=\""),
            fill: if own { attribute(" fill=\"") } else { "" },
        }
    }

    /// Whether the root says that already of letters.
    fn says(&self, key: &str, value: &str) -> bool {
        match key {
            "font-size" => value == self.size,
            "text-anchor" => value == self.anchor,
            "fill" => value == self.fill,
            _ => false,
        }
    }
}

/// The most frequent of these texts; of those that are as frequent the first in order, so that equal drawings give
/// equal bytes.
fn most<'s>(texts: impl Iterator<Item = &'s str>) -> &'s str {
    let mut texts: Vec<&str> = texts.collect();
    texts.sort_unstable();
    let runs = texts.chunk_by(|a, b| a == b).rev();
    runs.max_by_key(|run| run.len()).map_or("", |run| run[0])
}

struct Writer<'w> {
    out: String,
    name: &'w str,
    used: &'w [&'w str],
    /// How deep in an element that is left out.
    skipped: usize,
    alt: &'w str,
    letters: Letters<'w>,
}

impl Writer<'_> {
    fn open(&mut self, element: &BytesStart<'_>, empty: bool) -> Result<(), String> {
        let name = element.name();
        let name: &str = name.as_ref();
        if self.skipped > 0 || !ELEMENTS.contains(&name) {
            self.skipped += usize::from(!empty);
            return Ok(());
        }
        let _ = write!(self.out, "<{name}");
        let mut size = (String::new(), String::new());
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let key: &str = attribute.key.as_ref();
            let value: &str = &attribute.value;
            match (name, key) {
                ("svg", "width") => size.0 = value.to_owned(),
                ("svg", "height") => size.1 = value.to_owned(),
                ("text", _) if self.letters.says(key, value) => {}
                // Where most letters stand otherwise, this is not plain.
                ("text", "text-anchor") if value == "start" && !self.letters.anchor.is_empty() => {
                    self.put(key, value);
                }
                _ => self.attribute(key, value),
            }
        }
        if name == "svg" {
            let (width, height) = size;
            self.put("viewBox", &format!("0 0 {width} {height}"));
            self.put("width", &width);
            self.put("height", &height);
            let Letters { size, anchor, fill } = self.letters;
            for (key, value) in [("font-size", size), ("text-anchor", anchor), ("fill", fill)] {
                if !value.is_empty() && !PLAIN.contains(&(key, value)) {
                    self.put(key, value);
                }
            }
            self.put("role", "img");
            self.put("aria-label", &Set(self.alt).render().into_string());
        }
        self.out.push_str(if empty { "/>" } else { ">" });
        Ok(())
    }

    /// A name of the drawing as one of the page. The script counts on from chart to chart: its own names would say
    /// which chart was drawn before.
    fn own(&self, named: &str) -> Option<String> {
        let at = self.used.iter().position(|used| *used == named)?;
        Some(format!("{}-{at}", self.name))
    }

    fn attribute(&mut self, key: &str, value: &str) {
        if PLAIN.contains(&(key, value)) {
            return;
        }
        match key {
            "id" => {
                if let Some(own) = self.own(value) {
                    self.put(key, &own);
                }
            }
            "clip-path" => {
                let named = value.strip_prefix("url(#").and_then(|rest| rest.strip_suffix(')'));
                if let Some(own) = named.and_then(|named| self.own(named)) {
                    self.put(key, &format!("url(#{own})"));
                }
            }
            "style" => {
                for (property, set) in value.split(';').filter_map(|part| part.split_once(':')) {
                    let (property, set) = (property.trim(), set.trim());
                    let said = PLAIN.contains(&(property, set)) || self.letters.says(property, set);
                    if PROPERTIES.contains(&property) && !said {
                        self.put(property, set);
                    }
                }
            }
            "fill" if value == "transparent" => self.put(key, "none"),
            _ if ATTRIBUTES.contains(&key) && !value.contains("url(") => self.put(key, value),
            _ => {}
        }
    }

    /// A value as it stood in the drawing, where it was escaped already but for quotation marks.
    fn put(&mut self, key: &str, value: &str) {
        let value = value.replace('"', "&quot;");
        let _ = write!(self.out, " {key}=\"{value}\"");
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else {
            let _ = write!(self.out, "</{name}>");
        }
    }

    fn text(&mut self, text: &str) {
        if self.skipped == 0 {
            self.out.push_str(text);
        }
    }
}
