import type { Page } from "@playwright/test";
import { violations } from "./axe";
import { expect, test } from "./lab-page";
import { prepend } from "./prepend";

test.setTimeout(180_000);

const said = (page: Page) => page.getByRole("status", { name: "Check", exact: true });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

test("a device is checked case by case, can be cancelled, and gives a report to copy", async ({
  lab,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.page.goto("/#screen=check");
  await button(page, "Check").click();
  await expect(said(page)).toContainText("Checking: ", { timeout: 60_000 });
  await expect(page.getByText(/\d+ of \d+ · about \d+ (s|min) left/)).toBeVisible({ timeout: 60_000 });
  // One row per rule; each agrees up to rounding.
  const rows = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: /^(Rule|Single)/ }) });
  await expect
    .poll(async () => (await rows.allTextContents()).filter((text) => text.includes("10⁻")).length, {
      timeout: 120_000,
    })
    .toBeGreaterThan(10);
  await button(page, "Cancel").click();
  await expect(said(page)).toHaveText(
    /^Cancelled after \d+ of \d+ checks, during “.+”\. All \d+ checks agree with WebAssembly; the largest difference is .+\.$/,
  );
  await expect(page.getByText("wrong", { exact: true })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);

  await button(page, "Copy report").click();
  await expect(button(page, "Report copied")).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(/Device: .*swiftshader/i);
  expect(report).toContain("maxStorageBufferBindingSize");
  expect(report).toContain("| Rule Exponential, exact gradient: real and complex | many |");
  expect(report).toContain("Cancelled after");

  // Another screen and back: the results are still shown.
  const verdict = (await said(page).textContent()) ?? "";
  await page.getByRole("link", { name: "About" }).click();
  await expect(page.getByRole("heading", { name: "About" })).toBeVisible();
  await page.goBack();
  await expect(said(page)).toHaveText(verdict);
});

/** Destroys the device after a number of results. */
const LOSE_LATER = `
let results = 0;
const requestDevice = GPUAdapter.prototype.requestDevice;
GPUAdapter.prototype.requestDevice = async function (...of) {
  return (self.device = await requestDevice.apply(this, of));
};
const mapAsync = GPUBuffer.prototype.mapAsync;
GPUBuffer.prototype.mapAsync = function (...of) {
  if (++results === 60) self.device.destroy();
  return mapAsync.apply(this, of);
};
`;

test("a lost device ends the check with that reason, and is not reported as computing wrongly", async ({
  page,
}) => {
  await prepend(page, LOSE_LATER, "check");
  await page.goto("/#screen=check");
  await button(page, "Check").click();
  await expect(said(page)).toHaveText(
    /^Ended after \d+ of \d+ checks, during “.+”: The graphics device was lost: .+ agrees? with WebAssembly; /,
    { timeout: 60_000 },
  );
  await expect(page.getByText("wrong", { exact: true })).toHaveCount(0);
});
