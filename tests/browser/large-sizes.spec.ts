import { expect, test } from "./lab-page";

test("a large size is refused with an offer, which is remembered and can be taken back", async ({
  lab,
  page,
}) => {
  await lab.open("#units=512&length=8&batch=2");
  await expect(
    page.getByText("Large sizes, to 1024, can be switched on at its field in the lab."),
  ).toBeVisible();
  const units = page.getByRole("textbox", { name: "Hidden units, as a number" });
  await expect(units).toHaveValue("32");
  await units.fill("300");
  await units.press("Enter");
  await page.getByRole("button", { name: "Switch on large sizes" }).click();
  await expect(units).toHaveValue("300");
  await lab.button("Reset").click();
  await lab.button("Step").click();
  await expect.poll(() => lab.step(), { timeout: 60_000 }).toBe(1);
  await page.reload();
  await expect(units).toHaveValue("300");
  await page.getByRole("button", { name: "Switch them off" }).click();
  await expect(units).toHaveValue("256");
});
