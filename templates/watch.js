// Follows the rounds of `jaarlijn watch`: asks for the next one, and shows its pages where the reader was.
"use strict";
const part = (id) => document.getElementById(id);
let known = "";
let round = null;
let showing = "";

const nameOf = (report) => `${report.id} ${report.year}`;

function options(select, names, wanted) {
  const kept = names.includes(select.value) ? select.value : wanted(names);
  select.replaceChildren(...names.map((name) => new Option(name, name, false, name === kept)));
}

function chosen() {
  return round.reports.find((report) => nameOf(report) === part("report").value);
}

function show() {
  const report = round && chosen();
  if (!report) return;
  const file = part("file").value;
  const address = `file/${report.round}/${encodeURIComponent(report.id)}/${report.year}/${encodeURIComponent(file)}`;
  part("stale").hidden = report.round === round.number;
  if (address === showing) return;
  const frame = part("shown");
  // The same file of another round: the reader stays where he was.
  const same = showing.split("/").slice(2).join("/") === address.split("/").slice(2).join("/");
  let place = 0;
  try { place = same ? frame.contentWindow.scrollY : 0; } catch { place = 0; }
  showing = address;
  frame.onload = () => { try { frame.contentWindow.scrollTo(0, place); } catch { /* The browser's own viewer keeps its place. */ } };
  frame.contentWindow.location.replace(new URL(address, document.baseURI));
}

function text(kind, words, className) {
  const made = document.createElement(kind);
  made.textContent = words;
  if (className) made.className = className;
  return made;
}

function told(finding) {
  const item = document.createElement("li");
  item.className = finding.severity;
  item.append(text("b", finding.severity), " ", text("code", finding.code));
  const place = finding.place;
  if (place) {
    const where = [place.file, place.line, place.column].filter((it) => it !== null).join(":");
    item.append(document.createElement("br"), text("code", where));
  }
  item.append(text("div", finding.message + (finding.more ? ` (and ${finding.more} more)` : "")));
  if (finding.hint) item.append(text("p", finding.hint, "hint"));
  return item;
}

function state() {
  const errors = round.findings.filter((it) => it.severity === "error").length;
  const line = part("state");
  line.className = errors ? "bad" : "";
  if (round.making) line.textContent = "A file changed: the reports are being made…";
  else if (errors) line.textContent = errors === 1 ? "1 error" : `${errors} errors`;
  else line.textContent = `Made in ${round.seconds.toFixed(1)} s`;
}

function take(next) {
  round = next;
  known = `${round.number}${round.making ? "m" : ""}`;
  state();
  if (round.making) return;
  options(part("report"), round.reports.map(nameOf), (names) => names[0]);
  files();
  const order = { error: 0, warning: 1, note: 2 };
  const sorted = [...round.findings].sort((a, b) => order[a.severity] - order[b.severity]);
  part("findings").replaceChildren(...sorted.map(told));
  if (!sorted.length) part("findings").replaceChildren(text("li", "None."));
  if (part("withheld").open) account();
}

function files() {
  const report = chosen();
  if (!report) return;
  options(part("file"), report.files, (names) => names.find((name) => name.endsWith(".html")) || names[0]);
  show();
}

async function account() {
  part("account").textContent = "…";
  try { part("account").textContent = await (await fetch("account")).text(); }
  catch { part("account").textContent = "The program does not answer."; }
}

async function follow() {
  for (;;) {
    try {
      take(await (await fetch(`round/${known || "none"}`)).json());
    } catch {
      part("state").textContent = "The program has ended.";
      part("state").className = "bad";
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

part("report").addEventListener("change", files);
part("file").addEventListener("change", show);
part("withheld").addEventListener("toggle", () => { if (part("withheld").open) account(); });
follow();
