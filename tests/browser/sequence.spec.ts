import { expect, type LabPage, test } from "./lab-page";
import { hover, reading, SMALL } from "./lab-steps";
import { sequenceAgrees, shownAs } from "./sequence-numbers";

/** Plays the small run, T = 26, to its end. */
async function played(lab: LabPage, hash = SMALL): Promise<void> {
  await lab.open(hash);
  await lab.button("Play").click();
  await expect(lab.status("Speed")).toContainText("finished", { timeout: 60_000 });
}

const sequence = (lab: LabPage) => lab.figure("Sequence");
/** What is to be recalled, as the sentence says. */
async function recalled(lab: LabPage): Promise<string> {
  await lab.settled();
  return (
    /The first 3 inputs, (.*), must be repeated/.exec((await sequence(lab).textContent()) ?? "")?.[1] ?? ""
  );
}

test("before Play the untrained answers are shown, and the same sequence for the whole run", async ({
  lab,
}) => {
  await lab.open(SMALL);
  await expect(sequence(lab)).toContainText(
    /The first 3 inputs, (\S) (\S) (\S), must be repeated at the end: RNN answers \S+ \S+ \S+, \d of 3 right, at .*; Unitary answers/,
  );
  const asked = await recalled(lab);
  await lab.button("Play").click();
  await expect(lab.status("Speed")).toContainText("finished", { timeout: 60_000 });
  await expect.poll(() => recalled(lab)).toBe(asked);
  await lab.button("Reset").click();
  await expect.poll(() => lab.step()).toBe(0);
  await expect.poll(() => recalled(lab)).toBe(asked);
});

test("another held-out sequence: next, previous, random, in the address, and after a reload", async ({
  lab,
}) => {
  const { page } = lab;
  await lab.open(SMALL);
  const asked = await recalled(lab);
  const choice = page.getByRole("group", { name: "Held-out sequence" });
  await expect(choice).toContainText("1 of 128");
  await choice.getByRole("button", { name: "Next sequence" }).click();
  await expect(choice).toContainText("2 of 128");
  await expect.poll(() => recalled(lab)).not.toBe(asked);
  await expect.poll(() => new URL(page.url()).hash).toContain("sequence=2");
  await choice.getByRole("button", { name: "Previous sequence" }).click();
  await expect.poll(() => recalled(lab)).toBe(asked);
  await expect.poll(() => new URL(page.url()).hash).not.toContain("sequence=");
  await choice.getByRole("button", { name: "Previous sequence" }).click();
  await expect(choice).toContainText("128 of 128");
  await choice.getByRole("button", { name: "Random" }).click();
  await expect(choice).not.toContainText("128 of 128");
  const [, number] = /(\d+) of 128/.exec((await choice.textContent()) ?? "") ?? [];
  await expect.poll(() => new URL(page.url()).hash).toContain(`sequence=${number}`);
  const random = await recalled(lab);
  await page.reload();
  await expect(choice).toContainText(`${number} of 128`);
  await expect.poll(() => recalled(lab)).toBe(random);
});

test("pointing at an answer, or the arrow keys, show its probabilities, shade what it depends on, and the gradient chart follows", async ({
  lab,
}) => {
  await played(lab);
  const slider = reading(lab, "Sequence, reading");
  const gradient = lab.figure("Gradient norm through time");
  await expect(sequence(lab)).toContainText("s = 26");
  await expect(gradient).not.toContainText("∂y");

  await slider.focus();
  await slider.press("Home");
  await expect(sequence(lab)).toContainText("s = 1,");
  await slider.press("End");
  await slider.press("ArrowLeft");
  await expect(sequence(lab)).toContainText("s = 25");
  await expect(slider).toHaveAttribute("aria-valuenow", "25");
  await expect(slider).toHaveAttribute(
    "aria-valuetext",
    /^t = 25: input ·, target (\S); RNN answers (\S) \d+\s%; Unitary answers (\S) \d+\s%$/,
  );
  await expect(gradient).toContainText(/∂y.*25/);
  // The k best answers are named where one points.
  await expect(sequence(lab)).toContainText(
    /t = 25: input ·, target \S.*RNN (\S [\d.]+\s%, ){3}\S [\d.]+\s%/,
  );
  await slider.press("Escape");
  await expect(sequence(lab)).toContainText("s = 26");
  await expect(gradient).not.toContainText("∂y");

  // A row of answers near the top, the 22nd of 26 time steps.
  await hover(slider, 21.5 / 26, 0.18);
  await expect(sequence(lab)).toContainText("s = 22");
  await lab.page.mouse.move(1, 1);
  await expect(sequence(lab)).toContainText("s = 26");
});

test("it follows the history slider: at each step the answers are those of the network exported there", async ({
  lab,
}) => {
  await played(lab);
  await lab.settled();
  const last = await sequence(lab).textContent();
  for (const wanted of [7, 31]) {
    // Which moment is remembered depends on how fast the run was.
    const step = await lab.lookAt(wanted);
    expect(step).toBeLessThan(60);
    expect((await sequenceAgrees(lab)).moment).toBe(step);
    await shownAs(lab, "answers", "Sequence");
  }
  expect(await sequence(lab).textContent()).not.toBe(last);
  await lab.page.keyboard.press("End");
  await expect.poll(() => sequence(lab).textContent()).toBe(last);

  // A fork goes on from there, and its answers are its own.
  await lab.lookAt(31);
  await lab.button("Fork here").click();
  await lab.page.getByRole("button", { name: /^Fork lane B/ }).click();
  await expect(lab.status("Fork")).toBeVisible();
  await lab.ready();
  const forked = await sequenceAgrees(lab);
  expect(forked.lanes[0].weights).toEqual(forked.lanes[1].weights);
});

test("a lane that has stopped shows its last finite answers, and of what step they are", async ({ lab }) => {
  await lab.open("#length=2&units=8&steps=300&batch=4&lr=0.3&a.init=gaussian&a.gain=4");
  await lab.button("Play").click();
  await expect(lab.status("Speed")).toContainText("finished", { timeout: 60_000 });
  await expect(sequence(lab)).toContainText(/at step \d+ .* answered .*, then stopped at step \d+;/i);
  const exported = await sequenceAgrees(lab, { exploded: true });
  expect(exported.lanes[0].step).toBeLessThan(exported.lanes[1].step);
  expect(exported.lanes[1].step).toBe(300);
});

test("the unrolled network is walked with its buttons and keys", async ({ lab }) => {
  await played(lab);
  const figure = await shownAs(lab, "network", "Network");
  await expect(figure).toContainText("Unitary");
  const stepper = figure.getByRole("group", { name: "Time step" });
  const told = stepper.getByRole("status", { name: "Time step" });
  // It opens at the last time step, where the answer is.
  await expect(stepper).toContainText("t = 26 of 26");
  await stepper.getByRole("button", { name: "Next time step" }).press("Home");
  await expect(stepper).toContainText("t = 0 of 26");
  const start = await told.textContent();
  await stepper.getByRole("button", { name: "Next time step" }).click();
  await expect(stepper).toContainText("t = 1 of 26");
  await expect(told).not.toHaveText(start ?? "");
  await stepper.getByRole("button", { name: "Next time step" }).press("End");
  await expect(stepper).toContainText("t = 26 of 26");
  await stepper.getByRole("button", { name: "Next time step" }).press("ArrowLeft");
  await expect(stepper).toContainText("t = 25 of 26");
  // Backward, ‖∂L_T/∂h_t‖ of both networks is read from the last time step to the first.
  await stepper.getByRole("radio", { name: "Backward" }).check({ force: true });
  await expect(stepper).toContainText("t = 26 of 26");
  await expect(told).toContainText(
    /where the gradient starts: its norm is [\d.]+ in RNN and [\d.]+ in Unitary/,
  );
  await stepper.getByRole("button", { name: "Play the time steps" }).click();
  // It may have gone on when this is looked at.
  await expect(stepper).toContainText(/t = (2[0-4]|1?[1-9]|10) of 26/);
  await stepper.getByRole("button", { name: "Pause" }).click();
});
