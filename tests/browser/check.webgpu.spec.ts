import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./lab-page";

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
  // As many rows as there are rules: each agrees to what rounding explains.
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
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);

  await button(page, "Copy report").click();
  await expect(button(page, "Report copied")).toBeVisible();
  const report = await page.evaluate(() => navigator.clipboard.readText());
  expect(report).toMatch(/Device: .*swiftshader/i);
  expect(report).toContain("maxStorageBufferBindingSize");
  expect(report).toContain("| Rule Exponential, exact gradient: real and complex | many |");
  expect(report).toContain("Cancelled after");
});
