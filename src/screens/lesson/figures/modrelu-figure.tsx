import { SCAN_ACTIVATIONS } from "../../../kernels/activations";
import { formatNumber } from "../../../math/number-format";
import { linearAxis } from "../../../plot/axis";
import { Frame } from "../../../plot/frame";
import { line } from "../../../plot/line";
import { LANE_B, REFERENCE } from "../../../plot/look";
import { mostAcross, type Point, ticksDown } from "../../../plot/scales";
import { LessonFigure } from "./lesson-figure";

const REACH = 2;
const POINTS = 160;

/** σ of one real number. */
function valueAt(z: number, threshold: number): number {
  const values = Float64Array.of(z);
  SCAN_ACTIVATIONS.modrelu.activate(values, Float64Array.of(threshold));
  return values[0];
}

/** How a complex modReLU stretches a small change across z at |z| = 1: what comes back of a gradient of 1 there. */
function acrossAt(modulus: number, threshold: number): number {
  const state = Float64Array.of(modulus, 0);
  SCAN_ACTIVATIONS["modrelu-complex"].activate(state, Float64Array.of(threshold));
  const gradient = Float64Array.of(0, 1);
  SCAN_ACTIVATIONS["modrelu-complex"].pullBack(gradient, state, Float64Array.of(threshold));
  return gradient[1];
}

/** The graph of real modReLU, and the slopes of the complex one. */
export function ModreluFigure({ threshold }: { readonly threshold: number }) {
  const at = Array.from({ length: POINTS + 1 }, (_, k) => -REACH + (2 * REACH * k) / POINTS);
  const graph = at.map((x) => ({ x, y: valueAt(x, threshold) }));
  // A jump at 0, where m > 0, is not part of the graph.
  const points = graph.flatMap((point, k): Point[] =>
    k > 0 && Math.abs(point.y - graph[k - 1].y) > 0.3 ? [{ ...point, y: Number.NaN }, point] : [point],
  );
  const across = acrossAt(1, threshold);
  const verb = across > 1 ? "grows" : across < 1 ? "shrinks" : "stays as it is";
  return (
    <LessonFigure
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
          x={linearAxis([-REACH, REACH], "z", mostAcross(size))}
          y={linearAxis([-3, 3], "", ticksDown(size))}
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
