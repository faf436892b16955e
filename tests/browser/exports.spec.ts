import { expect, test } from "./lab-page";
import { SMALL, saved } from "./lab-steps";
import { decodePng, itxt } from "./png";

test("a chart is saved as PNG in either theme, as SVG, as CSV, and copied", async ({ lab, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.open(SMALL);
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  const figure = lab.figure("Loss");
  await expect(figure).toContainText(/At step 1 RNN/);
  const menu = lab.page.getByRole("dialog", { name: "Export Loss" });
  const choose = async (button: string, ...options: string[]) => {
    await figure.getByRole("button", { name: "More exports" }).click();
    for (const option of options) await menu.getByLabel(option, { exact: true }).check();
    return saved(lab, () => menu.getByRole("button", { name: button }).click());
  };

  const dark = await choose("Save PNG", "screen", "dark");
  const picture = await decodePng(lab.page, dark.bytes);
  const screen = (await figure.locator("[data-plot] svg").boundingBox())!;
  expect(picture.width).toBe(3 * (Math.max(420, screen.width) + 48));
  // The colour of the dark theme's background.
  expect(picture.corner).toEqual([0x17, 0x15, 0x12, 255]);
  expect(JSON.parse(itxt(dark.bytes))).toMatchObject({ length: 20, units: 8 });
  await figure.getByRole("button", { name: "More exports" }).click();
  await menu.getByLabel("transparent").check();
  await lab.page.keyboard.press("Escape");
  const clear = await choose("Save PNG", "slide 16:9", "light");
  expect((await decodePng(lab.page, clear.bytes)).corner[3]).toBe(0);

  const svg = await choose("Save SVG");
  expect(svg.name).toMatch(/loss_custom_step-1\.svg$/);
  const text = svg.bytes.toString("utf8");
  expect(text.includes("best possible without memory")).toBe(true);
  expect(text.includes("var(--")).toBe(false);

  const csv = await choose("Save CSV");
  const run = await lab.exportRun();
  const [head, first] = csv.bytes.toString("utf8").split("\r\n");
  expect(head).toBe('step,"loss, RNN","loss, Unitary"');
  expect(first.split(",").map(Number)).toEqual([
    0,
    run.lanes[0].history.loss[0],
    run.lanes[1].history.loss[0],
  ]);

  await figure.getByRole("button", { name: "More exports" }).click();
  await menu.getByRole("button", { name: "Copy picture" }).click();
  await expect
    .poll(() => lab.page.evaluate(async () => (await navigator.clipboard.read())[0]?.types ?? []))
    .toContain("image/png");

  // Not allowed, and as over plain http on another computer: a sentence that says why, and another way.
  const refused = async (why: RegExp) => {
    await figure.getByRole("button", { name: "More exports" }).click();
    await menu.getByRole("button", { name: "Copy picture" }).click();
    await expect(figure.getByRole("alert")).toContainText(why);
    await expect(figure.getByRole("alert")).toContainText("Save PNG makes a file of the same picture.");
  };
  await context.clearPermissions();
  await lab.page.evaluate(() => {
    navigator.clipboard.write = () =>
      Promise.reject(new DOMException("Write permission denied.", "NotAllowedError"));
  });
  await refused(/The browser did not allow the page to copy/);
  await lab.page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await refused(/Only a page that was loaded with https, or from this computer, may copy pictures/);
});

test("the sheet of all charts is one picture of 1920 × 1080 that restores the config", async ({ lab }) => {
  await lab.open(SMALL);
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  await lab.settled();
  const board = await saved(lab, () => lab.button("Save all charts").click());
  expect(board.name).toMatch(/^unitary-rnn-lab_all-charts_custom_step-0\.png$/);
  const picture = await decodePng(lab.page, board.bytes);
  expect([picture.width, picture.height]).toEqual([1920, 1080]);
  expect(picture.colours).toBeGreaterThan(100);
  expect(JSON.parse(itxt(board.bytes))).toMatchObject({ length: 20, units: 8, batch: 4 });
});

test("a figure of the lesson is saved as PNG, SVG and CSV with the settings that make it, and leads back to its chapter", async ({
  lab,
}) => {
  const { page } = lab;
  await page.goto("/#screen=why&why.chapter=past-approach&length=20&units=8&batch=4");
  const figure = lab.figure("The factors of W, one by one");
  await page.getByRole("button", { name: "jolt all of them by 10" }).click();
  await expect(figure.locator("[data-plot] svg")).toBeVisible();
  const png = await saved(lab, () => figure.getByRole("button", { name: "Export PNG" }).click());
  expect(png.name).toBe("unitary-rnn-lab_the-factors-of-w-one-by-one_why-past-approach.png");
  const picture = await decodePng(page, png.bytes);
  expect([picture.width, picture.height]).toEqual([1920, 1080]);
  // 64 entries, each coloured by its phase and modulus.
  expect(picture.colours).toBeGreaterThan(64);

  await figure.getByRole("button", { name: "More exports" }).click();
  const menu = page.getByRole("dialog", { name: "Export The factors of W, one by one" });
  const svg = await saved(lab, () => menu.getByRole("button", { name: "Save SVG" }).click());
  const text = svg.bytes.toString("utf8");
  expect(text).toContain("the product, W");
  expect(text).toContain("Why it works, 4: The past approach");
  expect(text).toContain("each parameter moved by about 10");
  // Programs other than browsers read neither variables nor colour spaces.
  expect(text).not.toMatch(/var\(--|oklab|oklch|color-mix|\bcolor\(/);
  await figure.getByRole("button", { name: "More exports" }).click();
  const csv = await saved(lab, () => menu.getByRole("button", { name: "Save CSV" }).click());
  const rows = csv.bytes.toString("utf8").trim().split("\r\n");
  expect(rows[0]).toBe("row,column,Re P,Im P");
  expect(rows).toHaveLength(65);
  // Its first row has norm 1, like every row of a unitary matrix.
  const first = rows.slice(1, 9).map((row) => row.split(",").slice(2).map(Number));
  expect(Math.hypot(...first.flat())).toBeCloseTo(1, 12);

  await page.getByRole("link", { name: "Lab", exact: true }).click();
  await expect(lab.status("Step")).toContainText("step 0", { timeout: 60_000 });
  const file = { name: png.name, mimeType: "image/png", buffer: png.bytes };
  await page.getByLabel("File to import").setInputFiles(file);
  await expect(page.getByRole("heading", { level: 2, name: /The past approach/ })).toBeInViewport();
  // The lab's run is unchanged.
  await expect.poll(() => new URL(page.url()).hash).toContain("length=20");
});

test("a chart of the counterexample, and the heat map on its canvas, are saved as pictures", async ({
  lab,
}) => {
  const { page } = lab;
  await page.goto("/#screen=counterexample&counterexample.lr=1e-8&counterexample.matrix=0,-1;1,0");
  const circle = lab.figure("Image of the circle");
  await expect(circle.locator("[data-plot] svg")).toBeVisible();
  const png = await saved(lab, () => circle.getByRole("button", { name: "Export PNG" }).click());
  expect(png.name).toBe("unitary-rnn-lab_image-of-the-circle_counterexample_step-0.png");
  expect(JSON.parse(itxt(png.bytes)).address).toBe(
    "#screen=counterexample&counterexample.lr=1e-8&counterexample.matrix=0,-1;1,0",
  );
  await circle.getByRole("button", { name: "More exports" }).click();
  const menu = page.getByRole("dialog", { name: "Export Image of the circle" });
  const svg = await saved(lab, () => menu.getByRole("button", { name: "Save SVG" }).click());
  expect(svg.bytes.toString("utf8")).toContain("matrix 0,-1;1,0");

  await lab.open(SMALL);
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  await page.getByLabel("Gradient shown").selectOption("heat map: whole loss");
  const heat = lab.figure("Gradient norm through time");
  await expect(heat.locator("canvas")).toHaveCount(2);
  await heat.getByRole("button", { name: "More exports" }).click();
  const exports = page.getByRole("dialog", { name: "Export Gradient norm through time" });
  const saveSvg = () => exports.getByRole("button", { name: "Save SVG" }).click();
  const drawing = (await saved(lab, saveSvg)).bytes.toString("utf8");
  expect(drawing.match(/<image[^>]*href="data:image\/png/g)).toHaveLength(2);
});
