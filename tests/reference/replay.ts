import type { Change } from "../../src/config/changes";
import type { LaneConfig, RuleId, RunConfig } from "../../src/config/schema";
import type { Batch } from "../../src/tasks/task";
import type { ArrayOf } from "../../src/training/portable";
import { backpropagate, type Rows } from "./network";
import { polar, ruleStep, type StepRates } from "./rule-steps";

/** What an exported run says of one lane: how it began, and what was changed. */
export interface Begun {
  readonly config: RunConfig;
  readonly lane: "a" | "b";
  readonly weights: Readonly<Record<string, ArrayOf>>;
  readonly changes: readonly Change[];
}

const UNITARY: readonly RuleId[] = [
  "exp",
  "deck-minus",
  "deck-plus",
  "riemannian",
  "cayley",
  "projection",
  "householder",
];
const NAMES = ["V", "b", "U", "c", "threshold"] as const;

/**
 * The losses of a real lane with RMSProp on a task of classes, replayed in float64 from its first weights on the given
 * batches; before each update the changes of its step are made. It shares no code with the lab’s trainer.
 */
export async function replayedLosses(
  { config, lane, weights, changes }: Begun,
  batches: readonly Batch[],
): Promise<number[]> {
  const settings: LaneConfig & { lr: number } = { ...config[lane], lr: config.lr };
  const rates: StepRates = {
    get rate() {
      return settings.lr;
    },
    get beta() {
      return settings.beta;
    },
  };
  const [n, d] = weights.V.shape;
  const toRows = (values: ArrayLike<number>, width: number): Rows =>
    Array.from({ length: values.length / width }, (_, i) =>
      Array.from({ length: width }, (__, j) => values[i * width + j]),
    );
  let w = toRows(weights.W.data, n);
  let step = ruleStep(settings.rule, w, rates);
  let values = NAMES.map((name) => Array.from(weights[name]?.data ?? new Array<number>(n).fill(0)));
  let squares = values.map((value) => value.map(() => 0));
  const losses: number[] = [];
  for (const [k, batch] of batches.entries()) {
    for (const { step: at, setting, to } of changes) {
      if (at !== k || (setting !== "lr" && !setting.startsWith(`${lane}.`))) continue;
      Object.assign(settings, { [setting.replace(/^[ab]\./, "")]: to });
      if (!setting.endsWith(".rule")) continue;
      if (UNITARY.includes(settings.rule)) w = polar(w);
      step = ruleStep(settings.rule, w, rates);
    }
    const [V, b, U, c, threshold] = values;
    const rows = <T>(of: (row: number) => T) =>
      Array.from({ length: batch.steps }, (_, t) =>
        Array.from({ length: batch.size }, (__, i) => of(t * batch.size + i)),
      );
    const found = backpropagate(
      { activation: settings.activation, W: w, V: toRows(V, d), b, U: toRows(U, n), c, threshold },
      {
        X: rows((row) => Array.from({ length: d }, (_, j) => Number(batch.inputs[row] === j))),
        Y: rows((row) => batch.targets[row]),
        weights: Array.from(batch.stepWeights),
      },
    );
    losses.push(found.loss);
    const norm = Math.hypot(...found.W.flat());
    const shrink = settings.clip > 0 && norm > settings.clip ? settings.clip / norm : 1;
    w = await step(
      w,
      found.W.map((row) => row.map((x) => shrink * x)),
    );
    const gradients = [found.V.flat(), found.b, found.U.flat(), found.c, found.threshold];
    squares = squares.map((s, i) => s.map((x, j) => 0.9 * x + 0.1 * gradients[i][j] ** 2));
    values = values.map((value, i) =>
      value.map((x, j) => x - (settings.rate * gradients[i][j]) / (Math.sqrt(squares[i][j]) + 1e-8)),
    );
  }
  return losses;
}
