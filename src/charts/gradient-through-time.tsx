import { memo, type ReactNode, useMemo } from "react";
import { formatNumber } from "../math/number-format";
import { BoundsBand } from "./bounds-band";
import { extent, readCurve } from "./curve";
import { LineFigure } from "./line-figure";
import { logAxis, wholeDecades } from "./log-axis";
import { ticksDown } from "./plot-area";
import type { GradientThroughTimeProps } from "./props";
import { timeAxis } from "./step-axis";
import { gradientThroughTimeSummary } from "./summaries";
import { useSteadyDomain } from "./use-steady-domain";

export const GRADIENT_FIGURE = "Gradient norm through time";

const READING = { from: "right", x: "t =" } as const;
const travelling = ({ norms, bounds }: GradientThroughTimeProps["lanes"]["a"]) => ({
  steps: norms.length - 1,
  atEnd: norms[norms.length - 1],
  atStart: norms[0],
  bounds,
});
const timesOf = (norms: ArrayLike<number>) => Array.from(norms, (_, t) => t);

/** ‖∂L_T/∂h_t‖, or ‖∂L/∂h_t‖, against t, with the bounds that the singular values of W set. */
export const GradientThroughTime = memo(function GradientThroughTime(
  props: GradientThroughTimeProps & { readonly toolbar?: ReactNode },
) {
  const { run, view, lanes } = props;
  const { a, b } = lanes;
  const curveA = useMemo(
    () => readCurve({ x: timesOf(a.norms), y: a.norms }, a.stopped, READING),
    [a.norms, a.stopped],
  );
  const curveB = useMemo(
    () => readCurve({ x: timesOf(b.norms), y: b.norms }, b.stopped, READING),
    [b.norms, b.stopped],
  );
  const curves = useMemo(() => ({ a: curveA, b: curveB }), [curveA, curveB]);
  const domain = useSteadyDomain(wholeDecades(...extent(curves), 4));
  const sequenceLength = Math.max(a.norms.length, b.norms.length) - 1;
  const symbol = view === "last" ? "‖∂L_T/∂h_t‖" : "‖∂L/∂h_t‖";

  return (
    <LineFigure
      name={GRADIENT_FIGURE}
      summary={gradientThroughTimeSummary(props)}
      run={run}
      toolbar={props.toolbar}
      table={{
        columns: ["t", `${symbol}, ${run.lanes.a}`, `${symbol}, ${run.lanes.b}`],
        rows: () =>
          timesOf({ length: sequenceLength + 1 }).map((t) => [t, a.norms[t] ?? "", b.norms[t] ?? ""]),
      }}
      axis="time"
      plot={(size) => ({
        size,
        names: run.lanes,
        curves,
        x: timeAxis(sequenceLength, size),
        y: logAxis(domain, ticksDown(size)),
        formatY: formatNumber,
        zero: "underflow",
        background: (area) => (
          <BoundsBand
            lanes={{ a: travelling(a), b: travelling(b) }}
            names={run.lanes}
            domain={domain}
            area={area}
            fontSize={size.fontSize}
          />
        ),
      })}
    />
  );
});
