import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { expect, type LabPage, test } from "./lab-page";
import { decodePng, itxt } from "./png";
import { readQr } from "./read-qr";

/** T = 26: three symbols, twenty blanks, recall. */
const SMALL = "#length=20&units=8&steps=60&batch=4";

const reading = (lab: LabPage, name: string) => lab.page.getByRole("slider", { name, exact: true });

async function played(lab: LabPage, hash = SMALL): Promise<void> {
  await lab.open(hash);
  await lab.button("Play").click();
  await lab.reaches(60);
  await expect(lab.button("Play")).toBeVisible();
}

/** Points at a place of a plot, given as shares of its width and height. */
async function hover(plot: Locator, across: number, down: number): Promise<void> {
  const box = (await plot.boundingBox())!;
  await plot.page().mouse.move(box.x + across * box.width, box.y + down * box.height);
}

test("a step pointed at in one chart is marked in all that have steps, and by the arrow keys as well", async ({
  lab,
}) => {
  await played(lab);
  const [loss, accuracy, drift] = ["Loss", "Accuracy", "Unitarity drift"].map((name) =>
    reading(lab, `${name}, reading`),
  );
  await hover(loss, 0.5, 0.5);
  await expect(loss).toHaveAttribute("aria-valuetext", /^step 30, RNN [\d.]+, Unitary [\d.]+$/);
  for (const other of [accuracy, drift]) await expect(other).toHaveAttribute("aria-valuenow", "30");
  await lab.page.mouse.move(2, 2);
  await expect(accuracy).toHaveAttribute("aria-valuetext", "nothing pointed at");

  await drift.focus();
  await drift.press("Home");
  await expect(loss).toHaveAttribute("aria-valuenow", "0");
  for (let i = 0; i < 3; i++) await drift.press("ArrowRight");
  await expect(loss).toHaveAttribute("aria-valuenow", "3");
  expect(await lab.step()).toBe(60);
  const spoken = await loss.getAttribute("aria-valuetext");
  const run = await lab.exportRun();
  // The focus went to the button.
  await expect(loss).toHaveAttribute("aria-valuetext", "nothing pointed at");
  const wanted = Number(run.lanes[0].history.loss[3]).toPrecision(2);
  expect(spoken).toContain(`RNN ${wanted}`);
});

test("the moment that the history slider goes back to is marked in the charts of steps, on a phone too", async ({
  lab,
}) => {
  await lab.page.setViewportSize({ width: 390, height: 844 });
  await played(lab);
  const slider = lab.page.getByRole("slider", { name: "History" });
  await slider.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", "step 0");
  const loss = reading(lab, "Loss, reading");
  await expect(loss).toHaveAttribute("aria-valuetext", /^step 0, RNN/);
  await loss.focus();
  await loss.press("End");
  await expect(loss).toHaveAttribute("aria-valuenow", "59");
  await loss.press("Escape");
  await expect(loss).toHaveAttribute("aria-valuenow", "0");
  await slider.press("End");
  await expect(loss).toHaveAttribute("aria-valuetext", "nothing pointed at");
});

test("a lane pointed at stands out in every chart", async ({ lab }) => {
  await played(lab);
  const drift = reading(lab, "Unitarity drift, reading");
  const opacity = (name: string, lane: string) =>
    lab
      .figure(name)
      .locator(`path[data-lane=${lane}]`)
      .first()
      .evaluate((path) => Number(getComputedStyle(path).opacity));
  await drift.focus();
  await drift.press("ArrowUp");
  await expect.poll(() => opacity("Loss", "b")).toBeLessThan(0.5);
  expect(await opacity("Eigenvalues", "b")).toBeLessThan(0.5);
  expect(await opacity("Loss", "a")).toBe(1);
  await drift.press("Escape");
  await expect.poll(() => opacity("Loss", "b")).toBe(1);
});

test("the heat map shows the gradients that the run has, step by step, and links step and t", async ({
  lab,
}) => {
  await played(lab);
  await lab.page.getByLabel("Gradient shown").selectOption("heat map: last step’s loss");
  const figure = lab.figure("Gradient norm through time");
  await expect(figure).toContainText(
    /Of the gradient at T there arrives at t = 1: RNN .* at step 60; Unitary/,
  );
  const panel = reading(lab, "Gradient norm through time, reading of Unitary");
  const run = await lab.exportRun();
  await panel.focus();
  await panel.press("End");
  const norms = run.lanes[1].gradientNormThroughTime;
  for (let t = 1; t < 5; t++) {
    const spoken = await panel.getAttribute("aria-valuetext");
    expect(spoken).toContain(`step 60, t = ${t}: `);
    expect(asNumber(spoken!.split(": ")[1]) / norms[t]).toBeCloseTo(1, 1);
    await panel.press("ArrowUp");
  }
  await expect(reading(lab, "Loss, reading")).toHaveAttribute("aria-valuenow", "60");
  const colours = await figure
    .locator("canvas")
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas
        .getContext("2d", { willReadFrequently: true })!
        .getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });
  expect(colours).toBeGreaterThan(20);

  const picture = await saved(lab, () => figure.getByRole("button", { name: "Export PNG" }).click());
  // Pixels and lines are both in it: more colours than text and axes have.
  expect((await decodePng(lab.page, picture.bytes)).colours).toBeGreaterThan(200);
});

/** The number that the page writes, with a power of ten in superscript digits. */
function asNumber(text: string): number {
  const plain = text
    .replace(/\s*×\s*10/u, "e")
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/gu, (digit) => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)))
    .replace("⁻", "-")
    .replace(/\s/gu, "");
  return Number(plain);
}

async function saved(lab: LabPage, click: () => Promise<void>) {
  const waiting = lab.page.waitForEvent("download");
  await click();
  const download = await waiting;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test("a chart is saved as PNG of either size and theme, as SVG, as CSV, and copied", async ({
  lab,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.open(SMALL);
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  await lab.page.waitForTimeout(400);
  const figure = lab.figure("Loss");
  const menu = lab.page.getByRole("dialog", { name: "Export Loss" });
  const choose = async (button: string, ...options: string[]) => {
    await figure.getByRole("button", { name: "More exports" }).click();
    for (const option of options) await menu.getByLabel(option, { exact: true }).check();
    return saved(lab, () => menu.getByRole("button", { name: button }).click());
  };

  const double = await choose("Save PNG", "2×", "dark");
  const picture = await decodePng(lab.page, double.bytes);
  const screen = (await figure.locator("[data-plot] svg").boundingBox())!;
  expect(picture.width).toBe(2 * (Math.max(420, screen.width) + 48));
  // The token of dark paper.
  expect(picture.corner).toEqual([0x17, 0x15, 0x12, 255]);
  expect(JSON.parse(itxt(double.bytes))).toMatchObject({ length: 20, units: 8 });
  await figure.getByRole("button", { name: "More exports" }).click();
  await menu.getByLabel("transparent").check();
  await lab.page.keyboard.press("Escape");
  const clear = await choose("Save PNG", "3×", "light");
  expect((await decodePng(lab.page, clear.bytes)).corner[3]).toBe(0);

  const svg = await choose("Save SVG");
  expect(svg.name).toMatch(/loss_custom_step-1\.svg$/);
  const text = svg.bytes.toString("utf8");
  expect(text.includes("no memory")).toBe(true);
  expect(text.includes("var(--")).toBe(false);

  const csv = await choose("Save CSV");
  const run = await lab.exportRun();
  const [head, first] = csv.bytes.toString("utf8").split("\r\n");
  expect(head).toBe('step,"loss, RNN","loss, Unitary"');
  expect(first.split(",").map(Number)).toEqual([
    0,
    run.lanes[0].history.loss[0],
    run.lanes[1].history.loss[0],
  ]);

  await figure.getByRole("button", { name: "More exports" }).click();
  await menu.getByRole("button", { name: "Copy picture" }).click();
  await expect
    .poll(() => lab.page.evaluate(async () => (await navigator.clipboard.read())[0]?.types ?? []))
    .toContain("image/png");
});

test("the whole board is one picture of 1920 × 1080 that brings the config back", async ({ lab }) => {
  await lab.open(SMALL);
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  const board = await saved(lab, () => lab.button("Export board").click());
  expect(board.name).toMatch(/^unitary-rnn-lab_board_custom_step-0\.png$/);
  const picture = await decodePng(lab.page, board.bytes);
  expect([picture.width, picture.height]).toEqual([1920, 1080]);
  expect(picture.colours).toBeGreaterThan(100);
  expect(JSON.parse(itxt(board.bytes))).toMatchObject({ length: 20, units: 8, batch: 4 });
});

test("an explosion is rewound: the last steps, what broke first, and the charts back at a finite one", async ({
  lab,
}) => {
  await lab.open();
  await lab.page.getByRole("combobox", { name: "Preset" }).selectOption({ label: "Explode" });
  await lab.button("Play").click();
  await lab.button("Rewind: what broke first?").first().click();
  await lab.button("Pause").click();
  const broke = lab.page.getByRole("region", { name: "How lane A broke" });
  const run = await lab.exportRun();
  const { step, loss, gradNorm, drift } = run.lanes[0].history;
  const last = loss.length - 1;
  const first = [drift[last], loss[last], gradNorm[last]].findIndex((value) => typeof value === "string");
  const cells = broke.locator("tbody tr").last().getByRole("cell");
  await expect(cells.nth(first)).toContainText("broke first");
  await expect(broke.getByText("broke first")).toHaveCount(1);
  await expect(broke.locator("tbody tr")).toHaveCount(Math.min(5, step.length));
  await broke.getByRole("button", { name: String(step[last - 1]), exact: true }).click();
  await expect(lab.page.getByRole("slider", { name: "History" })).toHaveAttribute(
    "aria-valuetext",
    `step ${step[last - 1]}`,
  );
  await broke.getByRole("button", { name: "back to live" }).click();
  await expect(lab.page.getByRole("slider", { name: "History" })).toHaveAttribute("aria-valuetext", "live");
});

test("predict, then reveal: the run freezes, takes a sketch by pointer or keys, goes on and is compared with it", async ({
  lab,
}) => {
  await lab.open("#length=20&units=8&steps=400&batch=4");
  await lab.button("Play").click();
  await lab.reaches(10);
  const figure = lab.figure("Accuracy");
  await figure.getByRole("button", { name: "Predict" }).click();
  await expect(lab.button("Play")).toBeVisible();
  const frozen = await lab.step();
  const pad = lab.page.getByRole("slider", { name: "Accuracy, sketch of Unitary" });
  const box = (await pad.boundingBox())!;
  // A level line at half height: 50 % all the way.
  await lab.page.mouse.move(box.x + 1, box.y + box.height / 2);
  await lab.page.mouse.down();
  await lab.page.mouse.move(box.x + box.width - 1, box.y + box.height / 2, { steps: 5 });
  await lab.page.mouse.up();
  await expect(pad).toHaveAttribute("aria-valuetext", /^step 400: 50.%$/);
  // And lane A by keys: one step up from where it stands, all the way.
  await figure.getByRole("button", { name: "RNN" }).click();
  const other = lab.page.getByRole("slider", { name: "Accuracy, sketch of RNN" });
  await other.focus();
  await other.press("Home");
  await other.press("ArrowUp");
  await other.press("End");
  await expect(other).toHaveAttribute("aria-valuetext", /^step 400: \d+.%$/);
  expect(await lab.step()).toBe(frozen);

  await figure.getByRole("button", { name: "Reveal" }).click();
  const score = lab.page.getByRole("status", { name: "Score" });
  await expect(score).toContainText(/RNN \d+ of 100, off by [\d.]+.% on average/);
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
  await figure.getByRole("button", { name: "End the prediction" }).click();
  await expect(score).toBeHidden();
});

test("Present is driven by keys alone: charts, play, scrub, rule, rate, the list of keys, and out again", async ({
  lab,
}) => {
  const { page } = lab;
  await page.setViewportSize({ width: 1920, height: 1080 });
  await lab.open("#length=20&units=8&steps=400&batch=4");
  await page.keyboard.press("p");
  await expect(page.locator("html")).toHaveAttribute("data-present", "");
  await expect(page.getByRole("figure")).toHaveCount(2);
  const label = lab.figure("Gradient norm through time").getByText("time step t");
  const pixels = await label.evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize));
  expect(pixels).toBeGreaterThanOrEqual(24);
  await page.keyboard.press("3");
  await expect(lab.figure("Loss")).toBeVisible();
  await expect(lab.figure("Eigenvalues")).toBeVisible();
  await expect(page.getByRole("figure")).toHaveCount(2);
  await page.keyboard.press("3");
  await expect(page.getByRole("figure")).toHaveCount(1);

  await page.keyboard.press("Space");
  await lab.reaches(20);
  await page.keyboard.press("Space");
  await expect(lab.button("Play")).toBeVisible();
  const paused = await lab.step();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText(/^back at step/)).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByText(/^back at step/)).toBeHidden();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => lab.step()).toBe(paused + 1);

  await page.keyboard.press("n");
  await expect(page.getByRole("radio", { name: "Naive" })).toBeChecked();
  await page.keyboard.press("e");
  await expect(page.getByRole("radio", { name: "Exp" })).toBeChecked();
  await page.keyboard.press("+");
  await expect.poll(() => new URL(page.url()).hash).toContain("lr=0.013");
  await page.keyboard.press("-");
  await expect.poll(() => new URL(page.url()).hash).not.toContain("lr=");

  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toContainText("plays and pauses");
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await expect(page.getByRole("figure")).toHaveCount(1);
  await page.getByRole("group", { name: "Charts shown" }).getByRole("button", { name: "Drift" }).click();
  await expect(lab.figure("Unitarity drift")).toBeVisible();
  await page.keyboard.press("p");
  await expect(page.getByRole("figure")).toHaveCount(5);
});

test("Share copies the link and shows it as a QR code that says the same", async ({ lab, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { page } = lab;
  await lab.open("#length=20&units=8&seed=5");
  await lab.button("Share").click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  expect(new URL(link).hash).toBe("#length=20&units=8&seed=5");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  const code = dialog.getByRole("img", { name: "QR code of the link" });
  await expect(code).toBeVisible();
  expect(readQr(await code.locator("path").getAttribute("d"))).toBe(link);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
});

test("the tour has seven steps, can be left at any of them, and leaves the run's keys alone", async ({
  lab,
}) => {
  const { page } = lab;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await lab.open(SMALL);
  await expect(lab.figure("Eigenvalues").locator("svg path").first()).toBeVisible();
  await page.getByRole("button", { name: "Take the tour" }).click();
  const tour = page.locator(".driver-popover");
  for (let step = 1; step <= 7; step++) {
    await expect(tour).toContainText(`${step} of 7`);
    const target = page.locator(".driver-active-element");
    await expect(target).toBeVisible();
    await page.keyboard.press("ArrowRight");
  }
  await expect(tour).toBeHidden();
  expect(await lab.step()).toBe(0);
  await page.getByRole("button", { name: "Take the tour" }).click();
  await tour.getByRole("button", { name: "Next" }).click();
  await expect(tour).toContainText("2 of 7");
  await page.keyboard.press("Escape");
  await expect(tour).toBeHidden();
});

test("the tour begins by itself at a person's first visit and never again", async ({ lab }) => {
  const { page } = lab;
  await page.addInitScript(() => Object.defineProperty(navigator, "webdriver", { get: () => false }));
  await lab.open(SMALL);
  const tour = page.locator(".driver-popover");
  await expect(tour).toContainText("1 of 7");
  await tour.getByRole("button", { name: "Leave the tour" }).click();
  await page.reload();
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  await page.waitForTimeout(2500);
  await expect(tour).toBeHidden();
});
