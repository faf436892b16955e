import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./clean-page";
import { fitsWindow, placeOf } from "./lab-steps";

const PAGE = "/#screen=counterexample";
const SLIDE = "&counterexample.matrix=swap";
const open = async (page: Page, settings = "") => {
  await page.goto(PAGE + settings);
  await expect(page.getByRole("button", { name: "Play", exact: true })).toBeVisible();
};
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const iteration = (page: Page) => page.getByRole("status", { name: "Iteration" });
const output = (page: Page) => page.getByRole("region", { name: "Output" });
const figure = (page: Page, name: string) => page.getByRole("figure", { name, exact: true });
const printed = (count: number) => `Weighted matrix stopped being unitary after ${count} iterations`;

test("it opens with a matrix that Exp turns, and the slide's program is one click away", async ({ page }) => {
  await open(page);
  await expect(page.getByRole("radio", { name: "A matrix that turns" })).toBeChecked();
  const circle = figure(page, "Image of the circle").getByRole("paragraph");
  await expect(circle).toContainText("goes to Uv = [0.6,\u00a05] of length 5.");
  await button(page, "Step").click();
  // Turned by α‖A‖/(2√2) = 0.0246 to the right.
  await expect(circle).toContainText("Uv = [0.72,\u00a04.9] of length 5.");
  await expect(iteration(page)).toContainText("still unitary");

  await page.getByRole("radio", { name: "The lecture’s program" }).check({ force: true });
  await expect(page).toHaveURL(/#screen=counterexample&counterexample\.matrix=swap$/);
  for (const line of ["U = np.array([[0, 1], [1, 0]]); lr = 10", "    U = U + lr * sigmoid(U)"]) {
    await expect(page.getByRole("region", { name: "The program" })).toContainText(line);
  }
  await button(page, "Play").click();
  await expect(output(page)).toContainText(printed(1));
  await page.getByRole("radio", { name: "A matrix that turns" }).check({ force: true });
  await expect(page).toHaveURL(/#screen=counterexample$/);
});

test("Play runs the slide's program to the slide's line", async ({ page }) => {
  await open(page, SLIDE);
  await expect(iteration(page)).toContainText("iteration 0");
  await expect(output(page)).toContainText("Nothing printed yet.");
  await button(page, "Play").click();
  await expect(output(page)).toContainText(printed(1));
  await expect(iteration(page)).toContainText("iteration 1");
  await expect(page.locator("[data-current]").first()).toContainText("print(");
});

test("the loop plays to the printed count at each learning rate", async ({ page }) => {
  for (const [rate, count] of [
    ["1e-7", 1],
    ["1e-8", 2],
    ["1e-9", 11],
    ["1e-10", 101],
  ] as const) {
    // A link that is followed from the loop before, which has ended.
    await open(page, `&counterexample.lr=${rate}`);
    await expect(iteration(page)).toContainText("iteration 0");
    await button(page, "Play").click();
    await expect(output(page), rate).toContainText(printed(count), { timeout: 30_000 });
  }
});

test("Step does one iteration and continues past the end; Reset goes back", async ({ page }) => {
  await open(page, "&counterexample.lr=1e-8");
  await button(page, "Step").click();
  await expect(iteration(page)).toContainText("iteration 1");
  await expect(output(page)).toContainText("Nothing printed yet.");
  await button(page, "Step").click();
  await button(page, "Step").click();
  await expect(iteration(page)).toContainText("iteration 3");
  await expect(output(page)).toContainText(printed(2));
  await button(page, "Reset").click();
  await expect(iteration(page)).toContainText("iteration 0");
  await expect(output(page)).toContainText("Nothing printed yet.");
});

test("Pause stops a loop that would continue", async ({ page }) => {
  await open(page, "&counterexample.rule=exp");
  await button(page, "Play").click();
  await expect(iteration(page)).not.toContainText("iteration 0");
  await button(page, "Pause").click();
  await expect(button(page, "Play")).toBeVisible();
  const held = await iteration(page).textContent();
  await page.waitForTimeout(700);
  expect(await iteration(page).textContent()).toBe(held);
});

test("Exp stays unitary: along the slide's own G it cannot move, whatever rule is chosen, along another it turns", async ({
  page,
}) => {
  await open(page, SLIDE);
  await expect(page.getByText("‖A‖ = 0: GU* is symmetric, so Exp does not move U.")).toBeVisible();
  const drift = figure(page, "Unitarity drift");
  await expect(drift).toContainText("Naive exactly 0, Exp exactly 0 – it cannot move, as A = 0.");
  await button(page, "Step").click();
  await expect(drift).toContainText("Exp exactly 0 – it did not move, as A = 0.");
  await page
    .getByRole("radiogroup", { name: "Update rule" })
    .getByRole("radio", { name: "Exp" })
    .check({ force: true });
  await expect(iteration(page)).toContainText("A = 0, U did not move");
  await page
    .getByRole("radiogroup", { name: "Direction G" })
    .getByRole("radio", { name: "fixed G" })
    .check({ force: true });
  await expect(page.getByText("‖A‖ = 0.14: Exp turns U")).toBeVisible();
  const before = await figure(page, "Image of the circle").getByRole("paragraph").textContent();
  await button(page, "Step").click();
  await expect(figure(page, "Image of the circle").getByRole("paragraph")).not.toHaveText(before ?? "");
  await expect(iteration(page)).toContainText("still unitary");
  await expect(page.getByRole("region", { name: "Norms" })).toContainText("‖Uv‖5");
});

test("the slider, the rule and the matrix are in the address and are restored from it", async ({ page }) => {
  await open(page, "&lr=0.1");
  await page.getByRole("slider", { name: "Learning rate" }).fill("-9");
  await page
    .getByRole("radiogroup", { name: "Update rule" })
    .getByRole("radio", { name: "Exp" })
    .check({ force: true });
  await page.getByRole("combobox", { name: "Starting matrix U" }).selectOption("random");
  await button(page, "Draw another").click();
  await expect(page).toHaveURL(/screen=counterexample/);
  await expect(page).toHaveURL(/(#|&)lr=0\.1(&|$)/);
  await expect(page).toHaveURL(/counterexample\.lr=1e-9/);
  await expect(page).toHaveURL(/counterexample\.rule=exp/);
  await expect(page).toHaveURL(/counterexample\.matrix=random\.2/);
  const entry = await page.getByRole("textbox", { name: "Row 1, column 1" }).inputValue();
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Row 1, column 1" })).toHaveValue(entry);
  await expect(page.getByRole("radio", { name: "Exp" })).toBeChecked();
});

test("a bad value in the address is refused with a sentence, and the rest is used", async ({ page }) => {
  await open(page, "&counterexample.lr=20&counterexample.matrix=rotation");
  await expect(page.getByRole("alert")).toContainText(
    "counterexample.lr = “20” was refused: it must be a number from 10⁻¹⁰ to 10",
  );
  await expect(page.getByRole("combobox", { name: "Starting matrix U" })).toHaveValue("rotation");
});

test("a matrix that is not unitary at the start gets the program's own answer: 0 iterations", async ({
  page,
}) => {
  await open(page, SLIDE);
  const cell = page.getByRole("textbox", { name: "Row 1, column 1" });
  await cell.fill("0.5");
  await cell.press("Enter");
  await expect(output(page)).toContainText(printed(0));
  await expect(page.getByText("Not unitary: UU* differs from I by 0.5")).toBeVisible();
});

test("an entry that is not a number is refused with a sentence and the previous number remains", async ({
  page,
}) => {
  await open(page, SLIDE);
  const cell = page.getByRole("textbox", { name: "Row 2, column 1" });
  await cell.fill("one");
  await cell.press("Enter");
  await expect(page.getByRole("alert")).toContainText("Row 2, column 1: “one” is not a number");
  await expect(cell).toHaveValue("1");
});

test("the charts show the start before Play, and in four dimensions the lengths replace the circle", async ({
  page,
}) => {
  await open(page, SLIDE);
  for (const name of ["Unitarity drift", "Eigenvalues", "Image of the circle"]) {
    await expect(figure(page, name).locator("[data-plot] svg").first()).toBeVisible();
  }
  await expect(figure(page, "Unitarity drift")).toContainText("Naive exactly 0, Exp exactly 0");
  await page.getByRole("radio", { name: "4×4" }).check({ force: true });
  await expect(figure(page, "Lengths")).toContainText("every ‖Ux‖ equals ‖x‖");
  await expect(figure(page, "Image of the circle")).toHaveCount(0);
});

test("the image of the circle keeps its size when U explodes, and says how far away Uv is", async ({
  page,
}) => {
  await open(page, SLIDE);
  const plot = figure(page, "Image of the circle").locator("[data-plot] svg").first();
  const radius = () => plot.locator("circle").first().getAttribute("r");
  // Once the plot has its size.
  await placeOf(plot);
  const before = await radius();
  await button(page, "Step").click();
  await expect(plot.getByText("Uv 66", { exact: true })).toBeVisible();
  await button(page, "Step").click();
  await expect(plot.getByText("Uv 160", { exact: true })).toBeVisible();
  await expect.poll(radius).toBe(before);
});

test("Naive is drawn dashed and hollow, Exp solid, both in the blue of the lab's lane B", async ({
  page,
}) => {
  await open(page);
  await button(page, "Step").click();
  const look = (lane: "a" | "b") =>
    figure(page, "Unitarity drift")
      .locator(`g[data-series=${lane}] path`)
      .first()
      .evaluate((line) => [line.getAttribute("stroke"), line.getAttribute("stroke-dasharray")]);
  await expect.poll(() => look("a")).toEqual(["var(--lane-b-mark)", "7 4"]);
  await expect.poll(() => look("b")).toEqual(["var(--lane-b-mark)", null]);
});

test("the table of rates gives the result of each rate; that of functions starts at a matrix that Exp moves, and says when it does not move one", async ({
  page,
}) => {
  await open(page, SLIDE);
  for (const row of ["10 1", "10⁻⁷ 1", "10⁻⁸ 2", "10⁻⁹ 11", "10⁻¹⁰ 101"]) {
    await expect(page.getByRole("row", { name: row, exact: true })).toBeVisible();
  }
  const row = (name: string) => page.getByRole("row", { name, exact: false });
  for (const name of ["sigmoid 1", "tanh 1", "ReLU 1", "modReLU, m = 0.1 1"]) {
    const cell = (column: number) => row(name).getByRole("cell").nth(column);
    await expect.poll(async () => Number(await cell(1).textContent())).toBeGreaterThan(0.03);
    await expect(cell(2)).toHaveText(/10⁻¹[²³⁴⁵⁶]$/);
  }
  await expect(row("modReLU, m = 0 1")).toContainText("did not move");
});

for (const [width, height] of [
  [1024, 768],
  [768, 900],
  [720, 450],
] as const) {
  test(`program and drift are side by side within the first 600 px at ${width} × ${height}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height });
    await open(page, SLIDE);
    await button(page, "Play").click();
    await expect(output(page)).toContainText(printed(1));
    const box = async (part: Locator) => (await part.boundingBox())!;
    await expect(async () => {
      const program = await box(page.getByRole("region", { name: "The program" }));
      const chart = await box(figure(page, "Unitarity drift").locator("[data-plot] svg").first());
      expect(program.x + program.width).toBeLessThan(chart.x);
      for (const part of [program, chart]) expect(part.y + part.height).toBeLessThan(600);
      expect(chart.height).toBeGreaterThan(150);
      // The current line of the program is scrolled into view.
      const code = await box(page.locator("pre"));
      const line = await box(page.locator("[data-current]").last());
      expect(line.y).toBeGreaterThanOrEqual(code.y);
      expect(line.y + line.height).toBeLessThanOrEqual(code.y + code.height + 1);
    }).toPass({ timeout: 20_000 });
  });
}

test("nothing overflows the edge from 360 to 2560 px", async ({ page }) => {
  for (const width of [360, 768, 1440, 2560]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto("about:blank");
    await open(page, "&counterexample.matrix=random");
    await fitsWindow(page);
  }
});

test("presented it is one screen at each size, large enough for a hall and driven by keys", async ({
  page,
}) => {
  await open(page, "&counterexample.lr=1e-8");
  // So that the keys are those of the presentation, not of the focused control.
  const blur = () =>
    page.locator("body").evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  for (const [width, height, least] of [
    [1920, 1080, 24],
    [1280, 720, 16],
    [1024, 768, 16],
  ] as const) {
    await page.setViewportSize({ width, height });
    await blur();
    await page.keyboard.press("p");
    await expect(page.locator("html")).toHaveAttribute("data-present", "");
    const chart = figure(page, "Unitarity drift");
    const label = chart.getByText("‖UU* − I‖", { exact: true });
    await expect
      .poll(() => label.evaluate((text) => Number.parseFloat(getComputedStyle(text).fontSize)))
      .toBeGreaterThanOrEqual(least);
    await expect
      .poll(() => page.evaluate(() => document.documentElement.scrollHeight))
      .toBeLessThanOrEqual(height);
    // The plots resize one after another to the space available.
    for (const name of ["Unitarity drift", "Eigenvalues", "Image of the circle"]) {
      await expect(async () => {
        const box = (await figure(page, name).locator("[data-plot] svg").first().boundingBox())!;
        expect(box.y + box.height).toBeLessThanOrEqual(height);
        expect(Math.min(box.width, box.height)).toBeGreaterThan(height / 6);
      }).toPass({ timeout: 20_000 });
    }

    await page.keyboard.press("ArrowRight");
    await expect(iteration(page)).toContainText("iteration 1");
    await page.keyboard.press("Space");
    await expect(output(page)).toContainText(printed(2));
    await page.keyboard.press("r");
    await expect(iteration(page)).toContainText("iteration 0");
    await page.keyboard.press("e");
    await expect(page.getByRole("radio", { name: "Exp" })).toBeChecked();
    await page.keyboard.press("n");
    await expect(page.getByRole("radio", { name: "Naive" })).toBeChecked();
    await page.keyboard.press("+");
    await expect(page).toHaveURL(/counterexample\.lr=1e-7/);
    await page.keyboard.press("-");
    await expect(page).toHaveURL(/counterexample\.lr=1e-8/);
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("one iteration");
    await page.keyboard.press("Escape");

    // Every control can be reached with the Tab key.
    const reached = new Set<string>();
    await blur();
    for (let k = 0; k < 40; k++) {
      await page.keyboard.press("Tab");
      reached.add(
        await page.evaluate(() => {
          const at = document.activeElement;
          return at?.getAttribute("aria-label") ?? at?.closest("label, [aria-labelledby]")?.textContent ?? "";
        }),
      );
    }
    for (const name of [
      "Leave presentation",
      "Play",
      "Step",
      "Reset",
      "Naive",
      "Learning rate",
      "sigmoid(U)",
      "Row 2, column 2",
      "2×2",
      "Export PNG",
    ])
      expect([...reached]).toContain(name);
    await page.keyboard.press("Escape");
    await expect(page.locator("html")).not.toHaveAttribute("data-present", "");
  }
});
