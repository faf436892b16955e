import type { Page } from "@playwright/test";
import { formatCount, formatNumber } from "../../src/math/number-format";
import { test as base, type ExportedRun, expect, LabPage } from "./lab-page";
import {
  eitherWay,
  givenTexts,
  type Manner,
  original,
  showOriginal,
  translateAgain,
  translatePage,
} from "./page-translation";

/** The lab, whose buttons have their names in either language. */
class TranslatedLab extends LabPage {
  override button(name: string) {
    return this.page.getByRole("button", { name: eitherWay(name) });
  }
  /** The sentence of a chart, in the original's words. */
  async sentence(chart: string): Promise<string> {
    const text = await this.figure(chart).locator('[id$="-summary"]').textContent();
    return original(text ?? "");
  }
}
const test = base.extend<{ lab: TranslatedLab }>({
  lab: ({ page }, use) => use(new TranslatedLab(page)),
});

/** The words and numbers of the page, in the original's letters. */
const wordsOf = async (page: Page): Promise<string> =>
  original(
    await page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      let text = "";
      while (walker.nextNode()) text += walker.currentNode.textContent;
      return text;
    }),
  );
const isTranslated = (page: Page) => page.evaluate(() => document.querySelectorAll("font").length > 10);

/** Checks that a still page says the same in translation as in the original, to the last number. */
async function expectSameWords(page: Page): Promise<void> {
  await expect.poll(() => isTranslated(page)).toBe(true);
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  // What is still fetched or computed may change the page between two looks.
  await expect(async () => {
    let translated = "";
    await expect(async () => {
      const before = translated;
      translated = await wordsOf(page);
      expect(translated).toBe(before);
    }).toPass({ intervals: [1000] });
    await showOriginal(page);
    const [words, fonts] = [await wordsOf(page), await page.locator("font").count()];
    await translateAgain(page);
    expect(fonts).toBe(0);
    expect(words).toBe(translated);
  }).toPass({ timeout: 40_000 });
}

/** Checks that the status and the sentences over the charts have the numbers of the exported run. */
async function expectNumbersOf(lab: TranslatedLab, { moment, lanes, config }: ExportedRun): Promise<void> {
  const shown = async () => original((await lab.status("Step").textContent()) ?? "");
  // The page may still be drawing the last steps.
  await expect.poll(shown).toBe(`step ${formatCount(moment)} of ${formatCount(config.steps)}`);
  for (const [chart, scalar] of [
    ["Loss", "loss"],
    ["Unitarity drift", "drift"],
  ] as const) {
    await expect.poll(() => lab.sentence(chart)).toContain(`t step ${formatCount(moment)}`);
    const said = await lab.sentence(chart);
    for (const { history, name } of lanes) {
      const value = Number(history[scalar].at(-1));
      // A drift of rounding is said to be no more than that.
      if (value > 1e-5) expect(said, `${chart} of ${name}`).toContain(formatNumber(value));
    }
  }
}

const RUN = "#units=8&length=20&batch=4&steps=100000&backend=wasm&speed=100";

test("while a page is translated over and over, a run plays and is changed, everything opens, and the numbers are those of the exported run", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open(RUN);
  await translatePage(page);
  await lab.button("Play").click();
  await lab.reaches(30);

  // Settings, also such as wait for a reset.
  await page.locator('input[name="update-rule"]').first().check({ force: true });
  await page.getByRole("slider", { name: "Learning rate", exact: true }).press("ArrowLeft");
  await page.getByRole("combobox", { name: /^P/ }).first().focus();
  await page.getByRole("slider", { name: "Sequence length", exact: true }).press("ArrowRight");
  await expect(lab.status("Waiting settings")).toContainText("21");
  await page.getByRole("slider", { name: "Sequence length", exact: true }).press("ArrowLeft");
  await expect(lab.status("Waiting settings")).toHaveText("");

  // Menus, dialogs, popovers and tables.
  await lab.button("Share").click();
  await expect(page.getByRole("textbox", { name: "Link" })).toBeVisible();
  await page.keyboard.press("Escape");
  await lab.button("Fork here").click();
  await expect(page.getByRole("dialog", { name: "Fork here" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await lab.figure("Loss").locator("summary").first().click();
  await expect(lab.figure("Loss").getByRole("table")).toBeVisible();
  await lab.figure("Loss").locator("summary").first().click();
  await page.getByRole("slider", { name: "History" }).press("Home");
  await page.getByRole("slider", { name: "History" }).press("End");
  for (const list of ["Gradient shown", "Sequence shown"]) {
    const views = page.getByRole("combobox", { name: list });
    for (const value of await views
      .locator("option")
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value)))
      await views.selectOption(value);
  }

  // Presented and back.
  await page.keyboard.press("p");
  await expect(page.locator("html")).toHaveAttribute("data-present", "");
  await page.keyboard.press("3");
  await page.keyboard.press("Escape");
  await showOriginal(page);
  const shown = await lab.step();
  await lab.reaches(shown + 30);
  await translateAgain(page);
  await lab.reaches(shown + 60);

  const run = await lab.pauses();
  await lab.settled();
  await expectNumbersOf(lab, run);
  await expectSameWords(page);
});

for (const manner of [
  "replace",
  "insert, then remove",
  "remove, then insert",
  "wrap",
  "replace, then translate",
] as Manner[])
  test(`a run to its end shows its last numbers where the translator works by “${manner}”`, async ({
    lab,
  }) => {
    await lab.open("#units=8&length=20&batch=4&steps=200&backend=wasm");
    await translatePage(lab.page, manner);
    await lab.button("Play").click();
    await lab.reaches(200);
    await expect(lab.status("Speed")).toHaveText(eitherWay("finished"));
    await lab.settled();
    await expectNumbersOf(lab, await lab.exportRun());
    await expectSameWords(lab.page);
  });

for (const manner of ["replace", "replace, then translate"] as const)
  test(`a translation that changes a number is not kept where the translator works by “${manner}”`, async ({
    page,
  }) => {
    await page.goto("/#screen=about");
    const licence = page.getByRole("link", { name: "CC BY 4.0" });
    await expect(licence).toBeVisible();
    await translatePage(page, manner);
    await expect.poll(() => isTranslated(page)).toBe(true);
    expect(await givenTexts(page)).toContain("CC BY 4.0");
    await expect(licence).toHaveText("CC BY 4.0");
    await expectSameWords(page);
  });

test("what changes at every step is not translated again", async ({ lab }) => {
  await lab.open(RUN);
  await translatePage(lab.page);
  await lab.button("Play").click();
  await lab.reaches(20);
  const before = (await givenTexts(lab.page)).length;
  await lab.reaches(220);
  const given = (await givenTexts(lab.page)).slice(before);
  expect(given.filter((text) => /\d/.test(text))).toEqual([]);
  // All words of all sentences would be thousands.
  expect(given.length).toBeLessThan(300);
});

/** Everything on a screen that opens or changes something on it, but leads nowhere else and downloads nothing. */
const CONTROLS: Readonly<Record<string, readonly string[]>> = {
  Counterexample: ["Play", "Pause", "Step", "Reset", "Copy program"],
  "Why it works": [],
  Experiments: ["Run"],
  Benchmark: [],
  About: [],
};

test("every screen is the same in translation, and works", async ({ lab }) => {
  const { page } = lab;
  // The program of the counterexample does not end while Exp is its rule.
  await lab.open(`${RUN}&counterexample.rule=exp`);
  await translatePage(page);
  await lab.button("Play").click();
  await lab.reaches(30);
  for (const [screen, buttons] of Object.entries(CONTROLS)) {
    await page.getByRole("link", { name: eitherWay(screen) }).click();
    await expect(page.getByRole("link", { name: eitherWay(screen) })).toHaveAttribute("aria-current", "page");
    await expect(page.locator("main").first()).toBeVisible();
    for (const name of buttons) await lab.button(name).first().click();
    for (const details of (await page.locator("main details > summary:visible").all()).slice(0, 3)) {
      await details.click();
      await details.click();
    }
    for (const choice of (await page.locator("main select:enabled:visible").all()).slice(0, 4)) {
      const last = (await choice.locator("option").count()) - 1;
      await choice.selectOption({ index: last });
      await choice.selectOption({ index: 0 });
    }
    await expect(page.getByText(/n[oö]t b[eë] sh[oö]wn/)).toHaveCount(0);
    if (screen === "Experiments") await lab.button("Cancel").click();
    if (!["Counterexample", "Experiments"].includes(screen)) await expectSameWords(page);
  }
  await page.getByRole("link", { name: eitherWay("Lab"), exact: true }).click();
  await lab.reaches(60);
  const run = await lab.pauses();
  await lab.settled();
  await expectNumbersOf(lab, run);
});

test.describe("a foreign program", () => {
  test.use({ expectedComplaints: /NotFoundError/ });
  test("a part of the page that a foreign program has taken away is shown again, and the run continues", async ({
    lab,
  }) => {
    const { page } = lab;
    await lab.open(RUN);
    await lab.button("Play").click();
    await lab.reaches(20);
    // The place of the charts is moved into another element, where React does not look for it.
    await page.evaluate(() => {
      const charts = document.querySelector("main figure")?.parentElement?.parentElement;
      const moved = document.createElement("div");
      charts?.parentElement?.append(moved);
      for (const child of [...(charts?.childNodes ?? [])]) moved.append(child);
    });
    await page.keyboard.press("p");
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("another program, such as a browser extension, has changed it");
    await page.keyboard.press("Escape");
    await lab.button("Try again").click();
    await expect(alert).toHaveCount(0);
    const step = await lab.step();
    expect(step).toBeGreaterThanOrEqual(20);
    await lab.reaches(step + 20);
  });
});
