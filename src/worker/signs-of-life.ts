import type { GpuProgress } from "./protocol";

/** Tells how far WebGPU is; said once more, the same is a sign of life. */
export class SignsOfLife {
  readonly #post: (progress: GpuProgress) => void;
  #last: GpuProgress | null = null;

  constructor(post: (progress: GpuProgress) => void) {
    this.#post = post;
  }

  tell(progress: GpuProgress): void {
    this.#last = progress;
    this.#post(progress);
  }

  /** Nothing if WebGPU had no part in what is done. */
  again(): void {
    if (this.#last) this.#post(this.#last);
  }

  forget(): void {
    this.#last = null;
  }
}
