import { arrays, drift, type Matrix, rows } from "../../../math/arrays";
import { expmArray } from "../../../math/expm";
import { formatNumber } from "../../../math/number-format";
import { apply } from "../mathematics/unitary-examples";
import { LessonFigure } from "./lesson-figure";
import { LOOKS } from "./looks";
import { Arrow, Plane } from "./plane";

const algebra = arrays("float64");
const CIRCLE = 72;
/** Points of the way from I to exp(B) that the tips of the axes take. */
const WAY = 48;
/** Nearer than this to unitary is rounding. */
const ROUNDING = 1e-9;

const circle = Array.from({ length: CIRCLE + 1 }, (_, k) => {
  const angle = (2 * Math.PI * k) / CIRCLE;
  return [Math.cos(angle), Math.sin(angle)] as const;
});
const AXES = [
  [1, 0],
  [0, 1],
] as const;

/** What W = exp(B) does to the unit circle and the two axes, and the way exp(sB) takes them there, s from 0 to 1. */
export function TurnFigure({ b, w }: { readonly b: Matrix; readonly w: Matrix }) {
  const missed = drift(w);
  const unitary = missed < ROUNDING;
  const look = LOOKS[unitary ? "b" : "a"];
  const image = circle.map((v) => apply(w, v));
  const ways = Array.from({ length: WAY + 1 }, (_, k) => expmArray(algebra.scale(b, k / WAY)));
  const lengths = AXES.map((axis) => Math.hypot(...apply(w, axis)));
  const reach = Math.max(1, ...image.map(([x, y]) => Math.hypot(x, y)));
  const radius = Math.max(1.4, reach * 1.12);
  const turned = (Math.atan2(w.values[2], w.values[0]) * 180) / Math.PI;
  return (
    <LessonFigure
      name="What exp(B) does to the circle"
      shape="square"
      settings={`B = ${rows(b)
        .map((row) => `[${row.map((entry) => formatNumber(entry)).join(", ")}]`)
        .join(", ")}`}
      summary={
        unitary
          ? `exp(B) takes the circle to itself, turned by ${formatNumber(turned, 3)}°: ‖WW*\u00a0−\u00a0I‖\u00a0=\u00a0${formatNumber(missed)}.`
          : `exp(B) makes an ellipse of the circle; the axes become ${formatNumber(lengths[0])} and ${formatNumber(lengths[1])} long: ‖WW*\u00a0−\u00a0I‖\u00a0=\u00a0${formatNumber(missed)}.`
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
        <Plane size={size} radius={radius} axes={["x₁", "x₂"]}>
          {(plane) => {
            const path = (points: readonly (readonly number[])[]) =>
              `M${points.map(([x, y]) => `${plane.x(x).toFixed(1)} ${plane.y(y).toFixed(1)}`).join("L")}`;
            return (
              <>
                <path
                  d={path(image)}
                  fill={look.mark}
                  fillOpacity={0.08}
                  stroke={look.mark}
                  strokeWidth={2}
                  strokeDasharray={look.dash}
                />
                {AXES.map((axis, k) => {
                  const tip = apply(w, axis);
                  return (
                    <g key={k}>
                      <path
                        d={path(ways.map((way) => apply(way, axis)))}
                        fill="none"
                        stroke="var(--ink-3)"
                        strokeDasharray="1.5 3.5"
                        strokeWidth={1.4}
                      />
                      <Arrow
                        from={[plane.x(0), plane.y(0)]}
                        to={[plane.x(tip[0]), plane.y(tip[1])]}
                        colour="var(--ink)"
                        width={2.2}
                      />
                      <text
                        x={plane.x(tip[0] * 1.0) + (tip[0] >= 0 ? 1 : -1) * size.fontSize}
                        y={plane.y(tip[1]) - size.fontSize * 0.5}
                        textAnchor="middle"
                        fontSize={size.fontSize}
                        fill="var(--ink-2)"
                      >
                        {k === 0 ? "We₁" : "We₂"}
                      </text>
                    </g>
                  );
                })}
              </>
            );
          }}
        </Plane>
      )}
    </LessonFigure>
  );
}
