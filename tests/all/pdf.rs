//! Reading a finished report as anybody can.

use std::collections::BTreeMap;

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, Object, Stream, String as PdfString};

/// The files attached to a PDF, by name.
pub fn attachments(bytes: Vec<u8>) -> BTreeMap<String, Vec<u8>> {
    let pdf = Pdf::new(bytes).expect("this is no PDF");
    let root: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).expect("no catalogue");
    let names: Dict<'_> = root.get("Names").expect("no names");
    let tree: Dict<'_> = names.get("EmbeddedFiles").expect("no attached files");
    let mut found = BTreeMap::new();
    walk(&tree, &mut found);
    found
}

fn walk(node: &Dict<'_>, found: &mut BTreeMap<String, Vec<u8>>) {
    if let Some(kids) = node.get::<Array<'_>>("Kids") {
        kids.iter::<Dict<'_>>().for_each(|kid| walk(&kid, found));
    }
    let Some(names) = node.get::<Array<'_>>("Names") else { return };
    let objects: Vec<Object<'_>> = names.iter::<Object<'_>>().collect();
    for pair in objects.chunks(2) {
        let [Object::String(name), Object::Dict(file)] = pair else { panic!("no pair of name and file") };
        let files: Dict<'_> = file.get("EF").expect("no file in the specification");
        let stream: Stream<'_> = files.get("F").expect("no bytes");
        found.insert(text(name), stream.decoded().expect("the bytes cannot be decoded").into_owned());
    }
}

fn text(name: &PdfString<'_>) -> String {
    String::from_utf8_lossy(name.as_bytes()).into_owned()
}
