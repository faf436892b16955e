import { LANE_KEYS, type PerLane, perLane } from "../../../lanes";
import { formatCount, formatNumber, formatPercent } from "../../../math/number-format";
import { type HeatColumn, heatDomain } from "../../../plot/heat-scale";
import type { Sentence } from "../../../plot/sentence";
import { decimateRows, type TableRow } from "../../../plot/table";
import { lab } from "../../../store/use-lab";
import { type RunLabel, runLabel } from "../run-label";
import type { ChartView } from "./chart";
import { gradientSymbol } from "./gradient-curve";
import { laneHeatMaps } from "./lane-heat-maps";
import { atStep, laneName } from "./sentences";
import { type StateName, stateName } from "./state-name";
import { stepEnd } from "./step-axis";

/** The gradient's norms for t = 0 … T at all moments so far, oldest first. */
export interface GradientHeatMap {
  readonly run: RunLabel;
  readonly state: StateName;
  readonly lanes: PerLane<readonly HeatColumn[]>;
}

/** Largest number of time steps with a column in the table on the page. */
const MAX_TIMES = 12;

/** View of log₁₀ ‖∂L_T/∂h_t‖, or log₁₀ ‖∂L/∂h_t‖, as colour over training steps and t. */
export function gradientHeatMap(chart: string, norms: "last" | "whole"): ChartView<GradientHeatMap> {
  const tableOf = ({ run, lanes, state }: GradientHeatMap, times: readonly number[]) => ({
    columns: ["lane", "step", ...times.map((t) => `${gradientSymbol(norms, state)}, t = ${t}`)],
    rows: (): TableRow[] =>
      LANE_KEYS.flatMap((lane) =>
        lanes[lane].map(({ x, values }) => [run.lanes[lane], x, ...times.map((t) => values[t] ?? "")]),
      ),
  });
  return {
    needs: [],
    legend: false,
    view({ step }) {
      const lanes = perLane((lane) =>
        lab.history
          .lane(lane)
          .moments.all()
          .filter((record) => record.step <= step)
          .map((record) => ({ x: record.step, values: record[norms] })),
      );
      return { run: runLabel(step), state: stateName(), lanes };
    },
    sentence: heatSentence,
    table(shown) {
      const times = Array.from({ length: rowsOf(shown) }, (_, t) => t);
      return {
        ...tableOf(shown, decimateRows(times, MAX_TIMES)),
        csv() {
          const { columns, rows } = tableOf(shown, times);
          return { columns, rows: rows() };
        },
      };
    },
    domain: ({ lanes }) => heatDomain([...lanes.a, ...lanes.b]),
    draw(shown, options) {
      const { run, lanes, state } = shown;
      const rows = rowsOf(shown);
      const { until = 0 } = options;
      const newest = Math.max(run.step, lanes.a.at(-1)?.x ?? 0, lanes.b.at(-1)?.x ?? 0, until);
      return laneHeatMaps(
        {
          chart,
          run,
          columns: (lane) => lanes[lane],
          grid: { rows, end: stepEnd(newest, run.length) },
          symbol: gradientSymbol(norms, state),
          words: `across: training step; up: time step t = 0 … ${formatCount(Math.max(1, rows - 1))}`,
          axes: { x: "step", y: "time" },
          startRow: 1,
          spoken: (step, t, value) =>
            `step ${formatCount(step)}, t = ${formatCount(t)}: ${formatNumber(value)}`,
        },
        options,
      );
    },
  };
}

/** Returns T + 1. */
const rowsOf = ({ lanes: { a, b } }: GradientHeatMap): number =>
  Math.max(1, a.at(-1)?.values.length ?? 0, b.at(-1)?.values.length ?? 0);

/** Returns norms[1] / norms[T]; norms[0] / norms[T] if there is only one time step. */
function arriving(norms: ArrayLike<number>): number {
  const end = norms.length - 1;
  return norms[Math.min(1, Math.max(0, end - 1))] / norms[end];
}

const written = (share: number) =>
  share >= 0.01 && share < 1.5 ? formatPercent(share) : formatNumber(share);

/** Returns the sentence on the share of the gradient at t = T that arrives at t = 1, at the first and the newest step. */
export function heatSentence({
  run,
  lanes,
}: {
  readonly run: Pick<RunLabel, "lanes" | "step">;
  readonly lanes: GradientHeatMap["lanes"];
}): Sentence {
  const told = LANE_KEYS.flatMap((lane): Sentence => {
    const first = lanes[lane][0];
    const newest = lanes[lane].at(-1);
    if (!first || !newest) return [];
    const before = written(arriving(first.values));
    const now = written(arriving(newest.values));
    const steps = newest === first ? "" : `, ${now} ${atStep(newest.x, "")}`;
    // Only of the first step, which is shown, need no step be said.
    const at = newest.x === run.step && newest === first ? "" : ` ${atStep(first.x, "")}`;
    return ["; ", laneName(run.lanes, lane), ` ${before}${at}${steps}`];
  });
  if (told.length === 0) return ["Nothing is measured yet."];
  return ["Share of the gradient at t = T that reaches t = 1: ", ...told.slice(1), "."];
}
