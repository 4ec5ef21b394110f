/* What cells should add up to: by the edition's parts, and by the codes of subjects. Suggested, never forced.
   A part that is blank counts with what it should add up to itself, so a total is known from the lowest rows. */

import { slack } from "./amounts.js";

const NONE = [];

export class Sums {
  constructor(sheet, given) {
    this.sheet = sheet;
    this.given = given;
    this.arrange();
  }

  arrange() {
    this.rows = new Map();
    this.columns = new Map();
    for (const [axis, whole, ...parts] of this.given) (axis === "row" ? this.rows : this.columns).set(whole, parts);
    if (this.sheet.data.subjects) for (const [whole, parts] of subjectSums(this.codes())) this.rows.set(whole, parts);
    this.ways = new Map();
    for (const cell of this.sheet.cells.values()) {
      const ways = this.waysOf(cell);
      if (ways.length) this.ways.set(cell, ways);
    }
    this.forget();
  }

  codes() {
    const rows = new Set([...this.sheet.cells.values()].map(cell => cell.row));
    return [...rows].filter(row => /^\d+$/.test(row)).sort();
  }

  waysOf(cell) {
    const { sheet } = this;
    const across = (this.columns.get(cell.column) ?? []).map(column => sheet.of(cell.row, column)).filter(Boolean);
    const down = cell.measure === "percent" ? []
      : (this.rows.get(cell.row) ?? []).map(row => sheet.of(row, cell.column)).filter(Boolean);
    return [["across", across], ["down", down]].filter(([, parts]) => parts.length);
  }

  forget() { this.known = new Map(); }

  /** All sums of a cell: { axis, parts, value }; none where nothing is filled in or a part cannot be read. */
  all(cell) {
    const ways = this.ways.get(cell);
    if (!ways) return NONE;
    if (!this.known.has(cell)) {
      this.known.set(cell, ways.map(([axis, parts]) => ({ axis, parts, value: this.total(parts) }))
        .filter(sum => sum.value !== null));
    }
    return this.known.get(cell);
  }

  total(parts) {
    let sum = null;
    for (const part of parts) {
      if (part.fault) return null;
      const value = part.value ?? this.all(part)[0]?.value ?? null;
      if (value !== null) sum = (sum ?? 0n) + value;
    }
    return sum;
  }

  /** What to offer for the cell: where it is blank, or differs by more than rounding explains. */
  suggestion(cell) {
    const sums = this.all(cell);
    if (cell.value === null) return sums[0];
    return sums.find(({ parts, value }) => {
      const apart = value > cell.value ? value - cell.value : cell.value - value;
      return apart > slack(parts.length, cell.measure, this.sheet.scale);
    });
  }
}

/** 合计 and the shortest codes; each code and those two digits longer (accounts/checks/sums.py: subject_sums). */
export function* subjectSums(codes) {
  if (!codes.length) return;
  const shortest = Math.min(...codes.map(code => code.length));
  yield ["total", codes.filter(code => code.length === shortest)];
  const below = Map.groupBy ? Map.groupBy(codes, code => code.slice(0, -2)) : group(codes);
  for (const code of codes) if (below.has(code)) yield [code, below.get(code)];
}

function group(codes) {
  const below = new Map();
  for (const code of codes) below.set(code.slice(0, -2), [...below.get(code.slice(0, -2)) ?? [], code]);
  return below;
}
