import { formatCount } from "../math/number-format";
import type { Fault } from "../worker/client";
import type { Avoided, RunningBackend } from "../worker/protocol";

/** If a worker stops twice within this time, in ms, its backend is blamed. */
const REPEAT_WINDOW_MS = 60_000;

/** The backends in the order in which they are tried. */
const ORDER: readonly RunningBackend[] = ["webgpu", "wasm", "cpu"];

/**
 * Decides what to try after a fault. A lost device is not used again; a worker that stopped is restarted once on the
 * same backend and, if it soon stops again, on the next one: webgpu, wasm, cpu. So a series of faults ends after at most
 * two per backend.
 */
export class Recovery {
  readonly #now: () => number;
  #avoided: readonly Avoided[] = [];
  #strikes: { readonly backend: RunningBackend; readonly at: number }[] = [];

  /** @param now the time in ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Backends that must not be tried. */
  get avoided(): readonly Avoided[] {
    return this.#avoided;
  }

  /**
   * Records a fault.
   * @param ran the last backend that ran; null if the fault came before any was chosen
   * @returns whether a backend is left to try
   */
  after({ kind, message }: Fault, ran: RunningBackend | null): boolean {
    if (kind === "device") return this.#avoid("webgpu", message);
    const now = this.#now();
    this.#strikes = this.#strikes.filter(({ at }) => now - at < REPEAT_WINDOW_MS);
    // If the last backend is already excluded, the fault came while another one was being tried.
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

  /** Allows every backend again, at the user's request. */
  allowAll(): void {
    [this.#avoided, this.#strikes] = [[], []];
  }

  #avoid(backend: RunningBackend, why: string): boolean {
    if (!this.avoids(backend)) this.#avoided = [...this.#avoided, { backend, why: why.replace(/\.$/, "") }];
    return !(this.avoids("wasm") && this.avoids("cpu"));
  }
}

/** The notice about a recovery: what happened, at which step and on which backend the run continues, and the cost. */
export function recoveredText(
  { message }: Fault,
  {
    atStep,
    step,
    playing,
    adapter,
  }: {
    /** The last step that was shown. */
    readonly atStep: number;
    /** The step of the checkpoint. */
    readonly step: number;
    readonly playing: boolean;
    readonly adapter: string;
  },
): string {
  const lost = atStep - step;
  const again = lost > 0 ? `; ${formatCount(lost)} ${lost === 1 ? "step is" : "steps are"} repeated` : "";
  const verb = playing ? "Training continues" : "The run is paused";
  return `${message} ${verb} at step ${formatCount(step)} on ${adapter}${again}.`;
}
