import type { Page } from "@playwright/test";
import { chooseFullSpeed, complaintsOf, goWithoutServiceWorker } from "./clean-page";
import { test as base, expect, LabPage } from "./lab-page";

interface SharedLab {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/**
 * A lab on WebGPU that all tests of these files share: opening a software device and compiling the self-test takes ten
 * times as long as a small run. Each test follows a link to its own run, which starts anew on the same device.
 */
export const test = base.extend<{ gpuLab: LabPage }, { sharedLab: SharedLab }>({
  sharedLab: [
    async ({ browser }, use, { project }) => {
      const { baseURL = "" } = project.use;
      const context = await browser.newContext({ baseURL });
      await context.addInitScript(goWithoutServiceWorker);
      await context.addInitScript(chooseFullSpeed);
      const complaints = complaintsOf(context, baseURL);
      const lab = new LabPage(await context.newPage());
      await lab.open("#task=copying&length=6&recall=1&units=8&batch=4&backend=webgpu");
      await expect(lab.status("Backend")).toContainText("WebGPU", { timeout: 120_000 });
      await use({ page: lab.page, complaints });
      await context.close();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  gpuLab: async ({ sharedLab: { page, complaints } }, use) => {
    await use(new LabPage(page));
    expect(complaints).toEqual([]);
  },
});

export { expect };
