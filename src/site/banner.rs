//! What a page says whose edition was replaced.

use maud::html;

use super::changes::day;
use crate::base::Lang;
use crate::web::Set;

/// The banner of an edition that was replaced, in the style of the pages of reports: it leads to the page of all
/// reports, which says what stands now.
#[must_use]
pub fn banner(lang: Lang, edition: u64, date: &str) -> String {
    let words = lang.words();
    let said = [("n", edition.to_string()), ("date", day(words, date))];
    let said: Vec<(&str, &str)> = said.iter().map(|(key, text)| (*key, text.as_str())).collect();
    let text = words.fill("index.replaced", &said);
    let markup = html! {
        aside.inner aria-label=(Set(&words.fill("index.edition", &said))) {
            p.notice { (Set(&text)) " " a href="../../../index.html" { (Set(words.get("index.replaced.link"))) } }
        }
    };
    markup.into_string()
}
