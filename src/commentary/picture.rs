//! Pictures of an editor: what of a file is passed on, and what is refused.
//!
//! A photograph is decoded and encoded anew: its pixels go on, turned as the camera held it, and nothing else of
//! the file (place, camera, comments, preview). Of an SVG only shapes are drawn, so that nothing is fetched, run or
//! set in a font that is not there.

use std::fmt;
use std::io::Cursor;
use std::sync::Arc;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use crate::validation::InputFile;

/// Largest file, in bytes.
pub const MAX_BYTES: u64 = 12 * 1024 * 1024;
/// Largest drawing, in bytes, and its deepest nesting.
const MAX_DRAWING: usize = 2 * 1024 * 1024;
const DEEPEST: usize = 100;
/// Longest side of a photograph that is decoded, in pixels, and the memory it may take.
const LONGEST: u32 = 12_000;
const MEMORY: u64 = 256 * 1024 * 1024;
/// Longest side that is printed: some 250 pixels per inch over the whole width of a page.
const SIDE: u32 = 1_600;
/// How exactly a photograph is encoded again, of 100.
const QUALITY: u8 = 88;
/// Height of the flattest and of the tallest picture, in thousandths of its width.
const TALL: std::ops::RangeInclusive<f64> = 50.0..=3_000.0;

/// What is wrong with a picture: the byte, the message and what to do.
pub type Refusal = (usize, String, String);

/// A picture as it is printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// Name of its file.
    pub name: String,
    /// What of it is passed on.
    pub bytes: Arc<Vec<u8>>,
    /// Its path in the document's world.
    pub path: String,
    /// Height in thousandths of its width.
    pub tall: u32,
    /// The file, for the record of the report.
    pub input: InputFile,
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.input.path, self.input.sha256)
    }
}

/// Kinds of files that hold a picture.
const KINDS: [&str; 4] = ["png", "jpg", "jpeg", "svg"];

/// The kind of picture that a name says, `None` when it says none.
pub fn kind(name: &str) -> Option<&'static str> {
    let end = name.rsplit_once('.')?.1;
    KINDS.into_iter().find(|kind| end.eq_ignore_ascii_case(kind))
}

/// Reads a picture.
pub fn read(name: &str, kind: &str, bytes: Vec<u8>, input: InputFile) -> Result<Picture, Refusal> {
    let (bytes, tall) = match kind {
        "svg" => drawing(bytes)?,
        "png" => photograph(&bytes, ImageFormat::Png).map_err(|(m, h)| (0, m, h))?,
        _ => photograph(&bytes, ImageFormat::Jpeg).map_err(|(m, h)| (0, m, h))?,
    };
    if !TALL.contains(&tall) {
        let message = "this picture is too narrow or too flat to be printed".to_owned();
        return Err((0, message, "cut it so that no side is more than three times the other".to_owned()));
    }
    let end = if kind == "jpeg" { "jpg" } else { kind };
    let path = format!("/pictures/{}.{end}", &input.sha256[..16.min(input.sha256.len())]);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range was just looked at"
    )]
    let tall = tall.round() as u32;
    Ok(Picture { name: name.to_owned(), bytes: Arc::new(bytes), path, tall, input })
}

/// The pixels of a photograph, encoded anew, and how tall it is.
fn photograph(bytes: &[u8], format: ImageFormat) -> Result<(Vec<u8>, f64), (String, String)> {
    let broken = || {
        let kind = if format == ImageFormat::Png { "PNG" } else { "JPEG" };
        (format!("this is no {kind} picture that can be read"), "save it anew in a picture editor".to_owned())
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.no_limits();
    let mut decoder = reader.into_decoder().map_err(|_| broken())?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > LONGEST || decoder.total_bytes() > MEMORY {
        let message = format!("{width} × {height} pixels are more than are read");
        return Err((message, format!("make it smaller: {SIDE} pixels on its longest side are enough")));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(2 * MEMORY);
    decoder.set_limits(limits).map_err(|_| broken())?;
    let turned = decoder.orientation().map_err(|_| broken())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| broken())?;
    picture.apply_orientation(turned);
    if picture.width().max(picture.height()) > SIDE {
        picture = picture.resize(SIDE, SIDE, FilterType::CatmullRom);
    }
    let mut out = Vec::new();
    let done = if format == ImageFormat::Png {
        let plain = if picture.color().has_alpha() {
            DynamicImage::ImageRgba8(picture.to_rgba8())
        } else {
            DynamicImage::ImageRgb8(picture.to_rgb8())
        };
        plain.write_to(&mut Cursor::new(&mut out), ImageFormat::Png)
    } else {
        picture.to_rgb8().write_with_encoder(JpegEncoder::new_with_quality(&mut out, QUALITY))
    };
    done.map_err(|_| broken())?;
    Ok((out, f64::from(picture.height()) / f64::from(picture.width().max(1)) * 1000.0))
}

/// Elements that draw shapes or hold them.
const SHAPES: [&str; 15] = [
    "svg",
    "g",
    "defs",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "style",
];
/// Elements that say something about the drawing; they are not drawn, and neither is what stands in them.
const SILENT: [&str; 3] = ["title", "desc", "metadata"];

/// A drawing of shapes only, and how tall it is.
fn drawing(bytes: Vec<u8>) -> Result<(Vec<u8>, f64), Refusal> {
    let refuse = |at: usize, message: &str, hint: &str| Err((at, message.to_owned(), hint.to_owned()));
    if bytes.len() > MAX_DRAWING {
        return refuse(0, "this drawing is too large", "simplify its paths, or save it as PNG");
    }
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return refuse(0, "this drawing is not UTF-8 text", "save it as plain SVG");
    };
    let mut reader = Reader::from_str(text);
    let (mut open, mut silent, mut tall) = (Vec::<String>::new(), None, None);
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or_default();
        let Ok(event) = reader.read_event() else {
            return refuse(at, "this is no SVG that can be read", "save it anew as plain SVG");
        };
        match event {
            Event::Eof => break,
            Event::Start(element) => {
                if silent.is_none() && is_silent(&element) {
                    silent = Some(open.len());
                }
                if silent.is_none() {
                    shape(&element, at)?;
                    tall = tall.or_else(|| open.is_empty().then(|| proportion(&element)));
                }
                open.push(name(&element));
                if open.len() > DEEPEST {
                    return refuse(at, "groups are nested too deeply", "ungroup the drawing");
                }
            }
            Event::Empty(element) if silent.is_none() && !is_silent(&element) => shape(&element, at)?,
            Event::End(_) => {
                open.pop();
                silent = silent.filter(|depth| *depth < open.len());
            }
            Event::Text(css) if open.last().is_some_and(|e| e == "style") => style(&css, at)?,
            Event::CData(css) if open.last().is_some_and(|e| e == "style") => style(&css, at)?,
            Event::DocType(kind) if kind.contains('[') => {
                return refuse(at, "this drawing declares entities", "save it as plain SVG");
            }
            _ => {}
        }
    }
    match tall.flatten() {
        Some(tall) if open.is_empty() => Ok((bytes, tall)),
        Some(_) => refuse(text.len(), "this drawing ends before it is whole", "save it anew as plain SVG"),
        None => refuse(0, "this drawing does not say its size", "give its first element a viewBox"),
    }
}

fn name(element: &BytesStart<'_>) -> String {
    let name = element.name();
    let name: &str = name.as_ref();
    name.strip_prefix("svg:").unwrap_or(name).to_owned()
}

/// Whether an element says something about the drawing: a title, or what a drawing program keeps for itself.
fn is_silent(element: &BytesStart<'_>) -> bool {
    let name = name(element);
    SILENT.contains(&name.as_str()) || name.contains(':')
}

/// Refuses what is no shape, and shapes that lead out of the drawing.
fn shape(element: &BytesStart<'_>, at: usize) -> Result<(), Refusal> {
    let name = name(element);
    if !SHAPES.contains(&name.as_str()) {
        let hint = match name.as_str() {
            "text" | "tspan" | "textPath" => "turn its letters into paths, or write the words in the caption",
            "script" | "foreignObject" | "a" => "save it as plain SVG, without scripts and links",
            "image" => "place the picture itself as PNG or JPEG",
            "use" | "symbol" => "unlink its clones, so that each shape stands there itself",
            _ => "draw it with paths, groups and plain colours, or save it as PNG",
        };
        return Err((at, format!("<{name}> has no place in a drawing"), hint.to_owned()));
    }
    for attribute in element.attributes().with_checks(false).flatten() {
        let key: &str = attribute.key.as_ref();
        let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
            let message = format!("the attribute `{key}` cannot be read");
            return Err((at, message, "save it anew as plain SVG".to_owned()));
        };
        let handler = key.len() > 2 && key.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on"));
        let link = key == "href" || key.ends_with(":href");
        if handler || (link && !value.starts_with('#')) || leads_out(&value) {
            let message = format!("the attribute `{key}` runs something or leads out of the drawing");
            return Err((at, message, "save it as plain SVG, without scripts and links".to_owned()));
        }
    }
    Ok(())
}

/// Refuses style sheets that fetch something.
fn style(css: &str, at: usize) -> Result<(), Refusal> {
    if css.contains('@') || css.contains('\\') || leads_out(css) {
        let message = "the style sheet of this drawing fetches something".to_owned();
        return Err((at, message, "save it as plain SVG, with plain colours".to_owned()));
    }
    Ok(())
}

/// Whether a value names something that is not in the drawing.
fn leads_out(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    value.match_indices("url(").any(|(at, open)| {
        !value[at + open.len()..].trim_start_matches([' ', '"', '\'', '\t', '\n']).starts_with('#')
    })
}

/// How tall a drawing is, in thousandths of its width.
fn proportion(element: &BytesStart<'_>) -> Option<f64> {
    let attributes: Vec<(String, String)> = element
        .attributes()
        .with_checks(false)
        .flatten()
        .map(|a| (a.key.as_ref().to_owned(), a.value.trim().to_owned()))
        .collect();
    let value =
        |wanted: &str| attributes.iter().find(|(key, _)| key == wanted).map(|(_, value)| value.clone());
    let length = |wanted: &str| {
        let text = value(wanted)?;
        text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse::<f64>().ok().filter(|n| *n > 0.0)
    };
    let sides = length("width").zip(length("height"));
    let (width, height) = sides.or_else(|| {
        let numbers: Vec<f64> = value("viewBox")?
            .split([' ', ','])
            .filter(|n| !n.is_empty())
            .map_while(|n| n.parse().ok())
            .collect();
        numbers.get(2).copied().zip(numbers.get(3).copied())
    })?;
    (width > 0.0 && height > 0.0).then(|| height / width * 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> InputFile {
        InputFile { path: "p".to_owned(), sha256: "0".repeat(64), bytes: 0, rows: 0 }
    }

    fn holds(bytes: &[u8], word: &[u8]) -> bool {
        bytes.windows(word.len()).any(|w| w == word)
    }

    /// A JPEG twice as wide as high whose camera was held upright, with a remark.
    fn photograph_of_a_camera() -> Vec<u8> {
        let mut plain = Vec::new();
        let picture = DynamicImage::new_rgb8(40, 20);
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut plain, 90)).unwrap();
        let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
        exif.extend(b"51.0543 N 3.7174 E");
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let mut bytes = plain[..2].to_vec();
        bytes.extend([0xff, 0xe1, length[0], length[1]]);
        bytes.extend(exif);
        bytes.extend(&plain[2..]);
        bytes
    }

    #[test]
    fn of_a_photograph_only_its_pixels_go_on() {
        let bytes = photograph_of_a_camera();
        assert!(holds(&bytes, b"51.0543"));
        let picture = read("a.jpg", "jpg", bytes, input()).unwrap();
        assert_eq!(picture.tall, 2000, "turned as the camera was held");
        for word in [&b"51.0543"[..], b"Exif"] {
            assert!(!holds(&picture.bytes, word));
        }
        let mut png = Vec::new();
        DynamicImage::new_rgb8(4000, 100).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        let flat = read("a.png", "png", png.clone(), input()).unwrap_err();
        assert!(flat.1.contains("too flat"), "{flat:?}");
        png.truncate(png.len() / 2);
        assert!(read("a.png", "png", png, input()).unwrap_err().1.contains("no PNG"));
    }

    #[test]
    fn a_large_photograph_is_made_smaller() {
        let mut png = Vec::new();
        DynamicImage::new_rgba16(2000, 1000).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        let picture = read("a.png", "png", png, input()).unwrap();
        let printed = image::load_from_memory(&picture.bytes).unwrap();
        assert_eq!((printed.width(), printed.height(), picture.tall), (SIDE, SIDE / 2, 500));
        let mut wide = Vec::new();
        DynamicImage::new_luma8(LONGEST + 1, 9)
            .write_to(&mut Cursor::new(&mut wide), ImageFormat::Png)
            .unwrap();
        assert!(read("a.png", "png", wide, input()).unwrap_err().1.contains("pixels are more"));
    }

    #[test]
    fn a_drawing_is_shapes_only() {
        let of = |inner: &str| {
            let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>\n{inner}</svg>");
            read("a.svg", "svg", svg.into_bytes(), input())
        };
        for fine in [
            "<g id='a'><path d='M0 0h9' style='fill:url(#b)'/></g>",
            "<title>x</title><metadata><x:y onload='z'><text>a</text></x:y></metadata><rect width='1' height='1'/>",
            "<sodipodi:namedview><a/></sodipodi:namedview><!-- <script/> --><style>.a{fill:#fff}</style>",
        ] {
            assert_eq!(of(fine).map(|p| p.tall).map_err(|e| e.1), Ok(500), "{fine}");
        }
        for wrong in [
            "<script>1</script>",
            "<g><text>a</text></g>",
            "<image href='a.png'/>",
            "<use href='#a'/>",
            "<rect onclick='x()'/>",
            "<rect OnLoad='x()'/>",
            "<path d='' fill='url(\"http://a/b#c\")'/>",
            "<path d='' fill='URL( http://a)'/>",
            "<path d='' fill='&#117;rl(http://a)'/>",
            "<path d='' xlink:href='data:x'/>",
            "<style>@import 'a'</style>",
            "<style><![CDATA[a{fill:url(http://a)}]]></style>",
            "<style>a{fill:u\\72l(http://a)}</style>",
            "<foreignObject/>",
            "<g>",
            "<animate/>",
        ] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
        assert_eq!(
            of("<g/>\n<script/>").unwrap_err().0,
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 20 10'>\n<g/>\n".len()
        );
        let entities = "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg viewBox='0 0 2 1'/>";
        assert!(read("a.svg", "svg", entities.as_bytes().to_vec(), input()).is_err());
        let sizeless = "<svg><g/></svg>";
        assert!(read("a.svg", "svg", sizeless.as_bytes().to_vec(), input()).is_err());
    }
}
