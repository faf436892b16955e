import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { RunConfig } from "../../src/config/schema";
import type { ArrayOf } from "../../src/training/portable";
import { test as base, expect } from "./clean-page";

/** The parts of an exported run that the tests read. */
export interface ExportedRun {
  readonly format: string;
  readonly version: number;
  /** The step of the moment that was exported. */
  readonly moment: number;
  readonly config: RunConfig;
  readonly environment: { readonly backend: string; readonly adapter: string };
  readonly lanes: readonly {
    readonly name: string;
    readonly rule: string;
    readonly step: number;
    readonly history: Readonly<
      Record<"step" | "loss" | "accuracy" | "gradNorm" | "drift", (number | string)[]>
    >;
    readonly gradientNormThroughTime: number[];
    readonly eigenvalues: [number, number][];
    readonly weights: Readonly<Record<string, ArrayOf>>;
  }[];
  readonly sequence: {
    readonly number: number;
    readonly inputs: ArrayOf;
    readonly targets: ArrayOf;
    readonly answers: readonly ArrayOf[];
  };
  readonly initial: {
    readonly lanes: readonly {
      readonly weights: Readonly<Record<string, ArrayOf>>;
      readonly loss: number;
      readonly gradW: ArrayOf;
    }[];
    readonly batch: { readonly inputs: ArrayOf; readonly targets: ArrayOf; readonly stepWeights: ArrayOf };
  };
}

/** The number of updates made that the status line says. */
export const stepIn = (status: string): number =>
  Number(/step\s+([\d\s]+)/.exec(status)?.[1].replace(/\s/g, ""));

/** Drives the lab as a user would, by accessible names only. */
export class LabPage {
  constructor(readonly page: Page) {}

  async open(hash = ""): Promise<void> {
    await this.page.goto(`/${hash}`);
    await expect(this.status("Step")).toContainText("step 0", { timeout: 60_000 });
  }
  button(name: string) {
    return this.page.getByRole("button", { name, exact: true });
  }
  status(name: string) {
    return this.page.getByRole("status", { name, exact: true });
  }
  figure(name: string) {
    return this.page.getByRole("figure", { name, exact: true });
  }
  /** The number of updates made, from the status line. */
  async step(): Promise<number> {
    return stepIn((await this.status("Step").textContent()) ?? "");
  }
  /** Waits until an action is done and the charts are painted: two checks in a row find the same sentences. */
  async settled(): Promise<void> {
    const look = () => this.page.locator('main figure [id$="-summary"]').allTextContents();
    await expect
      .poll(
        async () => {
          const before = await look();
          await this.page.evaluate(
            () => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 100))),
          );
          return (await look()).join() === before.join();
        },
        { intervals: [50] },
      )
      .toBe(true);
  }
  /**
   * Pauses a playing run. The button changes at once, and the worker pauses later; as it answers in order, a following
   * export has the paused run.
   */
  async pauses(): Promise<ExportedRun> {
    await this.button("Pause").click();
    await expect(this.button("Play")).toBeVisible();
    return this.exportRun();
  }
  /** Polls often, so that the next action of a test finds the run playing. */
  async reaches(step: number, timeout = 60_000): Promise<void> {
    await expect.poll(() => this.step(), { timeout, intervals: [50] }).toBeGreaterThanOrEqual(step);
  }
  async exportRun(): Promise<ExportedRun> {
    const waiting = this.page.waitForEvent("download");
    await this.button("Export run").click();
    const path = await (await waiting).path();
    return JSON.parse(await readFile(path, "utf8")) as ExportedRun;
  }
}

export const test = base.extend<{ lab: LabPage }>({
  lab: ({ page }, use) => use(new LabPage(page)),
});
export { expect };
