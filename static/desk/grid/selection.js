/* The active cell has the focus; the rectangle reaches from `corner` to `head`. Enter and Tab go round in it. */

export class Selection {
  constructor(sheet, moved) {
    Object.assign(this, { sheet, moved, active: null, corner: null, head: null, painted: new Set() });
  }

  /** Go to a cell; `extend` keeps the active one and moves the other corner. Always true: the key was a command. */
  go(cell, extend = false) {
    if (!cell) return true;
    if (extend && this.active) {
      this.corner = this.active;
      this.head = cell;
      reveal(cell);
      this.repaint();
    } else {
      this.corner = this.head = cell;
      this.round(cell);
    }
    return true;
  }

  /** Make a cell the active one within the rectangle. */
  round(cell) {
    this.active = cell;
    if (document.activeElement !== cell.input) cell.input.focus({ preventScroll: true });
    cell.input.select();
    reveal(cell);
    this.repaint();
  }

  /** A rectangle, with the active cell in its corner. */
  take(from, to) {
    this.go(from);
    this.go(to, true);
  }

  repaint() {
    this.paint();
    this.moved();
  }

  get box() {
    const [a, b] = [this.corner, this.head];
    return {
      top: Math.min(a.line, b.line), bottom: Math.max(a.line, b.line),
      left: Math.min(a.place, b.place), right: Math.max(a.place, b.place),
    };
  }

  get cells() { return this.active ? [...this.sheet.within(this.box)] : []; }

  get isMany() { return this.corner !== this.head; }

  paint() {
    const now = new Set(this.isMany ? this.cells : []);
    for (const cell of this.painted) if (!now.has(cell)) cell.td.classList.remove("selected");
    for (const cell of now) if (!this.painted.has(cell)) cell.td.classList.add("selected");
    this.painted = now;
    this.marked?.td.classList.remove("active");
    this.active?.td.classList.add("active");
    this.marked = this.active;
  }
}

function reveal(cell) {
  cell.td.scrollIntoView({ block: "nearest", inline: "nearest" });
}
