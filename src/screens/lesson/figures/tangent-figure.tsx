import { formatNumber } from "../../../math/number-format";
import { line } from "../../../plot/line";
import { colour, EXP, INK, NAIVE, REFERENCE } from "../../../plot/look";
import type { Mark } from "../../../plot/mark";
import { Plane, planeScales } from "../../../plot/plane";
import { points } from "../../../plot/points";
import type { Point, Scales } from "../../../plot/scales";
import { naming, type Sentence, SentenceText } from "../../../plot/sentence";
import { arrow, circle, note } from "../../../plot/shapes";
import { loss, type Paths, pointDrift, type Sign, type TurnPoint } from "../mathematics/circle-steps";
import { type Direction, Handle } from "./handle";
import { LessonFigure } from "./lesson-figure";

interface TangentFigureProps {
  /** Angle of W at the start, radians. */
  readonly angle: number;
  readonly target: TurnPoint;
  readonly paths: Paths;
  /** α. */
  readonly rate: number;
  readonly sign: Sign;
  readonly onAngle: (angle: number) => void;
  readonly onTarget: (target: TurnPoint) => void;
}

const RADIUS = 1.8;
const REACH = 1.6;
const TANGENT = 0.9;
const TURN = Math.PI / 60;
const STEP = 0.05;
const MOVES: Readonly<Record<Direction, TurnPoint>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, 1],
  down: [0, -1],
};

const within = (value: number) => Number(Math.min(REACH, Math.max(-REACH, value)).toFixed(3));
const pointText = ([x, y]: TurnPoint) => `(${formatNumber(x)}, ${formatNumber(y)})`;

function summary({ target, paths: { naive, exp } }: TangentFigureProps): Sentence {
  const steps = naive.length - 1;
  const told = (path: readonly TurnPoint[]) =>
    `${formatNumber(loss(path[0], target))} to ${formatNumber(loss(path[steps], target))}, ‖WW*\u00a0−\u00a0I‖\u00a0=\u00a0${formatNumber(pointDrift(path[steps]))}`;
  return [
    `${steps} steps. `,
    naming("Naive", NAIVE),
    ` (hollow): loss from ${told(naive)}. `,
    naming("Exp", EXP),
    ` (filled): loss from ${told(exp)}.`,
  ];
}

const at = ([x, y]: TurnPoint) => ({ x, y });

function marksOf({ angle, target, paths }: TangentFigureProps): readonly Mark[] {
  const [w, t] = [{ x: Math.cos(angle), y: Math.sin(angle) }, at(target)];
  const [naive, exp] = [paths.naive.map(at), paths.exp.map(at)];
  const towards = { x: t.x - w.x, y: t.y - w.y };
  const apart = Math.hypot(towards.x, towards.y) || 1;
  // W's name is outside the circle, and not where the way to T, or away from it, leaves the circle.
  const slant = Math.atan((w.x * towards.y - w.y * towards.x) / (w.x * towards.x + w.y * towards.y || 1));
  const aside = Math.abs(slant) > 0.6 ? 0 : slant > 0 ? -0.7 : 0.7;
  return [
    circle("circle", 1),
    line({
      key: "tangent",
      look: REFERENCE,
      points: [-TANGENT, TANGENT].map((s) => ({ x: w.x - s * w.y, y: w.y + s * w.x })),
    }),
    arrow({
      key: "towards T",
      from: w,
      to: { x: w.x + 0.42 * towards.x, y: w.y + 0.42 * towards.y },
      look: { ...REFERENCE, dash: undefined },
      width: 1.6,
    }),
    { key: "exp", draw: (scales) => <Arcs path={exp} scales={scales} /> },
    line({ key: "naive", look: NAIVE, points: naive }),
    // One mark per point, so that touching ones stay distinct.
    ...naive.slice(1).map((each, k) => points({ key: `naive ${k}`, look: NAIVE, points: [each], r: 0.28 })),
    ...exp
      .slice(1)
      .map((each, k) => points({ key: `exp ${k}`, look: EXP, points: [each], r: 0.28, outline: 0.5 })),
    points({ key: "W", look: INK, points: [w], r: 0.5 }),
    points({ key: "T", look: INK, points: [t], r: 0.5, filled: false, outline: 2 }),
    note({
      key: "W, name",
      text: "W",
      at: w,
      offset: [1.25 * Math.cos(angle + aside), -1.25 * Math.sin(angle + aside)],
      ...NAMES,
    }),
    // On the side away from W, where there are no steps.
    note({
      key: "T, name",
      text: "T",
      at: t,
      offset: [(1.2 * towards.x) / apart, (-1.2 * towards.y) / apart],
      ...NAMES,
    }),
  ];
}

const NAMES = { anchor: "middle", ink: INK.ink, bold: true } as const;

/** Arcs along the circle between the points of exp, in its direction of rotation. */
function Arcs({ path, scales }: { readonly path: readonly Point[]; readonly scales: Scales }) {
  const [first, second] = path;
  const turned = Math.atan2(first.x * second.y - first.y * second.x, first.x * second.x + first.y * second.y);
  const radius = scales.x(1) - scales.x(0);
  const arcs = path
    .slice(1)
    .map(({ x, y }) => `A${radius} ${radius} 0 0 ${turned > 0 ? 0 : 1} ${scales.x(x)} ${scales.y(y)}`)
    .join("");
  return (
    <path
      d={`M${scales.x(first.x)} ${scales.y(first.y)}${arcs}`}
      fill="none"
      stroke={colour(EXP.mark)}
      strokeWidth={2.4}
    />
  );
}

/** Figure of the rotations of the plane as a circle, the tangent at W, and the steps of both rules towards a target. */
export function TangentFigure(props: TangentFigureProps) {
  const { angle, target, paths, rate, sign, onAngle, onTarget } = props;
  const start: TurnPoint = [Math.cos(angle), Math.sin(angle)];
  const degrees = Math.round((angle * 180) / Math.PI);
  return (
    <LessonFigure
      id="tangent"
      name="Off the circle, and along it"
      shape="square"
      series={[
        { ...NAIVE, name: "naive" },
        { ...EXP, name: "exp" },
      ]}
      settings={`${paths.naive.length - 1} steps of α = ${formatNumber(rate)}, sign ${sign < 0 ? "−" : "+"} · W at ${degrees}° · T = ${pointText(target)}`}
      summary={<SentenceText sentence={summary(props)} />}
      table={{
        columns: ["step", "naive: loss", "naive: ‖WW* − I‖", "exp: loss", "exp: ‖WW* − I‖"],
        rows: () =>
          paths.naive.map((point, k) => [
            k,
            loss(point, target),
            pointDrift(point),
            loss(paths.exp[k], target),
            pointDrift(paths.exp[k]),
          ]),
      }}
      handles={(size) => {
        const scales = planeScales(size, RADIUS);
        return (
          <>
            <Handle
              label="Target T"
              x={scales.x(target[0])}
              y={scales.y(target[1])}
              value={Math.hypot(...target)}
              min={0}
              max={REACH * Math.SQRT2}
              text={`${pointText(target)}, ${formatNumber(Math.hypot(...target))} from the middle`}
              onDrag={(px, py) => {
                const [x, y] = scales.point(px, py);
                onTarget([within(x), within(y)]);
              }}
              onNudge={(direction, steps) => {
                const [dx, dy] = MOVES[direction];
                onTarget([within(target[0] + dx * steps * STEP), within(target[1] + dy * steps * STEP)]);
              }}
            />
            <Handle
              label="Start W"
              x={scales.x(start[0])}
              y={scales.y(start[1])}
              value={degrees}
              min={-180}
              max={180}
              text={`${degrees}° on the circle`}
              onDrag={(px, py) => {
                const [x, y] = scales.point(px, py);
                onAngle(Math.atan2(y, x));
              }}
              onNudge={(direction, steps) => {
                const by = (direction === "left" || direction === "up" ? 1 : -1) * steps * TURN;
                onAngle(Math.atan2(Math.sin(angle + by), Math.cos(angle + by)));
              }}
            />
          </>
        );
      }}
    >
      {(size) => <Plane size={size} radius={RADIUS} axes={["I", "J"]} marks={marksOf(props)} />}
    </LessonFigure>
  );
}
