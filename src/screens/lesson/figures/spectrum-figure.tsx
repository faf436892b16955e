import { formatNumber } from "../../../math/number-format";
import type { Pair } from "../mathematics/powers";
import { type Direction, Handle } from "./handle";
import { LessonFigure } from "./lesson-figure";
import { Mark } from "./looks";
import { Plane, planeScale } from "./plane";

interface SpectrumFigureProps {
  readonly pairs: readonly [Pair, Pair];
  readonly onChange: (pairs: readonly [Pair, Pair]) => void;
}

/** The plane reaches this far, and the handles do not leave it. */
const RADIUS = 1.4;
const LARGEST = 1.3;
const MODULUS_STEP = 0.01;
const ANGLE_STEP = Math.PI / 90;
/** Nearer to the circle than this an eigenvalue that is dragged lies on it. */
const SNAP = 0.025;

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const snapped = (modulus: number) => (Math.abs(modulus - 1) < SNAP ? 1 : modulus);
const degrees = (angle: number) => `${Math.round((angle * 180) / Math.PI)}°`;

const nudged = ({ modulus, angle }: Pair, direction: Direction, steps: number): Pair => {
  const turn = { left: 1, right: -1, up: 0, down: 0 }[direction] * steps * ANGLE_STEP;
  const grow = { left: 0, right: 0, up: 1, down: -1 }[direction] * steps * MODULUS_STEP;
  return {
    modulus: Number(clamp(modulus + grow, 0, LARGEST).toFixed(4)),
    angle: clamp(angle + turn, 0, Math.PI),
  };
};

const where = ({ modulus }: Pair) => (modulus === 1 ? "on" : modulus < 1 ? "inside" : "outside");

/** Two conjugate pairs of eigenvalues, the upper one of each to be dragged. */
export function SpectrumFigure({ pairs, onChange }: SpectrumFigureProps) {
  const moved = (k: number, pair: Pair) => onChange(k === 0 ? [pair, pairs[1]] : [pairs[0], pair]);
  return (
    <LessonFigure
      name="Eigenvalues of W"
      shape="square"
      lanes={{ a: "off the circle", b: "on the circle" }}
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
        const scale = planeScale(size, RADIUS);
        return (
          <>
            {pairs.map((pair, k) => (
              <Handle
                key={k}
                label={`Eigenvalue ${k + 1}`}
                x={scale.x(pair.modulus * Math.cos(pair.angle))}
                y={scale.y(pair.modulus * Math.sin(pair.angle))}
                value={pair.modulus}
                min={0}
                max={LARGEST}
                text={`modulus ${formatNumber(pair.modulus, 3)} at ${degrees(pair.angle)}`}
                onDrag={(px, py) => {
                  const [x, y] = scale.point(px, py);
                  moved(k, {
                    modulus: snapped(clamp(Math.hypot(x, y), 0, LARGEST)),
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
        <Plane size={size} radius={RADIUS} axes={["Re λ", "Im λ"]}>
          {(plane) =>
            pairs.map(({ modulus, angle }, k) => {
              const [x, y] = [modulus * Math.cos(angle), modulus * Math.sin(angle)];
              const look = modulus === 1 ? "b" : "a";
              return (
                <g key={k}>
                  <path d={`M${plane.x(0)} ${plane.y(0)}L${plane.x(x)} ${plane.y(y)}`} stroke="var(--grid)" />
                  <Mark look={look} x={plane.x(x)} y={plane.y(-y)} r={size.fontSize * 0.36} />
                  <Mark look={look} x={plane.x(x)} y={plane.y(y)} r={size.fontSize * 0.5} />
                </g>
              );
            })
          }
        </Plane>
      )}
    </LessonFigure>
  );
}
