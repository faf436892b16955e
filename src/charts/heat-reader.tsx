import { type KeyboardEvent, type PointerEvent, use, useState } from "react";
import { useStore } from "zustand";
import type { LaneKey } from "../lanes";
import { formatCount, formatNumber } from "../math/number-format";
import styles from "./HeatMap.module.css";
import type { Rectangle } from "./heat-layout";
import { snapshotAt } from "./heat-scale";
import { createPointing, marked, PointingContext } from "./pointing";
import type { HeatMapProps } from "./props";
import reader from "./Reader.module.css";

interface HeatReaderProps {
  readonly chart: string;
  readonly lane: LaneKey;
  readonly name: string;
  readonly place: Rectangle;
  readonly snapshots: HeatMapProps["lanes"]["a"];
  readonly rows: number;
  readonly end: number;
}

/** Reads a panel: left and right go from snapshot to snapshot, up and down through time. */
export function HeatReader({ chart, lane, name, place, snapshots, rows, end }: HeatReaderProps) {
  const shared = use(PointingContext);
  const [own] = useState(createPointing);
  const pointing = shared ?? own;
  const at = useStore(pointing, marked);
  const mine = at?.chart === chart && at.lane === lane;
  const last = snapshots.at(-1)?.step ?? 0;

  const leave = () => {
    const now = pointing.getState().at;
    if (now?.chart === chart && now.lane === lane) pointing.setState({ at: null });
  };
  const point = (index: number, t: number) => {
    const snapshot = snapshots[Math.max(0, Math.min(snapshots.length - 1, index))];
    if (!snapshot) return;
    const time = Math.max(0, Math.min(rows - 1, t));
    pointing.setState({ at: { step: snapshot.step, time, lane, chart } });
  };
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const step = (end * (event.clientX - box.left)) / box.width;
    if (step > last + end / 20) return leave();
    point(
      Math.max(0, snapshotAt(snapshots, step)),
      Math.floor(rows * (1 - (event.clientY - box.top) / box.height)),
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = mine && at.step !== null ? snapshotAt(snapshots, at.step) : snapshots.length - 1;
    const t = (mine ? at.time : null) ?? 1;
    const moves = new Map<string, () => void>([
      ["ArrowLeft", () => point(index - 1, t)],
      ["ArrowRight", () => point(index + 1, t)],
      ["ArrowUp", () => point(index, t + 1)],
      ["ArrowDown", () => point(index, t - 1)],
      ["Home", () => point(0, t)],
      ["End", () => point(snapshots.length - 1, t)],
      ["Escape", leave],
    ]);
    const move = moves.get(event.key);
    if (!move || (event.key === "Escape" && !mine)) return;
    move();
    event.preventDefault();
    event.stopPropagation();
  };

  const step = at?.step ?? null;
  const time = at?.time ?? null;
  const value =
    mine && step !== null && time !== null ? snapshots[snapshotAt(snapshots, step)]?.norms[time] : undefined;
  const spoken = `step ${formatCount(step ?? 0)}, t = ${formatCount(time ?? 0)}: ${formatNumber(value ?? Number.NaN)}`;
  const x = step === null ? 0 : (place.width * step) / end;
  const y = time === null ? 0 : place.height * (1 - (time + 0.5) / rows);
  return (
    <div
      className={reader.reader}
      style={place}
      role="slider"
      tabIndex={0}
      aria-label={`${chart}, reading of ${name}`}
      aria-valuemin={0}
      aria-valuemax={Math.max(1, last)}
      aria-valuenow={Math.min(step ?? last, Math.max(1, last))}
      aria-valuetext={value === undefined ? "nothing pointed at" : spoken}
      onPointerMove={onPointer}
      onPointerDown={onPointer}
      onPointerLeave={(event) => event.pointerType !== "touch" && leave()}
      onBlur={leave}
      onKeyDown={onKeyDown}
    >
      {step !== null && step <= end && <div className={styles.along} style={{ left: x }} />}
      {time !== null && time < rows && <div className={styles.across} style={{ top: y }} />}
      {value !== undefined && (
        <div
          className={reader.values}
          style={{
            ...(x < place.width / 2 ? { left: x + 10 } : { right: place.width - x + 10 }),
            ...(y < place.height / 2 ? { top: y + 10 } : { top: "auto", bottom: place.height - y + 10 }),
          }}
        >
          <b className={lane === "a" ? reader.laneA : reader.laneB}>{name}</b>
          <br />
          {spoken}
        </div>
      )}
    </div>
  );
}
