import { readFileSync } from "node:fs";
import { type Change, withChanges } from "../../src/config/changes";
import { copying } from "../../src/tasks/copying";
import { batchOf } from "../../src/training/lane-trainer";
import { replayedLosses } from "../reference/replay";
import { largestRelativeError } from "../reference/training";
import { type ExportedRun, expect, type LabPage, test } from "./lab-page";
import { saved } from "./lab-steps";
import { itxt } from "./png";

const RUN =
  "#length=8&units=8&batch=4&steps=30&lr=0.05&a.activation=tanh&b.activation=tanh&b.init=haar&backend=wasm";

type Changed = ExportedRun & {
  readonly changes: readonly Change[];
  readonly initial: { readonly config: ExportedRun["config"] };
};

async function steps(lab: LabPage, to: number): Promise<void> {
  for (let step = await lab.step(); step < to; step++) {
    await lab.button("Step").click();
    await expect.poll(() => lab.step(), { intervals: [20] }).toBe(step + 1);
  }
}

const number = async (lab: LabPage, lane: "A" | "B", name: string, value: string) => {
  const field = lab.page.getByRole("group", { name: `Lane ${lane}` }).getByRole("textbox", { name });
  await field.fill(value);
  await field.press("Enter");
};

/** Changes settings between steps, by the keys and fields of the page. */
async function changedRun(lab: LabPage): Promise<Changed> {
  await lab.open(RUN);
  const key = (pressed: string) => lab.page.locator("body").press(pressed);
  await steps(lab, 4);
  for (let i = 0; i < 3; i++) await key("+");
  await steps(lab, 7);
  await key("n");
  await number(lab, "B", "Clip", "0.05");
  await steps(lab, 10);
  await number(lab, "A", "Optimiser’s rate", "0.004");
  await key("e");
  await steps(lab, 12);
  await lab.button("Play").click();
  await lab.reaches(30);
  await expect(lab.button("Play")).toBeVisible();
  return (await lab.exportRun()) as Changed;
}

test("an exported run names its changes in mid-run, replays in float64, and is played again by Import and Reset", async ({
  lab,
}) => {
  const { page } = lab;
  const run = await changedRun(lab);
  expect(run.version).toBe(3);
  expect(run.changes).toEqual([
    { step: 4, setting: "lr", from: 0.05, to: 0.099 },
    { step: 7, setting: "b.rule", from: "exp", to: "euclidean" },
    { step: 7, setting: "b.clip", from: 0, to: 0.05 },
    { step: 10, setting: "a.rate", from: 0.002, to: 0.004 },
    { step: 10, setting: "b.rule", from: "euclidean", to: "exp" },
  ]);
  expect(run.initial.config).toMatchObject({ lr: 0.05, a: { rate: 0.002 }, b: { clip: 0 } });
  expect(withChanges(run.initial.config, run.changes)).toEqual(run.config);

  const { config } = run.initial;
  const batches = Array.from({ length: 31 }, (_, k) => batchOf(config, copying.make(config, []), k));
  for (const [i, lane] of (["a", "b"] as const).entries()) {
    const { weights } = run.initial.lanes[i];
    const losses = await replayedLosses({ config, lane, weights, changes: run.changes }, batches);
    const { step, loss } = run.lanes[i].history;
    expect(step).toEqual(losses.map((_, k) => k));
    expect(largestRelativeError(loss.map(Number), losses)).toBeLessThan(1e-5);
  }

  // Every export says it: the picture below the chart and inside, the table at its head, the link's sentence.
  const figure = lab.figure("Loss");
  const png = await saved(lab, () => figure.getByRole("button", { name: "Export PNG" }).click());
  expect(JSON.parse(itxt(png.bytes))).toEqual({ ...config, changes: run.changes });
  await figure.getByRole("button", { name: "More exports" }).click();
  const menu = page.getByRole("dialog", { name: "Export Loss" });
  const csv = await saved(lab, () => menu.getByRole("button", { name: "Save CSV" }).click());
  const [first] = csv.bytes.toString("utf8").split("\r\n");
  expect(first).toContain("# from step 4 on: lr = 0.099, before: 0.05");
  await lab.button("Share").click();
  await expect(page.getByText(/not the changes made during this run/)).toBeVisible();
  await page.keyboard.press("Escape");

  // The file, imported, is the same run.
  const again = async () => {
    await expect(lab.status("Step")).toContainText("step 0");
    await expect(lab.status("Planned changes")).toHaveText("Planned: α 0.099 at step 4 and 4 more");
    await lab.button("Play").click();
    await lab.reaches(30);
    await expect(lab.button("Play")).toBeVisible();
    await expect(lab.status("Planned changes")).toBeEmpty();
    const replayed = (await lab.exportRun()) as Changed;
    expect(replayed.changes).toEqual(run.changes);
    for (const lane of [0, 1]) {
      expect(replayed.lanes[lane].history.loss).toEqual(run.lanes[lane].history.loss);
      expect(replayed.lanes[lane].weights).toEqual(run.lanes[lane].weights);
    }
  };
  const file = (name: string, mimeType: string, text: string | Buffer) => ({
    name,
    mimeType,
    buffer: Buffer.from(text),
  });
  await page
    .getByLabel("File to import")
    .setInputFiles(file("run.json", "application/json", JSON.stringify(run)));
  await again();
  await page.getByLabel("File to import").setInputFiles(file("loss.png", "image/png", png.bytes));
  await again();

  // Reset asks, by key too, and both answers are taken at their word.
  await page.locator("body").press("r");
  const choice = page.getByRole("dialog", { name: "Reset with or without the changes" });
  await expect(choice.getByRole("button", { name: /^Without the changes/ })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(choice).toBeHidden();
  await again();
  await lab.button("Reset").click();
  await choice.getByRole("button", { name: /^Without the changes/ }).click();
  await expect(lab.status("Step")).toContainText("step 0");
  await steps(lab, 1);
  const without = (await lab.exportRun()) as Changed;
  expect(without.version).toBe(2);
  expect(without.initial.config).toEqual(run.config);
});

test("a file whose changes make no sense is refused with a sentence, and the run goes on", async ({
  lab,
}) => {
  await lab.open(RUN);
  const old = JSON.parse(readFileSync("tests/files/release-0.1/run.json", "utf8"));
  const wrong = {
    ...old,
    version: 3,
    initial: { config: old.config },
    changes: [{ step: 4, setting: "lr", from: 0.5, to: 0.1 }],
  };
  const buffer = Buffer.from(JSON.stringify(wrong));
  await lab.page
    .getByLabel("File to import")
    .setInputFiles({ name: "wrong.json", mimeType: "application/json", buffer });
  await expect(
    lab.page.getByText("changes[0].from = “0.5” was refused: it must be 0.02, as before."),
  ).toBeVisible();
  expect((await lab.exportRun()).config.units).toBe(8);
});
