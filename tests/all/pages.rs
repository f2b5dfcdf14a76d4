//! How the pages look, as far as it can be measured: no page nearly empty, no words over each other, no
//! heading alone at the foot.

use std::path::PathBuf;

use hayro_syntax::Pdf;

use super::demo::built;
use super::pdf_place::{Piece, Shown, shown};
use super::support::{files, skipped};

/// Points from the foot of the page: where the text area begins and ends, and from where the running head is.
const TOP: f64 = 841.89 - 74.0;
const FOOT: f64 = 54.0;
const HEAD: f64 = 841.89 - 60.0;

/// A page that is filled less than this looks forgotten; the last one ends where the report ends.
const LEAST: f64 = 0.45;
const LAST: f64 = 0.28;
/// What the pages of a report are filled on the whole.
const WHOLE: f64 = 0.80;
/// Most pages of a report, by its folder, and how many in sum may stay empty at their feet.
const MOST: [(&str, usize, f64); 4] = [
    ("2020/stop-it-now", 20, 1.5),
    ("2020/tele-onthaal", 17, 1.3),
    ("2021/nupraatikerover", 16, 1.6),
    ("2023/1712", 33, 3.3),
];

/// Sizes of headings, and of headlines of charts.
const HEADINGS: [f64; 2] = [20.0, 10.5];

fn reports() -> Vec<(String, Vec<Shown>)> {
    let pdfs: Vec<PathBuf> =
        files(built()).into_iter().filter(|p| p.extension().is_some_and(|e| e == "pdf")).collect();
    assert!(pdfs.len() >= 10, "{pdfs:?}");
    let read = |path: PathBuf| {
        let pdf = Pdf::new(std::fs::read(&path).unwrap()).unwrap();
        let pages: Vec<Shown> = pdf.pages().iter().map(|page| shown(page)).collect();
        let pieces = || pages.iter().flat_map(|page| &page.pieces);
        assert!(pieces().count() > 100, "{}: nothing is read", path.display());
        assert!(pieces().all(|p| p.right > p.left && p.size > 4.0), "{}: no widths", path.display());
        (path.strip_prefix(built()).unwrap().display().to_string(), pages)
    };
    pdfs.into_iter().map(read).collect()
}

/// The pages with a running head, by their numbers: not the covers.
fn inner(pages: &[Shown]) -> Vec<(usize, &Shown)> {
    let headed = |page: &Shown| page.pieces.iter().any(|piece| piece.base > HEAD);
    pages.iter().enumerate().filter(|(_, page)| headed(page)).map(|(i, page)| (i + 1, page)).collect()
}

/// How far down a page is filled, from 0 to 1.
fn fill(page: &Shown) -> f64 {
    let lowest = page.marks.iter().copied().filter(|y| *y < TOP).fold(TOP, f64::min);
    (TOP - lowest) / (TOP - FOOT)
}

#[test]
fn no_page_is_nearly_empty() {
    let mut poor = Vec::new();
    for (name, pages) in reports() {
        let inner = inner(&pages);
        assert!(inner.len() >= 4, "{name}: {} pages", inner.len());
        for (i, (number, page)) in inner.iter().enumerate() {
            let least = if i + 1 == inner.len() { LAST } else { LEAST };
            if fill(page) < least {
                poor.push(format!("{name}, page {number}: {:.0} %", fill(page) * 100.0));
            }
        }
    }
    assert!(poor.is_empty(), "{poor:#?}");
}

#[test]
fn pages_are_filled_on_the_whole() {
    for (name, pages) in reports() {
        let inner = inner(&pages);
        let mean = inner.iter().map(|(_, page)| fill(page)).sum::<f64>() / inner.len() as f64;
        assert!(mean >= WHOLE, "{name}: {:.0} %", mean * 100.0);
    }
}

#[test]
fn reports_are_as_long_as_their_data() {
    let all = reports();
    for (folder, most, empty) in MOST {
        let (name, pages) = all.iter().find(|(name, _)| name.contains(folder)).unwrap();
        assert!(pages.len() <= most, "{name}: {} pages", pages.len());
        let left = inner(pages).iter().map(|(_, page)| 1.0 - fill(page)).sum::<f64>();
        assert!(left <= empty, "{name}: {left:.2} pages are empty");
    }
}

/// As high as capitals are, of the size of their text.
const CAPITALS: f64 = 0.7;

/// Pieces that begin before their left neighbour ends, on one line or on two that are nearer than letters are high.
fn collisions(page: &Shown) -> Vec<String> {
    let mut pieces: Vec<&Piece> = page.pieces.iter().collect();
    pieces.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut found = Vec::new();
    for (i, a) in pieces.iter().enumerate() {
        let near = |b: &&&Piece| {
            let lower = if a.base < b.base { a.size } else { b.size };
            (a.base - b.base).abs() < CAPITALS * lower
        };
        // A text with an edge around it is set twice.
        let other = |b: &&&Piece| b.text != a.text || (b.left - a.left).abs() > 0.1;
        for b in pieces[i + 1..].iter().take_while(|b| b.left < a.right).filter(near).filter(other) {
            let over = a.right.min(b.right) - b.left;
            if over > 0.12 * a.size {
                found.push(format!("`{}` over `{}` ({over:.1} pt)", b.text, a.text));
            }
        }
    }
    found
}

#[test]
fn words_do_not_stand_over_each_other() {
    let mut poor = Vec::new();
    for (name, pages) in reports() {
        for (number, page) in inner(&pages) {
            poor.extend(collisions(page).into_iter().map(|c| format!("{name}, page {number}: {c}")));
        }
    }
    assert!(poor.is_empty(), "{poor:#?}");
}

#[test]
fn no_heading_ends_a_page() {
    let mut poor = Vec::new();
    for (name, pages) in reports() {
        // The entries of the contents are as large as headings.
        for (number, page) in inner(&pages).into_iter().skip(1) {
            let last = page.pieces.iter().min_by(|a, b| a.base.total_cmp(&b.base)).unwrap();
            if HEADINGS.iter().any(|size| (last.size - size).abs() < 0.05) {
                poor.push(format!("{name}, page {number}: `{}`", last.text));
            }
        }
    }
    assert!(poor.is_empty(), "{poor:#?}");
}

#[test]
fn no_place_of_a_sentence_is_left_unfilled() {
    for (name, pages) in reports() {
        let all = pages.iter().flat_map(|page| &page.pieces);
        let open: Vec<&Piece> = all.filter(|piece| piece.text.contains(['{', '}'])).collect();
        assert!(open.is_empty(), "{name}: {open:?}");
    }
}

/// What another program reads of a PDF; nothing where it is not installed.
fn extracted(path: &std::path::Path) -> Option<String> {
    let run =
        std::process::Command::new("pdftotext").args(["-enc", "UTF-8"]).arg(path).arg("-").output().ok()?;
    Some(String::from_utf8(run.stdout).unwrap())
}

/// Words with one plain space between them, in small letters, with straight quotation marks.
fn flat(text: &str) -> String {
    let text = text.replace(['‘', '’'], "'").to_lowercase();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn names_are_found_as_they_are_written() {
    let (mut found, mut hidden) = (0, 0);
    let lists: Vec<String> = files(&built().join("data/codelists"))
        .iter()
        .map(|p| p.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    for path in files(built()).into_iter().filter(|p| p.ends_with("report.nl.pdf")) {
        let Some(text) = extracted(&path) else { return skipped("pdftotext is not installed") };
        assert!(!text.contains('\u{ad}'), "{}: a soft hyphen", path.display());
        let (text, folder) = (flat(&text), path.parent().unwrap());
        let mut codes = csv::Reader::from_path(folder.join("codes.csv")).unwrap();
        let label = codes.headers().unwrap().iter().position(|head| head == "label_nl").unwrap();
        for code in codes.records().map(Result::unwrap).filter(|code| lists.iter().any(|l| *l == code[0])) {
            assert!(
                text.contains(&flat(&code[label])),
                "{}: `{}` is not found",
                path.display(),
                &code[label]
            );
            found += 1;
        }
        if std::fs::read_to_string(folder.join("figures.csv")).unwrap().contains(",Q,C,") {
            assert!(text.contains("[c] afgeschermd"), "{}", path.display());
            hidden += 1;
        }
    }
    assert!(found > 200 && hidden > 4, "only {found} names, {hidden} reports that hide");
}

#[test]
fn the_measures_see_what_they_should() {
    let piece = |left: f64, right: f64, base: f64, text: &str| Piece {
        left,
        right,
        base,
        size: 8.0,
        text: text.to_owned(),
    };
    let page = |pieces: Vec<Piece>, marks: Vec<f64>| Shown { pieces, marks };
    let beside = page(vec![piece(0.0, 20.0, 500.0, "12 [r]"), piece(19.8, 40.0, 500.0, "15")], vec![]);
    assert!(collisions(&beside).is_empty());
    let over = page(vec![piece(0.0, 20.0, 500.0, "12 [r]"), piece(17.0, 40.0, 501.0, "15")], vec![]);
    assert_eq!(collisions(&over).len(), 1);
    let near = page(vec![piece(0.0, 20.0, 500.0, "a"), piece(0.0, 20.0, 495.0, "b")], vec![]);
    assert_eq!(collisions(&near).len(), 1);
    let below = page(vec![piece(0.0, 20.0, 500.0, "a"), piece(0.0, 20.0, 490.0, "b")], vec![]);
    assert!(collisions(&below).is_empty());
    assert!(fill(&page(vec![], vec![800.0, FOOT])) > 0.99);
    assert!(fill(&page(vec![], vec![800.0, 700.0])) < 0.1);
}
