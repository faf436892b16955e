import { expect, test } from "./lab-page";

test("the deck’s rule with the right sign climbs, live, and descends once the angle is small", async ({
  page,
  lab,
}) => {
  await page.goto("/#screen=why");
  const loss = lab.figure("Loss");
  await expect(page.getByRole("heading", { name: "When the right sign still climbs" })).toBeVisible();
  await expect(loss).toContainText(/deck’s rule climbs from 0\.02 .*exact gradient falls/);
  await expect(page.getByText("5.00 > π")).toBeVisible();
  await page.getByRole("button", { name: "θ = 1", exact: true }).click();
  await expect(loss).toContainText(/deck’s rule falls from .*exact gradient falls/);
  await expect(page.getByText("2.00 < π")).toBeVisible();
  await page.getByRole("slider", { name: "Angle θ" }).press("End");
  await expect(loss).toContainText(/deck’s rule climbs/);
});

test("the lesson fits a phone and is reached from the header", async ({ page, lab }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await lab.open();
  await page.getByRole("link", { name: "Why it works" }).click();
  await expect(lab.figure("Loss").locator("svg path").first()).toBeVisible();
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
});
