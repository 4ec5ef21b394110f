/* All charts, drawn by ECharts from the tables beside them: a gap in the table is a gap in the chart. `data-kind` names
   the reader of the tables. */

const PAINTS = {
  light: ["#1f4e8c", "#b8860b", "#3a7d5c", "#a8322a", "#6b5b95", "#4f7f9e", "#8a6d3b", "#607080"],
  dark: ["#8db8f0", "#e0b856", "#7fc4a1", "#e58a80", "#b3a4dc", "#8fc3e0", "#cbb083", "#a5b2c0"],
};
const SYMBOLS = ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect", "emptyTriangle", "emptyDiamond"];
/** px between titles of the legend, beside and below. */
const ITEM_GAP = 14;
let drawn = null;

const script = source => new Promise((done, failed) => {
  const element = Object.assign(document.createElement("script"), { src: source, onload: done, onerror: failed });
  document.head.append(element);
});

/** What a cell says first, without what stands beneath it. */
const first = cell => (cell.querySelector(".item, .side, a") ?? cell.firstChild ?? cell).textContent.trim();
const datum = cell => {
  const printed = cell ? first(cell) : "";
  const number = printed.match(/^(增长|下降)?(-?[\d,.]+)%?$/);
  const amount = number && Number(number[2].replaceAll(",", "")) * (number[1] === "下降" ? -1 : 1);
  return { printed, value: Number.isFinite(amount) ? amount : null };
};

/** Lines over years: a series for each row. The table has the newest year first, the chart last. */
function years([table]) {
  const heads = [...table.tHead.rows[0].cells].slice(1).map(first).reverse();
  const series = [...table.querySelectorAll("tbody [data-drawn]")].map((row, at) => ({
    name: first(row.cells[0]), type: "line", symbol: SYMBOLS[at], symbolSize: 9, connectNulls: false,
    data: [...row.cells].slice(1).map(datum).reverse(),
  }));
  return { categories: heads, series };
}

/** Lines over the years that stand in the rows, the newest first: a series for each column that has amounts. Those that
   reach less than a third of the largest have a field of their own: beside it they would lie on the axis. */
function headlines([table]) {
  const rows = [...table.tBodies[0].rows].reverse();
  const heads = [...table.tHead.rows[0].cells].slice(1).map(first);
  const read = heads.map((name, at) => ({
    name, type: "line", symbol: SYMBOLS[at], symbolSize: 9, connectNulls: false,
    data: rows.map(row => datum(row.cells[at + 1])),
  })).filter(one => one.data.some(point => point.value !== null));
  const reach = one => Math.max(...one.data.map(point => Math.abs(point.value ?? 0)));
  const most = Math.max(...read.map(reach));
  const series = read.map(one => ({ ...one, field: reach(one) * 3 < most ? 1 : 0 }));
  return { categories: rows.map(row => `${first(row.cells[0])}年`), series };
}

/** Bars for several units: a series for each column. */
function units([table]) {
  const rows = [...table.querySelectorAll("tbody [data-drawn]")];
  const series = [...table.tHead.rows[0].cells].slice(1).map((head, at) => ({
    name: first(head), type: "bar", barMaxWidth: 18, data: rows.map(row => datum(row.cells[at + 1])),
  }));
  return { categories: rows.map(row => first(row.cells[0])), series, isLying: true };
}

/** One bar for each line of a list. */
function ranked([table], column) {
  const rows = [...table.tBodies[0].rows].filter(row => row.cells.length > column);
  const name = row => first(row.querySelector(".name"));
  const title = table.tHead.rows[0].cells[column].textContent.trim();
  return { categories: rows.map(name), isLying: true,
    series: [{ name: title, type: "bar", barMaxWidth: 18, data: rows.map(row => datum(row.cells[column])) }] };
}

/** Income and spending as two bars of the same scale, a table each: a series for each row. */
function breakdowns(tables) {
  const series = tables.flatMap((table, side) => [...table.tBodies[0].rows].map(row => ({
    name: first(row.cells[0]), type: "bar", stack: "whole", barMaxWidth: 44,
    data: tables.map((_, at) => at === side ? { ...datum(row.cells[1]), share: first(row.cells[2]) } : null),
  })));
  return { categories: ["本年收入", "本年支出"], series, isLying: true, across: 3 };
}

/** Each gives `categories`, `series`, whether the bars lie, and `across`: how much room each category takes, in lines. */
const READERS = { years, headlines, units, ranked, breakdowns };

/** How many fields lie one above the other, each with axes of its own. */
const fields = found => [...new Set(found.series.map(one => one.field ?? 0))].sort();

const told = ({ printed }) => /\d$/.test(printed) ? `${printed} 万元` : printed || "没有";
const description = ({ categories, series }) => series.map(one => `${one.name}：` + one.data
  .flatMap((point, at) => point ? `${categories[at]}${told(point)}` : []).join("，")).join("。");

function option(found, width, height) {
  const style = getComputedStyle(document.documentElement);
  const paint = name => style.getPropertyValue(name).trim();
  const isDark = paint("--scheme") === "dark";
  const size = parseFloat(style.fontSize) * 0.8125;
  const text = { color: paint("--ink"), fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily };
  const axis = { axisLabel: text, axisLine: { lineStyle: { color: paint("--rule") } }, axisTick: { show: false } };
  const names = { ...axis, type: "category", data: found.categories, inverse: Boolean(found.isLying),
    axisLabel: { ...text, ...(found.isLying ? { width: width * 0.32, overflow: "truncate", interval: 0 } : {}) } };
  const amounts = { ...axis, type: "value", axisLabel: { ...text, hideOverlap: true },
    splitLine: { lineStyle: { color: paint("--line") } } };
  const several = found.series.length > 1;
  const legend = several ? legendHeight(found, size, width) : 0;
  const places = fields(found);
  const field = (height - legend - 8) / places.length;
  const each = axis => places.map((_, at) => ({ ...axis, gridIndex: at }));
  return {
    animation: false,
    textStyle: text,
    color: PAINTS[isDark ? "dark" : "light"],
    aria: { enabled: true, label: { description: description(found) }, decal: { show: several && found.isLying } },
    legend: { show: several, bottom: 0, type: "plain", textStyle: text, itemHeight: size, itemGap: ITEM_GAP },
    grid: places.map((_, at) => ({ left: 4, right: 24, top: field * at + size * 1.5, height: field - size * 1.5,
      containLabel: true })),
    tooltip: { renderMode: "richText", backgroundColor: paint("--paper"), textStyle: text, confine: true,
      formatter: ({ name, seriesName, data }) => `${seriesName}\n${name}　${told(data)}${data.share ? `　${data.share}` : ""}` },
    xAxis: each(found.isLying ? amounts : names),
    yAxis: each(found.isLying ? names : amounts),
    series: found.series.map(one => ({ ...one, xAxisIndex: places.indexOf(one.field ?? 0),
      yAxisIndex: places.indexOf(one.field ?? 0) })),
  };
}

/** How high the legend stands: its titles, each behind a symbol, in as many lines as the width demands. */
function legendHeight(found, size, width) {
  let lines = 1;
  let filled = 0;
  for (const { name } of found.series) {
    const taken = 30 + name.length * size + ITEM_GAP;
    if (filled && filled + taken > width - 10) {
      lines += 1;
      filled = 0;
    }
    filled += taken;
  }
  return (lines + 0.5) * (size + ITEM_GAP);
}

const read = chart => {
  const tables = document.querySelectorAll("table.compared, .ranked table, .years table, table.breakdown");
  return READERS[chart.dataset.kind]([...tables], Number(chart.dataset.column));
};

function draw(chart) {
  const box = chart.querySelector(".canvas");
  const found = read(chart);
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const bars = found.isLying ? found.categories.length * (found.across ?? Math.max(1.6, found.series.length * 0.9)) * size
    : (4 + 12 * fields(found).length) * size;
  box.style.height = `${bars + 4 * size + (found.series.length > 1 ? legendHeight(found, size, box.clientWidth) : 0)}px`;
  drawn?.dispose();
  drawn = window.echarts.init(box, null, { renderer: "svg" });
  drawn.setOption(option(found, box.clientWidth, box.clientHeight));
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
  draw(chart);
  if (!toggle.watched) {
    toggle.watched = true;
    let width = box.clientWidth;
    new ResizeObserver(() => {
      if (box.hidden || box.clientWidth === width) return;
      width = box.clientWidth;
      draw(chart);
    }).observe(box);
    new MutationObserver(() => { if (!box.hidden) draw(chart); })
      .observe(document.documentElement, { attributeFilter: ["data-theme", "data-size"] });
  }
  return true;
}
