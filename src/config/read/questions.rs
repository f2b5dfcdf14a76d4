//! `data/questions/*.yaml`: written questions.

use super::text::{labels, places, text};
use crate::base::{Findings, Lang, Period, code, did_you_mean};
use crate::config::schema::{Asked, AskedPart, FigureId, Helpline, LANDSCAPE, Question, Reason};
use crate::config::yaml::{Node, Settings, TextPlace, checked_id, read};

/// What questions may name, and their usual languages.
pub struct Known<'a> {
    /// Lines of the workspace.
    pub lines: &'a [Helpline],
    /// Platforms of its landscape.
    pub platforms: Vec<&'a str>,
    /// Languages of answers to questions that name none.
    pub languages: Vec<Lang>,
}

/// Reads all questions, sorted by their files. One with an error is left out, and its problems are given.
#[must_use]
pub fn questions(settings: Settings<'_>, known: &Known<'_>) -> (Vec<Question>, Findings) {
    let mut findings = Findings::default();
    let folder = settings.root.join("data/questions");
    let mut paths: Vec<_> = walkdir::WalkDir::new(&folder)
        .min_depth(1)
        .max_depth(1)
        .into_iter()
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path)
        .filter(|p| p.extension().is_some_and(|e| e == "yaml" || e == "yml"))
        .collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let id = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let mut problems = Findings::default();
        let file = read(settings, &path, &mut problems);
        let question = file.and_then(|file| {
            let question = file.is_readable().then(|| question(&id, &file.root(), known)).flatten();
            problems.extend(file.into_findings());
            question
        });
        let good = !problems.has_errors();
        problems.0.iter_mut().for_each(|f| f.helpline = Some(id.clone()));
        findings.extend(problems);
        found.extend(question.filter(|_| good));
    }
    (found, findings)
}

fn question(id: &str, node: &Node<'_>, known: &Known<'_>) -> Option<Question> {
    let map = node.map(Vec::new());
    checked_id(id, node);
    if known.lines.iter().any(|l| l.id == id) || id == LANDSCAPE {
        map.node().problem(code::C073, format!("`{id}` is the name of a report already"), "rename this file");
    }
    let number = text(map.need("number", "the question's number"));
    let date = map.need("date", "the day on which it was asked").and_then(|n| n.day());
    let as_of = map.get("as_of").and_then(|n| n.day());
    let undated = map.get("undated").and_then(|n| n.boolean()).unwrap_or(false);
    let langs = node.languages().choices();
    let named = map.get("languages").map(|n| n.items()).unwrap_or_default();
    let named: Vec<Lang> = named.iter().filter_map(|n| n.one_of(&langs)).collect();
    let title = text(map.get("title"));
    let (asker, addressee) = (text(map.get("asker")), text(map.get("addressee")));
    let original = map.get("original").and_then(|n| n.one_of(&langs));
    let summarised = map.get("summarised").and_then(|n| n.boolean()).unwrap_or(false);
    let list = map.need("asked", "a list of sub-questions").map(|n| n.items()).unwrap_or_default();
    let asked = list.iter().filter_map(|n| asked(n, known)).collect();
    map.finish();
    Some(Question {
        id: id.to_owned(),
        number,
        date: date?,
        undated,
        as_of: as_of.or(date)?,
        title,
        asker,
        addressee,
        original,
        summarised,
        languages: if named.is_empty() { known.languages.clone() } else { named },
        asked,
    })
}

fn asked(node: &Node<'_>, known: &Known<'_>) -> Option<Asked> {
    let map = node.map(Vec::new());
    let number = map.need("number", "its number, e.g. 1a").and_then(|n| n.text());
    let text = text(map.need("text", "what is asked"));
    let parts = map.need("parts", "a list of what it asks for").map(|n| n.items()).unwrap_or_default();
    let parts = parts.iter().filter_map(|n| part(n, known)).collect();
    map.finish();
    Some(Asked { number: number?, text, parts })
}

fn part(node: &Node<'_>, known: &Known<'_>) -> Option<AskedPart> {
    let map = node.map(Vec::new());
    let what = labels(&map);
    if what.0.is_empty() {
        map.node().problem(
            code::C074,
            "it is not said what is asked here",
            "add `nl:` with the breakdown in words",
        );
    }
    let (line, figure) = (map.get("line"), map.get("figure").and_then(|n| n.text()));
    if let Some(named) = &line {
        named_figure(named, figure.as_deref(), known);
    }
    let named = map.get("platform");
    let platform = named.as_ref().and_then(|n| platform(n, known));
    let reason = map.get("reason").and_then(|n| n.one_of(&Reason::ALL.map(|r| (r.id(), r))));
    let period = map.get("period").and_then(|n| period(&n));
    let words = map.get("answer");
    let answer = text(words.clone());
    let answer_places = places(&answer, words.as_ref());
    let line = line.and_then(|n| n.text());
    let yes = |key: &str| map.get(key).and_then(|n| n.boolean());
    let (asked, fixed) = (yes("asked").unwrap_or(true), yes("fixed").unwrap_or(false));
    let told = figure.is_some() || named.is_some() || reason.is_some() || !answer.0.is_empty();
    if line.is_some() != figure.is_some() || !told {
        map.node().problem(
            code::C072,
            "nothing answers this: it needs `line` with `figure`, a `platform`, a `reason`, or an `answer` in \
             words",
            "name the figure as in figures.csv, or say why it is not delivered",
        );
    }
    map.finish();
    let place = TextPlace::of_node(node);
    Some(AskedPart {
        what,
        line,
        figure,
        period,
        asked,
        fixed,
        platform,
        reason,
        answer,
        answer_places,
        place,
    })
}

/// Refuses a line or a figure that is not there.
fn named_figure(named: &Node<'_>, figure: Option<&str>, known: &Known<'_>) {
    let Some(id) = named.text().filter(|id| id != LANDSCAPE) else { return };
    let Some(line) = known.lines.iter().find(|l| l.id == id) else {
        let ids = known.lines.iter().map(|l| l.id.as_str()).chain([LANDSCAPE]);
        let hint = did_you_mean(&id, ids).map_or_else(
            || "name a line of this workspace, or landscape".to_owned(),
            |l| format!("did you mean `{l}`?"),
        );
        return named.problem(code::C070, format!("there is no line `{id}`"), hint);
    };
    let names = FigureId::names(line);
    if let Some(figure) = figure.filter(|f| !names.contains(*f)) {
        let hint = did_you_mean(figure, names.iter().map(String::as_str)).map_or_else(
            || "the column `figure` of figures.csv has the names".to_owned(),
            |f| format!("did you mean `{f}`?"),
        );
        named.problem(code::C075, format!("this line has no figure `{figure}`"), hint);
    }
}

/// A platform of the landscape.
fn platform(node: &Node<'_>, known: &Known<'_>) -> Option<String> {
    let id = node.text()?;
    if known.platforms.contains(&id.as_str()) {
        return Some(id);
    }
    let hint = did_you_mean(&id, known.platforms.iter().copied()).map_or_else(
        || "name one of `landscape: platforms:` in workspace.yaml".to_owned(),
        |p| format!("did you mean `{p}`?"),
    );
    node.problem(code::C076, format!("there is no platform `{id}`"), hint);
    None
}

fn period(node: &Node<'_>) -> Option<Period> {
    let period = node.text().as_deref().and_then(Period::parse);
    if period.is_none() {
        node.problem(
            code::C071,
            format!("{} is no period", node.shown()),
            "write 2020, 2020-03, 2017/2020 or 2017-05/2020-11",
        );
    }
    period
}
