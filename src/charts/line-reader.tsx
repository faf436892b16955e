import { type CSSProperties, type KeyboardEvent, type PointerEvent, use, useMemo, useState } from "react";
import { useStore } from "zustand";
import { LANES } from "./lanes";
import { type LinePlotProps, linePlotArea } from "./line-plot";
import { createPointing, marked, type PointedAxis, PointingContext } from "./pointing";
import styles from "./Reader.module.css";
import { abscissas, laneNear, nearestIndex, pointAt } from "./reading";

interface LineReaderProps extends LinePlotProps {
  /** Name of the chart. */
  readonly chart: string;
  readonly axis: PointedAxis;
}

/** Reach of a line, px. */
const REACH = 14;
const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 };

/**
 * Reads a plot of lines: a cursor that pointer, finger and arrow keys move along the horizontal axis, the values
 * of both lanes there, and the lane that is nearest. What it points at is marked in every linked chart.
 */
export function LineReader(props: LineReaderProps) {
  const { chart, axis, curves, x, names } = props;
  const shared = use(PointingContext);
  const [own] = useState(createPointing);
  const pointing = shared ?? own;
  const at = useStore(pointing, marked);
  const area = linePlotArea(props);
  const xs = useMemo(() => abscissas(curves), [curves]);
  const linked = at?.[axis] ?? null;
  const isSource = at?.chart === chart && linked !== null;

  const point = (index: number, lane: (typeof LANES)[number]["key"] | null) => {
    const value = xs[Math.max(0, Math.min(xs.length - 1, index))];
    if (value !== undefined)
      pointing.setState({ at: { step: null, time: null, [axis]: value, lane, chart } });
  };
  const leave = () => {
    if (pointing.getState().at?.chart === chart) pointing.setState({ at: null });
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const value = x.domain[0] + share * (x.domain[1] - x.domain[0]);
    const index = nearestIndex(xs, value);
    point(index, laneNear(curves, area, xs[index], area.top + event.clientY - box.top, REACH));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = linked === null ? xs.length - 1 : nearestIndex(xs, linked);
    const lane = isSource ? at.lane : null;
    if (Object.hasOwn(MOVES, event.key)) point(linked === null ? here : here + MOVES[event.key], lane);
    else if (event.key === "Home") point(0, lane);
    else if (event.key === "End") point(xs.length - 1, lane);
    else if (event.key === "ArrowUp") point(here, lane === "a" ? null : "a");
    else if (event.key === "ArrowDown") point(here, lane === "b" ? null : "b");
    else if (event.key === "Escape" && isSource) leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const values = LANES.flatMap((lane) => {
    const found = linked === null ? undefined : pointAt(curves[lane.key], linked);
    return found ? [{ lane, text: written(props, found.y), y: found.y }] : [];
  });
  const heading = linked === null ? "" : `${x.name} ${x.format(linked)}`;
  const spoken = [heading, ...values.map(({ lane, text }) => `${names[lane.key]} ${text}`)].join(", ");
  const floor = props.y.domain[0];
  return (
    <div
      className={styles.reader}
      style={box(area)}
      role="slider"
      tabIndex={0}
      aria-label={`${chart}, reading`}
      aria-valuemin={x.domain[0]}
      aria-valuemax={x.domain[1]}
      aria-valuenow={linked ?? xs[xs.length - 1] ?? 0}
      aria-valuetext={linked === null ? "nothing pointed at" : spoken}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={(event) => event.pointerType !== "touch" && leave()}
      onBlur={leave}
      onKeyDown={onKeyDown}
    >
      {linked !== null && linked <= x.domain[1] && (
        <>
          <div className={styles.cursor} style={{ left: area.x(linked) - area.left }} />
          {values.map(({ lane, y }) => (
            <div
              key={lane.key}
              className={lane.key === "a" ? styles.dotA : styles.dotB}
              style={{
                left: area.x(linked) - area.left,
                top: clamp(area.y(Math.max(y, floor)) - area.top, 0, area.bottom - area.top),
              }}
            />
          ))}
          {isSource && (
            <div className={styles.values} style={beside(area.x(linked) - area.left, area.right - area.left)}>
              {heading}
              <dl>
                {values.map(({ lane, text }) => (
                  <div key={lane.key}>
                    <dt className={lane.key === "a" ? styles.laneA : styles.laneB}>{names[lane.key]}</dt>
                    <dd>{text}</dd>
                  </div>
                ))}
              </dl>
            </div>
          )}
        </>
      )}
    </div>
  );
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** A value as it is drawn: what lies below a log axis is only known to be at most its floor. */
function written({ y, formatY }: LinePlotProps, value: number): string {
  const floor = y.domain[0];
  return y.scale === "log" && value < floor && value !== 0 ? `≤ ${formatY(floor)}` : formatY(value);
}

const box = ({ left, right, top, bottom }: { left: number; right: number; top: number; bottom: number }) => ({
  left,
  top,
  width: right - left,
  height: bottom - top,
});

/** On the side of the cursor that has more room. */
function beside(x: number, width: number): CSSProperties {
  return x < width / 2 ? { left: x + 10 } : { right: width - x + 10 };
}
