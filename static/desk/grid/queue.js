/* Changes on their way to the server. An entry: { text, seen: [what the page knows the cell had], state }.
   state: "waiting", "unreadable" (never sent), "refused" (with a reason), "conflict" (with theirs). */

import { LoggedOut, Refused, Unreachable, post } from "./asking.js";

const SOON = 250;
const RETRY = [2000, 4000, 8000, 15000];

export class Queue {
  constructor(data, store, told) {
    Object.assign(this, { data, store, told, telling: false, entries: new Map(store.entries()), trouble: null, tries: 0 });
    addEventListener("online", () => this.now());
    document.addEventListener("visibilitychange", () => this.now());
  }

  /** A cell was given another text. What it had is remembered from the first change on. */
  put(cell) {
    const entry = this.entries.get(cell.address);
    if (cell.text === cell.seen && !entry?.sent && entry?.state !== "conflict") return this.drop(cell.address);
    const seen = entry?.seen ?? [cell.seen];
    const state = cell.fault ? "unreadable" : entry?.state === "conflict" ? "conflict" : "waiting";
    return this.keep(cell.address, { ...entry, text: cell.text, seen, state, reason: cell.fault });
  }

  /** The clerk's own text stands, although a colleague's is there. */
  insist(cell) {
    const { theirs } = this.entries.get(cell.address);
    cell.seen = theirs.text;
    this.keep(cell.address, { text: cell.text, seen: [theirs.text], state: cell.fault ? "unreadable" : "waiting" });
  }

  keep(address, entry) {
    this.entries.set(address, entry);
    this.store.put(address, entry);
    this.soon();
  }

  drop(address) {
    this.entries.delete(address);
    this.store.drop(address);
    this.tell();
  }

  /** Once for a thousand cells. */
  tell() {
    if (this.telling) return;
    this.telling = true;
    queueMicrotask(() => {
      this.telling = false;
      this.told();
    });
  }

  count(state) {
    let n = 0;
    for (const entry of this.entries.values()) if (entry.state === state) n += 1;
    return n;
  }

  soon(after = SOON) {
    this.tell();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), after);
  }

  now() { if (this.count("waiting")) this.soon(0); }

  async send() {
    const batch = [...this.entries].filter(([, entry]) => entry.state === "waiting").slice(0, 4000);
    if (!batch.length || this.sending || this.data.locked) return;
    this.sending = true;
    const cells = {};
    for (const [address, entry] of batch) {
      cells[address] = { text: entry.text, seen: entry.seen };
      entry.sent = true; /* the answer may be lost: what was sent counts as known */
      if (!entry.seen.includes(entry.text)) this.store.put(address, { ...entry, seen: [...entry.seen, entry.text] });
    }
    this.tell();
    try {
      this.settle(batch, await post(this.data.urls.cells, { user: this.data.user, cells }));
      this.trouble = null;
      this.tries = 0;
    } catch (reason) {
      this.fail(batch, reason);
    } finally {
      this.sending = false;
    }
    this.tell();
    if (this.trouble === null && this.count("waiting")) this.soon();
  }

  /** The page goes away: sent without waiting for the answer; the entries stay and are settled the next time. */
  leave() {
    const batch = [...this.entries].filter(([, entry]) => entry.state === "waiting").slice(0, 400);
    if (!batch.length || this.data.locked) return;
    const cells = {};
    for (const [address, entry] of batch) {
      cells[address] = { text: entry.text, seen: entry.seen };
      this.store.put(address, { ...entry, seen: [...entry.seen, entry.text] });
    }
    post(this.data.urls.cells, { user: this.data.user, cells }, { keepalive: true }).catch(() => {});
  }

  /** What waits in other tables of this account, so that nobody has to open them for it. */
  async others() {
    for (const [table, entries] of this.store.elsewhere()) {
      const batch = entries.filter(([, entry]) => entry.state === "waiting").slice(0, 4000);
      if (!batch.length || this.data.locked) continue;
      const cells = Object.fromEntries(batch.map(([address, { text, seen }]) => [address, { text, seen }]));
      try {
        const url = this.data.urls.cells.replace(`/tables/${this.data.table}/`, `/tables/${table}/`);
        const { saved } = await post(url, { user: this.data.user, cells });
        for (const address of Object.keys(saved)) this.store.drop(address, table);
      } catch { /* its own page says why */ }
    }
    this.tell();
  }

  settle(batch, answer) {
    for (const [address, sent] of batch) {
      const entry = this.entries.get(address);
      const isSame = entry?.text === sent.text;
      if (address in answer.saved) {
        this.saved(address, answer.saved[address]);
        if (isSame) this.drop(address);
        else if (entry) this.keep(address, { ...entry, seen: [answer.saved[address]], sent: false });
      } else if (entry && address in answer.conflicts) {
        this.keep(address, { ...entry, state: "conflict", theirs: answer.conflicts[address], before: sent.seen[0] });
      } else if (entry && isSame) {
        this.keep(address, { ...entry, state: "refused", reason: answer.refused[address] ?? "没有保存" });
      }
    }
    this.at = new Date();
    this.answered(answer);
  }

  fail(batch, reason) {
    if (!(reason instanceof LoggedOut || reason instanceof Unreachable || reason instanceof Refused)) throw reason;
    for (const [address, sent] of batch) {
      const entry = this.entries.get(address);
      if (entry && !entry.seen.includes(sent.text)) this.entries.set(address, { ...entry, seen: [...entry.seen, sent.text] });
    }
    this.trouble = reason;
    this.tries += 1;
    this.soon(RETRY[Math.min(this.tries, RETRY.length) - 1]);
  }
}
