import type { KeyboardEvent, PointerEvent } from "react";
import { useStore } from "zustand";
import styles from "./Heat.module.css";
import type { HeatSeries } from "./heat";
import type { Rectangle } from "./heat-layout";
import { columnAt, columnUnder, type HeatGrid, heatEdges, rowOfY, yOfRow } from "./heat-scale";
import { marked } from "./pointing";
import { usePointing } from "./reader";
import { ReaderBox } from "./reader-box";

interface HeatReaderProps extends Omit<HeatSeries, "key"> {
  readonly chart: string;
  /** Key of the panel’s series. */
  readonly id: string;
  readonly place: Rectangle;
  readonly grid: HeatGrid;
  /** The row, from 0 at the bottom, where the arrow keys begin. */
  readonly startRow: number;
  /** Ids of the axes; charts with the same axes are linked. */
  readonly axes: { readonly x: string; readonly y: string };
  /** Words for a value with its coordinates. */
  readonly spoken: (x: number, y: number, value: number) => string;
}

/** Shows the value under the pointer; the arrow keys move by columns and rows. */
export function HeatReader(props: HeatReaderProps) {
  const { chart, id, name, look, place, columns, grid, axes } = props;
  const pointing = usePointing();
  const at = useStore(pointing, marked);
  const isSource = at?.chart === chart && at.series === id;
  const last = columns.at(-1)?.x ?? 0;
  const [x, y] = [at?.on[axes.x] ?? null, at?.on[axes.y] ?? null];
  const { rows, firstCell = 0 } = grid;
  const [start, end] = heatEdges(grid);
  const rowAt = (place: number) => Math.round(rowOfY(grid, place));

  const leave = () => {
    const now = pointing.getState().at;
    if (now?.chart === chart && now.series === id) pointing.setState({ at: null });
  };
  const point = (index: number, row: number) => {
    const column = columns[Math.max(0, Math.min(columns.length - 1, index))];
    if (!column) return;
    const inside = Math.max(0, Math.min(rows - 1, row));
    const on = { [axes.x]: column.x, [axes.y]: yOfRow(grid, inside) };
    pointing.setState({ at: { on, series: id, chart } });
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const here = start + ((end - start) * (event.clientX - box.left)) / box.width;
    if (here > last + end / 20) return leave();
    point(
      Math.max(0, columnUnder(columns, grid, here)),
      Math.floor(rows * (1 - (event.clientY - box.top) / box.height)),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = isSource && x !== null ? columnAt(columns, x) : columns.length - 1;
    const row = isSource && y !== null ? rowAt(y) : props.startRow;
    const moves = new Map<string, () => void>([
      ["ArrowLeft", () => point(index - 1, row)],
      ["ArrowRight", () => point(index + 1, row)],
      ["ArrowUp", () => point(index, row + 1)],
      ["ArrowDown", () => point(index, row - 1)],
      ["Home", () => point(0, row)],
      ["End", () => point(columns.length - 1, row)],
      ["Escape", leave],
    ]);
    const move = moves.get(event.key);
    if (!move || (event.key === "Escape" && !isSource)) return;
    move();
    event.preventDefault();
    event.stopPropagation();
  };

  const value =
    isSource && x !== null && y !== null ? columns[columnAt(columns, x)]?.values[rowAt(y)] : undefined;
  const spoken = props.spoken(x ?? 0, y ?? 0, value ?? Number.NaN);
  const left = x === null ? 0 : (place.width * (x - start)) / (end - start);
  const top = y === null ? 0 : place.height * (1 - (rowOfY(grid, y) + 0.5) / rows);
  return (
    <ReaderBox
      {...{ chart, name, place, onPointer, onKeyDown, leave }}
      ink={look.ink}
      min={firstCell}
      max={Math.max(1, last)}
      now={Math.min(x ?? last, Math.max(1, last))}
      spoken={value === undefined ? undefined : spoken}
      values={value === undefined ? null : { left, top, gap: 10 }}
    >
      {x !== null && x >= start && x <= end && <div className={styles.along} style={{ left }} />}
      {y !== null && top >= 0 && <div className={styles.across} style={{ top }} />}
    </ReaderBox>
  );
}
