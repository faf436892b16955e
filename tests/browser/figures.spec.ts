import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./lab-page";
import { SMALL } from "./lab-steps";

const description = (figure: Locator) =>
  figure.evaluate(
    (node) => document.getElementById(node.getAttribute("aria-describedby") ?? "")?.textContent,
  );

type Told = Awaited<ReturnType<typeof told>>;

/** Checks that each figure, once it has been drawn, has another sentence than before. */
async function expectToldAnew(page: Page, before: Told): Promise<void> {
  for (const [name, { said }] of before) {
    const figure = page.getByRole("figure", { name, exact: true });
    await expect.poll(() => description(figure), { message: name, intervals: [50] }).not.toBe(said);
  }
  for (const [name, { said, rows }] of await told(page)) {
    expect(rows, name).toBeGreaterThan(1);
    expect(said.length, name).toBeGreaterThan(20);
  }
}

/** Name, description and number of table rows of each figure on the page; opens the tables. */
async function told(page: Page): Promise<ReadonlyMap<string, { said: string; rows: number }>> {
  const all = new Map<string, { said: string; rows: number }>();
  for (const figure of await page.getByRole("figure").all()) {
    const name = (await figure.getAttribute("aria-label")) ?? "";
    await figure.getByText("Data", { exact: true }).click();
    const table = figure.getByRole("region", { name: `${name}: data` }).getByRole("row");
    await expect(table.nth(1)).toBeVisible();
    const rows = await table.count();
    await figure.getByText("Data", { exact: true }).click();
    all.set(name, { said: (await description(figure)) ?? "", rows });
  }
  return all;
}

test("each chart of the lab and of the counterexample has a name, a sentence that follows the data, and a table", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open(SMALL);
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  const before = await told(page);
  expect([...before.keys()]).toEqual([
    "Gradient norm through time",
    "Eigenvalues",
    "Sequence",
    "Loss",
    "Accuracy",
    "Unitarity drift",
  ]);
  await lab.button("Play").click();
  await lab.reaches(60);
  await expect(lab.button("Play")).toBeVisible();
  await expectToldAnew(page, before);

  await page.goto("/#screen=counterexample");
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  const start = await told(page);
  expect([...start.keys()]).toEqual(["Unitarity drift", "Eigenvalues", "Image of the circle"]);
  await lab.button("Step").click();
  await expectToldAnew(page, start);
});

test("each figure of the lesson has its own name, a sentence, a table, and can be saved", async ({ lab }) => {
  const { page } = lab;
  await page.goto("/#screen=why");
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(10);
  await expect(lab.figure("Loss of three ways to train W").locator("svg").first()).toBeVisible();
  await expect(page.getByRole("figure")).toHaveCount(17);
  const all = await told(page);
  expect(all.size).toBe(17);
  for (const [name, { said, rows }] of all) {
    expect(rows, name).toBeGreaterThan(1);
    expect(said.length, name).toBeGreaterThan(20);
  }
  // The formulas have a font with a MATH table: with it an exponent is low, without it high.
  const font = () => [...document.fonts].find(({ family }) => family.includes("STIX Two Math"))?.status;
  await expect.poll(() => page.evaluate(font)).toBe("loaded");
  await expect(page.getByRole("button", { name: "Export PNG" })).toHaveCount(17);
  await expect(page.getByRole("button", { name: "More exports" })).toHaveCount(17);
});

test("the layout does not shift while the page loads, plays and changes its screen, and with reduced motion nothing is animated", async ({
  lab,
}) => {
  const { page } = lab;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.addInitScript(() => {
    const seen = { shift: 0, animations: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[])
        if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    // The sentence for a page that does not start waits for its time by an animation that moves nothing.
    const isMotion = ({ effect }: Animation) =>
      (effect as KeyframeEffect | null)?.target?.id !== "not-started";
    setInterval(() => {
      seen.animations = Math.max(seen.animations, document.getAnimations().filter(isMotion).length);
    }, 20);
  });
  const seen = () =>
    page.evaluate(() => (window as unknown as { seen: { shift: number; animations: number } }).seen);
  await lab.open(`${SMALL}&play`);
  await lab.reaches(60);
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  await page.waitForTimeout(600);
  expect((await seen()).shift).toBeLessThan(0.02);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.reload();
  await lab.reaches(60);
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  await page.waitForTimeout(600);
  expect((await seen()).shift).toBeLessThan(0.02);
  for (const screen of ["Counterexample", "Why it works"]) {
    await page.getByRole("link", { name: screen }).click();
    await expect(page.getByRole("figure").locator("svg").first()).toBeVisible();
    await page.waitForTimeout(600);
  }
  const { shift, animations } = await seen();
  expect(shift).toBeLessThan(0.05);
  expect(animations).toBe(0);
});
