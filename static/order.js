// The page of an order to publish: asks how far it is, and shows the new page once it is decided.
"use strict";

const panel = document.querySelector("[data-state]");
let seenRunning = "running" in panel.dataset;
let retried = null; // the answer to a retry

async function look() {
  const answer = await fetch(panel.dataset.state).catch(() => null);
  if (answer?.ok) {
    const state = await answer.json();
    for (const place of panel.querySelectorAll("[data-show]")) {
      const text = state[place.dataset.show];
      if (place.textContent !== text) place.textContent = text;
    }
    if (state.running) seenRunning = true;
    else if (seenRunning) {
      await retried;
      return location.reload();
    }
  }
  setTimeout(look, 1000);
}

if (seenRunning) look();
document.querySelector("main > form")?.addEventListener("submit", (event) => {
  event.preventDefault(); // the answer comes when it is made: meanwhile the page stays and asks
  const form = event.target;
  form.querySelector("button").disabled = true;
  retried = fetch(form.action, { method: "POST", body: new FormData(form) })
    .catch(() => {})
    .finally(() => { seenRunning = true; });
  look();
});
