import type { KeyboardEvent, PointerEvent } from "react";
import { useStore } from "zustand";
import { formatCount, formatNumber } from "../math/number-format";
import styles from "./Heat.module.css";
import type { HeatSeries } from "./heat";
import type { Rectangle } from "./heat-layout";
import { columnAt } from "./heat-scale";
import { colour } from "./look";
import { marked } from "./pointing";
import reader from "./Reader.module.css";
import { usePointing } from "./reader";

interface HeatReaderProps extends Omit<HeatSeries, "key"> {
  readonly chart: string;
  /** Key of the series. */
  readonly id: string;
  readonly place: Rectangle;
  readonly rows: number;
  readonly end: number;
  /** What the axes count; charts with the same axes are linked. */
  readonly axes: { readonly x: string; readonly y: string };
  /** How a value is read out, with its place. */
  readonly spoken: (x: string, y: string, value: string) => string;
}

/** Reads a panel: left and right go from column to column, up and down through its rows. */
export function HeatReader(props: HeatReaderProps) {
  const { chart, id, name, look, place, columns, rows, end, axes } = props;
  const pointing = usePointing();
  const at = useStore(pointing, marked);
  const mine = at?.chart === chart && at.series === id;
  const last = columns.at(-1)?.x ?? 0;
  const [x, y] = [at?.on[axes.x] ?? null, at?.on[axes.y] ?? null];

  const leave = () => {
    const now = pointing.getState().at;
    if (now?.chart === chart && now.series === id) pointing.setState({ at: null });
  };
  const point = (index: number, row: number) => {
    const column = columns[Math.max(0, Math.min(columns.length - 1, index))];
    if (!column) return;
    const inside = Math.max(0, Math.min(rows - 1, row));
    pointing.setState({ at: { on: { [axes.x]: column.x, [axes.y]: inside }, series: id, chart } });
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const here = (end * (event.clientX - box.left)) / box.width;
    if (here > last + end / 20) return leave();
    point(
      Math.max(0, columnAt(columns, here)),
      Math.floor(rows * (1 - (event.clientY - box.top) / box.height)),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = mine && x !== null ? columnAt(columns, x) : columns.length - 1;
    const row = (mine ? y : null) ?? 1;
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
    if (!move || (event.key === "Escape" && !mine)) return;
    move();
    event.preventDefault();
    event.stopPropagation();
  };

  const value = mine && x !== null && y !== null ? columns[columnAt(columns, x)]?.values[y] : undefined;
  const spoken = props.spoken(formatCount(x ?? 0), formatCount(y ?? 0), formatNumber(value ?? Number.NaN));
  const left = x === null ? 0 : (place.width * x) / end;
  const top = y === null ? 0 : place.height * (1 - (y + 0.5) / rows);
  return (
    <div
      className={reader.reader}
      style={place}
      role="slider"
      tabIndex={0}
      aria-label={`${chart}, reading of ${name}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(1, last)}
      aria-valuenow={Math.min(x ?? last, Math.max(1, last))}
      aria-valuetext={value === undefined ? "nothing pointed at" : spoken}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={(event) => event.pointerType !== "touch" && leave()}
      onBlur={leave}
      onKeyDown={onKeyDown}
    >
      {x !== null && x <= end && <div className={styles.along} style={{ left }} />}
      {y !== null && y < rows && <div className={styles.across} style={{ top }} />}
      {value !== undefined && (
        <div
          className={reader.values}
          style={{
            ...(left < place.width / 2 ? { left: left + 10 } : { right: place.width - left + 10 }),
            ...(top < place.height / 2
              ? { top: top + 10 }
              : { top: "auto", bottom: place.height - top + 10 }),
          }}
        >
          <b style={{ color: colour(look.ink) }}>{name}</b>
          <br />
          {spoken}
        </div>
      )}
    </div>
  );
}
