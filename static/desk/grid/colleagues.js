/* What others do in the table: where they are, what they change, that they close it. */

import { Refused, get } from "./asking.js";

const FLASH = 6000;

export class Colleagues {
  constructor({ sheet, queue, editing, rows, know, say, told }) {
    Object.assign(this, { sheet, queue, editing, rows, know, say, told, here: [], place: document.getElementById("here") });
  }

  async heard(found) {
    const { queue, sheet, editing } = this;
    if (queue.trouble) queue.now();
    if (found.user !== sheet.data.user) { this.say(`现在登录的是 ${found.user}，请重新打开本页`); return; }
    if (!found.open && !sheet.data.locked) this.lock();
    this.show(found.here);
    await this.missing(found.changes);
    for (const change of found.changes) this.theirs(change);
    if (found.findings) this.know(found);
    if (found.changes.length) editing.refresh();
    this.told();
  }

  /** Into a cell that nobody touches here; elsewhere the server will speak of a conflict. */
  theirs({ address, text, by }) {
    const { sheet, queue, editing } = this;
    const cell = sheet.get(address);
    if (!cell || text === cell.seen || queue.entries.has(address) || cell === editing.cell) return;
    cell.seen = text;
    sheet.set(cell, text);
    if (by === sheet.data.user) return;
    cell.td.classList.add("changed");
    setTimeout(() => cell.td.classList.remove("changed"), FLASH);
    this.say(`${by} 改了“${cell.label}”：${text || "空白"}`);
  }

  /** Rows that a colleague has added. */
  async missing(changes) {
    const { sheet, rows } = this;
    const unknown = changes.filter(change => !sheet.get(change.address)).map(change => change.address.split("/")[1]);
    const codes = [...new Set(unknown)].filter(code => sheet.data.subjects && /^\d+$/.test(code));
    if (!codes.length) return;
    const { names } = await get(sheet.data.urls.subjects, { codes: codes.join(",") }).catch(() => ({ names: {} }));
    rows.add(codes, names);
  }

  show(now) {
    const { sheet } = this;
    for (const { cell } of this.here) sheet.get(cell)?.td.classList.remove("colleague");
    this.here = now;
    for (const { cell } of now) sheet.get(cell)?.td.classList.add("colleague");
    const words = now.map(({ name, cell }) => (sheet.get(cell) ? `${name}（${sheet.get(cell).label}）` : name));
    const text = words.length ? `同时在这张表：${words.join("、")}` : "";
    if (this.place.textContent !== text) this.place.textContent = text;
  }

  lock() {
    const { sheet, queue } = this;
    sheet.data.locked = true;
    for (const { input } of sheet.cells.values()) input.readOnly = true;
    const words = "这份决算刚刚报送，不能修改；没有保存的改动留在本机";
    document.querySelector(".top .state").textContent = `${words}。`;
    if (queue.count("waiting")) queue.trouble = new Refused(words);
  }
}
