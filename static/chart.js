/* Income and spending as two bars of the same scale, drawn by ECharts from the tables beside them. */

const PAINTS = {
  light: ["#1f4e8c", "#b8860b", "#3a7d5c", "#a8322a", "#6b5b95", "#4f7f9e", "#8a6d3b", "#607080"],
  dark: ["#8db8f0", "#e0b856", "#7fc4a1", "#e58a80", "#b3a4dc", "#8fc3e0", "#cbb083", "#a5b2c0"],
};
let drawn = null;

const script = source => new Promise((done, failed) => {
  const element = Object.assign(document.createElement("script"), { src: source, onload: done, onerror: failed });
  document.head.append(element);
});

const slices = () => [...document.querySelectorAll(".breakdown")].flatMap((table, side) =>
  [...table.querySelectorAll("tbody tr")].map(row => ({
    side,
    title: row.cells[0].textContent.trim(),
    printed: row.cells[1].textContent.trim(),
    amount: Number(row.cells[1].textContent.replaceAll(",", "")),
    share: row.cells[2].textContent.trim(),
  })));

const description = found => ["本年收入", "本年支出"].map((title, side) => `${title}：` + found
  .filter(slice => slice.side === side).map(s => `${s.title}${s.printed}万元`).join("，")).join("。");

/** How high the legend stands: its titles, in as many lines as the width demands. */
const legendHeight = (found, size, width) => size * 2
  * Math.ceil(found.reduce((sum, slice) => sum + (slice.title.length + 4) * size, 0) / (width * 0.9));

function option(found, width) {
  const style = getComputedStyle(document.documentElement);
  const paint = name => style.getPropertyValue(name).trim();
  const isDark = paint("--scheme") === "dark";
  const size = parseFloat(style.fontSize) * 0.8125;
  const text = { color: paint("--ink"), fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily };
  return {
    animation: false,
    textStyle: text,
    color: PAINTS[isDark ? "dark" : "light"],
    aria: { enabled: true, label: { description: description(found) }, decal: { show: true } },
    legend: { bottom: 0, type: "plain", textStyle: text, itemHeight: size, itemGap: 14 },
    grid: { left: 4, right: 24, top: 8, bottom: 8 + legendHeight(found, size, width), containLabel: true },
    tooltip: { renderMode: "richText", backgroundColor: paint("--paper"), textStyle: text, confine: true,
      formatter: ({ data }) => `${data.slice.title}\n${data.slice.printed} 万元　${data.slice.share}` },
    xAxis: { type: "value", axisLabel: { ...text, hideOverlap: true },
      splitLine: { lineStyle: { color: paint("--line") } } },
    yAxis: { type: "category", inverse: true, data: ["本年收入", "本年支出"], axisLabel: text,
      axisLine: { lineStyle: { color: paint("--rule") } }, axisTick: { show: false } },
    series: found.map(slice => ({ name: slice.title, type: "bar", stack: "whole", barMaxWidth: 44,
      data: slice.side ? [null, { value: slice.amount, slice }] : [{ value: slice.amount, slice }, null] })),
  };
}

function draw(box) {
  drawn?.dispose();
  drawn = window.echarts.init(box, null, { renderer: "svg" });
  drawn.setOption(option(slices(), box.clientWidth));
}

/** Shows or hides the chart; whether it is shown now. */
export async function toggle(chart) {
  const box = chart.querySelector(".canvas");
  if (!box.hidden) {
    box.hidden = true;
    return false;
  }
  if (!window.echarts) await script(chart.dataset.library);
  box.hidden = false;
  draw(box);
  if (!toggle.watched) {
    toggle.watched = true;
    new ResizeObserver(() => { if (!box.hidden) drawn.resize(); }).observe(box);
    new MutationObserver(() => { if (!box.hidden) draw(box); })
      .observe(document.documentElement, { attributeFilter: ["data-theme", "data-size"] });
  }
  return true;
}
