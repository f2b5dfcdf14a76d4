//! Names of codes, channels, lines and events in a line's sentences, taken from its own lists.

use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Lexicon;
use crate::base::{Lang, fold};
use crate::config::{CodeKind, Helpline, Outcome};
use crate::words::Words;

/// A dimension and a code of it.
pub type CodeRef = (String, String);

/// A name that sentences may use.
#[derive(Debug, Clone)]
pub struct Name {
    /// Its words, folded.
    pub words: Vec<String>,
    /// The codes it can mean.
    pub options: Vec<CodeRef>,
    /// Whether it only hints at them: part of a name, or a word with other uses.
    pub hint: bool,
}

/// Names of codes, lines and channels in a line's sentences.
#[derive(Debug)]
pub struct NameIndex {
    /// Longest first, whole names before hints.
    pub names: Vec<Name>,
    /// Names of other lines with their position in the workspace.
    pub others: Vec<(Vec<String>, usize)>,
    /// Words of the line's own names.
    pub own: BTreeSet<String>,
    /// Codes that are bands of ages: lowest, highest, dimension, code.
    pub bands: Vec<(u32, u32, String, String)>,
    /// Words of the names of events, with the event.
    pub events: Vec<(Vec<String>, String)>,
}

/// Names as they are gathered.
struct Gathered<'l> {
    lexicon: &'l Lexicon,
    whole: BTreeMap<Vec<String>, Vec<CodeRef>>,
    parts: BTreeMap<Vec<String>, Vec<CodeRef>>,
}

impl Gathered<'_> {
    fn whole(&mut self, text: &str, dim: &str, code: &str) {
        // *Ouderenmis(be)handeling* is written with and without.
        if let Some((before, rest)) = text.split_once('(').filter(|(b, _)| b.ends_with(char::is_alphabetic))
            && let Some((inner, after)) = rest.split_once(')')
        {
            self.whole(&format!("{before}{after}"), dim, code);
            return self.whole(&format!("{before}{inner}{after}"), dim, code);
        }
        let words = split(text);
        // Abbreviations and words of a yes/no column say nothing in a sentence.
        let long = words.iter().map(|w| w.chars().count()).sum::<usize>() > 3
            || (dim == "gender" && words.iter().all(|w| w.chars().count() > 2));
        if long && self.lexicon.unit(&words[0]).is_none() {
            put(&mut self.whole, words, dim, code);
        }
    }

    fn hint(&mut self, words: Vec<String>, dim: &str, code: &str) {
        put(&mut self.parts, words, dim, code);
    }

    /// Parts of a name that begin and end with a word of its own: *eigen gevoelens*.
    fn parts(&mut self, text: &str, dim: &str, code: &str) {
        let words = split(text);
        let own = |w: &String| {
            !self.lexicon.name.links.has(w) && w.chars().count() > 3 && self.lexicon.unit(w).is_none()
        };
        for from in 0..words.len() {
            for to in from + 1..=words.len() {
                if own(&words[from]) && own(&words[to - 1]) && to - from < words.len() {
                    self.hint(words[from..to].to_vec(), dim, code);
                }
            }
        }
    }

    fn finish(self) -> Vec<Name> {
        let Self { whole, parts, .. } = self;
        let mut names: Vec<Name> = Vec::new();
        for (words, options) in &parts {
            if !whole.contains_key(words) {
                // Several words that only one code has are its name for who reads them.
                let hint = words.len() < 2 || options.len() > 1;
                names.push(Name { words: words.clone(), options: options.clone(), hint });
            }
        }
        names.extend(whole.into_iter().map(|(words, options)| Name { words, options, hint: false }));
        names.sort_by_key(|n| (std::cmp::Reverse(n.words.len()), n.hint));
        names
    }
}

fn put(names: &mut BTreeMap<Vec<String>, Vec<CodeRef>>, words: Vec<String>, dim: &str, code: &str) {
    let list = names.entry(words).or_default();
    let pair = (dim.to_owned(), code.to_owned());
    if !list.contains(&pair) {
        list.push(pair);
    }
}

impl NameIndex {
    /// Of a line among others.
    pub fn of(lexicon: &Lexicon, line: &Helpline, lines: &[Helpline]) -> Self {
        let mut gathered = Gathered { lexicon, whole: BTreeMap::new(), parts: BTreeMap::new() };
        channels(line, &mut gathered);
        codes(line, &mut gathered);
        own_names(line, &mut gathered);
        for outcome in [Outcome::Busy, Outcome::Closed, Outcome::Abandoned] {
            let key = format!("outcome.{}", outcome.id());
            gathered.whole(Words::of(Lang::nl()).get(&key), "outcome", outcome.id());
        }
        for day in 0..7_u8 {
            gathered.whole(Words::of(Lang::nl()).weekday(day), "weekday", &(day + 1).to_string());
        }
        let names_of = |l: &Helpline| -> Vec<Vec<String>> {
            std::iter::once(&l.name).chain(&l.aliases).map(|n| split(n)).collect()
        };
        let others = lines.iter().enumerate().filter(|(_, l)| l.id != line.id);
        let others = others.flat_map(|(i, l)| names_of(l).into_iter().map(move |n| (n, i))).collect();
        let bands = line.dimensions.iter().flat_map(|d| {
            let band = |c: &crate::config::Code| c.band.map(|(a, b)| (a, b, d.id.clone(), c.id.clone()));
            d.codes.codes.iter().filter_map(band).collect::<Vec<_>>()
        });
        Self {
            names: gathered.finish(),
            others,
            own: own(lexicon, line, names_of(line)),
            bands: bands.collect(),
            events: events(line),
        }
    }
}

/// Words that name the line itself: its names, and its channel when it has but one.
fn own(lexicon: &Lexicon, line: &Helpline, names: Vec<Vec<String>>) -> BTreeSet<String> {
    let mut words: BTreeSet<String> = names.into_iter().flatten().collect();
    if let [channel] = &line.channels[..] {
        words.extend(split(channel.label.get(Lang::nl())));
        words.extend(lexicon.channel_verbs(&channel.id).map(str::to_owned));
    }
    words
}

fn channels(line: &Helpline, gathered: &mut Gathered<'_>) {
    // The only channel is the whole line.
    if line.channels.len() < 2 {
        return;
    }
    for channel in &line.channels {
        let label = channel.label.get(Lang::nl());
        for text in std::iter::once(label).chain(channel.aliases.iter().map(String::as_str)) {
            gathered.whole(text, "channel", &channel.id);
        }
        for verb in gathered.lexicon.channel_verbs(&channel.id) {
            gathered.hint(vec![verb.to_owned()], "channel", &channel.id);
        }
    }
    for group in &line.channel_groups {
        gathered.whole(group.label.get(Lang::nl()), "channel", &group.id);
    }
}

fn codes(line: &Helpline, gathered: &mut Gathered<'_>) {
    for dimension in &line.dimensions {
        let list = &dimension.codes;
        for code in list.codes.iter().filter(|c| c.kind == CodeKind::Plain).chain(&list.groups) {
            let label = code.label.get(Lang::nl());
            for text in std::iter::once(label).chain(code.aliases.iter().map(String::as_str)) {
                gathered.whole(text, &dimension.id, &code.id);
            }
            gathered.parts(label, &dimension.id, &code.id);
        }
        for code in list.codes.iter().filter(|c| c.kind == CodeKind::Other) {
            let label = code.label.get(Lang::nl());
            if split(label).len() > 1 {
                gathered.whole(label, &dimension.id, &code.id);
            }
            for text in std::iter::once(label).chain(code.aliases.iter().map(String::as_str)) {
                gathered.hint(split(text), &dimension.id, &code.id);
            }
        }
        // *Onbekend* is an answer of every dimension.
        for word in gathered.lexicon.name.unknown.iter() {
            for code in ["unknown", "unclear", "blank"] {
                gathered.hint(vec![word.to_owned()], &dimension.id, code);
            }
        }
    }
}

/// *Team Limburg* of the dimension *team*: *het team van Limburg*, *dat van Limburg*. After what bears the name
/// itself.
fn own_names(line: &Helpline, gathered: &mut Gathered<'_>) {
    for dimension in &line.dimensions {
        let own = format!("{} ", fold(dimension.label.get(Lang::nl())));
        for code in dimension.codes.codes.iter().filter(|c| c.kind == CodeKind::Plain) {
            if let Some(rest) = fold(code.label.get(Lang::nl())).strip_prefix(&own) {
                gathered.whole(rest, &dimension.id, &code.id);
            }
        }
    }
}

/// What an event is called: what stands between quotation marks in its name, and names in it.
fn events(line: &Helpline) -> Vec<(Vec<String>, String)> {
    let mut found = Vec::new();
    for event in &line.events {
        let label = event.label.get(Lang::nl());
        let quoted = label.split('\'').skip(1).step_by(2);
        let names = label.split_whitespace().skip(1).filter(|w| w.chars().any(char::is_uppercase));
        let words = quoted.chain(names).map(split).filter(|w| w.iter().map(String::len).sum::<usize>() > 4);
        found.extend(words.map(|w| (w, event.id.clone())));
    }
    found
}

/// The words of a name.
pub fn split(text: &str) -> Vec<String> {
    let folded = fold(text);
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '-' | '\'');
    folded
        .split(|c: char| !inner(c))
        .map(|w| w.trim_matches('\''))
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Whether a word of a text is a word of a name, an ending for number or case left aside.
pub fn same(written: &str, name: &str) -> bool {
    written == name
        || ["s", "e", "en", "n"].iter().any(|end| written.strip_suffix(end) == Some(name))
        || doubled(written, name)
        || (name.ends_with("eel") && written == format!("{}ele", &name[..name.len() - 3]))
        || (name.ends_with("isch") && written == format!("{name}e"))
}

/// *Mannen* of *man*, *bezette* of *bezet*: a consonant is doubled before the ending.
fn doubled(written: &str, name: &str) -> bool {
    let last = name.chars().last().filter(char::is_ascii_alphabetic);
    let ends = |c: char, rest: &str| rest == format!("{c}en") || rest == format!("{c}e");
    last.is_some_and(|c| written.strip_prefix(name).is_some_and(|rest| ends(c, rest)))
}
