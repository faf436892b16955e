import { expect, type LabPage, test } from "./lab-page";

const speed = (lab: LabPage, name: string) =>
  lab.page.getByRole("radiogroup", { name: "Speed" }).getByRole("radio", { name, exact: true });

/** A page whose user never chose a speed. */
const neverChosen = (lab: LabPage) =>
  lab.page.addInitScript(() => localStorage.removeItem("unitary-rnn-lab.speed"));

/** The steps in header and sentences at each paint of the page, until they have changed a number of times. */
const painted = (lab: LabPage, changes: number) =>
  lab.page.evaluate(
    (changes) =>
      new Promise<number[][]>((resolve) => {
        const states: number[][] = [];
        const look = () => {
          const header = document.querySelector('[role=status][aria-label="Step"] b')?.textContent ?? "";
          const sentences = ["Loss", "Accuracy", "Unitarity drift"].map(
            (name) =>
              document.querySelector(`figure[aria-label="${name}"] [id$="-summary"]`)?.textContent ?? "",
          );
          const steps = [header, ...sentences].map((text) =>
            Number(/step ([\d\u202f]+)/.exec(text)?.[1].replace(/\u202f/g, "") ?? Number.NaN),
          );
          if (steps.join() !== states.at(-1)?.join()) states.push(steps);
          if (states.length <= changes) requestAnimationFrame(look);
          else resolve(states);
        };
        look();
      }),
    changes,
  );

test("a preset plays at a lecture's pace until another is chosen, which is remembered and is in the address", async ({
  lab,
}) => {
  await neverChosen(lab);
  await lab.open("#task=copying");
  await expect(speed(lab, "25")).toBeChecked();
  await lab.button("Play").click();
  await expect(lab.status("Speed")).toContainText(
    // A busy machine may make fewer, and then the page says how many.
    /playing · ([\d.]+ of )?25 steps\/s · \d+ (s|min) left/,
  );
  await lab.page.keyboard.press("]");
  await expect(speed(lab, "100")).toBeChecked();
  await expect.poll(() => new URL(lab.page.url()).hash).toContain("speed=100");
  await lab.page.keyboard.press("[");
  await lab.page.keyboard.press("[");
  await expect(speed(lab, "5")).toBeChecked();
  const kept = () => lab.page.evaluate(() => localStorage.getItem("unitary-rnn-lab.speed"));
  await expect.poll(kept).toBe("5");
  await speed(lab, "Full").check();
  await expect(lab.status("Speed")).toContainText("finished", { timeout: 60_000 });
});

test("an unknown speed is refused with a sentence", async ({ lab }) => {
  await lab.open("#task=copying&speed=fast");
  await expect(lab.page.getByRole("log", { name: "Notices" })).toContainText(
    "speed = “fast” was refused: it must be one of 1, 5, 25, 100, full.",
  );
});

for (const name of ["25", "100", "Full"]) {
  test(`at speed ${name} header and charts always show the same moment, and keep moving`, async ({ lab }) => {
    await lab.open("#task=copying&steps=100000");
    await speed(lab, name).check();
    await lab.button("Play").click();
    await lab.reaches(2);
    // The benchmark measures the frame rate; here the page must only keep moving.
    const states = await painted(lab, 20);
    for (const steps of states) expect(new Set(steps).size, steps.join(" ")).toBe(1);
    const shown = states.map(([step]) => step);
    expect([...shown].sort((one, other) => one - other)).toEqual(shown);
    await expect(lab.status("Speed")).toContainText("playing");
  });
}

test("a learning rate that is dragged acts at once at a lecture's pace", async ({ lab }) => {
  await lab.open("#task=copying");
  await speed(lab, "25").check();
  await lab.button("Play").click();
  await lab.reaches(10);
  const before = await lab.step();
  await lab.page.getByRole("slider", { name: "Learning rate" }).press("ArrowRight");
  const exported = await lab.pauses();
  expect(exported.config.lr).toBeGreaterThan(0.01);
  expect(exported.moment).toBeGreaterThanOrEqual(before);
});

test("the layout beside the status does not shift while the run goes through all its states", async ({
  lab,
}) => {
  await lab.open("#task=copying&length=20&units=8&batch=4&steps=60");
  const slider = lab.page.getByRole("slider", { name: "History" });
  const place = () => slider.evaluate((node) => node.getBoundingClientRect().x);
  await speed(lab, "25").check();
  const begun = await place();
  await lab.button("Play").click();
  const places = new Set<number>();
  await expect
    .poll(
      async () => {
        places.add(await place());
        return lab.status("Speed").textContent();
      },
      { intervals: [50] },
    )
    .toBe("finished");
  expect([...places]).toEqual([begun]);
});
