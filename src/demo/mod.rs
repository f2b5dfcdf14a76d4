//! A complete demonstration workspace: four helplines whose registrations are made up, with totals
//! that equal published figures. What is written by hand lies under `files/`; the registrations are
//! dealt by a fixed generator, so that the bytes are the same on every machine.

mod dice;
mod drawings;
mod line_1712;
mod moments;
mod nupraatikerover;
mod series;
mod sheet;
mod slips;
mod stop_it_now;
mod tele_onthaal;

use std::io;
use std::path::Path;

use crate::base::Languages;
use crate::config::json_schemas;

/// A file of the workspace.
struct File {
    /// Path below `data/`, with forward slashes.
    path: String,
    /// Content.
    bytes: Vec<u8>,
}

/// Names files under `files/` and takes their content into the program.
macro_rules! written {
    ($($path:literal),+ $(,)?) => {
        [$(($path, include_str!(concat!("files/", $path)))),+]
    };
}

/// The files written by hand, by their path below `data/`.
static WRITTEN: [(&str, &str); 45] = written![
    "README.md",
    "workspace.yaml",
    "questions/vervolg-281.yaml",
    "questions/vraag-232.yaml",
    "questions/vraag-265.yaml",
    "questions/vraag-281.yaml",
    "questions/vraag-826.yaml",
    "codelists/age.yaml",
    "codelists/appointment.yaml",
    "codelists/call_for.yaml",
    "codelists/caller_type.yaml",
    "codelists/consent.yaml",
    "codelists/entry_point.yaml",
    "codelists/gender.yaml",
    "codelists/joint.yaml",
    "codelists/language.yaml",
    "codelists/lines.yaml",
    "codelists/problem.yaml",
    "codelists/province.yaml",
    "codelists/referral_destination.yaml",
    "codelists/referral_mode.yaml",
    "codelists/referred.yaml",
    "codelists/role.yaml",
    "codelists/team.yaml",
    "codelists/theme.yaml",
    "codelists/violence_form.yaml",
    "1712/helpline.yaml",
    "1712/commentary/2023/een-dag.md",
    "1712/commentary/2023/foreword.md",
    "1712/commentary/2023/outlook.md",
    "1712/commentary/2023/thanks.md",
    "1712/commentary/2023/volume.md",
    "1712/commentary/2023/what.md",
    "1712/commentary/2023/what_voorbeeld.md",
    "1712/events.yaml",
    "1712/published.yaml",
    "nupraatikerover/helpline.yaml",
    "nupraatikerover/events.yaml",
    "nupraatikerover/published.yaml",
    "stop-it-now/helpline.yaml",
    "stop-it-now/events.yaml",
    "stop-it-now/published.yaml",
    "tele-onthaal/helpline.yaml",
    "tele-onthaal/events.yaml",
    "tele-onthaal/published.yaml",
];

/// Writes the demonstration workspace: `data/` and everything in it, below `dir`.
///
/// # Errors
/// When a file cannot be written.
pub fn write(dir: &Path) -> io::Result<()> {
    let data = dir.join("data");
    for file in files()? {
        let path = data.join(&file.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(path, file.bytes)?;
    }
    Ok(())
}

/// All files, sorted by path.
fn files() -> io::Result<Vec<File>> {
    let mut files: Vec<File> = WRITTEN
        .iter()
        .map(|(path, text)| File { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() })
        .collect();
    files.extend(drawings::files());
    files.extend(line_1712::files()?);
    files.extend(nupraatikerover::files()?);
    files.extend(stop_it_now::files()?);
    files.extend(tele_onthaal::files()?);
    files.extend(series::files()?);
    files.extend(json_schemas(&Languages::default()).into_iter().map(|(name, schema)| File {
        path: format!(".schemas/{name}"),
        bytes: format!("{schema:#}\n").into_bytes(),
    }));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

#[cfg(test)]
mod recount;
#[cfg(test)]
mod tests;
