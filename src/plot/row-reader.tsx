import type { KeyboardEvent, PointerEvent } from "react";
import { useStore } from "zustand";
import { frameScales, type Plot } from "./frame";
import { marked } from "./pointing";
import styles from "./Reader.module.css";
import { usePointing } from "./reader";
import { ReaderBox } from "./reader-box";
import type { PlotSize } from "./size";

/** A row of a plot whose vertical axis lists names. */
export interface ReadableRow {
  readonly key: string;
  readonly name: string;
  /** CSS variable of its colour. */
  readonly ink: string;
  /** Its place on the vertical axis. */
  readonly y: number;
  /** Its value on the horizontal axis; the reading is shown beside it. */
  readonly x: number;
  readonly spoken: string;
}

interface RowReaderProps extends Plot {
  readonly chart: string;
  readonly size: PlotSize;
  /** From top to bottom. */
  readonly rows: readonly ReadableRow[];
}

const MOVES: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowLeft: -1, ArrowDown: 1, ArrowRight: 1 };

/** Shows the values of the row under the pointer; the arrow keys move from row to row. */
export function RowReader(props: RowReaderProps) {
  const { chart, rows } = props;
  const pointing = usePointing();
  const at = useStore(pointing, marked);
  const scales = frameScales(props);
  const index = at?.chart === chart ? rows.findIndex(({ key }) => key === at.series) : -1;
  const row = rows[index];
  const place = {
    left: scales.left,
    top: scales.top,
    width: scales.right - scales.left,
    height: scales.bottom - scales.top,
  };
  const leave = () => {
    if (pointing.getState().at?.chart === chart) pointing.setState({ at: null });
  };
  const point = (next: number) => {
    const found = rows[Math.max(0, Math.min(rows.length - 1, next))];
    if (found) pointing.setState({ at: { on: {}, series: found.key, chart } });
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const height = event.clientY - event.currentTarget.getBoundingClientRect().top + scales.top;
    const distances = rows.map(({ y }) => Math.abs(scales.y(y) - height));
    point(distances.indexOf(Math.min(...distances)));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (Object.hasOwn(MOVES, event.key)) point(row ? index + MOVES[event.key] : 0);
    else if (event.key === "Home") point(0);
    else if (event.key === "End") point(rows.length - 1);
    else if (event.key === "Escape" && row) leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const top = row ? scales.y(row.y) - scales.top : 0;
  const left = row ? Math.min(place.width, Math.max(0, scales.x(row.x) - scales.left)) : 0;
  return (
    <ReaderBox
      chart={chart}
      name={row?.name ?? "rows"}
      ink={row?.ink ?? "--ink"}
      place={place}
      min={1}
      max={Math.max(1, rows.length)}
      now={Math.max(0, index) + 1}
      spoken={row?.spoken}
      values={row ? { left, top, gap: 14 } : null}
      wraps
      onPointer={onPointer}
      onKeyDown={onKeyDown}
      leave={leave}
    >
      {row && <div className={styles.ring} style={{ left, top }} />}
    </ReaderBox>
  );
}
