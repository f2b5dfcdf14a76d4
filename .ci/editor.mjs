// Opens the settings files of a workspace as an editor does, in the YAML language server whose folder is given:
//
//   node .ci/editor.mjs SERVER DATA…      (SERVER: a folder with node_modules/yaml-language-server)
//
// Every file of DATA must be without a complaint: the demonstration by the schema that its first line names, others by
// their names. A misspelt key must be told, and the keys of a line must be offered while one types. Ends with 1 when
// something is not so, and with 3 when the server does not answer.
import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...all] = process.argv.slice(2);
const data = all.map((one) => resolve(one));
const server = spawn(process.execPath, [
  join(resolve(folder), "node_modules/yaml-language-server/bin/yaml-language-server"), "--stdio",
]);
server.stderr.on("data", (bytes) => process.stderr.write(bytes));

const schemas = (root) => {
  const at = (name) => pathToFileURL(join(root, ".schemas", `${name}.json`)).href;
  return {
    [at("workspace")]: "**/data/workspace.yaml",
    [at("helpline")]: "**/data/*/helpline.yaml",
    [at("events")]: "**/data/*/events.yaml",
    [at("published")]: "**/data/*/published.yaml",
    [at("codelist")]: "**/data/codelists/*.yaml",
    [at("question")]: "**/data/questions/*.yaml",
  };
};
const settings = { yaml: { validate: true, completion: true, schemas: schemas(data[0]), schemaStore: { enable: false } } };

let left = Buffer.alloc(0);
let next = 1;
const waiting = new Map();
const told = new Map();
const send = (message) => {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
};
const ask = (method, params) => new Promise((done) => {
  waiting.set(next, done);
  send({ id: next++, method, params });
});
const take = (message) => {
  if (message.method === "textDocument/publishDiagnostics") {
    told.get(message.params.uri)?.(message.params.diagnostics);
  } else if (message.method === "workspace/configuration") {
    const part = (item) => item.section.split(".").reduce((value, key) => value?.[key], settings) ?? null;
    send({ id: message.id, result: message.params.items.map(part) });
  } else if (message.id !== undefined && message.method !== undefined) {
    send({ id: message.id, result: null });
  } else if (waiting.has(message.id)) {
    waiting.get(message.id)(message.result);
    waiting.delete(message.id);
  }
};
server.stdout.on("data", (bytes) => {
  left = Buffer.concat([left, bytes]);
  for (;;) {
    const head = left.indexOf("\r\n\r\n");
    if (head < 0) return;
    const length = Number(/Content-Length: (\d+)/.exec(left.subarray(0, head).toString())[1]);
    if (left.length < head + 4 + length) return;
    take(JSON.parse(left.subarray(head + 4, head + 4 + length).toString()));
    left = left.subarray(head + 4 + length);
  }
});

const open = (path, text) => new Promise((done) => {
  const uri = pathToFileURL(path).href;
  told.set(uri, done);
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
});
const files = (root) => readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith(".yaml"))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const late = setTimeout(() => { console.error("the language server does not answer"); process.exit(3); }, 240_000);
await ask("initialize", { processId: process.pid, rootUri: pathToFileURL(data[0]).href, capabilities: {
  workspace: { configuration: true, didChangeConfiguration: {} }, textDocument: { completion: {} },
} });
send({ method: "initialized", params: {} });
send({ method: "workspace/didChangeConfiguration", params: { settings } });
await new Promise((done) => setTimeout(done, 500));

let wrong = 0;
let seen = 0;
for (const path of data.flatMap(files)) {
  seen += 1;
  for (const one of await open(path, readFileSync(path, "utf8"))) {
    wrong += 1;
    console.error(`${path}:${one.range.start.line + 1}: ${one.message}`);
  }
}
const expect = (what, holds) => {
  if (!holds) { wrong += 1; console.error(`not so: ${what}`); }
};
const line = join(data[0], "new-line", "helpline.yaml");
const text = "# yaml-language-server: $schema=../.schemas/helpline.json\nname: x\nthreshhold: 5\nstages: [anwsered]\nfiles:\n- match: '*.csv'\n  columns: {at: A}\n  delimeter: ';'\n";
const found = (await open(line, text)).map((one) => one.message).join("\n");
for (const word of ["threshhold", "delimeter", "answered"]) expect(`\`${word}\` is in\n${found}`, found.includes(word));
const typed = "# yaml-language-server: $schema=../.schemas/helpline.json\nname: x\n\nfiles:\n- match: '*.csv'\n  d\n";
const other = join(data[0], "other-line", "helpline.yaml");
await open(other, typed);
const offered = async (row, character) => {
  const answer = await ask("textDocument/completion", {
    textDocument: { uri: pathToFileURL(other).href }, position: { line: row, character },
  });
  return (answer?.items ?? []).map((item) => item.label);
};
const top = await offered(2, 0);
for (const key of ["threshold", "channels", "main_stage"]) expect(`\`${key}\` is offered for a line`, top.includes(key));
const inside = await offered(5, 3);
for (const key of ["delimiter", "decimal"]) expect(`\`${key}\` is offered for a file`, inside.includes(key));
clearTimeout(late);
server.kill();
console.log(`${seen} settings files opened, ${wrong} complaints`);
process.exit(wrong === 0 && seen > 0 ? 0 : 1);
