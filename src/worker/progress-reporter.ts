import type { GpuProgress } from "./protocol";

/** Reports how far WebGPU has started. Repeating the last report tells the page that the worker is still alive. */
export class ProgressReporter {
  readonly #post: (progress: GpuProgress) => void;
  #last: GpuProgress | null = null;

  constructor(post: (progress: GpuProgress) => void) {
    this.#post = post;
  }

  report(progress: GpuProgress): void {
    this.#last = progress;
    this.#post(progress);
  }

  /** Posts the last report again; does nothing if there is none, because WebGPU is not involved. */
  repeat(): void {
    if (this.#last) this.#post(this.#last);
  }

  clear(): void {
    this.#last = null;
  }
}
