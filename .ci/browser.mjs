// Opens every page of a workspace's reports in a real browser, and works with `jaarlijn watch` as an editor does:
//
//   node .ci/browser.mjs PACKAGES PROGRAM WORKSPACE
//
// PACKAGES holds node_modules with puppeteer-core, axe-core and vnu-jar; the browser is the one that CHROME names, or
// Chromium. Each page is opened from the disk, by light and by dark and as wide as a telephone: it asks for nothing but
// itself, says nothing on the console, has no fault of WCAG 2.2 AA that axe-core finds, needs no scrolling sideways at
// 320 px, and the keyboard comes to all of its links and tables. Its charts read their values out, by the pointer and by
// the keyboard, and are saved as pictures; printed, it leaves the screen behind. The Nu checker finds no error in its markup. Then the
// workspace is copied and watched: a sentence that is changed appears, a mistake is told over the last good page, and
// goes when it is mended. Ends with 1 when something is not so, and with 3 when there is no browser.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, program, workspace] = process.argv.slice(2).map((one) => resolve(one));
const from = createRequire(join(packages, "node_modules", "here.js"));
const puppeteer = from("puppeteer-core");
const axe = readFileSync(from.resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// What the checker of markup has not heard of yet: the place in the contents that follows the reader.
const NEWER = ".*(scroll-target-group|:target-current).*";

const faults = [];
const fault = (where, what) => {
  faults.push(`${where}: ${what}`);
  console.log(`  ${where}: ${what}`);
};

const executablePath = [process.env.CHROME, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
  .find((path) => path && existsSync(path));
if (!executablePath) process.exit(3);
const browser = await puppeteer.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] })
  .catch((error) => {
    console.log(`  ${executablePath} does not start: ${error.message.split("\n")[0]}`);
    process.exit(3);
  });

async function colours(page, scheme) {
  await page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: scheme },
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
}

// What axe-core finds, one line a rule.
async function audited(page, options = {}) {
  const result = await page.evaluate(`(async () => {
    if (!window.axe) { ${axe} }
    const found = await axe.run(document, ${JSON.stringify({ runOnly: RULES, resultTypes: ["violations"], ...options })});
    return found.violations.map((it) => it.id + " at " + it.nodes.length + ", first " + it.nodes[0].target.join(" "));
  })()`);
  return result;
}

// What the keyboard does not come to. What scrolls is a step of its own in some browsers, so there may be more steps than
// things.
async function walked(page) {
  const all = await page.evaluate(() => {
    const found = "a[href], button, input, select, textarea, summary, [tabindex='0']";
    window.wanted = [...document.querySelectorAll(found)].filter((it) => it.checkVisibility() && !it.disabled);
    document.body.focus();
    return window.wanted.length;
  });
  const missed = () => page.evaluate(
    () => window.wanted.filter((it) => !window.reached.has(it)).map((it) => it.outerHTML.slice(0, 80)));
  for (const steps of [all, all]) {
    for (let step = 0; step < steps; step++) await page.keyboard.press("Tab");
    if ((await missed()).length === 0) return [];
  }
  return missed();
}

// Every chart reads its places out, one after the other by the keyboard and one where the pointer is, and is saved as a
// drawing that says what it shows and how final it is.
async function readOut(page, where) {
  const charts = await page.$$(".chart[data-readout]");
  for (const chart of charts) {
    const of = await chart.evaluate((it) => it.parentElement.id);
    const places = await chart.evaluate((it) => areas(it.dataset.readout).flatMap((area) => area.places.map((one) => one.name)));
    const region = await chart.$(".scroll");
    await region.focus();
    const heard = new Set();
    for (let step = 0; step < 400; step++) {
      await page.keyboard.press("ArrowRight");
      const told = await page.$eval(".told", (it) => it.textContent);
      if (heard.has(told)) break;
      heard.add(told);
    }
    const missed = places.filter((name) => name && ![...heard].some((told) => told.startsWith(`${name}, `)));
    const silent = await chart.evaluate((it) => areas(it.dataset.readout).flatMap((area) =>
      area.places.filter((one) => one.numbers.every((number) => !number)).map((one) => one.name)));
    for (const name of missed.filter((it) => !silent.includes(it))) fault(where, `${of}: the keyboard does not read out ${name}`);
    await page.keyboard.press("Escape");
    const drawn = await (await chart.$("svg")).boundingBox();
    const area = await chart.evaluate((it) => {
      const [{ left, top, width, height }] = areas(it.dataset.readout);
      const [, , whole] = it.querySelector("svg").getAttribute("viewBox").split(" ").map(Number);
      return { x: left + width / 2, y: top + height / 2, whole };
    });
    const scale = drawn.width / area.whole;
    await chart.evaluate((it) => it.scrollIntoView({ block: "center" }));
    const now = await (await chart.$("svg")).boundingBox();
    await page.mouse.move(now.x + area.x * scale, now.y + area.y * scale);
    const shown = await chart.$eval(".tip", (it) => (it.hidden ? "" : it.textContent));
    if (!shown && silent.length === 0) fault(where, `${of}: nothing is read out where one points`);
  }
  const pictures = await page.$$eval(".drawn:has(> .chart)", (all) => all.map((figure) => {
    const { text } = picture(figure);
    const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
    const status = [...document.querySelectorAll(".running .notice")].map((it) => it.textContent.trim());
    const said = [...parsed.querySelectorAll("text")].map((it) => it.textContent).join(" ");
    const good = !parsed.querySelector("parsererror") && status.every((it) => said.includes(it));
    return good ? "" : figure.id;
  }));
  for (const of of pictures.filter(Boolean)) fault(where, `${of}: the saved picture is not whole`);
}

// On paper nothing of the screen is left, and the page has no more sheets than the report has, twice over.
async function printed(page, where) {
  await page.emulateMediaType("print");
  const left = await page.$$eval(".save, .tip, .running, .skip, nav.contents", (all) => all.filter((it) => it.checkVisibility()).length);
  if (left > 0) fault(where, `on paper ${left} parts of the screen are left`);
  const bytes = Buffer.from(await page.pdf({ preferCSSPageSize: true }));
  const sheets = bytes.toString("latin1").split("/Type /Page\n").length - 1;
  if (sheets < 1 || sheets > 90) fault(where, `it is printed on ${sheets} sheets`);
  await page.emulateMediaType(null);
}

async function looked(path) {
  const where = relative(workspace, path);
  const page = await browser.newPage();
  page.on("console", (it) => fault(where, `the console says: ${it.text()}`));
  page.on("pageerror", (error) => fault(where, `a script failed: ${error.message}`));
  page.on("request", (it) => {
    if (it.url() !== pathToFileURL(path).href && !it.url().startsWith("data:")) fault(where, `it asks for ${it.url()}`);
  });
  await page.evaluateOnNewDocument(() => {
    window.reached = new Set();
    addEventListener("focusin", (it) => window.reached.add(it.target), true);
  });
  for (const [scheme, width] of [["light", 1280], ["dark", 1280], ["light", 320]]) {
    await page.setViewport({ width, height: 800 });
    await colours(page, scheme);
    await page.goto(pathToFileURL(path).href);
    for (const found of await audited(page)) fault(where, `${scheme}, ${width} px: ${found}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) fault(where, `${width} px: the page is ${wide} px wide`);
  }
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(pathToFileURL(path).href);
  await readOut(page, where);
  await printed(page, where);
  await page.goto(pathToFileURL(path).href);
  for (const missed of await walked(page)) fault(where, `the keyboard does not come to ${missed}`);
  await page.close();
}

function valid(paths) {
  try {
    execFileSync("java", ["-version"], { stdio: "ignore" });
  } catch {
    console.log("skipped: the markup is not validated, since Java is not here");
    return;
  }
  const checked = spawnSyncText("java", ["-Xss4m", "-jar", from.resolve("vnu-jar/build/dist/vnu.jar"), "--errors-only", "--filterpattern", NEWER, ...paths]);
  for (const line of checked.split("\n").filter(Boolean)) fault("markup", line.slice(0, 300));
}

// What a command says on its error output, whichever way it ends.
function spawnSyncText(command, args) {
  try {
    execFileSync(command, args, { stdio: ["ignore", "ignore", "pipe"], maxBuffer: 1 << 26 });
    return "";
  } catch (error) {
    return error.stderr ? error.stderr.toString() || `${command} failed: ${error.message}` : `${error.message}`;
  }
}

// An editor at work on one line.
async function watched() {
  const copy = mkdtempSync(join(tmpdir(), "watched-"));
  const told = [];
  let watching;
  try {
    cpSync(join(workspace, "data"), join(copy, "data"), { recursive: true });
    const line = readdirSync(join(copy, "data")).find((name) => existsSync(join(copy, "data", name, "commentary")));
    const settings = join(copy, "data", line, "helpline.yaml");
    const pieces = readdirSync(join(copy, "data", line, "commentary"), { recursive: true });
    const year = Math.max(...pieces.filter((it) => /^\d{4}$/.test(it)).map(Number));
    watching = spawn(program, ["--root", copy, "watch", line, "--year", String(year)]);
    watching.stdout.on("data", (bytes) => told.push(bytes.toString()));
    watching.stderr.on("data", (bytes) => told.push(bytes.toString()));
    const address = await until(() => told.join("").match(/http:\/\/\S+/)?.[0], 60);
    const page = await browser.newPage();
    page.on("console", (it) => fault("watch", `the console says: ${it.text()}`));
    page.on("pageerror", (error) => fault("watch", `a script failed: ${error.message}`));
    await page.setViewport({ width: 1280, height: 900 });
    await page.goto(address);
    const says = (text) => page.waitForFunction(
      (wanted) => document.getElementById("state").textContent.startsWith(wanted), { timeout: 60000, polling: 50 }, text);
    const holds = (text, there) => page.waitForFunction(
      (wanted, is) => document.getElementById("shown").contentDocument?.body?.textContent.includes(wanted) === is,
      { timeout: 60000, polling: 50 }, text, there);
    await says("Made");
    await edited(page, join(copy, "data", line, "commentary", String(year)), holds);
    const good = readFileSync(settings, "utf8");
    writeFileSync(settings, `${good}\nchanels: {}\n`);
    await page.waitForFunction(() => document.getElementById("state").className === "bad", { timeout: 60000, polling: 50 });
    const shown = await page.evaluate(() => [document.getElementById("findings").textContent,
      document.getElementById("shown").contentDocument.body.textContent.length, document.getElementById("stale").hidden]);
    if (!/helpline\.yaml:\d+:\d+/.test(shown[0])) fault("watch", "a mistake is not told with its file, line and column");
    if (shown[1] < 1000 || shown[2]) fault("watch", "the last good page does not stay, or is not called so");
    await lookedAt(page);
    writeFileSync(settings, good);
    await says("Made");
    if (!await page.evaluate(() => document.getElementById("stale").hidden)) fault("watch", "a mended mistake stays");
    await page.close();
    watching.kill("SIGINT");
    const ended = await until(() => watching.exitCode ?? watching.signalCode, 10).catch(() => "never");
    if (ended === "never") fault("watch", "Ctrl-C does not end it");
  } catch (error) {
    fault("watch", `${error.message}; it said: ${told.join("").slice(0, 400)}`);
  } finally {
    watching?.kill("SIGKILL");
    rmSync(copy, { recursive: true, force: true });
  }
}

// A sentence comes, is replaced, and goes.
async function edited(page, folder, holds) {
  const piece = join(folder, readdirSync(folder).find((name) => name.endsWith(".md")));
  const before = readFileSync(piece, "utf8");
  const took = [];
  for (const [text, wanted, there] of [
    [`${before}\n\nEen zin die er niet stond.\n`, "Een zin die er niet stond.", true],
    [`${before}\n\nEen andere zin.\n`, "Een andere zin.", true],
    [before, "Een andere zin.", false],
  ]) {
    const began = Date.now();
    writeFileSync(piece, text);
    await holds(wanted, there);
    took.push(((Date.now() - began) / 1000).toFixed(1));
  }
  console.log(`  watch: sentences were on the screen after ${took.join(", ")} s`);
}

async function lookedAt(page) {
  for (const [scheme, width] of [["light", 1280], ["dark", 1280], ["light", 320]]) {
    await page.setViewport({ width, height: 900 });
    await colours(page, scheme);
    for (const found of await audited(page, { iframes: false })) fault("watch", `${scheme}, ${width} px: ${found}`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) fault("watch", `${width} px: the page is ${wide} px wide`);
  }
}

async function until(made, seconds) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const value = made();
    if (value !== undefined && value !== null) return value;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`nothing in ${seconds} s`);
}

const pages = readdirSync(join(workspace, "reports"), { recursive: true })
  .filter((name) => name.endsWith(".html"))
  .map((name) => join(workspace, "reports", name))
  .sort();
if (pages.length === 0) fault("reports", "there are no pages");
for (const path of pages) await looked(path);
valid(pages);
await watched();
await browser.close();
console.log(`${pages.length} pages and watch were opened in ${executablePath}: ${faults.length} faults`);
process.exit(faults.length ? 1 : 0);
