import { MEASUREMENTS, type Measurement } from "../worker/measurements";

/** Reference-counts each measurement and reports which ones are wanted. */
export class MeasurementDemand {
  readonly #counts = Object.fromEntries(MEASUREMENTS.map((each) => [each, 0])) as Record<Measurement, number>;
  readonly #changed: (wanted: ReadonlySet<Measurement>) => void;

  constructor(changed: (wanted: ReadonlySet<Measurement>) => void) {
    this.#changed = changed;
  }

  /** Requests a measurement. @returns a function that releases the request; later calls of it do nothing */
  begin(measurement: Measurement): () => void {
    let active = true;
    this.#count(measurement, 1);
    return () => {
      if (active) this.#count(measurement, -1);
      active = false;
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
