import { Figure } from "../../charts/figure";
import { LANES } from "../../charts/lanes";
import type { RunLabel } from "../../charts/props";
import { SentenceText } from "../../charts/sentence";
import type { Matrix } from "../../math/arrays";
import { formatNumber } from "../../math/number-format";
import type { LaneKey } from "../../worker/protocol";
import { Plane, type PlaneScale } from "./plane";
import { length, times } from "./vectors";

export interface CircleChartProps {
  readonly run: RunLabel;
  readonly lane: LaneKey;
  /** 2×2. */
  readonly u: Matrix;
  readonly v: readonly number[];
  /** ‖U‖₂. */
  readonly spectralNorm: number;
}

const CORNERS = 120;

/** What U makes of the unit circle, drawn at the size of v so that v and Uv lie on the two curves. */
export function CircleChart({ run, lane, u, v, spectralNorm }: CircleChartProps) {
  const uv = times(u, v);
  const finite = uv.every(Number.isFinite);
  const look = LANES.find(({ key }) => key === lane) ?? LANES[0];
  const size0 = length(v);
  const radius = 1.3 * size0 * Math.max(1, finite ? spectralNorm : 1);
  return (
    <Figure
      name="Image of the circle"
      square
      summary={
        <SentenceText
          sentence={[
            { lane, text: run.lanes[lane] },
            `: v = [${v.map((x) => formatNumber(x)).join(",\u00a0")}] of length ${formatNumber(size0)} goes to Uv = [${uv
              .map((x) => formatNumber(x))
              .join(",\u00a0")}] of length ${formatNumber(length(uv))}.`,
          ]}
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
        <Plane
          size={size}
          radius={radius}
          lane={lane}
          marks={finite ? [[uv[0], uv[1]]] : []}
          axes={["x", "y"]}
        >
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
              <Arrow scale={scale} to={v} name="v" colour="var(--ink-3)" fontSize={size.fontSize} />
              {finite && (
                <>
                  <path
                    d={image(u, size0, scale)}
                    fill="none"
                    stroke={`var(${look.mark})`}
                    strokeWidth={1.6}
                    {...(look.dash ? { strokeDasharray: look.dash } : {})}
                  />
                  <Arrow
                    scale={scale}
                    to={uv}
                    name="Uv"
                    colour={`var(${look.ink})`}
                    fontSize={size.fontSize}
                  />
                </>
              )}
            </>
          )}
        </Plane>
      )}
    </Figure>
  );
}

/** The image under U of the circle of this radius, as a path. */
function image(u: Matrix, radius: number, scale: PlaneScale): string {
  const points = Array.from({ length: CORNERS }, (_, k) => {
    const angle = (2 * Math.PI * k) / CORNERS;
    const [x, y] = times(u, [radius * Math.cos(angle), radius * Math.sin(angle)]);
    return `${scale.x(x).toFixed(1)} ${scale.y(y).toFixed(1)}`;
  });
  return `M${points.join("L")}Z`;
}

function Arrow(props: {
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
      <path
        d={`M${scale.x(0)} ${scale.y(0)}L${x} ${y}`}
        stroke={colour}
        strokeWidth={1.8}
        strokeLinecap="round"
      />
      <circle cx={x} cy={y} r={2.6} fill={colour} />
      <text
        x={x + ((x - scale.x(0)) / reach) * beyond}
        y={y + ((y - scale.y(0)) / reach) * beyond}
        textAnchor="middle"
        dominantBaseline="central"
        fontSize={fontSize}
        fontWeight={600}
        fill={colour}
      >
        {name}
      </text>
    </>
  );
}
