/** Milliseconds from one redraw of a chart to its next: five a second. */
export const REDRAW_INTERVAL = 200;

type Clock = {
  readonly now: () => number;
  readonly nextFrame: (callback: () => void) => void;
};

/**
 * Lets the charts redraw in turn: after new numbers have come every chart is due once, at most one redraws in
 * an animation frame, and none more often than five times a second. So no single task holds up a click.
 */
export class RedrawQueue {
  readonly #clock: Clock;
  readonly #charts = new Map<string, { version: number; drawnAt: number; due: boolean; draw: () => void }>();
  #announcements = 0;
  #waiting = false;

  constructor(
    clock: Clock = { now: () => performance.now(), nextFrame: (callback) => requestAnimationFrame(callback) },
  ) {
    this.#clock = clock;
  }

  /** Registers a chart. @returns what takes it off again */
  subscribe(name: string, draw: () => void): () => void {
    this.#charts.set(name, { version: this.version(name), drawnAt: -Infinity, due: false, draw });
    return () => {
      if (this.#charts.get(name)?.draw === draw) this.#charts.delete(name);
    };
  }

  /**
   * Goes up with each of the chart's turns; before it is registered, with whatever is announced, so that it shows what
   * came between its first drawing and its registration.
   */
  version(name: string): number {
    return this.#charts.get(name)?.version ?? this.#announcements;
  }

  /** New numbers are there: every chart is due, or those alone that draw them. */
  announce(drawing?: readonly string[]): void {
    this.#announcements++;
    for (const [name, chart] of this.#charts) if (!drawing || drawing.includes(name)) chart.due = true;
    this.#wait();
  }

  #wait(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    this.#clock.nextFrame(() => {
      this.#waiting = false;
      this.#turn();
    });
  }

  #turn(): void {
    const now = this.#clock.now();
    const due = [...this.#charts.values()].filter((chart) => chart.due);
    const ready = due.filter((chart) => now - chart.drawnAt >= REDRAW_INTERVAL);
    const next = ready.sort((one, other) => one.drawnAt - other.drawnAt)[0];
    if (next) {
      next.due = false;
      next.drawnAt = now;
      next.version++;
      next.draw();
    }
    if (due.length > (next ? 1 : 0)) this.#wait();
  }
}
