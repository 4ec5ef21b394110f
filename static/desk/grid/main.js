/* The entry sheet, put together. Without this script the page is a plain form with a Save button. */

import { Conflicts, Findings } from "./beside.js";
import { Colleagues } from "./colleagues.js";
import { make } from "./drawing.js";
import { Editing } from "./editing.js";
import { help } from "./help.js";
import { History } from "./history.js";
import { Keys } from "./keys.js";
import { Live } from "./live.js";
import { Marks } from "./marks.js";
import { Pasting } from "./pasting.js";
import { Queue } from "./queue.js";
import { Rows, Search } from "./rows.js";
import { Selection } from "./selection.js";
import { Sheet } from "./sheet.js";
import { State } from "./state.js";
import { Store } from "./store.js";
import { Bar, Story } from "./story.js";
import { Sums } from "./sums.js";

const $ = id => document.getElementById(id);
const data = JSON.parse($("entry-data").textContent);
const form = $("sheet");
const table = form.querySelector("table");
document.getElementById("entry").classList.add("live");

const sheet = new Sheet(table, data);
const sums = new Sums(sheet, data.sums);
const store = new Store(data);
const history = new History();
const queue = new Queue(data, store, () => { marks.paint(); told(); });
const marks = new Marks(sheet, sums, queue);
const selection = new Selection(sheet, () => moved());
const editing = new Editing(sheet, sums, selection, history, queue, () => { marks.paint(); bar.show(selection.active); });
const state = new State($("state"), $("sums"), { queue, store, data, go: goToState });
const findings = new Findings($("findings"), sheet, address => jump(sheet.get(address)));
const conflicts = new Conflicts($("conflicts"), sheet, queue, decide);
const rows = new Rows(sheet, () => sums.arrange());
const bar = new Bar($("bar"), sheet, marks, () => acts.takeProposal());
const story = new Story($("cell"), sheet, marks, () => { $("cell").hidden = true; jump(selection.active); });

/* Where the clerk is */

function moved() {
  bar.show(selection.active);
  state.selected(selection.isMany ? selection.cells : [], sheet.scale);
  findings.point(selection.active?.address);
}

function jump(cell) {
  if (!cell) return;
  editing.commit();
  selection.go(cell);
}

function told() {
  state.show();
  conflicts.show();
}

function goToState(wanted) {
  jump([...sheet.cells.values()].find(cell => marks.state(cell) === wanted));
}

/* Acts that keys and buttons share; each answers true: the key was a command. */

const acts = {
  takeProposal() {
    const cell = selection.active;
    editing.commit();
    const proposal = marks.proposal(cell);
    if (proposal) editing.apply([[cell, proposal.kind === "sum" ? proposal.text : proposal.offer.text]]);
    cell.input.select();
    return true;
  },
  takeAll() {
    editing.commit();
    const blank = [...sheet.cells.values()].filter(cell => cell.value === null && !cell.fault);
    const found = blank.map(cell => [cell, marks.proposal(cell)]).filter(([, proposal]) => proposal?.kind === "sum");
    const n = editing.apply(found.map(([cell, proposal]) => [cell, proposal.text]));
    say(n ? `采用了 ${n} 处合计，可撤销` : "没有空着的合计");
    return true;
  },
  undo: () => travel(history.undo(), 2, 1),
  redo: () => travel(history.redo(), 1, 2),
  help() { editing.commit(); help(); return true; },
  story() { editing.commit(); story.open(selection.active); return true; },
  save() { queue.soon(0); say(queue.count("waiting") ? "正在保存" : "没有要保存的改动"); return true; },
  search() { $("add-query")?.focus(); return Boolean($("add-query")); },
  leave() { (form.querySelector(".foot-line button:not([hidden])") ?? $("beside").querySelector("a"))?.focus(); return true; },
  otherTable(by) {
    const links = [...document.querySelectorAll(".tables a")];
    const next = links[links.findIndex(link => link.hasAttribute("aria-current")) + by];
    editing.commit();
    if (next) location.assign(next.href);
    return true;
  },
};

function travel(step, from, to) {
  if (!step) { say(to === 1 ? "没有可撤销的" : "没有可重做的"); return true; }
  if (to === 2 && step.rows.length) rows.add(step.rows, step.names ?? {});
  const { box, left } = editing.travel(step, from, to);
  if (to === 1 && step.rows.length) rows.remove(step.rows);
  editing.refresh();
  const [active, head] = (box ?? []).map(address => sheet.get(address));
  if (active && head) selection.take(active, head);
  if (left) say(`${left} 处后来又有改动，没有动它`);
  return true;
}

/* Keys, mouse, typing */

const keys = new Keys(sheet, selection, editing, acts);

const cellOf = target => (target instanceof HTMLElement && target.matches("tbody input") ? sheet.get(target.name) : undefined);

table.addEventListener("keydown", event => {
  if (cellOf(event.target) && keys.pressed(event)) event.preventDefault();
});
table.addEventListener("input", event => {
  const cell = cellOf(event.target);
  if (cell && !data.locked) editing.typed(cell);
});
table.addEventListener("compositionstart", event => {
  const cell = cellOf(event.target);
  if (cell && !editing.isOn && !data.locked) editing.begin(cell, "typing");
});
table.addEventListener("focusin", event => {
  const cell = cellOf(event.target);
  if (!cell || cell === selection.active) return;
  editing.commit();
  selection.go(cell);
});
table.addEventListener("focusout", event => {
  if (cellOf(event.target) === editing.cell) editing.commit();
});

let dragging = false;
let touching = false; /* a finger: the browser gives the focus itself, with its keyboard */
const cellUnder = event => cellOf(event.target.closest?.("td")?.firstElementChild);
table.addEventListener("pointerdown", event => {
  const cell = cellUnder(event);
  touching = event.pointerType === "touch";
  if (!cell || event.button || touching) return;
  if (cell === editing.cell && editing.mode === "edit") return;
  event.preventDefault();
  editing.commit();
  keys.run = null;
  selection.go(cell, event.shiftKey);
  dragging = true;
});
table.addEventListener("pointerover", event => {
  if (!dragging) return;
  const cell = cellUnder(event);
  if (cell && cell !== selection.head) selection.go(cell, true);
});
addEventListener("pointerup", () => { dragging = false; });
table.addEventListener("mousedown", event => {
  const cell = cellUnder(event);
  if (cell && !touching && !(cell === editing.cell && editing.mode === "edit")) event.preventDefault();
});
table.addEventListener("dblclick", event => {
  const cell = cellUnder(event);
  if (cell && !(cell === editing.cell && editing.mode === "edit")) editing.start(cell);
});

const pasting = new Pasting({ sheet, selection, editing, history, rows, say: words => say(words), cellOf });

/* Conflicts */

function decide(address, choice) {
  const cell = sheet.get(address);
  if (!cell) return;
  if (choice === "mine") queue.insist(cell);
  if (choice === "theirs") {
    const { theirs } = queue.entries.get(address);
    const before = cell.text;
    cell.seen = theirs.text;
    sheet.set(cell, theirs.text);
    history.push({ changes: [[address, before, cell.text]], rows: [], box: [address, address] });
    queue.drop(address);
    editing.refresh();
  }
  jump(cell);
}

/* The server's answers, and colleagues */

queue.saved = (address, text) => {
  const cell = sheet.get(address);
  if (cell) cell.seen = text;
};
queue.answered = answer => know(answer);

function know(found) {
  marks.know(found);
  findings.show(found);
  marks.paint();
  bar.show(selection.active);
}

/* What was typed before and is not saved yet */

function resume() {
  const codes = [...queue.entries.keys()].map(address => address.split("/")[1]).filter(row => /^\d+$/.test(row));
  if (data.subjects && !data.locked) rows.add(codes, {});
  for (const [address, entry] of [...queue.entries]) {
    const cell = sheet.get(address);
    if (!cell) continue;
    sheet.set(cell, entry.text);
    if (cell.text === cell.seen && !cell.fault) queue.drop(address);
    else queue.keep(address, { ...entry, state: cell.fault ? "unreadable" : "waiting", reason: cell.fault });
  }
  /* what was typed before this script ran */
  for (const cell of sheet.cells.values()) {
    if (!queue.entries.has(cell.address) && cell.text !== cell.seen) queue.put(cell);
  }
}

/* Said once, in passing */

const toast = make("p", { class: "toast", role: "status" });
$("entry").append(toast);
function say(words) {
  toast.textContent = words;
  toast.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => toast.classList.remove("shown"), 4000);
}

function buttons() {
  const save = form.querySelector(".save");
  const add = (words, title, act) => {
    const button = make("button", { type: "button", title }, words);
    button.addEventListener("mousedown", event => event.preventDefault());
    button.addEventListener("click", () => act());
    $("state").before(button);
  };
  if (save) {
    save.hidden = true;
    add("撤销", "Ctrl+Z", acts.undo);
    add("重做", "Ctrl+Y", acts.redo);
    if (sums.ways.size) add("采用空着的合计", "空白的合计全部采用建议数，一次撤销", acts.takeAll);
  }
  add("连同表头复制", "复制选区和各栏的表头", () => pasting.copyWithHeads());
  add("按键说明 F1", "F1 或 ?", acts.help);
}

form.addEventListener("submit", event => { event.preventDefault(); editing.commit(); acts.save(); });
addEventListener("pagehide", () => { editing.commit(); queue.leave(); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") editing.commit(); });
addEventListener("beforeunload", event => { if (queue.entries.size && !store.lasting) event.preventDefault(); });
addEventListener("hashchange", () => jump(sheet.get(decodeURIComponent(location.hash.slice(1)))));
document.addEventListener("keydown", event => {
  if (event.key === "F1" && !document.querySelector("dialog[open]")) { event.preventDefault(); acts.help(); }
});

if ($("add")) {
  new Search($("add"), data.urls.subjects, rows, (code, names, isNew) => {
    if (code) rows.add([code], names);
    if (isNew) pasting.keepNames(names);
    marks.paint();
    jump(code ? sheet.inLine(sheet.of(code, sheet.first().column).line)[0] : selection.active);
  });
}
data.remarked.forEach(address => marks.remarked.add(address));
marks.know(data);
resume();
buttons();
findings.show(data);
editing.refresh();
told();
const wanted = sheet.get(decodeURIComponent(location.hash.slice(1)));
if (wanted || !matchMedia("(pointer: coarse)").matches) selection.go(wanted ?? sheet.first());
/* Having scrolled to the cell of the address, the browser gives the focus to the page. */
addEventListener("load", () => requestAnimationFrame(() => {
  if (wanted && document.activeElement === document.body) selection.go(wanted);
}));
$("beside").scrollTop = 0;
queue.others();
const colleagues = new Colleagues({ sheet, queue, editing, rows, know, say, told });
new Live(data, () => selection.active?.address ?? "", found => colleagues.heard(found), reason => {
  if (!queue.trouble && queue.entries.size) queue.trouble = reason;
  told();
});
$("entry").dataset.ready = "";
