import type { Page } from "@playwright/test";
import { expect, test } from "./lab-page";

test.setTimeout(180_000);

/** Makes the software adapter say that it is real, so that the choice by measurement is made. */
const DISGUISE = `
for (const [name, value] of Object.entries({ isFallbackAdapter: false, vendor: "test", architecture: "test", description: "" })) {
  Object.defineProperty(GPUAdapterInfo.prototype, name, { get: () => value });
}
`;

/** An adapter that takes arrays of a megabyte at most. */
const NARROW = `
Object.defineProperty(GPUSupportedLimits.prototype, "maxStorageBufferBindingSize", { get: () => 1e6 });
`;

async function prepend(page: Page, lines: string): Promise<void> {
  await page.route(/training\.worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: lines + (await response.text()) });
  });
}

test("what is larger than the device's arrays is refused to it before it is made, with the length that fits", async ({
  lab,
  page,
}) => {
  await prepend(page, NARROW);
  await lab.open("#units=32&batch=16&backend=webgpu");
  await expect(page.getByRole("log", { name: "Notices" })).toContainText(
    "its arrays would have up to 2 MB, and it takes at most 1 MB; the largest length that fits is 54",
  );
  await expect(lab.status("Backend")).toContainText("WebAssembly");
  await page.goto("about:blank");
  await lab.open("#units=32&batch=16&length=54&backend=webgpu");
  await expect(lab.status("Backend")).toContainText("WebGPU");
  await lab.button("Step").click();
  await lab.reaches(1);
});

test("with a GPU, both backends are timed, the faster is taken, and one click takes the other", async ({
  lab,
  page,
}) => {
  await prepend(page, DISGUISE);
  await lab.open("#task=copying&length=6&recall=1&units=8&batch=4&backend=auto");
  const backend = page.getByRole("status", { name: "Backend", exact: true });
  // A software adapter in disguise is more than twice as slow.
  await expect(backend).toContainText("WebAssembly", { timeout: 90_000 });
  const machine = page.getByRole("region", { name: "Machine" });
  await expect(machine).toContainText(/WebGPU: [\d.⁰¹²³⁴⁵⁶⁷⁸⁹× ]+ ms a step/);
  await expect(machine).toContainText(/WebAssembly: [\d.⁰¹²³⁴⁵⁶⁷⁸⁹× ⁻]+ ms a step/);
  await machine.getByRole("button", { name: "Use WebGPU" }).click();
  await expect(backend).toContainText("WebGPU", { timeout: 90_000 });
});
