//! `watch`: an edit is shown by itself, a mistake is told over the last good pages, and nobody else is answered.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use super::support::{bare, files, program, put};

/// The program as it watches a workspace, ended with the test.
struct Watching {
    child: Child,
    port: u16,
    token: String,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Watching {
    fn of(root: &Path) -> Self {
        let mut child = Command::new(program())
            .args(["watch", "voorbeeld", "--root"])
            .arg(root)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let (_, rest) = line.split_once("http://127.0.0.1:").expect(&line);
        let (port, rest) = rest.split_once('/').unwrap();
        let token = rest.split('/').next().unwrap().to_owned();
        assert!(token.len() >= 32, "{line}");
        Self { child, port: port.parse().unwrap(), token }
    }

    fn ask(&self, host: &str, path: &str) -> Answer {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let at = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8_lossy(&bytes[..at]).to_lowercase();
        assert!(
            head.matches("content-type:").count() <= 1
                && head.matches("content-security-policy:").count() == 1,
            "{head}"
        );
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, head, body: bytes[at + 4..].to_vec() }
    }

    fn get(&self, path: &str) -> Answer {
        self.ask(&format!("127.0.0.1:{}", self.port), &format!("/{}/{path}", self.token))
    }

    /// The first round with another number than this one that is no longer being made.
    fn round_after(&self, number: u64) -> Value {
        let mut known = "none".to_owned();
        loop {
            let answer = self.get(&format!("round/{known}"));
            assert_eq!(answer.status, 200);
            let round: Value = serde_json::from_slice(&answer.body).unwrap();
            let (now, making) = (round["number"].as_u64().unwrap(), round["making"].as_bool().unwrap());
            if now > number && !making {
                return round;
            }
            known = format!("{now}{}", if making { "m" } else { "" });
        }
    }

    /// The page of the report of 2023 that a round shows.
    fn page(&self, round: &Value) -> String {
        let report = &round["reports"].as_array().unwrap()[0];
        assert_eq!((report["id"].as_str(), report["year"].as_i64()), (Some("voorbeeld"), Some(2023)));
        let answer = self.get(&format!("file/{}/voorbeeld/2023/report.nl.html", report["round"]));
        assert_eq!(answer.status, 200);
        assert!(answer.head.contains("content-type: text/html"), "{}", answer.head);
        String::from_utf8(answer.body).unwrap()
    }
}

/// Every file with its bytes.
fn tree(root: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    files(root).into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

fn codes(round: &Value) -> Vec<String> {
    let findings = round["findings"].as_array().unwrap();
    findings.iter().map(|f| f["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_edit_is_shown_and_a_mistake_is_told_over_the_last_good_pages() {
    let dir = bare();
    let root = dir.path();
    let said = |text: &str| put(root, "data/voorbeeld/commentary/2023/volume.md", format!("{text}\n"));
    said("Dit is een eerste zin.");
    let before = tree(root);
    let watching = Watching::of(root);
    let first = watching.round_after(0);
    assert!(watching.page(&first).contains("Dit is een eerste zin."));
    let names: Vec<&str> =
        first["reports"][0]["files"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(names, ["report.nl.html", "report.nl.pdf"]);
    let pdf = watching.get(&format!("file/1/voorbeeld/2023/{}", names[1]));
    assert!(pdf.body.starts_with(b"%PDF") && pdf.head.contains("application/pdf"));

    said("Dit is een tweede zin.");
    let second = watching.round_after(first["number"].as_u64().unwrap());
    let page = watching.page(&second);
    assert!(page.contains("Dit is een tweede zin.") && !page.contains("eerste zin"));

    // A mistake in the settings: the finding has its place, the pages stay.
    let settings = std::fs::read_to_string(root.join("data/voorbeeld/helpline.yaml")).unwrap();
    put(root, "data/voorbeeld/helpline.yaml", settings.replace("dimensions:", "dimensoins:"));
    let third = watching.round_after(second["number"].as_u64().unwrap());
    assert!(codes(&third).contains(&"C007".to_owned()), "{third}");
    let place = third["findings"].as_array().unwrap().iter().find(|f| f["code"] == "C007").unwrap();
    assert_eq!(place["place"]["file"], "data/voorbeeld/helpline.yaml");
    assert_eq!(third["reports"][0]["round"], second["reports"][0]["round"]);
    assert_eq!(watching.page(&third), page);

    // No YAML at all, then the repair.
    put(root, "data/voorbeeld/helpline.yaml", "name: [");
    let fourth = watching.round_after(third["number"].as_u64().unwrap());
    assert!(codes(&fourth).contains(&"C001".to_owned()), "{fourth}");
    assert_eq!(watching.page(&fourth), page);
    put(root, "data/voorbeeld/helpline.yaml", settings);
    let fifth = watching.round_after(fourth["number"].as_u64().unwrap());
    assert!(!codes(&fifth).iter().any(|code| code.starts_with('C')), "{fifth}");
    assert_eq!(fifth["reports"][0]["round"], fifth["number"]);
    assert_eq!(watching.page(&fifth), page);

    // Nothing was written but what the test wrote.
    said("Dit is een eerste zin.");
    drop(watching);
    assert!(tree(root) == before, "a file was written");
}

#[test]
fn numbers_follow_the_registrations_and_the_settings_also_after_sentences() {
    let dir = bare();
    let root = dir.path();
    let data = "data/voorbeeld/registrations/2023.csv";
    let (rows, settings) = (read(root, data), read(root, "data/voorbeeld/helpline.yaml"));
    let more: String =
        (0..40).map(|n| format!("c{n};2023-06-15T10:{:02};Telefoon;Antwerpen;30\n", n % 60)).collect();
    let said = |text: &str| put(root, "data/voorbeeld/commentary/2023/volume.md", format!("{text}\n"));
    let watching = Watching::of(root);
    let mut number = 0;
    let mut next = || {
        let round = watching.round_after(number);
        number = round["number"].as_u64().unwrap();
        watching.page(&round)
    };
    let first = next();
    said("Dit is een eerste zin.");
    let told = next();
    assert!(told.contains("eerste zin") && told != first);
    put(root, data, format!("{rows}{more}"));
    let corrected = next();
    assert!(corrected.contains("eerste zin") && numbers(&corrected) != numbers(&told));
    said("Dit is een tweede zin.");
    let after = next();
    assert!(after.contains("tweede zin") && numbers(&after) == numbers(&corrected));
    put(root, "data/voorbeeld/helpline.yaml", settings.replace("Voorbeeldlijn", "Andere lijn"));
    assert!(next().contains("Andere lijn"));
    // All as it was: the same bytes, whatever was remembered.
    put(root, "data/voorbeeld/helpline.yaml", &settings);
    assert_eq!(numbers(&next()), numbers(&corrected));
    put(root, data, &rows);
    assert_eq!(numbers(&next()), numbers(&told));
    said("Dit is een eerste zin.");
    assert!(next() == told);
}

/// The cells of the tables of a page.
fn numbers(page: &str) -> Vec<String> {
    super::html::elements(page).into_iter().filter(|it| it.name == "td").map(|it| it.text).collect()
}

fn read(root: &Path, file: &str) -> String {
    std::fs::read_to_string(root.join(file)).unwrap()
}

#[test]
fn only_who_knows_the_address_on_this_machine_is_answered() {
    let dir = bare();
    let watching = Watching::of(dir.path());
    watching.round_after(0);
    let (own, port) = (format!("127.0.0.1:{}", watching.port), watching.port);
    let address = format!("/{}/", watching.token);
    for host in [own.clone(), format!("localhost:{port}")] {
        let answer = watching.ask(&host, &address);
        assert_eq!(answer.status, 200, "{host}");
        assert!(answer.head.contains("content-security-policy: default-src 'none'"), "{}", answer.head);
        assert!(answer.head.contains("cache-control: no-store"), "{}", answer.head);
    }
    for host in ["example.org", "127.0.0.1", "127.0.0.1:1", "", &format!("example.org:{port}")] {
        let answer = watching.ask(host, &address);
        assert!(
            answer.status >= 400 && !String::from_utf8_lossy(&answer.body).contains("Jaarlijn"),
            "{host}"
        );
    }
    for (name, kind) in [("", "text/html"), ("watch.js", "text/javascript"), ("watch.css", "text/css")] {
        let answer = watching.get(name);
        assert!(
            answer.status == 200 && answer.head.contains(&format!("content-type: {kind}")),
            "{}",
            answer.head
        );
    }
    let other = "0".repeat(watching.token.len());
    for path in ["/", "/round/none", &format!("/{other}/"), &format!("/{other}/round/none")] {
        assert_eq!(watching.ask(&own, path).status, 404, "{path}");
    }
    // Only files of reports, by the names that they have.
    for path in [
        "file/1/voorbeeld/2023/figures.csv",
        "file/1/voorbeeld/2023/..%2F..%2Fdata",
        "file/1/x/2023/report.nl.pdf",
    ] {
        assert_eq!(watching.get(path).status, 404, "{path}");
    }
    assert!(TcpStream::connect((own.trim_end_matches(&format!(":{port}")), port)).is_ok());
}

#[test]
fn what_is_withheld_is_told_when_somebody_asks() {
    let dir = bare();
    let watching = Watching::of(dir.path());
    watching.round_after(0);
    let answer = watching.get("account");
    let text = String::from_utf8(answer.body).unwrap();
    assert!(answer.status == 200 && answer.head.contains("text/plain"), "{}", answer.head);
    assert!(text.contains("voorbeeld"), "{text}");
}

#[test]
#[cfg(unix)]
fn a_signal_ends_it() {
    let dir = bare();
    let mut watching = Watching::of(dir.path());
    watching.round_after(0);
    let id = watching.child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert!(watching.child.wait().unwrap().success());
}

#[test]
fn a_port_that_is_taken_is_said() {
    let dir = bare();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    super::support::jaarlijn(dir.path(), &["watch", "--port", &port]).ends(2, &["error[U020]", "--port"]);
}
