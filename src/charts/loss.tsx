import { memo, type ReactNode } from "react";
import { formatNumber } from "../math/number-format";
import { extent } from "./curve";
import { heldOutMarks } from "./held-out";
import { LineFigure } from "./line-figure";
import { logAxis, roundDomain } from "./log-axis";
import { ticksDown } from "./plot-area";
import type { LossProps } from "./props";
import { sketchRoom, stepAxis } from "./step-axis";
import { lossSummary } from "./summaries";
import { useSteadyDomain } from "./use-steady-domain";
import { stepColumns, stepRows, useStepCurves } from "./use-step-curves";

/** Mean loss of each step's batch on a log axis, with the baseline and the newest held-out loss. */
export const Loss = memo(function Loss(props: LossProps & { readonly toolbar?: ReactNode }) {
  const { run, measure, baseline, heldOut } = props;
  const curves = useStepCurves(props);
  const domain = useSteadyDomain(
    roundDomain(
      ...extent(
        curves,
        ...sketchRoom(curves, props.prediction),
        baseline.value,
        heldOut.a.value,
        heldOut.b.value,
      ),
    ),
  );
  return (
    <LineFigure
      name="Loss"
      summary={lossSummary(props)}
      run={run}
      table={{ columns: stepColumns(measure ?? "loss", props), rows: () => stepRows(props) }}
      axis="step"
      toolbar={props.toolbar}
      prediction={props.prediction}
      plot={(size) => ({
        size,
        names: run.lanes,
        curves,
        x: stepAxis(curves, run, size, props.prediction),
        y: { ...logAxis(domain, ticksDown(size)), name: measure ?? "loss" },
        formatY: formatNumber,
        zero: "no loss",
        reference: baseline.value > 0 ? baseline : undefined,
        marks: heldOutMarks(heldOut),
      })}
    />
  );
});
