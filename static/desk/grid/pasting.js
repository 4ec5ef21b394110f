/* Copying and pasting: from the clipboard to a plan, to a preview where it is needed, to one act. */

import { get, post } from "./asking.js";
import * as clipboard from "./clipboard.js";
import { needsPreview, plan } from "./plan.js";
import { preview } from "./preview.js";

export class Pasting {
  constructor({ sheet, selection, editing, history, rows, say, cellOf }) {
    Object.assign(this, { sheet, selection, editing, history, rows, say, cellOf, withHeads: false });
    const { table } = sheet;
    table.addEventListener("copy", event => this.copy(event));
    table.addEventListener("cut", event => { if (this.copy(event)) editing.clear(selection.cells); });
    table.addEventListener("paste", event => this.pasted(event));
  }

  copy(event) {
    if (!this.cellOf(event.target) || this.editing.isOn) return false;
    event.preventDefault();
    const found = clipboard.copied(this.sheet, this.selection.box);
    if (this.withHeads) found.unshift(this.heads(this.selection.box));
    event.clipboardData.setData("text/plain", clipboard.text(found));
    event.clipboardData.setData("text/html", clipboard.html(found));
    return true;
  }

  copyWithHeads() {
    this.withHeads = true;
    document.execCommand("copy");
    this.withHeads = false;
    this.say("已连同表头复制");
  }

  heads({ left, right }) {
    return Array.from({ length: right - left + 1 }, (_, n) => {
      const cell = this.sheet.lines.map(line => line[left + n]).find(found => found?.label);
      return cell ? cell.label.split("，").pop() : "";
    });
  }

  pasted(event) {
    if (!this.cellOf(event.target) || this.sheet.data.locked) return;
    const plain = event.clipboardData.getData("text/plain");
    if (this.editing.isOn && !/[\t\n]/.test(plain.trim())) return; /* into the text being edited */
    event.preventDefault();
    this.editing.commit();
    this.paste(clipboard.rows(plain, event.clipboardData.getData("text/html")));
  }

  async paste(found) {
    const { sheet, selection, rows } = this;
    const { box } = selection;
    if (!found.some(line => line.length)) return;
    let planned = plan(sheet, found, box);
    if (planned.added.length) await this.named(planned);
    const { names, unlisted } = planned;
    if (needsPreview(planned)) planned = await preview(sheet, found, box, planned);
    if (!planned) return;
    Object.assign(planned, { names: { ...planned.names, ...names } });
    const added = planned.added.length ? rows.add(planned.added, planned.names) : [];
    if (Object.keys(unlisted ?? {}).length) this.keepNames(unlisted);
    this.apply(planned, added);
  }

  apply(planned, added) {
    const { sheet, selection, history } = this;
    const targets = planned.targets.map(({ cell, text }) => [sheet.get(cell.address), text]);
    const n = this.editing.apply(targets, added);
    if (added.length) history.done.at(-1).names = planned.names;
    if (targets.length) selection.take(targets[0][0], targets[targets.length - 1][0]);
    const bad = planned.unreadable.length ? `，${planned.unreadable.length} 处不能识别` : "";
    this.say(`粘贴了 ${targets.length} 格，${n} 格有变化${bad}；Ctrl+Z 撤销`);
  }

  /** The official names of pasted subjects and of those above them; `unlisted`: pasted names of codes in no list. */
  async named(planned) {
    try {
      const { names } = await get(this.sheet.data.urls.subjects, { codes: planned.added.join(",") });
      planned.unlisted = Object.fromEntries(Object.entries(planned.names).filter(([code]) => !names[code]));
      for (const [code, name] of Object.entries(names)) if (name || !planned.names[code]) planned.names[code] = name;
    } catch { /* the pasted names do */ }
  }

  /** Names that only this account knows. */
  async keepNames(names) {
    try {
      await post(this.sheet.data.urls.subjects, new URLSearchParams({ names: JSON.stringify(names) }));
    } catch (reason) {
      this.say(`${reason.message}，科目名称没有保存`);
    }
  }
}
