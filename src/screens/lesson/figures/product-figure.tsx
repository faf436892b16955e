import type { JacobianMeasures } from "../../../math/jacobian";
import { formatNumber, formatTenTo } from "../../../math/number-format";
import { linearAxis, powersAround, powersAxis } from "../../../plot/axis";
import { band } from "../../../plot/band";
import { Frame, type Plot } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { INK, LANE_A, LANE_B, type Look } from "../../../plot/look";
import { mostAcross, type Point, ticksDown } from "../../../plot/scales";
import type { PlotSize } from "../../../plot/size";
import { LessonFigure } from "./lesson-figure";

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
/** Decades beyond any plot. */
const FAR = 1e4;

/** σ_max of the product of k factors against k, the part of W and the part of σ′ each alone, and what bounds them. */
export function ProductFigure(props: ProductFigureProps) {
  const { measures, steps, matrix, radius, sigma, units, largestSlope } = props;
  const { whole, matrix: alone, slopes, bounds } = measures;
  const upper = Math.log10(bounds.upper);
  return (
    <LessonFigure
      name="The product, and its two parts"
      settings={`W ${matrix}, ρ = ${formatNumber(radius)} · σ = ${sigma} · T = ${steps} · n = ${units}`}
      summary={
        <>
          After {steps} steps back with σ = {sigma} the product is {formatTenTo(whole.largest[0])}: W alone
          would make it {formatTenTo(alone.largest[0])}, σ′ alone {formatTenTo(slopes.largest[0])}. At most σ
          <sub>max</sub>
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
          back(props, whole).map(({ x, y }, i) => [
            x,
            y,
            back(props, alone)[i].y,
            back(props, slopes)[i].y,
            upper * x,
          ]),
      }}
    >
      {(size) => <Frame size={size} {...plotOf(size, props)} />}
    </LessonFigure>
  );
}

/** log₁₀ of the largest singular value against the steps back, from 0 on. */
const back = (
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
    { text: "W alone", look: LANE_B, points: back(props, alone) },
    { text: "σ′ alone", look: LANE_A, points: back(props, slopes) },
    { text: "the product", look: INK, points: back(props, whole) },
  ];
  const bound = Math.max(FLOOR, edge(bounds.upper)[1].y);
  const shown = [...lines.flatMap(({ points }) => points.map(({ y }) => y)), bound];
  const decades = powersAround(
    shown.map((y) => Math.min(CEILING, y)),
    FLOOR,
  );
  return {
    x: linearAxis([0, steps], "steps back, T − t", mostAcross(size)),
    y: powersAxis(decades, "largest singular value", ticksDown(size)),
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
