/* The cells of the sheet: where each stands, what the server has, what the clerk has committed, what it is worth. */

import { Unreadable, grouped, read, written } from "./amounts.js";

export class Cell {
  constructor(input, measure, seen) {
    this.input = input;
    this.td = input.closest("td");
    this.address = input.name;
    [, this.row, this.column] = input.name.split("/");
    this.label = input.getAttribute("aria-label");
    this.measure = measure;
    this.seen = seen; /* what the server has, as far as this page knows */
    this.line = this.place = -1;
  }
}

export class Sheet {
  constructor(table, data) {
    Object.assign(this, { table, scale: data.scale, data, cells: new Map() });
    for (const input of table.tBodies[0].querySelectorAll("input")) this.adopt(input);
    this.arrange();
  }

  adopt(input) {
    const cell = new Cell(input, this.data.measures[input.name] ?? "money", this.data.values[input.name] ?? "");
    this.cells.set(cell.address, cell);
    this.set(cell, input.value);
    return cell;
  }

  /** Lines and columns as they stand on the page, spans counted. */
  arrange() {
    this.lines = [];
    let hanging = new Map();
    this.width = 0;
    [...this.table.tBodies[0].rows].forEach((tr, line) => {
      const places = [];
      const below = new Map([...hanging].filter(([, left]) => left > 1).map(([place, left]) => [place, left - 1]));
      let place = 0;
      for (const td of tr.cells) {
        while (hanging.has(place)) place += 1;
        const cell = this.cells.get(td.firstElementChild?.name);
        places[place] = cell ?? td.textContent;
        if (cell) Object.assign(cell, { line, place });
        for (let n = 0; td.rowSpan > 1 && n < td.colSpan; n += 1) below.set(place + n, td.rowSpan - 1);
        place += td.colSpan;
      }
      this.width = Math.max(this.width, place);
      hanging = below;
      this.lines.push(places);
    });
  }

  get(address) { return this.cells.get(address); }

  at(line, place) {
    const found = this.lines[line]?.[place];
    return found instanceof Cell ? found : undefined;
  }

  of(row, column) { return this.cells.get(`${this.data.table}/${row}/${column}`); }

  /** The cells of a rectangle, line by line. */
  *within({ top, bottom, left, right }) {
    for (let line = top; line <= bottom; line += 1) {
      for (let place = left; place <= right; place += 1) {
        const cell = this.at(line, place);
        if (cell) yield cell;
      }
    }
  }

  inLine(line) { return (this.lines[line] ?? []).filter(found => found instanceof Cell); }

  /** The next cell in a direction; places without an input are passed over. */
  next(cell, down, right) {
    let { line, place } = cell;
    do {
      line += down;
      place += right;
      const found = this.at(line, place);
      if (found) return found;
    } while (line >= 0 && line < this.lines.length && place >= 0 && place < this.width);
    return undefined;
  }

  /** As in Excel: to the end of what is filled in, or over the gap to where it begins again. */
  edge(cell, down, right) {
    let here = this.next(cell, down, right);
    if (!here) return undefined;
    const filled = cell.text !== "" && here.text !== "";
    for (;;) {
      const next = this.next(here, down, right);
      if (!next || (filled ? next.text === "" : here.text !== "")) return here;
      here = next;
    }
  }

  /** The cell after or before this one in reading order. */
  step(cell, by) {
    const line = this.inLine(cell.line);
    const found = line[line.indexOf(cell) + by];
    if (found) return found;
    for (let n = cell.line + by; n >= 0 && n < this.lines.length; n += by) {
      const other = this.inLine(n);
      if (other.length) return by > 0 ? other[0] : other[other.length - 1];
    }
    return undefined;
  }

  first() { return this.step({ line: -1, place: 0 }, 1); }

  last() { return this.step({ line: this.lines.length, place: 0 }, -1); }

  /** Commit a text: as it will be sent, or raw where it cannot be read. */
  set(cell, text) {
    this.weigh(cell, text);
    cell.text = cell.fault ? text : written(cell.value, cell.measure, this.scale);
    this.show(cell);
  }

  /** What a text is worth, also while it is being typed. */
  weigh(cell, text) {
    try {
      cell.value = read(text, cell.measure, this.scale);
      cell.fault = "";
    } catch (reason) {
      if (!(reason instanceof Unreadable)) throw reason;
      cell.value = null;
      cell.fault = reason.message;
    }
  }

  show(cell) {
    const text = cell.fault ? cell.text : grouped(cell.text, cell.measure);
    if (cell.input.value !== text) cell.input.value = text;
  }
}
