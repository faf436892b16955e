import { writeFile } from "node:fs/promises";
import { expect, test } from "./faults-page";
import type { LabPage } from "./lab-page";

/** Short enough for the history to have every step; long enough to change a setting during the run. */
const RUN = "#units=16&steps=400&seed=5&backend=wasm";

const history = (lab: LabPage) => lab.page.getByRole("slider", { name: "History" });

/** Losses of a lane from its exported run, by step. */
async function losses(lab: LabPage) {
  const run = await lab.exportRun();
  return run.lanes.map(({ history: { step, loss } }) => new Map(step.map((at, i) => [Number(at), loss[i]])));
}

const from = (step: number, all: ReadonlyMap<number, number | string>) =>
  [...all].filter(([at]) => at >= step);

async function forkedAt(lab: LabPage): Promise<number> {
  await expect(lab.status("Fork")).toContainText(/at step \d/);
  const text = (await lab.status("Fork").textContent()) ?? "";
  return Number(/at step ([\d\s]+)/.exec(text)?.[1].replace(/\s/g, ""));
}

async function fork(lab: LabPage, lane: "A" | "B"): Promise<void> {
  await lab.button("Fork here").click();
  await lab.page.getByRole("button", { name: new RegExp(`^Fork lane ${lane}`) }).click();
}

test("a lane is forked at an earlier step: it continues as before, and so does its copy until a setting is changed", async ({
  lab,
}) => {
  await lab.open(RUN);
  await lab.button("Play").click();
  await lab.reaches(400);
  await expect(lab.button("Play")).toBeVisible();
  const [plain, unitary] = await losses(lab);

  await history(lab).press("Home");
  await history(lab).press("ArrowRight");
  await fork(lab, "B");
  await expect(lab.status("Fork")).toContainText(/fork of lane B at step \d+/);
  const step = await forkedAt(lab);
  expect(step).toBeGreaterThan(0);
  expect(step).toBeLessThan(400);
  await expect(lab.status("Step")).toContainText(`step ${step} `);

  // With no change both continue as the lane did, bit for bit.
  await lab.button("Play").click();
  await lab.reaches(400);
  await expect(lab.button("Play")).toBeVisible();
  for (const lane of await losses(lab)) expect([...lane]).toEqual([...unitary]);

  // With a setting of the copy changed, its past is the same and its future differs; the original is unchanged.
  await lab.page
    .getByRole("group", { name: "Lane A" })
    .getByRole("combobox", { name: "Activation" })
    .selectOption("relu");
  await expect(lab.status("Waiting settings")).toContainText(
    "Reset or Play to apply: Lane A activation modReLU → ReLU",
  );
  await lab.button("Reset").click();
  await expect(lab.status("Step")).toContainText(`step ${step} `);
  await lab.page
    .getByRole("group", { name: "Lane A" })
    .getByRole("combobox", { name: "Rule" })
    .selectOption({ label: "Unconstrained (plain RNN)" });
  await lab.button("Play").click();
  await lab.reaches(400);
  await expect(lab.button("Play")).toBeVisible();
  const run = await lab.exportRun();
  expect(run).toMatchObject({
    fork: { lane: "b", step },
    config: {
      a: { activation: "relu", rule: "none", init: "rotations" },
      b: { activation: "modrelu", rule: "exp" },
    },
  });
  // Both lanes started like lane B.
  expect(run.initial.lanes[0]).toEqual(run.initial.lanes[1]);
  const [copy, original] = await losses(lab);
  expect([...original]).toEqual([...unitary]);
  expect(from(0, copy).slice(0, step)).toEqual(from(0, unitary).slice(0, step));
  expect(from(step + 1, copy)).not.toEqual(from(step + 1, unitary));
  expect(copy.size).toBe(401);

  // After leaving the fork, the previous run is shown again, at its end.
  await lab.button("Leave fork").click();
  await expect(lab.status("Fork")).toBeHidden();
  await expect(lab.status("Step")).toContainText("step 400");
  const again = await losses(lab);
  expect([...again[0]]).toEqual([...plain]);
  expect([...again[1]]).toEqual([...unitary]);
});

test("a lane that exploded is forked before that, by key, with undo, and continues with clipping", async ({
  lab,
}) => {
  await lab.open("#units=16&length=30&steps=60&a.init=gaussian&a.gain=1.5&backend=wasm");
  await lab.button("Play").click();
  await lab.reaches(60);
  await expect(lab.page.getByText(/Stopped at step \d+/)).toBeVisible();
  await fork(lab, "A");
  const step = await forkedAt(lab);
  expect(step).toBeLessThan(60);
  await expect(lab.page.getByText(/the available step nearest to 60/)).toBeVisible();
  const clip = lab.page.getByRole("group", { name: "Lane B" }).getByRole("textbox", { name: "Clip" });
  await clip.fill("1");
  await clip.press("Enter");
  await lab.button("Play").click();
  await lab.reaches(60);
  const run = await lab.exportRun();
  expect(run.lanes[0].step).toBeLessThan(60);
  expect(run.lanes[1].step).toBe(60);
  expect(Number.isFinite(Number(run.lanes[1].history.loss.at(-1)))).toBe(true);

  // Beyond the previous run, so that the saved run is recognised as this one.
  await lab.button("Play").click();
  await lab.reaches(120);
  await expect(lab.button("Play")).toBeVisible();
  // The offer after a reload.
  for (const part of ["steps=120", "b.clip=1"]) await expect.poll(() => lab.page.url()).toContain(part);
  expect(await lab.keeps()).toBe(120);
  await lab.page.reload();
  await lab.button("Continue").click();
  await expect(lab.status("Fork")).toContainText(`fork of lane A at step ${step}`);
  await lab.button("Leave fork").click();
  await expect(lab.status("Fork")).toBeHidden();
  // The previous run is rebuilt, and until then cannot be forked.
  await expect(lab.button("Play")).toBeEnabled();
  await lab.page.locator("body").press("f");
  await expect(lab.status("Fork")).toContainText("fork of lane B");
  await lab.page.locator("body").press("Control+z");
  await expect(lab.status("Fork")).toBeHidden();
});

test("a fork is made again from its file, also one of a fork, with the numbers of the original", async ({
  lab,
  page,
}, info) => {
  await lab.open("#units=8&length=10&batch=4&steps=60&seed=5&backend=wasm");
  const play = async () => {
    await lab.button("Play").click();
    await lab.reaches(60);
    await expect(lab.button("Play")).toBeVisible();
  };
  const choose = (lane: "A" | "B", setting: string, label: string) =>
    page
      .getByRole("group", { name: `Lane ${lane}` })
      .getByRole("combobox", { name: setting })
      .selectOption({ label });
  await play();
  await history(lab).press("Home");
  for (let i = 0; i < 3; i++) await history(lab).press("ArrowRight");
  await fork(lab, "B");
  await expect(lab.status("Fork")).toContainText(/fork of lane B at step \d+/);
  await choose("A", "Activation", "ReLU");
  await lab.button("Reset").click();
  await play();
  // Then the copy is forked: its starting weights are those of lane B.
  await history(lab).press("End");
  for (let i = 0; i < 20; i++) await history(lab).press("ArrowLeft");
  await fork(lab, "A");
  await expect(lab.status("Fork")).toContainText("fork of lane A");
  const step = await forkedAt(lab);
  expect(step).toBeLessThan(60);
  await choose("B", "Rule", "Unconstrained (plain RNN)");
  await choose("B", "Optimiser", "Adam");
  await lab.button("Reset").click();
  await play();
  const original = await lab.exportRun();
  expect(original).toMatchObject({ fork: { lane: "a", step, start: "b" } });
  const file = info.outputPath("fork.json");
  await writeFile(file, JSON.stringify(original));

  await page.goto("about:blank");
  await lab.open("#units=8&steps=20&backend=wasm");
  await page.getByLabel("File to import").setInputFiles(file);
  await lab.says(new RegExp(`The fork of lane A at step ${step} was made again from fork\\.json`), 120_000);
  await expect(lab.status("Fork")).toContainText(`fork of lane A at step ${step}`);
  await expect(lab.button("Leave fork")).toHaveCount(0);
  await expect(lab.status("Step")).toContainText(`step ${step} `);
  await play();
  const again = await lab.exportRun();
  expect(again).toMatchObject({ config: original.config, fork: { lane: "a", step, start: "b" } });
  expect(again.initial).toEqual(original.initial);
  expect(again.lanes.map(({ weights }) => weights)).toEqual(original.lanes.map(({ weights }) => weights));
  const [one, other] = [original, again].map(({ lanes }) =>
    lanes.map(({ history: { step: at, loss } }) => [at, loss]),
  );
  expect(other).toEqual(one);
});
