import { ACTIVATION_IDS } from "../../src/kernels/activations";
import { expect, test } from "./gpu-lab";
import { sequenceAgrees } from "./sequence-numbers";

test.setTimeout(240_000);

const TASKS = {
  copying: "length=4",
  forget: "length=8",
  adding: "length=7",
  digits: "",
  words: "length=6&vocabulary=100",
  characters: "length=6",
};

test("the shown answers, dependences and states are those of the networks trained on WebGPU", async ({
  gpuLab,
}) => {
  for (const [task, settings] of Object.entries(TASKS)) {
    await gpuLab.page.goto(
      `/#task=${task}&${settings}&units=5&batch=4&a.numbers=complex&steps=6&backend=webgpu`,
    );
    await expect(gpuLab.page.getByRole("combobox", { name: "Task" })).toHaveValue(task);
    await expect(gpuLab.status("Step")).toContainText("step 0", { timeout: 60_000 });
    // In the first steps bias and threshold of a unit are of the same size, where modReLU of a black pixel has its kink.
    await gpuLab.button("Play").click();
    await gpuLab.reaches(6);
    await expect(gpuLab.button("Play")).toBeVisible();
    const { config, environment, moment } = await sequenceAgrees(gpuLab);
    expect({ task: config.task, backend: environment.backend, moment }).toEqual({
      task,
      backend: "webgpu",
      moment: 6,
    });
  }
});

test("they are for each activation, of real and of complex units", async ({ gpuLab }) => {
  for (const activation of ACTIVATION_IDS) {
    await gpuLab.open(
      `#length=3&units=4&batch=4&a.activation=${activation}&b.activation=${activation}&b.numbers=complex&steps=6&backend=webgpu`,
    );
    await gpuLab.button("Play").click();
    await gpuLab.reaches(6);
    await expect(gpuLab.button("Play")).toBeVisible();
    const { config, environment } = await sequenceAgrees(gpuLab);
    expect([config.a.activation, config.b.activation, environment.backend]).toEqual([
      activation,
      activation,
      "webgpu",
    ]);
  }
});
