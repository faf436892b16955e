import { Figure } from "../../charts/figure";
import { lookOf, MARK_PATHS, RULE_LOOKS } from "../../charts/lanes";
import type { RunLabel } from "../../charts/props";
import { SentenceText } from "../../charts/sentence";
import type { LaneKey } from "../../lanes";
import type { Matrix } from "../../math/arrays";
import { formatNumber } from "../../math/number-format";
import { isFiniteMatrix } from "../../training/counterexample";
import { imageOfCircle, type Point, partsWithin } from "./ellipse";
import { Plane, type PlaneScale } from "./plane";
import { length, times } from "./vectors";

export interface CircleChartProps {
  readonly run: RunLabel;
  readonly lane: LaneKey;
  /** 2×2. */
  readonly u: Matrix;
  readonly v: readonly number[];
  /** Whether the rule leaves U where it is. */
  readonly still: boolean;
}

/** The rim, in lengths of v: what lies beyond is an arrow there, so that the circle keeps its size. */
const RIM = 1.5;
const [OUTER, INNER] = [1.04, 0.94];

/** What U makes of the unit circle, drawn at the size of v so that v and Uv lie on the two curves. */
export function CircleChart({ run, lane, u, v, still }: CircleChartProps) {
  const uv = times(u, v);
  const size0 = length(v);
  const numbers = (x: readonly number[]) => x.map((entry) => formatNumber(entry)).join(",\u00a0");
  return (
    <Figure
      name="Image of the circle"
      square
      summary={
        <SentenceText
          sentence={[
            { lane, text: run.lanes[lane] },
            `: v = [${numbers(v)}] of length ${formatNumber(size0)} goes to Uv = [${numbers(uv)}] of length ${formatNumber(length(uv))}.${
              still ? " A = 0: U does not move." : ""
            }`,
          ]}
          looks={run.looks}
        />
      }
      run={run}
      table={{
        columns: ["vector", "x", "y", "length"],
        rows: [
          ["v", ...v, size0],
          ["Uv", ...uv, length(uv)],
        ],
      }}
    >
      {(size) => (
        <Plane size={size} radius={RIM * OUTER * size0} axes={["x", "y"]}>
          {(scale) => (
            <>
              <circle
                cx={scale.x(0)}
                cy={scale.y(0)}
                r={scale.length(size0)}
                fill="none"
                stroke="var(--axis)"
                strokeWidth={1.2}
              />
              <Vector scale={scale} to={v} name="v" colour="var(--ink-3)" fontSize={size.fontSize} />
              {isFiniteMatrix(u) && <Image scale={scale} lane={lane} u={u} v={v} fontSize={size.fontSize} />}
            </>
          )}
        </Plane>
      )}
    </Figure>
  );
}

/** The ellipse and Uv, as far as the rim. */
function Image(props: {
  scale: PlaneScale;
  lane: LaneKey;
  u: Matrix;
  v: readonly number[];
  fontSize: number;
}) {
  const { scale, u, v, fontSize } = props;
  const look = lookOf(props.lane, RULE_LOOKS);
  const [ink, mark] = [`var(${look.ink})`, `var(${look.mark})`];
  const rim = RIM * length(v);
  const ellipse = imageOfCircle(u, length(v));
  const uv = times(u, v);
  const reach = length(uv);
  const rimArrow = { scale, rim, colour: ink, fontSize };
  // Lengths stand where they cover neither v nor each other.
  const turn = v[0] * uv[1] < v[1] * uv[0] ? -0.2 : 0.2;
  const side = Math.sign(uv[0] * ellipse.direction[0] + uv[1] * ellipse.direction[1]) || 1;
  const axis: Point = [-side * ellipse.direction[0], -side * ellipse.direction[1]];
  return (
    <>
      <path
        d={partsWithin(ellipse, rim)
          .map(
            (part) =>
              `M${part.map(([x, y]) => `${scale.x(x).toFixed(1)} ${scale.y(y).toFixed(1)}`).join("L")}`,
          )
          .join("")}
        fill="none"
        stroke={mark}
        strokeWidth={1.6}
        {...(look.dash ? { strokeDasharray: look.dash } : {})}
      />
      {ellipse.longer > rim && (
        <>
          <circle
            cx={scale.x(0)}
            cy={scale.y(0)}
            r={scale.length(rim)}
            fill="none"
            stroke="var(--axis)"
            strokeDasharray="1 3"
          />
          <RimArrow {...rimArrow} towards={axis} turn={0.2} text={formatNumber(ellipse.longer)} />
          <RimArrow {...rimArrow} towards={[-axis[0], -axis[1]]} />
        </>
      )}
      {reach > rim ? (
        <>
          <Shaft scale={scale} to={uv.map((x) => (x / reach) * rim)} colour={ink} />
          <RimArrow
            {...rimArrow}
            towards={[uv[0] / reach, uv[1] / reach]}
            turn={turn}
            text={`Uv ${formatNumber(reach)}`}
          />
        </>
      ) : (
        <>
          <Vector scale={scale} to={uv} name="Uv" colour={ink} fontSize={fontSize} />
          <path
            d={MARK_PATHS[look.shape](scale.x(uv[0]), scale.y(uv[1]), fontSize * 0.38)}
            fill={look.filled ? mark : "var(--paper)"}
            stroke={mark}
            strokeWidth={2}
          />
        </>
      )}
    </>
  );
}

/** Something lies beyond the rim in this direction; `text`, turned a little from it, says how far from 0. */
function RimArrow(props: {
  scale: PlaneScale;
  rim: number;
  towards: Point;
  turn?: number;
  text?: string;
  colour: string;
  fontSize: number;
}) {
  const { scale, rim, towards, turn = 0, text, colour, fontSize } = props;
  const at = (reach: number, by: number) => {
    const angle = Math.atan2(towards[1], towards[0]) + by;
    return [scale.x(reach * rim * Math.cos(angle)), scale.y(reach * rim * Math.sin(angle))] as const;
  };
  const [x, y] = at(0.74, turn);
  return (
    <>
      <path d={`M${at(OUTER, 0)}L${at(INNER, 0.06)}L${at(INNER, -0.06)}Z`} fill={colour} />
      {text && (
        <text
          x={x}
          y={y}
          textAnchor="middle"
          dominantBaseline="central"
          fontSize={fontSize}
          fontWeight={600}
          fill={colour}
          stroke="var(--paper)"
          strokeWidth={3}
          paintOrder="stroke"
        >
          {text}
        </text>
      )}
    </>
  );
}

const Shaft = ({ scale, to, colour }: { scale: PlaneScale; to: readonly number[]; colour: string }) => (
  <path
    d={`M${scale.x(0)} ${scale.y(0)}L${scale.x(to[0])} ${scale.y(to[1])}`}
    stroke={colour}
    strokeWidth={1.8}
    strokeLinecap="round"
  />
);

function Vector(props: {
  scale: PlaneScale;
  to: readonly number[];
  name: string;
  colour: string;
  fontSize: number;
}) {
  const { scale, to, name, colour, fontSize } = props;
  const [x, y] = [scale.x(to[0]), scale.y(to[1])];
  // The name stands just beyond the tip, away from the origin.
  const reach = Math.hypot(x - scale.x(0), y - scale.y(0)) || 1;
  const beyond = fontSize * 1.05;
  return (
    <>
      <Shaft scale={scale} to={to} colour={colour} />
      <circle cx={x} cy={y} r={2.6} fill={colour} />
      <text
        x={x + ((x - scale.x(0)) / reach) * beyond}
        y={y + ((y - scale.y(0)) / reach) * beyond}
        textAnchor="middle"
        dominantBaseline="central"
        fontSize={fontSize}
        fontWeight={600}
        fill={colour}
        stroke="var(--paper)"
        strokeWidth={3}
        paintOrder="stroke"
      >
        {name}
      </text>
    </>
  );
}
