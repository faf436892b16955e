import { formatNumber } from "../../../math/number-format";
import type { MatrixSpectrum } from "../../../math/spectrum";
import { Plane } from "../../../plot/plane";
import { points } from "../../../plot/points";
import { circle } from "../../../plot/shapes";
import { OFF_CIRCLE, ON_CIRCLE } from "./circle-looks";
import { LessonFigure } from "./lesson-figure";

/** Distance up to which an eigenvalue counts as on the circle. */
const ROUNDING = 1e-7;

/** Figure of the eigenvalues of a small matrix in the complex plane. */
export function EigenvaluesOnCircle({
  spectrum: { re, im },
  matrix,
}: {
  readonly spectrum: MatrixSpectrum;
  /** The matrix in words. */
  readonly matrix: string;
}) {
  const eigenvalues = Array.from(re, (x, k) => ({ x, y: im[k], off: Math.abs(Math.hypot(x, im[k]) - 1) }));
  const off = Math.max(...eigenvalues.map((one) => one.off));
  const written = Array.from(re, (x, k) => {
    const real = formatNumber(Math.abs(x) < ROUNDING ? 0 : x);
    if (Math.abs(im[k]) < ROUNDING) return real;
    return `${real} ${im[k] < 0 ? "−" : "+"} ${formatNumber(Math.abs(im[k]))}i`;
  });
  return (
    <LessonFigure
      id="circle"
      name="Its eigenvalues"
      shape="square"
      series={[OFF_CIRCLE, ON_CIRCLE]}
      settings={matrix}
      summary={`${written.join(", ")}: ${off < ROUNDING ? "all on the unit circle" : `up to ${formatNumber(off)} off the circle`}.`}
      table={{
        columns: ["k", "Re λ", "Im λ", "|λ|"],
        rows: Array.from(re, (x, k) => [k + 1, x, im[k], Math.hypot(x, im[k])]),
      }}
    >
      {(size) => (
        <Plane
          size={size}
          radius={1.35}
          axes={["Re λ", "Im λ"]}
          marks={[
            circle("unit circle", 1),
            ...eigenvalues.map((at, k) =>
              points({
                key: `λ ${k + 1}`,
                look: at.off < ROUNDING ? ON_CIRCLE : OFF_CIRCLE,
                points: [at],
                r: 0.48,
              }),
            ),
          ]}
        />
      )}
    </LessonFigure>
  );
}
