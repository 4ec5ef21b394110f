/* What a cell shows besides its figure: ghost of a sum or an offer, state, findings. Touches only what has changed. */

import { shown } from "./amounts.js";

const STATES = ["waiting", "unreadable", "refused", "conflict"];
const SAID = { waiting: "等待保存", unreadable: "不能识别", refused: "没有保存", conflict: "与同事冲突" };
const LEVELS = ["error", "reason", "notice"];
export const WORDS = { error: "错误", reason: "需说明", notice: "提示" };

export class Marks {
  constructor(sheet, sums, queue) {
    Object.assign(this, { sheet, sums, queue, findings: new Map(), painted: new Map(), offers: {}, remarked: new Set() });
  }

  know({ findings, offers }) {
    this.offers = offers;
    this.findings = new Map();
    for (const finding of findings) {
      const cell = finding.cells.find(each => !each.url); /* the one in question; its parts would be a red table */
      if (!cell || finding.accepted) continue;
      this.findings.set(cell.address, [...this.findings.get(cell.address) ?? [], finding]);
    }
  }

  /** What one key would put into the cell: its sum, else what another table knows. */
  proposal(cell) {
    const sum = this.sums.suggestion(cell);
    if (sum) return { kind: "sum", value: sum.value, text: shown(sum.value, cell.measure, this.sheet.scale), sum };
    const offer = this.offers[cell.address];
    if (!offer || cell.fault || offer.text === cell.text || this.sums.all(cell).length) return null;
    return { kind: "offer", text: offer.text, offer };
  }

  paint() {
    for (const cell of this.sheet.cells.values()) this.one(cell);
  }

  one(cell) {
    const proposal = this.proposal(cell);
    const state = this.state(cell);
    const found = this.findings.get(cell.address) ?? [];
    const level = LEVELS.find(each => found.some(finding => finding.level === each)) ?? "";
    const remark = this.remarked.has(cell.address);
    const key = `${proposal?.kind}|${proposal?.text}|${cell.text === "" && !cell.input.value}|${state}|${level}|${remark}|${cell.fault}`;
    if (this.painted.get(cell) === key) return;
    this.painted.set(cell, key);
    this.ghost(cell, proposal);
    this.classes(cell, state, level, remark);
  }

  ghost({ input, td, measure, value, fault }, proposal) {
    const sign = proposal?.kind === "sum" ? "Σ " : "⇠ ";
    const isBlank = value === null && !fault;
    const words = proposal ? sign + (measure === "money" ? grouped(proposal.text) : proposal.text) : "";
    input.placeholder = isBlank ? words : "";
    if (words && !isBlank) td.dataset.ghost = words; else delete td.dataset.ghost;
  }

  classes(cell, state, level, remark) {
    const { td, input } = cell;
    for (const each of STATES) td.classList.toggle(each, each === state);
    for (const each of LEVELS) td.classList.toggle(each, each === level);
    td.classList.toggle("remarked", remark);
    const reason = this.queue.entries.get(cell.address)?.reason || cell.fault;
    const said = [SAID[state], reason, WORDS[level], remark ? "有备注" : ""].filter(Boolean).join("，");
    if (said) { td.title = said; input.setAttribute("aria-description", said); } else {
      td.removeAttribute("title");
      input.removeAttribute("aria-description");
    }
    if (state === "unreadable" || state === "refused" || level === "error") input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }

  state(cell) {
    if (cell.fault) return "unreadable";
    return this.queue.entries.get(cell.address)?.state ?? "";
  }
}

const grouped = text => (text.includes(",") ? text : text.replace(/^(-?)(\d+)/, (_, sign, whole) =>
  sign + whole.replace(/\B(?=(\d{3})+$)/g, ",")));
