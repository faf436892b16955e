import { expect, test } from "./lab-page";

test("on WebGPU the benchmark also reports dispatches and submits per step", async ({ page }) => {
  test.setTimeout(240_000);
  await page.goto("/#screen=benchmark");
  for (const size of [/n 64 /, /n 128 · batch 16 /])
    await page.getByRole("checkbox", { name: size }).uncheck();
  await page.getByRole("checkbox", { name: "WebAssembly" }).uncheck();
  await page.getByRole("checkbox", { name: /WebGPU/ }).check();
  await page.getByRole("combobox", { name: "Repetitions" }).selectOption("5");
  await page.getByRole("button", { name: "Measure", exact: true }).click();
  await expect(page.getByRole("status", { name: "Benchmark", exact: true })).toHaveText("Done.", {
    timeout: 220_000,
  });
  const counts = await page.getByText(/\d+ dispatches and \d/).allTextContents();
  expect(counts).toHaveLength(6);
  const dispatches = counts.map((text) => Number(/([\d.]+) dispatches/.exec(text)?.[1]));
  // A loop over 68 time steps with autodiff needs several dispatches per time step; one kernel for all time steps does not.
  expect(dispatches[0]).toBeLessThanOrEqual(20);
  expect(dispatches[1]).toBeLessThanOrEqual(20);
  expect(dispatches[2]).toBeGreaterThan(5 * 68);
  await expect(page.getByText(/differs from this lab’s/)).toHaveCount(0);
});
