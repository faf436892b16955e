import { formatNumber } from "../../../math/number-format";
import { line } from "../../../plot/line";
import { REFERENCE } from "../../../plot/look";
import type { Mark } from "../../../plot/mark";
import { Plane, planeScales } from "../../../plot/plane";
import { points } from "../../../plot/points";
import { circle } from "../../../plot/shapes";
import type { EigenvaluePair } from "../mathematics/powers";
import { OFF_CIRCLE, ON_CIRCLE } from "./circle-looks";
import { type Direction, Handle } from "./handle";
import { LessonFigure } from "./lesson-figure";

interface SpectrumFigureProps {
  readonly pairs: readonly [EigenvaluePair, EigenvaluePair];
  readonly onChange: (pairs: readonly [EigenvaluePair, EigenvaluePair]) => void;
}

/** Radius of the plane, and the largest modulus of a handle. */
const RADIUS = 1.4;
const MAX_MODULUS = 1.3;
const MODULUS_STEP = 0.01;
const ANGLE_STEP = Math.PI / 90;
/** A dragged eigenvalue snaps to the circle within this distance. */
const SNAP = 0.025;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const snapped = (modulus: number) => (Math.abs(modulus - 1) < SNAP ? 1 : modulus);
const degrees = (angle: number) => `${Math.round((angle * 180) / Math.PI)}°`;

const nudged = ({ modulus, angle }: EigenvaluePair, direction: Direction, steps: number): EigenvaluePair => {
  const turn = { left: 1, right: -1, up: 0, down: 0 }[direction] * steps * ANGLE_STEP;
  const grow = { left: 0, right: 0, up: 1, down: -1 }[direction] * steps * MODULUS_STEP;
  return {
    modulus: Number(clamp(modulus + grow, 0, MAX_MODULUS).toFixed(4)),
    angle: clamp(angle + turn, 0, Math.PI),
  };
};

/** Returns the eigenvalue of the pair in the upper half-plane. */
const upper = ({ modulus, angle }: EigenvaluePair) => ({
  x: modulus * Math.cos(angle),
  y: modulus * Math.sin(angle),
});

const where = ({ modulus }: EigenvaluePair) => (modulus === 1 ? "on" : modulus < 1 ? "inside" : "outside");

/** Figure of two conjugate pairs of eigenvalues; the upper one of each can be dragged. */
export function SpectrumFigure({ pairs, onChange }: SpectrumFigureProps) {
  const moved = (k: number, pair: EigenvaluePair) => onChange(k === 0 ? [pair, pairs[1]] : [pairs[0], pair]);
  return (
    <LessonFigure
      id="spectrum"
      name="Eigenvalues of W"
      shape="square"
      series={[OFF_CIRCLE, ON_CIRCLE]}
      settings={`λ = ${pairs.map(({ modulus, angle }) => `${formatNumber(modulus, 3)} at ±${degrees(angle)}`).join(", ")}`}
      summary={
        <>
          |λ| = {formatNumber(pairs[0].modulus, 3)} at ±{degrees(pairs[0].angle)}, {where(pairs[0])} the
          circle, and {formatNumber(pairs[1].modulus, 3)} at ±{degrees(pairs[1].angle)}, {where(pairs[1])} it.
          Drag them.
        </>
      }
      table={{
        columns: ["pair", "|λ|", "angle, radians"],
        rows: pairs.map(({ modulus, angle }, k) => [k + 1, modulus, angle]),
      }}
      handles={(size) => {
        const scales = planeScales(size, RADIUS);
        return (
          <>
            {pairs.map((pair, k) => (
              <Handle
                key={k}
                label={`Eigenvalue ${k + 1}`}
                x={scales.x(upper(pair).x)}
                y={scales.y(upper(pair).y)}
                value={pair.modulus}
                min={0}
                max={MAX_MODULUS}
                text={`modulus ${formatNumber(pair.modulus, 3)} at ${degrees(pair.angle)}`}
                onDrag={(px, py) => {
                  const [x, y] = scales.point(px, py);
                  moved(k, {
                    modulus: snapped(clamp(Math.hypot(x, y), 0, MAX_MODULUS)),
                    angle: Math.atan2(Math.max(0, y), x),
                  });
                }}
                onNudge={(direction, steps) => moved(k, nudged(pair, direction, steps))}
              />
            ))}
          </>
        );
      }}
    >
      {(size) => (
        <Plane
          size={size}
          radius={RADIUS}
          axes={["Re λ", "Im λ"]}
          marks={[circle("unit circle", 1), ...pairs.flatMap(marksOf)]}
        />
      )}
    </LessonFigure>
  );
}

/** Returns the marks of a pair, the upper one larger and at the end of a ray. */
function marksOf(pair: EigenvaluePair, k: number): readonly Mark[] {
  const { x, y } = upper(pair);
  const look = pair.modulus === 1 ? ON_CIRCLE : OFF_CIRCLE;
  return [
    line({
      key: `ray ${k}`,
      look: { ...REFERENCE, mark: "--grid", dash: undefined },
      points: [
        { x: 0, y: 0 },
        { x, y },
      ],
      width: 1,
    }),
    points({ key: `lower ${k}`, look, points: [{ x, y: -y }], r: 0.36 }),
    points({ key: `upper ${k}`, look, points: [{ x, y }], r: 0.5 }),
  ];
}
