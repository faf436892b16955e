import { ACTIVATION_IDS } from "../../src/kernels/activations";
import { expect, test } from "./lab-page";
import { sequenceAgrees } from "./sequence-numbers";

const TASKS = [
  "task=copying&length=4",
  "task=adding&length=7",
  "task=digits",
  "task=words&length=6&vocabulary=100",
  "task=characters&length=6",
];

for (const task of TASKS) {
  test(`the shown answers, dependences and states are those of the exported networks: ${task}`, async ({
    lab,
  }) => {
    await lab.open(`#${task}&units=5&batch=4&steps=6&a.numbers=complex&sequence=3`);
    await lab.button("Play").click();
    await expect(lab.status("Speed")).toContainText("finished", { timeout: 60_000 });
    const { moment, sequence } = await sequenceAgrees(lab);
    expect(moment).toBe(6);
    expect(sequence.number).toBe(3);
  });
}

test("they are for each activation, of real and of complex units", async ({ lab }) => {
  for (const activation of ACTIVATION_IDS) {
    await lab.page.goto("about:blank");
    await lab.open(
      `#length=3&units=4&batch=4&steps=6&a.activation=${activation}&b.activation=${activation}&b.numbers=complex`,
    );
    await sequenceAgrees(lab);
  }
});
