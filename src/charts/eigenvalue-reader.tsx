import { type KeyboardEvent, type PointerEvent, use, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { LaneKey, PerLane } from "../lanes";
import { formatNumber } from "../math/number-format";
import { planeArea } from "./eigenvalue-plane";
import { LANES, type LaneLook, lookOf } from "./lanes";
import { createPointing, PointingContext } from "./pointing";
import type { EigenvaluesProps } from "./props";
import styles from "./Reader.module.css";
import type { PlotSize } from "./use-plot-size";

interface Eigenvalue {
  readonly lane: LaneKey;
  readonly re: number;
  readonly im: number;
}

/** Lane by lane, each counter-clockwise from −π. */
function eigenvaluesOf(lanes: EigenvaluesProps["lanes"]): Eigenvalue[] {
  return LANES.flatMap(({ key }) => {
    const spectrum = lanes[key];
    if (!spectrum) return [];
    return Array.from(spectrum.re, (re, k) => ({ lane: key, re, im: spectrum.im[k] }))
      .filter(({ re, im }) => Number.isFinite(re + im))
      .sort((one, other) => Math.atan2(one.im, one.re) - Math.atan2(other.im, other.re));
  });
}

const CHART = "Eigenvalues";
/** Reach of an eigenvalue, px. */
const REACH = 18;
const MOVES: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 };

/** Reads the plane: the eigenvalue under the pointer, or one after the other by the arrow keys. */
export function EigenvalueReader({
  size,
  lanes,
  names,
  looks,
}: {
  readonly size: PlotSize;
  readonly lanes: EigenvaluesProps["lanes"];
  readonly names: PerLane<string>;
  readonly looks?: readonly LaneLook[] | undefined;
}) {
  const shared = use(PointingContext);
  const [own] = useState(createPointing);
  const pointing = shared ?? own;
  const isSource = useStore(pointing, (state) => state.at?.chart === CHART);
  const [index, setIndex] = useState(0);
  const values = useMemo(() => eigenvaluesOf(lanes), [lanes]);
  const area = planeArea(size);

  const leave = () => {
    if (pointing.getState().at?.chart === CHART) pointing.setState({ at: null });
  };
  const point = (next: number) => {
    const value = values[next];
    if (!value) return leave();
    setIndex(next);
    pointing.setState({ at: { step: null, time: null, lane: value.lane, chart: CHART } });
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const distances = values.map(({ re, im }) => {
      const [x, y] = area.place(re, im);
      return Math.hypot(x - (event.clientX - box.left), y - (event.clientY - box.top));
    });
    const nearest = distances.reduce((best, each, i) => (each < distances[best] ? i : best), 0);
    if (distances[nearest] <= REACH) point(nearest);
    else leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || values.length === 0) return;
    if (Object.hasOwn(MOVES, event.key)) {
      point(isSource ? (index + MOVES[event.key] + values.length) % values.length : 0);
    } else if (event.key === "Escape" && isSource) leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const value = isSource ? values[index] : undefined;
  const [x, y] = value ? area.place(value.re, value.im) : [0, 0];
  return (
    <div
      className={styles.reader}
      style={{ inset: 0 }}
      role="slider"
      tabIndex={0}
      aria-label={`${CHART}, reading`}
      aria-valuemin={1}
      aria-valuemax={Math.max(1, values.length)}
      aria-valuenow={Math.min(index, Math.max(0, values.length - 1)) + 1}
      aria-valuetext={value ? `${names[value.lane]}, λ = ${written(value)}` : "nothing pointed at"}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={(event) => event.pointerType !== "touch" && leave()}
      onBlur={leave}
      onKeyDown={onKeyDown}
    >
      {value && (
        <>
          <div className={styles.ring} style={{ left: x, top: y }} />
          <div
            className={styles.values}
            style={{
              ...(y < area.centre ? { top: y + 12 } : { top: "auto", bottom: area.side - y + 12 }),
              ...(x < area.centre ? { left: x + 12 } : { right: area.side - x + 12 }),
            }}
          >
            <b style={{ color: `var(${lookOf(value.lane, looks).ink})` }}>{names[value.lane]}</b>
            <br />λ = {written(value)}
            <br />
            |λ| = {formatNumber(Math.hypot(value.re, value.im))}
          </div>
        </>
      )}
    </div>
  );
}

const written = ({ re, im }: Eigenvalue) =>
  `${formatNumber(re)} ${im < 0 ? "−" : "+"} ${formatNumber(Math.abs(im))} i`;
