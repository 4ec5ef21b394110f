/* Light or dark, small or large type: kept by the reader's browser. Loaded before the page is drawn, so that it
   does not flash. Without script the page follows the system. */
(() => {
  const root = document.documentElement;
  const chosen = {};

  const read = name => {
    try { return localStorage.getItem(`juesuan-${name}`) || ""; } catch { return chosen[name] || ""; }
  };
  const keep = (name, value) => {
    chosen[name] = value;
    try { localStorage.setItem(`juesuan-${name}`, value); } catch { /* private window: for this page only */ }
  };
  const apply = name => {
    const value = read(name);
    if (value) root.setAttribute(`data-${name}`, value); else root.removeAttribute(`data-${name}`);
  };

  root.classList.add("script");
  ["theme", "size"].forEach(apply);

  document.addEventListener("DOMContentLoaded", () => {
    for (const group of document.querySelectorAll("[data-setting]")) {
      const name = group.dataset.setting;
      const buttons = [...group.querySelectorAll("button")];
      const press = () => buttons.forEach(b => b.setAttribute("aria-pressed", String(b.value === read(name))));
      group.addEventListener("click", event => {
        const button = event.target.closest("button");
        if (!button) return;
        keep(name, button.value);
        apply(name);
        press();
      });
      press();
      group.hidden = false;
    }
  });
})();
