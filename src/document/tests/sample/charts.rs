//! Small charts drawn by hand for the sample report.

use std::fmt::Write;

const WIDTH: f64 = 470.0;

/// Height of a chart of the sample; `None` when the figure has no chart.
pub fn height(id: &str) -> Option<f64> {
    match id {
        "contacts-by-channel" | "incoming-funnel" => Some(190.0),
        "contacts-by-month" => Some(170.0),
        "contacts-by-weekday-hour" => Some(180.0),
        "contacts-by-role" | "victims-by-problem" => Some(175.0),
        "victims-by-age" => Some(165.0),
        "referrals-by-destination" => Some(150.0),
        _ => None,
    }
}

/// Path and SVG of every chart.
pub fn all() -> Vec<(&'static str, String)> {
    let bars = |id: &str, rows: &[(&str, f64)]| bars(height(id).unwrap_or(150.0), rows);
    vec![
        (
            "/charts/contacts-by-channel.svg",
            columns(190.0, &[5122., 6018., 6604., 7831., 8702., 9044., 9424.]),
        ),
        (
            "/charts/incoming-funnel.svg",
            columns(190.0, &[7012., 8100., 8802., 10904., 11212., 11347., 11592.]),
        ),
        (
            "/charts/contacts-by-month.svg",
            line(170.0, &[790., 760., 812., 745., 801., 722., 610., 655., 812., 880., 901., 840.]),
        ),
        ("/charts/contacts-by-weekday-hour.svg", heat(180.0)),
        (
            "/charts/contacts-by-role.svg",
            bars(
                "contacts-by-role",
                &[
                    ("Slachtoffer", 3811.),
                    ("Ouder", 1820.),
                    ("Ander familielid", 1202.),
                    ("Buur of kennis", 866.),
                    ("Professional", 814.),
                    ("Pleger", 240.),
                    ("Onbekend", 671.),
                ],
            ),
        ),
        (
            "/charts/victims-by-problem.svg",
            bars(
                "victims-by-problem",
                &[
                    ("Kindermishandeling", 3120.),
                    ("Partnergeweld", 1840.),
                    ("Familiaal geweld", 1001.),
                    ("Grensoverschrijdend gedrag", 622.),
                    ("Ouderenmishandeling", 410.),
                    ("Andere", 409.),
                ],
            ),
        ),
        ("/charts/victims-by-age.svg", columns(165.0, &[1204., 1711., 1380., 811., 1022., 702., 288.])),
        (
            "/charts/referrals-by-destination.svg",
            bars(
                "referrals-by-destination",
                &[
                    ("Vertrouwenscentrum", 1290.),
                    ("CAW", 1011.),
                    ("Politie", 388.),
                    ("Huisarts", 240.),
                    ("Andere", 189.),
                ],
            ),
        ),
    ]
}

fn open(height: f64) -> String {
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}" font-family="Noto Sans" font-size="8" fill="#1c1c22">"##
    )
}

fn number(value: f64) -> String {
    super::parts::nl(value as u32)
}

fn columns(height: f64, values: &[f64]) -> String {
    let mut svg = open(height);
    let top = values.iter().copied().fold(1.0, f64::max);
    let step = WIDTH / values.len() as f64;
    let base = height - 16.0;
    for (i, v) in values.iter().enumerate() {
        let bar = v / top * (base - 14.0);
        let x = i as f64 * step + step * 0.18;
        let fill = if i + 1 == values.len() { "#1d4e6b" } else { "#b4b6bd" };
        let middle = x + step * 0.32;
        let _ = write!(
            svg,
            r##"<rect x="{x:.2}" y="{:.2}" width="{:.2}" height="{bar:.2}" fill="{fill}"/><text x="{middle:.2}" y="{:.2}" text-anchor="middle">{}</text><text x="{middle:.2}" y="{:.2}" text-anchor="middle">{}</text>"##,
            base - bar,
            step * 0.64,
            base - bar - 4.0,
            number(*v),
            height - 4.0,
            2017 + i,
        );
    }
    let _ = write!(
        svg,
        r##"<line x1="0" x2="{WIDTH}" y1="{base}" y2="{base}" stroke="#1c1c22" stroke-width="0.5"/></svg>"##
    );
    svg
}

fn line(height: f64, values: &[f64]) -> String {
    let mut svg = open(height);
    let (base, step) = (height - 16.0, (WIDTH - 80.0) / values.len() as f64);
    let point =
        |i: usize, v: f64| format!("{:.1},{:.1}", 30.0 + i as f64 * step, base - v / 1000.0 * (base - 10.0));
    for (year, shift, stroke) in [("2022", 0.93, "#9fa1a9"), ("2023", 1.0, "#1d4e6b")] {
        let points: Vec<String> = values.iter().enumerate().map(|(i, v)| point(i, v * shift)).collect();
        let end = points.last().map_or("0,0", String::as_str);
        let (x, y) = end.split_once(',').unwrap_or(("0", "0"));
        let _ = write!(
            svg,
            r##"<polyline points="{}" fill="none" stroke="{stroke}" stroke-width="1.6"/><text x="{x}" y="{y}" dx="6" fill="{stroke}" font-weight="700">{year}</text>"##,
            points.join(" ")
        );
    }
    for (i, m) in "jan. feb. mrt. apr. mei juni juli aug. sep. okt. nov. dec.".split(' ').enumerate() {
        let _ = write!(
            svg,
            r##"<text x="{:.1}" y="{}" text-anchor="middle">{m}</text>"##,
            30.0 + i as f64 * step,
            height - 4.0
        );
    }
    let _ = write!(
        svg,
        r##"<line x1="0" x2="{WIDTH}" y1="{base}" y2="{base}" stroke="#1c1c22" stroke-width="0.5"/></svg>"##
    );
    svg
}

fn heat(height: f64) -> String {
    let mut svg = open(height);
    let (cell, row) = (17.5, (height - 20.0) / 7.0);
    for (d, day) in ["ma", "di", "wo", "do", "vr", "za", "zo"].iter().enumerate() {
        let y = 16.0 + d as f64 * row;
        let _ = write!(svg, r##"<text x="0" y="{:.1}">{day}</text>"##, y + row * 0.65);
        for h in 0..24 {
            let busy = d < 5 && (9..17).contains(&h);
            let strength = if busy { 40 + (h * 29 + d * 13) % 50 } else { 4 + (h + d) % 8 };
            let light = 97.0 - strength as f64 * 0.75;
            let _ = write!(
                svg,
                r##"<rect x="{:.1}" y="{y:.1}" width="{:.1}" height="{:.1}" fill="hsl(203,45%,{light:.0}%)"/>"##,
                40.0 + h as f64 * cell,
                cell - 1.0,
                row - 1.0
            );
        }
    }
    for h in (0..24).step_by(3) {
        let _ = write!(svg, r##"<text x="{:.1}" y="10">{h} u.</text>"##, 40.0 + h as f64 * cell);
    }
    svg.push_str("</svg>");
    svg
}

fn bars(height: f64, rows: &[(&str, f64)]) -> String {
    let mut svg = open(height);
    let top = rows.iter().map(|(_, v)| *v).fold(1.0, f64::max);
    let step = height / rows.len() as f64;
    for (i, (label, v)) in rows.iter().enumerate() {
        let (y, width) = (i as f64 * step, v / top * 290.0);
        let _ = write!(
            svg,
            r##"<text x="120" y="{:.1}" text-anchor="end">{label}</text><rect x="126" y="{:.1}" width="{width:.1}" height="{:.1}" fill="#1d4e6b"/><text x="{:.1}" y="{:.1}">{}</text>"##,
            y + step * 0.62,
            y + step * 0.2,
            step * 0.62,
            130.0 + width,
            y + step * 0.62,
            number(*v)
        );
    }
    svg.push_str("</svg>");
    svg
}
