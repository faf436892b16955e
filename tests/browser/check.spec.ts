import { violations } from "./axe";
import { expect, test } from "./lab-page";

test("the benchmark links to the check, which says if there is no graphics adapter", async ({
  lab,
  page,
}) => {
  await lab.page.goto("/#screen=benchmark");
  await page.getByRole("link", { name: "Check this device" }).click();
  await expect(page).toHaveURL(/screen=check/);
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.getByRole("status", { name: "Check", exact: true })).toHaveText(
    /^Ended: This browser (has no WebGPU|finds no graphics adapter for WebGPU)\. Nothing was checked\.$/,
  );
  await expect(page.getByRole("button", { name: "Check", exact: true })).toBeEnabled();
  expect(await violations(page)).toEqual([]);
});
