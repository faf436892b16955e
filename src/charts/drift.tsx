import { memo, type ReactNode } from "react";
import { formatNumber } from "../math/number-format";
import { extent } from "./curve";
import { LineFigure } from "./line-figure";
import { logAxis, wholeDecades } from "./log-axis";
import { type PlotArea, ticksDown } from "./plot-area";
import type { DriftProps } from "./props";
import { sketchRoom, stepAxis } from "./step-axis";
import { driftSummary } from "./summaries";
import { useSteadyDomain } from "./use-steady-domain";
import { stepColumns, stepRows, useStepCurves } from "./use-step-curves";

/** ‖WW* − I‖_F against the step, over the band that float32 rounding alone explains. */
export const Drift = memo(function Drift(props: DriftProps & { readonly toolbar?: ReactNode }) {
  const { run, floor } = props;
  const curves = useStepCurves(props);
  // A decade below the floor leaves the band some height where no lane reaches it.
  const domain = useSteadyDomain(
    wholeDecades(...extent(curves, ...sketchRoom(curves, props.prediction), floor / 10), 3),
  );
  return (
    <LineFigure
      name="Unitarity drift"
      summary={driftSummary(props)}
      run={run}
      table={{ columns: stepColumns("‖WW* − I‖", props), rows: () => stepRows(props) }}
      axis="step"
      toolbar={props.toolbar}
      prediction={props.prediction}
      plot={(size) => ({
        size,
        names: run.lanes,
        curves,
        x: stepAxis(curves, run, size, props.prediction),
        y: { ...logAxis(domain, ticksDown(size)), name: "‖WW* − I‖_F" },
        formatY: formatNumber,
        zero: "exactly unitary",
        bandName: "float32 rounding",
        background: (area) => <RoundingBand floor={floor} area={area} />,
      })}
    />
  );
});

function RoundingBand({ floor, area }: { floor: number; area: PlotArea }) {
  const top = Math.max(area.top, area.y(floor));
  const height = area.bottom - top;
  if (!(height > 0)) return null;
  return <rect x={area.left} y={top} width={area.right - area.left} height={height} fill="var(--sunken)" />;
}
