import type { Measurement } from "../worker/protocol";

const MEASUREMENTS: readonly Measurement[] = ["spectra", "jacobians"];

/** Counts who looks at what, and tells when that begins and ends. */
export class MeasurementDemand {
  readonly #counts: Record<Measurement, number> = { spectra: 0, jacobians: 0 };
  readonly #changed: (wanted: ReadonlySet<Measurement>) => void;

  constructor(changed: (wanted: ReadonlySet<Measurement>) => void) {
    this.#changed = changed;
  }

  /** Somebody begins to look. @returns what ends it; calling it twice ends it once */
  begin(measurement: Measurement): () => void {
    let looking = true;
    this.#count(measurement, 1);
    return () => {
      if (looking) this.#count(measurement, -1);
      looking = false;
    };
  }

  #count(measurement: Measurement, by: number): void {
    const before = this.#counts[measurement];
    this.#counts[measurement] += by;
    if (before === 0 || this.#counts[measurement] === 0) {
      this.#changed(new Set(MEASUREMENTS.filter((each) => this.#counts[each] > 0)));
    }
  }
}
