import { formatCount, formatNumber } from "../../../math/number-format";
import { INK } from "../../../plot/look";
import { Plane } from "../../../plot/plane";
import { points } from "../../../plot/points";
import { circle } from "../../../plot/shapes";
import { halfLife, ringOf } from "../mathematics/gates";
import { LessonFigure } from "./lesson-figure";

const COUNT = 64;
const RADIUS = 1.15;
const round = (steps: number) => formatCount(Math.round(steps));

/** Figure of the start of a linear recurrent unit: eigenvalues on a ring. */
export function RingFigure({ min, max }: { readonly min: number; readonly max: number }) {
  const { re, im } = ringOf(min, max, COUNT);
  return (
    <LessonFigure
      id="ring"
      name="The ring of a linear recurrent unit"
      shape="square"
      settings={`${COUNT} eigenvalues, r from ${formatNumber(min, 4)} to ${formatNumber(max, 4)}`}
      summary={`Half of what a unit holds is gone after ${round(halfLife(min))} time steps at the inner edge, after ${round(halfLife(max))} at the outer.`}
      table={{
        columns: ["Re λ", "Im λ", "|λ|"],
        rows: () => re.map((x, k) => [x, im[k], Math.hypot(x, im[k])]),
      }}
    >
      {(size) => (
        <Plane
          size={size}
          radius={RADIUS}
          axes={["Re λ", "Im λ"]}
          marks={[
            circle("unit circle", 1),
            circle("inner edge", min, { stroke: "--grid", width: 1 }),
            points({ key: "λ", look: INK, points: re.map((x, k) => ({ x, y: im[k] })), r: 0.3 }),
          ]}
        />
      )}
    </LessonFigure>
  );
}
