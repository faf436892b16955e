import { recomputeFirstStep } from "../reference/exported-run";
import { relativeError } from "../reference/network";
import { expect, type LabPage, test } from "./lab-page";

/** The shapes of each task's batch in an exported run: inputs [T, batch] of classes or [T, batch, d], targets [T, batch] or [T, batch, o]. */
const TASKS = [
  { hash: "#task=copying&length=8&units=12&batch=5", inputs: [14, 5], targets: [14, 5] },
  { hash: "#task=forget&length=9&units=12&batch=5", inputs: [13, 5], targets: [13, 5] },
  { hash: "#task=adding&length=9&units=12&batch=5", inputs: [9, 5, 2], targets: [9, 5, 1] },
  { hash: "#task=digits&units=12&batch=5", inputs: [64, 5, 1], targets: [64, 5] },
  { hash: "#task=characters&length=7&units=12&batch=5", inputs: [7, 5], targets: [7, 5] },
];

async function trains(lab: LabPage, { hash, inputs, targets }: (typeof TASKS)[number]) {
  // A link that is followed from another run, at step 1. Longer than the test, so that Pause finds it playing.
  await lab.open(`${hash}&steps=1000000`);
  await lab.button("Play").click();
  await lab.reaches(12);
  await lab.button("Pause").click();
  await expect(lab.button("Play")).toBeVisible();
  await lab.button("Reset").click();
  await expect.poll(() => lab.step()).toBe(0);
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  const run = await lab.exportRun();
  const { batch, lanes } = run.initial;
  expect(batch.inputs.shape).toEqual(inputs);
  expect(batch.targets.shape).toEqual(targets);
  for (const lane of [0, 1] as const) {
    const wanted = recomputeFirstStep(run, lane);
    expect(relativeError([lanes[lane].loss], [wanted.loss])).toBeLessThan(1e-4);
    expect(relativeError(lanes[lane].gradW.data, wanted.W.flat())).toBeLessThan(1e-4);
    expect(run.lanes[lane].step).toBe(1);
  }
}

test("each task plays, resets and exports a run that can be checked", async ({ lab }) => {
  for (const task of TASKS) await test.step(task.hash, () => trains(lab, task));
});

test("adding says what its loss and its accuracy measure", async ({ lab }) => {
  await lab.open("#task=adding&length=10&units=8");
  await expect(lab.figure("Loss")).toContainText(/Mean squared error at step 0: .*baseline \(dotted\) 0\.17/);
  await expect(lab.figure("Loss").locator("svg text").getByText("mean squared error")).toBeVisible();
  await expect(lab.figure("Accuracy")).toContainText(/Answers within 0\.04 of the target at step 0/);
});

test("adding refuses a sequence that cannot be halved, and says what is allowed", async ({ lab }) => {
  await lab.page.goto("/#task=adding&length=1");
  await expect(lab.page.getByText("its length must be at least 2; it is 1")).toBeVisible({ timeout: 60_000 });
});

test("digits have a fixed sequence length, and the form says so", async ({ lab }) => {
  await lab.open("#task=digits&units=8");
  await expect(lab.page.getByText("Sequence length always 64")).toBeVisible();
  await expect(lab.page.getByRole("slider", { name: "Sequence length" })).toBeHidden();
  await lab.page.getByRole("combobox", { name: "Task" }).selectOption("adding");
  await expect(lab.page.getByRole("slider", { name: "Sequence length" })).toBeVisible();
});
