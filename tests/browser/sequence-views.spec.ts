import type { Locator } from "@playwright/test";
import { networkIn } from "../reference/exported-run";
import { differences, run } from "../reference/sequence";
import { expect, type LabPage, test } from "./lab-page";
import { saved } from "./lab-steps";
import { decodePng } from "./png";

const VIEWS = {
  answers: ["answers", "Sequence"],
  dependences: ["what answers depend on", "What the answer depends on"],
  distances: ["distance after another first input", "Hidden states: distance"],
} as const;

/** T = 18: three symbols, twelve blanks, recall. */
const SMALL = "#length=12&units=8&steps=20";

/** Shows a view of the figure *Sequence*. @returns the view's figure */
async function shown(lab: LabPage, view: keyof typeof VIEWS): Promise<Locator> {
  const [label, name] = VIEWS[view];
  await lab.page.getByRole("combobox", { name: "Sequence shown" }).selectOption(label);
  const figure = lab.figure(name);
  await expect(figure).toBeVisible();
  await expect(figure).not.toContainText("being computed");
  return figure;
}

/** Opens the figure's data table. */
async function tableOf(figure: Locator, name: string): Promise<Locator> {
  await figure.getByText("Data", { exact: true }).click();
  const table = figure.getByRole("region", { name: `${name}: data` });
  await expect(table).toBeVisible();
  return table;
}

/** Checks that a map shows what each answer depends on, and marks the pointed input in the linked charts. */
async function readsDependences(lab: LabPage): Promise<void> {
  const { page } = lab;
  const [, name] = VIEWS.dependences;
  const figure = await shown(lab, "dependences");
  await expect(figure).toContainText(
    /The answer of RNN at t = 18 depends on the first input with .*; that of Unitary with /,
  );
  await expect(figure.locator("canvas")).toHaveCount(2);

  const reading = page.getByRole("slider", { name: `${name}, reading of Unitary` });
  await reading.focus();
  await reading.press("Home");
  await expect(reading).toHaveAttribute("aria-valuetext", /^s = 18, t = 1: [\d.]+/);
  await reading.press("ArrowDown");
  await reading.press("ArrowRight");
  await expect(reading).toHaveAttribute("aria-valuetext", /^s = 17, t = 2: [\d.]+/);
  await expect(page.getByRole("slider", { name: "Gradient norm through time, reading" })).toHaveAttribute(
    "aria-valuenow",
    "2",
  );
  await reading.press("End");
  await expect(reading).toHaveAttribute("aria-valuetext", "s = 17, t = 18: none, the input comes later");

  // What is read is what the sentence and the table say.
  await reading.press("Home");
  await reading.press("ArrowUp");
  const spoken = (await reading.getAttribute("aria-valuetext"))?.split(": ")[1] ?? "";
  await expect(figure).toContainText(`that of Unitary with ${spoken}`);
  const table = await tableOf(figure, name);
  await expect(table.getByRole("row")).toHaveCount(1 + 2 * 18);
  await expect(table.getByRole("row").last()).toContainText("Unitary18");
}

/** Checks the states after another first input, and how long each network remembers it. */
async function readsDistances(lab: LabPage): Promise<void> {
  const { page } = lab;
  const [, name] = VIEWS.distances;
  const figure = await shown(lab, "distances");
  await expect(figure).toContainText(/With \S+ instead of \S+ at t = 1: RNN .*; Unitary keeps \d+\s%/);
  const reading = page.getByRole("slider", { name: `${name}, reading` });
  await reading.focus();
  await reading.press("Home");
  await expect(reading).toHaveAttribute("aria-valuetext", /t 1, RNN \S+, Unitary \S+$/);
  await expect(page.getByRole("slider", { name: "Gradient norm through time, reading" })).toHaveAttribute(
    "aria-valuenow",
    "1",
  );
  const table = await tableOf(figure, name);
  await expect(table.getByRole("row")).toHaveCount(1 + 19);
}

/** The exports of a view’s figure by the button that saves them. */
async function exported(lab: LabPage, view: keyof typeof VIEWS, button: string) {
  const [, name] = VIEWS[view];
  await lab.figure(name).getByRole("button", { name: "More exports" }).click();
  const menu = lab.page.getByRole("dialog", { name: `Export ${name}` });
  return saved(lab, () => menu.getByRole("button", { name: button }).click());
}

/** The rows of a view’s CSV, without their head. */
async function rowsOf(lab: LabPage, view: keyof typeof VIEWS): Promise<string[][]> {
  const { bytes } = await exported(lab, view, "Save CSV");
  const lines = bytes.toString("utf8").trim().split("\r\n");
  return lines.slice(1).map((line) => line.split(","));
}

const SYMBOLS = ["a", "b", "c", "d", "·", "▸"];
const oneHot = (symbol: string) => SYMBOLS.map((each) => Number(each === symbol));

test("at the last step and at an earlier one, both views show what the network exported there does", async ({
  lab,
}) => {
  await lab.open(SMALL);
  await lab.button("Play").click();
  await expect(lab.status("Speed")).toContainText("finished");
  await shown(lab, "answers");
  const inputs = (await rowsOf(lab, "answers")).map(([, input]) => input);
  const T = inputs.length;
  expect(T).toBe(18);
  for (const wanted of [20, 8]) {
    // Which moment is remembered depends on how fast the run was.
    const step = await lab.lookAt(wanted);
    expect(step < 20).toBe(wanted < 20);
    const figure = await shown(lab, "distances");
    await expect(figure).not.toContainText("at step");
    const [, other] = /With (.) instead of/.exec((await figure.textContent()) ?? "") ?? [];
    expect(other).not.toBe(inputs[0]);
    const distances = await rowsOf(lab, "distances");
    await expect(await shown(lab, "dependences")).not.toContainText("t step");
    const dependences = await rowsOf(lab, "dependences");
    const exportedRun = await lab.exportRun();
    expect(exportedRun.moment).toBe(step);
    for (const lane of [0, 1] as const) {
      const network = networkIn(exportedRun, lane);
      const [one, two] = [inputs, inputs.with(0, other)].map(
        (symbols) => run(network, symbols.map(oneHot)).states,
      );
      for (let t = 0; t <= T; t++) {
        const exact = Math.hypot(...one[t].map((value, i) => value - two[t][i]));
        expect(Math.abs(Number(distances[t][1 + lane]) - exact)).toBeLessThanOrEqual(1e-9 * exact + 1e-14);
      }
      for (const s of [1, 9, T]) {
        const found = dependences[lane * T + s - 1];
        expect(found[1]).toBe(String(s));
        const { onInputs } = differences(network, inputs.map(oneHot), s);
        for (let t = 1; t <= s; t++) {
          const exact = onInputs[t - 1];
          expect(Math.abs(Number(found[1 + t]) - exact)).toBeLessThanOrEqual(1e-5 * exact + 1e-9);
        }
        expect(found.slice(2 + s).every((cell) => cell === "")).toBe(true);
      }
    }
  }
});

for (const [view, reads] of [
  ["dependences", readsDependences],
  ["distances", readsDistances],
] as const) {
  test(`${VIEWS[view][1]}: read in the chart, the linked charts and the table, saved as PNG and SVG, and presented`, async ({
    lab,
    page,
  }) => {
    await lab.open(SMALL);
    await reads(lab);
    const figure = await shown(lab, view);
    const png = await saved(lab, () => figure.getByRole("button", { name: "Export PNG" }).click());
    const picture = await decodePng(page, png.bytes);
    expect(picture.colours).toBeGreaterThan(view === "dependences" ? 100 : 20);
    const svg = (await exported(lab, view, "Save SVG")).bytes.toString("utf8");
    // In the sentence and in the drawing.
    for (const name of ["RNN", "Unitary"]) expect(svg.split(name).length - 1, name).toBeGreaterThanOrEqual(2);
    expect(svg.includes("var(--")).toBe(false);
    expect(/<image[^>]+href="data:image\/png/.test(svg)).toBe(view === "dependences");

    await lab.button("Present").click();
    await page.getByRole("group", { name: "Charts shown" }).getByRole("button", { name: "Sequence" }).click();
    await expect(lab.figure(VIEWS[view][1])).toBeVisible();
    await expect(lab.figure(VIEWS[view][1])).toContainText("Unitary");
  });
}
