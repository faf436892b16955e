import type { TooltipContentProps } from "recharts";
import { formatNumber } from "../math/number-format";
import styles from "./Figure.module.css";
import { LANES } from "./lanes";
import type { PerLane } from "./props";

interface Point {
  readonly re: number;
  readonly im: number;
}

interface SpectrumPointProps extends Partial<Pick<TooltipContentProps, "active" | "payload">> {
  readonly names: PerLane<string>;
  readonly data: PerLane<readonly Point[]>;
}

/** The eigenvalue under the pointer. */
export function SpectrumPoint({ active, payload, names, data }: SpectrumPointProps) {
  const point: Point | undefined = payload?.[0]?.payload;
  const lane = LANES.find(({ key }) => data[key].some((each) => each === point));
  if (!active || !point || !lane) return null;
  const sign = point.im < 0 ? "−" : "+";
  return (
    <div className={styles.tooltip}>
      <b className={lane.key === "a" ? styles.laneA : styles.laneB}>{names[lane.key]}</b>
      <br />λ = {formatNumber(point.re)} {sign} {formatNumber(Math.abs(point.im))} i
      <br />
      |λ| = {formatNumber(Math.hypot(point.re, point.im))}
    </div>
  );
}
