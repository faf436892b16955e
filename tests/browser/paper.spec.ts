import type { Page } from "@playwright/test";
import { expect, LabPage, test } from "./lab-page";
import {
  type LaidOutFigure,
  MARGINS,
  missingBelow,
  POINTS,
  type PrintedPage,
  print,
  type Sheet,
  withoutSpaces,
  wordsOf,
} from "./printed";

const SHEETS: readonly Sheet[] = (["A4", "Letter"] as const).flatMap((format) =>
  [false, true].map((landscape) => ({ format, landscape })),
);
/** A phone prints one of them. */
const PHONE = 390;
const WIDTHS = [1280, 1920, PHONE];

/** Each screen with what its figures need besides being drawn, and how many there are. */
const SCREENS: readonly { name: string; hash: string; figures: number; ready(page: Page): Promise<void> }[] =
  [
    {
      name: "lab",
      hash: "#steps=20&play",
      figures: 6,
      async ready(page) {
        const lab = new LabPage(page);
        await lab.reaches(20);
        await lab.settled();
      },
    },
    {
      name: "counterexample",
      hash: "#screen=counterexample",
      figures: 3,
      async ready(page) {
        await page.getByRole("button", { name: "Step", exact: true }).click();
        await expect(page.getByRole("status", { name: "Iteration" })).toContainText("iteration 1");
      },
    },
    {
      name: "lesson",
      hash: "#screen=why",
      figures: 17,
      async ready() {},
    },
    {
      name: "experiments",
      hash: "#screen=experiments",
      figures: 6,
      async ready(page) {
        await page.getByRole("button", { name: "Show the reference run" }).click();
        await expect(page.getByRole("figure", { name: "a. Loss, Exact exp" })).toBeVisible();
      },
    },
  ];

/** Waits until all figures of the page are drawn, with their words. */
async function areDrawn(page: Page, count: number): Promise<void> {
  const figures = page.getByRole("main").locator("figure");
  await expect(figures).toHaveCount(count, { timeout: 60_000 });
  for (const figure of await figures.all())
    await expect(figure.locator("[data-plot] svg text").first()).toBeAttached();
}

/** Waits for the part of the page that only a print shows, by having the page show a print. */
async function paperIsThere(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      await page.emulateMedia({ media: "print" });
      // The page is told of a medium before a frame.
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));
      const codes = await page.getByRole("img", { name: "QR code of the address" }).count();
      await page.emulateMedia({ media: "screen" });
      // Told after it was asked to print, the page would lay itself out for the screen again.
      await expect(page.locator("html")).not.toHaveAttribute("data-print");
      return codes;
    })
    .toBe(1);
}

/** The pages on which a figure stands whole, below a piece of text that is its name. */
const wholeOn = (pages: readonly PrintedPage[], figure: LaidOutFigure) =>
  pages.filter((page) =>
    page.pieces.some((piece, i) => {
      // Chromium may write a name in several pieces.
      const line = page.pieces.slice(i, i + 8).filter(({ y }) => Math.abs(y - piece.y) < 1);
      const starts = withoutSpaces(line.map(({ text }) => text).join(""));
      const fits =
        piece.x >= MARGINS.x - 1 &&
        piece.x + figure.width * POINTS <= page.width - MARGINS.x + 1 &&
        piece.y - figure.height * POINTS >= MARGINS.y - 20;
      return (
        starts.startsWith(withoutSpaces(figure.name)) && fits && missingBelow(piece, page, figure) === ""
      );
    }),
  );

/** Pieces of text that lie in a page's margin or outside it. */
const outside = ({ pieces, width, height }: PrintedPage) =>
  pieces.filter(
    ({ x, y, width: own }) =>
      x < MARGINS.x - 1 || x + own > width - MARGINS.x + 1 || y < MARGINS.y - 1 || y > height - MARGINS.y + 1,
  );

/** Words of controls and navigation. */
const CONTROLS = [
  "Exportrun",
  "Saveallcharts",
  "PyTorchcode",
  "Forkhere",
  "PNG",
  "SharePresent",
  "Benchmark",
];

for (const { name, hash, figures: count, ready } of SCREENS) {
  test(`prints the ${name} with every figure whole, on A4 and Letter, from every window`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    await page.goto(`/${hash}`);
    await ready(page);
    await areDrawn(page, count);
    await paperIsThere(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      for (const sheet of width === PHONE ? SHEETS.slice(0, 1) : SHEETS) {
        const where = `${sheet.format} ${sheet.landscape ? "across" : "upright"} from ${width} px`;
        const { pages, figures } = await print(page, sheet);
        expect(figures, where).toHaveLength(count);
        for (const figure of figures) {
          expect(figure.words.length, `${figure.name}, ${where}`).toBeGreaterThan(0);
          expect(wholeOn(pages, figure).length, `${figure.name}, ${where}`).toBe(1);
        }
        expect(pages.flatMap(outside), where).toEqual([]);
        const words = pages.map(wordsOf).join("");
        expect(wordsOf(pages[0])).toMatch(/^UnitaryRNNLabhttp:\/\/127\.0\.0\.1:\d+\/#/);
        for (const control of CONTROLS) expect(words, where).not.toContain(control);
      }
    }
  });
}

test("a print of the lab says in words what the run is", async ({ lab }) => {
  await lab.open("#task=adding&length=30&units=16&steps=4&lr=0.02&seed=7&b.rule=cayley&play");
  await lab.reaches(4);
  await lab.settled();
  await paperIsThere(lab.page);
  const { pages } = await print(lab.page, SHEETS[0]);
  for (const fact of [
    "Preset: none: own settings",
    "Task: Adding",
    "Sequence length: 30",
    "Hidden units: 16",
    "Seed: 7",
    "Learning rate of W: 0.02",
    "Shown: step 4",
    "Backend: WebAssembly",
    "Rule: Unconstrained (plain RNN)",
    "Rule: Cayley",
    "Optimiser’s rate: 0.002",
  ])
    expect(wordsOf(pages[0])).toContain(withoutSpaces(fact));
});

test("a print is light from the dark theme, its maps too, and the page is as before afterwards", async ({
  lab,
}) => {
  await lab.page.emulateMedia({ colorScheme: "dark" });
  await lab.open("#steps=20&play&view=sequence:states");
  await lab.reaches(20);
  await paperIsThere(lab.page);
  const look = () =>
    lab.page.evaluate(() => {
      const root = document.documentElement;
      const canvases = [...document.querySelectorAll<HTMLCanvasElement>("figure canvas")];
      // The mean of each, as one pixel.
      const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      const light = canvases.map((canvas) => {
        pixel?.drawImage(canvas, 0, 0, 1, 1);
        const [red, green, blue] = pixel?.getImageData(0, 0, 1, 1).data ?? [];
        return (red + green + blue) / 3;
      });
      const sizes = [...document.querySelectorAll("[data-plot] > div")].map((plot) => {
        const { width, height } = plot.getBoundingClientRect();
        return `${width} × ${height}`;
      });
      return { theme: root.dataset.theme, paper: getComputedStyle(root).backgroundColor, light, sizes };
    });
  await expect.poll(async () => (await look()).theme).toBe("dark");
  await lab.still();
  const before = await look();
  expect(before.light.length).toBeGreaterThan(0);
  expect(Math.max(...before.light)).toBeLessThan(128);
  await lab.page.emulateMedia({ colorScheme: "dark", media: "print" });
  await expect.poll(async () => (await look()).theme).toBe("light");
  const printed = await look();
  expect(printed.paper).toBe("rgb(255, 255, 255)");
  expect(printed.light.length).toBeGreaterThan(0);
  expect(Math.min(...printed.light)).toBeGreaterThan(128);
  expect(printed.sizes).not.toEqual(before.sizes);
  await lab.page.emulateMedia({ colorScheme: "dark", media: "screen" });
  await expect.poll(look).toEqual(before);
});

test("the lesson is a handout: its questions are open, also if they were answered, and its answers are at the end", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto("/#screen=why");
  await expect(page.getByRole("main").locator("figure")).toHaveCount(17, { timeout: 60_000 });
  const first = page.getByRole("region", { name: /W is orthogonal, σ is the sigmoid/ });
  await first.getByRole("radio", { name: "About a hundredth" }).check();
  await first.getByRole("button", { name: "Check" }).click();
  await expect(first.getByRole("status")).toContainText("Not as you predicted");
  await paperIsThere(page);
  const { pages } = await print(page, SHEETS[0]);
  const words = pages.map(wordsOf);
  const answers = words.findIndex((on) => on.startsWith("Answers"));
  const handout = words.slice(0, answers).join("");
  const end = words.slice(answers).join("");
  for (const option of ["All of it: W keeps every norm", "About a hundredth", "Less than a thousandth"])
    expect(handout).toContain(withoutSpaces(option));
  expect(handout).not.toContain("Notasyoupredicted");
  expect(handout).not.toContain(withoutSpaces("What is left is"));
  expect(end).toContain(withoutSpaces("Less than a thousandth. What is left is"));
  // One for each chapter, and nothing left to compute.
  for (let chapter = 1; chapter <= 10; chapter++) expect(end).toContain(`${chapter}.`);
  expect(end).toContain(withoutSpaces("It climbs. One step takes the loss from"));
  expect(end).toContain(withoutSpaces("1 of 16 stands as printed"));
});

test("an answer on paper is that of what its chapter shows", async ({ page }) => {
  await page.goto("/#screen=why&why.chapter=past-approach");
  await page.getByRole("button", { name: "Draw other parameters" }).click();
  await paperIsThere(page);
  const { pages } = await print(page, SHEETS[0]);
  const [, printed] = /=([^=]{3,20})\.Eachfactor/.exec(pages.map(wordsOf).join("")) ?? [];
  const question = page.getByRole("region").filter({ hasText: "Far: ‖WW* − I‖ above 1" }).last();
  await question.getByRole("radio").first().check();
  await question.getByRole("button", { name: "Check" }).click();
  expect(printed).toBeDefined();
  await expect
    .poll(async () => withoutSpaces((await question.getByRole("status").textContent()) ?? ""))
    .toContain(`=${printed}.Eachfactor`);
});

test("a print before the networks are built says so, under its head and what the run is", async ({
  page,
}) => {
  const held = new Promise<void>(() => {});
  await page.route(/training\.worker/, () => held);
  await page.goto("/#steps=20");
  await expect(page.getByRole("status", { name: "Starting" })).toBeVisible();
  const { pages, figures } = await print(page, SHEETS[0]);
  expect(figures).toEqual([]);
  expect(pages).toHaveLength(1);
  const words = wordsOf(pages[0]);
  expect(words).toMatch(/^UnitaryRNNLabhttp:\/\/127\.0\.0\.1:\d+\/#steps=20/);
  expect(words).toContain(withoutSpaces("Sequence length: 60"));
  // Once, among the settings.
  expect(words.match(/Preset/g)).toHaveLength(1);
  expect(words).toContain(withoutSpaces("no chart is measured yet."));
});

test("the keys of Print wait until all is there; a print before that says what it lacks", async ({
  page,
}) => {
  test.setTimeout(180_000);
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/results\/index\.json/, async (route) => {
    await held;
    await route.continue();
  });
  await page.addInitScript(() => {
    const calls: string[] = [];
    Object.assign(window, { calls });
    window.print = () => calls.push(document.querySelector("main")?.textContent ?? "");
  });
  await page.goto("/#screen=why");
  await expect(page.getByRole("main").locator("figure")).toHaveCount(17, { timeout: 60_000 });
  const { pages } = await print(page, SHEETS[0]);
  expect(pages.map(wordsOf).join("")).toContain(withoutSpaces("The measured tables: not loaded yet."));

  const calls = () => page.evaluate(() => (window as unknown as { calls: string[] }).calls);
  await page.keyboard.press("Control+p");
  await expect(page.getByRole("status", { name: "Print" })).toContainText("when all of it is measured");
  expect(await calls()).toEqual([]);
  release();
  await expect.poll(calls).toHaveLength(1);
  expect((await calls())[0]).toContain(
    "Next word, each network at its best rates, measured: held-out accuracy",
  );
  await expect(page.getByRole("status", { name: "Print" })).toBeHidden();
});

test("what networks have written and the user's own text are printed, without their fields", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open("#task=characters&length=10&units=8&batch=4&steps=5&backend=wasm");
  await lab.settled();
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Experiments" }).click();
  await page.getByLabel("Prompt").fill("It was a dark");
  await lab.button("Next token").click();
  await expect(page.getByText("With its weights at step 0.").first()).toBeVisible();
  await page.getByRole("textbox", { name: "Text to train on" }).fill("Call me Ishmael.");
  await paperIsThere(page);
  const { pages } = await print(page, SHEETS[0]);
  const words = pages.map(wordsOf).join("");
  for (const said of [
    "Prompt “It was a dark”, temperature 0.70, seed 1.",
    "With its weights at step 0.",
    "First network Lab, lane A",
    "Call me Ishmael.",
  ])
    expect(words).toContain(withoutSpaces(said));
  for (const control of ["Nexttoken", "Usethistext", "Pasteatext"]) expect(words).not.toContain(control);
});
