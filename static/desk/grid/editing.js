/* Changing cells: typing into one, and acts on many. Each act is one step of undo and goes to the queue at once. */

export class Editing {
  constructor(sheet, sums, selection, history, queue, painted) {
    Object.assign(this, { sheet, sums, selection, history, queue, painted });
    this.mode = "nav"; /* "nav": a key is a command; "typing": arrows commit; "edit" (F2): arrows move the caret */
    this.cell = null;
  }

  get isOn() { return this.mode !== "nav"; }

  /** F2 or a double click: the text as it is, without separators, the caret at its end. */
  start(cell) {
    if (this.sheet.data.locked) return;
    if (this.mode === "typing") { this.turn("edit"); return; }
    this.begin(cell, "edit");
    cell.input.value = cell.text;
    cell.input.setSelectionRange(cell.text.length, cell.text.length);
  }

  begin(cell, mode) {
    this.cell = cell;
    this.turn(mode);
  }

  turn(mode) {
    this.mode = mode;
    this.cell?.td.classList.toggle("editing", mode !== "nav");
  }

  /** The browser has put text into the cell. */
  typed(cell) {
    if (!this.isOn) this.begin(cell, "typing");
    this.sheet.weigh(cell, cell.input.value);
    this.refresh();
  }

  /** Leave the cell with what was typed. */
  commit() {
    if (!this.isOn) return;
    const { cell } = this;
    this.turn("nav");
    this.cell = null;
    const text = cell.input.value;
    this.sheet.set(cell, cell.text); /* back to where it was: `apply` notes the difference */
    this.apply([[cell, text]]);
    this.sheet.show(cell);
  }

  /** Esc: as if nothing had been typed. */
  restore() {
    const { cell } = this;
    this.turn("nav");
    this.cell = null;
    this.sheet.set(cell, cell.text);
    this.refresh();
    cell.input.select();
  }

  /** changes: [[cell, text], …]. Returns how many cells changed. */
  apply(changes, rows = []) {
    if (this.sheet.data.locked) return 0;
    const box = this.place();
    const done = [];
    for (const [cell, text] of changes) {
      const before = cell.text;
      this.sheet.set(cell, text);
      if (cell.text !== before) {
        done.push([cell.address, before, cell.text]);
        this.queue.put(cell);
      }
    }
    this.history.push({ changes: done, rows, box });
    this.refresh();
    return done.length;
  }

  place() {
    const { active, head } = this.selection;
    return active && [active.address, head.address];
  }

  clear(cells) { return this.apply(cells.map(cell => [cell, ""])); }

  /** Ctrl+D: the first line of the rectangle into the others; one cell alone takes the one above. */
  fillDown() {
    const { box, active, isMany } = this.selection;
    if (!isMany) {
      const above = this.sheet.next(active, -1, 0);
      return above ? this.apply([[active, above.text]]) : 0;
    }
    return this.apply(this.selection.cells.filter(cell => cell.line > box.top)
      .map(cell => [cell, this.sheet.at(box.top, cell.place)?.text ?? cell.text]));
  }

  /** Ctrl+Enter: what stands in the active cell into the whole rectangle. */
  fillAll() {
    const text = this.isOn ? this.cell.input.value : this.selection.active.text;
    if (this.isOn) { this.sheet.set(this.cell, this.cell.text); this.turn("nav"); this.cell = null; }
    return this.apply(this.selection.cells.map(cell => [cell, text]));
  }

  /** Back or forth by one act; a cell that was changed by a colleague since is left alone. Returns the step. */
  travel(step, from, to) {
    if (!step) return null;
    let left = 0;
    for (const change of step.changes) {
      const cell = this.sheet.get(change[0]);
      if (!cell || cell.text !== change[from]) { left += 1; continue; }
      this.sheet.set(cell, change[to]);
      this.queue.put(cell);
    }
    this.refresh();
    return { ...step, left };
  }

  refresh() {
    this.sums.forget();
    this.painted();
  }
}
