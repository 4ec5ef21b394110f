/* One line for all that is on its way, and what the selection adds up to. */

import { shown } from "./amounts.js";
import { LoggedOut, Refused } from "./asking.js";
import { make } from "./drawing.js";

const titleOf = table => {
  const link = [...document.querySelectorAll(".tables a")].find(each => each.pathname.endsWith(`/${table}/`));
  return link ? `《${link.title}》` : table;
};
const two = number => String(number).padStart(2, "0");

export class State {
  constructor(element, sums, { queue, store, data, go }) {
    Object.assign(this, { element, sums, queue, store, data, go, known: "" });
  }

  show() {
    const { queue } = this;
    const counts = ["unreadable", "conflict", "refused"].map(state => [state, queue.count(state)]);
    const waiting = queue.count("waiting");
    const words = this.words(waiting, counts);
    const key = JSON.stringify([words, this.queue.trouble?.name, this.queue.trouble?.message]);
    if (key === this.known) return;
    this.known = key;
    this.element.className = this.queue.trouble ? "trouble" : waiting || counts.some(([, n]) => n) ? "busy" : "quiet";
    this.element.replaceChildren(...words.map(([state, text]) => this.part(state, text)), ...this.trouble());
  }

  words(waiting, counts) {
    const said = { unreadable: "处不能识别", conflict: "处与同事冲突", refused: "处没有保存" };
    const parts = counts.filter(([, n]) => n).map(([state, n]) => [state, `${n} ${said[state]}`]);
    if (waiting) parts.unshift(["waiting", this.queue.sending ? `正在保存 ${waiting} 处` : `${waiting} 处等待保存`]);
    if (!parts.length && !this.data.locked) parts.push(["saved", this.queue.at ? `已全部保存 ${two(this.queue.at.getHours())}:${two(this.queue.at.getMinutes())}` : "已全部保存"]);
    for (const [table, entries] of this.store.elsewhere()) {
      parts.push(["elsewhere", `${titleOf(table)}有 ${entries.length} 处没有保存，请打开该表处理`]);
    }
    if (!this.store.lasting) parts.push(["volatile", "这个浏览器不能保存草稿，请不要关闭本页"]);
    return parts;
  }

  /** A count leads to the first of its cells. */
  part(state, text) {
    if (!["unreadable", "conflict", "refused", "waiting"].includes(state)) return make("span", { class: state }, text);
    const button = make("button", { type: "button", class: state }, text);
    button.addEventListener("click", () => this.go(state));
    return button;
  }

  trouble() {
    const reason = this.queue.trouble;
    if (!reason) return [];
    if (reason instanceof Refused) return [make("span", { class: "why" }, reason.message)];
    if (!(reason instanceof LoggedOut)) return [make("span", { class: "why" }, `${reason.message}，改动都在本机，恢复后自动保存`)];
    const why = make("span", { class: "why" }, "登录已过期，改动都在本机，");
    why.append(make("a", { href: this.data.urls.login, target: "_blank", rel: "noopener" }, "重新登录"), "后继续保存");
    return [why];
  }

  selected(cells, scale) {
    const money = cells.filter(cell => cell.value !== null && cell.measure === "money");
    const sum = money.reduce((total, cell) => total + cell.value, 0n);
    this.sums.textContent = cells.length > 1 ? `选中 ${cells.length} 格　计数 ${money.length}　求和 ${shown(sum, "money", scale)}` : "";
  }
}
