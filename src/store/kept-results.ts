import type { Row } from "../experiments/row";
import { whyNotKept } from "../worker/browser-store";
import type { Archive } from "./experiment-archive";

/** What the browser does not keep of the results. */
export interface NotKept {
  /** The reason, as a clause: “its storage is full”. */
  readonly why: string;
  /** The number of finished runs whose rows are only on this page. */
  readonly rows: number;
}

/** The time before another attempt to save rows, in ms. */
const RETRY_INTERVAL = 10_000;

type Use = "reading" | "plan" | "rows" | "checkpoints" | "models" | "own text";

/** What is kept of experiments, for a page that works without it: a call that fails is reported and not rejected. */
export class KeptResults {
  readonly #archive: Archive;
  readonly #report: (notKept: NotKept | null) => void;
  /** The rows that could not be saved. */
  readonly #unsaved = new Map<string, Row>();
  /** Why the last use of a kind failed. */
  readonly #failing = new Map<Use, string>();
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** @param report called with null when everything is kept again */
  constructor(archive: Archive, report: (notKept: NotKept | null) => void) {
    this.#archive = archive;
    this.#report = report;
  }

  /** Reads from the archive. @returns `otherwise` if that fails */
  async read<T, U>(work: (archive: Archive) => Promise<T>, otherwise: U): Promise<T | U> {
    let found: T | U = otherwise;
    await this.write("reading", async (archive) => {
      found = await work(archive);
    });
    return found;
  }

  /** Changes the archive. */
  async write(use: Use, work: (archive: Archive) => Promise<void>): Promise<void> {
    try {
      await work(this.#archive);
      if (use !== "rows") this.#failing.delete(use);
      // Where all rows are taken, there is room again for what else was refused.
      else if (this.#unsaved.size === 0) this.#failing.clear();
    } catch (error) {
      this.#failing.set(use, whyNotKept(error));
    }
    const [why] = this.#failing.values();
    this.#report(why === undefined ? null : { why, rows: this.#unsaved.size });
  }

  /** The rows of these runs, also those that could not be saved. */
  async rows(ids: readonly string[]): Promise<readonly Row[]> {
    const saved = await this.read((archive) => archive.rows(ids), []);
    return [...saved, ...ids.flatMap((id) => this.#unsaved.get(id) ?? [])];
  }

  /** Saves a row, now or as soon as it is possible. Only then is its run’s checkpoint deleted. */
  async saveRow(row: Row): Promise<void> {
    this.#unsaved.set(row.id, row);
    await this.#saveRows();
  }

  async deleteRows(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.#unsaved.delete(id);
    await this.write("rows", async (archive) => {
      await archive.deleteRows(ids);
      await archive.deleteCheckpoints(ids);
    });
  }

  async #saveRows(): Promise<void> {
    clearTimeout(this.#retry);
    for (const [id, row] of [...this.#unsaved]) {
      const save = async (archive: Archive) => {
        await archive.saveRow(row);
        this.#unsaved.delete(id);
        await archive.deleteCheckpoints([id]);
      };
      await this.write("rows", save);
    }
    if (this.#unsaved.size > 0) this.#retry = setTimeout(() => this.#saveRows(), RETRY_INTERVAL);
  }
}
