import type { RuleId } from "../../src/config/schema";
import { random } from "../../src/math/random";
import { RULE_IDS, RULES } from "../../src/rules";
import { copying } from "../../src/tasks/copying";
import { largestRelativeError, referenceLosses } from "../reference/training";
import { expect, test } from "./gpu-lab";
import type { ExportedRun } from "./lab-page";

test.setTimeout(240_000);

/** Ten steps and the loss after the last. */
const LOSSES = 11;
const SIZE = "task=copying&length=6&recall=1&units=8&batch=4";

/** Two rules per run, so that every rule is trained. */
const PAIRS = Array.from({ length: Math.ceil(RULE_IDS.length / 2) }, (_, k): readonly [RuleId, RuleId] => [
  RULE_IDS[2 * k],
  RULE_IDS[2 * k + 1] ?? RULE_IDS[0],
]);
/** Rules just for complex matrices, which train with modReLU; rules for real matrices train with tanh. */
const isComplex = (rule: RuleId) => !RULES[rule].numbers.includes("real");

/** The losses of one lane of an exported run, and the float64 reference's from the same weights. */
async function lossesOf({ config, lanes, initial }: ExportedRun, lane: 0 | 1) {
  const key = lane === 0 ? "a" : "b";
  const { rule, activation, beta, rate } = config[key];
  const task = copying.make(config, []);
  const batches = Array.from({ length: LOSSES }, (_, k) =>
    task.batch(random(config.seed, `batch ${k}`), config.batch),
  );
  const training = { rule, activation, beta, rate: config.lr, optimiserRate: rate };
  const wanted = await referenceLosses(training, initial.lanes[lane].weights, batches, {
    seed: config.seed,
    lane: key,
  });
  return { rule, found: lanes[lane].history.loss.slice(0, LOSSES).map(Number), wanted };
}

for (const [a, b] of PAIRS) {
  test(`ten steps on WebGPU have the losses of the float64 reference: ${a} and ${b}`, async ({ gpuLab }) => {
    const settings = [a, b].map((rule, lane) => {
      const key = "ab"[lane];
      const kind = isComplex(rule) ? `${key}.numbers=complex` : `${key}.activation=tanh`;
      return `${key}.rule=${rule}&${key}.init=haar&${kind}`;
    });
    const lr = [a, b].some(isComplex) ? 0.5 : 2;
    await gpuLab.open(`#${SIZE}&${settings.join("&")}&lr=${lr}&backend=webgpu&steps=${LOSSES}`);
    await gpuLab.button("Play").click();
    await gpuLab.reaches(LOSSES, 120_000);
    const run = await gpuLab.exportRun();
    expect(run.environment.backend).toBe("webgpu");
    for (const lane of [0, 1] as const) {
      const { rule, found, wanted } = await lossesOf(run, lane);
      expect(found).toHaveLength(LOSSES);
      expect(largestRelativeError(found, wanted), rule).toBeLessThan(1e-3);
    }
  });
}
