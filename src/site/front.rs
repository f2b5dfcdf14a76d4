//! The page that leads to all reports.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::address::json;
use super::changes::changes;
use super::making::Making;
use super::page::{Head, SCRIPT, head};
use super::parts::Page;
use super::shelf::{Kind, Report};
use super::structured::structured;
use super::titles::{Titled, of_kind, titles};
use crate::base::Lang;
use crate::web::Set;
use crate::words::Words;

/// The page in a language.
pub fn front(making: &Making<'_>, lang: Lang) -> Vec<u8> {
    let page = Page { making, words: Words::of(lang), lang: lang.code() };
    let titled = titles(making, lang);
    let markup = html! {
        (DOCTYPE)
        html lang=(page.lang) {
            (page.head(lang))
            body id="top" {
                a.skip href="#reports" { (Set(page.words.get("index.skip"))) }
                (page.cover(lang))
                main id="reports" tabindex="-1" {
                    div.inner {
                        (page.search(&titled))
                        (page.lines())
                        (page.joint(Kind::Landscape, "index.landscape"))
                        (page.joint(Kind::Answer, "index.answers"))
                        (page.matrix())
                        (page.changed())
                        (page.open(lang))
                    }
                }
                (page.foot())
                script type="application/ld+json" { (PreEscaped(json(&structured(making, lang)))) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    let mut page = markup.into_string();
    page.push('\n');
    page.into_bytes()
}

impl Page<'_> {
    fn head(self, lang: Lang) -> Markup {
        let (making, words) = (self.making, self.words);
        let title = words.get("index.title");
        let has_feed = !changes(making).is_empty();
        let feed = has_feed.then(|| {
            let title = words.fill("index.feed.title", &[("title", title)]);
            ("application/atom+xml", title, making.name("feed", lang, "xml"))
        });
        let catalogue =
            ("application/ld+json", words.get("index.catalog").to_owned(), "catalog.jsonld".to_owned());
        let whole = !making.facts.site.address.is_empty();
        let others = making.langs.iter().filter(|_| making.langs.len() > 1);
        let named = |lang: &Lang| (lang.code(), making.address(&making.name("index", *lang, "html")));
        let said = Head {
            title: &format!("{title} – {}", making.facts.publisher),
            about: words.get("index.lead"),
            publisher: making.facts.publisher,
            links: feed.into_iter().chain([catalogue]).collect(),
            languages: others.map(named).collect(),
            canonical: whole.then(|| making.address(&making.name("index", lang, "html"))),
        };
        html! {
            (head(&making.look, &said))
        }
    }

    /// What the page is.
    fn cover(self, lang: Lang) -> Markup {
        let (making, words) = (self.making, self.words);
        let shown = || making.shelf.iter().filter_map(Report::shown);
        let sections = [
            ("lines", "index.lines", !of_kind(making, Kind::Line).is_empty()),
            ("landscape", "index.landscape", !of_kind(making, Kind::Landscape).is_empty()),
            ("answers", "index.answers", !of_kind(making, Kind::Answer).is_empty()),
            ("all", "index.all", true),
            ("changed", "index.changed", true),
            ("open", "index.open", true),
        ];
        html! {
            header.cover {
                div.band { div.inner {
                    h1 {
                        span.kind { (Set(making.facts.publisher)) } " "
                        span.name.long { (Set(words.get("index.title"))) }
                    }
                    @if making.langs.len() > 1 {
                        nav.languages aria-label=(Set(words.get("word.languages"))) { ul {
                            @for other in &making.langs { li {
                                (self.language(*other, lang))
                            } }
                        } }
                    }
                } }
                div.inner {
                    p.about { (Set(words.get("index.lead"))) }
                    @if shown().any(|edition| edition.synthetic) {
                        p.notice { (Set(words.get("report.synthetic"))) }
                    }
                    nav.sections aria-label=(Set(words.get("index.sections"))) { ul {
                        @for (place, key, there) in sections { @if there {
                            li { a href=(format!("#{place}")) { (Set(words.get(key))) } }
                        } }
                    } }
                }
            }
        }
    }

    fn language(self, other: Lang, own: Lang) -> Markup {
        let (code, name) = (other.code(), other.words().get("language.name"));
        html! {
            @if other == own { a aria-current="page" href="#top" lang=(code) { (Set(name)) } }
            @else {
                a href=(self.making.name("index", other, "html")) lang=(code) hreflang=(code) { (Set(name)) }
            }
        }
    }

    /// The field appears where the script runs; the titles that it searches in stand below it for everybody.
    fn search(self, titled: &[Titled]) -> Markup {
        let words = self.words;
        let said = |key: &str| words.get(key).to_owned();
        html! {
            @if titled.iter().any(|titled| !titled.entries.is_empty()) {
                search {
                    form id="search" hidden {
                        label for="words" { (Set(words.get("index.search"))) }
                        input id="words" type="search" autocomplete="off" spellcheck="false" aria-describedby="hint";
                        p.hint id="hint" { (Set(words.get("index.search.hint"))) }
                        p id="found" role="status" data-n=(said("index.search.found"))
                            data-first=(said("index.search.first")) data-none=(said("index.search.none")) {}
                        ol id="results" aria-label=(Set(words.get("index.search.results"))) hidden {}
                    }
                    details id="titles" {
                        summary { h2 { (Set(words.get("index.titles"))) } }
                        p.hint { (Set(words.get("index.titles.hint"))) }
                        @for titled in titled.iter().filter(|titled| !titled.entries.is_empty()) {
                            (self.titles(titled))
                        }
                    }
                }
            }
        }
    }

    fn titles(self, titled: &Titled) -> Markup {
        let own = (titled.lang != self.lang).then_some(titled.lang.as_str());
        html! {
            h3 lang=[own] { a href=(titled.address) { (Set(&titled.title)) } @if titled.is_draft { (self.draft_mark()) } }
            ul lang=[own] {
                @for found in &titled.entries { li data-also=(found.also) { a href=(found.address) { (Set(&found.text)) } } }
            }
        }
    }
}
