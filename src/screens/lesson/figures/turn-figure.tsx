import { arrays, drift, type Matrix, rows } from "../../../math/arrays";
import { expmArray } from "../../../math/expm";
import { formatNumber } from "../../../math/number-format";
import { spectrum } from "../../../math/spectrum";
import { line, linePath } from "../../../plot/line";
import { colour, INK, LANE_A, LANE_B, REFERENCE } from "../../../plot/look";
import { Plane } from "../../../plot/plane";
import type { Point } from "../../../plot/scales";
import { arrow, circle } from "../../../plot/shapes";
import { apply } from "../mathematics/unitary-examples";
import { LessonFigure } from "./lesson-figure";

const algebra = arrays("float64");
const CIRCLE = 72;
/** Number of points on the paths of the axes' tips from I to exp(B). */
const PATH_POINTS = 48;
/** Drift up to which W counts as unitary. */
const ROUNDING = 1e-9;

const DIRECTIONS = Array.from({ length: CIRCLE + 1 }, (_, k) => {
  const angle = (2 * Math.PI * k) / CIRCLE;
  return [Math.cos(angle), Math.sin(angle)] as const;
});
const AXES = [
  { name: "We₁", axis: [1, 0] },
  { name: "We₂", axis: [0, 1] },
] as const;

const image = (w: Matrix, v: readonly number[]): Point => {
  const [x, y] = apply(w, v);
  return { x, y };
};

/** Figure of the images of unit circle and axes under W = exp(B), and the axes' paths under exp(sB), s from 0 to 1. */
export function TurnFigure({ b, w }: { readonly b: Matrix; readonly w: Matrix }) {
  const missed = drift(w);
  const unitary = missed < ROUNDING;
  const look = unitary ? LANE_B : LANE_A;
  const ellipse = DIRECTIONS.map((v) => image(w, v));
  const matrices = Array.from({ length: PATH_POINTS + 1 }, (_, k) =>
    expmArray(algebra.scale(b, k / PATH_POINTS)),
  );
  const { singularMax, singularMin } = spectrum(w);
  const reach = Math.max(1, ...ellipse.map(({ x, y }) => Math.hypot(x, y)));
  const radius = Math.max(1.4, reach * 1.25);
  const turned = (Math.atan2(w.values[2], w.values[0]) * 180) / Math.PI;
  return (
    <LessonFigure
      id="turn"
      name="What exp(B) does to the circle"
      shape="square"
      settings={`B = ${rows(b)
        .map((row) => `[${row.map((entry) => formatNumber(entry)).join(", ")}]`)
        .join(", ")}`}
      summary={
        unitary
          ? `exp(B) takes the circle to itself, turned by ${formatNumber(turned, 3)}°: ‖WW*\u00a0−\u00a0I‖\u00a0=\u00a0${formatNumber(missed)}.`
          : `exp(B) makes an ellipse of the circle, with semi-axes of length ${formatNumber(singularMax)} and ${formatNumber(singularMin)}: ‖WW*\u00a0−\u00a0I‖\u00a0=\u00a0${formatNumber(missed)}.`
      }
      table={{
        columns: ["row", "W, column 1", "W, column 2"],
        rows: [
          ["1", w.values[0], w.values[1]],
          ["2", w.values[2], w.values[3]],
        ],
      }}
    >
      {(size) => (
        <Plane
          size={size}
          radius={radius}
          axes={["x₁", "x₂"]}
          marks={[
            circle("unit circle", 1),
            {
              key: "inside of the image",
              draw: (scales) => (
                <path d={linePath(ellipse, scales)} fill={colour(look.mark)} fillOpacity={0.08} />
              ),
            },
            line({ key: "image", look, points: ellipse }),
            ...AXES.flatMap(({ name, axis }) => [
              line({
                key: `way of ${name}`,
                look: REFERENCE,
                points: matrices.map((matrix) => image(matrix, axis)),
              }),
              arrow({ key: name, from: { x: 0, y: 0 }, to: image(w, axis), look: INK, width: 2.2, name }),
            ]),
          ]}
        />
      )}
    </LessonFigure>
  );
}
