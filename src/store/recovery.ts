import { formatCount } from "../math/number-format";
import type { Fault } from "../worker/client";
import type { Avoided, RunningBackend } from "../worker/protocol";

/** A worker that stops twice within this time, in ms, stops because of its backend. */
const SOON = 60_000;

/** In the order in which they are tried. */
const ORDER: readonly RunningBackend[] = ["webgpu", "wasm", "cpu"];

/**
 * Decides what to try after a fault. A lost device is not trusted again; a worker that stopped is started once more
 * on the same backend, and when it stops again soon, on the next: webgpu, wasm, cpu. So faults in a row come to an
 * end, after two of each at most.
 */
export class Recovery {
  readonly #now: () => number;
  #avoided: readonly Avoided[] = [];
  #strikes: { readonly backend: RunningBackend; readonly at: number }[] = [];

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
   * @param ran the last backend that ran; null where it broke before any had been chosen
   * @returns whether there is anything left to try
   */
  after({ kind, message }: Fault, ran: RunningBackend | null): boolean {
    if (kind === "device") return this.#avoid("webgpu", message);
    const now = this.#now();
    this.#strikes = this.#strikes.filter(({ at }) => now - at < SOON);
    // Where the last one is out already, it broke while another was being tried.
    const suspect = ran !== null && !this.avoids(ran) ? ran : ORDER.find((backend) => !this.avoids(backend));
    if (suspect === undefined) return false;
    if (this.#strikes.some(({ backend }) => backend === suspect)) return this.#avoid(suspect, message);
    this.#strikes.push({ backend: suspect, at: now });
    return true;
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

/** A recovery in a sentence: what happened, where and on what the run goes on, and what that costs. */
export function recoveredText(
  { message }: Fault,
  {
    atStep,
    step,
    goesOn,
    adapter,
  }: {
    /** The step that had been shown. */
    readonly atStep: number;
    /** The step of the checkpoint. */
    readonly step: number;
    readonly goesOn: boolean;
    readonly adapter: string;
  },
): string {
  const lost = atStep - step;
  const again = lost > 0 ? `; ${formatCount(lost)} ${lost === 1 ? "step is" : "steps are"} repeated` : "";
  const verb = goesOn ? "Training continues" : "The run is paused";
  return `${message} ${verb} at step ${formatCount(step)} on ${adapter}${again}.`;
}
