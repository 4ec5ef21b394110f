/* Our own undo: a step is what one act changed, over all its cells, and where it was done. */

const AT_MOST = 500;

export class History {
  constructor() { this.done = []; this.undone = []; }

  /** changes: [[address, before, after], …]; rows: codes of subjects that the act added. */
  push(step) {
    if (!step.changes.length && !step.rows?.length) return;
    this.done.push(step);
    this.undone = [];
    if (this.done.length > AT_MOST) this.done.shift();
  }

  undo() { return this.move(this.done, this.undone); }

  redo() { return this.move(this.undone, this.done); }

  move(from, to) {
    const step = from.pop();
    if (step) to.push(step);
    return step;
  }
}
