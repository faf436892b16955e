import type { KeyboardEvent, PointerEvent } from "react";
import { useStore } from "zustand";
import type { Rectangle } from "./heat-layout";
import { marked } from "./pointing";
import styles from "./Reader.module.css";
import { usePointing } from "./reader";
import { ReaderBox } from "./reader-box";
import type { Point } from "./scales";

interface PathReaderProps {
  readonly chart: string;
  /** Key of the path’s series. */
  readonly id: string;
  readonly name: string;
  /** CSS variable of the name’s colour. */
  readonly ink: string;
  readonly place: Rectangle;
  /** The points of t = 0 … T within that place, px. */
  readonly points: readonly Point[];
  /** Words for the point of a time step. */
  readonly read: (t: number) => string;
}

/** Largest distance between the pointer and the point that it selects, px. */
const REACH = 30;
const MOVES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

/** Shows the point of a path nearest to the pointer, and its time step in linked charts; the arrow keys move along the path. */
export function PathReader({ chart, id, name, ink, place, points, read }: PathReaderProps) {
  const pointing = usePointing();
  const at = useStore(pointing, marked);
  const last = points.length - 1;
  const time = at?.on.time ?? null;
  const here = time !== null && time >= 0 && time <= last ? Math.round(time) : null;
  const isSource = at?.chart === chart && at.series === id;

  const leave = () => {
    const now = pointing.getState().at;
    if (now?.chart === chart && now.series === id) pointing.setState({ at: null });
  };
  const point = (t: number) => {
    const inside = Math.max(0, Math.min(last, t));
    pointing.setState({ at: { on: { time: inside }, series: id, chart } });
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const distances = points.map(({ x, y }) =>
      Math.hypot(x - (event.clientX - box.left), y - (event.clientY - box.top)),
    );
    const nearest = distances.reduce((best, each, t) => (each < distances[best] ? t : best), 0);
    if (distances[nearest] <= REACH) point(nearest);
    else leave();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (Object.hasOwn(MOVES, event.key)) point(here === null ? last : here + MOVES[event.key]);
    else if (event.key === "Home") point(0);
    else if (event.key === "End") point(last);
    else if (event.key === "Escape" && isSource) leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const spoken = here === null ? undefined : read(here);
  const { x, y } = here === null ? { x: 0, y: 0 } : points[here];
  return (
    <ReaderBox
      {...{ chart, name, ink, place, onPointer, onKeyDown, leave }}
      min={0}
      max={last}
      now={here ?? last}
      spoken={spoken}
      values={isSource && here !== null ? { left: x, top: y, gap: 12 } : null}
    >
      {here !== null && <div className={styles.ring} style={{ left: x, top: y }} />}
    </ReaderBox>
  );
}
