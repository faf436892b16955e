import type { Locator } from "@playwright/test";
import { expect, test } from "./lab-page";
import { hover, played, reading, SMALL, saved } from "./lab-steps";
import { decodePng } from "./png";

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
  await expect.poll(() => lab.step()).toBe(60);
  const spoken = await loss.getAttribute("aria-valuetext");
  const run = await lab.exportRun();
  // The focus has moved to the button.
  await expect(loss).toHaveAttribute("aria-valuetext", "nothing pointed at");
  const wanted = Number(run.lanes[0].history.loss[3]).toPrecision(2);
  expect(spoken).toContain(`RNN ${wanted}`);
});

test("the moment selected with the history slider is marked in the charts of steps, on a phone too", async ({
  lab,
}) => {
  await lab.page.setViewportSize({ width: 390, height: 844 });
  await played(lab);
  await lab.button("More").click();
  const slider = lab.page.getByRole("slider", { name: "History" });
  await slider.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", "step 0");
  const loss = reading(lab, "Loss, reading");
  await expect(loss).toHaveAttribute("aria-valuetext", /^step 0, RNN/);
  await loss.focus();
  await loss.press("End");
  await expect(loss).toHaveAttribute("aria-valuenow", "60");
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
      .locator(`path[data-series=${lane}]`)
      .first()
      .evaluate((path) => Number(getComputedStyle(path).opacity));
  await drift.focus();
  await drift.press("ArrowUp");
  await expect.poll(() => opacity("Loss", "b")).toBeLessThan(0.5);
  await expect.poll(() => opacity("Eigenvalues", "b")).toBeLessThan(0.5);
  await expect.poll(() => opacity("Loss", "a")).toBe(1);
  await drift.press("Escape");
  await expect.poll(() => opacity("Loss", "b")).toBe(1);
});

test("the gradient is shown relative to t = T by default, with the direction in which it travels", async ({
  lab,
}) => {
  await lab.open(SMALL);
  const figure = lab.figure("Gradient norm through time");
  const shown = lab.page.getByLabel("Gradient shown");
  await expect(shown).toHaveValue("relative");
  await expect(figure.getByText("backpropagation")).toBeVisible();
  const line = reading(lab, "Gradient norm through time, reading");
  await line.focus();
  await line.press("End");
  await expect(line).toHaveAttribute("aria-valuetext", "time step t 26, RNN 1, Unitary 1");
  await line.press("Home");
  await line.press("ArrowRight");
  await expect(line).toHaveAttribute("aria-valuetext", /^time step t 1, /);
  const relative = await valuesOf(line);
  await shown.selectOption("last time step’s loss, absolute");
  await line.focus();
  await line.press("Home");
  await line.press("ArrowRight");
  await expect(line).toHaveAttribute("aria-valuetext", /^time step t 1, /);
  await expect.poll(() => valuesOf(line)).not.toEqual(relative);
  const absolute = await valuesOf(line);
  const { lanes } = await lab.exportRun();
  lanes.forEach(({ gradientNormThroughTime: norms }, lane) => {
    expect(absolute[lane] / norms[1]).toBeCloseTo(1, 1);
    expect(relative[lane] / (norms[1] / norms[26])).toBeCloseTo(1, 1);
  });
});

test("an eigenvalue far outside is an arrow on the rim with its modulus, and is read as it is", async ({
  lab,
}) => {
  await lab.open(`${SMALL}&a.init=gaussian&a.gain=4`);
  const figure = lab.figure("Eigenvalues");
  await expect(figure.locator("svg").getByText("arrows:")).toBeVisible();
  const moduli = (await lab.exportRun()).lanes[0].eigenvalues.map(([re, im]) => Math.hypot(re, im));
  const largest = Math.max(...moduli);
  expect(largest).toBeGreaterThan(2);
  const written = String(Number(largest.toPrecision(2)));
  await expect(figure.locator("svg").getByText(written, { exact: true })).toBeVisible();
  const plane = reading(lab, "Eigenvalues, reading");
  await plane.focus();
  const read: number[] = [];
  for (let k = 0; k < moduli.length; k++) {
    await plane.press("ArrowRight");
    await expect(plane).toHaveAttribute("aria-valuenow", String(k + 1));
    const text = await plane.getAttribute("aria-valuetext");
    const [, re, sign, im] = /λ = (\S+) ([+−]) (\S+) i/u.exec(text ?? "") ?? [];
    read.push(Math.hypot(asNumber(re), asNumber(`${sign === "−" ? "-" : ""}${im}`)));
  }
  expect(Math.max(...read) / largest).toBeCloseTo(1, 1);
  // The table has it too.
  await figure.getByText("Data", { exact: true }).click();
  const table = figure.getByRole("region", { name: "Eigenvalues: data" });
  await expect(table.getByText(largest.toPrecision(4).replace(/\.?0+$/, "")).first()).toBeVisible();
});

test("the heat map shows the run's gradients, step by step, and links step and t", async ({ lab }) => {
  await played(lab);
  await lab.page.getByLabel("Gradient shown").selectOption("heat map: last time step’s loss");
  const figure = lab.figure("Gradient norm through time");
  await expect(figure).toContainText(
    /Share of the gradient at t = T that reaches t = 1: RNN .* at step 60; Unitary/,
  );
  const panel = reading(lab, "Gradient norm through time, reading of Unitary");
  const run = await lab.exportRun();
  await panel.focus();
  await panel.press("End");
  const norms = run.lanes[1].gradientNormThroughTime;
  for (let t = 1; t < 5; t++) {
    await expect(panel).toHaveAttribute("aria-valuetext", new RegExp(`^step 60, t = ${t}: `));
    const spoken = (await panel.getAttribute("aria-valuetext")) ?? "";
    expect(asNumber(spoken.split(": ")[1]) / norms[t]).toBeCloseTo(1, 1);
    await panel.press("ArrowUp");
  }
  await expect(reading(lab, "Loss, reading")).toHaveAttribute("aria-valuenow", "60");
  const canvas = figure.locator("canvas").first();
  const colours = () =>
    canvas.evaluate((drawing: HTMLCanvasElement) => {
      const { data } = drawing
        .getContext("2d", { willReadFrequently: true })!
        .getImageData(0, 0, drawing.width, drawing.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });
  await expect.poll(colours).toBeGreaterThan(20);

  const picture = await saved(lab, () => figure.getByRole("button", { name: "Export PNG" }).click());
  // It contains both pixels and lines: more colours than text and axes have.
  expect((await decodePng(lab.page, picture.bytes)).colours).toBeGreaterThan(200);
});

/** The values of both lanes at a reading. */
async function valuesOf(line: Locator): Promise<number[]> {
  const spoken = (await line.getAttribute("aria-valuetext")) ?? "";
  return ["RNN", "Unitary"].map((name) => asNumber(new RegExp(`${name} ([^,]+)`).exec(spoken)?.[1] ?? ""));
}

/** Parses a number as the page writes it, with a power of ten in superscript digits. */
function asNumber(text: string): number {
  const plain = text
    .replace(/\s*×\s*10/u, "e")
    .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/gu, (digit) => String("⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(digit)))
    .replace(/[⁻−]/gu, "-")
    .replace(/\s/gu, "");
  return Number(plain);
}
