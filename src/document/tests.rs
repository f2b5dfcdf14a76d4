//! What the typeset report must hold.

use super::{sample, typeset, Shared};
use std::collections::BTreeMap;

#[test]
fn dump() {
    let (model, files) = sample::report();
    let shared = Shared::new(BTreeMap::new());
    let dir = std::env::var("OUT").unwrap();
    std::fs::create_dir_all(format!("{dir}/charts")).unwrap();
    std::fs::write(format!("{dir}/report.json"), serde_json::to_vec(&model).unwrap()).unwrap();
    for (p, b) in &files { std::fs::write(format!("{dir}/{}", p.trim_start_matches('/')), b).unwrap(); }
    let shared = shared.map_err(|f| format!("{f:#?}")).unwrap();
    match typeset(&shared, &model, &files) {
        Ok(b) => std::fs::write(format!("{dir}/report.pdf"), b).unwrap(),
        Err(f) => { for f in f.0 { eprintln!("{} {:?} {} -- {:?}", f.code, f.place.map(|p| p.to_string()), f.message, f.hint); } panic!() }
    }
    for _ in 0..5 { let t = std::time::Instant::now(); typeset(&shared, &model, &files).ok(); eprintln!("warm {:?}", t.elapsed()); }
}
