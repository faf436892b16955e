import { expect, test } from "./lab-page";
import { placeOf, saved } from "./lab-steps";
import { LessonPage } from "./lesson-page";

test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

test("a finger plays, scrubs, switches, sketches, saves and presents", async ({ lab }) => {
  const { page } = lab;
  const { swipe } = new LessonPage(page);
  const finger = swipe.bind({ page });
  await lab.open("#length=20&units=8&steps=60&batch=4");
  await lab.button("Play").tap();
  await lab.reaches(60);
  await expect(lab.button("Play")).toBeVisible();

  await lab.button("More").tap();
  const history = page.getByRole("slider", { name: "History" });
  // At its centre.
  await history.tap();
  await expect(history).toHaveAttribute("aria-valuetext", /^step \d+$/);
  await history.press("End");
  await lab.button("More").tap();
  await page.getByRole("radio", { name: "Naive" }).tap();
  await expect(page.getByRole("radio", { name: "Naive" })).toBeChecked();
  const rate = page.getByRole("slider", { name: "Learning rate" });
  const before = await rate.getAttribute("aria-valuetext");
  const scale = await placeOf(rate);
  await page.touchscreen.tap(scale.x + scale.width * 0.8, scale.y + scale.height / 2);
  await expect(rate).not.toHaveAttribute("aria-valuetext", before ?? "");

  const accuracy = lab.figure("Accuracy");
  await lab.button("Reset").tap();
  await expect.poll(() => lab.step()).toBe(0);
  await lab.button("Step").tap();
  await expect.poll(() => lab.step()).toBe(1);
  await accuracy.getByRole("button", { name: "Predict" }).tap();
  const pad = page.getByRole("slider", { name: /^Accuracy, sketch of/ });
  await expect(pad).toBeVisible();
  const untouched = await pad.getAttribute("aria-valuetext");
  await finger(pad, 60, -10);
  await expect(pad).not.toHaveAttribute("aria-valuetext", untouched ?? "");
  await accuracy.getByRole("button", { name: "Predict" }).tap();

  await accuracy.getByRole("button", { name: "More exports" }).tap();
  const menu = page.getByRole("dialog", { name: "Export Accuracy" });
  const csv = await saved(lab, () => menu.getByRole("button", { name: "Save CSV" }).tap());
  expect(csv.name).toMatch(/accuracy_.*\.csv$/);

  await lab.button("Present").tap();
  await page.getByRole("button", { name: "3 Loss" }).tap();
  await expect(lab.figure("Loss")).toBeVisible();
  await lab.button("Leave presentation").tap();
  await expect(page.getByRole("figure")).toHaveCount(6);
});

test("a finger runs the counterexample, reads a chart's table and shares the link", async ({ lab }) => {
  const { page } = lab;
  await page.goto("/#screen=counterexample&counterexample.lr=1e-8");
  await lab.button("Play").tap();
  await expect(page.getByRole("region", { name: "Output" })).toContainText("after 2 iterations");
  const drift = lab.figure("Unitarity drift");
  await drift.getByText("Data", { exact: true }).tap();
  await expect(drift.getByRole("row")).toHaveCount(4);
  await lab.button("Share").tap();
  await expect(page.getByRole("img", { name: "QR code of the link" })).toBeVisible();
});
