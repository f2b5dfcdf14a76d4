//! `manifest.json`: what a report was made from and what was said in it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::rules::Protection;
use crate::base::{Findings, sha256};
use crate::edition::{Made, Replaced, Sentence, Title};
use crate::exports::PublishedCell;
use crate::validation::{Accounting, InputFile};

/// A published file.
#[derive(Debug, Clone, Serialize)]
pub struct ManifestFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its size.
    pub bytes: u64,
}

impl ManifestFile {
    /// Of some bytes.
    #[must_use]
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        Self { name: name.to_owned(), sha256: sha256(bytes), bytes: bytes.len() as u64 }
    }
}

/// The record of a report.
#[derive(Debug, Clone, Serialize)]
pub struct Manifest<'a> {
    /// Version of this format.
    pub format: u32,
    /// Program and version.
    pub program: String,
    /// Line.
    pub helpline: &'a str,
    /// Report year.
    pub year: i32,
    /// Edition.
    pub edition: u32,
    /// Date printed.
    pub date: String,
    /// Whether it is a draft of that edition: nothing that was published.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// The edition that it replaces.
    pub replaces: Option<&'a Replaced>,
    /// What it was made of, as fingerprints.
    pub made_of: &'a Made,
    /// Reasons of corrections since the edition replaced.
    pub reasons: &'a BTreeSet<String>,
    /// Whether the registrations are made up.
    pub synthetic: bool,
    /// Threshold of protection.
    pub threshold: u64,
    /// How the counts of each line were protected.
    pub protection: Protection,
    /// Files read.
    pub inputs: Vec<Input<'a>>,
    /// Rows read, used and excluded, where the report prints them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<&'a Accounting>,
    /// Findings on what is printed. Those on registrations and on their protection would tell of small numbers:
    /// they are the private log's.
    pub findings: &'a Findings,
    /// Files written beside this one.
    pub files: Vec<ManifestFile>,
    /// What it is called, in each of its languages.
    pub titles: &'a [Title],
    /// Headlines with their figures, and the findings of the key page.
    pub sentences: Vec<Sentence>,
    /// Every published cell, as in `figures.csv`.
    pub cells: &'a [PublishedCell],
}

/// A file that was read. Its size and rows are not told: a file of one month or one team is a count of its own.
#[derive(Debug, Clone, Serialize)]
pub struct Input<'a> {
    /// Path relative to the workspace.
    pub path: &'a str,
    /// SHA-256 of its bytes; of registrations, made with a key.
    pub sha256: &'a str,
}

impl<'a> Input<'a> {
    /// Of the files that were read.
    #[must_use]
    pub fn of(files: &'a [InputFile]) -> Vec<Self> {
        files.iter().map(|f| Self { path: &f.path, sha256: &f.sha256 }).collect()
    }
}

impl Manifest<'_> {
    /// The file's bytes.
    ///
    /// # Errors
    /// When a value cannot be written as JSON, which none of these can.
    pub fn to_bytes(&self) -> serde_json::Result<Vec<u8>> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// One fingerprint for all inputs: the first 16 digits of the hash of their hashes.
#[must_use]
pub fn joint_fingerprint(inputs: &[InputFile]) -> String {
    let all: String = inputs.iter().map(|i| format!("{} {}\n", i.sha256, i.path)).collect();
    sha256(all.as_bytes())[..16].to_owned()
}
