import type { Worker } from "@playwright/test";
import { test as base, expect } from "./clean-page";
import { LabPage } from "./lab-page";

interface Shown {
  readonly step: number;
  readonly at: number;
}

/** The lab, and what breaks it by real means. */
export class FaultyLab extends LabPage {
  /** Each worker of this kind that runs now, newest last. */
  #workers(kind: "training" | "lane"): Worker[] {
    return this.page.workers().filter((worker) => worker.url().includes(`${kind}.worker`));
  }
  async worker(kind: "training" | "lane"): Promise<Worker> {
    await expect.poll(() => this.#workers(kind).length).toBeGreaterThan(0);
    return this.#workers(kind).at(-1)!;
  }
  get notices() {
    return this.page.getByRole("log", { name: "Notices" });
  }
  /** Waits until the run is kept as it stands, paused. @returns its step */
  async keeps(): Promise<number> {
    const newest = () =>
      this.page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const opening = indexedDB.open("unitary-rnn-lab");
            opening.onsuccess = () => {
              const all = opening.result.transaction("runs").objectStore("runs").getAll();
              all.onsuccess = () => {
                const entries = all.result as {
                  at: number;
                  run: { playing: boolean; checkpoint: { step: number } };
                }[];
                const [last] = entries.sort((one, other) => other.at - one.at);
                opening.result.close();
                resolve(last && !last.run.playing ? last.run.checkpoint.step : -1);
              };
            };
          }),
      );
    await expect.poll(async () => (await newest()) - (await this.step())).toBe(0);
    return this.step();
  }
  /** Puts something else in the place of a kept lane's parameters. */
  async spoilKeptParameters(lane: "a" | "b", how: "damaged" | "too short"): Promise<void> {
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
  /** Plays to a step, and notes from the beginning when each step was first shown. */
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
   * Waits for the sentence about a fault, and sees that at most 50 steps, or those of one second, are made again.
   * @returns the step from which training goes on
   */
  async recovers(what: RegExp): Promise<{ readonly from: number; readonly said: string }> {
    const said = await this.says(what);
    const number = (pattern: RegExp) => Number(pattern.exec(said)?.[1].replace(/\s/g, "") ?? 0);
    const [from, lost] = [number(/at step ([\d\s]+)/), number(/([\d\s]+) steps? (is|are) made again/)];
    const shown = await this.page.evaluate(() => (globalThis as { shown?: Shown[] }).shown ?? []);
    const back = shown.findIndex(({ step }, i) => step < shown[i - 1]?.step);
    const before = back < 0 ? shown : shown.slice(0, back);
    const shownAt = (step: number) => before.findLast((one) => one.step <= step)?.at ?? Number.NaN;
    const seen = `ms, from step ${from}, ${lost} steps; ${JSON.stringify(before.slice(-12))}`;
    if (lost > 50) expect(shownAt(from + lost) - shownAt(from), seen).toBeLessThan(1000);
    return { from, said };
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

/** The losses of a run by step, as it exports them. */
export async function losses(lab: LabPage, lane: 0 | 1): Promise<Map<number, number>> {
  const { step, loss } = (await lab.exportRun()).lanes[lane].history;
  return new Map(step.map((at, i) => [Number(at), Number(loss[i])]));
}

export { expect };
