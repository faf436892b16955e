import { LANE_KEYS, type PerLane, perLane } from "../../../lanes";
import { formatCount, formatNumber, formatPercent } from "../../../math/number-format";
import { linearTicks } from "../../../plot/axis";
import { line, markAt } from "../../../plot/line";
import { colour, DISC, type Look, SMALL } from "../../../plot/look";
import type { Mark } from "../../../plot/mark";
import { PathReader } from "../../../plot/path-reader";
import { pathWords, placesAround, placesAtAxis } from "../../../plot/path-words";
import { Plane, type PlaneReach, planeScales } from "../../../plot/plane";
import { type Panel, planePanels } from "../../../plot/plane-panels";
import { points } from "../../../plot/points";
import { type Point, placed } from "../../../plot/scales";
import type { ChartTable } from "../../../plot/table";
import { inputsOf } from "../../../store/sequences";
import { lab } from "../../../store/use-lab";
import type { HiddenStates } from "../../../worker/protocol";
import { LANE_LOOKS } from "../../lane-looks";
import { type RunLabel, runLabel } from "../run-label";
import type { ChartView } from "./chart";
import { lost, measuredAt } from "./moments";
import { planeSentence } from "./sequence-plane-sentence";

const NAME = "Hidden states in a plane";

/** The states h_0 … h_T of both networks in the plane of their two leading principal components. */
export interface PlaneView {
  readonly run: RunLabel;
  readonly inputs: Int32Array | Float32Array;
  /** T. */
  readonly steps: number;
  readonly lanes: PerLane<{
    /** Null until it is computed. */
    readonly plane: HiddenStates["plane"] | null;
    /** Step of the network, if that is not the step shown. */
    readonly measuredAt?: number;
    /** Why nothing can be computed, in words that follow its name. */
    readonly lost?: string;
  }>;
}

/** View of the hidden states as paths in the plane in which they vary most. */
export const planeView: ChartView<PlaneView> = {
  name: NAME,
  legend: false,
  needs: ["states"],
  tall: true,
  view(moment) {
    const { heldOut, sequence } = lab.state;
    if (!heldOut) return null;
    const lanes = perLane((key) => {
      const record = lab.history.lane(key).states.upTo(moment.step);
      const where = record ? measuredAt(record.step, moment) : lost(key, moment);
      return { plane: record?.plane ?? null, ...where };
    });
    const inputs = inputsOf(heldOut, sequence);
    return { run: runLabel(moment.step), inputs, steps: heldOut.steps, lanes };
  },
  sentence: planeSentence,
  table: planeTable,
  draw(shown, { size }) {
    const panels = planePanels(size, LANE_KEYS.length);
    const drawn = LANE_KEYS.map((key, i) => ({ key, panel: panels[i], ...pathOf(shown.lanes[key].plane) }));
    return {
      plot: (
        <svg width={size.width} height={size.height} aria-hidden="true">
          {drawn.map(({ key, panel, path, reach }) => (
            <g key={key} transform={`translate(${panel.left} ${panel.top})`}>
              <text y={-size.fontSize * 0.55} fontSize={size.fontSize}>
                <tspan fontWeight={600} fill={colour(LANE_LOOKS[key].ink)}>
                  {shown.run.lanes[key]}
                </tspan>
                <tspan fontSize={size.fontSize * SMALL} fill="var(--ink-3)">
                  {`  ${titleOf(shown.lanes[key])}`}
                </tspan>
              </text>
              {path.length > 0 && (
                <>
                  <ScaleBar panel={panel} reach={reach} />
                  <Plane size={panel} radius={reach} marks={marksOf(path, key, LANE_LOOKS[key])} />
                </>
              )}
            </g>
          ))}
        </svg>
      ),
      overlay: drawn.map(({ key, panel, path, reach }) => {
        const scales = planeScales(panel, reach);
        return path.length > 0 ? (
          <PathReader
            key={key}
            chart={NAME}
            id={key}
            name={shown.run.lanes[key]}
            ink={LANE_LOOKS[key].ink}
            place={placeOfPanel(panel)}
            points={path.map((point) => placed(point, scales))}
            read={(t) => `t = ${formatCount(t)}: (${formatNumber(path[t].x)}, ${formatNumber(path[t].y)})`}
          />
        ) : null;
      }),
    };
  },
};

const placeOfPanel = ({ left, top, width, height }: Panel) => ({ left, top, width, height });

/** Space around a path, as a factor. */
const AROUND = 1.12;

/** The points of t = 0 … T, none if they are unknown or not finite, and how far they reach along each axis. */
function pathOf(plane: HiddenStates["plane"] | null) {
  const flat = plane?.points ?? [];
  const path = Array.from(
    { length: flat.length / 2 },
    (_, t): Point => ({ x: flat[2 * t], y: flat[2 * t + 1] }),
  );
  const [x, y] = (["x", "y"] as const).map((axis) =>
    Math.max(0, ...path.map((each) => Math.abs(each[axis]))),
  );
  const known = Number.isFinite(x + y);
  const reach = x + y > 0 && known ? ([x * AROUND, y * AROUND] as const) : ([1, 1] as const);
  return { path: known ? path : [], reach };
}

function titleOf({ plane, lost }: PlaneView["lanes"]["a"]): string {
  if (!plane) return lost ? "not known" : "being computed";
  const [first, second] = plane.shares;
  if (!Number.isFinite(first + second)) return "states that are not finite";
  return `${formatPercent(first + second)} of the variance: ${formatPercent(first)} + ${formatPercent(second)}`;
}

/** Largest number of time steps between the ends that are named. */
const NAMED = 5;

function marksOf(path: readonly Point[], series: string, look: Look): readonly Mark[] {
  const last = path.length - 1;
  const between = linearTicks([0, last], NAMED, 1).filter((t) => t > 0 && t < last);
  const [start, end] = [path[0], path[last]];
  const solid: Look = { ...look, outline: DISC, filled: true };
  return [
    line({ key: "path", look, points: path, series, width: 1.5, opacity: 0.65 }),
    {
      key: "dots",
      draw: (scales) => (
        <path
          data-series={series}
          d={path.map((point) => markAt(solid, point, scales, 0.15)).join("")}
          fill={colour(look.mark)}
        />
      ),
    },
    points({ key: "between", series, look: solid, points: between.map((t) => path[t]), r: 0.26 }),
    ...between.map((t) => named(String(t), t, path, series, false)),
    axisNamed("component 2", "y", path),
    axisNamed("component 1", "x", path),
    points({ key: "start", series, look: solid, points: [start], r: 0.4, filled: false, outline: 2 }),
    points({ key: "end", series, look: solid, points: [end], r: 0.45 }),
    named(`t = ${formatCount(last)}`, last, path, series, true),
    named("t = 0", 0, path, series, true),
  ];
}

/** The name of a point of a path. */
function named(text: string, t: number, path: readonly Point[], series: string, isEnd: boolean): Mark {
  return pathWords({
    text,
    ink: isEnd ? "--ink" : "--ink-2",
    bold: isEnd,
    optional: !isEnd,
    series,
    path,
    places: (scales, fontSize) => placesAround(text, path[t], scales, fontSize),
  });
}

const axisNamed = (text: string, axis: "x" | "y", path: readonly Point[]): Mark =>
  pathWords({
    text,
    ink: "--ink-3",
    path,
    places: (scales, fontSize) => placesAtAxis(text, axis, scales, fontSize),
  });

/** Largest length of the bar that shows the scale, in em. */
const BAR = 5;

/** A bar with its length in units of h, at the right above a panel. */
function ScaleBar({ panel, reach }: { readonly panel: Panel; readonly reach: PlaneReach }) {
  const { width, fontSize } = panel;
  const { length } = planeScales(panel, reach);
  const value = linearTicks([0, (BAR * fontSize) / length(1)], 4).at(-1) ?? 0;
  const [right, y, end] = [width - fontSize * 0.5, -fontSize * 0.9, fontSize * 0.25];
  const left = right - length(value);
  return (
    <>
      <path
        d={`M${left} ${y - end}v${2 * end}m0 ${-end}H${right}m0 ${-end}v${2 * end}`}
        stroke="var(--ink-3)"
        fill="none"
      />
      <text
        x={left - fontSize * 0.4}
        y={-fontSize * 0.55}
        textAnchor="end"
        fontSize={fontSize * SMALL}
        fill="var(--ink-3)"
      >
        {formatNumber(value)}
      </text>
    </>
  );
}

function planeTable({ run, steps, lanes }: PlaneView): ChartTable {
  return {
    columns: ["t", ...LANE_KEYS.flatMap((lane) => [1, 2].map((k) => `component ${k}, ${run.lanes[lane]}`))],
    rows: () =>
      Array.from({ length: steps + 1 }, (_, t) => [
        t,
        ...LANE_KEYS.flatMap((lane) => [0, 1].map((k) => lanes[lane].plane?.points[2 * t + k] ?? "")),
      ]),
  };
}
