import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import type { RunConfig } from "../../src/config/schema";
import type { ArrayOf } from "../../src/training/portable";
import { test as base, expect } from "./clean-page";
import { original } from "./page-translation";

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

const countIn = (text: string): number => Number(text.replace(/\s/g, ""));

/** The number of updates made that the status line says. */
export const stepIn = (status: string): number => countIn(/step\s+([\d\s]+)/.exec(status)?.[1] ?? "NaN");

/** Of what step a sentence over a chart is, or a clause of it. */
const AT_STEP = /(?<!stopped )\bat step (\d[\d\s]*)/gi;
/** Where a lane has stopped. */
const STOPPED = /stopped at step (\d[\d\s]*)/g;
/** The held-out set is not tested at every step. */
const HELD_OUT = /held-out set.*/;

/** The sentences over the charts, and the status of the run, at one moment. */
interface Look {
  readonly sentences: string[];
  readonly step: string;
  readonly speed: string;
}

/** What is not of the moment in the header yet. */
function lateIn(look: Look): string[] {
  const said = look.sentences.map(original);
  const found = (pattern: RegExp) =>
    said.flatMap((one) => [...one.replace(HELD_OUT, "").matchAll(pattern)].map(([, step]) => countIn(step)));
  const [step, stops] = [stepIn(look.step), found(STOPPED)];
  // What was measured of a lane that has stopped is of the step before.
  const isCurrent = (at: number) => at === step || stops.some((stop) => at >= stop - 1 && at <= step);
  return [
    ...found(AT_STEP)
      .filter((at) => !isCurrent(at))
      .map((at) => `measured at step ${at}, not ${step}`),
    // Of a lane that stopped in its first pass nothing will be.
    ...(stops.includes(0) ? [] : said.filter((one) => /being computed/.test(one))),
    ...(/preparing/.test(original(look.speed)) ? ["preparing"] : []),
  ];
}

/** Drives the lab as a user would, by accessible names only. */
export class LabPage {
  constructor(readonly page: Page) {}

  /** Opens an address, or follows a link to it, and waits until its networks are there. */
  async open(hash = ""): Promise<void> {
    await this.page.goto(`/${hash}`);
    await expect(this.status("Step")).toContainText("step 0", { timeout: 60_000 });
    await this.ready();
  }
  /** Waits until the networks are there. The page says “step 0” before. */
  async ready(): Promise<void> {
    await expect(this.button("Step")).toBeEnabled({ timeout: 120_000 });
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
  /** Waits until two looks in a row find the same sentences over the charts. */
  async still(): Promise<void> {
    await this.#sameTwice(() => []);
  }
  /**
   * Waits until everything asked of a paused run is on the page: networks are there, each sentence over a chart is of the
   * step in the header, or of where its lane has stopped, and two looks in a row find the same.
   */
  async settled(): Promise<void> {
    await this.#sameTwice(lateIn);
  }
  async #sameTwice(late: (look: Look) => string[]): Promise<void> {
    await expect(async () => {
      const [before, after] = await this.page.evaluate(async () => {
        const text = (selector: string) => document.querySelector(selector)?.textContent ?? "";
        const look = () => ({
          sentences: [...document.querySelectorAll('main figure [id$="-summary"]')].map(
            (one) => one.textContent,
          ),
          step: text('[role=status][aria-label="Step"]'),
          speed: text('[role=status][aria-label="Speed"]'),
        });
        const first = look();
        await new Promise((painted) => requestAnimationFrame(() => setTimeout(painted, 100)));
        return [first, look()];
      });
      expect(late(after)).toEqual([]);
      expect(after.sentences).toEqual(before.sentences);
    }).toPass({ intervals: [50], timeout: 60_000 });
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
  /**
   * Moves the history slider, which stops at a remembered moment, and waits until the page shows that moment.
   * @returns its step
   */
  async lookAt(step: number): Promise<number> {
    const slider = this.page.getByRole("slider", { name: "History" });
    await slider.fill(String(step));
    const shown = Number(await slider.inputValue());
    await expect.poll(() => this.step()).toBe(shown);
    await this.settled();
    return shown;
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
