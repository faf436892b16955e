import { formatCount, formatNumber } from "../../../math/number-format";
import { powersAxis } from "../../../plot/axis";
import { Frame, frameScales, type Plot } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { NAIVE } from "../../../plot/look";
import { points } from "../../../plot/points";
import { rule } from "../../../plot/rule";
import { maxTicksAcross, maxTicksDown } from "../../../plot/scales";
import { note } from "../../../plot/shapes";
import type { PlotSize } from "../../../plot/size";
import { RATES } from "../mathematics/breaking";
import { Handle } from "./handle";
import { LessonFigure } from "./lesson-figure";

interface BreakingFigureProps {
  /** (log₁₀ α, log₁₀ iterations). */
  readonly curve: readonly (readonly [number, number])[];
  /** The starting matrix U, in words. */
  readonly start: string;
  readonly rate: number;
  /** Iterations at this rate; null if the loop does not end. */
  readonly iterations: number | null;
  readonly onRate: (rate: number) => void;
}

const PER_DECADE = 20;
const clamp = (exponent: number) => Math.min(RATES.high, Math.max(RATES.low, exponent));
/** Returns the rate rounded to two significant digits, so that it equals the number shown. */
const rateAt = (exponent: number) => Number((10 ** clamp(exponent)).toPrecision(2));

/** Figure of the iterations until U is no longer unitary against the learning rate, both on log axes. */
export function BreakingFigure(props: BreakingFigureProps) {
  const { curve, start, rate, iterations, onRate } = props;
  const { x, y } = pointOf(props);
  const told =
    iterations === null
      ? "the loop does not end"
      : `the loop stops after ${formatCount(iterations)} iteration${iterations === 1 ? "" : "s"}`;
  const flat = curve.filter(([, count]) => count === 0).map(([at]) => at);
  return (
    <LessonFigure
      id="breaking"
      name="Iterations until no longer unitary"
      settings={`U ← U + α σ(U) · U starts as ${start} · α = ${formatNumber(rate)}`}
      summary={
        <>
          At α = {formatNumber(rate)} {told}. It is 1 for every α drawn from{" "}
          {formatNumber(10 ** Math.min(...flat))} up, and below in proportion to 1/α.
        </>
      }
      table={{
        columns: ["α", "iterations"],
        rows: () => curve.map(([at, count]) => [10 ** at, Math.round(10 ** count)]),
      }}
      handles={(size) => {
        const scales = frameScales({ size, ...plotOf(size, props) });
        return (
          <Handle
            label="Learning rate on the curve"
            x={scales.x(x)}
            y={scales.y(Number.isFinite(y) ? y : 0)}
            value={x}
            min={RATES.low}
            max={RATES.high}
            text={`α = ${formatNumber(rate)}: ${told}`}
            onDrag={(px) => {
              const share = (px - scales.left) / (scales.right - scales.left);
              onRate(rateAt(RATES.low + share * (RATES.high - RATES.low)));
            }}
            onNudge={(direction, steps) => {
              const by = direction === "left" || direction === "down" ? -steps : steps;
              onRate(rateAt((Math.round(x * PER_DECADE) + by) / PER_DECADE));
            }}
          />
        );
      }}
    >
      {(size) => <Frame size={size} {...plotOf(size, props)} />}
    </LessonFigure>
  );
}

/** Returns log₁₀ of the chosen rate and of its iterations; y is NaN if the loop does not end. */
const pointOf = ({ rate, iterations }: BreakingFigureProps) => ({
  x: Math.log10(rate),
  y: iterations === null ? Number.NaN : Math.log10(Math.max(1, iterations)),
});

function plotOf(size: PlotSize, props: BreakingFigureProps): Plot {
  const { curve, iterations } = props;
  const chosen = pointOf(props);
  const isRight = chosen.x > -2;
  return {
    x: powersAxis([RATES.low, RATES.high], "learning rate α", maxTicksAcross(size)),
    y: powersAxis([0, 4], "iterations", maxTicksDown(size)),
    marks: [
      rule({ key: "rate", at: { x: chosen.x } }),
      line({ key: "curve", look: NAIVE, points: curve.map(([x, y]) => ({ x, y })) }),
      points({ key: "chosen", look: NAIVE, points: [chosen], r: 0.5 }),
      ...(iterations === null
        ? []
        : [
            note({
              key: "iterations",
              text: formatCount(iterations),
              at: chosen,
              offset: [isRight ? -1 : 1, -1.1],
              anchor: isRight ? "end" : "start",
              ink: NAIVE.ink,
              bold: true,
            }),
          ]),
    ],
  };
}
