import type { Locator } from "@playwright/test";
import { expect, type LabPage, test } from "./lab-page";

const lane = (lab: LabPage, name: "A" | "B") => lab.page.getByRole("group", { name: `Lane ${name}` });
const rate = (lab: LabPage) => lab.page.getByRole("slider", { name: "Learning rate", exact: true });
const orthogonal = (lab: LabPage) => lab.page.getByRole("checkbox", { name: /^A: RNN, orthogonal start/ });
const line = (lab: LabPage) => lab.page.getByText(/^Two recurrent networks learn to /);

/** Whether the whole element is visible without scrolling. */
async function isOnFirstScreen(what: Locator): Promise<void> {
  await expect(what).toBeVisible();
  await expect(what).toBeInViewport({ ratio: 1 });
}

for (const viewport of [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
]) {
  test(`at ${viewport.width} × ${viewport.height} the first screen says what to look for and what each switch does`, async ({
    lab,
  }) => {
    await lab.page.setViewportSize(viewport);
    await lab.open();
    await expect(line(lab)).toHaveText(
      "Two recurrent networks learn to repeat three symbols after sixty blanks. Watch which one can.",
    );
    await isOnFirstScreen(line(lab));
    await isOnFirstScreen(lab.page.getByText("500 steps at 0.01: Naive learns on"));
    await isOnFirstScreen(lab.page.getByText("Learning rate of W", { exact: true }));
    await isOnFirstScreen(orthogonal(lab));
  });
}

test("the line follows task and settings, and leaves Present and embed to the charts", async ({ lab }) => {
  await lab.open("#task=adding&length=40&units=8");
  await expect(line(lab)).toHaveText(/add the two marked numbers among forty\. Watch which one can\.$/);
  await lab.page.getByRole("combobox", { name: "Task", exact: true }).selectOption("digits");
  await expect(line(lab)).toHaveText(/name a handwritten digit from its 64 pixels, read one by one\./);
  await lab.button("Present").click();
  await expect(line(lab)).toBeHidden();
  await lab.page.goto("/#embed&units=8");
  await lab.page.reload();
  await expect(lab.figure("Loss")).toBeVisible();
  await expect(line(lab)).toBeHidden();
});

test("the remark at the switch leads to the rate at which Naive breaks and back, and its claim holds", async ({
  lab,
}) => {
  await lab.open("#backend=wasm");
  const naive = lab.page.getByRole("radio", { name: "Naive", exact: true });
  await expect(naive).toHaveAccessibleDescription("plain gradient step");
  await expect(lab.page.getByRole("radio", { name: "Exp", exact: true })).toHaveAccessibleDescription(
    "stays unitary",
  );
  await lab.button("Try 0.1").click();
  await expect(rate(lab)).toHaveAttribute("aria-valuetext", "0.10");
  await expect(lab.page.getByText(/^500 steps at 0\.1: Naive overflows on all \d+ seeds/)).toBeVisible();
  await naive.check();
  await lab.button("Play").click();
  await expect(lab.page.getByText(/Lane B.*stopped|Stopped at step/i).first()).toBeVisible();
  await lab.button("Try 0.01").click();
  await expect(rate(lab)).toHaveAttribute("aria-valuetext", "0.010");
});

test("one click makes lane A an RNN with an orthogonal start, and another restores it", async ({ lab }) => {
  await lab.open("#units=8&length=20&a.init=gaussian&a.gain=1.5&b.init=haar&backend=wasm");
  await expect(lab.figure("Unitarity drift")).toContainText(/RNN \d/);
  await orthogonal(lab).check();
  await expect(lab.status("Step")).toContainText("step 0");
  // A separate draw: orthogonal up to rounding, and not lane B's matrix.
  await expect(lab.figure("Unitarity drift")).toContainText(/RNN [\d.]+\s×\s10⁻[⁷⁸]/);
  const like = await lab.exportRun();
  expect(like.config.a).toMatchObject({ rule: "none", init: "haar" });
  expect(like.initial.lanes[0].weights.W.data).not.toEqual(like.initial.lanes[1].weights.W.data);
  await orthogonal(lab).uncheck();
  await expect(lab.figure("Unitarity drift")).not.toContainText(/RNN [\d.]+\s×\s10⁻[⁷⁸]/);
  expect((await lab.exportRun()).config.a).toMatchObject({ rule: "none", init: "gaussian", gain: 1.5 });
});

test("lanes of the same kind are named by what differs, in charts and in the exported run", async ({
  lab,
}) => {
  await lab.open("#length=20&units=8&a.rule=exp&a.init=rotations&a.activation=sigmoid");
  for (const name of ["Unitary, sigmoid", "Unitary, modReLU"])
    await expect(lab.figure("Loss")).toContainText(name);
  const { lanes } = await lab.exportRun();
  expect(lanes.map(({ name }) => name)).toEqual(["Unitary, sigmoid", "Unitary, modReLU"]);
});

test("the unconstrained rule is one entry, whichever of its ids a link has", async ({ lab }) => {
  await lab.open("#length=20&units=8&a.rule=euclidean&b.rule=none");
  for (const name of ["A", "B"] as const) {
    const rule = lane(lab, name).getByRole("combobox", { name: "Rule" });
    await expect(rule.locator("option:checked")).toHaveText("Unconstrained (plain RNN)");
    await expect(rule.locator("option", { hasText: "Unconstrained" })).toHaveCount(1);
  }
  await expect(lab.page.getByRole("radio", { name: "Naive", exact: true })).toBeChecked();
  const { config } = await lab.exportRun();
  expect([config.a.rule, config.b.rule]).toEqual(["euclidean", "none"]);
});

test("Naive has lane B's colour in the lesson too, dashed and hollow beside Exp", async ({ page }) => {
  await page.goto("/#screen=why&why.chapter=new-rule");
  const figure = page.getByRole("figure", { name: "Off the circle, and along it" });
  await expect(figure).toBeVisible();
  for (const name of ["Naive", "Exp"]) {
    await expect(figure.getByText(name, { exact: true }).first()).toHaveAttribute("style", /--lane-b/);
  }
  const dashed = figure.locator('path[stroke="var(--lane-b-mark)"][stroke-dasharray="7 4"]');
  await expect(dashed).toHaveCount(1);
  const hollow = figure.locator('path[fill="var(--paper)"][stroke="var(--lane-b-mark)"]');
  const filled = figure.locator('path[fill="var(--lane-b-mark)"]');
  await expect.poll(async () => (await hollow.count()) - (await filled.count())).toBe(0);
  await expect(figure.locator('[stroke="var(--lane-a-mark)"]')).toHaveCount(0);
});
