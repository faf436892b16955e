import { expect, type LabPage, test } from "./lab-page";
import { saved } from "./lab-steps";
import { decodePng } from "./png";

/** T = 26: three symbols, twenty blanks, recall. */
const SMALL = "#length=20&units=8&steps=20";

/** Saves a figure as PNG, SVG and CSV. */
async function exported(lab: LabPage, name: string) {
  const figure = lab.figure(name);
  const menu = lab.page.getByRole("dialog", { name: `Export ${name}` });
  const choose = async (button: string) => {
    await figure.getByRole("button", { name: "More exports" }).click();
    return saved(lab, () => menu.getByRole("button", { name: button }).click());
  };
  const png = await saved(lab, () => figure.getByRole("button", { name: "Export PNG" }).click());
  const [svg, csv] = [await choose("Save SVG"), await choose("Save CSV")];
  return {
    png: await decodePng(lab.page, png.bytes),
    svg: svg.bytes.toString("utf8"),
    csv: csv.bytes.toString("utf8").trim().split("\r\n"),
  };
}

test("hidden states are drawn as a map per network, in units and in the eigenbasis, read with the arrow keys, and saved", async ({
  lab,
  page,
}) => {
  await lab.open(SMALL);
  await page.getByLabel("Sequence shown").selectOption("hidden states");
  const figure = lab.figure("Hidden states");
  await expect(figure).toContainText(/While the input stays the same, t = 4 to 2\d, RNN’s state changes by/);
  await expect(figure).toContainText(/Unitary’s state changes by .*\./);
  await expect(figure.locator("canvas")).toHaveCount(2);
  const slider = figure.getByRole("slider", { name: "Hidden states, reading of Unitary" });
  await slider.focus();
  await slider.press("Home");
  await slider.press("ArrowRight");
  await slider.press("ArrowDown");
  await expect(slider).toHaveAttribute("aria-valuetext", /^t = 2, unit 2: −?[\d.]+/);
  await page.getByLabel("States shown as").selectOption("eigenbasis, |c|");
  await expect(figure).toContainText(/RNN’s moduli \|c\| change by .*; Unitary’s moduli \|c\| change by/);
  await slider.focus();
  await slider.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /^t = 1, eigenangle [\d.]+π, \|λ\| = 1: \|c\| = /);
  await figure.getByText("Data", { exact: true }).click();
  const data = page.getByRole("region", { name: "Hidden states: data" });
  await expect(data.getByRole("columnheader", { name: "t = 26" })).toBeVisible();
  await expect(data.getByRole("row").nth(1)).toContainText("RNN");

  await page.getByLabel("States shown as").selectOption("units, h");
  const maps = await exported(lab, "Hidden states");
  expect(maps.png.width).toBeGreaterThan(400);
  expect(maps.svg.match(/<image /g)).toHaveLength(2);
  expect(maps.svg).not.toContain("var(--");
  expect(maps.csv).toHaveLength(1 + 2 * 8);
  expect(maps.csv[0].split(",").slice(0, 4)).toEqual(["lane", "row", "shown", "t = 1"]);
  expect(maps.csv[1].split(",")).toHaveLength(3 + 26);
});

test("phases are offered for complex units", async ({ lab, page }) => {
  await lab.open(`${SMALL}&b.numbers=complex`);
  await page.getByLabel("Sequence shown").selectOption("hidden states");
  await page.getByLabel("States shown as").selectOption("units, phase");
  const slider = page.getByRole("slider", { name: "Hidden states, reading of Unitary" });
  await slider.focus();
  await slider.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /^t = 1, unit 1: (arg h = .*π|h = 0)/);
});

test("hidden states are paths in their principal planes, a point marks its time step in linked charts, and they are saved", async ({
  lab,
  page,
}) => {
  await lab.open(SMALL);
  await page.getByLabel("Sequence shown").selectOption("states in a plane");
  const figure = lab.figure("Hidden states in a plane");
  await expect(figure).toContainText(
    /RNN’s path, with .*% of the variance, .*; Unitary’s path, with .*% of the variance, .* of its extent\./,
  );
  await expect(figure.locator("svg").getByText("t = 26").first()).toBeVisible();
  const slider = figure.getByRole("slider", { name: "Hidden states in a plane, reading of RNN" });
  await slider.focus();
  await slider.press("Home");
  await slider.press("PageUp");
  await expect(slider).toHaveAttribute("aria-valuetext", /^t = 10: \(/);
  const linked = lab.figure("Gradient norm through time").getByRole("slider");
  await expect(linked).toHaveAttribute("aria-valuetext", /^t = 10|time step t 10/);
  await figure.getByText("Data", { exact: true }).click();
  const data = page.getByRole("region", { name: "Hidden states in a plane: data" });
  await expect(data.getByRole("columnheader", { name: "component 2, Unitary" })).toBeVisible();
  await expect(data.getByRole("row")).toHaveCount(28);

  const plane = await exported(lab, "Hidden states in a plane");
  expect(plane.png.width).toBeGreaterThan(400);
  expect(plane.svg).toContain("of the variance: ");
  expect(plane.svg).not.toContain("var(--");
  expect(plane.csv).toHaveLength(1 + 27);
});
