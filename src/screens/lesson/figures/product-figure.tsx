import type { JacobianMeasures } from "../../../math/jacobian";
import { formatNumber, formatTenTo } from "../../../math/number-format";
import { LessonFigure } from "./lesson-figure";
import { Plot, type PlotLine, powersAround } from "./plot";

interface ProductFigureProps {
  readonly measures: JacobianMeasures;
  /** T. */
  readonly steps: number;
  /** How W was drawn, in words, and its spectral radius ρ. */
  readonly matrix: string;
  readonly radius: number;
  /** What σ is called. */
  readonly sigma: string;
  readonly units: number;
  /** max |σ′| over all z. */
  readonly largestSlope: number;
}

/** Decades below which a chart of vanishing is no longer drawn: they say nothing new. */
const FLOOR = -90;
const CEILING = 90;

/** σ_max of the product of k factors against k, the part of W and the part of σ′ each alone, and what bounds them. */
export function ProductFigure(props: ProductFigureProps) {
  const { measures, steps, matrix, radius, sigma, units, largestSlope } = props;
  const { times, whole, matrix: alone, slopes, bounds } = measures;
  const along = (of: Float64Array) => Array.from(times, (t, i) => [steps - t, of[i]] as const).reverse();
  const lines: PlotLine[] = [
    { name: "W alone", look: "b", points: along(alone.largest) },
    { name: "σ′ alone", look: "a", points: along(slopes.largest) },
    { name: "the product", look: "ink", points: along(whole.largest) },
  ];
  const upper = Math.log10(bounds.upper);
  const lower = Math.log10(bounds.lower);
  const edge = (rate: number) => [
    [0, 0] as const,
    [steps, Math.max(-1e4, Math.min(1e4, rate * steps))] as const,
  ];
  const shown = lines.flatMap(({ points }) => points.map(([, y]) => y));
  const bound = Math.min(CEILING, Math.max(FLOOR, upper * steps));
  const [low, high] = powersAround(
    [...shown, bound].map((y) => Math.min(CEILING, y)),
    FLOOR,
  );
  const y = { name: "largest singular value", scale: "powers", domain: [low, high] } as const;
  const x = { name: "steps back, T − t", scale: "linear", domain: [0, steps] } as const;
  const last = whole.largest[0];
  return (
    <LessonFigure
      name="The product, and its two parts"
      settings={`W ${matrix}, ρ = ${formatNumber(radius)} · σ = ${sigma} · T = ${steps} · n = ${units}`}
      summary={
        <>
          After {steps} steps back with σ = {sigma} the product is {formatTenTo(last)}: W alone would make it{" "}
          {formatTenTo(alone.largest[0])}, σ′ alone {formatTenTo(slopes.largest[0])}. At most σ<sub>max</sub>
          (W)·max σ′ = {formatNumber(bounds.upper)} a step
          {Number.isFinite(largestSlope) && largestSlope < 1
            ? `, where σ′ ≤ ${formatNumber(largestSlope)}`
            : ""}
          . n = {units}.
        </>
      }
      table={{
        columns: ["steps back", "log₁₀ of the product", "W alone", "σ′ alone", "bound"],
        rows: () =>
          along(whole.largest).map(([back, value], i) => [
            back,
            value,
            along(alone.largest)[i][1],
            along(slopes.largest)[i][1],
            upper * back,
          ]),
      }}
    >
      {(size) => (
        <Plot
          size={size}
          x={x}
          y={y}
          lines={lines}
          band={{ name: "bounds", upper: edge(upper), lower: edge(Number.isFinite(lower) ? lower : -1e4) }}
        >
          {(area) => (
            // Lines that fall leave the corner above their ends empty, lines that rise the one above their start.
            <text
              x={last < 0 ? area.right : area.left + size.fontSize * 0.5}
              y={area.top + size.fontSize * 1.2}
              textAnchor={last < 0 ? "end" : "start"}
              fontSize={size.fontSize * 0.92}
              fill="var(--ink-3)"
            >
              grey: between the bounds
            </text>
          )}
        </Plot>
      )}
    </LessonFigure>
  );
}
