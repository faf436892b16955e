import { memo, type ReactNode } from "react";
import { formatPercent } from "../math/number-format";
import { heldOutMarks } from "./held-out";
import { LineFigure } from "./line-figure";
import type { Axis } from "./log-axis";
import type { LossProps } from "./props";
import { stepAxis } from "./step-axis";
import { accuracySummary } from "./summaries";
import { stepColumns, stepRows, useStepCurves } from "./use-step-curves";

const PERCENT: Axis = {
  scale: "linear",
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1],
  format: formatPercent,
};

/** Share of right answers in each step's batch, 0 to 100 %. */
export const Accuracy = memo(function Accuracy(props: LossProps & { readonly toolbar?: ReactNode }) {
  const { run, measure, baseline, heldOut } = props;
  const curves = useStepCurves(props);
  return (
    <LineFigure
      name="Accuracy"
      summary={accuracySummary(props)}
      run={run}
      table={{ columns: stepColumns(measure ?? "accuracy", props), rows: () => stepRows(props) }}
      axis="step"
      toolbar={props.toolbar}
      prediction={props.prediction}
      plot={(size) => ({
        size,
        names: run.lanes,
        curves,
        x: stepAxis(curves, run, size, props.prediction),
        y: { ...PERCENT, name: measure ?? "accuracy" },
        formatY: formatPercent,
        reference: Number.isFinite(baseline.value) ? baseline : undefined,
        marks: heldOutMarks(heldOut),
      })}
    />
  );
});
