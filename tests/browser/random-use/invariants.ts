import type { Page } from "@playwright/test";
import { type ExportedRun, expect, LabPage, stepIn } from "../lab-page";
import { NUMBER, numberIn } from "../shown-numbers";
import type { Action } from "./actions";

/** Workers of a page at most: training, two lanes, spectra, Jacobians, sequences, and two of a plan or another screen. */
const MAX_WORKERS = 10;
/** Heap of a page after a garbage collection at most, in bytes. Half an hour of training ends with 13 MB. */
const MAX_HEAP = 64e6;
/** How long Play may take to answer, in ms. */
const MAX_ANSWER = 5000;

/** What may not take the run back to an earlier step: controls that neither change a setting nor show another moment. */
const KEEPS_STEP =
  /^(Play|Pause|Step|Export (run|PNG)|PyTorch code|Save all charts|Share|Present|(Dark|Light) theme|Data|More exports|(Previous|Next) sequence|Random|Learning rate.*|1|5|25|100|Full|Gradient shown|Eigenvalues shown|Sequence shown|States shown as)$/;
const KEEPING_KEYS = [" ", "s", "Tab", "x", "?", "Escape"];

/** A letter or a space may be meant for what has the focus: a space presses a button. */
const keepsStep = (action: Action, isFocused: boolean): boolean =>
  action.does === "point" ||
  action.does === "resize" ||
  (action.does === "press" && KEEPING_KEYS.includes(action.key) && !(isFocused && action.key.length === 1)) ||
  (action.does === "use" && KEEPS_STEP.test(action.control.name));

/** The lab’s step; not known on another screen and while networks are made. Settings that wait are applied by Play and Step, at 0. */
type Step = number | "not known" | "settings wait";

/** What must hold on the page whatever is done to it. Each method throws a sentence if it does not. */
export class Invariants {
  readonly #lab: LabPage;
  /** The newest step that was seen since an action that may take the run back. */
  #before = 0;
  /** Whether the last action keeps the step: after another one the networks of before may still be shown for a while. */
  #kept = true;
  compared = 0;

  constructor(
    readonly page: Page,
    readonly complaints: readonly string[],
  ) {
    this.#lab = new LabPage(page);
  }

  async before(action: Action): Promise<void> {
    const isFocused = await this.page.evaluate(() => document.activeElement !== document.body);
    const keeps = keepsStep(action, isFocused);
    const step = await this.#step();
    if (!keeps || !this.#kept || step === "settings wait") this.#before = 0;
    else if (step !== "not known") this.#before = step;
    this.#kept = keeps;
  }

  async after(): Promise<void> {
    const { page, complaints } = this;
    if (complaints.length > 0) throw new Error(`The console is not clean: ${complaints.join("; ")}`);
    const broken = page.getByRole("alert").filter({ hasText: "could not be shown" });
    if (await broken.count()) throw new Error((await broken.first().textContent()) ?? "");
    const workers = page.workers().map((worker) => worker.url().split("/").at(-1));
    if (workers.length > MAX_WORKERS) throw new Error(`There are ${workers.length} workers: ${workers}.`);
    const now = await this.#step();
    if (typeof now === "number" && now < this.#before) {
      const [notices = ""] = await page.getByRole("log", { name: "Notices" }).allTextContents();
      throw new Error(`The run went back from step ${this.#before} to step ${now}. Notices: “${notices}”.`);
    }
  }

  /** The costly checks, on the lab. */
  async check(): Promise<void> {
    if (!(await this.#ready())) return;
    await this.#playAnswers();
    await this.#numbersAreThoseExported();
    await this.#undoIsExact();
  }

  async heapIsBounded(): Promise<void> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send("HeapProfiler.collectGarbage");
    const { usedSize } = await session.send("Runtime.getHeapUsage");
    await session.detach();
    if (usedSize > MAX_HEAP) throw new Error(`The heap has ${Math.round(usedSize / 1e6)} MB.`);
  }

  async #step(): Promise<Step> {
    const [lab, page] = [this.#lab, this.page];
    if (!(await lab.status("Step").isVisible())) return "not known";
    if (await lab.status("Starting").isVisible()) return "not known";
    // While networks are being made, those of before are shown, and no step can be made.
    if ((await page.getByRole("button", { name: "Step", exact: true, disabled: true }).count()) > 0)
      return "not known";
    // Both may go at any time: nothing is waited for.
    const [waiting] = await lab.status("Waiting settings").allTextContents();
    const [step] = await lab.status("Step").allTextContents();
    if (waiting) return "settings wait";
    return step ? stepIn(step) : "not known";
  }

  /** Leaves what covers the lab. @returns whether the lab is there and its networks are ready */
  async #ready(): Promise<boolean> {
    const { page } = this;
    for (let k = 0; k < 3 && !(await this.#isUsable()); k++) {
      await page.keyboard.press("Escape");
      // On phones the exports are behind it.
      const more = page.getByRole("button", { name: "More", exact: true, expanded: false });
      if (await more.isVisible()) await more.click({ timeout: 2000 }).catch(() => {});
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(painted)));
    }
    if (!(await this.#lab.status("Step").isVisible())) return false;
    await expect(this.#playOrPause()).toBeEnabled({ timeout: 30_000 });
    return this.#isUsable();
  }

  #playOrPause() {
    return this.#lab.button("Play").or(this.#lab.button("Pause"));
  }

  /** Whether nothing, such as a dialog or the tour, is in front of the controls that the checks use. */
  async #isUsable(): Promise<boolean> {
    for (const control of [this.#playOrPause(), this.#lab.button("Export run")]) {
      const [found] = await control.all();
      const inFront = await found?.evaluate((element) => {
        element.scrollIntoView({ block: "nearest" });
        const { x, y, width, height } = element.getBoundingClientRect();
        const on = document.elementFromPoint(x + width / 2, y + height / 2);
        return on !== null && element.contains(on);
      });
      if (!inFront) return false;
    }
    return true;
  }

  async #pause(): Promise<void> {
    const pause = this.#lab.button("Pause");
    // It may come to its end meanwhile.
    if (await pause.isVisible()) await pause.click({ timeout: 2000 }).catch(() => {});
    await expect(this.#lab.button("Play")).toBeVisible();
  }

  async #playAnswers(): Promise<void> {
    const lab = this.#lab;
    await this.#pause();
    await lab.still();
    const before = await this.#state();
    await this.#clickPlay();
    await expect
      .poll(() => this.#state(), { timeout: MAX_ANSWER, intervals: [50], message: "Play does not answer" })
      .not.toEqual(before);
    await this.#pause();
  }

  /** Clicks Play. A dialog that the action before asked for may still be loaded; it is left. */
  async #clickPlay(): Promise<void> {
    for (let tries = 0; ; tries++) {
      const error = await this.#lab
        .button("Play")
        .click({ timeout: MAX_ANSWER })
        .catch((reason) => reason);
      if (!error) return;
      if (tries === 2 || !(await this.#ready())) throw error;
    }
  }

  /** What Play changes: the step, or, where both lanes have stopped, the notices. */
  async #state(): Promise<string> {
    const notices = await this.page.getByRole("log", { name: "Notices" }).textContent();
    return `${await this.#lab.step()} ${notices}`;
  }

  async #numbersAreThoseExported(): Promise<void> {
    const { said, run } = await this.#saidAndExported();
    for (const [what, shown, value] of comparisons(said.join("\n"), run)) {
      this.compared++;
      // Two digits are shown.
      if (!(Math.abs(shown - value) <= 0.055 * Math.abs(value))) {
        throw new Error(`${what} is ${shown} on the page and ${value} in the export.`);
      }
    }
  }

  /** The charts' sentences and the exported run, of the same moment: a step that was asked for before may still be made. */
  async #saidAndExported() {
    for (let k = 0; k < 5; k++) {
      await this.#lab.still();
      const step = await this.#lab.step();
      const said = await this.page.locator('main figure [id$="-summary"]').allTextContents();
      const run = await this.#lab.exportRun();
      if (step === run.moment) return { said, run };
    }
    throw new Error("The page and its export do not come to the same step.");
  }

  async #undoIsExact(): Promise<void> {
    const { page } = this;
    const seed = page.getByRole("textbox", { name: "Seed", exact: true });
    if (!(await seed.isVisible()) || !(await seed.isEnabled())) return;
    const hash = () => page.evaluate(() => location.hash);
    const was = await hash();
    await seed.fill(String(1 + (Number(await seed.inputValue()) % 1000)));
    await seed.press("Enter");
    await expect.poll(hash).not.toBe(was);
    const becomes = await hash();
    const press = async (keys: string, wanted: string, what: string) => {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
      await page.keyboard.press(keys);
      await expect.poll(hash, { message: what }).toBe(wanted);
    };
    await press("Control+z", was, "Undo does not give back the settings");
    await press("Control+Shift+z", becomes, "Redo does not");
    await press("Control+z", was, "Undo after Redo does not");
  }
}

/** The numbers that the charts' sentences and an exported run both have: what, as shown, as exported. */
function* comparisons(said: string, run: ExportedRun): Generator<readonly [string, number, number]> {
  for (const { name, step, history, eigenvalues } of run.lanes) {
    if (step !== run.moment) continue;
    const own = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const find = (pattern: string) =>
      new RegExp(
        pattern.replaceAll("NAME", own).replaceAll("NUMBER", `${NUMBER}(?!\\.?\\d|\\s×|[⁰¹²³⁴⁵⁶⁷⁸⁹⁻])`),
        "u",
      ).exec(said)?.[1];
    const at = history.step.lastIndexOf(step);
    const sentences = [
      ["loss", find(`At step ${step} [^\\n]*?NAME NUMBER(?! %)[^\\n]*baseline`), history.loss[at]],
      ["drift", find(`Drift at step ${step}: [^\\n]*?NAME NUMBER`), history.drift[at]],
      [
        "largest |λ|",
        find("NAME’s largest \\|λ\\| is NUMBER"),
        Math.max(...eigenvalues.map(([re, im]) => Math.hypot(re, im))),
      ],
    ] as const;
    for (const [what, shown, value] of sentences) {
      if (shown === undefined || (at < 0 && what !== "largest |λ|")) continue;
      yield [`${what} of ${name} at step ${step}`, numberIn(shown), Number(value)];
    }
  }
}
