import type { Runner } from "./runner";

/** What the address of an embedded page says about playing. */
export interface Playing {
  readonly play: boolean;
  readonly loop: boolean;
  /** Whether it plays only while the frame is seen. */
  readonly whenSeen: boolean;
  /** The step that is made first, at full speed; 0 if none is. */
  readonly from: number;
}

/** How long the last step is shown before the run starts again, in ms. */
export const LOOP_PAUSE = 3000;

type Run = Pick<Runner, "ready" | "playing" | "ended" | "step" | "play" | "pause" | "reset" | "showStep">;
type Timer = (callback: () => void, milliseconds: number) => unknown;

/**
 * Plays an embedded run as its address asks: when the frame is seen, from the step that was asked for, and again after its
 * end. It is told of every change of the run and of the frame, and acts when the run can follow.
 */
export class Autoplay {
  readonly #asked: Playing;
  readonly #later: Timer;
  #run: Run | null = null;
  #seen = false;
  /** What the run is to do next: play, or start again and then play; null if it is as it should be. */
  #goal: "play" | "restart" | null;
  /** Whether the run is being reset. */
  #resetting = false;
  /** Whether the pause before a loop has begun. */
  #waiting = false;

  /** @param later starts a timer, like setTimeout */
  constructor(asked: Playing, later: Timer = (callback, ms) => setTimeout(callback, ms)) {
    [this.#asked, this.#later] = [asked, later];
    this.#goal = asked.play ? "play" : null;
  }

  /** Plays, from the beginning if the run has ended. */
  play(): void {
    this.#goal = "play";
    this.#act();
  }

  /** Pauses, whatever was to come. */
  pause(): void {
    this.#goal = null;
    this.#run?.pause();
  }

  /** Tells of a change. @param seen whether the frame is seen */
  update(run: Run, seen: boolean): void {
    [this.#run, this.#seen] = [run, seen];
    if (run.playing && !this.#mayPlay) {
      this.#goal = "play";
      run.pause();
    }
    this.#act();
  }

  get #mayPlay(): boolean {
    return this.#seen || !(this.#asked.play && this.#asked.whenSeen);
  }

  #act(): void {
    const run = this.#run;
    if (!run?.ready || run.playing) return;
    if (this.#resetting && run.step > 0) return;
    this.#resetting = false;
    const { from } = this.#asked;
    if (this.#goal === null) this.#loop(run);
    else if (!this.#mayPlay) return;
    else if (this.#goal === "restart" || run.ended) {
      this.#goal = "play";
      if (run.step > 0) {
        this.#resetting = true;
        run.reset();
      } else this.#act();
    } else if (run.step < from) run.showStep(from);
    else {
      this.#goal = null;
      run.play();
    }
  }

  #loop({ ended }: Run): void {
    if (!ended || !this.#asked.loop || this.#waiting) return;
    this.#waiting = true;
    this.#later(() => {
      this.#waiting = false;
      if (!this.#run?.ended || this.#run.playing) return;
      this.#goal = "restart";
      this.#act();
    }, LOOP_PAUSE);
  }
}
