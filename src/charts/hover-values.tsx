import type { TooltipContentProps } from "recharts";
import type { Row } from "./curve";
import styles from "./Figure.module.css";
import { LANES } from "./lanes";
import type { XAxisSpec } from "./line-plot";
import type { PerLane } from "./props";

interface HoverValuesProps extends Partial<Pick<TooltipContentProps, "active" | "payload">> {
  readonly x: XAxisSpec;
  readonly names: PerLane<string>;
  /** Values are drawn no lower than this; null if there is no such floor. */
  readonly floor: number | null;
  readonly formatY: (value: number) => string;
}

/** The values of both lanes at the x under the pointer. */
export function HoverValues({ active, payload, x, names, floor, formatY }: HoverValuesProps) {
  const row: Row | undefined = payload?.[0]?.payload;
  if (!active || !row) return null;
  return (
    <div className={styles.tooltip}>
      {x.name} {x.format(row.x)}
      <dl>
        {LANES.map(({ key }) => {
          const value = row[key];
          if (value === null) return null;
          return (
            <div key={key} className={styles.hovered}>
              <dt className={key === "a" ? styles.laneA : styles.laneB}>{names[key]}</dt>
              <dd>{value === floor ? `≤ ${formatY(value)}` : formatY(value)}</dd>
            </div>
          );
        })}
      </dl>
    </div>
  );
}
