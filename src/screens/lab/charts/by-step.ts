import { type PerLane, perLane } from "../../../lanes";
import { formatNumber } from "../../../math/number-format";
import type { Axis } from "../../../plot/axis";
import type { Mark } from "../../../plot/mark";
import type { Point } from "../../../plot/scales";
import type { ChartTable, TableRow } from "../../../plot/table";
import type { Scalar } from "../../../store/history";
import type { ShownMoment } from "../../../store/showing";
import { lab } from "../../../store/use-lab";
import type { Stop } from "../../../worker/protocol";
import { type RunLabel, runLabel } from "../run-label";
import type { Drawing, DrawOptions } from "./chart";
import { type LaneCurve, type RawLine, readCurve } from "./curve";
import { laneLines, laneSeries } from "./lane-lines";
import { stoppedAt } from "./moments";
import { changeMarks, forkMark, stepAxis } from "./step-axis";

/** A scalar of both lanes against the step. */
export interface ByStep {
  readonly run: RunLabel;
  readonly lanes: PerLane<{
    readonly line: RawLine;
    readonly curve: LaneCurve;
    /** Why the lane had stopped by `run.step`; null if it had not. */
    readonly stopped: Stop | null;
    /** The value at `run.step`; null if the lane had stopped by then or was not measured. */
    readonly now: number | null;
  }>;
}

/** Returns the lines up to the moment shown; if that is an earlier one, the lines of the whole run. */
export function byStep(scalar: Scalar, moment: ShownMoment): ByStep {
  const lanes = perLane((key) => {
    const history = lab.history.lane(key);
    const { step } = moment;
    const record = history.moments.at(step);
    const now = record ? record[scalar] : null;
    const remembered = history.line(scalar, moment.live ? step : Number.POSITIVE_INFINITY);
    const line = moment.live && now !== null ? endingAt(remembered, step, now) : remembered;
    const stopped = stoppedAt(key, moment);
    // A line of the whole run ends as it did, whichever moment is shown.
    const curve = readCurve(line, moment.live ? stopped : history.stopped, { from: "left", x: "step" });
    return { line, curve, stopped, now };
  });
  return { run: runLabel(moment.step), lanes };
}

/** Appends the moment to the line: the history of a long run omits steps. */
function endingAt(line: RawLine, step: number, value: number): RawLine {
  const { x, y } = line;
  if (x[x.length - 1] === step) return line;
  return { x: Float64Array.from([...Array.from(x), step]), y: Float64Array.from([...Array.from(y), value]) };
}

export const curvesOf = ({ lanes }: ByStep): PerLane<LaneCurve> => perLane((lane) => lanes[lane].curve);

/** Returns the table of steps and each lane's values, including NaN and infinities. */
export function stepTable(symbol: string, { run, lanes: { a, b } }: ByStep): ChartTable {
  return {
    columns: ["step", `${symbol}, ${run.lanes.a}`, `${symbol}, ${run.lanes.b}`],
    rows(): TableRow[] {
      const values = new Map<number, [number | "", number | ""]>();
      Array.from(a.line.x, (step, i) => values.set(step, [a.line.y[i], ""]));
      Array.from(b.line.x, (step, i) => values.set(step, [values.get(step)?.[0] ?? "", b.line.y[i]]));
      return [...values].sort(([one], [other]) => one - other).map(([step, both]) => [step, ...both]);
    },
  };
}

interface StepLines {
  readonly y: Axis;
  readonly formatY?: (value: number) => string;
  readonly zero?: string;
  readonly marks?: PerLane<Point>;
  /** Marks beneath the lines. */
  readonly beneath?: readonly Mark[];
}

/** Returns the drawing of the lanes' lines over the steps of the run. */
export function stepLines(
  shown: ByStep,
  { size, prediction, until }: DrawOptions,
  { y, formatY = formatNumber, zero, marks, beneath = [] }: StepLines,
): Drawing {
  const { run } = shown;
  const curves = curvesOf(shown);
  const names = run.lanes;
  const x = stepAxis(curves, run, size, { prediction, until });
  const lines = laneLines({
    names,
    curves,
    named: "end",
    ...(zero && { zero }),
    ...(marks && { marks }),
  });
  return {
    axis: "step",
    lines: {
      x,
      y,
      marks: [...beneath, ...forkMark(curves, run, x), ...changeMarks(run, size, x), ...lines],
      series: laneSeries(names, curves),
      formatY,
    },
  };
}
