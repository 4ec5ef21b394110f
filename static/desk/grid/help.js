/* F1 or ?: the keys. */

import { make, modal } from "./drawing.js";

const KEYS = [
  ["移动", [["方向键", "上下左右，跨两半的表也是"], ["Enter、Shift+Enter", "确定并向下、向上；Tab 若干次后回到起始栏"], ["Tab、Shift+Tab", "向右、向左"], ["Home、End", "行首、行尾"], ["Ctrl+Home、Ctrl+End", "表首、表尾"], ["Ctrl+方向键", "跳到数据边缘"], ["PageUp、PageDown", "上下翻屏"], ["Alt+PageUp、Alt+PageDown", "上一张、下一张表"], ["F6", "离开表格"]]],
  ["填写", [["直接输入", "替换原数"], ["F2 或双击", "在原数上修改"], ["Esc", "恢复"], ["Delete", "清空"], ["Ctrl+D", "向下填充"], ["Ctrl+Enter", "填满选区"], ["Alt+=", "采用合计或他表的数"], ["Ctrl+Z、Ctrl+Y", "撤销、重做"], ["Ctrl+S", "立即保存"], ["Ctrl+K", "添加科目"]]],
  ["选取和剪贴", [["Shift+方向键、拖动", "选取"], ["Ctrl+A", "全选"], ["Shift+空格", "选整行"], ["Ctrl+C、X、V", "与 Excel、WPS 互相复制粘贴"]]],
  ["查看", [["Shift+F2", "单元格的历年数、改动记录、备注"], ["F1 或 ?", "本说明"]]],
];

export function help() {
  const dialog = modal("按键", "keys");
  for (const [title, lines] of KEYS) {
    const list = make("dl");
    for (const [key, words] of lines) {
      const line = make("div");
      line.append(make("dt", {}, key), make("dd", {}, words));
      list.append(line);
    }
    const group = make("section");
    group.append(make("h3", {}, title), list);
    dialog.body.append(group);
  }
  const close = make("button", { type: "submit", class: "primary" }, "关闭（Esc）");
  dialog.actions.append(close);
  dialog.open(close);
}
