import { useMemo } from "react";
import type { PerLane } from "../lanes";
import { type Curve, readCurve } from "./curve";
import type { TableRow } from "./data-table";
import type { ByStepProps } from "./props";

const READING = { from: "left", x: "step" } as const;

/** Both lanes' lines against the step, read again only when they change. */
export function useStepCurves({ lanes: { a, b } }: ByStepProps): PerLane<Curve> {
  const curveA = useMemo(() => readCurve(a.line, a.stopped, READING), [a.line, a.stopped]);
  const curveB = useMemo(() => readCurve(b.line, b.stopped, READING), [b.line, b.stopped]);
  return useMemo(() => ({ a: curveA, b: curveB }), [curveA, curveB]);
}

/** Step and the value of each lane there, as they came, NaN and infinities among them. */
export function stepRows({ lanes: { a, b } }: ByStepProps): TableRow[] {
  const values = new Map<number, [number | "", number | ""]>();
  Array.from(a.line.x, (step, i) => values.set(step, [a.line.y[i], ""]));
  Array.from(b.line.x, (step, i) => values.set(step, [values.get(step)?.[0] ?? "", b.line.y[i]]));
  return [...values].sort(([one], [other]) => one - other).map(([step, both]) => [step, ...both]);
}

export const stepColumns = (symbol: string, { run }: ByStepProps) => [
  "step",
  `${symbol}, ${run.lanes.a}`,
  `${symbol}, ${run.lanes.b}`,
];
