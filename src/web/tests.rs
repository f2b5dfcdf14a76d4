//! What a page must hold, and what must not be in it.

mod read;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use super::look::READABLE;
use super::{Beside, Download, Look, chart, page};
use crate::charts::{contrast, rgb};
use crate::document::model::{Block, Foreword, PictureModel, ProsePart, ReportModel, Span, TableModel};
use crate::document::sample_report;
use read::{Element, elements};

fn beside() -> Beside {
    let language = |code: &str, name: &str| (code.to_owned(), name.to_owned());
    let file = |name: &str| Download { name: name.to_owned(), about: "Wat het is".to_owned() };
    Beside {
        languages: vec![language("nl", "Nederlands"), language("fr", "français")],
        downloads: vec![file("report.nl.pdf"), file("figures.csv")],
        instead: Vec::new(),
    }
}

fn made(model: &ReportModel, files: &BTreeMap<String, Vec<u8>>) -> String {
    let page = page(&Look::new(""), model, files, &beside()).unwrap_or_else(|why| panic!("{why}"));
    String::from_utf8(page).unwrap()
}

fn sample() -> String {
    let (model, files) = sample_report();
    made(&model, &files)
}

/// Every text that an editor, a label or a setting can bring, as markup that means harm.
fn hostile(text: &str) -> (ReportModel, BTreeMap<String, Vec<u8>>) {
    let (mut model, files) = sample_report();
    let own = || text.to_owned();
    for part in [&mut model.title, &mut model.line, &mut model.about, &mut model.operator, &mut model.kind] {
        *part = own();
    }
    for part in
        [&mut model.status, &mut model.cut_off, &mut model.edition, &mut model.draft, &mut model.keyword]
    {
        *part = own();
    }
    model.year = own();
    model.accent = format!("red;}}</style>{text}");
    model.reach_line = vec![own(), own()];
    model.colophon = vec![(own(), own())];
    let span = || vec![Span { text: own(), style: "strong".to_owned() }];
    let picture = PictureModel { path: "/pictures/x.png".into(), alt: own(), source: own(), tall: 500 };
    let part = |kind: &str| ProsePart {
        kind: kind.to_owned(),
        items: vec![span(), span()],
        picture: (kind == "picture").then(|| picture.clone()),
        ends: if kind == "table" { vec![false] } else { Vec::new() },
    };
    let kinds = ["paragraph", "heading", "bullets", "numbers", "quote", "picture", "table"];
    let parts: Vec<ProsePart> = kinds.into_iter().map(part).collect();
    model.foreword = Some(Foreword { title: own(), parts: parts.clone(), author: own() });
    model.logo = Some(picture.clone());
    model.key_page.title = own();
    for tile in &mut model.key_page.tiles {
        (tile.value, tile.label, tile.change, tile.spark_from) = (own(), own(), own(), own());
    }
    model.key_page.findings = vec![own()];
    for chapter in &mut model.chapters {
        (chapter.title, chapter.lead) = (own(), own());
        chapter.id = own();
        chapter.blocks.push(Block::Prose { label: own(), parts: parts.clone(), author: own(), case: true });
        chapter.blocks.push(Block::Terms { items: vec![(own(), own())] });
        let groups = vec![(own(), vec![vec![own(), own()]])];
        chapter.blocks.push(Block::Words { columns: vec![own(), own()], groups });
        chapter.blocks.extend([Block::Text { text: own() }, Block::Heading { text: own() }]);
        for block in &mut chapter.blocks {
            match block {
                Block::Figure(figure) => {
                    (figure.headline, figure.subtitle, figure.source) = (own(), own(), own());
                    figure.notes = vec![own()];
                    if let Some(chart) = &mut figure.chart {
                        chart.alt = own();
                    }
                    if let Some(table) = &mut figure.table {
                        spoil(table, text);
                    }
                }
                Block::Table(table) => spoil(table, text),
                _ => {}
            }
        }
    }
    model.annex.iter_mut().for_each(|table| spoil(table, text));
    (model, files)
}

fn spoil(table: &mut TableModel, text: &str) {
    let own = || text.to_owned();
    (table.caption, table.corner, table.source) = (own(), own(), own());
    table.columns.iter_mut().for_each(|column| column.label = own());
    for row in &mut table.rows {
        row.label = own();
        row.cells.iter_mut().for_each(|cell| *cell = own());
    }
    (table.notes, table.legend) = (vec![own()], vec![(own(), own())]);
}

#[test]
fn equal_input_gives_equal_bytes() {
    assert_eq!(sample(), sample());
}

#[test]
fn text_never_becomes_markup() {
    let usual = elements(&sample());
    let names: BTreeSet<&str> = usual.iter().map(|e| e.name.as_str()).collect();
    for text in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "</title></style></table><a href=\"javascript:x\">",
        "&lt;b&gt; & &amp; ]]> <!-- -->",
        "a\u{0}b\u{7}c",
    ] {
        let (model, files) = hostile(text);
        let html = made(&model, &files);
        assert!(
            html.matches("<script").count() == 1
                && !html.contains("<img src=x")
                && !html.contains("href=\"javascript")
        );
        assert!(html.chars().all(|c| !c.is_control() || c.is_whitespace()));
        let all = elements(&html);
        for element in &all {
            let known = names.contains(element.name.as_str())
                || ["img", "blockquote", "strong", "figcaption", "ol", "em"].contains(&element.name.as_str());
            assert!(known, "<{}> in the page of {text}", element.name);
            let handler = element.attributes.keys().find(|key| key.starts_with("on") || *key == "style");
            assert_eq!(handler, None);
        }
        // It is there, as text.
        let clean: String = text.chars().filter(|c| !c.is_control()).collect();
        let said = all.iter().filter(|e| e.text.contains(&clean)).count();
        assert!(said > 50, "{text} stands {said} times");
        every_anchor_leads_somewhere(&all);
    }
}

/// No anchor stands twice, and what is referred to is there.
fn every_anchor_leads_somewhere(all: &[Element]) {
    let ids: Vec<&String> = all.iter().filter_map(|e| e.attributes.get("id")).collect();
    let distinct: BTreeSet<&String> = ids.iter().copied().collect();
    assert_eq!(ids.len(), distinct.len(), "an anchor stands twice: {ids:?}");
    for element in all {
        let of = |key: &str| element.attributes.get(key);
        let linked = of("href").and_then(|href| href.strip_prefix('#'));
        let clip = of("clip-path").and_then(|url| url.strip_prefix("url(#")?.strip_suffix(')'));
        for id in linked.into_iter().chain(of("aria-labelledby").map(String::as_str)).chain(clip) {
            assert!(distinct.contains(&id.to_owned()), "#{id} leads nowhere");
        }
    }
}

#[test]
fn nothing_leaves_the_page() {
    let html = sample();
    let all = elements(&html);
    let policy = all.iter().find(|e| e.attributes.contains_key("http-equiv")).unwrap();
    let policy = &policy.attributes["content"];
    assert!(policy.starts_with("default-src 'none'; ") && !policy.contains("unsafe"), "{policy}");
    let style = all.iter().find(|e| e.name == "style").unwrap();
    let print = BASE64_STANDARD.encode(Sha256::digest(style.text.as_bytes()));
    assert!(policy.contains(&format!("style-src 'sha256-{print}'")), "{policy}");
    assert!(!style.text.contains("url(") && !style.text.contains("@import"));
    // The one script is the program's own: it asks for nothing.
    let scripts: Vec<&Element> = all.iter().filter(|e| e.name == "script").collect();
    assert_eq!(scripts.len(), 1);
    let script = &html[html.find("<script>").unwrap() + 8..html.find("</script>").unwrap()];
    let print = BASE64_STANDARD.encode(Sha256::digest(script.as_bytes()));
    assert!(policy.contains(&format!("script-src 'sha256-{print}'")), "{policy}");
    for asking in
        ["fetch", "XMLHttpRequest", "import", "innerHTML", "eval", "http:", "WebSocket", "sendBeacon"]
    {
        let found = script.matches(asking).count();
        // The name of a language of drawings is an address.
        assert_eq!(found, usize::from(asking == "http:"), "{asking}");
    }
    for element in &all {
        for (key, value) in &element.attributes {
            let fetched =
                ["src", "srcset", "xlink:href", "action", "poster", "background"].contains(&key.as_str());
            assert!(!fetched || value.starts_with("data:image/"), "{key}={value}");
            assert_ne!(key, "style");
        }
        assert!(!["link", "iframe", "object", "embed", "form", "base"].contains(&element.name.as_str()));
    }
}

#[test]
fn a_page_has_one_outline_and_landmarks() {
    let all = elements(&sample());
    every_anchor_leads_somewhere(&all);
    let levels: Vec<u32> = all.iter().filter_map(|e| e.name.strip_prefix('h')?.parse().ok()).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert_eq!(levels.first(), Some(&1));
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
    let named = |name: &str| all.iter().filter(|e| e.name == name).count();
    assert_eq!((named("main"), named("header"), named("footer"), named("html")), (1, 1, 1, 1));
    assert_eq!(all.iter().find(|e| e.name == "html").unwrap().attributes["lang"], "nl");
    assert_eq!(all.iter().find(|e| e.name == "a").unwrap().attributes["href"], "#report", "the skip link");
    for element in
        all.iter().filter(|e| e.name == "nav" || e.attributes.get("role").is_some_and(|r| r == "region"))
    {
        let name = element.attributes.get("aria-label").or(element.attributes.get("aria-labelledby"));
        assert!(name.is_some_and(|name| !name.is_empty()), "{element:?}");
    }
}

#[test]
fn charts_say_what_they_show_and_keep_to_themselves() {
    let (model, files) = sample_report();
    let html = made(&model, &files);
    let mut seen = 0;
    for figure in model.chapters.iter().flat_map(|c| &c.blocks) {
        let Block::Figure(figure) = figure else { continue };
        let Some(drawn) = &figure.chart else { continue };
        let alt = crate::words::typographic(&drawn.alt)
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            .replace('"', "&quot;");
        assert!(html.contains(&format!("role=\"img\" aria-label=\"{alt}\"")), "{}", figure.id);
        seen += 1;
    }
    assert!(seen > 3, "{seen}");
}

#[test]
fn of_a_drawing_only_shapes_and_letters_are_let_through() {
    let svg = "<svg width=\"470\" height=\"90\" xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\">\
               <script>alert(1)</script><style>a{}</style><foreignObject><p>x</p></foreignObject>\
               <image href=\"http://x/y.png\"/><a href=\"http://x\"><path d=\"M0 0\"/></a>\
               <defs><clipPath id=\"zr7-c0\"><path d=\"M1 1\" id=\"0\"></path></clipPath></defs>\
               <g clip-path=\"url(#zr7-c0)\"><path d=\"M2 2\" fill=\"url(http://x)\" ecmeta=\"1\" onclick=\"x()\"/></g>\
               <text style=\"font-size:8px;font-family:Noto Sans;background:url(http://x)\" fill-opacity=\"1\" x=\"1\">\
               a &lt;b&gt; &amp; c</text></svg>";
    let out = chart::inline(svg, "c3", "Wat \"het\" toont").unwrap();
    assert_eq!(
        out,
        "<svg viewBox=\"0 0 470 90\" width=\"470\" height=\"90\" font-size=\"8px\" role=\"img\" aria-label=\"Wat &quot;het&quot; toont\">\
         <defs><clipPath id=\"c3-0\"><path d=\"M1 1\"></path></clipPath></defs>\
         <g clip-path=\"url(#c3-0)\"><path d=\"M2 2\"/></g><text x=\"1\">\
         a &lt;b&gt; &amp; c</text></svg>"
    );
    // The script counts on: the same chart has other names when another was drawn before.
    let later = chart::inline(&svg.replace("zr7-", "zr10-"), "c3", "Wat \"het\" toont");
    assert_eq!(later.as_ref(), Ok(&out));
    assert!(chart::inline("<svg><g></svg>", "c1", "").is_err());
}

#[test]
fn tables_are_those_of_the_model() {
    let (model, files) = sample_report();
    let all = elements(&made(&model, &files));
    let mut seen = 0;
    let in_chapters = model.chapters.iter().flat_map(|c| &c.blocks).filter_map(|block| match block {
        Block::Figure(figure) => figure.table.as_ref(),
        Block::Table(table) => Some(table),
        _ => None,
    });
    for table in in_chapters.chain(&model.annex) {
        let place = super::table::place(&table.id);
        let at = all.iter().position(|e| e.attributes.get("id") == Some(&place)).unwrap();
        let inside = || all[at + 1..].iter().take_while(|e| e.depth > all[at].depth);
        let texts = |name: &str| -> Vec<String> {
            inside().filter(|e| e.name == name).map(|e| e.text.clone()).collect()
        };
        let printed = |cell: &String| crate::words::typographic(cell).into_owned();
        let cells: Vec<String> = table
            .rows
            .iter()
            .filter(|row| row.role != "group" || row.cells.iter().any(|cell| !cell.is_empty()))
            .flat_map(|row| row.cells.iter().map(printed))
            .collect();
        let mut shown = texts("td");
        if table.corner.is_empty() {
            assert_eq!(shown.remove(0), "");
        }
        assert_eq!(shown, cells, "{place}");
        assert!(texts("caption")[0].ends_with(&printed(&table.caption)), "{place}");
        let heads = inside().filter(|e| e.name == "th");
        assert!(heads.clone().all(|e| e.attributes.contains_key("scope")));
        let columns = heads.filter(|e| e.attributes["scope"] == "col").count();
        assert_eq!(columns, table.columns.len() + usize::from(!table.corner.is_empty()));
        seen += 1;
    }
    assert!(seen > 8, "{seen}");
}

#[test]
fn every_colour_of_a_line_can_be_read_in_both_schemes() {
    let hues =
        ["#17456e", "#ffee00", "#e3000f", "#00ff00", "#ffffff", "#000000", "#808080", "#777777", "#d07c1f"];
    for accent in hues.into_iter().chain(["geen kleur", "#12", "red;}"]) {
        let sheet = Look::new("colours: {ink: \"#1c1c22\"}\nfonts: {sans: \"A\\\"};b\"}").sheet(accent);
        let (light, rest) = sheet.split_once('\n').unwrap();
        let dark = rest.split_once('\n').unwrap().0;
        assert!(light.contains("--sans:\"Ab\","), "{light}");
        for scheme in [light, dark] {
            let of = |name: &str| {
                let at = scheme.find(&format!("--{name}:")).unwrap_or_else(|| panic!("{name} in {scheme}"));
                let value = &scheme[at + name.len() + 3..];
                let value = &value[..value.find(';').unwrap()];
                assert!(rgb(value).is_some(), "{name}: {value}");
                value.to_owned()
            };
            for (text, ground) in [
                ("ink", "paper"),
                ("ink", "tint"),
                ("soft", "paper"),
                ("soft", "tint"),
                ("accent-ink", "paper"),
                ("accent-ink", "tint"),
                ("ink", "wash"),
            ] {
                let found = contrast(&of(text), &of(ground));
                assert!(found >= READABLE, "{accent}: {text} on {ground} is {found:.2} in {scheme}");
            }
            if scheme == light {
                assert!(contrast(&of("on-accent"), &of("accent")) >= READABLE, "{accent}: {scheme}");
            }
        }
    }
}
