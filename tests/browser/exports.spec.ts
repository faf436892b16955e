import { expect, test } from "./lab-page";
import { SMALL, saved } from "./lab-steps";
import { decodePng, itxt } from "./png";

test("a chart is saved as PNG of either size and theme, as SVG, as CSV, and copied", async ({
  lab,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await lab.open(SMALL);
  await lab.button("Step").click();
  await expect.poll(() => lab.step()).toBe(1);
  await lab.page.waitForTimeout(400);
  const figure = lab.figure("Loss");
  const menu = lab.page.getByRole("dialog", { name: "Export Loss" });
  const choose = async (button: string, ...options: string[]) => {
    await figure.getByRole("button", { name: "More exports" }).click();
    for (const option of options) await menu.getByLabel(option, { exact: true }).check();
    return saved(lab, () => menu.getByRole("button", { name: button }).click());
  };

  const double = await choose("Save PNG", "2×", "dark");
  const picture = await decodePng(lab.page, double.bytes);
  const screen = (await figure.locator("[data-plot] svg").boundingBox())!;
  expect(picture.width).toBe(2 * (Math.max(420, screen.width) + 48));
  // The token of dark paper.
  expect(picture.corner).toEqual([0x17, 0x15, 0x12, 255]);
  expect(JSON.parse(itxt(double.bytes))).toMatchObject({ length: 20, units: 8 });
  await figure.getByRole("button", { name: "More exports" }).click();
  await menu.getByLabel("transparent").check();
  await lab.page.keyboard.press("Escape");
  const clear = await choose("Save PNG", "3×", "light");
  expect((await decodePng(lab.page, clear.bytes)).corner[3]).toBe(0);

  const svg = await choose("Save SVG");
  expect(svg.name).toMatch(/loss_custom_step-1\.svg$/);
  const text = svg.bytes.toString("utf8");
  expect(text.includes("no memory")).toBe(true);
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
});

test("the whole board is one picture of 1920 × 1080 that brings the config back", async ({ lab }) => {
  await lab.open(SMALL);
  await expect(lab.figure("Unitarity drift").locator("svg path").first()).toBeVisible();
  const board = await saved(lab, () => lab.button("Export board").click());
  expect(board.name).toMatch(/^unitary-rnn-lab_board_custom_step-0\.png$/);
  const picture = await decodePng(lab.page, board.bytes);
  expect([picture.width, picture.height]).toEqual([1920, 1080]);
  expect(picture.colours).toBeGreaterThan(100);
  expect(JSON.parse(itxt(board.bytes))).toMatchObject({ length: 20, units: 8, batch: 4 });
});
