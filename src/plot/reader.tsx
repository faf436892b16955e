import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  use,
  useEffect,
  useMemo,
  useState,
} from "react";
import { useStore } from "zustand";
import { frameScales, type Plot } from "./frame";
import { colour, type Look } from "./look";
import { createPointing, marked, PointingContext } from "./pointing";
import styles from "./Reader.module.css";
import { abscissas, nearestIndex, pointAt, type Series, seriesNear } from "./reading";
import { placed } from "./scales";
import type { PlotSize } from "./size";

/** A plot whose values can be read with a cursor. */
export interface ReadablePlot extends Plot {
  readonly size: PlotSize;
  readonly series: readonly Series[];
  /** Formats a value that is pointed at. */
  readonly formatY: (value: number) => string;
}

interface ReaderProps extends ReadablePlot {
  /** Name of the chart. */
  readonly chart: string;
  /** Id of the horizontal axis; charts with the same axis are linked. */
  readonly axis: string;
}

/** Largest distance between the pointer and the line that it selects, px. */
const REACH = 14;
const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 };

/** Returns the state of the linked charts, or one of this chart's own if it is not linked. */
export function usePointing() {
  const shared = use(PointingContext);
  const [own] = useState(createPointing);
  return shared ?? own;
}

/**
 * A cursor over a plot of lines, moved along the horizontal axis by pointer, finger and arrow keys. It shows the values
 * of all series there and highlights the nearest; the same position is marked in every linked chart.
 */
export function LineReader(props: ReaderProps) {
  const { chart, axis, series, x } = props;
  const pointing = usePointing();
  const at = useStore(pointing, marked);
  const scales = frameScales(props);
  const { left, right } = scales;
  useEffect(() => {
    const { edges } = pointing.getState();
    pointing.setState({ edges: { ...edges, [axis]: { left, right, width: scales.width } } });
  }, [pointing, axis, left, right, scales.width]);
  const xs = useMemo(() => abscissas(series), [series]);
  const linked = at?.on[axis] ?? null;
  const isSource = at?.chart === chart && linked !== null;

  const point = (index: number, key: string | null) => {
    const value = xs[Math.max(0, Math.min(xs.length - 1, index))];
    if (value !== undefined) pointing.setState({ at: { on: { [axis]: value }, series: key, chart } });
  };
  const leave = () => {
    if (pointing.getState().at?.chart === chart) pointing.setState({ at: null });
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const share = (event.clientX - box.left) / box.width;
    const value = x.domain[0] + share * (x.domain[1] - x.domain[0]);
    const index = nearestIndex(xs, value);
    point(index, seriesNear(series, scales, xs[index], scales.top + event.clientY - box.top, REACH));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = linked === null ? xs.length - 1 : nearestIndex(xs, linked);
    const key = isSource ? at.series : null;
    const [first, last] = [series[0]?.key ?? null, series.at(-1)?.key ?? null];
    if (Object.hasOwn(MOVES, event.key)) point(linked === null ? here : here + MOVES[event.key], key);
    else if (event.key === "Home") point(0, key);
    else if (event.key === "End") point(xs.length - 1, key);
    else if (event.key === "ArrowUp") point(here, key === first ? null : first);
    else if (event.key === "ArrowDown") point(here, key === last ? null : last);
    else if (event.key === "Escape" && isSource) leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const values = series.flatMap((each) => {
    const found = linked === null ? undefined : pointAt(each, linked);
    return found ? [{ ...each, text: valueText(props, found.y), y: placed(found, scales).y }] : [];
  });
  const heading = linked === null ? "" : `${x.name} ${x.format(linked)}`;
  const spoken = [heading, ...values.map(({ name, text }) => `${name} ${text}`)].join(", ");
  const [width, height] = [scales.right - scales.left, scales.bottom - scales.top];
  return (
    <div
      className={styles.reader}
      style={{ left: scales.left, top: scales.top, width, height }}
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
          <div className={styles.cursor} style={{ left: scales.x(linked) - scales.left }} />
          {values.map(({ key, look, y }) => (
            <Dot
              key={key}
              look={look}
              left={scales.x(linked) - scales.left}
              top={Math.min(height, Math.max(0, y - scales.top))}
            />
          ))}
          {isSource && (
            <div className={styles.values} style={besideCursor(scales.x(linked) - scales.left, width)}>
              {heading}
              <dl>
                {values.map(({ key, name, look, text }) => (
                  <div key={key}>
                    <dt style={{ color: colour(look.ink) }}>{name}</dt>
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

/** The mark of a series over a plot, at a position in px. */
export function Dot({ look, left, top }: { look: Look; left: number; top: number }) {
  return (
    <svg
      className={styles.dot}
      style={{ left, top }}
      width={12}
      height={12}
      viewBox="-6 -6 12 12"
      aria-hidden="true"
    >
      <path d={look.outline(0, 0, 3.6)} fill={colour(look.mark)} stroke="var(--paper)" strokeWidth={1.5} />
    </svg>
  );
}

/** Formats a value as it is drawn: one below a log axis as “≤” the lower end of the axis. */
function valueText({ y, formatY }: ReadablePlot, value: number): string {
  const floor = y.domain[0];
  return y.scale === "log" && value < floor && value !== 0 ? `≤ ${formatY(floor)}` : formatY(value);
}

/** Positions the values on the side of the cursor that has more space. */
function besideCursor(x: number, width: number): CSSProperties {
  return x < width / 2 ? { left: x + 10 } : { right: width - x + 10 };
}
