import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "./lab-page";

/** Files that release 0.1 exported, of the run of this address. */
const FILES = fileURLToPath(new URL("../files/release-0.1/", import.meta.url));
const LINK =
  "#task=adding&length=6&units=4&batch=2&seed=7&lr=0.02&steps=9&a.rule=soft&a.activation=tanh&a.beta=0.3&b.rule=deck-minus&b.init=haar&b.rate=0.005";
const CONFIG = {
  task: "adding",
  length: 6,
  units: 4,
  batch: 2,
  seed: 7,
  lr: 0.02,
  steps: 9,
  a: { rule: "soft", activation: "tanh", beta: 0.3, init: "uniform" },
  b: { rule: "deck-minus", activation: "modrelu", init: "haar", rate: 0.005 },
};

const file = (name: string, mimeType: string) => ({
  name,
  mimeType,
  buffer: readFileSync(`${FILES}${name}`),
});

for (const [name, mimeType] of [
  ["run.json", "application/json"],
  ["loss.png", "image/png"],
] as const) {
  test(`${name} of release 0.1 is imported with every setting`, async ({ lab }) => {
    await lab.open("#length=20&units=8&steps=40&batch=4");
    await lab.page.getByLabel("File to import").setInputFiles(file(name, mimeType));
    await expect(lab.page).toHaveURL(/units=4.*b\.rule=deck-minus/);
    await expect.poll(() => lab.step()).toBe(0);
    await expect(lab.page.getByRole("alert")).toHaveCount(0);
    expect((await lab.exportRun()).config).toMatchObject(CONFIG);
  });
}

test("a link of release 0.1 opens the same run, whose first nine steps have the same losses", async ({
  lab,
}) => {
  const old = JSON.parse(readFileSync(`${FILES}run.json`, "utf8"));
  await lab.open(`${LINK}&speed=full&play`);
  await lab.reaches(9);
  const run = await lab.exportRun();
  expect(run.config).toMatchObject(CONFIG);
  for (const lane of [0, 1]) expect(run.lanes[lane].history.loss).toEqual(old.lanes[lane].history.loss);
});

test("a picture of release 0.1’s counterexample leads back to its settings", async ({ lab }) => {
  await lab.open("#length=20&units=8&steps=40&batch=4");
  await lab.page.getByLabel("File to import").setInputFiles(file("counterexample.png", "image/png"));
  await expect(lab.page).toHaveURL(/screen=counterexample.*counterexample\.lr=0\.001/);
  await expect(lab.page.getByRole("combobox", { name: "Starting matrix U" })).toHaveValue("rotation");
});
