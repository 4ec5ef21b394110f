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
      const entry = this.read(key);
      if (entry) yield [key.slice(this.start.length), entry];
    }
  }

  read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
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

  drop(address, table) {
    const start = table ? `${this.account}${table}:` : this.start;
    try { localStorage.removeItem(start + address); } catch { /* never kept */ }
  }

  /** Other tables of this account in which something of this person's is not saved yet, with the entries. */
  elsewhere() {
    const found = new Map();
    for (const key of this.keys(this.account)) {
      const [table, address] = key.slice(this.account.length).split(":");
      const entry = key.startsWith(this.start) ? null : this.read(key);
      if (entry) found.set(table, [...found.get(table) ?? [], [address, entry]]);
    }
    return found;
  }
}
