/* Keys as in Excel. While an input method composes nothing is a command. */

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Keys {
  constructor(sheet, selection, editing, acts) {
    Object.assign(this, { sheet, selection, editing, acts, run: null });
  }

  /** True when the key was a command. */
  pressed(event) {
    if (event.isComposing || event.keyCode === 229) return false;
    const control = event.ctrlKey || event.metaKey;
    if (event.altKey) return this.withAlt(event);
    if (event.key in ARROWS) return this.arrow(event, control);
    if (event.key === "Enter") return this.enter(event.shiftKey, control);
    if (event.key === "Tab") return !control && this.tab(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") return this.escape();
    if (/^F\d+$/.test(event.key)) return this.functionKey(event);
    return control ? this.withControl(event) : this.plain(event);
  }

  withAlt(event) {
    if (event.code === "Equal" || event.key === "=") return this.acts.takeProposal();
    if (event.key === "PageDown" || event.key === "PageUp") return this.acts.otherTable(event.key === "PageDown" ? 1 : -1);
    return false;
  }

  functionKey({ key, shiftKey }) {
    if (key === "F1") return this.acts.help();
    if (key === "F2" && shiftKey) return this.acts.story();
    if (key === "F6") { this.editing.commit(); return this.acts.leave(); }
    if (key !== "F2") return false;
    if (this.editing.mode === "edit") this.editing.turn("typing"); else this.editing.start(this.selection.active);
    return true;
  }

  arrow({ key, shiftKey }, control) {
    if (this.editing.mode === "edit") return false;
    this.editing.commit();
    this.run = null;
    const from = shiftKey ? this.selection.head : this.selection.active;
    const to = control ? this.sheet.edge(from, ...ARROWS[key]) : this.sheet.next(from, ...ARROWS[key]);
    this.selection.go(to, shiftKey);
    return true;
  }

  enter(back, control) {
    if (control) { this.editing.fillAll(); return true; }
    this.editing.commit();
    const { active, isMany } = this.selection;
    if (isMany) return this.cycle(back ? -1 : 1, true);
    const start = this.run ?? active.place;
    this.run = null;
    const next = this.sheet.next({ line: active.line, place: start }, back ? -1 : 1, 0);
    if (next) this.selection.go(next); else active.input.select();
    return true;
  }

  /** Out of the sheet at its ends, so that the keyboard is never caught in it. */
  tab(by) {
    const { active, isMany } = this.selection;
    this.editing.commit();
    if (isMany) return this.cycle(by, false);
    const next = this.sheet.step(active, by);
    if (!next) return false;
    this.run ??= active.place;
    this.selection.go(next);
    return true;
  }

  /** Enter and Tab go round within a rectangle. */
  cycle(by, down) {
    const { active, cells } = this.selection;
    if (down) cells.sort((a, b) => a.place - b.place || a.line - b.line);
    this.selection.round(cells[(cells.indexOf(active) + by + cells.length) % cells.length]);
    return true;
  }

  escape() {
    if (this.editing.isOn) { this.editing.restore(); return true; }
    if (this.selection.isMany) { this.selection.go(this.selection.active); return true; }
    return false;
  }

  withControl(event) {
    const { key, shiftKey } = event;
    const { selection, sheet, editing, acts } = this;
    const letter = key.toLowerCase();
    if (key === "Home" || key === "End") {
      if (editing.mode === "edit") return false;
      editing.commit();
      return selection.go(key === "Home" ? sheet.first() : sheet.last(), shiftKey);
    }
    if (letter === "s") { editing.commit(); return acts.save(); }
    if (letter === "k") { editing.commit(); return acts.search(); }
    if (editing.isOn) return false;
    if (letter === "a") { selection.take(sheet.first(), sheet.last()); return true; }
    if (letter === "d") { editing.fillDown(); return true; }
    if (letter === "z" && !shiftKey) return acts.undo();
    if (letter === "y" || (letter === "z" && shiftKey)) return acts.redo();
    return false;
  }

  plain(event) {
    const { selection, sheet, editing } = this;
    if (editing.mode === "edit") return false;
    const line = sheet.inLine((event.shiftKey ? selection.head : selection.active).line);
    switch (event.key) {
      case "Home": case "End":
        editing.commit();
        return selection.go(event.key === "Home" ? line[0] : line[line.length - 1], event.shiftKey);
      case "PageUp": case "PageDown":
        editing.commit();
        return selection.go(this.page(event.key === "PageDown" ? 1 : -1, event.shiftKey), event.shiftKey);
      case "Delete":
        if (editing.isOn) return false;
        editing.clear(selection.cells);
        return true;
      case "Backspace":
        if (editing.isOn || !selection.isMany) return false;
        editing.clear(selection.cells);
        return true;
      case " ":
        if (!event.shiftKey || editing.isOn) return false;
        selection.take(line[0], line[line.length - 1]);
        return true;
      case "?": case "？":
        return editing.isOn ? false : this.acts.help();
      default:
        return false;
    }
  }

  page(by, extend) {
    let cell = extend ? this.selection.head : this.selection.active;
    const frame = cell.td.closest(".frame");
    for (let n = Math.max(1, Math.floor(frame.clientHeight / cell.td.offsetHeight) - 3); n > 0; n -= 1) {
      cell = this.sheet.next(cell, by, 0) ?? cell;
    }
    return cell;
  }
}
