/* Colleagues: who is in the table, and what they have changed. Asked every few seconds while the page is in sight. */

import { Refused, get } from "./asking.js";

const EVERY = 4000;

export class Live {
  constructor(data, place, heard, failed) {
    Object.assign(this, { data, place, heard, failed, since: data.since });
    document.addEventListener("visibilitychange", () => this.ask());
    this.ask();
  }

  async ask() {
    clearTimeout(this.timer);
    if (document.visibilityState === "hidden") return;
    try {
      const found = await get(this.data.urls.live, { since: this.since, cell: this.place() });
      this.since = found.since;
      this.heard(found);
    } catch (reason) {
      if (!(reason instanceof Refused)) this.failed(reason);
    }
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), EVERY);
  }
}
