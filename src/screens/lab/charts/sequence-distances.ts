import { LANE_KEYS, type LaneKey, type PerLane, perLane } from "../../../lanes";
import { formatCount, formatNumber, formatPercent, powerOfTen } from "../../../math/number-format";
import { type Domain, LOWEST_FLOAT64_EXPONENT, logAxis, wholeDecades } from "../../../plot/axis";
import { isolated } from "../../../plot/direction";
import type { Mark } from "../../../plot/mark";
import { rule } from "../../../plot/rule";
import { maxTicksDown } from "../../../plot/scales";
import type { Sentence } from "../../../plot/sentence";
import type { Inputs } from "../../../sequence/network";
import { changedInFirst, inputsOf } from "../../../store/sequences";
import { lab } from "../../../store/use-lab";
import type { Stop, TaskReport } from "../../../worker/protocol";
import { type RunLabel, runLabel } from "../run-label";
import type { ChartView } from "./chart";
import { extent, type LaneCurve, readCurve } from "./curve";
import { laneLines, laneSeries } from "./lane-lines";
import { lost, measuredAt, stoppedAt } from "./moments";
import { atStep, laneName } from "./sentences";
import { inputAt, type SequenceShown } from "./sequence-shown";
import { forwardTimeAxis } from "./step-axis";

const SYMBOL = "‖h_t − h′_t‖";
/** Exponent of the share of the distance at t = 1 below which a difference counts as forgotten. */
const FORGOTTEN = -3;

/** ‖h_t − h′_t‖ of a held-out sequence and the same with another first input. */
export interface DistancesShown {
  readonly run: RunLabel;
  /** T. */
  readonly steps: number;
  /** The first input, and the one that replaces it, in words. */
  readonly first: string;
  readonly replacement: string;
  /** Whether each input is a blank. */
  readonly blanks: readonly boolean[];
  readonly lanes: PerLane<LaneDistances>;
}

export interface LaneDistances {
  /** t = 0 … T; null until they are computed. */
  readonly distances: ArrayLike<number> | null;
  readonly stopped: Stop | null;
  /** Step of the network, if that is not the step shown. */
  readonly measuredAt?: number;
  /** Why nothing can be computed, in words that follow its name. */
  readonly lost?: string;
}

/** View of how long the states remember the first input: their distance to those after another first input. */
export const distancesView: ChartView<DistancesShown> = {
  name: "Hidden states: distance",
  needs: ["states"],
  view(moment, task) {
    const { heldOut, sequence } = lab.state;
    if (!heldOut) return null;
    const { steps } = heldOut;
    const inputs = inputsOf(heldOut, sequence);
    const lanes = perLane((key): LaneDistances => {
      const states = lab.history.lane(key).states.upTo(moment.step);
      const stopped = stoppedAt(key, moment);
      return {
        distances: states?.distances ?? null,
        stopped,
        ...(states ? measuredAt(states.step, moment) : lost(key, moment)),
      };
    });
    return {
      run: runLabel(moment.step),
      steps,
      first: firstInput({ inputs, steps, task }),
      replacement: firstInput({ inputs: changedInFirst(heldOut, sequence), steps, task }),
      blanks: blanksOf(inputs, task),
      lanes,
    };
  },
  sentence: distancesSentence,
  table({ run, steps, lanes }) {
    return {
      columns: ["t", ...LANE_KEYS.map((lane) => `${SYMBOL}, ${run.lanes[lane]}`)],
      rows: () =>
        Array.from({ length: steps + 1 }, (_, t) => [
          t,
          ...LANE_KEYS.map((lane) => lanes[lane].distances?.[t] ?? ""),
        ]),
    };
  },
  domain: (shown) => wholeDecades(...extent(curvesOf(shown)), 4, LOWEST_FLOAT64_EXPONENT),
  draw(shown, { size, domain }) {
    const names = shown.run.lanes;
    const curves = curvesOf(shown);
    return {
      axis: "time",
      lines: {
        x: forwardTimeAxis(shown.steps, size),
        y: { ...logAxis(domain, maxTicksDown(size)), name: SYMBOL },
        marks: [
          ...rounding(domain),
          ...laneLines({ names, curves, named: "edge", zero: "equal within rounding" }),
        ],
        series: laneSeries(names, curves),
        formatY: formatNumber,
      },
    };
  },
};

/** The distance between float64 numbers near 1: smaller differences of states are rounding errors. */
const rounding = ([low]: Domain): readonly Mark[] =>
  low < Number.EPSILON
    ? [
        rule({
          key: "rounding",
          at: { y: Number.EPSILON },
          name: { text: "rounding in float64", at: "legend" },
        }),
      ]
    : [];

const blanksOf = (inputs: Inputs, { symbols }: TaskReport): readonly boolean[] =>
  Array.from(inputs, (index) => inputs instanceof Int32Array && symbols[index] === "blank");

function firstInput(shown: Pick<SequenceShown, "inputs" | "steps" | "task">): string {
  const text = inputAt(shown, 1);
  if (shown.task.drawnAs === "text") return `“${isolated(text)}”`;
  return shown.inputs.length > shown.steps ? `(${text})` : text;
}

/** The line of each lane from t = 1: both sequences begin in the same state. */
const curvesOf = ({ steps, lanes }: Pick<DistancesShown, "steps" | "lanes">): PerLane<LaneCurve> =>
  perLane((lane) => {
    const { distances } = lanes[lane];
    const x = distances ? Array.from({ length: steps }, (_, i) => i + 1) : [];
    return readCurve({ x, y: x.map((t) => distances?.[t] ?? Number.NaN) }, null, { from: "left", x: "t =" });
  });

/**
 * Returns the sentence on what was changed, and how long each lane remembers it: from which t on the distance is below
 * 10⁻³ of that at t = 1, or else how much of it is left at t = T.
 */
export function distancesSentence({
  run,
  steps,
  first,
  replacement,
  blanks,
  lanes,
}: Omit<DistancesShown, "run"> & { readonly run: Pick<RunLabel, "lanes"> }): Sentence {
  let explained = false;
  const clause = (lane: LaneKey): Sentence => {
    const { distances, stopped, measuredAt: at, lost } = lanes[lane];
    const name = laneName(run.lanes, lane);
    if (lost) return [name, lost];
    if (!distances) return ["the distance in ", name, " is being computed"];
    const past = at !== undefined || stopped !== null;
    const ending = stopped ? `, then stopped at step ${formatCount(stopped.step)}` : "";
    const say = (verb: string, verbPast: string, rest: string): Sentence => [
      atStep(lane === "b" && at === lanes.a.measuredAt ? undefined : at),
      name,
      ` ${past ? verbPast : verb} ${rest}${ending}`,
    ];
    const [start, end] = [distances[1], distances[steps]];
    if (start === 0) return say("has", "had", "the same states");
    const ratio = end / start;
    if (!Number.isFinite(ratio)) {
      return say("has", "had", `a distance of ${formatNumber(end)} at t = ${formatCount(steps)}`);
    }
    const forgotten = forgottenAt(distances, steps);
    if (forgotten !== null) {
      const why = explained ? "" : ` (distance below ${powerOfTen(FORGOTTEN)} of that at t = 1)`;
      explained = true;
      return say("forgets", "forgot", `the difference ${withinText(blanks, forgotten)}${why}`);
    }
    const until = `until t = ${formatCount(steps)}`;
    if (ratio < 1.5) return say("keeps", "kept", `${formatPercent(ratio)} of the distance ${until}`);
    return say("multiplies", "multiplied", `the distance by ${formatNumber(ratio)} ${until}`);
  };
  const change = `With ${replacement} instead of ${first} at t = 1`;
  return [`${change}: `, ...clause("a"), "; ", ...clause("b"), "."];
}

/** The first t from which on the distance is below 10⁻³ of that at t = 1; null if there is none. */
function forgottenAt(distances: ArrayLike<number>, steps: number): number | null {
  const least = distances[1] * 10 ** FORGOTTEN;
  let t = steps;
  while (t > 1 && distances[t] < least) t--;
  return t < steps ? t + 1 : null;
}

/** When a difference is forgotten: after how many blanks, if up to t all blanks follow each other; else by which t. */
function withinText(blanks: readonly boolean[], t: number): string {
  const count = t - 1 - blanks.lastIndexOf(false, t - 1);
  if (count === 0 || blanks.slice(0, t - count).includes(true)) return `by t = ${formatCount(t)}`;
  return `after ${formatCount(count)} ${count === 1 ? "blank" : "blanks"}`;
}
