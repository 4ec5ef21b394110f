/* The form of a project: saved as it is filled in, rows by keyboard, what is computed taken with one click.
   What is not saved yet is kept in this browser. Without this script every button sends the form. */

import { LoggedOut, Refused, post } from "./grid/asking.js";

const PAUSE = 1200, SPARE = 3;
const RETRY = [2000, 4000, 8000, 15000];
const data = JSON.parse(document.getElementById("project-data").textContent);
const form = document.getElementById("project");
const body = form.querySelector(".indicators tbody");
const state = document.getElementById("state");
const store = `juesuan-project/${encodeURIComponent(data.user)}/${data.account}/${data.key}`;
let timer, sending = null, dirty = 0, held = false, tries = 0, lasting = true, checked = false;

const rows = () => [...body.rows];
const cells = row => [...row.querySelectorAll("input, textarea")];
const seenCells = row => cells(row).filter(input => input.type !== "hidden");
const isBlank = row => cells(row).every(input => !input.value.trim());

function tell(text, trouble = false, ...more) {
  state.classList.toggle("trouble", trouble);
  state.replaceChildren(text, ...more);
}

function button(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", act);
  return made;
}

/* Kept until it is saved: all that the form holds, and what the page had shown. */
function keep() {
  const values = [...new FormData(form)].filter(([name]) => name.startsWith("f.") || name.startsWith("i."));
  try {
    localStorage.setItem(store, JSON.stringify({ values, seen: form.elements.seen.value }));
  } catch { /* full, or forbidden */
    lasting = false;
  }
}

function forget() {
  try { localStorage.removeItem(store); } catch { /* never kept */ }
}

function changed() {
  dirty += 1;
  keep();
  if (!held) tell("未保存");
  spare();
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

function save() {
  clearTimeout(timer);
  if (held || !dirty) return Promise.resolve();
  sending ??= deliver().finally(() => { sending = null; });
  return sending;
}

async function deliver() {
  const at = dirty, sent = new URLSearchParams(new FormData(form));
  sent.set("script", "1");
  sent.delete("paste");
  tell("正在保存…");
  try {
    settle(await post(form.action, sent), at);
    tries = 0;
  } catch (reason) {
    fail(reason);
  }
}

function settle(answer, at) {
  const hour = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  for (const old of form.querySelectorAll(".fault")) old.remove();
  for (const input of form.querySelectorAll(".asks")) input.classList.remove("asks");
  const real = rows().filter(row => !isBlank(row));
  offer(answer.suggested, real);
  document.getElementById("said").innerHTML = answer.said;
  document.getElementById("weights").textContent = answer.weights;
  for (const [name, why] of Object.entries(answer.faults)) mark(inputOf(name, rows()), why);
  const theirs = Object.entries(answer.conflicts);
  if (theirs.length || answer.rows) {
    held = true; /* nothing more is sent until the clerk has chosen */
    for (const [name, text] of theirs) mark(inputOf(name, real), `同事已改为：${text || "（空）"}`);
    const mine = button("以我填的为准", () => {
      form.elements.seen.value = answer.seen;
      held = false;
      save();
    });
    const other = button("用同事填的", () => {
      forget();
      location.reload();
    });
    return tell(answer.rows ? "同事改过指标，没有保存 " : "同事改过标出的地方，没有保存 ", true, mine, " ", other);
  }
  form.elements.seen.value = answer.seen;
  if (dirty === at && !Object.keys(answer.faults).length) {
    dirty = 0;
    forget();
    tell(`已保存 ${hour}`);
  } else {
    keep();
    tell(Object.keys(answer.faults).length ? "标出的地方不能识别，没有保存" : "未保存", true);
    if (dirty !== at) timer = setTimeout(save, PAUSE);
    else dirty = 0;
  }
}

/** i.3.score of the answer counts rows as they are stored: without the blank ones. */
function inputOf(name, list) {
  const [, n, key] = name.split(".");
  if (!name.startsWith("i.")) return form.elements[name];
  return list[Number(n)]?.querySelector(`[name$=".${key}"]`);
}

function mark(input, why) {
  if (!input?.parentElement) return;
  input.classList.add("asks");
  input.parentElement.append(Object.assign(document.createElement("span"), { className: "fault", textContent: why }));
}

function offer(suggested, real) {
  for (const place of form.querySelectorAll(".beside-input")) place.replaceChildren();
  for (const [name, text] of Object.entries(suggested)) {
    const input = inputOf(name, real), place = input?.parentElement.querySelector(".beside-input");
    if (!place) continue;
    const made = Object.assign(document.createElement("button"), { name: "take", value: name, className: "offer", textContent: `Σ ${text}` });
    made.title = "取用算出的数";
    const label = input.getAttribute("aria-label") ?? input.labels?.[0]?.textContent ?? "";
    made.setAttribute("aria-label", `Σ ${text}，取用算出的${label}`);
    place.append(made);
  }
}

function fail(reason) {
  const gone = reason instanceof LoggedOut, refused = reason instanceof Refused;
  const link = gone ? [Object.assign(document.createElement("a"), { href: data.login, textContent: "重新登录" })] : [];
  const then = gone ? "，登录后自动保存。" : "，恢复后自动保存";
  tell(refused ? reason.message : `${reason.message}，改动保留在本机${then}`, true, ...link);
  if (!refused) timer = setTimeout(save, RETRY[Math.min(tries++, RETRY.length - 1)]);
}

/* Rows */

function renumber() {
  rows().forEach((row, n) => {
    row.dataset.row = n;
    row.querySelector("th").textContent = n + 1;
    for (const input of cells(row)) {
      input.name = input.name.replace(/^i\.\d+/, `i.${n}`);
      if (input.id) input.id = `x-${input.name}`;
      input.setAttribute("aria-label", (input.getAttribute("aria-label") ?? "").replace(/^第\d+行/, `第${n + 1}行`));
    }
    for (const place of row.querySelectorAll(".beside-input")) place.dataset.for = place.dataset.for.replace(/^i\.\d+/, `i.${n}`);
    for (const each of row.querySelectorAll("button[name='row']")) {
      each.value = each.value.replace(/\d+$/, n);
      each.setAttribute("aria-label", each.getAttribute("aria-label").replace(/第\d+行/, `第${n + 1}行`));
    }
  });
}

function blankRow() {
  const row = body.rows[body.rows.length - 1].cloneNode(true);
  for (const input of cells(row)) {
    input.value = "";
    input.classList.remove("asks");
  }
  for (const extra of row.querySelectorAll(".offer, .fault")) extra.remove();
  return row;
}

/** There is always room for one more. */
function spare() {
  if (isBlank(body.rows[body.rows.length - 1])) return;
  for (let n = 0; n < SPARE; n += 1) body.append(blankRow());
  renumber();
}

function move(row, step) {
  const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other || (step > 0 && isBlank(other))) return;
  const focus = document.activeElement;
  if (step < 0) other.before(row); else other.after(row);
  renumber();
  focus.focus();
  changed();
}

function insert(row) {
  const made = blankRow();
  row.after(made);
  renumber();
  seenCells(made)[0].focus();
}

function remove(row) {
  if (isBlank(row)) return;
  const next = row.nextElementSibling, column = seenCells(row).indexOf(document.activeElement);
  row.remove();
  if (!body.rows.length) return;
  renumber();
  changed();
  seenCells(next ?? body.rows[body.rows.length - 1])[Math.max(column, 0)].focus();
  const place = document.getElementById("again");
  place.replaceChildren("已删除一行 ", button("恢复这一行", () => {
    place.replaceChildren();
    if (next?.isConnected) next.before(row); else body.append(row);
    renumber();
    changed();
    seenCells(row)[0].focus();
  }));
}

/** Within a text of several lines the arrows move the caret, until it is at the end. */
function isInside(area, step) {
  if (area.selectionStart !== area.selectionEnd) return true;
  return area.localName === "textarea" && area.clientHeight > 45 && area.selectionStart !== (step < 0 ? 0 : area.value.length);
}

body.addEventListener("keydown", event => {
  const row = event.target.closest("tr"), column = seenCells(row).indexOf(event.target);
  const go = to => { seenCells(to)[column]?.focus(); event.preventDefault(); };
  if (event.isComposing || column < 0) return;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (event.altKey && step) { event.preventDefault(); move(row, step); }
  else if ((event.ctrlKey || event.metaKey) && event.key === "Enter") { event.preventDefault(); insert(row); }
  else if ((event.ctrlKey || event.metaKey) && event.key === "Delete") { event.preventDefault(); remove(row); }
  else if (event.key === "Enter" && row.nextElementSibling) go(row.nextElementSibling);
  else if (step && !event.ctrlKey && !event.shiftKey && !event.target.getAttribute("list") && !isInside(event.target, step)) {
    const to = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (to) go(to);
  }
});

/** What Excel copied goes into the cells from here to the right and down. */
body.addEventListener("paste", event => {
  const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  if (!/[\t\n]/.test(text) || text.includes('"')) return;
  event.preventDefault();
  let row = event.target.closest("tr");
  const first = seenCells(row).indexOf(event.target);
  for (const line of text.split("\n")) {
    if (!row) {
      row = blankRow();
      body.append(row);
    }
    const inputs = seenCells(row), above = row.previousElementSibling ? seenCells(row.previousElementSibling) : null;
    line.split("\t").forEach((cell, n) => {
      const input = inputs[first + n];
      if (!input) return;
      const merged = !cell.trim() && above && /\.level[12]$/.test(input.name);
      input.value = merged ? above[first + n].value : cell.trim();
    });
    row = row.nextElementSibling;
  }
  renumber();
  changed();
});

form.addEventListener("input", event => { if (event.target.id !== "paste") changed(); });
form.addEventListener("change", event => { if (event.target.id !== "paste") save(); });
addEventListener("online", save);
document.addEventListener("visibilitychange", save);
addEventListener("beforeunload", event => { if (dirty && !lasting) event.preventDefault(); });

form.addEventListener("click", event => {
  const pressed = event.target.closest("button");
  if (!pressed) return;
  if (pressed.name === "take") {
    event.preventDefault();
    const input = pressed.closest("td, .one").querySelector("input, textarea");
    input.value = pressed.textContent.replace(/^Σ\s*/, "");
    input.focus();
    changed();
    save();
  }
  if (pressed.name === "row") {
    event.preventDefault();
    const row = pressed.closest("tr"), verb = pressed.value.split(":")[0];
    if (verb === "remove") remove(row); else move(row, verb === "up" ? -1 : 1);
  }
});

/* A button of the form acts on what is saved. */
form.addEventListener("submit", async event => {
  if (checked || !dirty) return;
  event.preventDefault();
  event.stopPropagation();
  const { submitter } = event, pasted = form.elements.paste?.value.trim();
  await save();
  if (dirty || held) return;
  if ((!submitter || submitter.value === "1") && submitter?.name !== "undo" && !pasted) return;
  checked = true;
  form.requestSubmit(submitter);
});
addEventListener("pageshow", () => { checked = false; });

/* What was not saved when the page was left. */
try {
  const kept = JSON.parse(localStorage.getItem(store));
  if (kept) {
    const lines = 1 + Math.max(-1, ...kept.values.map(([name]) => Number(/^i\.(\d+)/.exec(name)?.[1] ?? -1)));
    while (body.rows.length < lines) body.append(blankRow());
    renumber();
    let differs = false;
    for (const [name, value] of kept.values) {
      const input = form.elements[name];
      if (!input || input.type === "checkbox") continue;
      differs ||= input.value !== value;
      input.value = value;
    }
    if (differs) {
      form.elements.seen.value = kept.seen;
      dirty = 1;
      save();
    } else forget();
  }
} catch { /* not ours */ }

/* What was typed before this script ran. */
if (!dirty && [...form.querySelectorAll("input, textarea")].some(field => field.value !== field.defaultValue)) changed();
