/* The active cell: its proposal and last year in a line over the sheet; its whole story beside, on demand. */

import { Refused, get, post } from "./asking.js";
import { grouped, read, shown } from "./amounts.js";
import { make, moment, svg } from "./drawing.js";

export class Bar {
  constructor(element, sheet, marks, take) {
    Object.assign(this, { element, sheet, marks });
    this.label = make("span", { class: "label" });
    this.proposal = make("button", { type: "button", class: "take", hidden: true });
    this.last = make("span", { class: "last" });
    this.proposal.addEventListener("mousedown", event => event.preventDefault());
    this.proposal.addEventListener("click", take);
    element.append(this.label, this.proposal, this.last);
    element.hidden = false;
  }

  show(cell) {
    if (!cell) return;
    this.label.textContent = cell.label.replace("，", " · ");
    const proposal = this.marks.proposal(cell);
    this.proposal.hidden = !proposal || this.sheet.data.locked;
    if (proposal) {
      const from = proposal.kind === "sum" ? "合计" : proposal.offer.from;
      this.proposal.textContent = `${from} ${grouped(proposal.text.replaceAll(",", ""), cell.measure)}　采用 Alt+=`;
    }
    this.last.textContent = change(cell, this.sheet);
  }
}

/** Last year's figure and the change; nothing where there is none. */
export function change(cell, sheet) {
  const text = sheet.data.last[cell.address];
  if (text === undefined) return "上年无数";
  const last = read(text, cell.measure, sheet.scale);
  const said = `上年 ${shown(last, cell.measure, sheet.scale)}`;
  if (cell.value === null) return said;
  const by = cell.value - last;
  if (!by) return `${said}，持平`;
  const size = by < 0n ? -by : by;
  const base = last < 0n ? -last : last;
  const tenths = base ? (size * 2000n + base) / (base * 2n) : null;
  const rate = tenths === null ? "" : `（${by < 0n ? "−" : "+"}${tenths / 10n}.${tenths % 10n}%）`;
  return `${said}，${by < 0n ? "减少" : "增加"} ${shown(size, cell.measure, sheet.scale)}${rate}`;
}

export class Story {
  constructor(section, sheet, marks, left) {
    Object.assign(this, { section, sheet, marks, left, address: null });
    this.title = section.querySelector("h2");
    this.body = make("div");
    section.append(this.body);
    section.addEventListener("keydown", event => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      this.left();
    });
  }

  async open(cell) {
    this.section.hidden = false;
    this.address = cell.address;
    this.title.textContent = cell.label.replace("，", " · ");
    this.body.replaceChildren(make("p", { class: "quiet" }, "正在读取…"));
    this.section.focus();
    let found;
    try {
      found = await get(this.sheet.data.urls.cell, { at: cell.address });
    } catch (reason) {
      this.body.replaceChildren(make("p", { class: "warn" }, `${reason.message}，改动记录读不到`), this.close());
      return;
    }
    if (this.address !== cell.address) return;
    this.body.replaceChildren(...this.units(cell), this.years(cell, found.years), ...this.sums(cell), this.changes(found.changes, cell),
      ...this.comments(found.comments), this.remarks(cell, found.remarks, found.comments), this.close());
  }

  close() {
    const button = make("button", { type: "button" }, "回到单元格（Esc）");
    button.addEventListener("click", () => this.left());
    return button;
  }

  units(cell) {
    const { units } = this.sheet.data.urls;
    if (!units) return [];
    const link = make("a", { href: `${units}?at=${encodeURIComponent(cell.address)}` }, "由哪些单位的数组成");
    const line = make("p");
    line.append(link);
    return [line];
  }

  years(cell, years) {
    const box = make("div", { class: "years" });
    box.append(make("h3", {}, "历年"));
    if (!years.length) return box.append(make("p", { class: "quiet" }, "没有历年数")) ?? box;
    const values = years.map(({ text }) => Number(text));
    const top = Math.max(...values.map(Math.abs), 1);
    const table = make("table");
    years.forEach(({ year, text }, n) => {
      const bar = svg("svg", { width: 60, height: 8, "aria-hidden": "true" });
      bar.append(svg("rect", { width: Math.round(60 * Math.abs(values[n]) / top), height: 8 }));
      const line = make("tr");
      const place = make("td");
      place.append(bar);
      line.append(make("th", { scope: "row" }, String(year)), place, make("td", { class: "number" }, grouped(text, cell.measure)));
      table.append(line);
    });
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    box.append(table, make("p", { class: "quiet" }, `${years.length} 年平均 ${grouped(mean.toFixed(2), cell.measure)}；${change(cell, this.sheet)}`));
    return box;
  }

  sums(cell) {
    const found = this.marks.sums.all(cell).map(({ axis, parts, value }) =>
      `${axis === "across" ? "横向" : "下级"} ${parts.length} 项合计 ${shown(value, cell.measure, this.sheet.scale)}`);
    const offer = this.marks.offers[cell.address];
    if (offer) found.push(`${offer.from}：${grouped(offer.text, cell.measure)}`);
    if (!found.length) return [];
    const list = make("ul");
    for (const text of found) list.append(make("li", {}, text));
    return [make("h3", {}, "应与之相等"), list];
  }

  changes(changes, cell) {
    const box = make("div");
    box.append(make("h3", {}, "改动记录"));
    const list = make("ul", { class: "changes" });
    for (const { before, text, by, at } of changes) {
      const words = [before, text].map(each => grouped(each, cell.measure) || "空白").join(" → ");
      const item = make("li", {}, words);
      item.append(make("small", {}, ` ${by} ${moment(at)}`));
      list.append(item);
    }
    if (!changes.length) list.append(make("li", { class: "none" }, "还没有改动"));
    box.append(list);
    return box;
  }

  comments(comments) {
    if (!comments.length) return [];
    const list = make("ul", { class: "comments" });
    for (const { text, by, at, open, answers } of comments) {
      const item = make("li", { class: open ? "" : "done" }, text);
      item.append(make("small", {}, ` ${by} ${moment(at)}${open ? "" : "，已办结"}`));
      for (const answer of answers) item.append(make("p", {}, `答复：${answer.text}（${answer.by}）`));
      list.append(item);
    }
    return [make("h3", {}, "审核意见"), list];
  }

  remarks(cell, remarks, comments) {
    const box = make("div", { class: "remarks" });
    const draw = known => {
      const list = make("ul");
      for (const each of known) {
        const item = make("li", { class: each.done ? "done" : "" }, each.text);
        item.append(make("small", {}, ` ${each.by} ${moment(each.at)}${each.done ? `，${each.done} 已处理` : ""}`));
        if (!each.done && !this.sheet.data.locked) {
          const done = make("button", { type: "button" }, "已处理");
          done.addEventListener("click", () => send({ done: each.id }));
          item.append(" ", done);
        }
        list.append(item);
      }
      box.replaceChildren(make("h3", {}, "备注"), list, ...this.sheet.data.locked ? [] : [field]);
      this.marks.remarked[known.some(each => !each.done) || comments.some(each => each.open) ? "add" : "delete"](cell.address);
      this.marks.one(cell);
    };
    const send = async words => {
      try {
        draw((await post(this.sheet.data.urls.remarks, new URLSearchParams({ at: cell.address, ...words }))).remarks);
        text.value = "";
        text.focus();
      } catch (reason) {
        field.querySelector(".warn").textContent = reason instanceof Refused ? reason.message : `${reason.message}，备注没有保存`;
      }
    };
    const field = make("p");
    const label = make("label", {}, "写备注 ");
    const text = make("input", { type: "text", maxlength: 500 });
    label.append(text);
    const button = make("button", { type: "button" }, "留下");
    button.addEventListener("click", () => send({ text: text.value }));
    text.addEventListener("keydown", event => {
      if (event.key === "Enter" && !event.isComposing && event.keyCode !== 229) { event.preventDefault(); send({ text: text.value }); }
    });
    field.append(label, button, make("span", { class: "warn" }));
    draw(remarks);
    return box;
  }
}
