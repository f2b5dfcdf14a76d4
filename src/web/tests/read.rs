//! A page read back: its elements in their order, with their attributes and all text that stands in them.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element of a page.
#[derive(Debug, Clone, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// All text in it, also in the elements in it.
    pub text: String,
    /// In how many others it stands.
    pub depth: usize,
}

/// Elements that have no end.
const EMPTY: [&str; 5] = ["meta", "link", "img", "br", "input"];

/// The elements of a page; fails on one that does not end where it should.
pub fn elements(html: &str) -> Vec<Element> {
    // What stands in a script is no markup.
    let (before, rest) = html.split_once("<script>").unwrap_or((html, "</script>"));
    let after = rest.split_once("</script>").map_or("", |(_, after)| after);
    let script = if rest == "</script>" { "" } else { "<script></script>" };
    let html = format!("{before}{script}{after}");
    let mut reader = Reader::from_str(&html);
    reader.config_mut().check_end_names = false;
    let (mut all, mut open) = (Vec::<Element>::new(), Vec::<usize>::new());
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}")) {
            Event::Eof => break,
            Event::Start(start) => {
                all.push(element(&start, open.len()));
                if !EMPTY.contains(&all.last().unwrap().name.as_str()) {
                    open.push(all.len() - 1);
                }
            }
            Event::Empty(start) => all.push(element(&start, open.len())),
            Event::End(end) => {
                let at = open.pop().unwrap();
                let name: &str = end.name().into_inner();
                assert_eq!(name, all[at].name, "an element does not end where it should");
            }
            Event::Text(text) => open.iter().for_each(|at| all[*at].text.push_str(&text)),
            Event::GeneralRef(entity) => {
                let sign = match &*entity {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "#39" => "'",
                    other => panic!("&{other};"),
                };
                open.iter().for_each(|at| all[*at].text.push_str(sign));
            }
            _ => {}
        }
    }
    assert!(open.is_empty(), "an element does not end");
    all
}

fn element(start: &BytesStart<'_>, depth: usize) -> Element {
    let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
        let key: &str = attribute.key.as_ref();
        (key.to_owned(), attribute.normalized_value(XmlVersion::Implicit1_0).unwrap().into_owned())
    };
    let attributes = start.html_attributes().map(|a| attribute(a.unwrap())).collect();
    let name: &str = start.name().into_inner();
    Element { name: name.to_owned(), attributes, text: String::new(), depth }
}
