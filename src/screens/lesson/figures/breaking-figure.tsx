import { formatCount, formatNumber } from "../../../math/number-format";
import { RATES } from "../mathematics/breaking";
import { Handle } from "./handle";
import { LessonFigure } from "./lesson-figure";
import { Mark } from "./looks";
import { areaOf, Plot } from "./plot";

interface BreakingFigureProps {
  /** (log₁₀ α, log₁₀ iterations). */
  readonly curve: readonly (readonly [number, number])[];
  /** What U is at first, in words. */
  readonly start: string;
  readonly rate: number;
  /** At this rate; null where the loop does not end. */
  readonly iterations: number | null;
  readonly onRate: (rate: number) => void;
}

const PER_DECADE = 20;
const clamp = (exponent: number) => Math.min(RATES.high, Math.max(RATES.low, exponent));
/** Two significant digits, so that the rate is what it is shown as. */
const rateAt = (exponent: number) => Number((10 ** clamp(exponent)).toPrecision(2));

/** Iterations until the loop breaks against the learning rate, both on log axes. */
export function BreakingFigure({ curve, start, rate, iterations, onRate }: BreakingFigureProps) {
  const x = { name: "learning rate α", scale: "powers", domain: [RATES.low, RATES.high] } as const;
  const y = { name: "iterations", scale: "powers", domain: [0, 4] } as const;
  const lines = [{ name: "", look: "naive", points: curve }] as const;
  const exponent = Math.log10(rate);
  const height = iterations === null ? Number.NaN : Math.log10(Math.max(1, iterations));
  const told =
    iterations === null
      ? "the loop does not end"
      : `the loop stops after ${formatCount(iterations)} iteration${iterations === 1 ? "" : "s"}`;
  const flat = curve.filter(([, count]) => count === 0).map(([at]) => at);
  return (
    <LessonFigure
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
        const area = areaOf({ size, x, y, lines });
        return (
          <Handle
            label="Learning rate on the curve"
            x={area.x(exponent)}
            y={area.y(Number.isFinite(height) ? height : 0)}
            value={exponent}
            min={RATES.low}
            max={RATES.high}
            text={`α = ${formatNumber(rate)}: ${told}`}
            onDrag={(px) => {
              const share = (px - area.left) / (area.right - area.left);
              onRate(rateAt(RATES.low + share * (RATES.high - RATES.low)));
            }}
            onNudge={(direction, steps) => {
              const by = direction === "left" || direction === "down" ? -steps : steps;
              onRate(rateAt((Math.round(exponent * PER_DECADE) + by) / PER_DECADE));
            }}
          />
        );
      }}
    >
      {(size) => (
        <Plot size={size} x={x} y={y} lines={lines}>
          {(plot) => (
            <>
              <path
                d={`M${plot.x(exponent)} ${plot.top}V${plot.bottom}`}
                stroke="var(--axis)"
                strokeDasharray="2 4"
              />
              {Number.isFinite(height) && (
                <>
                  <Mark look="naive" x={plot.x(exponent)} y={plot.y(height)} r={size.fontSize * 0.5} />
                  <text
                    x={plot.x(exponent) + (exponent > -2 ? -1 : 1) * size.fontSize}
                    y={plot.y(height) - size.fontSize * 0.8}
                    textAnchor={exponent > -2 ? "end" : "start"}
                    fontSize={size.fontSize}
                    fontWeight={600}
                    fill="var(--lane-b)"
                  >
                    {formatCount(iterations ?? Number.NaN)}
                  </text>
                </>
              )}
            </>
          )}
        </Plot>
      )}
    </LessonFigure>
  );
}
