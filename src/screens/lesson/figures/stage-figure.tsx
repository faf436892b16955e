import { formatNumber } from "../../../math/number-format";
import type { Stage } from "../mathematics/arjovsky-example";
import { HeatMap, PhaseLegend } from "./heat-map";
import { LessonFigure } from "./lesson-figure";

interface StageFigureProps {
  readonly stages: readonly Stage[];
  readonly shown: number;
  /** How the factors' parameters were drawn, in words. */
  readonly settings: string;
}

/** Figure of the newest factor and of the product up to it, as maps of complex numbers. */
export function StageFigure({ stages, shown, settings }: StageFigureProps) {
  const stage = stages[shown - 1];
  const product = stages
    .slice(0, shown)
    .map(({ name }) => name)
    .reverse()
    .join(" ");
  const { n, values } = stage.product.re;
  const maps = [
    { name: `the factor ${stage.name}`, matrix: stage.factor },
    { name: shown === stages.length ? "the product, W" : "the product so far", matrix: stage.product },
  ];
  return (
    <LessonFigure
      id="factors"
      name="The factors of W, one by one"
      settings={`${n} units · ${settings}`}
      summary={
        <>
          {shown} of {stages.length} factors: P = {product}, and{" "}
          {`‖PP*\u00a0−\u00a0I‖\u00a0=\u00a0${formatNumber(stage.drift)}`}. Hue and hand show the phase of an
          entry, strength and length its modulus.
        </>
      }
      table={{
        columns: ["row", "column", "Re P", "Im P"],
        rows: () =>
          Array.from(values, (re, at) => [
            Math.floor(at / n) + 1,
            (at % n) + 1,
            re,
            stage.product.im.values[at],
          ]),
      }}
    >
      {({ width, height, fontSize }) => {
        const gap = fontSize * 2;
        const side = Math.max(80, Math.min((width - gap) / 2, height - fontSize * 5.2));
        const left = (width - 2 * side - gap) / 2;
        return (
          <svg width={width} height={height} aria-hidden="true">
            {maps.map(({ name, matrix }, k) => (
              <g key={k} transform={`translate(${left + k * (side + gap)} 0)`}>
                <HeatMap matrix={matrix} side={side} />
                <text y={side + fontSize * 1.4} fontSize={fontSize} fill="var(--ink-2)">
                  {name}
                </text>
              </g>
            ))}
            <g transform={`translate(${left} ${side + fontSize * 2.6})`}>
              <PhaseLegend fontSize={fontSize} />
            </g>
          </svg>
        );
      }}
    </LessonFigure>
  );
}
