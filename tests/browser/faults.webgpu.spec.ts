import { expect, type FaultyLab, test } from "./faults-page";

test.setTimeout(240_000);

/** Gives the tests access to the device of a training worker. */
const KEEP_DEVICE = `
const requestDevice = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (...of) {
  return (self.device = await requestDevice.apply(this, of));
};`;
const REFUSE_DEVICE = `
GPUAdapter.prototype.requestDevice = () => Promise.reject(new DOMException("The adapter was refused", "OperationError"));`;
const LOSE_AT_START = `
const requestDevice = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (...of) {
  const device = await requestDevice.apply(this, of);
  device.destroy();
  return device;
};`;

async function playOnGpu(lab: FaultyLab): Promise<void> {
  await lab.prepend(KEEP_DEVICE);
  // So large that wasm does not make two thousand steps, up to which the history has each step, before it is paused.
  await lab.open("#backend=webgpu&steps=100000&length=10&units=32&batch=64");
  await expect(lab.status("Backend")).toContainText("WebGPU", { timeout: 60_000 });
  await lab.plays(10, 120_000);
}

/** Checks that the run continues on wasm, at most 50 steps or a second back, with its history. */
async function continuesOnWasm(lab: FaultyLab, what: RegExp): Promise<void> {
  const { shown, said } = await lab.recovers(what);
  expect(said).toMatch(/Training continues at step \d+ on WebAssembly SIMD/);
  await expect(lab.status("Backend")).toContainText("WebAssembly SIMD");
  await lab.reaches(shown + 50);
  const { step } = (await lab.pauses()).lanes[0].history;
  // Every step occurs once, including those before the fault.
  expect(step.slice(0, shown + 50)).toEqual(Array.from({ length: shown + 50 }, (_, k) => k));
}

type WithDevice = typeof globalThis & { device: GPUDevice };

test("a graphics device that is lost, or runs out of memory, is replaced by wasm in the middle of the run", async ({
  lab,
}) => {
  await playOnGpu(lab);
  await (await lab.worker("training")).evaluate(() => (self as unknown as WithDevice).device.destroy());
  await continuesOnWasm(lab, /graphics device was lost/);
  // The user can choose it again, and it can fail again.
  for (const backend of ["wasm", "webgpu"]) {
    await lab.page.getByRole("combobox", { name: "Backend" }).selectOption(backend);
  }
  await expect(lab.status("Backend")).toContainText("WebGPU", { timeout: 60_000 });
  await expect.poll(() => lab.step()).toBe(0);
  await lab.button("Dismiss").first().click();
  await lab.plays(10, 120_000);
  await (await lab.worker("training")).evaluate(() => {
    const { device } = self as unknown as WithDevice;
    for (let k = 0; k < 400; k++) {
      device.createBuffer({ size: device.limits.maxBufferSize, usage: GPUBufferUsage.STORAGE });
    }
  });
  await continuesOnWasm(lab, /graphics device (ran out of memory|was lost)/);
});

// Console messages of TensorFlow.js if there is no device.
test.use({ expectedComplaints: /Initialization of backend webgpu failed|The adapter was refused/ });

for (const [name, lines] of [
  ["an adapter that refuses its device", REFUSE_DEVICE],
  ["a device that is lost at the start", LOSE_AT_START],
] as const) {
  test(`${name} leaves wasm, and the page says so`, async ({ lab }) => {
    await lab.prepend(lines);
    await lab.open("#backend=webgpu&steps=100000&length=10&units=8");
    await expect(lab.status("Backend")).toContainText("WebAssembly SIMD", { timeout: 60_000 });
    await expect(lab.notices).toContainText(/webgpu|graphics device/);
    await lab.button("Play").click();
    await lab.reaches(20);
  });
}
