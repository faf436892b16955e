import { formatNumber } from "../../../math/number-format";
import { type Direction, Handle } from "./handle";
import { LessonFigure } from "./lesson-figure";
import { LOOKS } from "./looks";
import { Arrow, Plane, planeScale } from "./plane";

interface VectorFigureProps {
  /** Of its entries the first two are drawn. */
  readonly v: readonly number[];
  readonly image: readonly number[];
  /** X in words. */
  readonly matrix: string;
  /** v and Xv, written out. */
  readonly lists: readonly [string, string];
  readonly onChange: (v: readonly [number, number]) => void;
}

const RADIUS = 8;
const LARGEST = 7;
const STEP = 0.1;
const MOVES: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, 1],
  down: [0, -1],
};
const rounded = (value: number) => Number(value.toFixed(1));

/** v and Xv in the plane, with the circle of all vectors as long as v; of three dimensions the first two. */
export function VectorFigure({ v, image, matrix, lists, onChange }: VectorFigureProps) {
  const [length, imageLength] = [Math.hypot(...v), Math.hypot(...image)];
  const same = Math.abs(length - imageLength) <= 1e-12 * length;
  const set = (x: number, y: number) => {
    const size = Math.hypot(x, y);
    const shrink = size > LARGEST ? LARGEST / size : 1;
    onChange([rounded(x * shrink), rounded(y * shrink)]);
  };
  const tips = [
    { name: "v", to: v, look: "ink" },
    { name: "Xv", to: image, look: same ? "b" : "a" },
  ] as const;
  return (
    <LessonFigure
      name="A vector and its image"
      shape="square"
      settings={matrix}
      summary={
        <>
          <b>v</b> = {lists[0]} becomes <b>Xv</b> = {lists[1]}:{" "}
          {same
            ? `both ${formatNumber(length, 3)} long`
            : `from ${formatNumber(length, 3)} to ${formatNumber(imageLength, 3)} long`}
          {v.length > 2 ? " (two of its three coordinates drawn)" : ""}.
        </>
      }
      table={{
        columns: ["vector", ...v.map((_, i) => `entry ${i + 1}`), "length"],
        rows: [
          ["v", ...v, length],
          ["Xv", ...image, imageLength],
        ],
      }}
      handles={(size) => {
        const scale = planeScale(size, RADIUS);
        return (
          <Handle
            label="Vector v"
            x={scale.x(v[0])}
            y={scale.y(v[1])}
            value={length}
            min={0}
            max={LARGEST}
            text={`${lists[0]}, length ${formatNumber(length, 3)}`}
            onDrag={(px, py) => set(...scale.point(px, py))}
            onNudge={(direction, steps) => {
              const [dx, dy] = MOVES[direction];
              set(v[0] + dx * steps * STEP, v[1] + dy * steps * STEP);
            }}
          />
        );
      }}
    >
      {(size) => (
        <Plane size={size} radius={RADIUS} axes={["v₁", "v₂"]}>
          {(plane) => (
            <>
              <circle
                cx={plane.x(0)}
                cy={plane.y(0)}
                r={plane.length(length)}
                fill="none"
                stroke="var(--axis)"
                strokeDasharray="2 4"
              />
              {tips.map(({ name, to, look }) => {
                const [x, y] = [plane.x(to[0]), plane.y(to[1])];
                const away = Math.hypot(to[0], to[1]) || 1;
                return (
                  <g key={name}>
                    <Arrow
                      from={[plane.x(0), plane.y(0)]}
                      to={[x, y]}
                      colour={LOOKS[look].mark}
                      dash={look === "a" ? "7 4" : undefined}
                      width={2.4}
                    />
                    <text
                      x={x + (to[0] / away) * size.fontSize * 1.1}
                      y={y - (to[1] / away) * size.fontSize * 1.1 + size.fontSize * 0.35}
                      textAnchor="middle"
                      fontSize={size.fontSize}
                      fontWeight={600}
                      fill={LOOKS[look].ink}
                    >
                      {name}
                    </text>
                  </g>
                );
              })}
            </>
          )}
        </Plane>
      )}
    </LessonFigure>
  );
}
