import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { readConfigFromPng } from "../../src/config/itxt";
import { readResults } from "../../src/experiments/results-file";
import type { Row } from "../../src/experiments/row";
import { violations } from "./axe";
import { expect, test } from "./lab-page";
import { fitsWindow } from "./lab-steps";
import { savedEntries } from "./saved-entries";

const run = promisify(execFile);

const plan = (part: object = {}) => ({
  format: "unitary-rnn-lab/plan",
  version: 1,
  name: "Tiny",
  asks: "Does it run?",
  settings: { task: "copying", length: 8, recall: 2, alphabet: 3, units: 8, batch: 4, steps: 40 },
  networks: [
    { name: "RNN", rule: "none", init: "uniform" },
    { name: "Exact exp", rule: "exp", lr: 0.1 },
    { name: "Arjovsky", rule: "arjovsky", numbers: "complex" },
  ],
  grid: { length: [8, 12], seed: [1, 2] },
  ...part,
});
const withoutLength = { task: "copying", recall: 2, alphabet: 3, units: 8, batch: 4, steps: 40 };

/** Opens a plan and, if it is valid, waits until it is the current one. */
async function openPlan(page: Page, json: object, name = "Tiny"): Promise<void> {
  await page.getByLabel("Results or plan to open").setInputFiles({
    name: "plan.json",
    mimeType: "application/json",
    buffer: Buffer.from(JSON.stringify(json)),
  });
  if (name) await expect(page.getByRole("heading", { name, exact: true })).toBeVisible();
}

async function download(page: Page, button: string): Promise<string> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).click();
  return readFile(await (await waiting).path(), "utf8");
}

/** The steps of the saved rows or checkpoints of the plan's runs. */
async function keptSteps(page: Page, kind: "row " | "checkpoint "): Promise<number[]> {
  type Kept = { readonly step: number; readonly lane?: { readonly step: number } };
  const entries = await savedEntries<Kept>(page, "unitary-rnn-lab-experiments", "experiments");
  return entries.evaluate(
    (all, kind) => all.filter(([key]) => key.startsWith(kind)).map(([, one]) => one.lane?.step ?? one.step),
    kind,
  );
}

const runs = (page: Page) => page.getByRole("status", { name: "Runs" });
/** The details of the findings, which are folded. */
const verdict = (page: Page) => page.getByRole("list", { name: "Verdict", includeHidden: true });
const timeless = ({ seconds: _s, curve: { seconds: _c, ...curve }, ...row }: Row) => ({
  ...row,
  curve,
});

test("a plan runs on the page to its table, with the same numbers as the command", async ({
  page,
  lab,
}, info) => {
  test.slow();
  const tiny = plan({
    settings: withoutLength,
    // The plans cover everything computed outside WebAssembly: starts, Adam's rates, steps in float64, a baseline.
    networks: [
      { name: "RNN", rule: "none", init: "gaussian", optimiser: "adam" },
      { name: "Exact exp", rule: "exp", lr: 0.1 },
      { name: "Arjovsky", rule: "arjovsky", numbers: "complex" },
      { name: "Cayley", rule: "cayley", init: "cayley", precondition: "adam", lr: 0.1 },
      { name: "Householder", rule: "householder", init: "haar" },
    ],
    grid: { length: [8, 12], seed: [1] },
  });
  await page.goto("/#screen=experiments");
  await openPlan(page, tiny);
  await expect(runs(page)).toHaveText("0 of 10 runs");
  await lab.button("Run").click();
  await expect(runs(page)).toHaveText("10 of 10 runs", { timeout: 60_000 });

  const table = page.getByRole("table", { name: "Tiny: results" });
  await expect(table.getByRole("row")).toHaveCount(1 + 10);
  await expect(table.getByRole("row", { name: /Exact exp 8 1 of 1/ })).toBeVisible();
  await expect(
    page.getByText("Not decided: one seed decides nothing, at least five are needed."),
  ).toBeVisible();
  await expect(verdict(page)).toBeHidden();
  await page.getByText("Details", { exact: true }).click();
  await expect(verdict(page)).toBeVisible();
  await expect(verdict(page)).toContainText("Exact exp recalls 95 % or more");
  // The rows of the dot plot are read by pointer and by keys.
  const dots = page.getByRole("figure", { name: "Accuracy by network" });
  const reading = dots.getByRole("slider");
  await reading.focus();
  await reading.press("End");
  await expect(reading).toHaveAttribute("aria-valuetext", /^\d+\.\d\s%, 1 seed$/);
  await expect(reading).toHaveAccessibleName(/^Accuracy by network, reading of .+, length 12$/);
  await reading.press("Escape");
  await expect(reading).toHaveAttribute("aria-valuetext", "nothing pointed at");
  await dots.getByText("Data", { exact: true }).click();
  await expect(dots.getByRole("table").getByRole("row")).toHaveCount(1 + 10);
  await expect(
    page.getByRole("figure", { name: "a. Loss, Exact exp" }).locator("svg path").first(),
  ).toBeVisible();
  await expect(page.getByRole("figure", { name: "Accuracy against length" })).toBeVisible();

  const here = readResults(await download(page, "JSON"));
  const file = info.outputPath("plan.json");
  const out = info.outputPath("results.jsonl");
  await writeFile(file, JSON.stringify(tiny));
  await run(process.execPath, ["scripts/experiment.mjs", file, "--out", out], { timeout: 60_000 });
  const there = readResults(await readFile(out, "utf8"));
  expect(here.rows).toHaveLength(10);
  expect(here.rows.map(timeless)).toEqual(there.rows.map(timeless));

  // The page opens the command's results file.
  await page.getByLabel("Results or plan to open").setInputFiles(out);
  await expect(page.getByText("npm run experiment --")).toBeVisible();
  await expect(runs(page)).toHaveText("10 of 10 runs");

  const figure = page.getByRole("figure", { name: "a. Loss, Exact exp" });
  const picture = page.waitForEvent("download");
  await figure.getByRole("button", { name: "Export PNG" }).click();
  const png = await readFile(await (await picture).path());
  expect(png.subarray(1, 4).toString()).toBe("PNG");
  expect(readConfigFromPng(png)).toContain('"task":"copying"');

  const csv = await download(page, "CSV");
  expect(csv.trimEnd().split("\r\n")).toHaveLength(11);
  expect(await download(page, "LaTeX")).toContain("\\begin{tabular}");
  const accuracy = table.getByRole("columnheader", { name: "Accuracy, %" });
  await accuracy.getByRole("button").click();
  await expect(accuracy).toHaveAttribute("aria-sort", "descending");
});

test("a reload in the middle loses no row and offers to continue", async ({ page, lab }) => {
  await page.goto("/#screen=experiments");
  await openPlan(page, plan({ settings: { ...withoutLength, units: 32, steps: 300 } }));
  await lab.button("Run").click();
  // A row on the screen may still be being written to the browser's storage.
  const rows = async () => (await keptSteps(page, "row ")).length;
  await expect.poll(rows, { timeout: 60_000, intervals: [50] }).toBeGreaterThanOrEqual(2);
  await page.reload();
  const offer = page.getByRole("status", { name: "Unfinished" });
  await expect(offer).toBeVisible();
  await expect(page.getByRole("heading", { name: "Tiny" })).toBeVisible();
  await expect(runs(page)).toHaveText(/^([2-9]|10|11) of 12 runs$/);
  await offer.getByRole("button", { name: "Continue it" }).click();
  await expect(runs(page)).toHaveText("12 of 12 runs", { timeout: 80_000 });
  await expect(offer).toBeHidden();
});

test("an unfinished run continues from its checkpoint after a reload", async ({ page, lab }) => {
  await page.goto("/#screen=experiments");
  const settings = { ...withoutLength, units: 64, steps: 100_000 };
  await openPlan(
    page,
    plan({ settings, grid: { length: [12], seed: [1] }, networks: [{ name: "RNN", rule: "none" }] }),
  );
  await lab.button("Run").click();
  const bar = page.getByRole("progressbar", { name: "Progress: RNN, length 12, seed 1" });
  const step = async () => Number(await bar.getAttribute("value"));
  const kept = async () => (await keptSteps(page, "checkpoint "))[0] ?? 0;
  await expect.poll(kept).toBeGreaterThan(100);
  const before = await kept();
  await page.reload();
  await lab.button("Continue it").click();
  await expect.poll(step).toBeGreaterThan(0);
  // The first step that it shows is not one of the first steps.
  expect(await step()).toBeGreaterThanOrEqual(before);
  await lab.button("Cancel").click();
});

test("a plan is paused, reordered and cancelled; its rows remain", async ({ page, lab }) => {
  await page.goto("/#screen=experiments");
  await openPlan(page, plan({ settings: { ...withoutLength, units: 64, steps: 100_000 } }));
  const list = page.getByRole("region", { name: "Queue" }).getByRole("listitem");
  await expect(list).toHaveCount(12);
  const third = (await list.nth(2).textContent()) ?? "";
  await list
    .nth(2)
    .getByRole("button", { name: /Move up/ })
    .click();
  await expect(list.nth(1)).toHaveText(third);
  await list
    .nth(11)
    .getByRole("button", { name: /Leave out/ })
    .click();
  await expect(runs(page)).toHaveText("0 of 11 runs");
  await lab.button("Run").click();
  const bar = page.getByRole("progressbar", { name: /Progress: RNN/ }).first();
  await expect(bar).toBeVisible();
  await lab.button("Pause").click();
  await expect(page.getByText("paused", { exact: true })).toBeVisible();
  // Longer than the time between two progress reports, of which one may still arrive.
  let still: string | null = null;
  await expect(async () => {
    const before = still;
    still = await bar.getAttribute("value");
    expect(still).toBe(before);
  }).toPass({ intervals: [700] });
  await lab.button("Continue").click();
  await expect.poll(() => bar.getAttribute("value")).not.toBe(still);
  // The page stays usable in the meantime.
  await page.getByRole("link", { name: "Counterexample" }).click();
  await expect(page.getByRole("heading", { name: "A matrix stops being unitary" })).toBeVisible();
  await page.getByRole("link", { name: "Experiments" }).click();
  await lab.button("Cancel").click();
  await expect(lab.button("Run")).toBeEnabled();
  await expect(page.getByRole("progressbar", { name: /Progress: RNN/ })).toHaveCount(0);
});

test("a run that overflows is a row that says so, and a wrong file is refused in a sentence", async ({
  page,
  lab,
}) => {
  await page.goto("/#screen=experiments");
  const wild = { name: "Wild", rule: "euclidean", init: "gaussian", gain: 10, activation: "relu", lr: 10 };
  await openPlan(page, plan({ networks: [wild], grid: { seed: [1] } }));
  await lab.button("Run").click();
  await expect(page.getByRole("row", { name: /Wild 0 of 1; (NaN|∞|−∞) at step \d+/ })).toBeVisible();
  await expect(verdict(page)).toContainText("ceased to be finite");
  await openPlan(page, plan({ grid: { seed: ["one"] } }));
  await expect(page.getByRole("alert")).toContainText(
    "plan.json was not opened. grid: seed = “one” was refused",
  );
  await openPlan(page, { some: "thing" }, "");
  await expect(page.getByRole("alert")).toContainText("The first line is no results header");
});

/** Chromium makes 125 WebAssembly memories in all workers of a page together, of which a plan's worker takes two. */
function takeMemories(page: Page, count: number) {
  return page.addInitScript((count) => {
    Object.defineProperty(navigator, "hardwareConcurrency", { value: 16 });
    const taken: WebAssembly.Memory[] = [];
    Object.assign(globalThis, { taken });
    try {
      while (taken.length < count) taken.push(new WebAssembly.Memory({ initial: 1 }));
    } catch {
      // There is no further one.
    }
  }, count);
}

test.describe("where WebAssembly memories", () => {
  // TensorFlow.js says on the console that it did not start.
  test.use({
    expectedComplaints: /Out of memory|ArrayBuffer instantiation|backend wasm failed|using-bundlers/,
  });

  test("are there for few workers, these train all runs", async ({ page, lab }) => {
    await takeMemories(page, 113);
    await page.goto("/#screen=experiments");
    await openPlan(page, plan({ settings: withoutLength, grid: { length: [8, 12], seed: [1, 2, 3] } }));
    await expect(page.getByText("15 at a time on this machine")).toBeVisible();
    await lab.button("Run").click();
    await expect(runs(page)).toHaveText("18 of 18 runs", { timeout: 80_000 });
    const { rows } = readResults(await download(page, "JSON"));
    expect(rows.map(({ outcome, reason, backend }) => `${outcome}${reason} on ${backend}`)).toEqual(
      rows.map(() => "finished on wasm"),
    );
  });

  test("are not there, runs have failed and say why, and no other backend has trained them", async ({
    page,
    lab,
  }) => {
    await takeMemories(page, 1000);
    await page.goto("/#screen=experiments");
    await openPlan(page, plan({ settings: withoutLength, networks: plan().networks.slice(0, 1) }));
    await lab.button("Run").click();
    await expect(runs(page)).toHaveText("4 of 4 runs", { timeout: 80_000 });
    const { rows } = readResults(await download(page, "JSON"));
    for (const { outcome, reason, backend } of rows) {
      expect([outcome, backend]).toEqual(["failed", ""]);
      expect(reason).toMatch(/^WebAssembly, on which plans are run, did not start here: .*memory/);
    }
  });
});

test("a trained network writes from a prompt, and so do the lab’s lanes", async ({ page, lab }) => {
  await page.goto("/#screen=experiments");
  await expect(
    page.getByText(/^Two networks that were trained on text continue a sentence here/),
  ).toBeVisible();
  const settings = { task: "characters", length: 20, units: 16, batch: 8, steps: 30 };
  await openPlan(page, plan({ settings, grid: { seed: [1] } }));
  await lab.button("Run").click();
  await expect(runs(page)).toHaveText("3 of 3 runs", { timeout: 60_000 });
  await page.getByRole("textbox", { name: "Prompt" }).fill("she was ");
  const [first, second] = [
    page.getByRole("log", { name: "First text" }),
    page.getByRole("log", { name: "Second text" }),
  ];
  const write = async () => {
    await lab.button("Write").click();
    await expect(lab.button("Stop")).toBeVisible();
    await expect.poll(async () => ((await first.textContent()) ?? "").length).toBeGreaterThan(12);
    await lab.button("Stop").click();
    return [(await first.textContent()) ?? "", (await second.textContent()) ?? ""];
  };
  const [one, other] = await write();
  expect(one).not.toBe(other);
  const [again] = await write();
  expect(again.slice(0, 12)).toBe(one.slice(0, 12));
  const before = (await first.textContent()) ?? "";
  await lab.button("Next token").click();
  await expect.poll(async () => ((await first.textContent()) ?? "").length).toBe(before.length + 1);
  await expect(page.getByText("%", { exact: false }).first()).toBeVisible();
  // A percentage is one line, however little room it has.
  const lines = await page.locator("dd > span", { hasText: "%" }).evaluateAll((shares) =>
    shares.map((share) => {
      (share as HTMLElement).style.width = "1ch";
      const range = document.createRange();
      range.selectNodeContents(share);
      return new Set(Array.from(range.getClientRects(), ({ top }) => top)).size;
    }),
  );
  expect(lines.length).toBeGreaterThan(1);
  expect(new Set(lines)).toEqual(new Set([1]));

  // What is shown answers what stands in the fields: a changed prompt, temperature or seed begins a new text.
  const seed = page.getByRole("textbox", { name: "Seed", exact: true });
  const length = async () => ((await first.textContent()) ?? "").length;
  for (const change of [
    () => page.getByRole("textbox", { name: "Prompt" }).fill("he had "),
    () => page.getByRole("slider", { name: "Temperature" }).fill("0"),
    async () => {
      await seed.click();
      await seed.press("Backspace");
      await expect(seed).toHaveValue("");
      await seed.fill("42");
      await seed.press("Enter");
    },
  ]) {
    await change();
    await expect(first).toHaveText("");
    await lab.button("Next token").click();
    await expect.poll(length).toBe(1);
    await lab.button("Next token").click();
    await expect.poll(length).toBe(2);
  }

  await page.goto("/#task=characters&length=20&units=8&batch=4");
  await lab.open("#task=characters&length=20&units=8&batch=4");
  await page.getByRole("link", { name: "Experiments" }).click();
  const choice = page.getByRole("combobox", { name: "First network" });
  await choice.selectOption({ label: "Lab, lane A" });
  await lab.button("Next token").click();
  await expect.poll(length).toBe(1);
  await expect(page.getByText("With its weights at step 0.").first()).toBeVisible();
  await page.getByRole("textbox", { name: "Prompt" }).fill("");
  await lab.button("Write").click();
  await expect(page.getByRole("alert").first()).toContainText("The prompt is empty");
});

test("the experiments fit a phone and pass the accessibility rules, light and dark", async ({
  page,
  lab,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/#screen=experiments");
  await openPlan(page, plan({ grid: { seed: [1] }, networks: [{ name: "Exact exp", rule: "exp" }] }));
  await lab.button("Run").click();
  await expect(runs(page)).toHaveText("1 of 1 runs");
  await fitsWindow(page);
  for (const theme of ["Dark theme", "Light theme"]) {
    expect(await violations(page)).toEqual([]);
    await lab.button(theme).click();
  }
});

test("the user’s own text is saved, trained on in a plan and in the lab, and refused if it is not suitable", async ({
  page,
  lab,
}) => {
  await page.goto("/#screen=experiments");
  const field = page.getByRole("textbox", { name: "Text to train on" });
  await field.fill("Too short.");
  await lab.button("Use this text").click();
  await expect(page.getByRole("alert")).toContainText("It has 10 characters; at least 5000 are needed");
  await page.getByLabel("Text file").setInputFiles({
    name: "picture.txt",
    mimeType: "text/plain",
    buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47]),
  });
  await expect(page.getByRole("alert")).toContainText("It is not plain text in UTF-8");
  await field.fill("abcd ".repeat(2000));
  await lab.button("Use this text").click();
  await expect(page.getByRole("status", { name: "Your own text" })).toContainText(
    "Pasted text, 9 999 characters, 10 kB",
  );

  const settings = {
    task: "characters",
    length: 20,
    units: 16,
    batch: 8,
    steps: 60,
    text: "own",
    rate: 0.02,
  };
  await openPlan(page, plan({ settings, grid: { seed: [1] } }));
  await lab.button("Run").click();
  await expect(runs(page)).toHaveText("3 of 3 runs", { timeout: 60_000 });
  // In a text of period five the previous character determines the next one.
  await expect(verdict(page)).toContainText(/the previous character only \(bigram\) in 100\s%/);

  await page.reload();
  await expect(page.getByRole("status", { name: "Your own text" })).toContainText("Pasted text");
  await page.goto("/#task=characters&text=own&length=20&units=8&batch=4");
  await lab.open("#task=characters&text=own&length=20&units=8&batch=4");
  await expect(
    page.getByText("Read 20 characters of your own text and predict the next one: one of 5 common"),
  ).toBeVisible();

  await page.getByRole("link", { name: "Experiments" }).click();
  await lab.button("Discard it").click();
  await expect(runs(page)).toHaveText("0 of 3 runs");
  await lab.button("Run").click();
  await expect(page.getByRole("row", { name: /Exact exp 0 of 1; failed/ })).toBeVisible();
});
