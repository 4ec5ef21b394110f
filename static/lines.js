/* Lines over the years, drawn by ECharts from the table on the page when somebody asks for them. Years stand in the rows,
   the oldest last; an amount is the value of a <data>, a cell without one is a gap in the line. Amounts of a third of
   the largest and more share the upper field, smaller ones the lower: else they would lie on the axis. */

const PAINTS = {
  light: ["#1f4e8c", "#b8860b", "#3a7d5c", "#a8322a", "#6b5b95"],
  dark: ["#8db8f0", "#e0b856", "#7fc4a1", "#e58a80", "#b3a4dc"],
};
const MARKS = ["circle", "rect", "triangle", "diamond", "emptyCircle"];
const LARGE = 1 / 3;

const script = source => new Promise((done, failed) => {
  const element = Object.assign(document.createElement("script"), { src: source, onload: done, onerror: failed });
  document.head.append(element);
});

/** What the table says: years, oldest first, and for each column its title and amounts in 万元. */
function read(table) {
  const rows = [...table.tBodies[0].rows].reverse();
  const titles = [...table.tHead.rows[0].cells].slice(1).map(cell => cell.textContent.trim());
  const series = titles.map((title, column) => ({
    title,
    points: rows.map(row => {
      const found = row.cells[column + 1]?.querySelector("data");
      return found ? { value: Number(found.value) / 10000, printed: found.textContent } : null;
    }),
  })).filter(each => each.points.some(Boolean));
  const most = each => Math.max(...each.points.map(point => Math.abs(point?.value ?? 0)));
  const largest = Math.max(...series.map(most));
  for (const each of series) each.field = most(each) >= largest * LARGE ? 0 : 1;
  return { years: rows.map(row => row.cells[0].textContent.trim()), series };
}

const told = ({ years, series }) => series.map(each => `${each.title}：` + years
  .map((year, n) => each.points[n] && `${year}年${each.points[n].printed}万元`).filter(Boolean).join("，")).join("。");

/** How high the legend stands: its titles, in as many lines as the width demands. */
const legendHeight = (found, size, width) => size * 2
  * Math.ceil(found.series.reduce((sum, each) => sum + (each.title.length + 4) * size, 0) / (width * 0.9));

function option(found, box) {
  const style = getComputedStyle(document.documentElement);
  const paint = name => style.getPropertyValue(name).trim();
  const size = parseFloat(style.fontSize) * 0.8125;
  const text = { color: paint("--ink"), fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily };
  const fields = [...new Set(found.series.map(each => each.field))].sort();
  const line = { lineStyle: { color: paint("--line") } };
  const top = 12 + legendHeight(found, size, box.clientWidth) + size * 2;
  const field = (box.clientHeight - top) / fields.length;
  return {
    animation: false,
    textStyle: text,
    color: PAINTS[paint("--scheme") === "dark" ? "dark" : "light"],
    aria: { enabled: true, label: { description: told(found) } },
    legend: { top: 8, left: 8, right: 8, type: "plain", textStyle: text, itemHeight: size * 0.7, itemGap: 12 },
    grid: fields.map((_, n) => ({ left: 12, right: 24, top: top + n * field, height: field - size * 2, containLabel: true })),
    tooltip: { trigger: "item", renderMode: "richText", confine: true, backgroundColor: paint("--paper"), textStyle: text,
      formatter: ({ seriesName, name, data }) => `${seriesName}\n${name}年　${data.printed} 万元` },
    xAxis: fields.map((_, n) => ({ type: "category", data: found.years, gridIndex: n, axisLabel: text,
      axisLine: { onZero: false, lineStyle: { color: paint("--rule") } } })),
    yAxis: fields.map((_, n) => ({ type: "value", gridIndex: n, axisLabel: { ...text, hideOverlap: true }, splitNumber: 3,
      splitLine: line, name: n ? "" : "万元", nameTextStyle: text })),
    series: found.series.map((each, n) => ({ name: each.title, type: "line", connectNulls: false, symbol: MARKS[n % 5],
      symbolSize: 9, xAxisIndex: fields.indexOf(each.field), yAxisIndex: fields.indexOf(each.field),
      data: each.points.map(point => point ?? "-") })),
  };
}

function watched(chart) {
  const button = chart.querySelector("button");
  const box = chart.querySelector(".canvas");
  const status = chart.querySelector("[role=status]");
  const words = button.textContent;
  const table = document.getElementById(chart.dataset.table);
  let drawn = null;
  const draw = () => {
    drawn?.dispose();
    drawn = window.echarts.init(box, null, { renderer: "svg" });
    drawn.setOption(option(read(table), box));
  };
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      if (box.hidden && !window.echarts) await script(chart.dataset.library);
      box.hidden = !box.hidden;
      if (!box.hidden) draw();
      button.setAttribute("aria-expanded", String(!box.hidden));
      button.textContent = box.hidden ? words : "收起图";
      status.textContent = "";
    } catch { // without a network
      status.textContent = "图没有取到，数见上表";
    }
    button.disabled = false;
    button.focus();
  });
  new ResizeObserver(() => { if (!box.hidden) drawn.resize(); }).observe(box);
  new MutationObserver(() => { if (!box.hidden) draw(); })
    .observe(document.documentElement, { attributeFilter: ["data-theme", "data-size"] });
  chart.hidden = false;
}

const isDrawn = chart => document.getElementById(chart.dataset.table).querySelectorAll("tr:has(data)").length > 1;

for (const chart of document.querySelectorAll(".chart[data-table]")) if (isDrawn(chart)) watched(chart);
