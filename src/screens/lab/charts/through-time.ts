import { LANE_KEYS, type LaneKey, type PerLane, perLane } from "../../../lanes";
import { formatCount, formatNumber, formatPercent } from "../../../math/number-format";
import { LOWEST_FLOAT64_EXPONENT, logAxis, wholeDecades } from "../../../plot/axis";
import { ticksDown } from "../../../plot/scales";
import type { Sentence } from "../../../plot/sentence";
import type { ShownMoment } from "../../../store/showing";
import { lab } from "../../../store/use-lab";
import type { Stop } from "../../../worker/protocol";
import { type RunLabel, runLabel } from "../run-label";
import { boundsBands } from "./bounds";
import type { ChartView } from "./chart";
import { type Curve, extent } from "./curve";
import { GRADIENT_SYMBOLS, gradientCurve, shownNorms, type ThroughTimeView, timesOf } from "./gradient-curve";
import { laneLines, laneSeries } from "./lane-lines";
import { measuredAt, stoppedAt } from "./moments";
import { atStep, capitalised, joined, laneName, stopClause } from "./sentences";
import { timeAxis } from "./step-axis";

/** The gradient's norm at each time step of both lanes. */
export interface ThroughTime {
  readonly run: RunLabel;
  /** In the view "relative" the norms of "last" are drawn as shares of the one at t = T. */
  readonly view: ThroughTimeView;
  readonly lanes: PerLane<LaneThroughTime>;
}

interface LaneThroughTime {
  /** ‖∂L_T/∂h_t‖ (views "relative" and "last") or ‖∂L/∂h_t‖ (view "whole"), t = 0 … T. */
  readonly norms: ArrayLike<number>;
  readonly curve: Curve;
  /**
   * Growth per step back in time that the theory allows, from the slopes σ′ that occurred: s_max(W)·max σ′ and
   * s_min(W)·min σ′ (0 where a unit was dead: then nothing is said from below); the bound at t is
   * norms[T]·factor^(T−t). Absent until the singular values are known, and for the view "whole".
   */
  readonly bounds?: { readonly upper: number; readonly lower: number };
  readonly stopped: Stop | null;
  /** The step at which the norms were measured, if that is not the step shown. */
  readonly measuredAt?: number;
}

function shownOf(view: ThroughTimeView, moment: ShownMoment): ThroughTime | null {
  const lane = (key: LaneKey): LaneThroughTime | null => {
    const { moments, spectra } = lab.history.lane(key);
    const record = moments.upTo(moment.step);
    if (!record) return null;
    const { step, slope } = record;
    const norms = record[view === "whole" ? "whole" : "last"];
    const base = {
      norms,
      curve: gradientCurve(norms, view),
      stopped: stoppedAt(key, moment),
      ...measuredAt(step, moment),
    };
    const spectrum = spectra.at(step);
    if (view === "whole" || !spectrum || !Number.isFinite(spectrum.singularMax)) return base;
    const bounds = { upper: spectrum.singularMax * slope.max, lower: spectrum.singularMin * slope.min };
    return { ...base, bounds };
  };
  const [a, b] = [lane("a"), lane("b")];
  return a && b && { run: runLabel(moment.step), view, lanes: { a, b } };
}

const lastTime = ({ lanes: { a, b } }: ThroughTime) => Math.max(a.norms.length, b.norms.length) - 1;

/** A view of the gradient through time, with the bounds that the singular values of W set. */
export const throughTime = (view: ThroughTimeView): ChartView<ThroughTime> => ({
  // The bounds come from the singular values of W.
  needs: ["spectra"],
  view: (moment) => shownOf(view, moment),
  sentence: throughTimeSentence,
  table(shown) {
    const { run, lanes } = shown;
    const symbol = GRADIENT_SYMBOLS[view];
    return {
      columns: ["t", `${symbol}, ${run.lanes.a}`, `${symbol}, ${run.lanes.b}`],
      rows() {
        const [a, b] = [shownNorms(lanes.a.norms, view), shownNorms(lanes.b.norms, view)];
        return timesOf({ length: lastTime(shown) + 1 }).map((t) => [t, a[t] ?? "", b[t] ?? ""]);
      },
    };
  },
  // A quotient of two float32 numbers may lie far below the least of them.
  domain: ({ lanes }) =>
    wholeDecades(...extent(perLane((lane) => lanes[lane].curve)), 4, LOWEST_FLOAT64_EXPONENT),
  draw(shown, { size, domain }) {
    const { run, lanes } = shown;
    const names = run.lanes;
    const curves = perLane((lane) => lanes[lane].curve);
    const travelling = ({ norms, bounds }: LaneThroughTime) => {
      const drawn = shownNorms(norms, view);
      return { steps: norms.length - 1, atEnd: drawn[norms.length - 1], atStart: drawn[0], bounds };
    };
    return {
      axis: "time",
      lines: {
        x: timeAxis(lastTime(shown), size),
        y: { ...logAxis(domain, ticksDown(size)), name: GRADIENT_SYMBOLS[view] },
        marks: [
          ...boundsBands({ a: travelling(lanes.a), b: travelling(lanes.b) }, names, domain),
          ...laneLines({ names, curves, named: "edge", zero: "underflow" }),
        ],
        series: laneSeries(names, curves),
        formatY: formatNumber,
      },
    };
  },
});

/**
 * How much of the gradient at t = T is left at t = 1: the ratio norms[1] / norms[T] of each lane. With one
 * time step alone t = 0 takes the place of t = 1. A lane measured at an earlier step is spoken of in the past tense.
 */
export function throughTimeSentence({
  run,
  lanes,
}: {
  readonly run: Pick<RunLabel, "lanes">;
  readonly lanes: PerLane<Pick<LaneThroughTime, "norms" | "stopped" | "measuredAt">>;
}): Sentence {
  let introduced = false;
  const clause = (lane: LaneKey): Sentence => {
    const { norms, stopped, measuredAt: at } = lanes[lane];
    const name = laneName(run.lanes, lane);
    const end = norms.length - 1;
    const early = end > 1 ? 1 : 0;
    const ratio = norms[early] / norms[end];
    // A share of an infinite gradient says nothing.
    const known = Number.isFinite(ratio) && Number.isFinite(norms[end]);
    const past = at !== undefined;
    if (stopped && !known) return stopClause(run.lanes, lane, stopped);
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
    const whole = `${grown ? "times" : "of"} the gradient it ${before ? "had" : "has"} at t = ${end}`;
    return [`${atStep(at, ", ")}at t = ${early} `, name, ` ${verb} ${amount} ${whole}${ending}`];
  };
  return capitalised(joined(LANE_KEYS.map(clause)));
}
