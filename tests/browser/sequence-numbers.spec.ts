import { ACTIVATION_IDS } from "../../src/kernels/activations";
import { expect, type LabPage, test } from "./lab-page";
import { sequenceAgrees } from "./sequence-numbers";

const TASKS = [
  "task=copying&length=4",
  "task=forget&length=8",
  "task=adding&length=7",
  "task=digits",
  "task=words&length=6&vocabulary=100",
  "task=characters&length=6",
];

/** Opens a run, or follows its link from another that has been played, and plays its six steps. */
async function played(lab: LabPage, settings: string): Promise<void> {
  await lab.open(`#${settings}&batch=4&steps=6`);
  await lab.button("Play").click();
  await lab.reaches(6);
  await expect(lab.status("Speed")).toContainText("finished");
}

test("the shown answers, dependences and states are those of the exported networks, for each task", async ({
  lab,
}) => {
  for (const task of TASKS) {
    await test.step(task, async () => {
      await played(lab, `${task}&units=5&a.numbers=complex&sequence=3`);
      const { config, moment, sequence } = await sequenceAgrees(lab);
      expect(task).toContain(`task=${config.task}`);
      expect(moment).toBe(6);
      expect(sequence.number).toBe(3);
    });
  }
});

test("they are for each activation, of real and of complex units", async ({ lab }) => {
  for (const activation of ACTIVATION_IDS) {
    await test.step(activation, async () => {
      await played(
        lab,
        `length=3&units=4&a.activation=${activation}&b.activation=${activation}&b.numbers=complex`,
      );
      const { config } = await sequenceAgrees(lab);
      expect([config.a.activation, config.b.activation]).toEqual([activation, activation]);
    });
  }
});
