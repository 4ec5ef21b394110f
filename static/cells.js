/* Between the text and the tables: a number leads to its cell, a cell tells where it is spoken of and what it is
   part of, a term is explained where it stands. All of it can be reached by keyboard; Esc closes and goes back. */

const article = document.querySelector("article.report");
const cite = document.getElementById("cite");
const year = article.dataset.year;

/* -- what the article says of its cells -- */

/** The cell of an address `table/row/column`; older publications keep it in data-cell. */
const cellAt = address => document.getElementById(address)
  ?? article.querySelector(`[data-cell="${CSS.escape(address)}"]`);
const addressOf = cell => cell.dataset.cell ?? cell.id;
const isCell = element => Boolean(element?.matches?.("td.number, .form td[id]") && addressOf(element)
  && element.textContent);

const uses = new Map();
for (const number of article.querySelectorAll("data[data-cells]")) {
  for (const source of number.dataset.cells.split(" ")) {
    const [address, of] = source.split("@");
    if (of === year) uses.set(address, [...uses.get(address) ?? [], number]);
  }
}

/** The cells that add up to this one, and the cells it adds to. */
function sumsOf(cell) {
  const [table, row, column] = addressOf(cell).split("/");
  const found = { parts: [], wholes: [] };
  for (const line of (cell.closest("table").dataset.sums ?? "").split(";")) {
    const [axis, whole, ...parts] = line.split(" ");
    const at = key => cellAt(axis === "row" ? `${table}/${key}/${column}` : `${table}/${row}/${key}`);
    const own = axis === "row" ? row : column;
    if (own === whole) found.parts.push(...parts.map(at).filter(isCell));
    if (parts.includes(own)) found.wholes.push(...[at(whole)].filter(isCell));
  }
  return found;
}

/** The heads over a cell, outermost first. Columns are counted from the right: labels span at the left only. */
function headsOf(cell) {
  const columns = cell.closest("table").querySelectorAll("col").length;
  let place = columns;
  for (let next = cell; next; next = next.nextElementSibling) place -= next.colSpan;
  const taken = [];
  const heads = [];
  [...cell.closest("table").tHead?.rows ?? []].forEach((line, depth) => {
    let column = 0;
    for (const head of line.cells) {
      while (taken[depth]?.[column]) column += 1;
      for (let below = depth; below < depth + head.rowSpan; below += 1) {
        taken[below] ??= [];
        for (let c = column; c < column + head.colSpan; c += 1) taken[below][c] = true;
      }
      if (column <= place && place < column + head.colSpan) heads.push(head.textContent);
      column += head.colSpan;
    }
  });
  return heads;
}

function rowOf(cell) {
  let label = cell.previousElementSibling;
  while (label && label.tagName !== "TH") label = label.previousElementSibling;
  return label?.textContent.trim() ?? "";
}

const nameOf = cell => [rowOf(cell), headsOf(cell).join(" ")].filter(Boolean).join(" · ");
const tableOf = cell => cell.closest("figure").querySelector("caption .title").textContent;

/** The sentence around a number, the number marked. */
function sentence(number) {
  const paragraph = number.closest("p, h4");
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEndBefore(number);
  const before = range.toString().split(/[。；]/).at(-1);
  range.setStartAfter(number);
  range.setEndAfter(paragraph.lastChild);
  const after = range.toString().split(/[。；]/)[0];
  const mark = document.createElement("mark");
  mark.textContent = number.textContent;
  return [before.length > 40 ? `…${before.slice(-40)}` : before, mark, after.length > 40 ? `${after.slice(0, 40)}…` : after];
}

/** The numbers that speak of a cell, one for each sentence. */
function sentencesOf(cell) {
  const found = new Map();
  for (const number of uses.get(addressOf(cell)) ?? []) {
    const text = sentence(number).map(part => part.textContent ?? part).join("");
    if (!found.has(text)) found.set(text, number);
  }
  return [...found.values()];
}

/* -- the box -- */

const box = Object.assign(document.createElement("div"), { className: "pop", hidden: true, tabIndex: -1 });
box.setAttribute("role", "dialog");
document.body.append(box);
let opener = null;

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

function open(from, label, ...content) {
  close(false);
  opener = from;
  if (from.matches("a")) from.setAttribute("aria-expanded", "true");
  box.setAttribute("aria-label", label);
  box.replaceChildren(...content, make("button", { type: "button", className: "close", onclick: () => close(true) }, "关闭"));
  box.hidden = false;
  const { left, bottom, top } = from.getBoundingClientRect();
  const below = bottom + box.offsetHeight + 8 < innerHeight || top < box.offsetHeight + 8;
  const x = Math.max(8, Math.min(left, document.documentElement.clientWidth - box.offsetWidth - 8));
  box.style.left = `${x + scrollX}px`;
  box.style.top = `${(below ? bottom + 6 : top - box.offsetHeight - 6) + scrollY}px`;
  if (getComputedStyle(box).position === "fixed") { // on a phone it lies at the bottom: what it tells of stays in sight
    const hidden = from.getBoundingClientRect().bottom - box.getBoundingClientRect().top;
    if (hidden > 0) scrollBy(0, hidden + 16);
  }
  box.focus({ preventScroll: true });
}

function close(goBack) {
  if (box.hidden) return;
  box.hidden = true;
  opener.removeAttribute("aria-expanded");
  if (goBack) opener.focus({ preventScroll: true });
  opener = null;
}

document.addEventListener("pointerdown", event => { if (!box.contains(event.target)) close(false); });
box.addEventListener("keydown", event => {
  if (event.key !== "Tab") return;
  const stops = [...box.querySelectorAll("a, button")];
  const isEnd = event.shiftKey ? [box, stops[0]].includes(document.activeElement) : document.activeElement === stops.at(-1);
  if (isEnd) {
    event.preventDefault();
    close(true);
  }
});

/* -- a term, explained where it stands -- */

function explain(link) {
  const term = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!term) return;
  const name = term.querySelector("dfn").textContent;
  const meaning = term.textContent.slice(term.textContent.indexOf("：") + 1);
  const more = make("a", { href: link.hash, onclick: () => close(false) }, "到名词解释");
  open(link, `名词解释：${name}`, make("p", {}, make("strong", {}, name)), make("p", {}, meaning), make("p", {}, more));
}
for (const link of article.querySelectorAll("a.gloss")) {
  link.setAttribute("role", "button");
  link.setAttribute("aria-haspopup", "dialog");
}

/* -- a cell, and what is said of it -- */

const list = (title, items) => items.length ? [make("p", { className: "kind" }, title), make("ul", {}, ...items)] : [];
const toCell = cell => make("li", {}, make("a", { href: `#${addressOf(cell)}`, onclick: event => {
  event.preventDefault();
  const from = opener;
  close(false);
  go(cell, from);
} }, `${nameOf(cell)}　${cell.textContent}`));
const toSentence = number => make("li", {}, make("a", { href: "#", onclick: event => {
  event.preventDefault();
  close(false);
  leave(number.closest("a") ?? number);
} }, ...sentence(number)));

function tell(cell) {
  const { parts, wholes } = sumsOf(cell);
  const address = `${cite.dataset.address}#${addressOf(cell)}`;
  const unit = cell.closest("figure").querySelector(".money")?.textContent.includes("万元") ? "万元" : "";
  const words = `${cite.dataset.short}，${tableOf(cell)}，${nameOf(cell)}：${cell.textContent}${unit}。${address}`;
  const copy = (title, text) => {
    const button = make("button", { type: "button" }, title);
    button.dataset.copy = text;
    return button;
  };
  open(cell, `${nameOf(cell)} ${cell.textContent}`,
    make("p", { className: "of" }, nameOf(cell)),
    make("p", { className: "amount" }, `${cell.textContent} ${unit}`),
    ...list("出现在这些文字里", sentencesOf(cell).map(toSentence)),
    ...list("由这些数相加", parts.map(toCell)),
    ...list("计入这些数", wholes.map(toCell)),
    make("p", { className: "copies" }, copy("复制引文", words), copy("复制网址", address)));
}

/* -- there and back -- */

const back = make("button", { type: "button", className: "back", hidden: true, onclick: () => leave(origin) }, "返回正文");
document.body.append(back);
let origin = null;
let before = "";

function light(element) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  element?.classList.add("lit");
}

function stand(element) {
  if (!element.matches("a, button, [tabindex]")) element.tabIndex = -1;
  element.scrollIntoView({ block: "center", inline: "center" });
  element.focus({ preventScroll: true });
  light(element);
}

/** To a cell, remembering where the reader came from. */
function go(cell, from) {
  before = origin ? before : location.hash;
  origin = from;
  history.pushState(null, "", `#${addressOf(cell)}`);
  stand(cell);
  back.hidden = !from;
  back.textContent = isCell(from) ? "返回刚才的数" : "返回正文";
}

const forget = () => { origin = null; back.hidden = true; };

/** Back to the text. */
function leave(to) {
  forget();
  history.replaceState(null, "", location.pathname + location.search + before);
  if (to) stand(to);
}

function arrive() {
  const address = decodeURIComponent(location.hash.slice(1)).replace(/^c=/, "");
  const cell = address.includes("/") ? cellAt(address) : null;
  if (cell) stand(cell);
  else if (origin && location.hash === before) leave(origin);
  else forget();
}
addEventListener("hashchange", arrive);
addEventListener("popstate", arrive);
if (location.hash) {
  arrive();
  addEventListener("load", () => requestAnimationFrame(arrive)); // frames have found their size
}

/* -- what the reader does -- */

article.addEventListener("click", event => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const link = event.target.closest("a.gloss, a.to");
  const cell = event.target.closest("td");
  if (link?.matches(".gloss")) {
    event.preventDefault();
    explain(link);
  } else if (link && cellAt(decodeURIComponent(link.hash.slice(1)))) {
    event.preventDefault();
    go(cellAt(decodeURIComponent(link.hash.slice(1))), link);
  } else if (isCell(cell) && !String(getSelection())) {
    cell.tabIndex = -1;
    tell(cell);
  }
});

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const fromRight = cell => [...cell.parentElement.cells].length - cell.cellIndex;

function neighbour(cell, [across, down]) {
  const cells = [...cell.closest("tbody").querySelectorAll("td")].filter(isCell);
  const line = across ? cells.filter(c => c.parentElement === cell.parentElement)
    : cells.filter(c => fromRight(c) === fromRight(cell));
  return line[line.indexOf(cell) + across + down];
}

document.addEventListener("keydown", event => {
  const { target, key } = event;
  if (key === "Escape") {
    if (!box.hidden) close(true);
    else if (!back.hidden) leave(origin);
    else if (isCell(target)) target.closest(".frame").focus();
  } else if (key === " " && target.matches("a.gloss")) {
    event.preventDefault();
    explain(target);
  } else if (key === "Enter" && target.matches(".frame")) {
    const first = [...target.querySelectorAll("td")].find(isCell);
    if (first) stand(first);
  } else if (isCell(target) && key === "Enter") {
    event.preventDefault();
    tell(target);
  } else if (isCell(target) && key in STEPS) {
    event.preventDefault();
    const next = neighbour(target, STEPS[key]);
    if (next) stand(next);
  }
});
for (const frame of article.querySelectorAll(".figures .frame")) frame.setAttribute("aria-describedby", "cells-help");
article.classList.add("answers");
