import { SCAN_ACTIVATIONS } from "../../../kernels/activations";
import { formatNumber } from "../../../math/number-format";
import { linearAxis } from "../../../plot/axis";
import { Frame } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { LANE_B, REFERENCE } from "../../../plot/look";
import { maxTicksAcross, maxTicksDown, type Point } from "../../../plot/scales";
import { LessonFigure } from "./lesson-figure";

const REACH = 2;
const POINTS = 160;

/** Returns σ(z) of one real number. */
function valueAt(z: number, threshold: number): number {
  const values = Float64Array.of(z);
  SCAN_ACTIVATIONS.modrelu.activate(values, Float64Array.of(threshold));
  return values[0];
}

/** Returns the slope of complex modReLU perpendicular to z: the gradient that comes back from 1 in that direction. */
function acrossAt(modulus: number, threshold: number): number {
  const state = Float64Array.of(modulus, 0);
  SCAN_ACTIVATIONS["modrelu-complex"].activate(state, Float64Array.of(threshold));
  const gradient = Float64Array.of(0, 1);
  SCAN_ACTIVATIONS["modrelu-complex"].pullBack(gradient, state, Float64Array.of(threshold));
  return gradient[1];
}

/** Figure of the graph of real modReLU; its sentence gives the slope of the complex one. */
export function ModreluFigure({ threshold }: { readonly threshold: number }) {
  const at = Array.from({ length: POINTS + 1 }, (_, k) => -REACH + (2 * REACH * k) / POINTS);
  const graph = at.map((x) => ({ x, y: valueAt(x, threshold) }));
  // For m > 0 the line is interrupted at the jump at 0.
  const points = graph.flatMap((point, k): Point[] =>
    k > 0 && Math.abs(point.y - graph[k - 1].y) > 0.3 ? [{ ...point, y: Number.NaN }, point] : [point],
  );
  const across = acrossAt(1, threshold);
  const verb = across > 1 ? "grows" : across < 1 ? "shrinks" : "stays as it is";
  return (
    <LessonFigure
      id="modrelu"
      name="modReLU"
      shape="strip"
      settings={`threshold m = ${formatNumber(threshold)}`}
      summary={
        <>
          m = {formatNumber(threshold)}:{" "}
          {threshold < 0
            ? `units with |z| below ${formatNumber(-threshold)} are dead, on all others the real slope is 1`
            : "no unit is dead and the real slope is 1 everywhere"}
          . Across a complex z of |z| = 1 a gradient {verb}: 1 + m/|z| = {formatNumber(across)}.
        </>
      }
      table={{
        columns: ["z", "σ(z)"],
        rows: () => graph.map(({ x, y }) => [x, y]),
      }}
    >
      {(size) => (
        <Frame
          size={size}
          x={linearAxis([-REACH, REACH], "z", maxTicksAcross(size))}
          y={linearAxis([-3, 3], "", maxTicksDown(size))}
          marks={[
            line({
              key: "z",
              look: REFERENCE,
              points: at.map((z) => ({ x: z, y: z })),
              name: { text: "z", at: "edge" },
            }),
            line({ key: "σ(z)", look: LANE_B, points, name: { text: "σ(z)", at: "edge" }, clip: true }),
          ]}
        />
      )}
    </LessonFigure>
  );
}
