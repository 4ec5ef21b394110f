/* The report page follows its reader: contents list, scroll frames, copying, printing, the chart on demand. */

const article = document.querySelector("article.report");
const wide = matchMedia("(min-width: 62rem)");

/* Publications of older frames: their column widths stand in style attributes, which the page's policy ignores. */
for (const element of article.querySelectorAll("[style]")) element.style.cssText = element.getAttribute("style");

/* Contents: open beside the text, folded over it; the section being read is marked. */
const contents = article.querySelector(".contents");
const folded = contents?.querySelector("details");
const unfold = () => { if (folded) folded.open = wide.matches; };
unfold();
wide.addEventListener("change", unfold);
folded?.addEventListener("click", event => {
  if (event.target.closest("a") && !wide.matches) folded.open = false;
});

/* The section being read is the last one that begins above a third of the window; where the reader has just jumped
   to is that section, also a short one or one at the end that cannot come up so far. */
const links = new Map([...contents?.querySelectorAll("a") ?? []].map(a => [a.hash.slice(1), a]));
const places = [...links.keys()].map(id => document.getElementById(id)).filter(Boolean);
let jumped = null;
const current = () => {
  const top = jumped?.getBoundingClientRect().top;
  if (jumped && Math.abs(top - jumped.landed) < 4) return jumped;
  jumped = null;
  return places.filter(place => place.getBoundingClientRect().top < innerHeight / 3).at(-1);
};
const mark = () => {
  const link = links.get(current()?.id);
  const marked = contents?.querySelector("[aria-current]");
  if (marked === (link ?? null)) return;
  marked?.removeAttribute("aria-current");
  if (!link) return;
  link.setAttribute("aria-current", "location");
  if (wide.matches && contents.scrollHeight > contents.clientHeight) {
    const place = link.offsetTop - contents.clientHeight / 2;
    if (Math.abs(contents.scrollTop - place) > contents.clientHeight / 3) contents.scrollTop = place;
  }
};
const isInSight = element => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};
const land = () => requestAnimationFrame(() => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  jumped = places.includes(target) ? target : target?.closest(".section[id], .part[id]") ?? null;
  if (jumped && !links.has(jumped.id)) jumped = jumped.closest(".part[id]");
  if (jumped && !isInSight(target)) jumped = null; // the reader has already scrolled on
  if (jumped) jumped.landed = jumped.getBoundingClientRect().top;
  mark();
});
let isWaiting = false;
addEventListener("scroll", () => {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(() => { isWaiting = false; mark(); });
}, { passive: true });
addEventListener("hashchange", land);
contents?.addEventListener("click", event => { if (event.target.closest("a")) land(); });
addEventListener("load", land);

/* On a phone, blocks that stand side by side stand one under the other, each a table in a frame of its own; lines that
   only fill up beside a longer block are left out. The cells are moved, so their addresses stay. */
const blockNumbers = columns => {
  let block = 0;
  return columns.map((column, n) => n && columns[n - 1].matches(".number") && !column.matches(".number") ? ++block : block);
};

const span = (cell, columns) => columns > 1 ? cell.setAttribute("colspan", columns) : cell.removeAttribute("colspan");

/** Takes the table apart; returns what puts it together again. */
function apart(table) {
  const frame = table.parentElement;
  const columns = [...table.querySelectorAll("col")];
  const blocks = blockNumbers(columns);
  const groups = [...table.querySelectorAll("colgroup")];
  const cells = [...table.rows].flatMap(row => {
    let at = 0;
    return [...row.cells].map(cell => ({ row, cell, wide: cell.colSpan, from: at, to: (at += cell.colSpan) - 1 }));
  });
  const rows = [...table.rows];
  groups.forEach(group => group.remove());
  const frames = [...new Set(blocks)].map(block => {
    const own = block ? table.cloneNode(false) : table;
    const mine = columns.filter((_, n) => blocks[n] === block);
    const whole = mine.reduce((sum, column) => sum + parseFloat(column.width), 0);
    const group = document.createElement("colgroup");
    group.append(...mine.map(column => Object.assign(column.cloneNode(), { width: `${parseFloat(column.width) / whole * 100}%` })));
    if (block) own.append(table.tHead.cloneNode(false), table.tBodies[0].cloneNode(false));
    own.insertBefore(group, own.tHead);
    for (const row of rows) {
      const taken = cells.filter(each => each.row === row && blocks[each.to] === block);
      const line = block ? (row.parentElement === table.tHead ? own.tHead : own.tBodies[0]).insertRow() : row;
      for (const { cell, from, to } of taken) {
        span(cell, to - Math.max(from, blocks.indexOf(block)) + 1);
        line.append(cell);
      }
      line.hidden = !taken.some(({ cell }) => cell.textContent && !cell.matches(".line"));
    }
    if (!block) return frame;
    const made = frame.cloneNode(false);
    const [title] = own.tHead.rows[0].cells;
    made.setAttribute("aria-label", `${frame.getAttribute("aria-label")}：${title.colSpan > 1 ? title.textContent : block + 1}`);
    made.append(own);
    return made;
  });
  frame.after(...frames.slice(1));
  return () => {
    for (const { row, cell, wide } of cells) {
      span(cell, wide);
      row.append(cell);
      row.hidden = false;
    }
    table.querySelector("colgroup").replaceWith(...groups);
    frames.slice(1).forEach(made => made.remove());
  };
}

/* Frames: a table that fits needs none, and its head then stays at the top of the window. */
const isCut = frame => !frame.matches(".fits") && frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 2;
const shade = figure => figure.classList.toggle("more", [...figure.querySelectorAll(".frame")].some(isCut));
const measure = frame => {
  if (!frame.isConnected) return;
  frame.classList.remove("fits");
  frame.classList.toggle("fits", frame.scrollWidth <= frame.clientWidth + 1);
  shade(frame.parentElement);
};
const widths = new WeakMap();
const resized = new ResizeObserver(entries => {
  for (const { target } of entries) {
    if (widths.get(target) === target.clientWidth) continue;
    widths.set(target, target.clientWidth);
    measure(target);
  }
});
const framesNow = () => article.querySelectorAll(".figures .frame, .form .frame");
const watch = frame => {
  if (widths.has(frame)) return;
  measure(frame);
  widths.set(frame, frame.clientWidth);
  resized.observe(frame);
  frame.addEventListener("scroll", () => shade(frame.parentElement), { passive: true });
};
const narrow = matchMedia("(max-width: 37.5rem)");
const beside = [...article.querySelectorAll("table.beside")].filter(table => !table.querySelector("[rowspan]"));
let together = [];
const fold = () => {
  together.forEach(step => step());
  together = narrow.matches ? beside.map(apart) : [];
  framesNow().forEach(watch);
};
fold(); // at once: who opens the address of a cell is led to where it stays
narrow.addEventListener("change", () => { fold(); framesNow().forEach(measure); });
new MutationObserver(() => framesNow().forEach(measure))
  .observe(document.documentElement, { attributeFilter: ["data-size"] });

/* A reference names the day of reading. */
const reference = document.getElementById("cite-long");
const today = new Date().toLocaleDateString("sv");
if (reference) reference.textContent = reference.textContent.replace("[访问日期]", `[${today}]`);

/* Copying: a button names what it copies; the answer is spoken. */
const status = document.getElementById("status");
const say = words => { status.textContent = words; status.classList.add("shown"); clearTimeout(say.timer);
  say.timer = setTimeout(() => status.classList.remove("shown"), 2500); };
const copied = async (text, words) => {
  try { await navigator.clipboard.writeText(text); say(words); } catch { say("没有复制成功，请手工选取"); }
};
document.addEventListener("click", event => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (button) {
    const from = button.dataset.copyFrom;
    copied(from ? document.getElementById(from).textContent.trim() : button.dataset.copy, "已复制");
  }
  const self = event.target.closest("a.self");
  if (self) copied(document.getElementById("cite").dataset.address + self.hash, "本节网址已复制");
  if (event.target.closest("[data-print]")) print();
});
for (const button of document.querySelectorAll("[data-needs-script]")) button.hidden = false;
addEventListener("beforeprint", () => article.querySelectorAll("details").forEach(d => { d.open = true; }));
addEventListener("afterprint", unfold);

/* The chart is fetched when it is asked for. */
const chart = document.querySelector("[data-chart]");
const place = article.querySelector(".breakdowns");
if (chart && place) {
  place.before(chart);
  article.querySelector(".parts").prepend(document.getElementById("cells-help"));
  chart.hidden = false;
  chart.querySelector("button").addEventListener("click", async event => {
    const button = event.currentTarget;
    button.disabled = true;
    try {
      const { toggle } = await import(new URL(chart.dataset.chart, document.baseURI));
      const isShown = await toggle(chart);
      button.setAttribute("aria-expanded", String(isShown));
      button.textContent = isShown ? "收起图" : "用图表示收支";
    } catch { // without a network, or from a file
      say("图没有取到，金额见下表");
    }
    button.disabled = false;
    button.focus();
  });
}
