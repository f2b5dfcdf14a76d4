//! Times a whole run of Jaarlijn against a whole run of another program on the same registrations, in
//! turn, and prints the medians of the ratios. `tests/bench/README.md` says how to run it.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Colours of the lines, in order of their names.
const COLOURS: [&str; 4] = ["#1d4e6b", "#a8415b", "#3d6b35", "#5d4a8a"];

/// Files that every report folder must hold.
const FILES: [&str; 5] = ["report.nl.pdf", "figures.csv", "codes.csv", "tables.xlsx", "manifest.json"];

/// One whole run of a program.
struct Run {
    wall: f64,
    cpu: f64,
    /// Largest process, in MB.
    memory: f64,
}

fn main() -> Outcome<()> {
    let (Some(data), Some(peer)) = (std::env::var_os("BENCH_DATA"), std::env::var_os("BENCH_PEER")) else {
        println!("skipped: set BENCH_DATA and BENCH_PEER (tests/bench/README.md)");
        return Ok(());
    };
    let peer = peer.into_string().map_err(|_| "BENCH_PEER is not UTF-8")?;
    let pairs = std::env::var("BENCH_PAIRS").map_or(Ok(5), |n| n.parse::<usize>())?;
    let folder = tempfile::tempdir()?;
    let root = folder.path().join("workspace");
    let lines = lay_out(Path::new(&data), &root)?;
    println!("{} lines, {} cores, load {}", lines.len(), std::thread::available_parallelism()?, load());

    let mut ratios: [Vec<f64>; 3] = Default::default();
    println!("pair     ours: wall, cpu, MB     peer: wall, cpu, MB     ratio: wall, cpu, memory");
    for pair in 1..=pairs.max(1) {
        let reports = root.join("reports");
        remove(&reports)?;
        let mut ours = Command::new(env!("CARGO_BIN_EXE_jaarlijn"));
        let ours = timed(ours.args(["build", "--publish", "--quiet", "--root"]).arg(&root), folder.path())?;
        expect_reports(&reports, &lines)?;

        let out = folder.path().join("peer");
        remove(&out)?;
        let theirs =
            timed(Command::new("sh").args(["-c", &peer]).env("OUT", &out).env("DATA", &data), folder.path())?;
        expect_documents(&out, lines.len())?;

        let pair_ratios = [theirs.wall / ours.wall, theirs.cpu / ours.cpu, theirs.memory / ours.memory];
        let shown = |run: &Run| format!("{:6.2} s {:6.2} s {:5.0}", run.wall, run.cpu, run.memory);
        let [wall, cpu, memory] = pair_ratios;
        println!("{pair:4}  {}  {}     {wall:.2} {cpu:.2} {memory:.2}", shown(&ours), shown(&theirs));
        ratios.iter_mut().zip(pair_ratios).for_each(|(all, one)| all.push(one));
    }
    for (what, mut all) in ["wall", "cpu", "memory"].into_iter().zip(ratios) {
        all.sort_by(f64::total_cmp);
        println!("{what}: median {:.2}, from {:.2} to {:.2}", median(&all), all[0], all[all.len() - 1]);
    }
    println!("load {}", load());
    Ok(())
}

/// Makes the workspace: the template with one line per prefix of the files' names (`<line>_<year>.csv`).
fn lay_out(data: &Path, root: &Path) -> Outcome<Vec<String>> {
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bench/workspace");
    fs::create_dir_all(root.join("data/codelists"))?;
    fs::copy(template.join("workspace.yaml"), root.join("data/workspace.yaml"))?;
    for list in fs::read_dir(template.join("codelists"))? {
        let list = list?;
        fs::copy(list.path(), root.join("data/codelists").join(list.file_name()))?;
    }
    let settings = fs::read_to_string(template.join("helpline.yaml"))?;
    let mut lines: Vec<String> = Vec::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir(data)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.sort();
    for file in files {
        let Some(name) = file.file_name().and_then(|n| n.to_str()) else { continue };
        let Some((line, _)) = name.split_once('_') else { continue };
        let home = root.join("data").join(line);
        if lines.last().is_none_or(|last| last != line) {
            fs::create_dir_all(home.join("registrations"))?;
            let (first, rest) = line.split_at(line.chars().next().map_or(0, char::len_utf8));
            let shown = first.to_uppercase() + rest;
            let own =
                settings.replace("NAME", &shown).replace("COLOUR", COLOURS[lines.len() % COLOURS.len()]);
            fs::write(home.join("helpline.yaml"), own)?;
            lines.push(line.to_owned());
        }
        let place = home.join("registrations").join(name);
        // Another file system has no hard links to it.
        if fs::hard_link(&file, &place).is_err() {
            fs::copy(&file, &place)?;
        }
    }
    if lines.is_empty() {
        Err(format!("no files <line>_<year>.csv in {}", data.display()).into())
    } else {
        Ok(lines)
    }
}

/// Runs a command to its end under `/usr/bin/time`.
fn timed(command: &mut Command, folder: &Path) -> Outcome<Run> {
    let times = folder.join("times");
    let mut outer = Command::new("/usr/bin/time");
    outer.args(["-f", "%e %U %S %M", "-o"]).arg(&times).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        outer.env(name, value.unwrap_or_default());
    }
    let output = outer.stdout(Stdio::null()).stderr(Stdio::piped()).output()?;
    if !output.status.success() {
        return Err(format!("{command:?} failed:\n{}", String::from_utf8_lossy(&output.stderr)).into());
    }
    let text = fs::read_to_string(&times)?;
    let numbers: Vec<f64> = text.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
    let [wall, user, system, kilobytes] = numbers[..] else {
        return Err(format!("cannot read times: {text}").into());
    };
    Ok(Run { wall, cpu: user + system, memory: kilobytes / 1024.0 })
}

/// Every line has its files, and none is empty.
fn expect_reports(reports: &Path, lines: &[String]) -> Outcome<()> {
    for line in lines {
        for file in FILES {
            let path = reports.join("2023").join(line).join(file);
            if fs::metadata(&path).map_or(0, |m| m.len()) == 0 {
                return Err(format!("{} is missing or empty", path.display()).into());
            }
        }
    }
    Ok(())
}

/// The other program wrote at least one PDF per line.
fn expect_documents(out: &Path, lines: usize) -> Outcome<()> {
    let pdfs = walkdir::WalkDir::new(out).into_iter().filter_map(Result::ok);
    let found = pdfs.filter(|e| e.path().extension().is_some_and(|x| x == "pdf")).count();
    if found < lines { Err(format!("{found} PDFs of {lines} in {}", out.display()).into()) } else { Ok(()) }
}

fn remove(folder: &Path) -> Outcome<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

fn median(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[half] } else { (sorted[half - 1] + sorted[half]) / 2.0 }
}

/// What else the machine does.
fn load() -> String {
    fs::read_to_string("/proc/loadavg")
        .map_or_else(|_| "unknown".to_owned(), |l| l.split(' ').take(3).collect::<Vec<_>>().join(" "))
}
