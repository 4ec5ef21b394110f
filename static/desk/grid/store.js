/* What is not saved yet, kept in this browser: one entry for each cell, so that two tabs do not overwrite each other.
   The person is part of the key: nobody sends what another has typed. */

const START = "juesuan-grid";

export class Store {
  constructor({ user, account, table }) {
    this.account = `${START}/${encodeURIComponent(user)}/${account}/`;
    this.start = `${this.account}${table}:`;
    this.lasting = true;
  }

  *entries() {
    for (const key of this.keys(this.start)) {
      try {
        yield [key.slice(this.start.length), JSON.parse(localStorage.getItem(key))];
      } catch { /* not ours */ }
    }
  }

  keys(start) {
    try {
      return Object.keys(localStorage).filter(key => key.startsWith(start));
    } catch {
      return [];
    }
  }

  put(address, entry) {
    try {
      localStorage.setItem(this.start + address, JSON.stringify(entry));
    } catch { /* full, or forbidden: it is still in memory */
      this.lasting = false;
    }
  }

  drop(address) {
    try { localStorage.removeItem(this.start + address); } catch { /* never kept */ }
  }

  /** Tables of this account in which something of this person's waits, and how much. */
  elsewhere() {
    const found = new Map();
    for (const key of this.keys(this.account)) {
      const table = key.slice(this.account.length).split(":")[0];
      if (!key.startsWith(this.start)) found.set(table, (found.get(table) ?? 0) + 1);
    }
    return found;
  }
}
