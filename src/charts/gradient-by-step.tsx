import { memo, type ReactNode } from "react";
import { formatNumber } from "../math/number-format";
import { extent } from "./curve";
import { GRADIENT_FIGURE } from "./gradient-through-time";
import { LineFigure } from "./line-figure";
import { logAxis, wholeDecades } from "./log-axis";
import { ticksDown } from "./plot-area";
import type { ByStepProps } from "./props";
import { stepAxis } from "./step-axis";
import { gradientByStepSummary } from "./summaries";
import { useSteadyDomain } from "./use-steady-domain";
import { stepColumns, stepRows, useStepCurves } from "./use-step-curves";

/** ‖∂L/∂W‖_F against the step. */
export const GradientByStep = memo(function GradientByStep(
  props: ByStepProps & { readonly toolbar?: ReactNode },
) {
  const { run } = props;
  const curves = useStepCurves(props);
  const domain = useSteadyDomain(wholeDecades(...extent(curves), 2));
  return (
    <LineFigure
      name={GRADIENT_FIGURE}
      summary={gradientByStepSummary(props)}
      run={run}
      toolbar={props.toolbar}
      table={{ columns: stepColumns("‖∂L/∂W‖", props), rows: () => stepRows(props) }}
      axis="step"
      plot={(size) => ({
        size,
        names: run.lanes,
        curves,
        x: stepAxis(curves, run, size, props.prediction),
        y: { ...logAxis(domain, ticksDown(size)), name: "‖∂L/∂W‖" },
        formatY: formatNumber,
        zero: "underflow",
      })}
    />
  );
});
