import { isUnconstrained, type LaneConfig, type RunConfig } from "../config/schema";
import { ACTIVATIONS } from "../kernels/activations";
import type { LaneKey } from "../lanes";
import { formatCount, formatNumber, powerOfTen } from "../math/number-format";
import { OPTIMISERS } from "../optimisers";
import { RULES } from "../rules";
import type { Measured, Stop } from "../training/stop";
import { afterBadStart, afterGrowth, afterRefusedStep, afterStep, type Remedy } from "./stop-remedies";

export type { Remedy };

/** The known measurements of a lane after `step` updates. */
export interface Moment extends Omit<Measured, "accuracy"> {
  readonly step: number;
  /** Largest |λ| of W; null if it was not measured at this step. */
  readonly spectralRadius: number | null;
}

/** The known facts about a stop. */
export interface StopFacts {
  readonly lane: LaneKey;
  readonly stop: Stop;
  /** The settings when the lane stopped. */
  readonly config: RunConfig;
  /** The first step that was certainly made with these settings; earlier steps may have had others. */
  readonly settledFrom: number;
  /** T. */
  readonly timeSteps: number;
  /** The moment of step 0, if known, and the last moments, oldest first; the newest is the one that was not finite. */
  readonly moments: readonly Moment[];
}

export interface StopCause {
  /** The cause in sentences, without the lane and the step. */
  readonly text: string;
  readonly remedies: readonly Remedy[];
}

/** No untrained network that works has such a loss: ln K ≤ 7.6 nats, or a squared error of order 1. */
const LARGE_LOSS = 100;
/** α above the first value is not small; an optimiser's rate above the second is large. */
const [SMALL_ALPHA, LARGE_RATE] = [0.01, 0.1];

/**
 * Determines why a lane stopped, from its numbers, and which settings help: W was too large before the first update, or
 * an update made it too large, or the rest of the network grew or overflowed, or the rule could not make its step.
 */
export function stopCause(facts: StopFacts): StopCause {
  const { stop, moments } = facts;
  const large = moments.findIndex(({ loss }) => !(loss <= LARGE_LOSS));
  // If the loss was large before, the failed step was only the consequence.
  if (stop.quantity === "step" && large < 0) {
    return { text: stop.explanation, remedies: afterRefusedStep(facts) };
  }
  const i = large < 0 ? moments.length - 1 : large;
  const at = moments[i];
  if (at.step === 0) return badStart(facts, at);
  if (stop.quantity === "V, b, U or c" && at.step === stop.step) return restOverflowed(facts);
  const before = moments[i - 1]?.step === at.step - 1 ? moments[i - 1] : null;
  const innocent = innocenceOfW(facts, at, before);
  return innocent === null ? thrownOut(facts, at, before) : restGrew(facts, at, innocent);
}

/**
 * Why W did not cause the large loss, as a clause: its rule keeps it unitary, or it hardly moved and its powers do not
 * grow, while the optimiser's steps were large. Null if W may have caused it.
 */
function innocenceOfW({ config, lane }: StopFacts, at: Moment, before: Moment | null): string | null {
  const { rule, numbers, rate } = config[lane];
  const { drift, spectralRadius: radius } = at;
  const step = formatCount(at.step);
  if (rule === "frozen") return "The rule leaves W as it started";
  if (RULES[rule].keeps === "unitary") {
    const unitary = numbers === "complex" ? "unitary" : "orthogonal";
    return `W was ${unitary} within ‖WW* − I‖_F = ${formatNumber(drift)} at step ${step}`;
  }
  const blamesRate = config.lr <= SMALL_ALPHA && rate >= LARGE_RATE;
  if (!blamesRate || radius === null || radius > 1 || (before && drift > 1.5 * before.drift)) return null;
  return `W had spectral radius ${formatNumber(radius)} at step ${step}`;
}

function badStart(facts: StopFacts, start: Moment): StopCause {
  const { config, lane, timeSteps } = facts;
  const { loss, spectralRadius: radius } = start;
  const already = Number.isFinite(loss) ? `already ${formatNumber(loss)}` : "not finite";
  const grows = radius === null ? "" : growth(config[lane], radius, timeSteps);
  const text =
    radius !== null && grows
      ? `W started with spectral radius ${formatNumber(radius)}: ${grows}. The loss was ${already} before the first update.`
      : `The loss was ${already} before the first update: training did not cause this, the start did.`;
  return { text, remedies: afterBadStart(facts, start) };
}

/** The growth ρ^T of an eigenvector of the largest |λ| under W^T, as a clause; empty if σ is bounded. */
function growth({ activation }: LaneConfig, radius: number, timeSteps: number): string {
  const exponent = Math.round(timeSteps * Math.log10(radius));
  if (ACTIVATIONS[activation].isBounded || !(exponent >= 1)) return "";
  return `over ${formatCount(timeSteps)} time steps states can grow by ${powerOfTen(exponent)}`;
}

function thrownOut(facts: StopFacts, at: Moment, before: Moment | null): StopCause {
  const { config, lane, timeSteps } = facts;
  const moved = before && stepLength(facts, before);
  const story =
    moved !== null
      ? `One step of α = ${formatNumber(config.lr)} moved W by ${formatNumber(moved)} (‖ΔW‖_F)`
      : `Training moved W too far${before ? ` (‖∂L/∂W‖ was ${formatNumber(before.gradNorm)})` : ""}`;
  const { drift, spectralRadius: radius } = at;
  const became = before ? `went from ${formatNumber(before.drift)} to` : "is";
  const spectrum =
    radius === null ? "" : `, its spectral radius${before ? " to" : ""} ${formatNumber(radius)}`;
  const grows = radius === null ? "" : growth(config[lane], radius, timeSteps);
  // A gated cell has no drift.
  if (Number.isNaN(drift)) return { text: `${story}.`, remedies: afterStep(facts) };
  return {
    text: `${story}; its drift ‖WW* − I‖_F ${became} ${formatNumber(drift)}${spectrum}${grows && `: ${grows}`}.`,
    remedies: afterStep(facts),
  };
}

/** ‖ΔW‖_F = α·min(‖∂L/∂W‖_F, clip) of the plain step W ← W − αG; null for other rules, and if α is not certain. */
function stepLength({ config, lane, settledFrom }: StopFacts, { step, gradNorm }: Moment): number | null {
  const { rule, clip, precondition } = config[lane];
  const plain = isUnconstrained(rule) && precondition === "sgd";
  if (!plain || step < settledFrom) return null;
  return config.lr * (clip > 0 ? Math.min(gradNorm, clip) : gradNorm);
}

/** The cause if the loss was normal to the end: only the optimiser can have moved the other weights there. */
function restOverflowed(facts: StopFacts): StopCause {
  const { config, lane, stop } = facts;
  const { optimiser, rate } = config[lane];
  const moved = `${OPTIMISERS[optimiser].label} at rate ${formatNumber(rate)} moved it there.`;
  return { text: `${stop.explanation} ${moved}`, remedies: afterGrowth(facts) };
}

function restGrew(facts: StopFacts, { step, loss }: Moment, innocent: string): StopCause {
  const { config, lane, moments } = facts;
  const { optimiser, rate } = config[lane];
  const first = moments[0].step === 0 ? `from ${formatNumber(moments[0].loss)} at step 0 ` : "";
  const rest = `the rest of the network, moved by ${OPTIMISERS[optimiser].label} at rate ${formatNumber(rate)}`;
  const rise = `took the loss ${first}to ${formatNumber(loss)} at step ${formatCount(step)}`;
  return { text: `${innocent}: ${rest}, ${rise}.`, remedies: afterGrowth(facts) };
}
