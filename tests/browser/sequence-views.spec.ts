import type { Locator } from "@playwright/test";
import { expect, type LabPage, test } from "./lab-page";

/** T = 18: three symbols, twelve blanks, recall. */
const SMALL = "#length=12&units=8&steps=20";

/** Shows a view of the figure *Sequence*. @returns the view's figure */
async function shown(lab: LabPage, label: string, name: string): Promise<Locator> {
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

test("a map shows what each answer depends on, and marks the pointed input in the linked charts", async ({
  lab,
  page,
}) => {
  await lab.open(SMALL);
  const name = "What the answer depends on";
  const figure = await shown(lab, "what each answer depends on", name);
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
});

test("the states after another first input, and how long each network remembers it", async ({
  lab,
  page,
}) => {
  await lab.open(SMALL);
  const name = "Hidden states: distance";
  const figure = await shown(lab, "distance after another first input", name);
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
});
