import { memo, type ReactNode, useMemo } from "react";
import type { PerLane } from "../lanes";
import { formatNumber, formatTenTo } from "../math/number-format";
import { BoundsBand } from "./bounds-band";
import { extent, readCurve } from "./curve";
import type { TableRow } from "./data-table";
import { GRADIENT_FIGURE } from "./gradient-through-time";
import { deadUnits, JACOBIAN_LINES, jacobianDomain, jacobianLine } from "./jacobian-curves";
import { jacobianSummary } from "./jacobian-summary";
import { LightLines, lightLineNames, lightNameSize } from "./light-lines";
import { LineFigure } from "./line-figure";
import { Words } from "./line-marks";
import { logAxis } from "./log-axis";
import { type PlotArea, ticksDown } from "./plot-area";
import type { JacobianProps, Line } from "./props";
import { timeAxis } from "./step-axis";
import { useSteadyDomain } from "./use-steady-domain";

const READING = { from: "right", x: "t =" } as const;

/** The curve of each lane; a lane that stopped keeps the line that was measured of it. */
const curvesOf = ({ a, b }: PerLane<Line>) => ({
  a: readCurve(a, null, READING),
  b: readCurve(b, null, READING),
});

/** The singular values of ∂h_T/∂h_t against t, or what W and σ′ do to them each alone. */
export const JacobianThroughTime = memo(function JacobianThroughTime(
  props: JacobianProps & { readonly toolbar?: ReactNode },
) {
  const { run, view, steps, lanes } = props;
  const { a, b } = lanes;
  const lines = useMemo(() => {
    const linesOf = (kind: "heavy" | "light") => {
      const { name, of } = JACOBIAN_LINES[view][kind];
      return { name, lines: { a: jacobianLine(a, of), b: jacobianLine(b, of) } };
    };
    const whyZero = view === "jacobian" ? { a: deadUnits(a), b: deadUnits(b) } : undefined;
    return { heavy: linesOf("heavy"), light: { ...linesOf("light"), ...(whyZero && { whyZero }) } };
  }, [view, a, b]);
  const curves = useMemo(() => curvesOf(lines.heavy.lines), [lines]);
  const domain = useSteadyDomain(jacobianDomain(view, extent(curves), lines.light.lines));

  return (
    <LineFigure
      name={GRADIENT_FIGURE}
      summary={jacobianSummary(props)}
      run={run}
      toolbar={props.toolbar}
      table={{ columns: columnsOf(props), rows: () => rowsOf(props) }}
      axis="time"
      plot={(size) => {
        const { fontSize } = size;
        const drawn = (area: PlotArea) => ({ ...lines, area, fontSize, floor: domain[0] });
        return {
          size,
          names: run.lanes,
          curves,
          x: timeAxis(steps, size),
          y: { ...logAxis(domain, ticksDown(size)), name: AXIS_NAMES[view] },
          formatY: formatNumber,
          zero: "nothing passes",
          background: (area, taken) => {
            const named = lightLineNames(drawn(area), taken).map(({ box }) => box);
            return (
              <>
                {view === "jacobian" && (
                  <BoundsBand
                    lanes={{ a: travelling(a), b: travelling(b) }}
                    names={run.lanes}
                    domain={domain}
                    area={area}
                    fontSize={fontSize}
                    taken={{ lines: taken.lines, boxes: [...taken.boxes, ...named] }}
                  />
                )}
                <LightLines {...drawn(area)} />
              </>
            );
          },
          foreground: (area, taken) => (
            <Words names={lightLineNames(drawn(area), taken)} fontSize={lightNameSize(fontSize)} />
          ),
        };
      }}
    />
  );
});

const AXIS_NAMES = { jacobian: "singular values of ∂h_T/∂h_t", split: "largest singular value" } as const;

const travelling = ({ measures }: JacobianProps["lanes"]["a"]) => ({
  steps: measures?.times.at(-1) ?? 0,
  atEnd: 1,
  atStart: 10 ** (measures?.whole.largest[0] ?? 0),
  bounds: measures?.bounds,
});

const PARTS = {
  jacobian: [["∂h_T/∂h_t", "whole"]],
  split: [
    ["W alone", "matrix"],
    ["σ′ alone", "slopes"],
  ],
} as const;
const ENDS = ["largest", "smallest"] as const;

const columnsOf = ({ view, run }: JacobianProps) => [
  "t",
  ...[run.lanes.a, run.lanes.b].flatMap((name) =>
    PARTS[view].flatMap(([symbol]) => ENDS.map((end) => `${end}, ${symbol}, ${name}`)),
  ),
];

function rowsOf({ view, lanes: { a, b } }: JacobianProps): TableRow[] {
  const times = (a.measures ?? b.measures)?.times ?? [];
  return Array.from(times, (t, i) => [
    t,
    ...[a, b].flatMap(({ measures }) =>
      PARTS[view].flatMap(([, part]) =>
        ENDS.map((end) => (measures ? formatTenTo(measures[part][end][i], 4) : "")),
      ),
    ),
  ]);
}
