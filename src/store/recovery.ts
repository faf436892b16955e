import type { Fault } from "../worker/client";
import type { Avoided, RunningBackend } from "../worker/protocol";

/** A worker that stops twice within this time, in ms, stops because of its backend. */
const SOON = 60_000;

/**
 * Decides what to try after a fault. A lost device is not trusted again; a worker that stopped is started once more
 * on the same backend, and when it stops again soon, on the next: webgpu, wasm, cpu. So it comes to an end.
 */
export class Recovery {
  readonly #now: () => number;
  #avoided: readonly Avoided[] = [];
  #strikes: { readonly backend: RunningBackend | null; readonly at: number }[] = [];

  /** @param now the time in ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Backends that are not to be tried. */
  get avoided(): readonly Avoided[] {
    return this.#avoided;
  }

  /**
   * Takes a fault into account.
   * @param backend what ran; null where it broke before any had been chosen
   * @returns whether there is anything left to try
   */
  after({ kind, message }: Fault, backend: RunningBackend | null): boolean {
    const now = this.#now();
    this.#strikes = this.#strikes.filter(({ at }) => now - at < SOON);
    // Where a device is lost before any backend ran, it was the one that was being tried.
    if (kind === "device") return this.#avoid("webgpu", message);
    const again = this.#strikes.some((strike) => strike.backend === backend);
    if (!again) {
      this.#strikes.push({ backend, at: now });
      return true;
    }
    return backend !== null && this.#avoid(backend, message);
  }

  /** Whether a backend was given up. */
  avoids(backend: string): boolean {
    return this.#avoided.some((one) => one.backend === backend);
  }

  /** Everything may be tried again, as the person wishes. */
  forgive(): void {
    [this.#avoided, this.#strikes] = [[], []];
  }

  #avoid(backend: RunningBackend, why: string): boolean {
    if (!this.avoids(backend)) this.#avoided = [...this.#avoided, { backend, why: why.replace(/\.$/, "") }];
    return !(this.avoids("wasm") && this.avoids("cpu"));
  }
}
