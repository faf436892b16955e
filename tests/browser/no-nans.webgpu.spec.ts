import type { Page } from "@playwright/test";
import { expect, type LabPage, test } from "./lab-page";
import { prepend } from "./prepend";
import { ADAM_MAKES_NAN, NO_NANS, rewritesIn, rewriting } from "./rewritten-shaders";

test.setTimeout(180_000);

const SMALL =
  "length=12&recall=2&units=16&batch=4&a.activation=tanh&b.activation=tanh&b.rule=frozen&steps=12";

/** Shaders of the training worker are compiled as if NaN did not occur. @returns the rules that have matched */
async function compileWithoutNans(page: Page, more: typeof NO_NANS = []): Promise<ReadonlySet<string>> {
  await prepend(page, rewriting([...NO_NANS, ...more]));
  return rewritesIn(page);
}

/** Where lane A of a run stops, and what its notice says. */
async function stopOf(lab: LabPage, settings: string, backend: "wasm" | "webgpu") {
  await lab.page.goto("about:blank");
  await lab.open(`#${SMALL}&${settings}&backend=${backend}`);
  await lab.button("Play").click();
  const notice = lab.page.getByRole("log", { name: "Notices" }).locator("p", { hasText: "Lane A. Stopped" });
  await expect(notice).toBeVisible({ timeout: 120_000 });
  await lab.reaches(12, 120_000);
  const { lanes, environment } = await lab.exportRun();
  expect(environment.backend).toBe(backend);
  const { step, drift } = lanes[0].history;
  return { step: step.at(-1), drift: drift.at(-1), text: (await notice.textContent()) ?? "" };
}

test("where a compiler knows no NaN, a W of NaN under tanh stops the lane at the same step as on wasm", async ({
  lab,
  page,
}) => {
  const seen = await compileWithoutNans(page);
  const settings = "a.rule=soft&a.beta=1000&lr=10";
  const found = await stopOf(lab, settings, "webgpu");
  expect(seen.size).toBeGreaterThan(0);
  const wanted = await stopOf(lab, settings, "wasm");
  expect(found.step).toBe(wanted.step);
  for (const { drift } of [found, wanted]) expect(["NaN", "Infinity"]).toContain(drift);
});

test("there a NaN among the other weights stops the lane too, which tanh would hide", async ({
  lab,
  page,
}) => {
  const seen = await compileWithoutNans(page, ADAM_MAKES_NAN);
  const { step, text } = await stopOf(lab, "a.optimiser=adam", "webgpu");
  expect(seen).toContain(ADAM_MAKES_NAN[0][0]);
  // Made by the third step, so found before the fourth.
  expect(step).toBe(3);
  expect(text).toContain("the largest of V, b, U, c and the thresholds is NaN in float32");
});
