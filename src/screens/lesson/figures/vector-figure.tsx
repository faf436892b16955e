import { formatNumber } from "../../../math/number-format";
import { INK, LANE_A, LANE_B } from "../../../plot/look";
import { Plane, planeScales } from "../../../plot/plane";
import { arrow, circle } from "../../../plot/shapes";
import { type Direction, Handle } from "./handle";
import { LessonFigure } from "./lesson-figure";

interface VectorFigureProps {
  /** The vector v; its first two entries are drawn. */
  readonly v: readonly number[];
  readonly image: readonly number[];
  /** X in words. */
  readonly matrix: string;
  /** v and Xv, written out. */
  readonly lists: readonly [string, string];
  readonly onChange: (v: readonly [number, number]) => void;
}

const RADIUS = 8;
const MAX_LENGTH = 7;
const STEP = 0.1;
const MOVES: Readonly<Record<Direction, readonly [number, number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, 1],
  down: [0, -1],
};
const rounded = (value: number) => Number(value.toFixed(1));

/** Figure of v and Xv in the plane, with the circle of radius ‖v‖; of three dimensions the first two are drawn. */
export function VectorFigure({ v, image, matrix, lists, onChange }: VectorFigureProps) {
  const [length, imageLength] = [Math.hypot(...v), Math.hypot(...image)];
  const same = Math.abs(length - imageLength) <= 1e-12 * length;
  const set = (x: number, y: number) => {
    const size = Math.hypot(x, y);
    const shrink = size > MAX_LENGTH ? MAX_LENGTH / size : 1;
    onChange([rounded(x * shrink), rounded(y * shrink)]);
  };
  const tips = [
    { name: "v", to: v, look: INK },
    { name: "Xv", to: image, look: same ? LANE_B : LANE_A },
  ] as const;
  return (
    <LessonFigure
      id="vector"
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
        const scales = planeScales(size, RADIUS);
        return (
          <Handle
            label="Vector v"
            x={scales.x(v[0])}
            y={scales.y(v[1])}
            value={length}
            min={0}
            max={MAX_LENGTH}
            text={`${lists[0]}, length ${formatNumber(length, 3)}`}
            onDrag={(px, py) => set(...scales.point(px, py))}
            onNudge={(direction, steps) => {
              const [dx, dy] = MOVES[direction];
              set(v[0] + dx * steps * STEP, v[1] + dy * steps * STEP);
            }}
          />
        );
      }}
    >
      {(size) => (
        <Plane
          size={size}
          radius={RADIUS}
          axes={["v₁", "v₂"]}
          marks={[
            circle("unit circle", 1),
            circle("as long as v", length, { dash: "2 4" }),
            ...tips.map(({ name, to: [x, y], look }) =>
              arrow({ key: name, from: { x: 0, y: 0 }, to: { x, y }, look, width: 2.4, name }),
            ),
          ]}
        />
      )}
    </LessonFigure>
  );
}
