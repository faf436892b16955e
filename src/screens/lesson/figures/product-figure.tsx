import type { JacobianMeasures } from "../../../math/jacobian";
import { formatNumber, formatTenTo } from "../../../math/number-format";
import { linearAxis, powersAround, powersAxis } from "../../../plot/axis";
import { band } from "../../../plot/band";
import { Frame, type Plot } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { INK, LANE_A, LANE_B, type Look } from "../../../plot/look";
import { maxTicksAcross, maxTicksDown, type Point } from "../../../plot/scales";
import type { PlotSize } from "../../../plot/size";
import { LessonFigure } from "./lesson-figure";

interface ProductFigureProps {
  readonly measures: JacobianMeasures;
  /** T. */
  readonly steps: number;
  /** The kind of W, in words, and its spectral radius ρ. */
  readonly matrix: string;
  readonly radius: number;
  /** Name of the activation σ. */
  readonly sigma: string;
  readonly units: number;
  /** max |σ′| over all z. */
  readonly largestSlope: number;
}

/** Lowest exponent that is drawn: lower ones show nothing new. */
const FLOOR = -90;
const CEILING = 90;
/** Exponent beyond any plot. */
const FAR = 1e4;

/** Figure of s_max of the product of k factors against k, with that of W and of σ′ alone, and the bounds. */
export function ProductFigure(props: ProductFigureProps) {
  const { measures, steps, matrix, radius, sigma, units, largestSlope } = props;
  const { whole, matrix: alone, slopes, bounds } = measures;
  const upper = Math.log10(bounds.upper);
  return (
    <LessonFigure
      id="product"
      name="The product, and its two parts"
      settings={`W ${matrix}, ρ = ${formatNumber(radius)} · σ = ${sigma} · T = ${steps} · n = ${units}`}
      summary={
        <>
          After {steps} time steps back with σ = {sigma} the product is {formatTenTo(whole.largest[0])}: W
          alone would make it {formatTenTo(alone.largest[0])}, σ′ alone {formatTenTo(slopes.largest[0])}. At
          most s<sub>max</sub>(W)·max σ′ = {formatNumber(bounds.upper)} per time step
          {Number.isFinite(largestSlope) && largestSlope < 1
            ? `, where σ′ ≤ ${formatNumber(largestSlope)}`
            : ""}
          . n = {units}.
        </>
      }
      table={{
        columns: ["time steps back", "log₁₀ of the product", "W alone", "σ′ alone", "bound"],
        rows: () =>
          byStepsBack(props, whole).map(({ x, y }, i) => [
            x,
            y,
            byStepsBack(props, alone)[i].y,
            byStepsBack(props, slopes)[i].y,
            upper * x,
          ]),
      }}
    >
      {(size) => <Frame size={size} {...plotOf(size, props)} />}
    </LessonFigure>
  );
}

/** Returns log₁₀ of the largest singular value against the steps back, from 0. */
const byStepsBack = (
  { measures: { times }, steps }: ProductFigureProps,
  { largest }: JacobianMeasures["whole"],
): Point[] => Array.from(times, (t, i) => ({ x: steps - t, y: largest[i] })).reverse();

function plotOf(size: PlotSize, props: ProductFigureProps): Plot {
  const { measures, steps } = props;
  const { whole, matrix: alone, slopes, bounds } = measures;
  const drawn = (text: string, look: Look, points: readonly Point[]) =>
    line({ key: text, look, points, name: { text, at: "edge" }, clip: true });
  const edge = (factor: number) => [
    { x: 0, y: 0 },
    { x: steps, y: Math.max(-FAR, Math.min(FAR, Math.log10(factor) * steps)) },
  ];
  const lines = [
    { text: "W alone", look: LANE_B, points: byStepsBack(props, alone) },
    { text: "σ′ alone", look: LANE_A, points: byStepsBack(props, slopes) },
    { text: "the product", look: INK, points: byStepsBack(props, whole) },
  ];
  const bound = Math.max(FLOOR, edge(bounds.upper)[1].y);
  const shown = [...lines.flatMap(({ points }) => points.map(({ y }) => y)), bound];
  const decades = powersAround(
    shown.map((y) => Math.min(CEILING, y)),
    FLOOR,
  );
  return {
    x: linearAxis([0, steps], "time steps back, T − t", maxTicksAcross(size)),
    y: powersAxis(decades, "largest singular value", maxTicksDown(size)),
    marks: [
      band({
        key: "bounds",
        look: INK,
        upper: edge(bounds.upper),
        lower: edge(bounds.lower),
        name: "between the bounds",
      }),
      ...lines.map(({ text, look, points }) => drawn(text, look, points)),
    ],
  };
}
