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

const links = new Map([...contents?.querySelectorAll("a") ?? []].map(a => [a.hash.slice(1), a]));
const visible = new Set();
const mark = () => {
  const current = [...links.keys()].find(id => visible.has(id));
  if (!current) return;
  contents.querySelector("[aria-current]")?.removeAttribute("aria-current");
  const link = links.get(current);
  link.setAttribute("aria-current", "location");
  if (wide.matches && contents.scrollHeight > contents.clientHeight) {
    const place = link.offsetTop - contents.clientHeight / 2;
    if (Math.abs(contents.scrollTop - place) > contents.clientHeight / 3) contents.scrollTop = place;
  }
};
const follower = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) visible.add(target.id); else visible.delete(target.id);
  }
  mark();
}, { rootMargin: "-10% 0px -70% 0px" });
for (const section of article.querySelectorAll(".section[id]")) if (links.has(section.id)) follower.observe(section);
for (const part of article.querySelectorAll(".part[id]")) {
  if (!part.querySelector(".section h3")) follower.observe(part);
}

/* Frames: a table that fits needs none, and its head then stays at the top of the window. */
const measure = frame => {
  frame.classList.remove("fits");
  const fits = frame.scrollWidth <= frame.clientWidth + 1;
  frame.classList.toggle("fits", fits);
  frame.parentElement.classList.toggle("more", !fits && frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 2);
};
const frames = [...article.querySelectorAll(".frame")];
const widths = new WeakMap();
const resized = new ResizeObserver(entries => {
  for (const { target } of entries) {
    if (widths.get(target) === target.clientWidth) continue;
    widths.set(target, target.clientWidth);
    measure(target);
  }
});
for (const frame of frames) { // at once: who opens the address of a cell is led to where it stays
  measure(frame);
  widths.set(frame, frame.clientWidth);
}
for (const frame of frames) {
  resized.observe(frame);
  frame.addEventListener("scroll", () => frame.parentElement.classList.toggle(
    "more", frame.scrollLeft + frame.clientWidth < frame.scrollWidth - 2), { passive: true });
}
new MutationObserver(() => frames.forEach(measure))
  .observe(document.documentElement, { attributeFilter: ["data-size"] });

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
    const { toggle } = await import(chart.dataset.chart);
    const isShown = await toggle(chart);
    button.setAttribute("aria-expanded", String(isShown));
    button.textContent = isShown ? "收起图" : "用图表示收支";
    button.disabled = false;
    button.focus();
  });
}
