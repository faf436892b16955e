import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from "react";
import { useStore } from "zustand";
import { marked } from "./pointing";
import styles from "./Reader.module.css";
import { usePointing } from "./reader";
import type { PlotSize } from "./size";
import { useRowsLayout } from "./time-rows";
import type { TimeRow } from "./time-rows-layout";

interface TimeRowsReaderProps {
  readonly chart: string;
  readonly size: PlotSize;
  readonly rows: readonly TimeRow[];
  /** T. */
  readonly steps: number;
  /** The time step whose cells are framed. */
  readonly framed: number;
  /** Returns the reading at a time step, for the tooltip and in words. */
  readonly read: (t: number) => { readonly shown: ReactNode; readonly spoken: string };
  /** Chooses the answer at a time step; null for the one that is chosen by default. */
  readonly choose: (t: number | null) => void;
}

/**
 * A cursor over rows along the time axis. Pointing at a row of answers chooses the answer under the pointer, and a click
 * keeps it; the arrow keys move from answer to answer.
 */
export function TimeRowsReader(props: TimeRowsReaderProps) {
  const { chart, size, steps, framed, read, choose } = props;
  const layout = useRowsLayout(size, props.rows, steps);
  const pointing = usePointing();
  const at = useStore(pointing, marked);
  const [kept, setKept] = useState<number | null>(null);
  const { rows, left, right, bottom, cell, x } = layout;
  const linked = at?.on.time ?? null;
  const here = linked === null ? null : Math.max(1, Math.min(steps, Math.round(linked)));
  const isSource = at?.chart === chart && here !== null;

  const point = (t: number) => {
    const inside = Math.max(1, Math.min(steps, t));
    pointing.setState({ at: { on: { time: inside }, series: null, chart } });
    return inside;
  };
  const leave = () => {
    if (pointing.getState().at?.chart === chart) pointing.setState({ at: null });
    choose(kept);
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const t = point(Math.round((event.clientX - box.left) / cell + 0.5));
    const y = event.clientY - box.top;
    const isAnswer = rows.some(({ answers, top, tall }) => answers && y >= top - 2 && y <= top + tall + 2);
    if (isAnswer) choose(t);
    else if (event.type === "pointermove") choose(kept);
    return isAnswer ? t : null;
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const t = onPointer(event);
    if (t !== null) setKept(t === kept ? null : t);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // The frame follows later, when the chosen answer has been computed.
    const from = isSource ? here : framed;
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: from - 1,
      ArrowRight: from + 1,
      PageDown: from - 10,
      PageUp: from + 10,
      Home: 1,
      End: steps,
    };
    if (Object.hasOwn(moves, event.key)) {
      const t = point(moves[event.key]);
      setKept(t);
      choose(t);
    } else if (event.key === "Escape" && (isSource || kept !== null)) {
      setKept(null);
      if (isSource) pointing.setState({ at: null });
      choose(null);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const below = Math.max(0, ...rows.map(({ answers, top, tall }) => (answers ? top + tall + 8 : 0)));
  const now = read(here ?? framed);
  const start = x(1) - cell / 2;
  const place = here === null ? 0 : x(here) - start;
  return (
    <div
      className={styles.reader}
      style={{ left: start, top: 0, width: right - left, height: Math.min(bottom, size.height) }}
      role="slider"
      tabIndex={0}
      aria-label={`${chart}, reading`}
      aria-valuemin={1}
      aria-valuemax={steps}
      aria-valuenow={here ?? framed}
      aria-valuetext={now.spoken}
      onPointerMove={onPointer}
      onPointerDown={onPointerDown}
      onPointerLeave={(event) => event.pointerType !== "touch" && leave()}
      onBlur={leave}
      onKeyDown={onKeyDown}
    >
      {here !== null && <div className={styles.cursor} style={{ left: place }} />}
      {isSource && (
        <div
          className={styles.values}
          style={{
            top: below,
            ...(place < (right - left) / 2 ? { left: place + 12 } : { right: right - left - place + 12 }),
          }}
        >
          {now.shown}
        </div>
      )}
    </div>
  );
}
