/* Before a large paste: how much, where to, what cannot be read. Nothing is written until the clerk says so. */

import { plan } from "./plan.js";
import { make, modal } from "./drawing.js";

const NAMED = 8;

/** Resolves to the plan the clerk agreed to, or null. */
export function preview(sheet, rows, box, found) {
  return new Promise(resolve => {
    const dialog = modal("粘贴预览", "preview");
    const draw = () => dialog.body.replaceChildren(...told(sheet, found), ...options(sheet, rows, found, again));
    const again = chosen => {
      found = plan(sheet, rows, box, { headers: found.headers, unit: found.unit, ...chosen });
      draw();
    };
    const apply = make("button", { type: "submit", class: "primary" }, "粘贴");
    const cancel = make("button", { type: "button" }, "取消（Esc）");
    dialog.actions.append(apply, cancel);
    cancel.addEventListener("click", () => dialog.close());
    dialog.form.addEventListener("submit", event => {
      event.preventDefault();
      dialog.answer = found;
      dialog.close();
    });
    dialog.onclose = () => resolve(dialog.answer ?? null);
    draw();
    dialog.open(apply);
  });
}

function told(sheet, found) {
  const { targets, lines, columns, skipped, unreadable, blanked, added } = found;
  const start = targets[0]?.cell;
  const facts = [
    ["大小", `${lines} 行 × ${columns} 列`],
    ["写入", `${targets.length} 个单元格${start ? `，从“${start.label}”开始` : ""}`],
  ];
  if (found.coded) facts.push(["对应", "按第一列的科目编码"]);
  if (added.length) facts.push(["添加", `${added.length} 个科目：${few(added.map(code => `${code} ${found.names[code] ?? ""}`))}`]);
  if (blanked.length) facts.push(["清空", `${blanked.length} 个已有数的单元格`]);
  const list = make("dl", { class: "facts" });
  for (const [term, text] of facts) {
    const line = make("div");
    line.append(make("dt", {}, term), make("dd", {}, text));
    list.append(line);
  }
  return [
    list,
    ...problems(`${unreadable.length} 处不能识别，将原样放入并标出`, unreadable.map(each => `${each.cell.label}：${each.fault}`)),
    ...problems(`${skipped.length} 处没有单元格可放，不会写入`, reasons(skipped)),
  ];
}

function problems(title, lines) {
  if (!lines.length) return [];
  const list = make("ul", { class: "problems" });
  for (const line of lines.slice(0, NAMED)) list.append(make("li", {}, line));
  if (lines.length > NAMED) list.append(make("li", {}, `另有 ${lines.length - NAMED} 处`));
  return [make("p", { class: "warn" }, title), list];
}

/** One line for each reason, with the first few texts. */
function reasons(skipped) {
  const texts = new Map();
  for (const { text, why } of skipped) texts.set(why, [...texts.get(why) ?? [], `“${text}”`]);
  return [...texts].map(([why, found]) => `${why}：${few(found)}`);
}

const few = words => words.slice(0, 3).join("、") + (words.length > 3 ? " 等" : "");

function options(sheet, rows, found, again) {
  const box = make("p", { class: "options" });
  if (found.hasHeaders) {
    const tick = make("input", { type: "checkbox", checked: found.headers > 0 });
    const label = make("label");
    label.append(tick, ` 开头 ${found.headers || ""} 行是表头，不粘贴`);
    tick.addEventListener("change", () => again({ headers: tick.checked ? undefined : 0 }));
    box.append(label);
  }
  const select = make("select");
  for (const [value, word] of [["wan", "万元"], ["yuan", "元"]]) {
    select.append(make("option", { value, selected: found.unit === value }, word));
  }
  select.addEventListener("change", () => again({ unit: select.value }));
  const label = make("label", {}, "剪贴板的金额单位 ");
  label.append(select);
  box.append(label);
  return [box];
}
