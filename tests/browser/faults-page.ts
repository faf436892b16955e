import { test as base, expect, type Page, type Worker } from "@playwright/test";
import { LabPage } from "./lab-page";

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
  async says(text: RegExp, timeout = 60_000): Promise<string> {
    const notice = this.notices.getByText(text);
    await expect(notice).toBeVisible({ timeout });
    return (await notice.textContent()) ?? "";
  }
}

export const test = base.extend<{ lab: FaultyLab; expectedComplaints: RegExp }>({
  /** What the browser itself writes to the console about a fault. */
  expectedComplaints: [/^$/, { option: true }],
  lab: async ({ page, expectedComplaints }, use) => {
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["warning", "error"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await use(new FaultyLab(page));
    // The service worker may still be asking for files.
    await page.context().unrouteAll({ behavior: "ignoreErrors" });
    expect(complaints.filter((text) => !expectedComplaints.test(text))).toEqual([]);
  },
});

/** The losses of a run by step, as it exports them. */
export async function losses(lab: LabPage, lane: 0 | 1): Promise<Map<number, number>> {
  const { step, loss } = (await lab.exportRun()).lanes[lane].history;
  return new Map(step.map((at, i) => [Number(at), Number(loss[i])]));
}

export { expect, type Page };
