/* Words for the report: each text is saved when its field is left, and kept in this browser until it is.
   Without this script the form does the same, all texts at once. */

import { LoggedOut, Refused, post } from "./grid/asking.js";
import { Live } from "./grid/live.js";

const PAUSE = 1500;
const RETRY = [2000, 4000, 8000, 15000];
const data = JSON.parse(document.getElementById("texts-data").textContent);
const form = document.getElementById("texts");
const start = `juesuan-texts/${encodeURIComponent(data.user)}/${data.account}:`;
const seen = new Map(Object.entries(data.seen));
const waiting = new Map();
let timer, sending = null, tries = 0, lasting = true, checked = false;

const clean = text => text.replace(/\r\n?/g, "\n").trim();
const fieldOf = slot => document.getElementById(slot);
const areaOf = slot => fieldOf(slot)?.querySelector("textarea");
const slotOf = element => element.closest("[data-slot]").dataset.slot;

/* What is not saved yet: one entry for each text, so that two tabs do not overwrite each other. */
function keep(slot, entry) {
  waiting.set(slot, entry);
  try {
    localStorage.setItem(start + slot, JSON.stringify(entry));
  } catch { /* full, or forbidden: it is still in memory */
    lasting = false;
  }
}

function drop(slot) {
  waiting.delete(slot);
  try { localStorage.removeItem(start + slot); } catch { /* never kept */ }
}

function* stored() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(start)) yield [key.slice(start.length), JSON.parse(localStorage.getItem(key))];
    }
  } catch { /* forbidden, or not ours */ }
}

const open = () => [...waiting].filter(([, entry]) => !entry.held);

function say(slot, text, trouble = false) {
  const place = fieldOf(slot)?.querySelector("[data-state]");
  if (!place) return;
  place.textContent = text;
  place.classList.toggle("trouble", trouble);
}

function tell(text = "", trouble = false, link = "") {
  const place = document.getElementById("state");
  place.classList.toggle("trouble", trouble);
  place.replaceChildren(text);
  if (link) place.append(Object.assign(document.createElement("a"), { href: link, textContent: "重新登录" }));
}

function typed(area) {
  const slot = slotOf(area), entry = waiting.get(slot), known = seen.get(slot) ?? "";
  if (clean(area.value) === known && !entry?.sent && !entry?.held) {
    drop(slot);
    return say(slot, "");
  }
  keep(slot, { ...entry, text: area.value, seen: entry?.seen ?? [known] });
  if (!entry?.held) say(slot, "未保存");
  soon(PAUSE);
}

function soon(after) {
  clearTimeout(timer);
  timer = setTimeout(send, after);
}

/** Everything that waits, in one request; a promise that is kept when the answer is there. */
function send() {
  clearTimeout(timer);
  sending ??= deliver().finally(() => { sending = null; });
  return sending;
}

async function deliver() {
  const batch = open();
  if (!batch.length) return;
  for (const [slot, entry] of batch) { /* the answer may be lost: what was sent counts as known */
    keep(slot, { ...entry, sent: true, seen: [...new Set([...entry.seen, entry.text])] });
    say(slot, "正在保存…");
  }
  try {
    const texts = Object.fromEntries(batch.map(([slot, entry]) => [slot, { text: entry.text, seen: entry.seen }]));
    settle(batch, await post(data.save, { user: data.user, texts }));
    tries = 0;
  } catch (reason) {
    fail(batch, reason);
  }
}

function settle(batch, answer) {
  const at = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
  for (const [slot, sent] of batch) {
    const entry = waiting.get(slot);
    if (slot in answer.saved) {
      seen.set(slot, answer.saved[slot]);
      if (entry?.text === sent.text) drop(slot);
      else keep(slot, { text: entry.text, seen: [answer.saved[slot]] });
      say(slot, waiting.has(slot) ? "未保存" : `已保存 ${at}`);
    }
    draw(slot, answer);
    if (slot in answer.conflicts) conflict(slot, answer.conflicts[slot]);
    if (slot in answer.refused) {
      keep(slot, { ...entry, held: true });
      say(slot, `没有保存：${answer.refused[slot]}`, true);
    }
  }
  form.elements.seen.value = JSON.stringify(Object.fromEntries(seen));
  document.getElementById("todo").innerHTML = answer.todo;
  for (const badge of document.querySelectorAll("[data-left]")) {
    const left = answer.lefts[badge.dataset.left] ?? 0;
    badge.textContent = left || "";
    badge.hidden = !left;
  }
  tell(waiting.size ? "" : `全部已保存 ${at}`);
  if (open().length) soon(PAUSE);
}

/** What the rules say of the text now. */
function draw(slot, answer) {
  const field = fieldOf(slot);
  if (!field || !(slot in answer.panels)) return;
  field.querySelector("[data-said]").innerHTML = answer.panels[slot];
  const style = answer.styles[slot];
  if (style !== undefined && field.classList.contains("rewritten") === false) field.className = `field ${style}`;
}

function conflict(slot, theirs) {
  const entry = waiting.get(slot), field = fieldOf(slot);
  keep(slot, { ...entry, held: true, theirs: theirs.text });
  say(slot, "与同事的改动冲突，没有保存", true);
  field.classList.add("conflict");
  const box = document.createElement("div");
  box.className = "theirs";
  box.setAttribute("role", "alert");
  const who = document.createElement("p");
  who.textContent = `${theirs.by || "同事"}改过这一处，现在是：`;
  const text = Object.assign(document.createElement("p"), { className: "old", textContent: theirs.text || "（已清空）" });
  const mine = Object.assign(document.createElement("button"), { type: "button", textContent: "以我写的为准" });
  const other = Object.assign(document.createElement("button"), { type: "button", textContent: "用同事写的" });
  mine.addEventListener("click", () => {
    keep(slot, { text: areaOf(slot).value, seen: [theirs.text] });
    send();
  });
  other.addEventListener("click", () => {
    drop(slot);
    seen.set(slot, theirs.text);
    areaOf(slot).value = theirs.text;
    keep(slot, { text: theirs.text, seen: [theirs.text] }); /* asks for what is said of it */
    send();
  });
  box.append(who, text, mine, " ", other);
  field.querySelector("[data-said]").replaceChildren(box);
}

function fail(batch, reason) {
  const gone = reason instanceof LoggedOut, refused = reason instanceof Refused;
  const told = refused ? `没有保存：${reason.message}` : `${reason.message}，改动保留在本机${gone ? "，登录后自动保存。" : "，恢复后自动保存"}`;
  tell(told, true, gone ? data.login : "");
  for (const [slot] of batch) say(slot, "没有保存，保留在本机", true);
  if (!refused) soon(RETRY[Math.min(tries++, RETRY.length - 1)]);
}

form.addEventListener("input", event => { if (event.target.matches("textarea")) typed(event.target); });
form.addEventListener("focusout", event => {
  if (event.target.matches("textarea") && waiting.has(slotOf(event.target))) send();
});
addEventListener("online", () => { if (open().length) send(); });
document.addEventListener("visibilitychange", () => { if (open().length) send(); });
addEventListener("beforeunload", event => { if (!lasting && waiting.size) event.preventDefault(); });

/* Last year's words go into the field, where they can be changed at once; undone with Ctrl+Z. */
form.addEventListener("click", event => {
  const button = event.target.closest("button[name='last']");
  if (!button) return;
  event.preventDefault();
  const area = areaOf(button.value);
  area.focus();
  area.select();
  const text = fieldOf(button.value).querySelector("[data-last]").textContent;
  if (!document.execCommand("insertText", false, text)) {
    area.value = text;
    typed(area);
  }
  send();
});

/* A button of the form acts on what is saved: first everything that waits is sent. */
form.addEventListener("submit", async event => {
  if (checked || !open().length) return;
  event.preventDefault();
  event.stopPropagation();
  const { submitter } = event;
  while (open().length) {
    await send();
    if (tries || document.querySelector("#state.trouble")) return;
  }
  if (submitter?.name === "save" || !submitter) return;
  checked = true;
  form.requestSubmit(submitter);
});
addEventListener("pageshow", () => { checked = false; });

function focusOn(slot) {
  const area = areaOf(slot);
  if (!area) return false;
  fieldOf(slot).scrollIntoView({ block: "center" });
  area.focus({ preventScroll: true });
  return true;
}

document.addEventListener("click", event => {
  const link = event.target.closest("a[href^='#']");
  if (link && focusOn(decodeURIComponent(link.hash.slice(1)))) event.preventDefault();
});

/* Ctrl+Enter: saved, and on to the next field that is empty. */
form.addEventListener("keydown", event => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.matches("textarea")) return;
  event.preventDefault();
  event.stopPropagation();
  const areas = [...form.querySelectorAll("textarea")];
  const after = areas.slice(areas.indexOf(event.target) + 1);
  const next = after.find(area => !area.value.trim()) ?? areas.find(area => !area.value.trim());
  if (next) focusOn(slotOf(next));
  send();
});

/* Colleagues: who is here, and what they change. A text that nobody touches here becomes theirs; of another one
   the server will show both. */
const labelOf = slot => fieldOf(slot)?.querySelector("label")?.textContent ?? "";

function theirs({ slot, text, by }) {
  const area = areaOf(slot);
  if (!area || text === seen.get(slot) || clean(area.value) === text) return;
  if (waiting.has(slot) || area === document.activeElement) {
    say(slot, `${by}刚改过这一处；您的改动保存时，会把两份都列出来`, true);
    return;
  }
  seen.set(slot, text);
  area.value = text;
  keep(slot, { text, seen: [text] }); /* asks for what is said of it */
  send().then(() => say(slot, by === data.user ? "" : `${by}刚改过这一处`));
}

function heard({ user, open: isOpen, here, changes }) {
  if (user !== data.user) return tell(`现在登录的是 ${user}，请重新打开本页`, true);
  const words = here.map(({ name, cell }) => labelOf(cell) ? `${name}（${labelOf(cell)}）` : name);
  const text = words.length ? `同时在这一页：${words.join("、")}` : "";
  const place = document.getElementById("here");
  if (place.textContent !== text) place.textContent = text;
  changes.forEach(theirs);
  if (isOpen || form.dataset.locked) return;
  form.dataset.locked = "yes";
  for (const area of form.querySelectorAll("textarea")) area.readOnly = true;
  tell("这份决算刚刚报送，不能修改；没有保存的改动留在本机", true);
}
const focused = () => document.activeElement?.matches("#texts textarea") ? slotOf(document.activeElement) : "";

for (const [slot, entry] of stored()) {
  const area = areaOf(slot);
  if (!area) continue; /* its sentence is gone: it is kept until it is back */
  if (clean(entry.text) === (seen.get(slot) ?? "")) {
    drop(slot);
    continue;
  }
  area.value = entry.text;
  waiting.set(slot, { ...entry, held: false });
  say(slot, "上次没有保存，正在保存…");
}
/* What was typed before this script ran. */
for (const area of form.querySelectorAll("[data-slot] textarea")) {
  const slot = slotOf(area);
  if (!waiting.has(slot) && clean(area.value) !== (seen.get(slot) ?? "")) typed(area);
}
if (open().length) send();
if (location.hash.length > 1) focusOn(decodeURIComponent(location.hash.slice(1)));
new Live({ urls: { live: data.live }, since: data.since }, focused, heard, () => { /* saving tells of it */ });
