import { expect, test } from "./lab-page";
import { placeOf } from "./lab-steps";

test("after an explosion the page shows the last steps and what broke first, and the charts go back to a finite step", async ({
  lab,
}) => {
  await lab.open();
  await lab.page.getByRole("combobox", { name: "Preset" }).selectOption({ label: "Explode" });
  await lab.button("Play").click();
  await lab.button("See what broke first").first().click();
  // The run ends by itself, long after lane A has stopped.
  await lab.reaches(500);
  const broke = lab.page.getByRole("region", { name: "What broke first in lane A" });
  const run = await lab.exportRun();
  const { step, loss, gradNorm, drift } = run.lanes[0].history;
  const last = loss.length - 1;
  const first = [drift[last], loss[last], gradNorm[last]].findIndex((value) => typeof value === "string");
  const cells = broke.locator("tbody tr").last().getByRole("cell");
  await expect(cells.nth(first)).toContainText("broke first");
  await expect(broke.getByRole("cell").filter({ hasText: "broke first" })).toHaveCount(1);
  await expect(broke.locator("tbody tr")).toHaveCount(Math.min(8, step.length));
  await broke.getByRole("button", { name: String(step[last - 1]), exact: true }).click();
  await expect(lab.page.getByRole("slider", { name: "History" })).toHaveAttribute(
    "aria-valuetext",
    `step ${step[last - 1]}`,
  );
  await broke.getByRole("button", { name: "back to live" }).click();
  await expect(lab.page.getByRole("slider", { name: "History" })).toHaveAttribute("aria-valuetext", "live");
});

test("predict, then reveal: the run pauses, takes a sketch by pointer or keys, continues and is compared with it", async ({
  lab,
}) => {
  await lab.open("#length=20&units=8&steps=400&batch=4");
  for (let step = 1; step <= 5; step++) {
    await lab.button("Step").click();
    await expect.poll(() => lab.step()).toBe(step);
  }
  const figure = lab.figure("Accuracy");
  await figure.getByRole("button", { name: "Predict" }).click();
  // After the five steps above.
  const frozen = 5;
  const pad = lab.page.getByRole("slider", { name: "Accuracy, sketch of Unitary" });
  await pad.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const box = await placeOf(pad);
  // A level line at half height: 50 % throughout.
  await lab.page.mouse.move(box.x + 1, box.y + box.height / 2);
  await lab.page.mouse.down();
  await lab.page.mouse.move(box.x + box.width + 3, box.y + box.height / 2, { steps: 5 });
  await lab.page.mouse.up();
  await expect(pad).toHaveAttribute("aria-valuetext", /^step 400: 50.%$/);
  // Lane A by keys: one step up from its current value, throughout.
  await figure.getByRole("button", { name: "RNN" }).click();
  const other = lab.page.getByRole("slider", { name: "Accuracy, sketch of RNN" });
  await other.focus();
  await other.press("Home");
  await other.press("ArrowUp");
  await other.press("End");
  await expect(other).toHaveAttribute("aria-valuetext", /^step 400: \d+.%$/);
  await expect.poll(() => lab.step()).toBe(frozen);

  await figure.getByRole("button", { name: "Reveal" }).click();
  const score = lab.page.getByRole("status", { name: "Score" });
  await expect(score).toContainText(/RNN \d+ of 100, off by [\d.]+.% on average/);
  await lab.reaches(400);
  await expect(lab.button("Play")).toBeVisible();
  const run = await lab.exportRun();
  expect(run.lanes[1].step).toBe(400);
  const { step, accuracy } = run.lanes[1].history;
  const misses = Array.from({ length: 60 }, (_, column) => {
    const at = frozen + ((column + 1) / 60) * (400 - frozen);
    const nearest = step.reduce<number>((best, _, i) => {
      const distance = (index: number) => Math.abs(Number(step[index]) - at);
      return distance(i) < distance(best) ? i : best;
    }, 0);
    return Math.abs(Number(accuracy[nearest]) - 0.5);
  });
  const mean = misses.reduce((sum, miss) => sum + miss, 0) / misses.length;
  const [points, off] = /Unitary (\d+) of 100, off by ([\d.]+).%/
    .exec((await score.textContent()) ?? "")!
    .slice(1)
    .map(Number);
  expect(Math.abs(points - 100 * (1 - mean))).toBeLessThan(3);
  expect(Math.abs(off - 100 * mean)).toBeLessThan(3);
  await figure.getByRole("button", { name: "Done" }).click();
  await expect(score).toBeHidden();
});

test("a prediction pauses a playing run, and can be cancelled", async ({ lab }) => {
  await lab.open("#units=64&steps=100000");
  await lab.button("Play").click();
  await lab.reaches(3);
  const predict = lab.figure("Loss").getByRole("button", { name: "Predict", exact: true });
  await predict.click();
  await expect(lab.button("Play")).toBeVisible();
  await expect(lab.page.getByRole("slider", { name: "Loss, sketch of Unitary" })).toBeVisible();
  // No step was made if the same step is answered twice.
  const frozen = (await lab.exportRun()).lanes[1].step;
  await expect.poll(() => lab.step()).toBe(frozen);
  expect((await lab.exportRun()).lanes[1].step).toBe(frozen);
  await predict.click();
  await expect(lab.page.getByRole("slider", { name: "Loss, sketch of Unitary" })).toBeHidden();
});
