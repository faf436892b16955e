import type { Page } from "@playwright/test";
import { violationsInBothThemes } from "./axe";
import { expect, test } from "./lab-page";
import { fitsWindow } from "./lab-steps";

const PAGE = "/#screen=benchmark";
const SMALLEST = /n 32 · batch 16 · T 68/;
const SIZES = [SMALLEST, /n 64 · batch 16 · T 100/, /n 128 · batch 16 · T 100/];
const CONTENDERS = [
  "Unitary RNN Lab",
  "Unitary RNN Lab, exact exp rule",
  "TensorFlow.js, loop and autodiff",
  "TensorFlow.js, layers.simpleRNN",
  "jax-js, loop and autodiff",
  "jax-js, the same with exp(B)·W₀",
];

/** Only the smallest size, with the minimum number of samples. */
async function chooseLittle(page: Page): Promise<void> {
  await page.goto(PAGE);
  for (const size of SIZES.slice(1)) await page.getByRole("checkbox", { name: size }).uncheck();
  await expect(page.getByRole("checkbox", { name: SMALLEST })).toBeChecked();
  await page.getByRole("combobox", { name: "Repetitions" }).selectOption("5");
}
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const said = (page: Page) => page.getByRole("status", { name: "Benchmark", exact: true });
const rowOf = (page: Page, contender: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: `${contender} WebAssembly` }) });

test("the smallest size is measured, and its table can be exported", async ({ lab, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await chooseLittle(lab.page);
  await expect(page.getByText(/About \d+ s on a laptop/)).toBeVisible();
  await button(page, "Measure").click();
  await expect(said(page)).toHaveText("Done.", { timeout: 80_000 });
  for (const contender of CONTENDERS) {
    const row = rowOf(page, contender);
    await expect(row).toContainText(/\d ?(ms|s)/);
    await expect(row).not.toContainText("differs from this lab’s");
  }
  await expect(rowOf(page, "TensorFlow.js, loop and autodiff")).toContainText("×");

  await button(page, "Copy table").click();
  await expect(page.getByRole("status", { name: "Copy", exact: true })).toHaveText("Table copied");
  const table = await page.evaluate(() => navigator.clipboard.readText());
  expect(table.split("\n").filter((line) => line.startsWith("| n 32, batch 16, T 68 |"))).toHaveLength(
    CONTENDERS.length,
  );
  expect(table).toContain("WebAssembly SIMD");

  await button(page, "Copy JSON").click();
  await expect(page.getByRole("status", { name: "Copy", exact: true })).toHaveText("JSON copied");
  const { sizes, browser } = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(browser).toContain("Chrome");
  expect(sizes).toHaveLength(1);
  const [ours, exp, operations, layers, jax, jaxExp] = sizes[0].rows;
  for (const row of sizes[0].rows) {
    expect(row.failure).toBeNull();
    expect(row.samples).toHaveLength(5);
    expect(row.minimum).toBe(Math.min(...row.samples));
  }
  expect(Math.abs(operations.firstLoss / ours.firstLoss - 1)).toBeLessThan(1e-4);
  expect(Math.abs(layers.firstLoss / ours.firstLoss - 1)).toBeLessThan(1e-4);
  expect(Math.abs(jax.firstLoss / ours.firstLoss - 1)).toBeLessThan(1e-4);
  expect(Math.abs(jaxExp.firstLoss / exp.firstLoss - 1)).toBeLessThan(1e-4);
});

test("cancelling ends it at once, and it can be started again", async ({ lab, page }) => {
  await chooseLittle(lab.page);
  await button(page, "Measure").click();
  await expect(said(page)).toContainText("Measuring n 32, batch 16, T 68.");
  await button(page, "Cancel").click();
  await expect(said(page)).toHaveText("Cancelled. What was measured is kept.");
  await button(page, "Measure").click();
  await expect(button(page, "Cancel")).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Progress" })).toBeVisible();
  await page.getByRole("link", { name: "Counterexample" }).click();
  await expect(page.getByRole("heading", { name: "A matrix stops being unitary" })).toBeVisible();
});

test("with nothing chosen it cannot start, and without an adapter WebGPU cannot be chosen", async ({
  lab,
  page,
}) => {
  await chooseLittle(lab.page);
  await expect(page.getByRole("checkbox", { name: /WebGPU/ })).toBeDisabled();
  await page.getByRole("checkbox", { name: SMALLEST }).uncheck();
  await expect(button(page, "Measure")).toBeDisabled();
  await expect(page.getByText("Choose a size and a backend.")).toBeVisible();
});

test("is accessible and fits from 360 px, light and dark", async ({ lab, page }) => {
  for (const width of [360, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await chooseLittle(lab.page);
    await fitsWindow(page);
    expect(await violationsInBothThemes(page)).toEqual([]);
  }
});
