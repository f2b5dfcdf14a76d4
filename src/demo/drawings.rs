//! Pictures of the demonstration, drawn here: whoever lays out a report sees where pictures come, and nobody is
//! in them.

use super::File;

/// Paper, ink and the colour of the line, light to dark.
const PAPER: &str = "#f2f3f5";
const INK: &str = "#1c1c22";
const SKIN: &str = "#d8c2b0";
const SHADES: [&str; 3] = ["#c9dbe8", "#7fa8c4", "#17456e"];

/// The drawings, by their path below `data/`.
pub fn files() -> Vec<File> {
    [("2023/aan-de-lijn.svg", desk()), ("2023/portret.svg", portrait()), ("logo.svg", logo())]
        .map(|(name, svg)| File { path: format!("1712/commentary/{name}"), bytes: svg.into_bytes() })
        .into()
}

fn svg(width: u32, height: u32, shapes: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\">\n{}</svg>\n",
        rectangle((0, 0), (width, height), 0, PAPER) + shapes
    )
}

fn rectangle((x, y): (u32, u32), (width, height): (u32, u32), round: u32, fill: &str) -> String {
    format!(
        "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{round}\" fill=\"{fill}\"/>\n"
    )
}

fn path(line: &str, fill: &str) -> String {
    format!("<path d=\"{line}\" fill=\"{fill}\"/>\n")
}

/// A balloon with lines of a text that nobody can read; its tail points down.
fn balloon((x, y): (u32, u32), (width, lines): (u32, u32), shade: usize) -> String {
    let height = 26 + 18 * lines;
    let mut shapes = rectangle((x, y), (width, height), 12, SHADES[shade]);
    let (tail, foot) = (x + width / 4, y + height - 1);
    shapes += &path(&format!("M{tail} {foot}h26l-22 24z"), SHADES[shade]);
    for line in 0..lines {
        let long = width - 36 - if line + 1 == lines { width / 3 } else { 14 * (line % 2) };
        shapes += &rectangle((x + 18, y + 16 + 18 * line), (long, 7), 3, PAPER);
    }
    shapes
}

/// A mark that belongs to nobody: two balloons that turn to each other.
fn logo() -> String {
    let shapes = [
        path("M10 14q0-10 10-10h76q10 0 10 10v34q0 10-10 10h-52l-18 18v-18h-6q-10 0-10-10z", SHADES[2]),
        path("M118 26q0-10 10-10h76q10 0 10 10v34q0 10-10 10h-6v18l-18-18h-52q-10 0-10-10z", SHADES[1]),
    ];
    let shapes = shapes.concat();
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 224 92\">\n{shapes}</svg>\n")
}

/// A desk with a telephone and a screen, and what is said above them.
fn desk() -> String {
    let mut shapes = String::new();
    let said = [
        ((50, 40), (150, 2), 1),
        ((225, 76), (110, 1), 0),
        ((360, 30), (190, 3), 2),
        ((585, 70), (125, 2), 1),
    ];
    for (at, size, shade) in said {
        shapes += &balloon(at, size, shade);
    }
    // The table, the screen on its foot, the telephone with its receiver.
    shapes += &rectangle((40, 318), (680, 10), 5, INK);
    shapes += &rectangle((420, 176), (190, 118), 8, INK);
    shapes += &rectangle((430, 186), (170, 98), 3, SHADES[0]);
    shapes += &path("M496 294h38l10 24h-58z", INK);
    for line in 0..3 {
        shapes += &rectangle((446, 204 + 22 * line), (120 - 26 * line, 8), 4, SHADES[2]);
    }
    shapes += &path("M140 318l22-62h96l22 62z", SHADES[2]);
    shapes += &path("M126 262q0-44 84-44t84 44h-40q0-14-44-14t-44 14z", INK);
    shapes += "<circle cx=\"210\" cy=\"288\" r=\"17\" fill=\"#f2f3f5\"/>\n";
    svg(760, 360, &shapes)
}

/// Head and shoulders of nobody, with a headset.
fn portrait() -> String {
    let shapes = [
        format!("<circle cx=\"180\" cy=\"150\" r=\"128\" fill=\"{}\"/>\n", SHADES[0]),
        path("M80 229q14-50 72-56h56q58 6 72 56a128 128 0 0 1-200 0z", SHADES[2]),
        path("M158 150h44v30q-22 24-44 0z", SKIN),
        format!("<ellipse cx=\"180\" cy=\"118\" rx=\"42\" ry=\"50\" fill=\"{SKIN}\"/>\n"),
        path("M136 120q-6-62 46-62t44 62q-8-30-24-36-34 12-66 36z", INK),
        format!("<rect x=\"130\" y=\"108\" width=\"13\" height=\"30\" rx=\"6\" fill=\"{}\"/>\n", SHADES[1]),
        format!(
            "<path d=\"M137 136q4 24 30 25\" fill=\"none\" stroke=\"{}\" stroke-width=\"4\"/>\n",
            SHADES[1]
        ),
    ];
    svg(360, 300, &shapes.concat())
}
