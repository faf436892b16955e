/** What is done as soon as both networks are there. */
export type Next = "play" | "step" | null;

/** What the person asked of the run, until the workers have got that far. */
export class PlayIntent {
  #next: Next = null;
  /** What the last click asked for, until a frame agrees: frames sent before it must not flip the button back. */
  #playing: boolean | null = null;

  /** Whether the run plays once it is there. */
  get isToPlay(): boolean {
    return this.#next === "play";
  }

  /** A run is being prepared, and this is what comes then. */
  prepare(next: Next): void {
    [this.#next, this.#playing] = [next, null];
  }

  /** The run is there. @returns what comes now */
  takeNext(): Next {
    const next = this.#next;
    this.#next = null;
    return next;
  }

  play(): void {
    this.#playing = true;
  }

  pause(): void {
    [this.#next, this.#playing] = [null, false];
  }

  /**
   * A frame says whether the run plays.
   * @param ended whether it cannot play any more
   * @returns what the button is to show
   */
  shown(playing: boolean, ended: boolean): boolean {
    if (playing === this.#playing || ended) this.#playing = null;
    return this.#playing ?? playing;
  }
}
