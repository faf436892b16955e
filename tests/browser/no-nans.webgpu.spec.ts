import { expect, type LabPage, test } from "./lab-page";
import { prepend } from "./prepend";
import { ADAM_MAKES_NAN, NO_NANS, rewritesIn, rewriting } from "./rewritten-shaders";

test.setTimeout(180_000);

const SMALL =
  "length=12&recall=2&units=16&batch=4&a.activation=tanh&b.activation=tanh&b.rule=frozen&steps=12";

/** The step at which lane A of a run stops, and its notice. */
async function stopOf(lab: LabPage, settings: string, backend: "wasm" | "webgpu") {
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

test("under a compiler that assumes no NaN, a lane stops at a W of NaN under tanh as on wasm, and at a NaN in the other weights, which tanh would hide", async ({
  lab,
  page,
}) => {
  // Only the second run has Adam.
  await prepend(page, rewriting([...NO_NANS, ...ADAM_MAKES_NAN]));
  const seen = rewritesIn(page);
  const settings = "a.rule=soft&a.beta=1000&lr=10";
  const found = await stopOf(lab, settings, "webgpu");
  expect(NO_NANS.filter(([was]) => seen.has(was))).not.toEqual([]);

  const { step, text } = await stopOf(lab, "a.optimiser=adam", "webgpu");
  expect(seen).toContain(ADAM_MAKES_NAN[0][0]);
  // Produced by the third step, so detected before the fourth.
  expect(step).toBe(3);
  expect(text).toContain("the largest of V, b, U, c and the thresholds is NaN in float32");

  const wanted = await stopOf(lab, settings, "wasm");
  expect(found.step).toBe(wanted.step);
  for (const { drift } of [found, wanted]) expect(["NaN", "Infinity"]).toContain(drift);
});
