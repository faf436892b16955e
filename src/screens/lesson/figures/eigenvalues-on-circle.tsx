import { formatNumber } from "../../../math/number-format";
import type { MatrixSpectrum } from "../../../math/spectrum";
import { LessonFigure } from "./lesson-figure";
import { Mark } from "./looks";
import { Plane } from "./plane";

/** Farther from the circle than this an eigenvalue does not lie on it. */
const ROUNDING = 1e-7;

/** The eigenvalues of a small matrix in the plane. */
export function EigenvaluesOnCircle({
  spectrum: { re, im },
  matrix,
}: {
  readonly spectrum: MatrixSpectrum;
  /** The matrix in words. */
  readonly matrix: string;
}) {
  const off = Math.max(...Array.from(re, (x, k) => Math.abs(Math.hypot(x, im[k]) - 1)));
  const written = Array.from(re, (x, k) => {
    const real = formatNumber(Math.abs(x) < ROUNDING ? 0 : x);
    if (Math.abs(im[k]) < ROUNDING) return real;
    return `${real} ${im[k] < 0 ? "−" : "+"} ${formatNumber(Math.abs(im[k]))}i`;
  });
  return (
    <LessonFigure
      name="Its eigenvalues"
      shape="square"
      lanes={{ a: "off the circle", b: "on the circle" }}
      settings={matrix}
      summary={`${written.join(", ")}: ${off < ROUNDING ? "all on the unit circle" : `up to ${formatNumber(off)} off the circle`}.`}
      table={{
        columns: ["k", "Re λ", "Im λ", "|λ|"],
        rows: Array.from(re, (x, k) => [k + 1, x, im[k], Math.hypot(x, im[k])]),
      }}
    >
      {(size) => (
        <Plane size={size} radius={1.35} axes={["Re λ", "Im λ"]}>
          {(plane) =>
            Array.from(re, (x, k) => (
              <Mark
                key={k}
                look={Math.abs(Math.hypot(x, im[k]) - 1) < ROUNDING ? "b" : "a"}
                x={plane.x(x)}
                y={plane.y(im[k])}
                r={size.fontSize * 0.48}
              />
            ))
          }
        </Plane>
      )}
    </LessonFigure>
  );
}
