import { memo, type ReactNode, useMemo } from "react";
import { formatNumber } from "../math/number-format";
import { BoundsBand } from "./bounds-band";
import { extent } from "./curve";
import { GRADIENT_SYMBOLS, gradientCurve, shownNorms, timesOf } from "./gradient-curve";
import { LineFigure } from "./line-figure";
import { LOWEST_FLOAT64_EXPONENT, logAxis, wholeDecades } from "./log-axis";
import { ticksDown } from "./plot-area";
import type { GradientThroughTimeProps } from "./props";
import { timeAxis } from "./step-axis";
import { gradientThroughTimeSummary } from "./summaries";
import { useSteadyDomain } from "./use-steady-domain";

export const GRADIENT_FIGURE = "Gradient norm through time";

/**
 * ‖∂L_T/∂h_t‖ as a share of its value at t = T, or as it is, or ‖∂L/∂h_t‖, against t, with the bounds that the singular
 * values of W set.
 */
export const GradientThroughTime = memo(function GradientThroughTime(
  props: GradientThroughTimeProps & { readonly toolbar?: ReactNode },
) {
  const { run, view, lanes } = props;
  const { a, b } = lanes;
  const curveA = useMemo(() => gradientCurve(a.norms, view), [a.norms, view]);
  const curveB = useMemo(() => gradientCurve(b.norms, view), [b.norms, view]);
  const curves = useMemo(() => ({ a: curveA, b: curveB }), [curveA, curveB]);
  // A quotient of two float32 numbers may lie far below the least of them.
  const domain = useSteadyDomain(wholeDecades(...extent(curves), 4, LOWEST_FLOAT64_EXPONENT));
  const sequenceLength = Math.max(a.norms.length, b.norms.length) - 1;
  const symbol = GRADIENT_SYMBOLS[view];
  const travelling = ({ norms, bounds }: GradientThroughTimeProps["lanes"]["a"]) => {
    const shown = shownNorms(norms, view);
    return { steps: norms.length - 1, atEnd: shown[norms.length - 1], atStart: shown[0], bounds };
  };

  return (
    <LineFigure
      name={GRADIENT_FIGURE}
      summary={gradientThroughTimeSummary(props)}
      run={run}
      toolbar={props.toolbar}
      table={{
        columns: ["t", `${symbol}, ${run.lanes.a}`, `${symbol}, ${run.lanes.b}`],
        rows: () => {
          const [shownA, shownB] = [shownNorms(a.norms, view), shownNorms(b.norms, view)];
          return timesOf({ length: sequenceLength + 1 }).map((t) => [t, shownA[t] ?? "", shownB[t] ?? ""]);
        },
      }}
      axis="time"
      plot={(size) => ({
        size,
        names: run.lanes,
        curves,
        x: timeAxis(sequenceLength, size),
        y: { ...logAxis(domain, ticksDown(size)), name: symbol },
        formatY: formatNumber,
        zero: "underflow",
        background: (area, taken) => (
          <BoundsBand
            lanes={{ a: travelling(a), b: travelling(b) }}
            names={run.lanes}
            domain={domain}
            area={area}
            fontSize={size.fontSize}
            taken={taken}
          />
        ),
      })}
    />
  );
});
