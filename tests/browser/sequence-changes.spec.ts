import { expect, test } from "./lab-page";
import { sequenceAgrees, shownAs } from "./sequence-numbers";

const SMALL = "length=5&units=5&steps=4&batch=4";

for (const [view, name] of [
  ["answers", "Sequence"],
  ["network", "Network"],
] as const) {
  test(`another task while the view ${view} is open: its sequences, symbols and answers come together`, async ({
    lab,
    page,
  }) => {
    await lab.open(`#${SMALL}`);
    const figure = await shownAs(lab, view, name);
    for (const task of ["digits", "copying", "adding", "characters"]) {
      await page.getByRole("combobox", { name: "Task" }).selectOption(task);
      await lab.button("Play").click();
      await expect(lab.status("Speed")).toContainText("finished", { timeout: 60_000 });
      await expect(figure).toBeVisible();
    }
    await sequenceAgrees(lab);
  });
}

test("shorter sequences: the answer that was chosen is forgotten", async ({ lab, page }) => {
  await lab.open(`#${SMALL}`);
  const reading = page.getByRole("slider", { name: "Sequence, reading", exact: true });
  await reading.focus();
  await reading.press("End");
  await page.getByRole("combobox", { name: "Task" }).selectOption("characters");
  await lab.button("Reset").click();
  await expect(lab.figure("Sequence")).toContainText(/The true next .* RNN answers/);
  await lab.ready();
  await sequenceAgrees(lab);
});

test("the gradient chart follows the last answer, whose dependence is computed already, and Escape ends it", async ({
  lab,
  page,
}) => {
  await lab.open(`#${SMALL}`);
  const gradient = lab.figure("Gradient norm through time");
  await expect(gradient).toContainText("of the gradient it has");
  const reading = page.getByRole("slider", { name: "Sequence, reading", exact: true });
  await reading.focus();
  await reading.press("End");
  await expect(gradient).toContainText("of the answer’s gradient it has");
  await reading.press("Escape");
  await expect(gradient).toContainText("of the gradient it has");
});

test("another update rule of a paused run moves W: the answers are those of the new W", async ({
  lab,
  page,
}) => {
  await lab.open(`#${SMALL}`);
  await lab.button("Play").click();
  await expect(lab.status("Speed")).toContainText("finished");
  await page
    .getByRole("group", { name: "Lane A" })
    .getByRole("combobox", { name: "Rule" })
    .selectOption("projection");
  await expect(lab.figure("Sequence")).toContainText("Unitary, projection");
  // The step stays the same: nothing says of which W the answers are.
  await expect(async () => void (await sequenceAgrees(lab))).toPass();
});

test("a stopped lane: the network is that of its last finite step, and its sentence says so", async ({
  lab,
}) => {
  await lab.open("#length=20&units=8&a.gain=5&a.init=gaussian&steps=4&sequence=9");
  await lab.button("Play").click();
  await expect(lab.figure("Loss")).toContainText(/RNN stopped at step \d/, { timeout: 60_000 });
  const figure = await shownAs(lab, "network", "Network");
  await expect(figure).toContainText(/RNN is shown as it was at step \d, before it stopped at step \d/);
});

test("a lane that overflows in its first pass is said to have stopped, in every view", async ({ lab }) => {
  const settings = "length=1000&units=4&batch=1&a.gain=10&a.init=gaussian&a.activation=relu&steps=2";
  await lab.open(`#${settings}&view=gradient:jacobian`);
  const gradient = lab.figure("Gradient norm through time");
  await expect(gradient).toContainText("RNN stopped at step 0 (loss: NaN)");
  // Three symbols are shown before the blanks, and asked for after them.
  await expect(gradient).toContainText("Over 1006 time steps", { timeout: 60_000 });
  for (const [view, name] of [
    ["answers", "Sequence"],
    ["what answers depend on", "What the answer depends on"],
    ["hidden states", "Hidden states"],
    ["states in a plane", "Hidden states in a plane"],
    ["distance after another first input", "Hidden states: distance"],
    ["network", "Network"],
  ]) {
    await expect(await shownAs(lab, view, name)).toContainText("RNN stopped at step 0 (loss: NaN)");
  }
  for (const view of ["time step", "W"]) {
    await lab.page.getByLabel("Eigenvalues shown").selectOption(view);
    await expect(lab.figure("Eigenvalues")).toContainText("RNN stopped at step 0 (loss: NaN)");
  }
});

test("an address without a sequence shows the first, and Back the one before", async ({ lab, page }) => {
  await lab.open(`#${SMALL}&sequence=9`);
  const number = page.getByRole("group", { name: "Held-out sequence" });
  await expect(number).toContainText("9 of 128");
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#${SMALL}`);
  await expect(number).toContainText("1 of 128");
  await page.goBack();
  await expect(number).toContainText("9 of 128");
});

test("an imported run shows the sequence of its file, and one of version 1 the first", async ({
  lab,
  page,
}) => {
  await lab.open(`#${SMALL}&sequence=3`);
  const imported = (version: number) => {
    const config = { length: 5, units: 6, steps: 4, batch: 4 };
    const run = { format: "unitary-rnn-lab/run", version, config, sequence: { number: 9 } };
    const buffer = Buffer.from(JSON.stringify(run));
    const file = { name: `version-${version}.json`, mimeType: "application/json", buffer };
    return page.getByLabel("File to import").setInputFiles(file);
  };
  const choice = page.getByRole("group", { name: "Held-out sequence" });
  await expect(choice).toContainText("3 of 128");
  await imported(2);
  await expect(choice).toContainText("9 of 128");
  // Both runs are at step 0, and the networks of the one before are shown while those of the file are made.
  await expect(async () => expect((await sequenceAgrees(lab)).sequence.number).toBe(9)).toPass();
  await imported(1);
  await expect(choice).toContainText("1 of 128");
});
