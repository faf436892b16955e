import type { Locator, Page } from "@playwright/test";
import { expect, type LabPage, test } from "./lab-page";
import { fitsWindow, placeOf } from "./lab-steps";
import { test as lessonTest } from "./lesson-page";

const bar = (page: Page) => page.getByRole("region", { name: "Run", exact: true });

async function boxOf(what: Locator) {
  await expect(what).toBeVisible();
  const box = await placeOf(what);
  return { ...box, right: box.x + box.width, bottom: box.y + box.height };
}

/** The height that the bar leaves, where it is at the bottom. */
async function heightAbove(page: Page, what: Locator): Promise<number> {
  const { y } = await boxOf(what);
  const { height } = page.viewportSize()!;
  return y > height / 2 ? y : height;
}

for (const [width, height] of [
  [390, 844],
  [1024, 768],
  [1280, 720],
  [720, 450],
]) {
  test.describe(`at ${width} × ${height}`, () => {
    test.use({ hasTouch: width < 480 });
    test(`the first chart is whole on the first screen, with Play and Preset`, async ({ lab }) => {
      const { page } = lab;
      await page.setViewportSize({ width, height });
      await lab.open();
      const figure = lab.figure("Gradient norm through time");
      await expect(figure.locator("svg path").first()).toBeVisible();
      const { y, bottom, right } = await boxOf(figure);
      expect(y).toBeGreaterThan(0);
      expect(right).toBeLessThanOrEqual(width);
      expect(bottom).toBeLessThanOrEqual(await heightAbove(page, bar(page)));
      // Large enough to be read: its plot is no strip.
      expect((await boxOf(figure.locator("[data-plot] svg").first())).height).toBeGreaterThan(150);
      for (const what of [lab.button("Play"), page.getByRole("combobox", { name: "Preset" })])
        await expect(what).toBeInViewport({ ratio: 1 });
    });
  });
}

test("with 200 % zoom on a laptop the counterexample shows its program’s chart on the first screen", async ({
  lab,
}) => {
  const { page } = lab;
  await page.setViewportSize({ width: 720, height: 450 });
  await page.goto("/#screen=counterexample");
  const figure = lab.figure("Unitarity drift");
  await expect(async () => {
    const play = await boxOf(lab.button("Play"));
    expect((await boxOf(figure)).bottom).toBeLessThanOrEqual(play.y);
  }).toPass({ timeout: 20_000 });
});

/** Pairs of controls and status texts in the header and the bar that cover each other, or leave the window. */
const collisions = (page: Page) =>
  page.evaluate(() => {
    const parts = [
      ...document.querySelectorAll<HTMLElement>(
        "header:has(nav) :is(a, button), [aria-label=Run] :is(button, [role=radiogroup], [role=status] > :first-child, label)",
      ),
    ].filter(
      (part) => part.checkVisibility() && !part.closest("[role=radiogroup] *") && part.textContent !== "",
    );
    const all = parts.map((part) => {
      const range = document.createRange();
      range.selectNodeContents(part);
      return { name: part.textContent!.trim().slice(0, 20), box: range.getBoundingClientRect() };
    });
    return all.flatMap((one, i) => [
      ...(one.box.left < 0 || one.box.right > innerWidth ? [`${one.name} is cut`] : []),
      ...all
        .slice(i + 1)
        .filter(
          ({ box }) =>
            Math.min(box.right, one.box.right) - Math.max(box.left, one.box.left) > 1 &&
            Math.min(box.bottom, one.box.bottom) - Math.max(box.top, one.box.top) > 1,
        )
        .map(({ name }) => `${one.name} / ${name}`),
    ]);
  });

test("from 980 to 1440 px no control of header and bar is printed over another, with More open or not", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("#backend=wasm&length=20&units=8&steps=60&batch=4");
  for (const width of [980, 1000, 1024, 1060, 1100, 1280, 1366, 1440, 1760]) {
    await page.setViewportSize({ width, height: 768 });
    await expect.poll(() => collisions(page), { message: `at ${width} px` }).toEqual([]);
    const more = lab.button("More");
    if (!(await more.isVisible())) continue;
    await more.click();
    await expect(lab.button("Export run")).toBeVisible();
    await expect.poll(() => collisions(page), { message: `at ${width} px, More` }).toEqual([]);
    await more.click();
  }
});

test("on a phone Play stays at the bottom, and the rest is behind More", async ({ lab }) => {
  const { page } = lab;
  await page.setViewportSize({ width: 390, height: 844 });
  await lab.open();
  const chart = await boxOf(lab.figure("Gradient norm through time"));
  expect((await boxOf(page.getByRole("combobox", { name: "Preset" }))).bottom).toBeLessThan(chart.y);
  const hidden = [
    ...["Export run", "PyTorch code", "Save all charts", "Import", "Fork here"].map((name) =>
      lab.button(name),
    ),
    page.getByRole("slider", { name: "History" }),
    page.getByRole("radiogroup", { name: "Speed" }),
  ];
  for (const what of hidden) await expect(what).toBeHidden();
  await page.getByRole("group", { name: "Lane B" }).scrollIntoViewIfNeeded();
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(844);
  const play = await boxOf(lab.button("Play"));
  expect(play.bottom).toBeLessThanOrEqual(844);
  expect(play.y).toBeGreaterThan(844 - 70);
  await lab.button("More").click();
  await expect(lab.button("More")).toHaveAttribute("aria-expanded", "true");
  for (const what of hidden) await expect(what).toBeInViewport({ ratio: 1 });
  await lab.button("Fork here").click();
  await expect(page.getByRole("dialog", { name: "Fork here" })).toBeInViewport({ ratio: 1 });
});

/** Words that leave the window at the right and cannot be scrolled to. */
const cutWords = (page: Page) =>
  page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.body &&
      (/(auto|scroll)/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const cut: string[] = [];
    while (words.nextNode()) {
      const text = words.currentNode as Text;
      const parent = text.parentElement!;
      if (!text.data.trim() || !parent.checkVisibility({ visibilityProperty: true }) || scrolls(parent))
        continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const { left, right, width } = range.getBoundingClientRect();
      if (width > 1 && (right > innerWidth + 1 || left < -1)) cut.push(text.data);
    }
    return cut;
  });

test("nothing is cut at 360 px on any screen", async ({ lab }) => {
  const { page } = lab;
  await page.setViewportSize({ width: 360, height: 740 });
  for (const screen of ["lab", "counterexample", "why", "experiments", "benchmark", "check", "about"]) {
    await page.goto("about:blank");
    await page.goto(`/#screen=${screen}`);
    await expect(page.getByRole("heading", { level: 1 }).first()).toBeAttached();
    if (screen === "lab")
      await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
    if (screen === "why") await expect(page.locator("section[aria-busy=true]")).toHaveCount(0);
    await fitsWindow(page, screen);
    await expect.poll(() => cutWords(page), { message: screen }).toEqual([]);
  }
});

/** Where the charts are; in narrow columns only the first, since below it also the sentences of charts grow. */
const place = async (lab: LabPage) => {
  const wide = lab.page.viewportSize()!.width >= 1280;
  const names = ["Gradient norm through time", ...(wide ? ["Loss", "Unitarity drift"] : [])];
  return Promise.all(names.map((name) => lab.figure(name).boundingBox()));
};

for (const [width, height] of [
  [1440, 900],
  [1024, 768],
  [390, 844],
]) {
  test(`a notice moves no chart and does not change its height, at ${width} × ${height}`, async ({ lab }) => {
    const { page } = lab;
    await page.setViewportSize({ width, height });
    await lab.open("#backend=wasm&length=20&units=8&lr=0.5&b.rule=euclidean&speed=full");
    await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
    await lab.settled();
    const before = await place(lab);
    await lab.button("Play").click();
    const notices = page.getByRole("log", { name: "Notices" });
    await expect(notices).toContainText("Stopped at step");
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await expect(notices).toBeInViewport({ ratio: 1 });
    await expect.poll(() => place(lab)).toEqual(before);
    await notices.getByRole("button", { name: "See what broke first" }).first().click();
    await expect(page.getByRole("region", { name: /What broke first/ })).toBeVisible();
    await expect.poll(() => place(lab)).toEqual(before);
  });
}

for (const [width, height] of [
  [390, 844],
  [768, 1024],
]) {
  lessonTest(
    `at ${width} × ${height} a figure of the lesson stays in sight while its words are tapped`,
    async ({ lesson, page }) => {
      await page.setViewportSize({ width, height });
      await lesson.open("eigenvalues");
      const figure = lesson.figure("Norm of the powers of W");
      const words = lesson.phrase("W = [[.9, 10], [0, .9]]");
      await words.scrollIntoViewIfNeeded();
      const before = await figure.locator("[data-plot] svg").first().innerHTML();
      await words.click();
      await expect(words).toBeInViewport({ ratio: 1 });
      await expect(figure).toBeInViewport({ ratio: 1 });
      await expect.poll(() => figure.locator("[data-plot] svg").first().innerHTML()).not.toBe(before);
      const { bottom, height: high } = await boxOf(figure);
      expect(high).toBeLessThanOrEqual(0.42 * height);
      expect((await boxOf(words)).y).toBeGreaterThan(bottom);
    },
  );
}
