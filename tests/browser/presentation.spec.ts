import { expect, LabPage, test } from "./lab-page";
import { SMALL } from "./lab-steps";
import { readQr } from "./read-qr";

test("Present is driven by keys alone: charts, play, scrub, rule, rate, the list of keys, and out again", async ({
  lab,
}) => {
  const { page } = lab;
  await page.setViewportSize({ width: 1920, height: 1080 });
  await lab.open("#length=20&units=8&steps=1000000&batch=4");
  await page.keyboard.press("p");
  await expect(page.locator("html")).toHaveAttribute("data-present", "");
  await expect(page.getByRole("figure")).toHaveCount(2);
  const label = lab.figure("Gradient norm through time").getByText("time step t");
  // The plots are drawn again at the size that they get.
  await expect
    .poll(() => label.evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize)))
    .toBeGreaterThanOrEqual(24);
  await page.keyboard.press("3");
  await expect(lab.figure("Loss")).toBeVisible();
  await expect(lab.figure("Eigenvalues")).toBeVisible();
  await expect(page.getByRole("figure")).toHaveCount(2);
  await page.keyboard.press("3");
  await expect(page.getByRole("figure")).toHaveCount(1);

  await page.keyboard.press("Space");
  await lab.reaches(20);
  await page.keyboard.press("Space");
  await expect(lab.button("Play")).toBeVisible();
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByText(/^back at step/)).toBeVisible();
  await page.keyboard.press("End");
  await expect(page.getByText(/^back at step/)).toBeHidden();
  await page.keyboard.press("r");
  await expect.poll(() => lab.step()).toBe(0);
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => lab.step()).toBe(1);

  await page.keyboard.press("n");
  await expect(page.getByRole("radio", { name: "Naive" })).toBeChecked();
  await page.keyboard.press("e");
  await expect(page.getByRole("radio", { name: "Exp" })).toBeChecked();
  await page.keyboard.press("+");
  await expect.poll(() => new URL(page.url()).hash).toContain("lr=0.013");
  await page.keyboard.press("-");
  await expect.poll(() => new URL(page.url()).hash).not.toContain("lr=");

  await page.keyboard.press("?");
  const keys = page.getByRole("dialog", { name: "Keys" });
  await expect(keys).toContainText("play or pause");
  await page.keyboard.press("Escape");
  await expect(keys).toBeHidden();
  await expect(page.getByRole("figure")).toHaveCount(1);
  await page.getByRole("group", { name: "Charts shown" }).getByRole("button", { name: "Drift" }).click();
  await expect(lab.figure("Unitarity drift")).toBeVisible();
  await page.keyboard.press("p");
  await expect(page.getByRole("figure")).toHaveCount(6);
  // On a Russian keyboard the key P types з.
  await page.evaluate(() => dispatchEvent(new KeyboardEvent("keydown", { key: "з", code: "KeyP" })));
  await expect(page.getByRole("figure")).toHaveCount(2);
});

test("Present says which settings wait, since Play begins anew with them", async ({ lab }) => {
  const { page } = lab;
  await lab.open(SMALL);
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  await page.getByRole("textbox", { name: "Seed", exact: true }).fill("2");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Present", exact: true }).click();
  await expect(lab.status("Waiting settings")).toBeVisible();
  await expect(lab.status("Waiting settings")).toContainText("Seed 1 → 2");
  await expect(page.getByRole("slider", { name: "History" })).toBeHidden();
  await lab.button("Reset").click();
  await expect(lab.status("Waiting settings")).toBeHidden();
});

test("Share copies the link and shows it as a QR code that says the same", async ({ lab, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { page } = lab;
  await lab.open("#length=20&units=8&seed=5");
  await lab.button("Share").click();
  const dialog = page.getByRole("dialog", { name: "Share" });
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  // The speed was chosen on an earlier visit.
  expect(new URL(link).hash).toBe("#length=20&units=8&seed=5&speed=full");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  const code = dialog.getByRole("img", { name: "QR code of the link" });
  await expect(code).toBeVisible();
  expect(readQr(await code.locator("path").getAttribute("d"))).toBe(link);

  // For a hall, as large as the screen.
  await dialog.getByRole("button", { name: "Full screen" }).click();
  const hall = page.getByRole("dialog", { name: "QR code" });
  const large = hall.getByRole("img", { name: "QR code of the link" });
  await expect(large).toBeVisible();
  expect(readQr(await large.locator("path").getAttribute("d"))).toBe(link);
  const screen = await page.evaluate(() => innerHeight);
  await expect.poll(async () => (await large.boundingBox())?.height).toBeGreaterThan(0.7 * screen);
  await hall.getByRole("button", { name: "Close" }).click();
  await expect(hall).toBeHidden();
});

test("the link of Share opens the view, step, theme and speed that were shown; a live run needs no step", async ({
  lab,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const { page } = lab;
  await lab.open("#length=20&units=8&batch=4&steps=100000");
  const shared = async () => {
    await lab.button("Share").click();
    const dialog = page.getByRole("dialog", { name: "Share" });
    const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
    const words = await dialog.textContent();
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    return { hash: new URL(link).hash, words };
  };
  await page.getByLabel("Gradient shown").selectOption("‖∂L/∂W‖ by step");
  await lab.button("Dark theme").click();
  await page.getByRole("radio", { name: "25", exact: true }).check();
  await lab.button("Play").click();
  await lab.reaches(20);
  const settings = "#length=20&units=8&batch=4&steps=100000&speed=25&view=gradient:step";
  expect((await shared()).hash).toBe(`${settings}&theme=dark`);
  const { moment: step } = await lab.pauses();
  await expect.poll(() => lab.step()).toBe(step);
  await lab.settled();
  const { hash, words } = await shared();
  expect(hash).toBe(`${settings}&step=${step}&theme=dark`);
  expect(words).toMatch(/It opens at step [\d\s]+, which is computed first\./);
  const sentence = () => lab.figure("Gradient norm through time").locator("[id$=-summary]").textContent();
  const shown = await sentence();

  // Somebody else, who prefers light pages.
  const other = await context.browser()!.newContext({ baseURL: new URL(page.url()).origin });
  const there = await other.newPage();
  await there.goto(`/${hash}`);
  await expect.poll(() => new LabPage(there).step()).toBe(step);
  await expect(there.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(there.getByRole("radio", { name: "25", exact: true })).toBeChecked();
  const figure = there.getByRole("figure", { name: "Gradient norm through time" });
  await expect(figure.locator("[id$=-summary]")).toHaveText(shown ?? "");
  await expect(there.getByRole("button", { name: "Play" })).toBeVisible();
  await other.close();
});

test("the tour has eight steps, can be left at any of them, and leaves the run's keys alone", async ({
  lab,
}) => {
  const { page } = lab;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await lab.open(SMALL);
  await expect(lab.figure("Eigenvalues").locator("svg path").first()).toBeVisible();
  await page.getByRole("button", { name: "Take the tour" }).click();
  const tour = page.locator(".driver-popover");
  for (let step = 1; step <= 8; step++) {
    await expect(tour).toContainText(`${step} of 8`);
    const target = page.locator(".driver-active-element");
    await expect(target).toBeVisible();
    // The tour ignores keys in the frame in which it moves on.
    await page.evaluate(
      () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
    );
    await page.keyboard.press("ArrowRight");
  }
  await expect(tour).toBeHidden();
  await expect.poll(() => lab.step()).toBe(0);
  await page.getByRole("button", { name: "Take the tour" }).click();
  await tour.getByRole("button", { name: "Next" }).click();
  await expect(tour).toContainText("2 of 8");
  await page.keyboard.press("Escape");
  await expect(tour).toBeHidden();
});

test("the tour starts by itself at a user's first visit and never again", async ({ lab }) => {
  const { page } = lab;
  await page.addInitScript(() => Object.defineProperty(navigator, "webdriver", { get: () => false }));
  await lab.open(SMALL);
  const tour = page.locator(".driver-popover");
  await expect(tour).toContainText("1 of 8");
  await tour.getByRole("button", { name: "Leave the tour" }).click();
  await page.reload();
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  await page.waitForTimeout(2500);
  await expect(tour).toBeHidden();
});
