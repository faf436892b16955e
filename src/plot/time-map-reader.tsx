import type { KeyboardEvent, PointerEvent } from "react";
import { useStore } from "zustand";
import heat from "./Heat.module.css";
import { colour } from "./look";
import { marked } from "./pointing";
import styles from "./Reader.module.css";
import { usePointing } from "./reader";
import type { PlotSize } from "./size";
import { useRowsLayout } from "./time-rows";
import type { TimeRow } from "./time-rows-layout";

interface TimeMapReaderProps {
  readonly chart: string;
  readonly size: PlotSize;
  readonly rows: readonly TimeRow[];
  /** Key of the row whose map is read. */
  readonly row: string;
  readonly name: string;
  /** CSS variable of the name’s colour. */
  readonly ink: string;
  /** T. */
  readonly steps: number;
  /** Words for the value at a time step, from 1, and a line of the map, from 0 at the top. */
  readonly read: (t: number, line: number) => string;
}

/** A cursor over a map along the time axis: shows the value under the pointer; the arrow keys move by time steps and lines. */
export function TimeMapReader(props: TimeMapReaderProps) {
  const { chart, size, rows, row: key, name, ink, steps, read } = props;
  const layout = useRowsLayout(size, rows, steps);
  const pointing = usePointing();
  const at = useStore(pointing, marked);
  const row = layout.rows.find((each) => each.key === key);
  if (row?.content.kind !== "map") return null;
  const lines = row.content.rows;
  const axis = `line of ${key}`;
  const isSource = at?.chart === chart && at.series === key;
  const time = at?.on.time ?? null;
  const here = time !== null && time >= 1 && time <= steps ? Math.round(time) : null;
  const line = (isSource ? at.on[axis] : null) ?? null;

  const leave = () => {
    const now = pointing.getState().at;
    if (now?.chart === chart && now.series === key) pointing.setState({ at: null });
  };
  const point = (t: number, wanted: number) => {
    const inside = Math.max(0, Math.min(lines - 1, wanted));
    const on = { time: Math.max(1, Math.min(steps, t)), [axis]: inside };
    pointing.setState({ at: { on, series: key, chart } });
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    point(1 + Math.floor((steps * x) / box.width), Math.floor((lines * y) / box.height));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [t, now] = [here ?? steps, line ?? 0];
    const moves = new Map<string, () => void>([
      ["ArrowLeft", () => point(t - 1, now)],
      ["ArrowRight", () => point(t + 1, now)],
      ["ArrowUp", () => point(t, now - 1)],
      ["ArrowDown", () => point(t, now + 1)],
      ["PageUp", () => point(t, now - 10)],
      ["PageDown", () => point(t, now + 10)],
      ["Home", () => point(1, now)],
      ["End", () => point(steps, now)],
      ["Escape", leave],
    ]);
    const move = moves.get(event.key);
    if (!move || (event.key === "Escape" && !isSource)) return;
    move();
    event.preventDefault();
    event.stopPropagation();
  };

  const place = {
    left: layout.x(1) - layout.cell / 2,
    top: row.top,
    width: layout.right - layout.left,
    height: row.tall,
  };
  const left = ((here ?? 1) - 0.5) * layout.cell;
  const top = (((line ?? 0) + 0.5) * place.height) / lines;
  const spoken = here !== null && line !== null ? read(here, line) : null;
  return (
    <div
      className={styles.reader}
      style={place}
      role="slider"
      tabIndex={0}
      aria-label={`${chart}, reading of ${name}`}
      aria-valuemin={1}
      aria-valuemax={steps}
      aria-valuenow={here ?? steps}
      aria-valuetext={spoken ?? "nothing pointed at"}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={(event) => event.pointerType !== "touch" && leave()}
      onBlur={leave}
      onKeyDown={onKeyDown}
    >
      {here !== null && <div className={heat.along} style={{ left }} />}
      {line !== null && <div className={heat.across} style={{ top }} />}
      {spoken !== null && (
        <div
          className={styles.values}
          style={{
            ...(left < place.width / 2 ? { left: left + 10 } : { right: place.width - left + 10 }),
            ...(top < place.height / 2
              ? { top: top + 10 }
              : { top: "auto", bottom: place.height - top + 10 }),
          }}
        >
          <b style={{ color: colour(ink) }}>{name}</b>
          <br />
          {spoken}
        </div>
      )}
    </div>
  );
}
