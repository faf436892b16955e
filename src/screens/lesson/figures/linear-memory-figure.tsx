import { formatNumber } from "../../../math/number-format";
import { linearAxis, powersAxis } from "../../../plot/axis";
import { Frame, type Plot } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { EXP, LANE_A, type Look, NAIVE } from "../../../plot/look";
import { points } from "../../../plot/points";
import { maxTicksAcross, maxTicksDown } from "../../../plot/scales";
import type { PlotSize } from "../../../plot/size";
import { LessonFigure } from "./lesson-figure";

/** Losses before the first update and after each, up to an explosion. */
export interface LinearMemoryRuns {
  readonly plain: readonly number[];
  readonly naive: readonly number[];
  readonly exp: readonly number[];
}

interface LinearMemoryFigureProps {
  readonly runs: LinearMemoryRuns;
  /** The task, in words. */
  readonly task: string;
  readonly rate: number;
  readonly updates: number;
}

const HIGH = 3;
const LOW = -4;

const exploded = (losses: readonly number[], updates: number) => losses.length <= updates;

/** Figure of the loss of the linear network against the update, trained in three ways. */
export function LinearMemoryFigure(props: LinearMemoryFigureProps) {
  const { runs, task, rate, updates } = props;
  const told = (losses: readonly number[]) =>
    exploded(losses, updates)
      ? `explodes at update ${losses.length - 1}`
      : `${formatNumber(losses[0])} → ${formatNumber(losses[losses.length - 1])}`;
  return (
    <LessonFigure
      id="linear-memory"
      name="Loss of three ways to train W"
      settings={`${task} · α = ${formatNumber(rate)} · ${updates} updates`}
      summary={
        <>
          α = {formatNumber(rate)}. Small W: {told(runs.plain)}. Orthogonal start, naive: {told(runs.naive)}.
          Orthogonal start, exp: {told(runs.exp)}.
        </>
      }
      table={{
        columns: ["update", "small W", "naive", "exp"],
        rows: () =>
          runs.exp.map((loss, k) => [k, runs.plain[k] ?? "exploded", runs.naive[k] ?? "exploded", loss]),
      }}
    >
      {(size) => <Frame size={size} {...plotOf(size, props)} />}
    </LessonFigure>
  );
}

function plotOf(size: PlotSize, { runs, updates }: LinearMemoryFigureProps): Plot {
  const isOver = exploded(runs.naive, updates);
  const drawn = (text: string, look: Look, losses: readonly number[]) =>
    line({
      key: text,
      look,
      points: losses.map((loss, x) => ({ x, y: Math.min(HIGH + 1, Math.log10(loss)) })),
      name: { text, at: "edge" },
      clip: true,
    });
  const end = { x: runs.naive.length - 1, y: HIGH };
  return {
    x: linearAxis([0, updates], "update", maxTicksAcross(size)),
    y: powersAxis([LOW, HIGH], "loss", maxTicksDown(size)),
    marks: [
      drawn("exp", EXP, runs.exp),
      drawn(isOver ? "naive: exploded" : "naive", NAIVE, runs.naive),
      drawn("small W", LANE_A, runs.plain),
      ...(isOver ? [points({ key: "explosion", look: NAIVE, points: [end], r: 0.4 })] : []),
    ],
  };
}
