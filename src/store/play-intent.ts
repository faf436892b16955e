/** The action to take as soon as both networks are built: a step may be made first, after which the run is paused. */
export type Next = "play" | "step" | { readonly until: number } | null;

/** What the user requested of the run, until the workers have caught up with it. */
export class PlayIntent {
  #next: Next = null;
  /** The state that the last click requested, until a frame agrees: earlier frames must not flip the button back. */
  #playing: boolean | null = null;
  #until = Number.POSITIVE_INFINITY;

  /** Whether the run will play once it is built. */
  get willPlay(): boolean {
    return this.#next === "play";
  }

  /** Records the action to take once the run that is being prepared is built. */
  prepare(next: Next): void {
    [this.#next, this.#playing] = [next, null];
  }

  /** Called when the run is built. @returns the action to take now */
  takeNext(): Next {
    const next = this.#next;
    this.#next = null;
    return next;
  }

  /** @param until the step at which the run will pause by itself, if not at its end */
  play(until = Number.POSITIVE_INFINITY): void {
    [this.#playing, this.#until] = [true, until];
  }

  pause(): void {
    [this.#next, this.#playing] = [null, false];
  }

  /**
   * Combines a frame's state with the request.
   * @param step the frame's
   * @param ended whether the run cannot play any more
   * @returns whether the button should show the run as playing
   */
  shown(playing: boolean, step: number, ended: boolean): boolean {
    if (playing === this.#playing || ended || step >= this.#until) this.#playing = null;
    return this.#playing ?? playing;
  }
}
