import type { Locator, Page } from "@playwright/test";
import { DISGUISE } from "./disguise";
import { expect, type LabPage, test } from "./lab-page";
import { prepend } from "./prepend";

test.setTimeout(180_000);

/** An adapter that accepts arrays of at most a megabyte. */
const NARROW = `
Object.defineProperty(GPUSupportedLimits.prototype, "maxStorageBufferBindingSize", { get: () => 1e6 });
`;

/** A CPU on which a backward pass takes 40 ms more. */
const SLOW_WASM = `
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...of) => {
  const made = await instantiate.apply(WebAssembly, of);
  const scanGradient = made.instance?.exports.scanGradient;
  if (!scanGradient) return made;
  const slow = (...given) => {
    const end = performance.now() + 40;
    while (performance.now() < end);
    return scanGradient(...given);
  };
  return { instance: { exports: { ...made.instance.exports, scanGradient: slow } } };
};
`;

/** A graphics device on which a dispatch takes 1 ms more. */
const SLOW_GPU = `
const dispatch = GPUComputePassEncoder.prototype.dispatchWorkgroups;
GPUComputePassEncoder.prototype.dispatchWorkgroups = function (...of) {
  const end = performance.now() + 1;
  while (performance.now() < end);
  return dispatch.apply(this, of);
};
`;

/** A graphics device that never responds, at three stages of starting it, and what is shown of that stage. */
const SILENT = {
  "an adapter that is never found": [
    "GPU.prototype.requestAdapter = () => new Promise(() => {});",
    /opening WebGPU/,
  ],
  "a device that never opens": [
    "GPUAdapter.prototype.requestDevice = () => new Promise(() => {});",
    /opening WebGPU/,
  ],
  // It compiles, which takes a software driver some time.
  "a device whose work never ends": [
    `GPUBuffer.prototype.mapAsync = () => new Promise(() => {});
    GPUQueue.prototype.onSubmittedWorkDone = () => new Promise(() => {});`,
    /compiling (\d+) of \1 programs/,
  ],
} as const;

/** Stops the page's clock, so that no limit passes unless the test lets it; the workers' clocks go on. */
async function stopClock(page: Page): Promise<void> {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1000);
}

/** Lets the page's clock run until the page has made a step: at most six of the ten seconds that a device has. */
async function untilFirstStep(lab: LabPage): Promise<void> {
  await expect(async () => {
    await lab.page.clock.runFor(5);
    expect(await lab.step()).toBeGreaterThanOrEqual(1);
  }).toPass({ timeout: 60_000, intervals: [50] });
}

/** Lets the page's clock run until a text is shown. */
async function untilItSays(where: Locator, text: string): Promise<void> {
  await expect(async () => {
    await where.page().clock.runFor(1000);
    expect(await where.textContent()).toContain(text);
  }).toPass({ timeout: 60_000, intervals: [50] });
}

const SMALL = "#task=copying&length=6&recall=1&units=8&batch=4";

/** A setting that takes effect only when the networks are rebuilt. */
async function changeBatch(page: Page): Promise<void> {
  const batch = page.getByLabel("Batch", { exact: true });
  await batch.fill("5");
  await batch.press("Enter");
}

const machine = (page: Page) => page.getByRole("region", { name: "Machine" });

test("a config with too large arrays is refused before it is built, with the largest length that fits", async ({
  lab,
  page,
}) => {
  await prepend(page, NARROW);
  await lab.open("#units=32&batch=16&backend=webgpu");
  await expect(page.getByRole("log", { name: "Notices" })).toContainText(
    "its arrays would have up to 2 MB, and it takes at most 1 MB; the largest length that fits is 54",
  );
  await expect(lab.status("Backend")).toContainText("WebAssembly");
  await lab.open("#units=32&batch=16&length=54&backend=webgpu");
  await expect(lab.status("Backend")).toContainText("WebGPU", { timeout: 90_000 });
  await lab.button("Step").click();
  await lab.reaches(1);
});

test("with a GPU, wasm runs at once, both are timed, the faster is used, and one click switches to the other", async ({
  lab,
  page,
}) => {
  await prepend(page, DISGUISE + SLOW_GPU);
  await lab.open(`${SMALL}&backend=auto`);
  await expect(lab.status("Backend")).toContainText("WebAssembly");
  await expect(machine(page)).toContainText(/WebGPU is being tried: compiling \d+ of \d+ programs/);
  await expect(machine(page)).toContainText("at least twice as fast here", { timeout: 90_000 });
  await expect(machine(page)).toContainText(/WebGPU: [\d.⁰¹²³⁴⁵⁶⁷⁸⁹× ]+ ms per step/);
  await expect(machine(page)).toContainText(/WebAssembly: [\d.⁰¹²³⁴⁵⁶⁷⁸⁹× ⁻]+ ms per step/);
  await expect(lab.status("Backend")).toContainText("WebAssembly");
  await machine(page).getByRole("button", { name: "Use WebGPU" }).click();
  await expect(lab.status("Speed")).toHaveText(/^compiling \d+ of \d+ programs$/);
  await expect(lab.status("Backend")).toContainText("WebGPU", { timeout: 90_000 });
});

test("a run without requests switches to a faster WebGPU, and so do later runs", async ({ lab, page }) => {
  await prepend(page, DISGUISE + SLOW_WASM);
  await lab.open(`${SMALL}&backend=auto`);
  await expect(lab.status("Backend")).toContainText("WebAssembly");
  await expect(lab.status("Backend")).toContainText("WebGPU", { timeout: 90_000 });
  await expect.poll(() => lab.step()).toBe(0);
  const training = () => page.workers().filter((worker) => worker.url().includes("training.worker"));
  await expect.poll(() => training().length).toBe(1);
  for (let step = 1; step <= 3; step++) {
    await lab.button("Step").click();
    await lab.reaches(step);
  }
  const run = await lab.exportRun();
  expect(run.environment).toMatchObject({ backend: "webgpu", adapter: "test test" });
  // Its history is that of a single run, step by step.
  expect(run.lanes[0].history.step).toEqual([0, 1, 2, 3]);
  await changeBatch(page);
  await lab.button("Play").click();
  await lab.reaches(2);
  await expect(lab.status("Backend")).toContainText("WebGPU");
});

test("a run that has begun stays on wasm, and is offered the faster WebGPU", async ({ lab, page }) => {
  await prepend(page, DISGUISE + SLOW_WASM);
  await lab.open(`${SMALL}&backend=auto&steps=1000000&speed=5&play`);
  await expect(machine(page)).toContainText("training had begun on it before WebGPU was ready", {
    timeout: 90_000,
  });
  await expect(lab.status("Backend")).toContainText("WebAssembly");
  await expect(lab.status("Speed")).toContainText("playing");
  await machine(page).getByRole("button", { name: "Use WebGPU" }).click();
  await expect(lab.status("Backend")).toContainText("WebGPU", { timeout: 90_000 });
});

for (const [name, [lines, stage]] of Object.entries(SILENT)) {
  test(`${name} leaves wasm, where a choice was made by itself: at once, and the page says why`, async ({
    lab,
    page,
  }) => {
    await prepend(page, DISGUISE + lines);
    await stopClock(page);
    await page.goto(`/${SMALL}&backend=auto&steps=1000000&speed=5&play`);
    await untilFirstStep(lab);
    await expect(machine(page)).toContainText("WebGPU is being tried");
    await expect(machine(page)).toContainText(stage, { timeout: 60_000 });
    await untilItSays(machine(page), "webgpu: it did not answer within 10 seconds");
    await page.clock.resume();
    await expect(lab.status("Backend")).toHaveAttribute("title", /did not answer within 10 seconds/);
    await expect(lab.status("Speed")).toContainText("playing");
    await expect(machine(page).getByRole("button", { name: "Use WebGPU" })).toBeVisible();
    // It is not tried again for another run either.
    await changeBatch(page);
    await lab.button("Pause").click();
    await lab.button("Reset").click();
    await expect.poll(() => lab.step()).toBe(0);
    await expect(machine(page)).toContainText("webgpu: it did not answer within 10 seconds");
    await expect
      .poll(() => page.workers().filter((worker) => worker.url().includes("training.worker")).length)
      .toBe(1);
  });

  test(`${name} leaves wasm, where it was chosen by hand: after ten seconds, and it can be chosen again`, async ({
    lab,
    page,
  }) => {
    await prepend(page, lines);
    await stopClock(page);
    await page.goto(`/${SMALL}&backend=webgpu`);
    await expect(lab.status("Starting")).toContainText(/opening WebGPU|compiling \d+ of \d+ programs/);
    await expect(lab.status("Speed")).toHaveText(/^(opening WebGPU|compiling \d+ of \d+ programs)$/);
    await expect(lab.status("Speed")).toHaveText(stage, { timeout: 60_000 });
    await untilItSays(
      page.getByRole("log", { name: "Notices" }),
      "The graphics device did not answer within 10 seconds. The run is paused at step 0 on WebAssembly SIMD.",
    );
    await page.clock.resume();
    await expect(lab.status("Backend")).toContainText("WebAssembly SIMD");
    await lab.button("Step").click();
    await lab.reaches(1);
    await machine(page).getByRole("button", { name: "Use WebGPU" }).click();
    await expect(lab.status("Speed")).toHaveText(/^(opening WebGPU|compiling \d+ of \d+ programs)$/);
  });
}
