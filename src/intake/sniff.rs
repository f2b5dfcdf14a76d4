//! What a file is, by its first bytes and then by its name: names lie.

use super::book::BookKind;

/// Bytes from the beginning that are looked at.
pub(super) const HEAD: usize = 1 << 16;

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// CSV and its relatives.
    Delimited,
    /// Parquet.
    Parquet,
    /// A workbook.
    Workbook(BookKind),
    /// Objects in JSON, one a line or in a list.
    Json,
    /// SPSS.
    Spss,
    /// Stata.
    Stata,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// Something that can be read.
    Data(Kind),
    /// Packed by gzip.
    Gzip,
    /// A zip that may hold files of data, or be a workbook: its list of contents tells.
    Zip,
    /// Something that is known and not read: what it is, and what to do.
    Other(&'static str, &'static str),
    /// Nobody knows.
    Unknown,
}

const EXPORT: &str = "export it as CSV, XLSX or Parquet";
const UNPACK: &str = "unpack it and put what is inside there";
const ASK: &str = "export the table with the registrations as CSV, XLSX or Parquet";

/// First bytes, what they are, and what to do.
const SIGNS: [(&[u8], &str, &str); 29] = [
    (b"SQLite format 3\0", "an SQLite database", ASK),
    (b"\x00\x01\x00\x00Standard Jet DB", "a database of Microsoft Access", ASK),
    (b"\x00\x01\x00\x00Standard ACE DB", "a database of Microsoft Access", ASK),
    (b"ARROW1", "an Arrow (Feather) file", "write it as Parquet"),
    (b"FEA1", "a Feather file", "write it as Parquet"),
    (b"ORC", "an ORC file", "write it as Parquet"),
    (b"Obj\x01", "an Avro file", "write it as Parquet"),
    (b"PARE", "an encrypted Parquet file", "write it without encryption"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"\xfd7zXZ\x00", "a file packed by xz", UNPACK),
    (b"BZh", "a file packed by bzip2", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a file packed by zstd", UNPACK),
    (b"\x04\x22\x4d\x18", "a file packed by lz4", UNPACK),
    (b"\x1f\x9d", "a file packed by compress", UNPACK),
    (b"%PDF", "a PDF document", EXPORT),
    (b"{\\rtf", "a document in RTF", EXPORT),
    (b"\x89HDF\r\n\x1a\n", "an HDF5 file", EXPORT),
    (b"\x80\x04\x95", "a pickle of Python", EXPORT),
    (b"RDX2\n", "data of R", "write it as CSV or Parquet from R"),
    (b"RDX3\n", "data of R", "write it as CSV or Parquet from R"),
    (b"X\n\0\0\0", "data of R", "write it as CSV or Parquet from R"),
    (b"-----BEGIN PGP MESSAGE", "an encrypted file", "decrypt it first"),
    (b"age-encryption.org", "an encrypted file", "decrypt it first"),
    (b"HEADER RECORD*******LIBRARY HEADER", "a transport file of SAS", EXPORT),
    (b"\x89PNG\r\n", "a picture", "take it out of the folder, or export the registrations"),
    (b"\xff\xd8\xff", "a picture", "take it out of the folder, or export the registrations"),
    (b"GIF8", "a picture", "take it out of the folder, or export the registrations"),
    (b"MZ", "a program", "take it out of the folder"),
];

/// Ends of names, what such files are, and what to do; for those whose first bytes say nothing.
const NAMES: [(&[&str], &str, &str); 16] = [
    (&["mdb", "accdb"], "a database of Microsoft Access", ASK),
    (
        &["sqlite", "sqlite3", "db", "db3", "duckdb", "fdb", "mdf", "bak", "sql", "dump"],
        "a database, or a copy of one",
        ASK,
    ),
    (&["dbf"], "a table of dBase", EXPORT),
    (&["rds", "rda", "rdata"], "data of R", "write it as CSV or Parquet from R"),
    (&["pkl", "pickle", "npy", "npz", "h5", "hdf5", "mat"], "data of a programming language", EXPORT),
    (&["feather", "arrow", "ipc", "orc", "avro"], "a columnar file", "write it as Parquet"),
    (&["sas7bdat", "sas7bcat", "xpt", "por"], "data of a statistics program", EXPORT),
    (&["xml", "fods", "html", "htm", "mht", "mhtml", "xhtml"], "a document in XML or HTML", EXPORT),
    (&["numbers"], "a workbook of Apple Numbers", EXPORT),
    (
        &["doc", "docx", "docm", "odt", "rtf", "pages", "pdf", "ppt", "pptx", "odp", "msg", "eml", "one"],
        "a document",
        EXPORT,
    ),
    (
        &["7z", "rar", "tar", "tgz", "xz", "bz2", "zst", "lz4", "lz", "lzma", "z", "cab", "iso", "dmg"],
        "a packed file",
        UNPACK,
    ),
    (&["gpg", "pgp", "asc", "age", "enc", "p7m"], "an encrypted file", "decrypt it first"),
    (
        &["wk1", "wks", "wq1", "123", "sxc", "et", "gnumeric", "gsheet"],
        "a workbook of another program",
        EXPORT,
    ),
    (
        &["part", "crdownload", "download", "partial", "tmp"],
        "a file that was not wholly written",
        "fetch or export it again",
    ),
    (&["wav", "mp3", "ogg", "m4a", "mp4", "avi", "mov"], "a recording", "take it out of the folder"),
    (&["exe", "dll", "bin", "dat"], "a file in no format that is known", EXPORT),
];

/// The end of a name, in small letters.
fn ending(name: &str) -> String {
    let name = name.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default()
}

/// Whether a file is plainly no data by its name: notes, pictures, what systems leave.
pub(super) fn is_harmless(name: &str) -> bool {
    const ENDS: [&str; 27] = [
        "md", "markdown", "rst", "png", "jpg", "jpeg", "gif", "svg", "bmp", "webp", "ico", "tif", "tiff",
        "lnk", "url", "md5", "sha1", "sha256", "sha512", "sfv", "py", "r", "rmd", "do", "sps", "yaml", "yml",
    ];
    const NAMES: [&str; 6] = ["thumbs.db", "desktop.ini", "license", "licence", "copying", "changelog"];
    const NOTES: [&str; 5] = ["readme", "leesmij", "lisezmoi", "liesmich", "lees mij"];
    let name = name.rsplit('/').next().unwrap_or_default().to_lowercase();
    let end = ending(&name);
    let note = NOTES.iter().any(|n| name.starts_with(n))
        && ["", "txt", "html", "pdf", "docx"].contains(&end.as_str());
    note || NAMES.contains(&name.as_str()) || ENDS.contains(&end.as_str())
}

/// What a file is: `head` are its first bytes.
pub(super) fn what(head: &[u8], name: &str) -> What {
    let end = ending(name);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return What::Zip;
    }
    if head.starts_with(b"\x1f\x8b") {
        return What::Gzip;
    }
    if let Some(kind) = binary(head) {
        return What::Data(kind);
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return What::Data(Kind::Workbook(BookKind::Xls));
    }
    if let Some((_, what, todo)) = SIGNS.iter().find(|(sign, ..)| head.starts_with(sign)) {
        return What::Other(what, todo);
    }
    if head.get(8..12) == Some(b"DUCK") {
        return What::Other("a DuckDB database", ASK);
    }
    if head.get(257..262) == Some(b"ustar") {
        return What::Other("a tar archive", UNPACK);
    }
    if head.get(12..16) == Some(&[0xc2, 0xea, 0x81, 0x60]) {
        return What::Other("a data set of SAS", EXPORT);
    }
    by_name(head, &end)
}

fn binary(head: &[u8]) -> Option<Kind> {
    // Early workbooks stand in no container.
    const EARLY: [&[u8]; 3] = [b"\x09\x08\x10\0\0\x06\x05\0", b"\x09\x04\x06\0", b"\x09\x02\x06\0"];
    match head {
        [b'P', b'A', b'R', b'1', ..] => Some(Kind::Parquet),
        [b'$', b'F', b'L', b'2' | b'3', ..] => Some(Kind::Spss),
        _ if head.starts_with(b"<stata_dta>") => Some(Kind::Stata),
        // Before that its number, the order of bytes, and a type of file that there is one of.
        [102..=115, 1 | 2, 1, 0, ..] => Some(Kind::Stata),
        _ if EARLY.iter().any(|sign| head.starts_with(sign)) => Some(Kind::Workbook(BookKind::Xls)),
        _ => None,
    }
}

/// What a file without a sign is.
fn by_name(head: &[u8], end: &str) -> What {
    let unmarked = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let begins = unmarked.trim_ascii_start();
    let is_text = memchr::memchr(0, head).is_none() || matches!(head, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    if is_text && (begins.starts_with(b"<") && !begins.starts_with(b"<<")) {
        return markup(begins);
    }
    if is_text && is_json(begins) {
        return What::Data(Kind::Json);
    }
    match end {
        "csv" | "tsv" | "txt" | "tab" | "psv" => return What::Data(Kind::Delimited),
        "json" | "jsonl" | "ndjson" => return What::Data(Kind::Json),
        "parquet" | "pq" => return What::Data(Kind::Parquet),
        "xlsx" | "xlsm" | "xltx" => return What::Data(Kind::Workbook(BookKind::Xlsx)),
        "xlsb" => return What::Data(Kind::Workbook(BookKind::Xlsb)),
        "ods" | "ots" => return What::Data(Kind::Workbook(BookKind::Ods)),
        "sav" | "zsav" => return What::Data(Kind::Spss),
        "dta" => return What::Data(Kind::Stata),
        "gz" => return What::Gzip,
        "zip" => return What::Zip,
        "xls" if !is_text || head.is_empty() => return What::Data(Kind::Workbook(BookKind::Xls)),
        _ => {}
    }
    if let Some((_, what, todo)) = NAMES.iter().find(|(ends, ..)| ends.contains(&end)) {
        let plain = is_text && ["dat", "bin", "asc"].contains(&end);
        return if plain { What::Data(Kind::Delimited) } else { What::Other(what, todo) };
    }
    if is_text { What::Data(Kind::Delimited) } else { What::Unknown }
}

/// What a text that begins with `<` is.
fn markup(text: &[u8]) -> What {
    let text = text[..text.len().min(4096)].to_ascii_lowercase();
    let has = |piece: &[u8]| memchr::memmem::find(&text, piece).is_some();
    if has(b"urn:schemas-microsoft-com:office:spreadsheet") {
        return What::Other(
            "a workbook in XML of 2003",
            "open it in a spreadsheet program and save it as XLSX",
        );
    }
    if has(b"urn:oasis:names:tc:opendocument") {
        return What::Other("a workbook in one XML file (FODS)", "open it and save it as ODS or XLSX");
    }
    if has(b"<html") || has(b"<!doctype html") || has(b"<table") || has(b"<meta") {
        return What::Other(
            "a web page (HTML)",
            "open it in a spreadsheet program and save it as XLSX or CSV",
        );
    }
    What::Other("a document in XML", EXPORT)
}

/// Whether a text begins as objects in JSON do.
fn is_json(text: &[u8]) -> bool {
    let object = |text: &[u8]| {
        let inside = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
        inside.is_some_and(|rest| rest.starts_with(b"\"") || rest.starts_with(b"}"))
    };
    object(text) || text.strip_prefix(b"[").is_some_and(|rest| object(rest.trim_ascii_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_what_they_begin_with() {
        for (head, name, expected) in [
            (&b"a;b\n1;2\n"[..], "a.csv", What::Data(Kind::Delimited)),
            (b"a;b\n1;2\n", "a.xls", What::Data(Kind::Delimited)),
            (b"a;b\n1;2\n", "export", What::Data(Kind::Delimited)),
            (b"a;b\n1;2\n", "queue.dat", What::Data(Kind::Delimited)),
            (b"PK\x03\x04...", "a.csv", What::Zip),
            (b"\x1f\x8b\x08", "a.csv", What::Gzip),
            (b"PAR1", "a.csv", What::Data(Kind::Parquet)),
            (b"{\"a\": 1}\n", "a.txt", What::Data(Kind::Json)),
            (b" [ {\"a\": 1} ]", "a.json", What::Data(Kind::Json)),
            (b"$FL2@(#)", "a.sav", What::Data(Kind::Spss)),
            (b"<stata_dta><header>", "a.dta", What::Data(Kind::Stata)),
            (b"\x72\x02\x01\x00\x03\x00", "a.dta", What::Data(Kind::Stata)),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.csv", What::Data(Kind::Workbook(BookKind::Xls))),
            (b"\xff\xfea\0;\0b\0", "a.csv", What::Data(Kind::Delimited)),
        ] {
            assert_eq!(what(head, name), expected, "{name}");
        }
        for (head, name) in [
            (&b"SQLite format 3\0"[..], "a.csv"),
            (b"<html><table>", "a.xls"),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                "a.xls",
            ),
            (b"<rows/>", "a.xml"),
            (b"%PDF-1.7", "a.csv"),
            (b"text", "a.docx"),
            (b"", "a.mdb"),
            (b"\0\0\0", "a.accdb"),
            (b"7z\xbc\xaf\x27\x1c", "a.7z"),
        ] {
            assert!(matches!(what(head, name), What::Other(..)), "{name}");
        }
        assert_eq!(what(b"\0\x01\x02", "a.foo"), What::Unknown);
    }

    #[test]
    fn notes_and_pictures_are_no_data() {
        for name in
            ["README", "readme.txt", "Leesmij.TXT", "x/notes.md", "logo.PNG", "Thumbs.db", "desktop.ini"]
        {
            assert!(is_harmless(name), "{name}");
        }
        for name in ["readme.csv", "a.txt", "a.db", "readme.xlsx", "a.csv", "export"] {
            assert!(!is_harmless(name), "{name}");
        }
    }
}
