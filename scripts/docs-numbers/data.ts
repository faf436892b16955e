import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Results, readResults } from "../../src/experiments/results-file";
import type { LaneRun } from "./lane-run";
import { lanesOf } from "./lanes";
import { type Measurement, readMeasured } from "./measurement";

/** What was measured, as the project’s files have it. It remembers what was read, and by which versions of the engine it was made. */
export class Data {
  readonly #root: string;
  readonly #engines = new Set<number>();
  readonly #read = new Set<string>();

  constructor(root: string) {
    this.#root = root;
  }

  /** The rows of a measurement. @throws Error with a sentence if it is not there */
  rows<Row>(measurement: Measurement<Row>): readonly Row[] {
    const measured = readMeasured(this.#root, measurement);
    if (!measured?.complete) throw new Error(`${measurement.name} has not been measured.`);
    this.#read.add(measurement.name.split("/")[0]);
    if (measured.engine !== null) this.#engines.add(measured.engine);
    return measured.rows;
  }

  /** The runs of lanes of this name. @throws Error with a sentence if they are not there */
  lanes(name: string): readonly LaneRun[] {
    const runs = lanesOf(name);
    return this.rows(runs).slice(0, runs.count);
  }

  /** Whether the runs of lanes of all these names are there. */
  has(...names: readonly string[]): boolean {
    return names.every((name) => {
      const runs = lanesOf(name);
      const measured = readMeasured(this.#root, runs);
      return measured?.complete === true && measured.rows.length >= (runs.count ?? 0);
    });
  }

  /** The reference results of a plan. */
  results(plan: string): Results {
    const results = readResults(readFileSync(join(this.#root, "public/results", `${plan}.jsonl`), "utf8"));
    for (const { engine } of results.rows) this.#engines.add(engine);
    return results;
  }

  /** The oldest version of the engine that made what was read; null if nothing depends on it. */
  get engine(): number | null {
    return this.#engines.size === 0 ? null : Math.min(...this.#engines);
  }

  /** The groups of measurements that were read, for a command. */
  get read(): readonly string[] {
    return [...this.#read];
  }
}
