/* Rows of subjects: found by code or part of a name, put in code order with those above them. */

import { get } from "./asking.js";
import { make } from "./drawing.js";

const CODE = /^(\d{3}|\d{5}|\d{7})$/;
const above = code => [3, 5].filter(length => length < code.length).map(length => code.slice(0, length));

export class Rows {
  constructor(sheet, added) {
    Object.assign(this, { sheet, added, template: document.getElementById("row") });
  }

  has(code) { return Boolean(this.sheet.of(code, this.sheet.first().column)); }

  /** The codes with their parents that the sheet has not; in it afterwards. */
  add(codes, names) {
    const wanted = [...new Set(codes.flatMap(code => [...above(code), code]))].filter(code => !this.has(code)).sort();
    for (const code of wanted) this.put(code, names[code] ?? "");
    if (wanted.length) this.arranged();
    return wanted;
  }

  put(code, name) {
    const tr = this.template.content.querySelector("tr").cloneNode(true);
    const { placeholder } = this.sheet.data;
    for (const element of tr.querySelectorAll("[id], input")) {
      for (const attribute of ["id", "name", "aria-label"]) {
        const value = element.getAttribute(attribute);
        if (value) element.setAttribute(attribute, value.replace(placeholder, attribute === "aria-label" ? `${code} ${name}` : code));
      }
    }
    const codes = [...tr.querySelectorAll(".code")];
    const parts = codes.length > 1 ? [code.slice(0, 3), code.slice(3, 5), code.slice(5)] : [code];
    codes.forEach((cell, level) => { cell.textContent = parts[level]; });
    const label = tr.querySelector(".item") ?? codes.at(-1).nextElementSibling;
    label.textContent = name;
    tr.classList.add("added");
    const rows = [...this.sheet.table.tBodies[0].rows];
    const end = this.sheet.data.ends_in_total ? rows.at(-1) : null;
    this.sheet.table.tBodies[0].insertBefore(tr, rows.find(row => (codeOf(row) ?? "") > code) ?? end);
    for (const input of tr.querySelectorAll("input")) this.sheet.adopt(input);
  }

  /** Take back rows that nothing stands in. */
  remove(codes) {
    for (const code of codes) {
      const cells = [...this.sheet.cells.values()].filter(cell => cell.row === code);
      if (!cells.length || cells.some(cell => cell.text || cell.seen)) continue;
      cells[0].td.closest("tr").remove();
      for (const cell of cells) this.sheet.cells.delete(cell.address);
    }
    this.arranged();
  }

  arranged() {
    this.sheet.arrange();
    this.added();
  }
}

const codeOf = tr => tr.querySelector("input")?.name.split("/")[1].match(/^\d+$/)?.[0];

/** The field over the sheet: a list to choose from, by arrows and Enter or by mouse. */
export class Search {
  constructor(form, url, rows, chosen) {
    Object.assign(this, { form, url, rows, chosen, input: form.querySelector("[name=q]"), list: form.querySelector("ul"), at: -1 });
    form.classList.add("live");
    form.querySelector("button").hidden = true;
    this.list.replaceChildren();
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "找到的科目");
    for (const [name, value] of [["role", "combobox"], ["aria-controls", this.list.id], ["aria-expanded", "false"], ["aria-autocomplete", "list"]]) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", event => { if (!event.isComposing) this.soon(); });
    this.input.addEventListener("compositionend", () => this.soon());
    this.input.addEventListener("keydown", event => this.pressed(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.show([]), 150));
    form.addEventListener("submit", event => event.preventDefault());
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.find(), 150);
  }

  async find() {
    const q = this.input.value.normalize("NFKC").trim();
    if (!q) { this.show([]); return; }
    let found = [];
    try {
      ({ found } = await get(this.url, { q }));
    } catch { /* said elsewhere */ }
    if (this.input.value.normalize("NFKC").trim() !== q) return;
    const [, code, name] = q.match(/^(\d+)\s*(.*)$/) ?? [];
    if (CODE.test(code) && !found.some(line => line.code === code)) found.unshift({ code, name, above: [], unlisted: true });
    this.show(found, q);
  }

  show(found, q = "") {
    this.found = found;
    this.at = found.length ? 0 : -1;
    this.list.replaceChildren(...found.map((line, n) => this.option(line, n)));
    if (q && !found.length) this.list.append(make("li", { class: "none" }, `没有找到“${q}”`));
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    this.mark();
  }

  option(line, n) {
    const option = make("li", { role: "option", id: `found-${n}`, "aria-selected": "false" });
    option.append(make("b", {}, line.code), ` ${line.name}`);
    const unlisted = line.unlisted ? `名录中没有这个编码${line.name ? "" : "；可在编码后接着写名称"}` : "";
    const note = [unlisted, this.rows.has(line.code) ? "已在表中" : "", line.fits === false ? "不属于本表的预算" : ""].filter(Boolean).join("，");
    const path = line.above.map(each => each.name).filter(Boolean).join(" › ");
    option.append(make("small", {}, [path, note].filter(Boolean).join("　")));
    option.addEventListener("mousedown", event => { event.preventDefault(); this.choose(line); });
    return option;
  }

  mark() {
    [...this.list.children].forEach((option, n) => option.setAttribute("aria-selected", String(n === this.at)));
    if (this.at >= 0) {
      this.input.setAttribute("aria-activedescendant", `found-${this.at}`);
      this.list.children[this.at].scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  pressed(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && this.found?.length) {
      event.preventDefault();
      this.at = (this.at + move + this.found.length) % this.found.length;
      this.mark();
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (this.at >= 0) this.choose(this.found[this.at]);
    } else if (event.key === "Escape") {
      event.preventDefault();
      this.input.value = "";
      this.show([]);
      this.chosen(null);
    }
  }

  choose(line) {
    const names = Object.fromEntries([...line.above, line].map(each => [each.code, each.name]));
    this.input.value = "";
    this.show([]);
    this.chosen(line.code, names, line.unlisted && line.name);
  }
}
