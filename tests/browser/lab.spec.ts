import { readFile } from "node:fs/promises";
import { recomputeFirstStep } from "../reference/exported-run";
import { relativeError } from "../reference/network";
import { expect, test } from "./lab-page";
import { fitsWindow } from "./lab-steps";
import { decodePng, itxt } from "./png";

const FIGURES = ["Gradient norm through time", "Eigenvalues", "Unitarity drift", "Loss", "Accuracy"];
/** Long enough to be changed while it plays, even on a fast machine; short enough for the history to have every step. */
const LONG = "#units=64&batch=64&steps=1900&speed=100";
const BASELINE = (3 * Math.log(4)) / 66;

test("every chart shows the initial state before Play", async ({ lab }) => {
  await lab.open();
  for (const name of FIGURES) {
    await expect(lab.figure(name).locator("svg path").first()).toBeVisible();
  }
  await expect(lab.figure("Gradient norm through time")).toContainText(/At t = 1 RNN keeps .*10⁻¹⁸/);
  await expect(lab.figure("Eigenvalues")).toContainText(/of the circle/);
  await expect(lab.status("Backend")).toContainText("WebAssembly SIMD");
});

test("Remember, played to its 500 steps, shows its result, and the exported run agrees", async ({ lab }) => {
  await lab.open();
  await lab.button("Play").click();
  await lab.reaches(500);
  await expect(lab.button("Play")).toBeVisible();
  await expect(lab.figure("Gradient norm through time")).toContainText(/Unitary keeps \d+/);
  // Computed beside the training.
  await expect(lab.figure("Eigenvalues")).toContainText(/All of Unitary.s lie .*RNN.s largest \|λ\| is/);
  const run = await lab.exportRun();
  expect(run).toMatchObject({ format: "unitary-rnn-lab/run", version: 2, environment: { backend: "wasm" } });
  const [a, b] = run.lanes;
  expect([a.step, b.step]).toEqual([500, 500]);
  const last = b.history.loss.slice(-20).map(Number);
  expect(Math.max(...last)).toBeLessThan(0.1 * BASELINE);
  const plain = a.history.loss.slice(-100).map(Number);
  expect(Math.abs(plain.reduce((sum, x) => sum + x, 0) / plain.length / BASELINE - 1)).toBeLessThan(0.05);
  expect(Math.max(...b.history.drift.map(Number))).toBeLessThan(2e-5);
  expect(b.eigenvalues).toHaveLength(32);
  for (const [re, im] of b.eigenvalues) expect(Math.abs(Math.hypot(re, im) - 1)).toBeLessThan(1e-4);
  const kept = b.gradientNormThroughTime;
  expect(kept).toHaveLength(67);
  expect(kept[1] / kept[66]).toBeGreaterThan(0.2);
  const lost = a.gradientNormThroughTime;
  expect(lost[1] / lost[66]).toBeLessThan(1e-5);

  for (const lane of [0, 1] as const) {
    const wanted = recomputeFirstStep(run, lane);
    const { loss, gradW } = run.initial.lanes[lane];
    expect(relativeError([loss], [wanted.loss])).toBeLessThan(1e-4);
    expect(relativeError(gradW.data, wanted.W.flat())).toBeLessThan(1e-4);
    expect(run.lanes[lane].history.loss[0]).toBeCloseTo(wanted.loss, 4);
  }
});

test("the learning rate acts on a running run, which neither restarts nor stops", async ({ lab }) => {
  await lab.open(LONG);
  await lab.button("Play").click();
  await lab.reaches(10);
  const slider = lab.page.getByRole("slider", { name: "Learning rate" });
  const before = await lab.step();
  for (let i = 0; i < 12; i++) await slider.press("ArrowRight");
  await lab.reaches(before + 10);
  const run = await lab.pauses();
  expect(run.config.lr).toBeGreaterThan(0.03);
  expect(run.config.lr).toBeLessThan(0.05);
  const steps = run.lanes[1].history.step.map(Number);
  expect(steps).toEqual(steps.map((_, i) => i));
  // The address follows a drag with a delay.
  await expect.poll(() => new URL(lab.page.url()).hash).toContain(`lr=${run.config.lr}`);
});

test("Naive and Exp switch lane B's rule in a running run, and the projection says how far W moved", async ({
  lab,
}) => {
  // A task that is not learnt completely: without a gradient, naive steps would not move W.
  await lab.open("#task=adding&length=50&units=64&steps=20000");
  await lab.button("Play").click();
  await lab.reaches(5);
  const rule = (name: string) => lab.page.getByRole("radio", { name, exact: true });
  await rule("Naive").check();
  // The run makes some more steps before the worker handles the change.
  const drifted = lab.figure("Unitarity drift");
  await expect(drifted).toContainText(/Naive \d+\.\d+(?!\d|\s×)/);
  await rule("Exp").check();
  await expect(lab.page.getByText(/it moved by ‖ΔW‖/)).toBeVisible();
  await expect(drifted).toContainText(/Unitary [^;]+, no more than rounding/);
  const run = await lab.pauses();
  const drift = run.lanes[1].history.drift.map(Number);
  expect(Math.max(...drift)).toBeGreaterThan(1e-3);
  expect(drift.at(-1)).toBeLessThan(2e-5);
});

test("Step makes one step, Reset brings the same initial weights back", async ({ lab }) => {
  await lab.open();
  const before = await lab.exportRun();
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(2);
  await lab.button("Reset").click();
  await expect.poll(() => lab.step()).toBe(0);
  const after = await lab.exportRun();
  expect(after.lanes.map(({ weights }) => weights)).toEqual(before.lanes.map(({ weights }) => weights));
  expect(after.initial).toEqual(before.initial);
});

test("Explode stops lane A, says at which step and why, and lane B continues", async ({ lab }) => {
  await lab.open();
  await lab.page.getByRole("combobox", { name: "Preset" }).selectOption({ label: "Explode" });
  await lab.button("Play").click();
  await expect(
    lab.page.getByText(/Stopped at step \d+\. W started with spectral radius 1\.\d/).first(),
  ).toBeVisible();
  // The run ends by itself.
  await lab.reaches(500);
  const run = await lab.exportRun();
  expect(run.lanes[0].step).toBeLessThan(10);
  expect(run.lanes[1].step).toBeGreaterThan(10);
  expect(run.lanes[0].history.loss.map(String).at(-1)).toMatch(/NaN|Infinity/);
});

test("a setting that needs a reset says so, and Reset applies it", async ({ lab }) => {
  await lab.open();
  const units = lab.page.getByRole("slider", { name: "Hidden units" });
  await units.press("ArrowRight");
  await expect(lab.status("Waiting settings")).toContainText(/Hidden units 32 → 33/);
  await lab.button("Reset").click();
  await expect(lab.status("Waiting settings")).toBeHidden();
  const run = await lab.exportRun();
  expect(run.config.units).toBe(33);
  expect(run.lanes[1].weights.W.shape).toEqual([33, 33]);
});

test("the address holds the config; bad values are refused one by one by name and range", async ({ lab }) => {
  await lab.open("#length=20&units=16&lr=banana&colour=red&batch=4000&b.activation=tanh");
  const notices = lab.page.getByRole("log", { name: "Notices" });
  await expect(notices).toContainText("lr = “banana” was refused: it must be a number from 0.000001 to 10");
  await expect(notices).toContainText("“colour” is not a setting of the lab");
  await expect(notices).toContainText("batch = “4000” was refused: it must be a whole number from 1 to 128");
  const run = await lab.exportRun();
  expect(run.config).toMatchObject({ length: 20, units: 16, lr: 0.01, batch: 16, b: { activation: "tanh" } });
});

test("the backend can be forced and the run's config does not change", async ({ lab }) => {
  await lab.open("#length=10&seed=7");
  await lab.page.getByRole("combobox", { name: "Backend" }).selectOption("cpu");
  await expect(lab.status("Backend")).toContainText(/plain JavaScript/i);
  const run = await lab.exportRun();
  expect(run.environment.backend).toBe("cpu");
  expect(run.config).toMatchObject({ length: 10, seed: 7, backend: "cpu" });
});

test("Next word trains on the novel, in words and in characters", async ({ lab }) => {
  for (const hash of [
    "#task=words&length=20&units=16&vocabulary=200&batch=4&steps=60",
    "#task=characters&length=20&units=16&steps=60",
  ]) {
    await lab.open(hash);
    const before = await lab.exportRun();
    await lab.button("Play").click();
    await lab.reaches(60);
    await expect(lab.button("Play")).toBeVisible();
    const run = await lab.exportRun();
    for (const lane of [0, 1]) {
      expect(Number(run.lanes[lane].history.loss.at(-1))).toBeLessThan(
        0.95 * before.initial.lanes[lane].loss,
      );
    }
  }
});

test("an exported picture has the size of a slide, is not blank, and restores its config", async ({
  lab,
}) => {
  await lab.open("#length=12&units=10&seed=3");
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  for (const name of FIGURES) {
    const figure = lab.figure(name);
    const exported = async () => {
      const waiting = lab.page.waitForEvent("download");
      await figure.getByRole("button", { name: "Export PNG" }).click();
      return waiting;
    };
    // A chart may redraw some frames after the step.
    await expect
      .poll(async () => (await exported()).suggestedFilename())
      .toMatch(/^unitary-rnn-lab_[a-z-]+_custom_step-1\.png$/);
    const download = await exported();
    const bytes = await readFile(await download.path());
    const picture = await decodePng(lab.page, bytes);
    expect([picture.width, picture.height]).toEqual([1920, 1080]);
    expect(picture.colours).toBeGreaterThan(50);
    expect(JSON.parse(itxt(bytes))).toMatchObject({ length: 12, units: 10, seed: 3 });
    if (name !== "Loss") continue;
    await lab.page.goto("about:blank");
    await lab.open();
    const chooser = lab.page.waitForEvent("filechooser");
    await lab.button("Import").click();
    await (await chooser).setFiles({ name: "loss.png", mimeType: "image/png", buffer: bytes });
    await expect.poll(() => new URL(lab.page.url()).hash).toContain("units=10");
    const run = await lab.exportRun();
    expect(run.config).toMatchObject({ length: 12, units: 10, seed: 3 });
    await lab.page.goto("about:blank");
    await lab.open("#length=12&units=10&seed=3");
    await lab.button("Step").click();
    await expect.poll(() => lab.step()).toBe(1);
  }
});

test("nothing is wider than a phone, and the large controls are shown", async ({ lab }) => {
  await lab.page.setViewportSize({ width: 390, height: 844 });
  await lab.open();
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  await fitsWindow(lab.page);
  await expect(lab.page.getByRole("slider", { name: "Learning rate" })).toBeVisible();
  await lab.button("Play").click();
  await lab.reaches(3);
});
