import { RULE_LOOKS } from "../../../charts/lanes";
import { type Sentence, SentenceText } from "../../../charts/sentence";
import type { PlotSize } from "../../../charts/use-plot-size";
import { formatNumber } from "../../../math/number-format";
import { loss, type Paths, type Point, pointDrift, type Sign } from "../mathematics/circle-steps";
import { type Direction, Handle } from "./handle";
import { LessonFigure } from "./lesson-figure";
import { LOOKS, Mark } from "./looks";
import { Arrow, Plane, type PlaneScale, planeScale } from "./plane";

interface TangentFigureProps {
  /** Of W at the start, radians. */
  readonly angle: number;
  readonly target: Point;
  readonly paths: Paths;
  /** α. */
  readonly rate: number;
  readonly sign: Sign;
  readonly onAngle: (angle: number) => void;
  readonly onTarget: (target: Point) => void;
}

const RADIUS = 1.8;
const REACH = 1.6;
const TANGENT = 0.9;
const TURN = Math.PI / 60;
const STEP = 0.05;
const MOVES: Readonly<Record<Direction, Point>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, 1],
  down: [0, -1],
};

const within = (value: number) => Number(Math.min(REACH, Math.max(-REACH, value)).toFixed(3));
const written = ([x, y]: Point) => `(${formatNumber(x)}, ${formatNumber(y)})`;

function summary({ target, paths: { naive, exp } }: TangentFigureProps): Sentence {
  const steps = naive.length - 1;
  const told = (path: readonly Point[]) =>
    `${formatNumber(loss(path[0], target))} to ${formatNumber(loss(path[steps], target))}, ‖WW*\u00a0−\u00a0I‖\u00a0=\u00a0${formatNumber(pointDrift(path[steps]))}`;
  return [
    `${steps} steps. `,
    { lane: "a", text: "Naive" },
    ` (hollow): loss from ${told(naive)}. `,
    { lane: "b", text: "Exp" },
    ` (filled): loss from ${told(exp)}.`,
  ];
}

function Drawing({ plane, size, props }: { plane: PlaneScale; size: PlotSize; props: TangentFigureProps }) {
  const { angle, target, paths } = props;
  const at = ([x, y]: Point): readonly [number, number] => [plane.x(x), plane.y(y)];
  const [x, y] = [Math.cos(angle), Math.sin(angle)];
  const line = (points: readonly Point[]) =>
    `M${points
      .map((point) =>
        at(point)
          .map((px) => px.toFixed(1))
          .join(" "),
      )
      .join("L")}`;
  // exp runs along the circle between its points, in whichever direction it turned.
  const [first, second] = paths.exp;
  const turned = Math.atan2(
    first[0] * second[1] - first[1] * second[0],
    first[0] * second[0] + first[1] * second[1],
  );
  const arcs = paths.exp
    .slice(1)
    .map(
      ([ax, ay]) =>
        `A${plane.length(1)} ${plane.length(1)} 0 0 ${turned > 0 ? 0 : 1} ${plane.x(ax)} ${plane.y(ay)}`,
    )
    .join("");
  const label = { fontSize: size.fontSize, fontWeight: 600, textAnchor: "middle" } as const;
  return (
    <>
      <path
        d={line([
          [x - TANGENT * -y, y - TANGENT * x],
          [x + TANGENT * -y, y + TANGENT * x],
        ])}
        stroke="var(--axis)"
        strokeDasharray="2 4"
      />
      <Arrow
        from={at([x, y])}
        to={at([x + (target[0] - x) * 0.42, y + (target[1] - y) * 0.42])}
        colour="var(--ink-3)"
        width={1.6}
      />
      <path d={`M${at(first).join(" ")}${arcs}`} fill="none" stroke={LOOKS.b.mark} strokeWidth={2.4} />
      <path
        d={line(paths.naive)}
        fill="none"
        stroke={LOOKS.naive.mark}
        strokeWidth={2}
        strokeDasharray={LOOKS.naive.dash}
      />
      {paths.naive.slice(1).map((point, k) => (
        <Mark key={k} look="naive" x={at(point)[0]} y={at(point)[1]} r={size.fontSize * 0.28} />
      ))}
      {paths.exp.slice(1).map((point, k) => (
        <Mark key={k} look="b" x={at(point)[0]} y={at(point)[1]} r={size.fontSize * 0.28} />
      ))}
      <Mark look="ink" x={plane.x(x)} y={plane.y(y)} r={size.fontSize * 0.5} />
      <circle
        cx={plane.x(target[0])}
        cy={plane.y(target[1])}
        r={size.fontSize * 0.5}
        fill="var(--paper)"
        stroke="var(--ink)"
        strokeWidth={2}
      />
      <text x={plane.x(x * 1.18)} y={plane.y(y * 1.18) + size.fontSize * 0.35} fill="var(--ink)" {...label}>
        W
      </text>
      <text
        x={plane.x(target[0]) + size.fontSize * 1.2}
        y={plane.y(target[1]) + size.fontSize * 0.35}
        fill="var(--ink)"
        {...label}
      >
        T
      </text>
    </>
  );
}

/** The turns of the plane as a circle, the tangent at W, and the steps of both rules towards a target. */
export function TangentFigure(props: TangentFigureProps) {
  const { angle, target, paths, rate, sign, onAngle, onTarget } = props;
  const start: Point = [Math.cos(angle), Math.sin(angle)];
  const degrees = Math.round((angle * 180) / Math.PI);
  return (
    <LessonFigure
      name="Off the circle, and along it"
      shape="square"
      lanes={{ a: "naive", b: "exp" }}
      looks={RULE_LOOKS}
      settings={`${paths.naive.length - 1} steps of α = ${formatNumber(rate)}, sign ${sign < 0 ? "−" : "+"} · W at ${degrees}° · T = ${written(target)}`}
      summary={<SentenceText sentence={summary(props)} looks={RULE_LOOKS} />}
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
        const scale = planeScale(size, RADIUS);
        return (
          <>
            <Handle
              label="Target T"
              x={scale.x(target[0])}
              y={scale.y(target[1])}
              value={Math.hypot(...target)}
              min={0}
              max={REACH * Math.SQRT2}
              text={`${written(target)}, ${formatNumber(Math.hypot(...target))} from the middle`}
              onDrag={(px, py) => {
                const [x, y] = scale.point(px, py);
                onTarget([within(x), within(y)]);
              }}
              onNudge={(direction, steps) => {
                const [dx, dy] = MOVES[direction];
                onTarget([within(target[0] + dx * steps * STEP), within(target[1] + dy * steps * STEP)]);
              }}
            />
            <Handle
              label="Start W"
              x={scale.x(start[0])}
              y={scale.y(start[1])}
              value={degrees}
              min={-180}
              max={180}
              text={`${degrees}° on the circle`}
              onDrag={(px, py) => {
                const [x, y] = scale.point(px, py);
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
      {(size) => (
        <Plane size={size} radius={RADIUS} axes={["I", "J"]}>
          {(plane) => <Drawing plane={plane} size={size} props={props} />}
        </Plane>
      )}
    </LessonFigure>
  );
}
