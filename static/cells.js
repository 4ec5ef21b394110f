/* Between the text and the tables: a number leads to its cell or tells how it was reckoned, a cell tells where it is
   spoken of and what it is part of, a term is explained where it stands. All of it can be reached by keyboard; Esc
   closes and goes back. */

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

/** Sources are addresses with their year; those that no table prints are listed in the overview under that name. */
const sourceOf = cell => addressOf(cell).includes("@") ? addressOf(cell) : `${addressOf(cell)}@${year}`;
const cellOf = source => cellAt(source.replace(`@${year}`, "")) ?? cellAt(source);
const sourcesOf = number => number.dataset.cells.split(" ").filter(Boolean);

const numbers = [...article.querySelectorAll("data[data-cells]")];
const uses = new Map();
for (const number of numbers) {
  for (const source of sourcesOf(number)) uses.set(source, [...uses.get(source) ?? [], number]);
}

/* -- names, units, amounts -- */

/** The heads over a cell, outermost first. Columns are counted from the right: labels span at the left only. */
function headsOf(cell) {
  const columns = cell.closest("table").querySelectorAll("col").length;
  let place = columns;
  for (let next = cell; next; next = next.nextElementSibling) place -= next.colSpan;
  const heads = [];
  for (const [head, start] of placesOf(cell.closest("table").tHead)) {
    if (start <= place && place < start + head.colSpan) heads.push(head.textContent);
  }
  return heads;
}

/** Where each cell of a head or body begins, spans counted. */
function placesOf(part) {
  const places = new Map();
  const taken = [];
  [...part?.rows ?? []].forEach((line, depth) => {
    let column = 0;
    for (const cell of line.cells) {
      while (taken[depth]?.[column]) column += 1;
      places.set(cell, column);
      for (let below = depth; below < depth + cell.rowSpan; below += 1) {
        taken[below] ??= [];
        for (let c = column; c < column + cell.colSpan; c += 1) taken[below][c] = true;
      }
      column += cell.colSpan;
    }
  });
  return places;
}

function rowOf(cell) {
  let label = cell.previousElementSibling;
  while (label && label.tagName !== "TH") label = label.previousElementSibling;
  return label?.textContent.trim() ?? "";
}

/** A form has its heads in its body: the last one above the cell, and the project's name. */
function formHead(cell) {
  const places = placesOf(cell.closest("tbody"));
  const column = places.get(cell);
  let found = "";
  for (const [other, start] of places) {
    if (other.parentElement === cell.parentElement) break;
    if (other.matches("th.head") && start <= column && column < start + other.colSpan) found = other.textContent;
  }
  return found;
}
const projectOf = cell => [...cell.closest("tbody").querySelectorAll("th.head")]
  .find(head => head.textContent.endsWith("项目名称"))?.nextElementSibling.textContent.trim() ?? "";

const isUnprinted = cell => Boolean(cell.closest(".unprinted"));
const isForm = cell => Boolean(cell.closest(".form"));
const columnOf = cell => isForm(cell) ? formHead(cell).replace(/^\*|（万元）/g, "")
  : isUnprinted(cell) ? "" : headsOf(cell).join(" ");
const nameOf = cell => [isForm(cell) ? projectOf(cell) : "", rowOf(cell), columnOf(cell)].filter(Boolean).join(" · ");
const tableOf = cell => isUnprinted(cell) ? cell.closest("tbody").querySelector(".title").textContent
  : cell.closest("figure").querySelector("caption .title").textContent;

/** As printed, without a unit. */
const textOf = cell => cell.firstChild?.textContent.trim() ?? "";
function unitOf(cell) {
  if (isUnprinted(cell)) return cell.querySelector(".unit")?.textContent ?? "万元";
  if (isForm(cell)) return /分|值/.test(columnOf(cell)) || textOf(cell).endsWith("%") ? ""
    : columnOf(cell).includes("率") ? "%" : "万元";
  return cell.closest("figure").querySelector(".money")?.textContent.includes("万元") ? "万元" : "";
}

/** In hundredths, so that sums of printed amounts are exact; a blank cell counts as zero. */
const hundredths = text => Math.round(Number(text.replace(/[,%]/g, "") || 0) * 100);
const printed = amount => (amount / 100).toLocaleString("en", { minimumFractionDigits: 2 });
const added = cells => cells.reduce((sum, cell) => sum + hundredths(textOf(cell)), 0);

/* -- sums -- */

/** The sums a cell is the whole of, each with its parts, and those it is a part of. */
function sumsOf(cell) {
  const [table, row, column] = addressOf(cell).split("/");
  const found = { wholeOf: [], partOf: [] };
  for (const line of new Set((cell.closest("table").dataset.sums ?? "").split(";"))) {
    const [axis, whole, ...parts] = line.split(" ");
    const at = key => cellAt(axis === "row" ? `${table}/${key}/${column}` : `${table}/${row}/${key}`);
    const own = axis === "row" ? row : column;
    if (own === whole && parts.some(key => isCell(at(key)))) {
      found.wholeOf.push({ axis, cells: parts.map(at).filter(isCell) });
    }
    if (parts.includes(own) && isCell(at(whole))) found.partOf.push({ axis, cells: [at(whole)] });
  }
  return found;
}

const axisName = (axis, cell) => axis === "column" ? "按栏"
  : cell.closest("table").querySelector("col.code, col.level") ? "按科目" : "按项目";
/** What tells a cell from another of its row or column: heads that both have are left out. */
function shortName(axis, cell, beside) {
  if (axis === "row") return rowOf(cell) || nameOf(cell);
  const others = headsOf(beside);
  return headsOf(cell).filter((head, n) => head !== others[n]).join(" ") || nameOf(cell);
}

/** What a reader must know who adds up the printed parts. */
function remainder(cell, cells) {
  const sum = added(cells);
  const gap = Math.abs(sum - hundredths(textOf(cell)));
  if (!gap) return "按印出的数相加正好，相差 0。";
  const why = gap <= (cells.length + 1) / 2 ? "每个数各自四舍五入，这是尾差。" : "";
  return `按印出的数相加为 ${printed(sum)}，相差 ${printed(gap)}。${why}`;
}

/* -- how a number was reckoned -- */

const kindOf = number => ["change", "percent", "count"].find(kind => number.classList.contains(kind)) ?? "amount";
const isPast = source => !source.endsWith(`@${year}`);

/** Whether a cell only divides, in a share. */
const isDivisor = (number, source) => kindOf(number) === "percent" && !sourcesOf(number).some(isPast)
  && sourcesOf(number).length > 1 && sourcesOf(number).indexOf(source) === sourcesOf(number).length - 1;

const terms = cells => {
  const shown = cells.filter(cell => hundredths(textOf(cell)));
  return shown.length > 1 ? `（${shown.map(textOf).join(" + ")}）` : printed(added(cells));
};
const result = number => /^\d/.test(number.textContent) ? ` ≈ ${number.textContent}%` : `，${number.textContent}%`;

/** The cells a number was reckoned from and the steps, in printed amounts; null where they do not lead to it. */
function reckoning(number) {
  const sources = sourcesOf(number);
  const cells = sources.map(cellOf);
  if (!cells.length || cells.includes(null)) return null;
  const value = Number(number.getAttribute("value"));
  const past = cells.filter((_, n) => isPast(sources[n]));
  const now = cells.filter((_, n) => !isPast(sources[n]));
  const kind = kindOf(number);
  const near = (share, whole) => Math.abs(share * 100 - value) <= .06 + 100 * cells.length * (1 + share) / whole;
  if (past.length && now.length && kind !== "amount") {
    const gap = Math.abs(added(now) - added(past));
    const [more, less] = added(now) > added(past) ? [now, past] : [past, now];
    const told = kind === "change" ? hundredths(number.textContent) : gap;
    const steps = [`${terms(more)} − ${terms(less)} = ${printed(told)}`];
    if (Math.abs(told - gap) > cells.length) return null;
    if (kind === "percent") {
      if (!added(past) || !near(gap / added(past), added(past))) return null;
      steps.push(`${printed(gap)} ÷ ${terms(past)}${result(number)}`);
    }
    return { cells: [...now, ...past], steps, isRounded: told !== gap };
  }
  if (past.length) return null;
  if (kind === "percent" && cells.length > 1) {
    const [parts, whole] = [cells.slice(0, -1), cells.at(-1)];
    if (added([whole]) <= 0 || !near(added(parts) / added([whole]), added([whole]))) return null;
    return { cells, steps: [`${terms(parts)} ÷ ${terms([whole])}${result(number)}`], isRounded: false };
  }
  const told = hundredths(number.textContent);
  if (kind !== "amount" || cells.length < 2 || Math.abs(added(cells) - told) > cells.length) return null;
  if (cells.filter(cell => hundredths(textOf(cell))).length < 2) return null;
  return { cells, steps: [`${terms(cells).slice(1, -1)} = ${printed(told)}`], isRounded: told !== added(cells) };
}

/* -- sentences -- */

/** Where a number stands in its paragraph: from, to, and the bounds of its sentence. */
function placeOf(number) {
  const paragraph = number.closest("p, h4");
  const range = document.createRange();
  range.setStart(paragraph, 0);
  range.setEndBefore(number);
  const from = range.toString().length;
  const text = paragraph.textContent;
  const start = Math.max(text.lastIndexOf("。", from - 1), text.lastIndexOf("；", from - 1)) + 1;
  const length = text.slice(start).search(/[。；]/);
  return { paragraph, from, to: from + number.textContent.length, start, end: length < 0 ? text.length : start + length };
}

/** The sentences that speak of a cell, each once with all its numbers that do. */
function sentencesOf(cell) {
  const found = [];
  for (const number of uses.get(sourceOf(cell)) ?? []) {
    const place = { number, ...placeOf(number) };
    const known = found.find(([first]) => first.paragraph === place.paragraph && first.start === place.start);
    if (known) known.push(place); else found.push([place]);
  }
  return found;
}

/** The words around the numbers, the numbers marked, and what they use the cell for. */
function sentence(places, source) {
  const [{ paragraph, start, end, from }, last] = [places[0], places.at(-1)];
  const text = paragraph.textContent;
  const words = (a, b) => text.slice(a, b);
  const begin = from - start > 40 ? from - 40 : start;
  const stop = end - last.to > 40 ? last.to + 40 : end;
  const pieces = [begin > start ? "…" : ""];
  let done = begin;
  for (const place of places) {
    pieces.push(words(done, place.from), make("mark", {}, words(place.from, place.to)));
    done = place.to;
  }
  const isOnlyDivisor = places.every(place => isDivisor(place.number, source));
  return [...pieces, words(done, stop), stop < end ? "…" : "",
    isOnlyDivisor ? make("span", { className: "role" }, "（在这里只是百分比的分母）") : ""];
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

/** Below what it tells of, and beside the parts of a total that are marked. */
function open(from, label, ...content) {
  close(false);
  opener = from;
  if (from.matches("[role=button]")) from.setAttribute("aria-expanded", "true");
  box.setAttribute("aria-label", label);
  box.replaceChildren(...content, make("button", { type: "button", className: "close", onclick: () => close(true) }, "关闭"));
  box.hidden = false;
  const { left, right, bottom, top } = from.getBoundingClientRect();
  const beside = right + 8 + box.offsetWidth < innerWidth ? right + 8 : left - box.offsetWidth - 8;
  const below = bottom + box.offsetHeight + 8 < innerHeight || top < box.offsetHeight + 8;
  const x = Math.max(8, Math.min(article.querySelector("td.part") ? beside : left, document.documentElement.clientWidth - box.offsetWidth - 8));
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
  for (const part of article.querySelectorAll("td.part")) part.classList.remove("part");
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

/* -- a cell, and what is said of it; a number, and how it was reckoned -- */

const list = (title, items, ...more) => items.length
  ? [make("p", { className: "kind" }, title), make("ul", {}, ...items), ...more] : [];
const toCell = (cell, name, sign = "") => make("li", {}, sign, make("a", { href: `#${addressOf(cell)}`, onclick: event => {
  event.preventDefault();
  const from = opener;
  close(false);
  go(cell, from);
} }, name), " ", make("span", { className: "kept" }, textOf(cell) || "（空白）"));
const toSentence = (places, source) => make("li", {}, make("a", { href: "#", onclick: event => {
  event.preventDefault();
  close(false);
  leave(places[0].number.closest("a") ?? places[0].number);
} }, ...sentence(places, source)));

function addition(cell, { axis, cells }) {
  const items = cells.map((part, n) => toCell(part, shortName(axis, part, cell), n ? "+ " : ""));
  const total = make("li", { className: "total" }, "= ", make("span", { className: "kept" }, textOf(cell)));
  return list(`${axisName(axis, cell)}：由这些数相加`, [...items, total],
    make("p", { className: "aside" }, remainder(cell, cells)));
}

/** Where the parts of a total were listed when it was published, also those of other tables. */
const listed = cell => {
  const link = cell.querySelector("a.sum");
  return link ? [make("p", { className: "ways" }, make("a", { href: link.href }, "看公开前的核对"))] : [];
};

const copy = (title, text) => {
  const button = make("button", { type: "button" }, title);
  button.dataset.copy = text;
  return button;
};

/** At the desk: what may be said of a cell, and who changed it. */
const ways = cell => {
  const at = encodeURIComponent(addressOf(cell));
  const { say, history } = cite.dataset;
  const links = [
    ...say && !isUnprinted(cell) ? [make("a", { href: `${say}${at}#say` }, "提意见")] : [],
    ...history && !isUnprinted(cell) ? [make("a", { href: `${history}${at}` }, "改动记录")] : [],
  ];
  return links.length ? [make("p", { className: "ways" }, ...links)] : [];
};

/** What a cell is, beside it or beside a number that stands for it. */
function tell(cell, from = cell) {
  const { wholeOf, partOf } = sumsOf(cell);
  const source = sourceOf(cell);
  const address = `${cite.dataset.address}#${addressOf(cell)}`;
  const unit = unitOf(cell);
  const words = `${cite.dataset.short}，${tableOf(cell)}，${nameOf(cell)}：${textOf(cell)}${unit}。${address}`;
  const aside = !isUnprinted(cell) ? ""
    : isPast(source) ? "上年的决算数，用来比较。" : "本套表没有列出这个数；它在数据文件里。";
  close(false);
  for (const part of wholeOf.flatMap(({ cells }) => cells)) part.classList.add("part");
  open(from, `${nameOf(cell)} ${textOf(cell)}`,
    make("p", { className: "of" }, isUnprinted(cell) ? `${tableOf(cell)} · ${nameOf(cell)}` : nameOf(cell)),
    make("p", { className: "amount" }, `${textOf(cell)} ${unit}`),
    ...aside ? [make("p", { className: "aside" }, aside)] : [],
    ...list("出现在这些文字里", sentencesOf(cell).map(places => toSentence(places, source))),
    ...wholeOf.flatMap(sum => addition(cell, sum)),
    ...listed(cell),
    ...partOf.flatMap(({ axis, cells }) => list(`${axisName(axis, cell)}：计入`,
      cells.map(whole => toCell(whole, shortName(axis, whole, cell))))),
    ...ways(cell),
    make("p", { className: "copies" }, copy("复制引文", words), copy("复制网址", address)));
}

const unitAfter = number => placeOf(number).paragraph.textContent.slice(placeOf(number).to).match(/^(万元|%)?/)[0];

function explainNumber(number, from) {
  const { cells, steps, isRounded } = reckoning(number);
  const named = cell => `${isPast(sourceOf(cell)) || isUnprinted(cell) ? "" : `${year}年度`}${tableOf(cell)}：${nameOf(cell)}`;
  const title = `${number.textContent}${unitAfter(number)} 怎样算出`;
  open(from, title,
    make("p", { className: "of" }, title),
    ...steps.map(step => make("p", { className: "step" }, step)),
    ...isRounded ? [make("p", { className: "aside" }, "正文的数由未舍入的金额算出，与按印出的数计算有尾差。")] : [],
    ...list("用到这些数（万元）", cells.map(cell => toCell(cell, named(cell)))));
}

/* A number that was reckoned, or that no table prints, opens a box; every other link has the name of its figure. */
const asButton = element => {
  element.setAttribute("role", "button");
  element.setAttribute("aria-haspopup", "dialog");
  element.classList.add("told");
};
for (const number of numbers) {
  const [source, ...others] = sourcesOf(number);
  const link = number.closest("a");
  const cell = source ? cellOf(source) : null;
  if (reckoning(number)) {
    asButton(link ?? number);
    (link ?? number).setAttribute("aria-label", `${number.textContent}${unitAfter(number)}，怎样算出`);
  } else if (!link && cell && isCell(cell) && !others.length) {
    asButton(number);
    number.setAttribute("aria-label", `${number.textContent}，${tableOf(cell)} ${nameOf(cell)}`);
  }
  if (!link && number.classList.contains("told")) number.tabIndex = 0;
}
for (const link of article.querySelectorAll("a.to:not(.told)")) {
  const cell = cellAt(decodeURIComponent(link.hash.slice(1)));
  if (cell) link.setAttribute("aria-label", `${link.textContent}，${tableOf(cell)} ${nameOf(cell)}`);
}

function press(element) {
  const number = element.matches("data") ? element : element.querySelector("data");
  if (reckoning(number)) explainNumber(number, element);
  else tell(cellOf(sourcesOf(number)[0]), element);
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
  element.closest("details:not([open])")?.setAttribute("open", "");
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
  const link = event.target.closest("a.gloss, a.to, .told");
  const cell = event.target.closest("td");
  if (event.target.closest("a.sum")) event.preventDefault(); // its cell tells more
  if (link?.matches(".gloss")) {
    event.preventDefault();
    explain(link);
  } else if (link?.matches(".told")) {
    event.preventDefault();
    press(link);
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
    else if (isCell(target)) target.closest(".frame")?.focus();
  } else if (key === " " && target.matches("a.gloss")) {
    event.preventDefault();
    explain(target);
  } else if (target.matches(".told") && (key === " " || key === "Enter" && !target.matches("a"))) {
    event.preventDefault();
    press(target);
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
for (const total of article.querySelectorAll("a.sum")) total.tabIndex = -1; // cells are reached by arrows
for (const frame of article.querySelectorAll(".figures .frame")) frame.setAttribute("aria-describedby", "cells-help");
article.classList.add("answers");
