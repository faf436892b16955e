import { formatNumber } from "../../../math/number-format";
import { LessonFigure } from "./lesson-figure";
import { Mark } from "./looks";
import { Plot } from "./plot";

/** Losses before the first update and after each, up to where it explodes. */
export interface HoldingRuns {
  readonly plain: readonly number[];
  readonly naive: readonly number[];
  readonly exp: readonly number[];
}

interface HoldingFigureProps {
  readonly runs: HoldingRuns;
  /** What is learned, in words. */
  readonly task: string;
  readonly rate: number;
  readonly updates: number;
}

const HIGH = 3;
const LOW = -4;

/** The loss of the linear network against the update, trained in three ways. */
export function HoldingFigure({ runs, task, rate, updates }: HoldingFigureProps) {
  const exploded = (losses: readonly number[]) => losses.length <= updates;
  const told = (losses: readonly number[]) =>
    exploded(losses)
      ? `explodes at update ${losses.length - 1}`
      : `${formatNumber(losses[0])} → ${formatNumber(losses[losses.length - 1])}`;
  const points = (losses: readonly number[]) =>
    losses.map((loss, k) => [k, Math.min(HIGH + 1, Math.log10(loss))] as const);
  const lines = [
    { name: "exp", look: "b", points: points(runs.exp) },
    { name: exploded(runs.naive) ? "naive: exploded" : "naive", look: "naive", points: points(runs.naive) },
    { name: "small W", look: "a", points: points(runs.plain) },
  ] as const;
  return (
    <LessonFigure
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
      {(size) => (
        <Plot
          size={size}
          x={{ name: "update", scale: "linear", domain: [0, updates] }}
          y={{ name: "loss", scale: "powers", domain: [LOW, HIGH] }}
          lines={lines}
        >
          {(area) =>
            exploded(runs.naive) && (
              <Mark look="naive" x={area.x(runs.naive.length - 1)} y={area.top} r={size.fontSize * 0.4} />
            )
          }
        </Plot>
      )}
    </LessonFigure>
  );
}
