/* Beside the sheet: findings linked to their cells both ways, and conflicts to decide. */

import { make, moment } from "./drawing.js";
import { WORDS } from "./marks.js";

export class Findings {
  constructor(section, sheet, go) {
    Object.assign(this, { section, sheet, go, title: section.querySelector("h2"), list: section.querySelector("ol"), known: "" });
    this.items = new Map();
  }

  show({ findings, more }) {
    const text = JSON.stringify([findings, more]);
    if (text === this.known) return;
    this.known = text;
    this.items = new Map();
    const open = findings.filter(finding => !finding.accepted);
    const counts = Object.entries(WORDS).map(([level, word]) => [word, open.filter(each => each.level === level).length]);
    this.title.textContent = "本表的问题";
    this.title.append(make("small", {}, counts.filter(([, n]) => n).map(([word, n]) => ` ${word} ${n}`).join("，")));
    this.list.replaceChildren(...findings.map(finding => this.item(finding)));
    if (more) this.list.append(make("li", { class: "none" }, `另有 ${more} 个问题，见“全部问题”`));
    if (!findings.length) this.list.append(make("li", { class: "none" }, "没有发现问题"));
  }

  item(finding) {
    const item = make("li", { class: finding.accepted ? "accepted" : finding.level });
    const said = make("p");
    said.append(make("strong", {}, finding.accepted ? "已说明" : finding.word), ` ${finding.message}`);
    item.append(said);
    if (finding.remedy) item.append(make("p", { class: "remedy" }, finding.remedy));
    const cells = make("p", { class: "where" });
    for (const cell of finding.cells) {
      cells.append(this.link(cell));
      if (!this.items.has(cell.address)) this.items.set(cell.address, []);
      this.items.get(cell.address).push(item);
    }
    if (finding.others) cells.append(make("span", { class: "quiet" }, `等，另有 ${finding.others} 格`));
    item.append(cells);
    return item;
  }

  link({ url, address, place }) {
    const link = make("a", { href: url || `#${address}` }, this.sheet.get(address)?.label.replace("，", " · ") ?? place);
    if (!url) link.addEventListener("click", event => { event.preventDefault(); this.go(address); });
    return link;
  }

  /** The findings of the active cell stand out. */
  point(address) {
    for (const item of this.pointed ?? []) item.classList.remove("current");
    this.pointed = this.items.get(address) ?? [];
    for (const item of this.pointed) item.classList.add("current");
    if (document.getElementById("conflicts").hidden) this.pointed[0]?.scrollIntoView({ block: "nearest" });
  }
}

export class Conflicts {
  constructor(section, sheet, queue, decided) {
    Object.assign(this, { section, sheet, queue, decided });
  }

  show() {
    const found = [...this.queue.entries].filter(([, entry]) => entry.state === "conflict");
    this.section.hidden = !found.length;
    const key = JSON.stringify(found);
    if (key === this.known) return;
    this.known = key;
    this.section.querySelectorAll(".conflict").forEach(each => each.remove());
    this.section.append(...found.map(([address, entry]) => this.item(address, entry)));
    this.section.parentElement.scrollTop = 0;
  }

  item(address, { text, before, theirs }) {
    const item = make("div", { class: "conflict" });
    const cell = this.sheet.get(address);
    const place = make("a", { href: `#${address}` }, cell?.label ?? address);
    place.addEventListener("click", event => { event.preventDefault(); this.decided(address, "look"); });
    item.append(place);
    const facts = make("dl");
    const who = theirs.by ? `${theirs.by} ${moment(theirs.at)}` : "同事";
    for (const [term, value] of [["原来", before], [who, theirs.text], ["您", text]]) {
      const line = make("div");
      line.append(make("dt", {}, term), make("dd", {}, value || "空白"));
      facts.append(line);
    }
    const mine = make("button", { type: "button" }, "用我的");
    const other = make("button", { type: "button" }, "用同事的");
    mine.addEventListener("click", () => this.decided(address, "mine"));
    other.addEventListener("click", () => this.decided(address, "theirs"));
    const buttons = make("p", { class: "actions" });
    buttons.append(mine, other);
    item.append(facts, buttons);
    return item;
  }
}
