import { formatNumber } from "../../../math/number-format";
import type { Stage } from "../mathematics/arjovsky-example";
import { HeatMap, PhaseLegend } from "./heat-map";
import { LessonFigure } from "./lesson-figure";
import styles from "./StageFigure.module.css";

/** The newest factor, and the product of all up to it, as maps of complex numbers. */
export function StageFigure({
  stages,
  shown,
}: {
  readonly stages: readonly Stage[];
  readonly shown: number;
}) {
  const stage = stages[shown - 1];
  const product = stages
    .slice(0, shown)
    .map(({ name }) => name)
    .reverse()
    .join(" ");
  const { n, values } = stage.product.re;
  return (
    <LessonFigure
      name="The factors of W, one by one"
      shape="wide"
      summary={
        <>
          {shown} of {stages.length} factors: P = {product}, and ‖PP* − I‖ = {formatNumber(stage.drift)}. Hue
          and hand show the phase of an entry, strength and length its modulus.
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
      {(size) => {
        const side = Math.max(
          80,
          Math.min((size.width - size.fontSize * 2) / 2, size.height - size.fontSize * 5.2),
        );
        return (
          <div className={styles.maps}>
            {[
              { name: `the factor ${stage.name}`, matrix: stage.factor },
              {
                name: shown === stages.length ? "the product, W" : "the product so far",
                matrix: stage.product,
              },
            ].map(({ name, matrix }) => (
              <div key={name} className={styles.map}>
                <HeatMap matrix={matrix} side={side} />
                <span>{name}</span>
              </div>
            ))}
            <div className={styles.legend}>
              <PhaseLegend size={size} />
            </div>
          </div>
        );
      }}
    </LessonFigure>
  );
}
