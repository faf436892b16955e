import type { Worker } from "@playwright/test";
import type { LaneKey } from "../../src/lanes";
import { test as base, expect } from "./clean-page";
import { LabPage } from "./lab-page";
import { savedEntries } from "./saved-entries";

/**
 * The number of steps: up to the 1900th, the history has every step. A run is broken after some hundred steps, which take
 * about a second, and must continue: even a fast machine has not finished by then, and a slow one is not kept long.
 */
export const RUN = "#units=64&batch=32&steps=1900&backend=wasm";

/** Makes the page see two cores, so that lane B has its own worker. */
export const TWO_CORES = `Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 });`;

interface KeptEntry {
  readonly at: number;
  readonly run: { readonly playing: boolean; readonly checkpoint: { readonly step: number } };
}

interface Shown {
  readonly step: number;
  readonly at: number;
}

/** The lab, with methods that cause real faults. */
export class FaultyLab extends LabPage {
  /** The running workers of this kind, newest last. */
  #workers(kind: "training" | "lane"): Worker[] {
    return this.page.workers().filter((worker) => worker.url().includes(`${kind}.worker`));
  }
  async worker(kind: "training" | "lane"): Promise<Worker> {
    await expect.poll(() => this.#workers(kind).length).toBeGreaterThan(0);
    return this.#workers(kind).at(-1)!;
  }
  /** Prepends lines to the training worker's program, which is otherwise unchanged. */
  async prepend(lines: string): Promise<void> {
    await this.page.context().route("**/training.worker-*.js", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${lines}\n${await response.text()}` });
    });
  }
  get notices() {
    return this.page.getByRole("log", { name: "Notices" });
  }
  /** The run that was saved last. */
  async #kept(): Promise<{ readonly step: number; readonly playing: boolean } | undefined> {
    const entries = await savedEntries<KeptEntry>(this.page, "unitary-rnn-lab", "runs");
    return entries.evaluate((all) => {
      const [last] = all.map(([, entry]) => entry).sort((one, other) => other.at - one.at);
      return last && { step: last.run.checkpoint.step, playing: last.run.playing };
    });
  }
  /** The number of saved runs. */
  async keptCount(): Promise<number> {
    const entries = await savedEntries<KeptEntry>(this.page, "unitary-rnn-lab", "runs");
    return entries.evaluate((all) => all.length);
  }
  /** Waits until the playing run is saved. */
  async keepsOnItsWay(): Promise<void> {
    await expect.poll(async () => (await this.#kept())?.step ?? 0).toBeGreaterThan(0);
  }
  /** Waits until the paused run is saved at its current step. @returns the step */
  async keeps(): Promise<number> {
    // Its step is certain once the worker has answered.
    const { lanes } = await this.exportRun();
    const step = Math.max(...lanes.map((lane) => lane.step));
    await expect.poll(() => this.#kept()).toEqual({ step, playing: false });
    return step;
  }
  /** Replaces a saved lane's parameters. */
  async spoilKeptParameters(lane: LaneKey, how: "damaged" | "too short"): Promise<void> {
    await this.page.evaluate(
      ({ lane, how }) =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open("unitary-rnn-lab");
          opening.onsuccess = () => {
            const runs = opening.result.transaction("runs", "readwrite").objectStore("runs");
            const cursor = runs.openCursor();
            cursor.onsuccess = () => {
              const entry = cursor.result?.value;
              const spoilt = how === "damaged" ? "\u0000damaged" : new Float32Array(3);
              entry.run.checkpoint.lanes[lane].lane.parameters = spoilt;
              cursor.result?.update(entry);
              runs.transaction.oncomplete = () => resolve();
            };
          };
        }),
      { lane, how },
    );
  }
  /** Plays to a step, and records when each step was first shown. */
  async plays(to: number, timeout?: number): Promise<void> {
    await this.status("Step").evaluate((status) => {
      const shown: Shown[] = [];
      (globalThis as { shown?: Shown[] }).shown = shown;
      const look = () => {
        const step = Number(/step\s+([\d\s]+)/.exec(status.textContent ?? "")?.[1].replace(/\s/g, ""));
        if (step !== shown.at(-1)?.step) shown.push({ step, at: performance.now() });
      };
      new MutationObserver(look).observe(status, { subtree: true, childList: true, characterData: true });
      look();
    });
    await this.button("Play").click();
    await this.reaches(to, timeout);
  }
  /**
   * Waits for the notice about a fault, and checks that at most 50 steps, or those of one second, are repeated.
   * @returns the step from which training continues, and the last one shown before
   */
  async recovers(
    what: RegExp,
  ): Promise<{ readonly from: number; readonly shown: number; readonly said: string }> {
    const said = await this.says(what);
    const number = (pattern: RegExp) => Number(pattern.exec(said)?.[1].replace(/\s/g, "") ?? 0);
    const [from, lost] = [number(/at step ([\d\s]+)/), number(/([\d\s]+) steps? (is|are) repeated/)];
    const shown = await this.page.evaluate(() => (globalThis as { shown?: Shown[] }).shown ?? []);
    const back = shown.findIndex(({ step }, i) => step < shown[i - 1]?.step);
    const before = back < 0 ? shown : shown.slice(0, back);
    const shownAt = (step: number) => before.findLast((one) => one.step <= step)?.at ?? Number.NaN;
    // The checkpoint to which it goes back follows a frame. Frames of a busy machine are farther apart, and so are checkpoints.
    const late = before.filter(({ step }) => step >= from);
    const gaps = late.map(({ at }, i) => at - (late[i - 1]?.at ?? at));
    const limit = Math.max(1000, 500 + 2 * Math.max(...gaps, 0));
    const seen = `ms, from step ${from}, ${lost} steps; ${JSON.stringify(before.slice(-12))}`;
    if (lost > 50) expect(shownAt(from + lost) - shownAt(from), seen).toBeLessThan(limit);
    return { from, shown: from + lost, said };
  }
  async says(text: RegExp, timeout = 60_000): Promise<string> {
    const notice = this.notices.getByText(text);
    await expect(notice).toBeVisible({ timeout });
    return (await notice.textContent()) ?? "";
  }
}

export const test = base.extend<{ lab: FaultyLab }>({
  lab: ({ page }, use) => use(new FaultyLab(page)),
});

/** The losses of an exported run, by step. */
export async function losses(lab: LabPage, lane: 0 | 1): Promise<Map<number, number>> {
  const { step, loss } = (await lab.exportRun()).lanes[lane].history;
  return new Map(step.map((at, i) => [Number(at), Number(loss[i])]));
}

/** Checks that a lane's losses in a paused run equal those of an uninterrupted run, step by step. */
export async function expectAsUninterrupted(lab: LabPage, lanes: readonly (0 | 1)[]): Promise<void> {
  const broken: Map<number, number>[] = [];
  for (const lane of lanes) broken.push(await losses(lab, lane));
  const steps = broken[0].size;
  for (const one of broken) expect([...one.keys()]).toEqual(Array.from({ length: steps }, (_, k) => k));
  await lab.button("Reset").click();
  await expect.poll(() => lab.step()).toBe(0);
  await lab.button("Play").click();
  await lab.reaches(steps);
  await lab.pauses();
  for (const [i, lane] of lanes.entries())
    expect([...(await losses(lab, lane))].slice(0, steps)).toEqual([...broken[i]]);
}

export { expect };
