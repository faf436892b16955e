import { type ConfigKey, FIELDS, type OptimiserId, type ValueOf } from "../config/schema";
import { RULES } from "../rules";
import type { Moment, StopFacts } from "./stop-cause";

/** Settings with which a lane does not stop this way, and the label of the button that applies them. */
export interface Remedy {
  readonly label: string;
  readonly settings: readonly Setting[];
}
type Setting = { [Key in ConfigKey]: readonly [key: Key, value: ValueOf<Key>] }[ConfigKey];

/*
 * Each condition below was found by training some hundred configs that stop, with and without the remedy, for 200 steps:
 * the remedies offered kept nearly all of them finite. See tests/unit/stop-remedies.test.ts.
 */

/** A step in the long run, in units of rate · gradient; absent if steps do not grow with the gradient. */
const GAIN_OF: Readonly<Partial<Record<OptimiserId, number>>> = { sgd: 1, momentum: 10 };

/** The quotient rounded to six digits, without the artefacts of binary fractions. */
const divided = (value: number, by: number) => Number((value / by).toPrecision(6));

const MAX_BUTTONS = 3;
const first = (remedies: readonly (Remedy | null)[]): readonly Remedy[] =>
  remedies.filter((one) => one !== null).slice(0, MAX_BUTTONS);

/** Remedies if W was too large before the first update. A smaller α cannot help. */
export function afterBadStart(facts: StopFacts, start: Moment): readonly Remedy[] {
  const { lane, config, timeSteps } = facts;
  const { init, gain, rule, rate, optimiser } = config[lane];
  const held = rule === "frozen" || RULES[rule].keeps === "unitary";
  // If a normal start has large gradients, its first steps are large too.
  const calm = held || (config.task === "copying" && config.lr <= 0.01 && timeSteps <= 100);
  const clip = clipping(facts, 0.1);
  const restart = (label: string, setting: Setting, alone: boolean): Remedy | null => {
    if (alone) return { label, settings: [setting] };
    return clip && { label: `${label}, clip at 1`, settings: [setting, ...clip] };
  };
  // The spectral radius of the same random W is proportional to the gain; it should be at most 0.95.
  const { spectralRadius: radius } = start;
  const safeGain = radius === null ? 1 : Math.floor((9.5 * gain) / radius) / 10;
  const finite = Number.isFinite(start.loss) && Number.isFinite(start.gradNorm);
  const boundedRest = rate <= 0.01 && !GAIN_OF[optimiser];
  return first([
    init === "gaussian" && gain > 1
      ? restart(`Gain ${safeGain}`, [`${lane}.gain`, safeGain], held || (calm && radius !== null))
      : null,
    finite && boundedRest ? clipAtOne(facts, 0.1) : null,
    init === "haar" ? null : restart("Orthogonal start", [`${lane}.init`, "haar"], calm),
    expRule(facts),
  ]);
}

/** Remedies if a step made W too large. */
export function afterStep(facts: StopFacts): readonly Remedy[] {
  const [exp, alpha, clip] = [expRule(facts), smallerAlpha(facts), clipAtOne(facts, 0.3)];
  const remedies = first(facts.lane === "b" ? [exp, alpha, clip] : [alpha, clip, exp]);
  return remedies.length > 0 ? remedies : calmRest(facts);
}

/** Remedies if not W but the rest of the network grew. */
export function afterGrowth({ lane, config }: StopFacts): readonly Remedy[] {
  const { rate, optimiser } = config[lane];
  return first([
    rate > 0 ? { label: "Optimiser’s rate ÷ 10", settings: [[`${lane}.rate`, divided(rate, 10)]] } : null,
    optimiser === "adam"
      ? null
      : {
          label: "Adam at 0.002",
          settings: [
            [`${lane}.optimiser`, "adam"],
            [`${lane}.rate`, 0.002],
          ],
        },
  ]);
}

/** Remedies if the rule could not make its step. */
export function afterRefusedStep(facts: StopFacts): readonly Remedy[] {
  return first([smallerAlpha(facts), clipAtOne(facts, 10)]);
}

/** Whether the optimiser's steps, large or proportional to the gradient, would break the network again. */
function restIsWild({ config, lane }: StopFacts): boolean {
  const { optimiser, rate } = config[lane];
  const gain = GAIN_OF[optimiser];
  return gain ? rate * gain > 0.01 : rate > 0.1;
}

/** The remedy of a rule that keeps W unitary, if the lane's rule does not. */
function expRule(facts: StopFacts): Remedy | null {
  const { lane, config } = facts;
  if (RULES[config[lane].rule].keeps === "unitary" || restIsWild(facts)) return null;
  return { label: lane === "b" ? "Use Exp" : "Use Exp in lane A", settings: [[`${lane}.rule`, config.exp]] };
}

/** The clip setting, if it bounds the step. @param maxAlpha the largest α at which steps of length α are small enough */
function clipping({ lane, config }: StopFacts, maxAlpha: number): readonly Setting[] | null {
  const { rule, clip, precondition, beta } = config[lane];
  const gain = GAIN_OF[precondition];
  if (!gain || !RULES[rule].reads.includes("clip") || (clip > 0 && clip <= 1)) return null;
  // The penalty's gradient is not clipped.
  if (config.lr * gain > maxAlpha || (rule === "soft" && config.lr * beta > MAX_PENALTY)) return null;
  return [[`${lane}.clip`, 1]];
}

function clipAtOne(facts: StopFacts, maxAlpha: number): Remedy | null {
  const settings = restIsWild(facts) ? null : clipping(facts, maxAlpha);
  return settings && { label: "Clip at 1", settings };
}

const { min: MIN_ALPHA } = FIELDS.lr;
/** The largest αβ offered. From αβ = 1/4 on the penalty's own step, which maps 1 + e to 1 + (1 − 8αβ)e, diverges. */
const MAX_PENALTY = 0.1;

/** The first of α ÷ 10, 100 or 1000 with which the first step is short enough. */
function smallerAlpha({ lane, config, moments }: StopFacts): Remedy | null {
  const { precondition, rule, beta, rate } = config[lane];
  const [start] = moments;
  if (rate > 0.01 || start.step !== 0) return null;
  const gain = GAIN_OF[precondition];
  const fits = (alpha: number) =>
    (gain ? alpha * gain <= 0.01 && alpha * gain * start.gradNorm <= 0.1 : alpha <= 0.001) &&
    (rule !== "soft" || alpha * beta <= MAX_PENALTY);
  const divisor = [10, 100, 1000].find((by) => fits(divided(config.lr, by)));
  if (!divisor) return null;
  const alpha = divided(config.lr, divisor);
  return alpha < MIN_ALPHA ? null : { label: `α ÷ ${divisor}`, settings: [["lr", alpha]] };
}

/** Small steps of bounded length for the rest of the network, and for W. */
function calmRest(facts: StopFacts): readonly Remedy[] {
  const { lane } = facts;
  const clip = clipping(facts, 0.1);
  if (!clip) return [];
  const settings = [[`${lane}.optimiser`, "adam"], [`${lane}.rate`, 0.002], ...clip] as const;
  return [{ label: "Adam at 0.002, clip at 1", settings }];
}
