// Reads the values of a chart out, where somebody points and as the arrow keys move, and saves it as a picture. Without
// it the page is whole: every value stands in the table. It asks for nothing and changes no text.
"use strict";
const SVG = "http://www.w3.org/2000/svg";
const made = (kind, words = "", className = "") => {
  const it = document.createElement(kind);
  it.textContent = words;
  if (className) it.className = className;
  return it;
};
const drawn = (kind, attributes) => {
  const it = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) it.setAttribute(name, value);
  return it;
};

// The notation of `src/charts/readout.rs`: of each area its way and frame, its names, its places.
function areas(text) {
  return text.trimEnd().split("\n\n").map((area) => {
    const [head, ...lines] = area.split("\n").map((line) => line.split("\t"));
    const [way, ...frame] = head[0].split(" ");
    const [left, top, width, height] = frame.map(Number);
    const places = lines.map(([name, ...numbers]) => {
      const point = way === "around" ? numbers.shift().split(" ").map(Number) : null;
      return { name, numbers, point };
    });
    return { way, left, top, width, height, names: head.slice(1), places };
  });
}

// Every step of the keyboard: an area, a place, and in a grid the number.
function steps(all) {
  return all.flatMap((area) => area.places.flatMap((place, row) =>
    area.way === "grid" ? place.numbers.map((_, col) => ({ area, row, col })) : [{ area, row, col: -1 }]));
}

// Which step lies under a point of the drawing.
function under(all, x, y) {
  const area = all.find((it) => x >= it.left && x < it.left + it.width && y >= it.top && y < it.top + it.height);
  if (!area) return null;
  const band = (at, from, size, count) => Math.min(count - 1, Math.floor((at - from) / size * count));
  const { way, places } = area;
  const across = (count) => band(x, area.left, area.width, count);
  const down = () => band(y, area.top, area.height, places.length);
  if (way === "across") return { area, row: across(places.length), col: -1 };
  if (way === "down") return { area, row: down(), col: -1 };
  if (way === "grid") return { area, row: down(), col: across(area.names.length) };
  const far = ({ point }) => (point[0] - x) ** 2 + (point[1] - y) ** 2;
  const row = places.reduce((best, place, at) => (far(place) < far(places[best]) ? at : best), 0);
  return { area, row, col: -1 };
}

// Where a step lies in the drawing.
function box({ area, row, col }) {
  const { way, left, top, width, height, places } = area;
  if (way === "around") return { x: places[row].point[0] - 4, y: places[row].point[1] - 4, width: 8, height: 8 };
  const wide = width / (way === "across" ? places.length : way === "grid" ? area.names.length : 1);
  const high = height / (way === "across" ? 1 : places.length);
  return {
    x: left + (way === "across" ? row * wide : way === "grid" ? col * wide : 0),
    y: top + (way === "across" ? 0 : row * high), width: wide, height: high,
  };
}

// What a step reads out: its name, and pairs of what each number is and the number.
function said({ area, row, col }) {
  const { name, numbers } = area.places[row];
  const pairs = numbers.map((number, at) => [area.names[at] || "", number]).filter(([, number]) => number);
  return col < 0 ? { name, pairs } : { name, pairs: [[area.names[col], numbers[col] || ""]] };
}

const told = made("p", "", "told");
told.setAttribute("aria-live", "polite");
document.body.append(told);

function readout(chart) {
  const [svg, region] = [chart.querySelector("svg"), chart.querySelector(".scroll")];
  const all = areas(chart.dataset.readout);
  const [path, tip, mark] = [steps(all), made("div", "", "tip"), drawn("rect", { class: "at", rx: 1.5 })];
  let at = -1;
  tip.hidden = true;
  chart.append(tip);

  const hide = () => {
    at = -1;
    tip.hidden = true;
    mark.remove();
  };
  const show = (step) => {
    const { name, pairs } = said(step);
    if (!pairs.length) return hide();
    const [lines, place] = [made("dl"), box(step)];
    for (const [what, number] of pairs) {
      const line = made("div");
      line.append(made("dt", what), made("dd", number));
      lines.append(line);
    }
    tip.replaceChildren(made("b", name), lines);
    tip.hidden = false;
    for (const [key, value] of Object.entries(place)) mark.setAttribute(key, value);
    svg.append(mark);
    const [edge, seen] = [chart.getBoundingClientRect(), mark.getBoundingClientRect()];
    const middle = seen.left + seen.width / 2 - edge.left - tip.offsetWidth / 2;
    tip.style.left = `${Math.max(0, Math.min(middle, edge.width - tip.offsetWidth))}px`;
    // Below a place that is low, above one that is high: it covers neither the place nor what lies outside the page.
    const above = seen.top - tip.offsetHeight - 6;
    const beside = above < 48 || seen.height > edge.height / 2;
    tip.style.top = beside ? `${seen.bottom - edge.top + 6}px` : `${above - edge.top}px`;
  };
  svg.addEventListener("pointermove", (it) => {
    const matrix = svg.getScreenCTM().inverse();
    const { x, y } = new DOMPoint(it.clientX, it.clientY).matrixTransform(matrix);
    const step = under(all, x, y);
    if (step) show(step); else hide();
  });
  svg.addEventListener("pointerleave", hide);
  region.addEventListener("blur", hide);
  region.addEventListener("keydown", (it) => {
    if (it.key === "Escape") return hide();
    const row = path[Math.max(at, 0)]?.area;
    if (!row) return;
    const along = row.way === "grid" ? row.names.length : 1;
    const flat = { ArrowLeft: -1, ArrowRight: 1, Home: -path.length, End: path.length };
    const moves = row.way === "across" ? flat : { ...flat, ArrowUp: -along, ArrowDown: along };
    if (!(it.key in moves)) return;
    it.preventDefault();
    at = at < 0 ? 0 : Math.max(0, Math.min(path.length - 1, at + moves[it.key]));
    show(path[at]);
    mark.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { name, pairs } = said(path[at]);
    told.textContent = [name, ...pairs.map((pair) => pair.join(" ").trim())].join(", ");
  });
}

// Lines of a text that are no wider than a picture.
function lines(pen, text, width) {
  const all = [""];
  for (const word of text.split(" ")) {
    const longer = `${all.at(-1)} ${word}`.trim();
    if (pen.measureText(longer).width > width && all.at(-1)) all.push(word); else all[all.length - 1] = longer;
  }
  return all;
}

// The chart as a picture that says by itself what it shows, whose it is and how final.
function picture(figure) {
  const svg = figure.querySelector(".chart svg");
  const copy = svg.cloneNode(true);
  copy.querySelector(".at")?.remove();
  const [, , width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
  const style = getComputedStyle(document.documentElement);
  const [ink, card] = [style.getPropertyValue("--card-ink"), style.getPropertyValue("--card")];
  const [family, edge] = [getComputedStyle(svg.querySelector("text") ?? svg).fontFamily, 8];
  const pen = document.createElement("canvas").getContext("2d");
  const set = (text, size, weight) => {
    pen.font = `${weight} ${size}px ${family}`;
    return lines(pen, text, width).map((words) => ({ words, size, weight }));
  };
  const words = (one) => figure.querySelector(one)?.textContent.trim() ?? "";
  const notes = [...figure.querySelectorAll(":scope > .note:not(.save)")].map((it) => it.textContent.trim());
  const status = [...document.querySelectorAll(".running .notice")].map((it) => it.textContent.trim());
  const name = figure.querySelector("h3").cloneNode(true);
  name.querySelector(".no")?.remove();
  const head = [...set(name.textContent.trim(), 11, 700), ...set(words(".sub"), 8, 400)];
  const foot = set([...notes, document.title, ...status].filter(Boolean).join(" · "), 7, 400);
  let y = edge;
  const texts = [];
  const write = (all, from) => all.forEach(({ words, size, weight }) => {
    y += size * 1.3;
    const text = drawn("text", { x: 0, y: y - size * 0.35 - from, "font-size": size, "font-weight": weight, fill: ink });
    text.setAttribute("dominant-baseline", "alphabetic");
    text.textContent = words;
    texts.push(text);
  });
  write(head, 0);
  const top = y += edge;
  y += height + edge / 2;
  write(foot, 0);
  const [wide, high] = [width + 2 * edge, y + edge];
  const whole = drawn("svg", { xmlns: SVG, width: wide, height: high, viewBox: `${-edge} 0 ${wide} ${high}`, "font-family": family });
  copy.removeAttribute("role");
  copy.removeAttribute("aria-label");
  copy.setAttribute("y", top);
  copy.querySelectorAll("text:not([dominant-baseline])").forEach((it) => it.setAttribute("dominant-baseline", "central"));
  const about = drawn("title", {});
  about.textContent = svg.getAttribute("aria-label");
  whole.append(about, drawn("rect", { x: -edge, y: 0, width: wide, height: high, fill: card }), copy, ...texts);
  return { text: new XMLSerializer().serializeToString(whole), wide, high };
}

function save(name, blob) {
  const link = made("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function saved(figure, kind) {
  const { text, wide, high } = picture(figure);
  const name = `${figure.id.replace(/^figure-/, "")}.${kind}`;
  const drawing = new Blob([text], { type: "image/svg+xml" });
  if (kind === "svg") return save(name, drawing);
  const image = new Image();
  image.onload = () => {
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [Math.round(wide * 4), Math.round(high * 4)];
    sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
    URL.revokeObjectURL(image.src);
    sheet.toBlob((blob) => save(name, blob), "image/png");
  };
  image.src = URL.createObjectURL(drawing);
}

for (const chart of document.querySelectorAll(".chart[data-readout]")) readout(chart);
for (const chart of document.querySelectorAll(".drawn > .chart")) {
  const [figure, row] = [chart.parentElement, made("p", `${document.body.dataset.save} `, "note save")];
  for (const kind of ["svg", "png"]) {
    const button = made("button", kind.toUpperCase());
    button.type = "button";
    button.addEventListener("click", () => saved(figure, kind));
    row.append(button, " ");
  }
  chart.after(row);
}
