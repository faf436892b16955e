import { violations, violationsInBothThemes } from "./axe";
import { expect, type LabPage, test } from "./lab-page";
import { fitsWindow, placeOf, SMALL } from "./lab-steps";

async function drawn(lab: LabPage): Promise<void> {
  await lab.open(SMALL);
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
}

test("axe finds nothing in the lab, light and dark: as it opens, with every panel open, presenting", async ({
  lab,
}) => {
  const { page } = lab;
  await drawn(lab);
  expect(await violationsInBothThemes(page)).toEqual([]);

  await page.getByLabel("Gradient shown").selectOption("heat map: whole loss");
  await lab.figure("Loss").getByText("Data").click();
  await lab.figure("Accuracy").getByRole("button", { name: "Predict" }).click();
  await page.getByRole("slider", { name: "Unitarity drift, reading" }).focus();
  await page.keyboard.press("Home");
  expect(await violationsInBothThemes(page)).toEqual([]);

  await lab.figure("Eigenvalues").getByRole("button", { name: "More exports" }).click();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await lab.button("Share").click();
  await expect(page.getByRole("img", { name: "QR code of the link" })).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press("Escape");

  await lab.button("Present").click();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
});

test("axe finds nothing in any view of the sequence, nor in its table and menu, light and dark, wide and narrow", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("#length=2&recall=1&units=4&batch=4");
  const choice = page.getByRole("combobox", { name: "Sequence shown" });
  const figure = page.getByRole("figure").filter({ has: choice });
  await expect(choice.getByRole("option")).toHaveCount(6);
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 900 });
    for (const view of await choice.getByRole("option").allTextContents()) {
      await choice.selectOption(view);
      await expect(figure.locator("[data-plot] svg").first()).toBeVisible();
      await expect(figure).not.toContainText("being computed");
      await figure.getByText("Data", { exact: true }).click();
      await figure.getByRole("button", { name: "More exports" }).click();
      expect(await violationsInBothThemes(page, "figure:has([aria-label='Sequence shown'])")).toEqual([]);
      await page.keyboard.press("Escape");
      await figure.getByText("Data", { exact: true }).click();
      await fitsWindow(page);
    }
  }
});

test("axe finds nothing in the counterexample, light and dark: as it opens, after its loop, on a phone, presenting", async ({
  lab,
}) => {
  const { page } = lab;
  await page.goto("/#screen=counterexample");
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.getByRole("radio", { name: "The lecture’s program" }).check({ force: true });
  await lab.button("Play").click();
  await expect(page.getByRole("status", { name: "Iteration" })).toContainText("the program has ended");
  await lab.figure("Unitarity drift").getByText("Data").click();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await lab.button("Present").click();
  await expect(lab.button("Leave presentation")).toHaveCount(1);
  expect(await violationsInBothThemes(page)).toEqual([]);
});

test("axe finds nothing in a slide's frame, on the tour, in menus of the other screens, on the list of licences, light and dark", async ({
  lab,
}) => {
  const { page } = lab;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto(`/${SMALL}&embed`);
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);

  await drawn(lab);
  await page.getByRole("button", { name: "Take the tour" }).click();
  await expect(page.locator(".driver-popover")).toContainText("1 of 8");
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press("Escape");

  await page.goto("/#screen=counterexample");
  await lab.figure("Image of the circle").getByRole("button", { name: "More exports" }).click();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press("Escape");

  await page.goto("/#screen=why&why.chapter=exponential");
  await lab.button("Present").click();
  await expect(lab.button("Leave presentation")).toBeVisible();
  await lab.figure("What exp(B) does to the circle").getByRole("button", { name: "More exports" }).click();
  expect(await violationsInBothThemes(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await lab.button("Leave presentation").click();

  await page.getByRole("link", { name: "About" }).click();
  await expect(page.getByRole("heading", { name: "About" })).toBeVisible();
  expect(await violationsInBothThemes(page)).toEqual([]);
});

test("presenting, the run's status and the names of the charts keep clear of each other", async ({ lab }) => {
  const { page } = lab;
  await drawn(lab);
  for (const width of [1280, 1600, 1920, 2560]) {
    await page.setViewportSize({ width, height: 1080 });
    if (await lab.button("Present").isVisible()) {
      await lab.button("Present").click();
      // The chart with the longest name in the list, beside another.
      await page.keyboard.press("6");
    }
    await expect(async () => {
      const status = await placeOf(lab.status("Step"));
      const names = await placeOf(page.getByRole("group", { name: "Charts shown" }));
      const controls = await placeOf(page.getByRole("region", { name: "Main controls" }));
      expect(status.x + status.width).toBeLessThanOrEqual(names.x);
      expect(names.x + names.width).toBeLessThanOrEqual(controls.x);
      // “step 1 of 60” is not truncated.
      expect(
        await lab.status("Step").evaluate((node) => node.scrollWidth - node.clientWidth),
      ).toBeLessThanOrEqual(0);
    }).toPass({ timeout: 20_000 });
  }
});

test("axe finds nothing in the lab on a phone, where nothing is wider than the window", async ({ lab }) => {
  const { page } = lab;
  await page.setViewportSize({ width: 360, height: 740 });
  await drawn(lab);
  expect(await violations(page)).toEqual([]);
  for (const menu of ["Share", "More exports"]) {
    await page.getByRole("button", { name: menu, exact: true }).first().click();
    const box = await placeOf(page.locator(":popover-open"));
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(360);
    await page.keyboard.press("Escape");
  }
  await fitsWindow(page);
});
