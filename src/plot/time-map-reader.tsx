import type { KeyboardEvent, PointerEvent } from "react";
import { useStore } from "zustand";
import heat from "./Heat.module.css";
import { marked } from "./pointing";
import { usePointing } from "./reader";
import { ReaderBox } from "./reader-box";
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
    <ReaderBox
      {...{ chart, name, ink, place, onPointer, onKeyDown, leave }}
      min={1}
      max={steps}
      now={here ?? steps}
      spoken={spoken ?? undefined}
      values={spoken === null ? null : { left, top, gap: 10 }}
    >
      {here !== null && <div className={heat.along} style={{ left }} />}
      {line !== null && <div className={heat.across} style={{ top }} />}
    </ReaderBox>
  );
}
