import type { Locator } from "@playwright/test";
import type { RunConfig } from "../../src/config/schema";
import { LANE_KEYS } from "../../src/lanes";
import { random } from "../../src/math/random";
import { copying } from "../../src/tasks/copying";
import { spectralRadius } from "../reference/eigenvalues";
import { lossOf } from "../reference/exported-run";
import { type ExportedRun, expect, type LabPage, test } from "./lab-page";
import { NUMBER, numberIn } from "./shown-numbers";

/**
 * Checks that the page's numbers at a moment belong to the network that it exports there: each number is recomputed, in
 * float64 and plain loops, from the exported weights.
 */

/** The tolerance, since two digits are shown. */
const near = (shown: number, value: number) => expect(Math.abs(shown / value - 1)).toBeLessThanOrEqual(0.055);

function driftOf(w: ArrayLike<number>): number {
  const n = Math.sqrt(w.length);
  let sum = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      let entry = i === j ? -1 : 0;
      for (let k = 0; k < n; k++) entry += w[i * n + k] * w[j * n + k];
      sum += entry * entry;
    }
  return Math.sqrt(sum);
}

const batchOf = (config: RunConfig, k: number) =>
  copying.make(config, []).batch(random(config.seed, `batch ${k}`), config.batch);

const sentence = (lab: LabPage, figure: string) => lab.figure(figure).locator('[id$="-summary"]');
const said = async (lab: LabPage, figure: string) => (await sentence(lab, figure).textContent()) ?? "";

/** Exports the moment shown, and compares all numbers on the page with it. @returns the export */
async function compared(lab: LabPage): Promise<ExportedRun> {
  const step = await lab.step();
  const [drifts, losses] = [await said(lab, "Unitarity drift"), await said(lab, "Loss")];
  expect(drifts).toContain(`at step ${step}:`);
  expect(losses).toContain(`At step ${step} `);
  const exported = await lab.exportRun();
  // If both lanes stopped, the last finite moments are exported.
  expect(exported.moment).toBe(Math.max(...exported.lanes.map((lane) => lane.step)));
  for (const [i, key] of LANE_KEYS.entries()) {
    const { step: at, name, weights } = exported.lanes[i];
    // A lane that had stopped has its numbers labelled with an earlier step, that of its last spectrum.
    if (at !== step)
      await expect(sentence(lab, "Eigenvalues")).toContainText(new RegExp(`at step ${at}\\b`, "i"));
    const eigenvalues = await said(lab, "Eigenvalues");
    const w = weights.W.data;
    const [drift, radius] = [driftOf(w), spectralRadius(w)];
    expect(drift).toBeGreaterThanOrEqual(radius ** 2 - 1 - 1e-5);
    const matrix = lab.page.getByRole("region", { name: `Matrix of lane ${key.toUpperCase()}` });
    const shown = await matrix.locator("dt", { hasText: /^ρ/ }).locator("+ dd").textContent();
    near(numberIn(shown ?? ""), radius);
    const modulus = new RegExp(`${name}’s largest \\|λ\\| (?:is|was) ${NUMBER}`).exec(eigenvalues);
    if (modulus) near(numberIn(modulus[1]), radius);
    if (at !== step) {
      expect(losses).toContain(`${name} stopped at step`);
      continue;
    }
    near(numberIn(new RegExp(`${name} ${NUMBER}`).exec(drifts)?.[1] ?? ""), drift);
    near(
      numberIn(new RegExp(`${name} ${NUMBER}`).exec(losses)?.[1] ?? ""),
      lossOf(exported, i, batchOf(exported.config, at)),
    );
  }
  return exported;
}

const RUNS = [
  ["Remember", "#task=copying"],
  [
    "The constraint matters, Naive",
    "#lr=0.1&exp=riemannian&a.optimiser=adam&a.rate=0.005&b.rule=euclidean&b.optimiser=adam&b.rate=0.005",
  ],
  ["Explode", "#a.init=gaussian&a.gain=1.5"],
] as const;

for (const [name, hash] of RUNS) {
  test(`${name}: after each of ten single steps the page's numbers are those of the network that it exports`, async ({
    lab,
  }) => {
    await lab.open(hash);
    for (let step = 0; step < 10; step++) {
      await lab.settled();
      await compared(lab);
      await lab.button("Step").click();
      // Both lanes may have stopped.
      await expect
        .poll(
          async () => (await lab.status("Speed").textContent()) === "stopped" || (await lab.step()) > step,
        )
        .toBe(true);
    }
  });

  test(`${name}: at ten steps of the history the page's numbers are those of the network that it exports`, async ({
    lab,
  }) => {
    await lab.open(hash);
    await lab.button("Play").click();
    await expect(lab.status("Speed")).toContainText(/finished|stopped/, { timeout: 60_000 });
    const slider = lab.page.getByRole("slider", { name: "History" });
    const last = Number(await slider.getAttribute("max"));
    const places = Math.min(10, last);
    for (let place = 0; place <= places; place++) {
      await lab.lookAt(Math.round((place * last) / places));
      await compared(lab);
    }
  });
}

test("Naive, played at full speed: the page ends with the moments before the overflow, and each can be shown", async ({
  lab,
}) => {
  await lab.open(RUNS[1][1]);
  await lab.button("Play").click();
  const log = lab.page.getByRole("log", { name: "Notices" });
  await expect(log).toContainText("Lane B");
  await expect(sentence(lab, "Eigenvalues")).toContainText(/at step 3.*Naive’s largest \|λ\| was 2\.6/i);
  await expect(sentence(lab, "Gradient norm through time")).toContainText(
    /at step 3 Naive had [\d.]+\s×\s10²[⁶⁷] times/,
  );
  const notice = log.getByRole("paragraph").filter({ hasText: "Lane B" });
  await notice.getByRole("button", { name: "See what broke first" }).click();
  const table = lab.page.getByRole("region", { name: "What broke first in lane B" });
  await table.getByRole("button", { name: "3", exact: true }).click();
  await expect(sentence(lab, "Unitarity drift")).toContainText(/at step 3:.*Naive 56/);
  await expect(sentence(lab, "Eigenvalues")).toContainText(/Naive’s largest \|λ\| is 2\.6/);
});

/** The steps of which the history has no moment: the slider, moved there, stops at another. */
const missing = (slider: Locator, steps: readonly number[]) =>
  slider.evaluate(async (input: HTMLInputElement, steps) => {
    const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    const found: number[] = [];
    for (const step of steps) {
      setValue?.call(input, String(step));
      input.dispatchEvent(new Event("input", { bubbles: true }));
      await new Promise((drawn) => setTimeout(drawn));
      if (input.ariaValueText !== `step ${step}`) found.push(step);
    }
    return found;
  }, steps);

test("a run at full speed ends with a hundred moments measured in full, evenly spaced, and the first ten", async ({
  lab,
}) => {
  await lab.open("#task=copying");
  await lab.button("Play").click();
  await expect(lab.status("Speed")).toContainText("finished", { timeout: 60_000 });
  const slider = lab.page.getByRole("slider", { name: "History" });
  const wanted = [
    ...Array.from({ length: 10 }, (_, step) => step),
    ...Array.from({ length: 122 }, (_, i) => 12 + 4 * i),
  ];
  // The moments at the beginning are measured last, because their spacing is the finest.
  await expect.poll(() => missing(slider, wanted)).toEqual([]);
});
