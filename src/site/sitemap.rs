//! The map of the site for search engines: the pages of all reports that stand published, with their languages.
//! Its addresses must be whole, so there is none where the site has no address.

use super::address::xml;
use super::making::Making;
use super::page::MARK;
use crate::base::Lang;

/// The map; drafts and editions that were replaced are not in it.
pub fn sitemap(making: &Making<'_>) -> Option<Vec<u8>> {
    if making.facts.site.address.is_empty() {
        return None;
    }
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!-- {MARK} -->\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n"
    );
    let own: Vec<(&str, String)> = making
        .langs
        .iter()
        .map(|lang| (lang.code(), making.address(&making.name("index", *lang, "html"))))
        .collect();
    let editions = || making.shelf.iter().filter_map(|report| report.standing.as_ref());
    let last = editions().map(|edition| edition.date.as_str()).max();
    page(&mut out, &own, last);
    for edition in editions() {
        let known = making.facts.languages.iter().copied().map(Lang::code);
        let pages = known.filter_map(|lang| {
            let name = edition.reading(lang)?;
            name.ends_with(".html").then(|| (lang, making.address(&edition.path(&name))))
        });
        page(&mut out, &pages.collect::<Vec<_>>(), Some(&edition.date));
    }
    out.push_str("</urlset>\n");
    Some(out.into_bytes())
}

/// One page in all its languages.
fn page(out: &mut String, languages: &[(&str, String)], date: Option<&str>) {
    for (_, address) in languages {
        out.push_str(&format!("  <url>\n    <loc>{}</loc>\n", xml(address)));
        if let Some(date) = date {
            out.push_str(&format!("    <lastmod>{}</lastmod>\n", xml(date)));
        }
        for (lang, other) in languages.iter().filter(|_| languages.len() > 1) {
            let other = xml(other);
            out.push_str(&format!(
                "    <xhtml:link rel=\"alternate\" hreflang=\"{lang}\" href=\"{other}\"/>\n"
            ));
        }
        out.push_str("  </url>\n");
    }
}
