/* The chart of a page that compares is fetched when it is asked for; without script the table says it all. */

for (const chart of document.querySelectorAll("[data-chart]")) {
  const button = chart.querySelector("button");
  const closed = button.textContent;
  chart.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    try {
      const { toggle } = await import(new URL(chart.dataset.chart, document.baseURI));
      const isShown = await toggle(chart);
      button.setAttribute("aria-expanded", String(isShown));
      button.textContent = isShown ? "收起图" : closed;
    } catch { // without a network
      button.textContent = "图没有取到，数见下表";
    }
    button.disabled = false;
    button.focus();
  });
}
