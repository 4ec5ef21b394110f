// The desk by keyboard: digits choose a filter, Ctrl+Enter sends an explanation, a card that was acted on has the focus.
"use strict";

for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
document.addEventListener("click", event => { if (event.target.closest("[data-print]")) print(); });

const filters = document.querySelector("[data-filters]");
filters?.addEventListener("keydown", event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const links = [...filters.querySelectorAll("a")];
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const next = links.find(link => link.dataset.key === event.key) ?? links[links.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  if (step) next.focus(); else next.click();
});
if (filters && new URLSearchParams(location.search).has("show") && !location.hash) {
  filters.querySelector("[aria-current]")?.focus();
}

document.addEventListener("keydown", event => {
  if (event.defaultPrevented) return; // the page has its own use of the key
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.target.form?.requestSubmit();
  }
});
document.addEventListener("submit", event => { // a second click sends nothing
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });

const card = location.hash.startsWith("#f-") && document.getElementById(location.hash.slice(1));
if (card) card.focus();
