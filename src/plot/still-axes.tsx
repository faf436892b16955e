import type { ReactNode } from "react";
import type { Axis, XAxis } from "./axis";
import { SMALL } from "./look";
import type { FrameScales } from "./scales";

/** Distance in px between an axis and its labels: Recharts' space for tick lines, and that of the frame. */
const TICK = 6;
const LEFT_OF_AXIS = TICK + 4;
/** From the top of a line of digits to its baseline, and from its middle, in em. */
const [CAPITAL, HALF] = [0.71, 0.355];

/**
 * Grid and axes where those of Recharts are, in one pass: Recharts lays out over several frames, and a picture is of one moment.
 */
export function StillAxes({
  x,
  y,
  scales,
  beneath,
  over,
}: {
  readonly x: Pick<XAxis, "ticks" | "format">;
  readonly y: Pick<Axis, "ticks" | "format">;
  readonly scales: FrameScales;
  readonly beneath: ReactNode;
  readonly over: ReactNode;
}) {
  const { width, height, fontSize, left, right, bottom } = scales;
  const text = { fontSize: fontSize * SMALL, fill: "var(--ink-3)" };
  return (
    <svg width={width} height={height} aria-hidden="true">
      {y.ticks.map((tick) => (
        <path key={tick} d={`M${left} ${scales.y(tick)}H${right}`} stroke="var(--grid)" fill="none" />
      ))}
      {beneath}
      <path d={`M${left} ${bottom}H${right}`} stroke="var(--axis)" fill="none" />
      {x.ticks.map((tick) => (
        <text
          key={tick}
          x={scales.x(tick)}
          y={bottom + TICK + fontSize * 0.5 + CAPITAL * text.fontSize}
          textAnchor="middle"
          {...text}
        >
          {x.format(tick)}
        </text>
      ))}
      {y.ticks.map((tick) => (
        <text
          key={tick}
          x={left - LEFT_OF_AXIS}
          y={scales.y(tick) + HALF * text.fontSize}
          textAnchor="end"
          {...text}
        >
          {y.format(tick)}
        </text>
      ))}
      {over}
    </svg>
  );
}
