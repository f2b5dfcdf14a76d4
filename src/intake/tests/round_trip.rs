//! Random tables, written by the `csv` crate in a random dialect, are read back cell by cell.

use proptest::prelude::*;

use super::*;

#[derive(Debug, Clone, Copy)]
struct Dialect {
    delimiter: u8,
    end: &'static str,
    always: bool,
    mark: bool,
    encoding: u8,
    last_end: bool,
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let delimiter = prop::sample::select(vec![b',', b';', b'\t', b'|']);
    let end = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (delimiter, end, any::<bool>(), any::<bool>(), 0..3_u8, any::<bool>()).prop_map(
        |(delimiter, end, always, mark, encoding, last_end)| Dialect {
            delimiter,
            end,
            always,
            mark,
            encoding,
            last_end,
        },
    )
}

/// Cells with anything but line breaks, or with line breaks but no delimiters: a field with both can
/// look like several records, and is then refused rather than guessed at.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-zA-Z0-9]{0,8}",
        2 => "[a-z,;|\t\" é€ñ]{0,10}",
        1 => "[a-z\"\né]{0,10}",
    ]
}

fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2..6_usize)
        .prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width..=width), 0..20))
}

/// The file, and the line each record starts on.
fn write(table: &[Vec<String>], width: usize, dialect: Dialect) -> (Vec<u8>, Vec<u64>) {
    let mut text = String::new();
    let mut starts = Vec::new();
    let mut line = 1;
    let header: Vec<String> = (0..width).map(|i| format!("column {i}")).collect();
    for record in std::iter::once(&header).chain(table) {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(dialect.delimiter)
            .quote_style(if dialect.always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary })
            .terminator(csv::Terminator::Any(b'\n'))
            .from_writer(Vec::new());
        // In a file whose lines end in CR, a line break in a cell is one too.
        let bare = dialect.end == "\r";
        let cells = record.iter().map(|c| if bare { c.replace('\n', "\r") } else { c.clone() });
        writer.write_record(cells).expect("a record");
        let written = String::from_utf8(writer.into_inner().expect("bytes")).expect("text");
        starts.push(line);
        let record = written.strip_suffix('\n').expect("an end");
        line += 1 + record.matches(if bare { '\r' } else { '\n' }).count() as u64;
        text.push_str(record);
        text.push_str(dialect.end);
    }
    if !dialect.last_end {
        text.truncate(text.len() - dialect.end.len());
    }
    starts.remove(0);
    let bytes = match dialect.encoding {
        0 if dialect.mark => format!("\u{feff}{text}").into_bytes(),
        0 => text.into_bytes(),
        1 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        _ => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
    };
    (bytes, starts)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_written_is_read(table in tables(), dialect in dialects()) {
        let width = table.first().map_or(3, Vec::len);
        let (bytes, starts) = write(&table, width, dialect);
        let names: Vec<String> = (0..width).map(|i| format!("column {i}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let encoding = if dialect.encoding == 1 { Encoding::Windows1252 } else { Encoding::Auto };
        let map = FileMap { encoding, ..map(&names) };
        let read = read_bytes("a.csv", bytes, &map).expect("a table");
        let bare = dialect.end == "\r";
        let trimmed: Vec<Vec<String>> = table
            .iter()
            .map(|r| r.iter().map(|c| {
                let cell = if bare { c.replace('\n', "\r") } else { c.clone() };
                cell.trim_ascii().to_owned()
            }).collect())
            .collect();
        prop_assert!(read.broken.is_empty());
        prop_assert_eq!(cells(&read), trimmed);
        prop_assert_eq!(lines(&read), starts);
    }

    /// One quote too many costs at most the record it stands in: all others keep their cells and lines.
    #[test]
    fn a_stray_quote_never_reaches_a_neighbour(
        table in prop::collection::vec(prop::collection::vec("[a-z]{1,6}|[a-z][a-z, ]{0,6}", 4..=4), 2..12),
        victim in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
    ) {
        let dialect =
            Dialect { delimiter: b',', end: "\n", always: false, mark: false, encoding: 0, last_end: true };
        let (bytes, starts) = write(&table, 4, dialect);
        let mut rows: Vec<String> = String::from_utf8(bytes).expect("text").lines().map(str::to_owned).collect();
        let victim = victim.index(table.len());
        let record = &mut rows[victim + 1];
        record.insert(place.index(record.len() + 1), '"');
        let names = ["column 0", "column 1", "column 2", "column 3"];
        let read = read_bytes("a.csv", format!("{}\n", rows.join("\n")), &map(&names)).expect("a table");
        prop_assert_eq!(read.file.rows as usize, table.len());
        let (found, at) = (cells(&read), lines(&read));
        for row in (0..table.len()).filter(|&row| row != victim) {
            let here = at.iter().position(|&line| line == starts[row]);
            let trimmed: Vec<String> = table[row].iter().map(|c| c.trim_ascii().to_owned()).collect();
            prop_assert_eq!(here.map(|i| &found[i]), Some(&trimmed));
        }
    }

    /// Whatever the bytes, nothing panics, and every line is in some record.
    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(prop::sample::select(b"a1\",;\n\r\t |".to_vec()), 0..200)) {
        let mut file = b"a,b\n".to_vec();
        file.extend(bytes);
        if let Ok(table) = read_bytes("a.csv", &file, &map(&["a", "b"])) {
            prop_assert_eq!(table.file.rows as usize, table.rows() + table.broken.len());
            for row in 0..table.rows() {
                prop_assert_eq!(table.row_at(table.line(row)), Some(row));
                let _ = table.record_text(row);
            }
        }
    }
}
