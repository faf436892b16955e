import { expect, test } from "./lab-page";

test.setTimeout(180_000);

/** Makes the software adapter say that it is real, so that the choice by measurement is made. */
const DISGUISE = `
for (const [name, value] of Object.entries({ isFallbackAdapter: false, vendor: "test", architecture: "test", description: "" })) {
  Object.defineProperty(GPUAdapterInfo.prototype, name, { get: () => value });
}
`;

test("with a GPU, both backends are timed, the faster is taken, and one click takes the other", async ({
  lab,
  page,
}) => {
  await page.route(/training\.worker.*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: DISGUISE + (await response.text()) });
  });
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
