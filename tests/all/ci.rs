//! The files for CI: workflows that parse, commands that exist, and what a job reads.

use std::path::Path;
use std::process::Command;

use serde_yaml::Value;

use super::support::{base, copy, jaarlijn, program, put, repository, run};

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&std::fs::read_to_string(repository().join(path)).unwrap()).unwrap()
}

/// Every text of a tree.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Sequence(items) => items.iter().flat_map(texts).collect(),
        Value::Mapping(map) => map.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

fn shell_accepts(script: &str) {
    let output = Command::new("bash").args(["-n", "-c", script]).output().unwrap();
    assert!(output.status.success(), "{script}\n{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_github_workflow_has_all_its_steps() {
    let workflow = yaml(".github/workflows/reports.yml");
    for key in ["push", "pull_request", "workflow_dispatch", "workflow_call"] {
        assert!(workflow["on"].as_mapping().unwrap().contains_key(key), "{key}");
    }
    assert_eq!(workflow["permissions"]["contents"], "read");
    let steps = workflow["jobs"]["reports"]["steps"].as_sequence().unwrap();
    let names: Vec<&str> = steps.iter().map(|s| s["name"].as_str().unwrap()).collect();
    for (step, name) in steps.iter().zip(&names) {
        assert!(step.get("run").is_some() != step.get("uses").is_some(), "{name}");
        if let Some(script) = step.get("run") {
            shell_accepts(script.as_str().unwrap());
        }
        if let Some(action) = step.get("uses") {
            assert!(action.as_str().unwrap().contains('@'), "{name}: no version");
        }
    }
    let step = |name: &str| &steps[names.iter().position(|n| *n == name).unwrap()];
    let build = step("Reports, twice");
    assert_eq!(build["env"]["FORMAT"], "github");
    assert!(
        build["env"]["PUBLISH"].as_str().unwrap().ends_with("|| 'false' }}"),
        "drafts, unless it is said"
    );
    assert!(repository().join(".ci/reports").exists());
    assert_eq!(build["run"], "program/.ci/reports workspace result");
    let kept = step("Keep reports, data and manifests");
    assert_eq!(kept["if"], "always()");
    // What the build said of registrations is not passed on with the reports.
    assert_eq!(kept["with"]["path"], "workspace/reports");
    let said = step("Keep what the build said");
    assert_eq!((said["if"].as_str(), said["with"]["path"].as_str()), (Some("always()"), Some("result")));
    assert!(texts(&workflow).iter().any(|t| t.contains(".jaarlijn-cache")));
}

#[test]
fn a_draft_is_never_put_on_pages() {
    let workflow = yaml(".github/workflows/reports.yml");
    assert_eq!(workflow["on"]["workflow_call"]["inputs"]["pages"]["default"], false);
    let job = &workflow["jobs"]["pages"];
    assert_eq!(job["needs"], "reports");
    let asked = job["if"].as_str().unwrap();
    for part in ["inputs.pages", "vars.JAARLIJN_PAGES == 'true'", "!= 'pull_request'", "default_branch"] {
        assert!(asked.contains(part), "{asked}");
    }
    assert_eq!(texts(&job["permissions"]), ["write", "write"]);
    let steps = job["steps"].as_sequence().unwrap();
    let check = steps.iter().find_map(|step| step["run"].as_str()).unwrap();
    shell_accepts(check);
    let ends = |dir: &Path| {
        let output = Command::new("bash").args(["-e", "-c", check]).current_dir(dir).output().unwrap();
        output.status.code()
    };
    let dir = base();
    jaarlijn(dir.path(), &["build"]).ends(0, &["draft"]);
    std::fs::rename(dir.path().join("reports"), dir.path().join("site")).unwrap();
    assert_eq!(ends(dir.path()), Some(1));
    std::fs::rename(dir.path().join("site"), dir.path().join("reports")).unwrap();
    jaarlijn(dir.path(), &["publish"]).ends(0, &["published"]);
    std::fs::rename(dir.path().join("reports"), dir.path().join("site")).unwrap();
    assert_eq!(ends(dir.path()), Some(0));
}

#[test]
fn a_release_packs_what_binstall_looks_for() {
    let workflow = yaml(".github/workflows/release.yml");
    assert!(texts(&workflow["on"]["push"]["tags"])[0].starts_with('v'));
    let job = &workflow["jobs"]["program"];
    let targets: Vec<&str> = job["strategy"]["matrix"]["include"]
        .as_sequence()
        .unwrap()
        .iter()
        .map(|one| one["target"].as_str().unwrap())
        .collect();
    for wanted in ["x86_64-unknown-linux-gnu", "aarch64-unknown-linux-gnu", "apple-darwin", "windows-msvc"] {
        assert!(targets.iter().any(|t| t.ends_with(wanted)), "{wanted}");
    }
    let steps = job["steps"].as_sequence().unwrap();
    steps.iter().filter_map(|s| s["run"].as_str()).for_each(shell_accepts);
    let release = workflow["jobs"]["release"]["steps"].as_sequence().unwrap();
    release.iter().filter_map(|s| s["run"].as_str()).for_each(shell_accepts);
    let pack = steps.iter().find(|s| s["name"] == "Pack").unwrap()["run"].as_str().unwrap();
    assert!(pack.contains("name=\"jaarlijn-$TARGET\"") && pack.contains("$name.tar.gz"), "{pack}");
    assert!(pack.contains("jaarlijn.exe\" \"$name/\"") && pack.contains("$name.zip"), "{pack}");
    assert!(steps.iter().any(|s| s["uses"].as_str().is_some_and(|u| u.contains("attest"))));

    let manifest = std::fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("/releases/download/v{ version }/jaarlijn-{ target }{ archive-suffix }\""));
    assert!(manifest.contains("bin-dir = \"jaarlijn-{ target }/{ bin }{ binary-ext }\""));
    for target in targets.iter().filter(|t| t.contains("windows")) {
        assert!(manifest.contains(&format!("binstall.overrides.{target}]\npkg-fmt = \"zip\"")), "{target}");
    }
}

#[test]
fn ci_begins_with_nothing_and_runs_what_readme_says() {
    let script = std::fs::read_to_string(repository().join(".ci/run")).unwrap();
    shell_accepts(&script);
    let at = |text: &str| script.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("export CARGO_HOME=\"$own/cargo\"") < at("step \"README's first command"));
    assert!(at("step \"README's first command") < at("cargo clippy --locked --all-targets"));
    let readme = std::fs::read_to_string(repository().join("README.md")).unwrap();
    for command in ["cargo run", "cargo test"] {
        assert!(readme.lines().any(|line| line == command), "{command}");
    }
}

#[test]
fn the_gitlab_job_does_the_same() {
    let job = &yaml(".gitlab/reports.yml")["reports"];
    assert_eq!(job["artifacts"]["when"], "always");
    assert_eq!(texts(&job["artifacts"]["paths"]), ["reports"]);
    assert_eq!(job["artifacts"]["reports"]["junit"], "result/junit.xml");
    assert!(texts(&job["cache"]).iter().any(|t| t == ".jaarlijn-cache"));
    let script = job["script"][0].as_str().unwrap();
    shell_accepts(script);
    assert!(script.contains(".ci/reports\" . result"), "{script}");
}

fn ci(dir: &Path, accepted: &str) -> super::support::Run {
    let mut command = Command::new(repository().join(".ci/reports"));
    command.args([".", "result"]).env("JAARLIJN", program()).env("FORMAT", "github").env("PUBLISH", "true");
    command.env("ACCEPTED_CODES", accepted);
    run(dir, command)
}

#[cfg(unix)]
#[test]
fn a_ci_build_says_everything_and_ends_with_the_right_code() {
    let dir = base();
    ci(dir.path(), "0").ends(0, &[]);
    assert!(!dir.path().join("result/differences.txt").exists());
    let summary = std::fs::read_to_string(dir.path().join("result/summary.md")).unwrap();
    assert!(summary.contains("| voorbeeld | 2023 | published | 0 |"), "{summary}");

    // A row that is rejected, and figures that change.
    let text = "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\nx;2023-02-30T10:00;Telefoon;Limburg;30\ny;2023-02-03T10:00;Telefoon;Limburg;30\n";
    put(dir.path(), "data/voorbeeld/registrations/extra.csv", text);
    let run = ci(dir.path(), "0");
    run.ends(10, &["::error file=data/voorbeeld/registrations/extra.csv,line=2,col=2,title=V0"]);
    let summary = std::fs::read_to_string(dir.path().join("result/summary.md")).unwrap();
    assert!(summary.contains("## Changed figures: voorbeeld 2023"), "{summary}");
    assert!(
        summary.contains("| contact 2023 | 24 | 25 |") || summary.contains(" 2023 | 24 | 25 |"),
        "{summary}"
    );
    let junit = std::fs::read_to_string(dir.path().join("result/junit.xml")).unwrap();
    assert!(junit.contains("<testcase classname=\"voorbeeld\" name=\"2023\""), "{junit}");
    ci(dir.path(), "0 10").ends(0, &[]);

    // A report that cannot be made.
    put(dir.path(), "data/voorbeeld/registrations/extra.csv", b"\x00");
    ci(dir.path(), "0 10 30").ends(0, &[]);
    let junit = std::fs::read_to_string(dir.path().join("result/junit.xml")).unwrap();
    assert!(junit.contains("failures=\"1\"") && junit.contains("<failure message="), "{junit}");
    assert!(!junit.contains('\0'));
}

#[test]
fn the_result_as_json_has_the_documented_fields() {
    let dir = base();
    copy(&dir.path().join("data/voorbeeld"), &dir.path().join("data/andere"));
    jaarlijn(dir.path(), &["build", "--publish"]).ends(0, &[]);
    put(
        dir.path(),
        "data/andere/registrations/extra.csv",
        "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\nx;2023-02-30T10:00;Telefoon;Limburg;30\ny;2023-02-03T10:00;Telefoon;Limburg;30\n",
    );
    // The same in another file.
    put(
        dir.path(),
        "data/andere/registrations/other.csv",
        "Nummer;Tijdstip;Kanaal;Provincie;Leeftijd\nz;2023-02-30T11:00;Telefoon;Limburg;31\n",
    );
    let run = jaarlijn(dir.path(), &["build", "--publish", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let documented = std::fs::read_to_string(repository().join("src/cli/json.md")).unwrap();
    // What `new` prints stands behind it and has a test of its own.
    let documented = documented.split("\n`new` prints").next().unwrap();
    let mut fields = std::collections::BTreeSet::new();
    collect("", &value, &mut fields);
    for field in &fields {
        assert!(documented.contains(&format!("| `{field}` |")), "`{field}` is not in src/cli/json.md");
    }
    for line in documented.lines().filter_map(|l| l.strip_prefix("| `")) {
        let field = line.split('`').next().unwrap();
        assert!(fields.contains(field), "`{field}` is documented and not there:\n{}", run.out);
    }
    assert_eq!(value["format"], 1);
    assert_eq!(value["exit"], run.code);
}

/// `reports[].year` and the like: every field that stands in a tree.
fn collect(path: &str, value: &serde_json::Value, fields: &mut std::collections::BTreeSet<String>) {
    match value {
        serde_json::Value::Object(map) => {
            for (key, inner) in map {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                fields.insert(path.clone());
                collect(&path, inner, fields);
            }
        }
        serde_json::Value::Array(items) => {
            items.iter().for_each(|i| collect(&format!("{path}[]"), i, fields))
        }
        _ => {}
    }
}

#[test]
fn a_summary_that_cannot_be_written_is_an_error() {
    let dir = base();
    put(dir.path(), "in-the-way", "x");
    jaarlijn(dir.path(), &["build", "--publish", "--summary", "in-the-way/x.md"])
        .ends(74, &["error[P001] in-the-way"]);
}
