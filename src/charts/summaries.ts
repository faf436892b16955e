import { LANE_KEYS, type LaneKey, type PerLane } from "../lanes";
import { formatCount, formatNumber, formatPercent } from "../math/number-format";
import type { Stop } from "../worker/protocol";
import type {
  ByStepProps,
  DriftProps,
  EigenvaluesProps,
  GradientThroughTimeProps,
  LossProps,
  RunLabel,
} from "./props";
import { naming, type Sentence } from "./sentence";

/** Joins one clause of each lane into a sentence. */
const joined = (clauses: readonly Sentence[], separator = "; "): Sentence => [
  ...clauses.flatMap((clause, i) => (i === 0 ? clause : [separator, ...clause])),
  ".",
];

/** The sentence with a capital, unless it begins with a name. */
const capitalised = (sentence: Sentence): Sentence => {
  const [first, ...rest] = sentence.filter((piece) => piece !== "");
  return typeof first === "string"
    ? [first.charAt(0).toUpperCase() + first.slice(1), ...rest]
    : [first, ...rest];
};

const stopClause = (run: RunLabel, lane: LaneKey, { quantity, value, step }: Stop): Sentence => [
  naming(run.lanes, lane),
  ` stopped at step ${formatCount(step)} (${quantity}: ${formatNumber(Number(value))})`,
];

/** “at step 480, ” where a clause speaks of an earlier step than the one shown, and nothing where it does not. */
const atStep = (measuredAt: number | undefined, after = " ") =>
  measuredAt === undefined ? "" : `at step ${formatCount(measuredAt)}${after}`;

/**
 * How much of the gradient at t = T is left at t = 1: the ratio norms[1] / norms[T] of each lane. With one
 * time step alone t = 0 takes the place of t = 1. A lane measured at an earlier step is spoken of in the past tense.
 */
export function gradientThroughTimeSummary({ run, lanes }: GradientThroughTimeProps): Sentence {
  let introduced = false;
  const clause = (lane: LaneKey): Sentence => {
    const { norms, stopped, measuredAt } = lanes[lane];
    const name = naming(run.lanes, lane);
    const end = norms.length - 1;
    const early = end > 1 ? 1 : 0;
    const ratio = norms[early] / norms[end];
    // A share of an infinite gradient says nothing.
    const known = Number.isFinite(ratio) && Number.isFinite(norms[end]);
    const past = measuredAt !== undefined;
    if (stopped && !known) return stopClause(run, lane, stopped);
    if (end < 1) return [name, " is not measured yet"];
    if (norms[end] === 0) {
      return [atStep(measuredAt), name, ` ${past ? "had" : "has"} no gradient, not even at t = ${end}`];
    }
    if (!known) {
      const t = Number.isFinite(norms[end]) ? early : end;
      const value = `${past ? "was" : "is"} ${formatNumber(norms[t])} at t = ${t}`;
      return [`${atStep(measuredAt)}the gradient of `, name, ` ${value}`];
    }
    const grown = ratio >= 1.5;
    const before = past || stopped !== null;
    const verb = grown ? (before ? "had" : "has") : before ? "kept" : "keeps";
    const part = ratio >= 0.01 && !grown ? formatPercent(ratio) : formatNumber(ratio);
    const amount = ratio === 0 ? "nothing" : part;
    const ending = stopped ? `, then stopped at step ${formatCount(stopped.step)}` : "";
    if (introduced) return [atStep(measuredAt), name, ` ${verb} ${amount}${grown ? " times" : ""}${ending}`];
    introduced = true;
    const whole = `${grown ? "times" : "of"} the gradient it ${before ? "had" : "has"} at t = ${end}`;
    return [`${atStep(measuredAt, ", ")}at t = ${early} `, name, ` ${verb} ${amount} ${whole}${ending}`];
  };
  return capitalised(joined(LANE_KEYS.map(clause)));
}

/** One clause of each lane: its value at the moment shown, or where it stopped. */
function clausesNow(
  { run, lanes }: ByStepProps,
  say: (lane: LaneKey, value: number) => Sentence,
): readonly Sentence[] {
  return LANE_KEYS.map((lane) => {
    const { now, stopped } = lanes[lane];
    if (now !== null) return say(lane, now);
    return stopped ? stopClause(run, lane, stopped) : [naming(run.lanes, lane), " was not measured"];
  });
}

/** ‖∂L/∂W‖ of each lane at the moment shown. */
export function gradientByStepSummary(props: ByStepProps): Sentence {
  const clauses = clausesNow(props, (lane, value) => [
    naming(props.run.lanes, lane),
    ` ${formatNumber(value)}`,
  ]);
  return [`‖∂L/∂W‖ at step ${formatCount(props.run.step)}: `, ...joined(clauses)];
}

/** ‖WW* − I‖ of each lane at the moment shown, and whether rounding alone explains it. */
export function driftSummary(props: DriftProps): Sentence {
  const clauses = clausesNow(props, (lane, value) => {
    const name = naming(props.run.lanes, lane);
    if (value <= props.floor) return [name, ` ${formatNumber(value)}, no more than rounding`];
    return [name, ` ${formatNumber(value)}`];
  });
  return [`‖WW* − I‖ at step ${formatCount(props.run.step)}: `, ...joined(clauses)];
}

function scoreSummary(props: LossProps, format: (value: number) => string): Sentence {
  const { run, measure, baseline, heldOut } = props;
  const step = `at step ${formatCount(run.step)}`;
  const opening: Sentence = [measure ? `${measure} ${step}: ` : `${step} `];
  const clauses = clausesNow(props, (lane, value) => [naming(run.lanes, lane), ` ${format(value)}`]);
  const held: PerLane<string> = { a: format(heldOut.a.value), b: format(heldOut.b.value) };
  const heldAt = LANE_KEYS.map((lane) => heldOut[lane].step);
  const when =
    Math.max(...heldAt) === run.step ? "" : ` at step ${[...new Set(heldAt)].map(formatCount).join(" and ")}`;
  return [
    ...capitalised(opening),
    ...joined(clauses, ", ").slice(0, -1),
    `, ${baseline.name} ${format(baseline.value)}; held out${when} (hollow marks) ${held.a} and ${held.b}.`,
  ];
}

/** The loss of each lane at the moment shown, the baseline, and the losses on sequences never trained on. */
export function lossSummary(props: LossProps): Sentence {
  return scoreSummary(props, formatNumber);
}

/** As {@link lossSummary}, with accuracies as per cent. */
export function accuracySummary(props: LossProps): Sentence {
  return scoreSummary(props, formatPercent);
}

/** Farthest |λ| from the circle, max |1 − |λ||, below which a spectrum is said to lie on it. */
const NEAR_THE_CIRCLE = 1e-3;

/** Largest distance from the unit circle, max_k | 1 − |λ_k| |; NaN if an eigenvalue is. */
export function distanceFromCircle(re: ArrayLike<number>, im: ArrayLike<number>): number {
  let farthest = 0;
  for (let k = 0; k < re.length; k++) farthest = Math.max(farthest, Math.abs(1 - Math.hypot(re[k], im[k])));
  return farthest;
}

/**
 * How near the circle each lane's eigenvalues lie, or else its largest modulus. A lane measured at an earlier step is
 * spoken of in the past tense.
 */
export function eigenvaluesSummary({ run, lanes }: EigenvaluesProps): Sentence {
  const clause = (lane: LaneKey): Sentence => {
    const name = naming(run.lanes, lane);
    const spectrum = lanes[lane];
    if (!spectrum) return [name, "’s are being computed"];
    const { re, im, spectralRadius, measuredAt } = spectrum;
    const at = atStep(measuredAt);
    const past = measuredAt !== undefined;
    const distance = distanceFromCircle(re, im);
    if (!Number.isFinite(distance)) {
      return [at, name, past ? " had none: its W was not finite" : " has none: its W is not finite"];
    }
    if (distance > NEAR_THE_CIRCLE) {
      return [at, name, `’s largest modulus ${past ? "was" : "is"} ${formatNumber(spectralRadius)}`];
    }
    const where = distance === 0 ? "on" : `within ${formatNumber(distance)} of`;
    return [`${at}all of `, name, `’s ${past ? "lay" : "lie"} ${where} the circle`];
  };
  return capitalised(joined((["b", "a"] as const).map(clause)));
}
