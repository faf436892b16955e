import { LANE_KEYS, type LaneKey, type PerLane, perLane } from "../../../lanes";
import { formatNumber, formatTenTo } from "../../../math/number-format";
import { type Domain, logAxis } from "../../../plot/axis";
import { maxTicksDown } from "../../../plot/scales";
import type { Sentence } from "../../../plot/sentence";
import { note } from "../../../plot/shapes";
import type { ChartTable, TableRow } from "../../../plot/table";
import { lab } from "../../../store/use-lab";
import { type RunLabel, runLabel } from "../run-label";
import { boundsBands } from "./bounds";
import type { ChartView } from "./chart";
import { extent, type RawLine, readCurve } from "./curve";
import {
  deadUnits,
  JACOBIAN_LINES,
  type JacobianView,
  jacobianDomain,
  jacobianLine,
  type Measures,
} from "./jacobian-curves";
import { laneLines, laneSeries } from "./lane-lines";
import { lightLines } from "./light-lines";
import { lost, measuredAt } from "./moments";
import { atStep, joined, laneName } from "./sentences";
import { type StateName, stateName } from "./state-name";
import { timeAxis } from "./step-axis";

/** The singular values of ∂h_T/∂h_t for one sequence, or those of the product of W's or of the σ′ alone. */
export interface JacobianShown {
  readonly run: RunLabel;
  readonly view: JacobianView;
  readonly state: StateName;
  /** T. */
  readonly steps: number;
  readonly lanes: PerLane<{
    /** Null until it is measured. */
    readonly measures: Measures | null;
    /** Step of the measurement, if that is not the step shown. */
    readonly measuredAt?: number;
    /** Why it is not known and will not be, in words that follow the lane’s name. */
    readonly lost?: string;
  }>;
}

/** The symbol of the Jacobian. */
const symbolOf = (state: StateName) => `∂${state}_T/∂${state}_t`;
const axisName = ({ view, state }: JacobianShown): string =>
  view === "split" ? "largest singular value" : `singular values of ${symbolOf(state)}`;

const linesOf = ({ view, lanes }: JacobianShown, kind: "heavy" | "light"): PerLane<RawLine> =>
  perLane((lane) => jacobianLine(lanes[lane].measures, JACOBIAN_LINES[view][kind].of));
/** Returns the curve of each lane; that of a stopped lane stays. */
const curvesOf = (shown: JacobianShown) => {
  const lines = linesOf(shown, "heavy");
  return perLane((lane) => readCurve(lines[lane], null, { from: "right", x: "t =" }));
};

const backward = (measures: Measures | null) => ({
  steps: measures?.times.at(-1) ?? 0,
  atEnd: 1,
  atStart: 10 ** (measures?.whole.largest[0] ?? 0),
  bounds: measures?.bounds,
});

/** Words in the middle of the plot while nothing is measured, or if nothing can be. */
const nothing = ({ steps, lanes }: JacobianShown, [low, high]: Domain) =>
  note({
    key: "nothing",
    text: LANE_KEYS.every((lane) => lanes[lane].lost) ? "not known" : "being measured",
    at: { x: steps / 2, y: Math.sqrt(low * high) },
    anchor: "middle",
    ink: "--ink-3",
  });

/** View of the singular values through time, with the bounds that W and σ′ set. */
export const jacobian = (view: JacobianView): ChartView<JacobianShown> => ({
  needs: ["jacobians"],
  view(moment, { steps }) {
    const lanes = perLane((key) => {
      const measures = lab.history.lane(key).jacobians.upTo(moment.step) ?? null;
      return { measures, ...(measures ? measuredAt(measures.step, moment) : lost(key, moment)) };
    });
    return { run: runLabel(moment.step), view, state: stateName(), steps, lanes };
  },
  sentence: jacobianSentence,
  table,
  domain: (shown) => jacobianDomain(view, extent(curvesOf(shown)), linesOf(shown, "light")),
  draw(shown, { size, domain }) {
    const { run, steps, lanes } = shown;
    const names = run.lanes;
    const curves = curvesOf(shown);
    const named = (kind: "heavy" | "light") => ({
      name: JACOBIAN_LINES[view][kind].name,
      lines: linesOf(shown, kind),
    });
    const whyZero = perLane((lane) => (view === "jacobian" ? deadUnits(lanes[lane].measures) : undefined));
    const travel = perLane((lane) => backward(lanes[lane].measures));
    return {
      axis: "time",
      lines: {
        x: timeAxis(steps, size),
        y: { ...logAxis(domain, maxTicksDown(size)), name: axisName(shown) },
        marks: [
          ...(view === "jacobian" ? boundsBands(travel, names, domain) : []),
          ...lightLines(named("heavy"), { ...named("light"), whyZero }),
          ...(LANE_KEYS.every((lane) => lanes[lane].measures === null) ? [nothing(shown, domain)] : []),
          ...laneLines({ names, curves, named: "edge", zero: "nothing passes" }),
        ],
        series: laneSeries(names, curves),
        formatY: formatNumber,
      },
    };
  },
});

/** The parts of a view, by their symbols. */
const partsOf = ({ view, state }: JacobianShown) =>
  view === "jacobian"
    ? ([[symbolOf(state), "whole"]] as const)
    : ([
        ["W alone", "matrix"],
        ["σ′ alone", "slopes"],
      ] as const);
const ENDS = ["largest", "smallest"] as const;

function table(shown: JacobianShown): ChartTable {
  const { run, lanes } = shown;
  const parts = partsOf(shown);
  const measured = LANE_KEYS.map((lane) => lanes[lane].measures);
  const columns = LANE_KEYS.flatMap((lane) =>
    parts.flatMap(([symbol]) => ENDS.map((end) => `${end}, ${symbol}, ${run.lanes[lane]}`)),
  );
  return {
    columns: ["t", ...columns],
    rows: (): TableRow[] =>
      Array.from(measured.find((each) => each !== null)?.times ?? [], (t, i) => [
        t,
        ...measured.flatMap((measures) =>
          parts.flatMap(([, part]) =>
            ENDS.map((end) => (measures ? formatTenTo(measures[part][end][i], 4) : "")),
          ),
        ),
      ]),
  };
}

/** Returns the sentence on the factors by which a change in h_0 is multiplied up to T, per lane. */
export function jacobianSentence({
  run,
  view,
  steps,
  lanes,
}: Omit<JacobianShown, "run" | "state"> & { readonly run: Pick<RunLabel, "lanes"> }): Sentence {
  const { heavy, light } = JACOBIAN_LINES[view];
  const values = LANE_KEYS.flatMap((lane) => {
    const { measures } = lanes[lane];
    if (!measures) return [];
    const at0 = (of: typeof heavy.of) => formatTenTo(of(measures)[0]);
    return [
      {
        name: laneName(run.lanes, lane),
        heavy: at0(heavy.of),
        light: at0(light.of),
        why: deadUnits(measures),
      },
    ];
  });
  if (values.length === 0) {
    if (LANE_KEYS.some((lane) => lanes[lane].lost)) {
      const state = (lane: LaneKey) => lanes[lane].lost ?? "’s Jacobian is being measured";
      return joined(LANE_KEYS.map((lane) => [laneName(run.lanes, lane), state(lane)]));
    }
    const what = view === "split" ? "The products of W alone and of σ′ alone are" : "The Jacobian is";
    return [`${what} being measured in both networks, over ${steps} time steps.`];
  }
  const missing = LANE_KEYS.filter((lane) => lanes[lane].measures === null);
  const rest: Sentence = missing.flatMap((lane) => [
    "; ",
    laneName(run.lanes, lane),
    lanes[lane].lost ?? "’s is being measured",
  ]);
  const list = (say: (value: (typeof values)[number]) => string): Sentence =>
    values.flatMap((value, i) => [`${i === 0 ? "" : ", "}by ${say(value)} in `, value.name]);
  const when = measuredText(run.lanes, lanes);
  if (view === "jacobian") {
    const range = ({ light: least, heavy: most, why }: (typeof values)[number]) => {
      const reason = least === "0" && why ? ` (${why})` : "";
      return least === most ? `${most}${reason}` : `${least}${reason} to ${most}`;
    };
    return [`Over ${steps} time steps a change in h is multiplied `, ...list(range), ...rest, ...when];
  }
  return [
    `Over ${steps} time steps W alone multiplies the largest direction `,
    ...list((value) => value.heavy),
    `; σ′ alone by ${values.map((value) => value.light).join(" and ")}`,
    ...rest,
    ...when,
  ];
}

/** Returns the end of the sentence: the steps of the measurements that are not of the step shown, with their lanes. */
function measuredText(names: PerLane<string>, lanes: JacobianShown["lanes"]): Sentence {
  const [first, ...others] = LANE_KEYS.filter((lane) => lanes[lane].measuredAt !== undefined);
  if (first === undefined) return ["."];
  const { measuredAt: step } = lanes[first];
  const [other] = others;
  if (other && lanes[other].measuredAt === step) return [`, as measured ${atStep(step, ".")}`];
  const apart = (lane: LaneKey): Sentence => [
    laneName(names, lane),
    ` ${atStep(lanes[lane].measuredAt, "")}`,
  ];
  return [", as measured of ", ...apart(first), ...(other ? [" and of ", ...apart(other)] : []), "."];
}
