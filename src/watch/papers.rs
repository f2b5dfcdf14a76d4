//! Pages for paper: they are typeset when somebody looks at them, for that takes longer than all the rest of a round.

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::Mutex;

use super::rounds::Make;
use crate::pipeline::Request;

/// Line and year of a report.
type Key = (String, i32);

/// A report's pages for paper, by the names of their files, and the round that they show.
type Made = (u64, BTreeMap<String, Arc<Vec<u8>>>);

/// Makes pages for paper, and keeps the last ones that could be made.
pub struct Papers {
    make: Make,
    request: Request,
    made: Mutex<BTreeMap<Key, Made>>,
}

/// The page for the web that a file for paper belongs to.
pub fn paper_of(name: &str) -> Option<String> {
    Some(format!("{}.html", name.strip_suffix(".pdf")?))
}

impl Papers {
    /// Made as this request says, but for the report, its year and what is made of it.
    pub fn new(make: Make, request: Request) -> Self {
        Self { make, request, made: Mutex::default() }
    }

    /// A file for paper of a report, as it is in this round; where it cannot be made the last one that could be.
    pub async fn get(&self, key: &Key, name: &str, round: u64) -> Option<Arc<Vec<u8>>> {
        // One at a time: who asks for the same meanwhile finds it made.
        let mut all = self.made.lock().await;
        let stands = all.get(key).is_some_and(|(made_of, _)| *made_of == round);
        if !stands && let Some(files) = self.typeset(key).await {
            all.insert(key.clone(), (round, files));
        }
        all.get(key).and_then(|(_, files)| files.get(name).cloned())
    }

    async fn typeset(&self, key: &Key) -> Option<BTreeMap<String, Arc<Vec<u8>>>> {
        let (id, year) = key.clone();
        let request =
            Request { lines: vec![id], year: Some(year), paper: true, web: false, ..self.request.clone() };
        let make = Arc::clone(&self.make);
        let made = tokio::task::spawn_blocking(move || make(&request)).await;
        let files = made.ok()?.files.remove(key)?;
        let papers = files.into_iter().filter(|(name, _)| paper_of(name).is_some());
        Some(papers.map(|(name, bytes)| (name, Arc::new(bytes))).collect())
    }
}
