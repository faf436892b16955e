import { LANE_KEYS, type LaneKey, type PerLane, perLane } from "../../../lanes";
import { formatCount, formatNumber, formatPercent } from "../../../math/number-format";
import { LOWEST_FLOAT64_EXPONENT, logAxis, wholeDecades } from "../../../plot/axis";
import { maxTicksDown } from "../../../plot/scales";
import type { Sentence } from "../../../plot/sentence";
import type { MomentRecord } from "../../../store/history";
import type { ShownMoment } from "../../../store/showing";
import { lab, useLab } from "../../../store/use-lab";
import type { Stop } from "../../../worker/protocol";
import { type RunLabel, runLabel } from "../run-label";
import { boundsBands } from "./bounds";
import type { ChartView } from "./chart";
import { extent, type LaneCurve } from "./curve";
import { gradientCurve, gradientSymbol, shownNorms, type ThroughTimeView, timesOf } from "./gradient-curve";
import { laneLines, laneSeries } from "./lane-lines";
import { measuredAt, stoppedAt } from "./moments";
import { atStep, capitalised, joined, laneName, stopClause } from "./sentences";
import { type StateName, stateName } from "./state-name";
import { timeAxis } from "./step-axis";

/** The gradient's norm at each time step, per lane. */
export interface ThroughTime {
  readonly run: RunLabel;
  /** The view "relative" draws the norms of "last" divided by the one at t = T. */
  readonly view: ThroughTimeView;
  /** Of what the gradient is taken. */
  readonly state: StateName;
  /** T. */
  readonly steps: number;
  /** s, if the norms are those of ‖∂y_s/∂h_t‖, t = 0 … s, of the answer that is pointed at. */
  readonly answer?: number;
  readonly lanes: PerLane<LaneThroughTime>;
}

interface LaneThroughTime {
  /** ‖∂L_T/∂h_t‖ (views "relative" and "last") or ‖∂L/∂h_t‖ (view "whole"), t = 0 … T; or ‖∂y_s/∂h_t‖, t = 0 … s. */
  readonly norms: ArrayLike<number>;
  readonly curve: LaneCurve;
  /**
   * Bounds of the growth per step back in time, from the slopes σ′ that occurred: s_max(W)·max σ′ and s_min(W)·min σ′
   * (0 if a unit was dead: then there is no lower bound). The bound at t is norms[T]·factor^(T−t). Absent until the
   * singular values are known, and for the view "whole".
   */
  readonly bounds?: { readonly upper: number; readonly lower: number };
  readonly stopped: Stop | null;
  /** Whether the state has no such part. */
  readonly isWithout?: boolean;
  /** Step of the measurement, if that is not the step shown. */
  readonly measuredAt?: number;
}

function shownOf(view: ThroughTimeView, moment: ShownMoment): ThroughTime | null {
  const lane = (key: LaneKey): LaneThroughTime | null => {
    const { moments, spectra } = lab.history.lane(key);
    const record = moments.upTo(moment.step);
    if (!record) return null;
    const { step, slope } = record;
    const norms = normsOf(record, view);
    const base = {
      norms,
      isWithout: view === "c" && !record.lastOf,
      curve: gradientCurve(norms, view),
      stopped: stoppedAt(key, moment),
      ...measuredAt(step, moment),
    };
    const spectrum = spectra.at(step);
    // A gated cell has no W whose singular values would bound one step back.
    const bounded = spectrum && spectrum.of !== "one time step" && Number.isFinite(spectrum.singularMax);
    if (view === "whole" || view === "c" || !bounded) return base;
    const bounds = { upper: spectrum.singularMax * slope.max, lower: spectrum.singularMin * slope.min };
    return { ...base, bounds };
  };
  const [a, b] = [lane("a"), lane("b")];
  if (!a || !b) return null;
  const [run, state] = [runLabel(moment.step), stateName()];
  const steps = Math.max(a.norms.length, b.norms.length) - 1;
  const ofAnswer = view === "relative" || view === "last" ? answerThroughTime(view, moment) : null;
  return { run, view, state, steps, lanes: { a, b }, ...ofAnswer };
}

/** The norms that a view shows of a moment: none of c if the state has none. */
function normsOf({ whole, last, lastOf }: MomentRecord, view: ThroughTimeView): Float32Array {
  if (view === "whole") return whole;
  if (view === "c") return lastOf?.c ?? new Float32Array(0);
  return view === "h" ? (lastOf?.h ?? last) : last;
}

/** The norms of the answer that is pointed at in the figure *Sequence*; null if none is. */
function answerThroughTime(
  view: ThroughTimeView,
  moment: ShownMoment,
): Pick<ThroughTime, "answer" | "lanes"> | null {
  const { answer } = lab.state;
  const lane = (key: LaneKey): LaneThroughTime | null => {
    const answers = lab.history.lane(key).answers.upTo(moment.step);
    if (!answers || answers.answer !== answer) return null;
    const norms = answers.onStates.subarray(0, answer + 1);
    const curve = gradientCurve(norms, view);
    return { norms, curve, stopped: stoppedAt(key, moment), ...measuredAt(answers.step, moment) };
  };
  const [a, b] = [lane("a"), lane("b")];
  return answer !== null && a && b ? { answer, lanes: { a, b } } : null;
}

/** The symbol of the norms that are drawn. */
const symbolOf = ({ view, state, answer }: Pick<ThroughTime, "view" | "state" | "answer">): string => {
  if (answer === undefined) return gradientSymbol(view, state);
  const of = (time: string) => `‖∂y_s/∂${state}_${time}‖`;
  const whole = view === "relative" ? `${of("t")} ÷ ${of("s")}` : of("t");
  return `${whole}, s = ${formatCount(answer)}`;
};

/** View of the gradient through time, with the bounds that the singular values of W set. */
export const throughTime = (view: ThroughTimeView): ChartView<ThroughTime> => ({
  // The bounds come from the singular values of W.
  needs: ["spectra"],
  follows: ["answers"],
  // No measurement follows if the answer pointed at is the last, whose dependence is there already.
  useChoice: () => useLab(({ answer }) => answer !== null),
  view: (moment) => shownOf(view, moment),
  sentence: throughTimeSentence,
  table(shown) {
    const { run, lanes } = shown;
    const symbol = symbolOf(shown);
    return {
      columns: ["t", `${symbol}, ${run.lanes.a}`, `${symbol}, ${run.lanes.b}`],
      rows() {
        const [a, b] = [shownNorms(lanes.a.norms, view), shownNorms(lanes.b.norms, view)];
        return timesOf({ length: Math.max(a.length, b.length) }).map((t) => [t, a[t] ?? "", b[t] ?? ""]);
      },
    };
  },
  // A quotient of two float32 numbers may lie far below the smallest float32.
  domain: ({ lanes }) =>
    wholeDecades(...extent(perLane((lane) => lanes[lane].curve)), 4, LOWEST_FLOAT64_EXPONENT),
  draw(shown, { size, domain }) {
    const { run, lanes } = shown;
    const names = run.lanes;
    const curves = perLane((lane) => lanes[lane].curve);
    const backward = ({ norms, bounds }: LaneThroughTime) => {
      const drawn = shownNorms(norms, view);
      return { steps: norms.length - 1, atEnd: drawn[norms.length - 1], atStart: drawn[0], bounds };
    };
    return {
      axis: "time",
      lines: {
        x: timeAxis(shown.steps, size),
        y: { ...logAxis(domain, maxTicksDown(size)), name: symbolOf(shown) },
        marks: [
          ...boundsBands({ a: backward(lanes.a), b: backward(lanes.b) }, names, domain),
          ...laneLines({ names, curves, named: "edge", zero: "underflow" }),
        ],
        series: laneSeries(names, curves),
        formatY: formatNumber,
      },
    };
  },
});

/**
 * Returns the sentence on how much of the gradient at t = T is left at t = 1: the ratio norms[1] / norms[T] of each lane.
 * If there is only one time step, t = 0 replaces t = 1. A lane measured at an earlier step is in the past tense.
 */
export function throughTimeSentence({
  run,
  answer,
  lanes,
}: {
  readonly run: Pick<RunLabel, "lanes">;
  readonly answer?: number;
  readonly lanes: PerLane<Pick<LaneThroughTime, "norms" | "stopped" | "measuredAt" | "isWithout">>;
}): Sentence {
  let introduced = false;
  const clause = (lane: LaneKey): Sentence => {
    const { norms, stopped, measuredAt: at, isWithout } = lanes[lane];
    const name = laneName(run.lanes, lane);
    const end = norms.length - 1;
    const early = end > 1 ? 1 : 0;
    const ratio = norms[early] / norms[end];
    // A share of an infinite gradient is meaningless.
    const known = Number.isFinite(ratio) && Number.isFinite(norms[end]);
    const past = at !== undefined;
    if (stopped && !known) return stopClause(run.lanes, lane, stopped);
    if (isWithout) return [name, " has no c"];
    if (end < 1) return [name, " is not measured yet"];
    if (norms[end] === 0) {
      return [atStep(at), name, ` ${past ? "had" : "has"} no gradient, not even at t = ${end}`];
    }
    if (!known) {
      const t = Number.isFinite(norms[end]) ? early : end;
      const value = `${past ? "was" : "is"} ${formatNumber(norms[t])} at t = ${t}`;
      return [`${atStep(at)}the gradient of `, name, ` ${value}`];
    }
    const grown = ratio >= 1.5;
    const before = past || stopped !== null;
    const verb = grown ? (before ? "had" : "has") : before ? "kept" : "keeps";
    const part = ratio >= 0.01 && !grown ? formatPercent(ratio) : formatNumber(ratio);
    const amount = ratio === 0 ? "nothing" : part;
    const ending = stopped ? `, then stopped at step ${formatCount(stopped.step)}` : "";
    if (introduced) return [atStep(at), name, ` ${verb} ${amount}${grown ? " times" : ""}${ending}`];
    introduced = true;
    const what = answer === undefined ? "the gradient" : "the answer’s gradient";
    const whole = `${grown ? "times" : "of"} ${what} it ${before ? "had" : "has"} at t = ${end}`;
    return [`${atStep(at, ", ")}at t = ${early} `, name, ` ${verb} ${amount} ${whole}${ending}`];
  };
  return capitalised(joined(LANE_KEYS.map(clause)));
}
