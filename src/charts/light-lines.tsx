import { useId } from "react";
import type { Point } from "./curve";
import { spread, textWidth } from "./label-layout";
import { LANES, type LaneLook, MARK_PATHS } from "./lanes";
import type { PlotArea } from "./plot-area";
import type { Line, PerLane } from "./props";

interface LightLinesProps {
  /** The lanes' own lines, drawn elsewhere: here they get marks where they were measured. */
  readonly heavy: { readonly name: string; readonly lines: PerLane<Line> };
  readonly light: { readonly name: string; readonly lines: PerLane<Line> };
  readonly area: PlotArea;
  readonly fontSize: number;
  /** Values are drawn no lower than this. */
  readonly floor: number;
}

/** A second line in each lane's look, lighter and with hollow marks. */
export function LightLines({ heavy, light, area, fontSize, floor }: LightLinesProps) {
  const clip = useId();
  const small = fontSize * 0.22;
  return (
    <g clipPath={`url(#${clip})`}>
      <clipPath id={clip}>
        <rect
          x={area.left - small}
          y={area.top - small}
          width={area.right - area.left + 2 * small}
          height={area.bottom - area.top + small}
        />
      </clipPath>
      {LANES.map((lane) => (
        <g key={lane.key} data-lane={lane.key}>
          <path
            d={pathOf(finite(light.lines[lane.key]), floor, area)}
            fill="none"
            stroke={`var(${lane.mark})`}
            strokeWidth={fontSize > 18 ? 1.8 : 1.2}
            strokeOpacity={0.7}
            strokeLinejoin="round"
            {...(lane.dash && { strokeDasharray: lane.dash })}
          />
          <Marks lane={lane} line={light.lines[lane.key]} area={area} r={small} floor={floor} hollow />
          <Marks lane={lane} line={heavy.lines[lane.key]} area={area} r={small * 1.2} floor={floor} />
        </g>
      ))}
    </g>
  );
}

/** What the two kinds of lines are called, at their left ends. */
export function LightLineNames({ heavy, light, area, fontSize, floor }: LightLinesProps) {
  const named = LANES.flatMap((lane) =>
    [heavy, light].flatMap(({ name, lines }) => {
      const end = leftEnd(lines[lane.key], floor, area);
      return end ? [{ ...end, lane, text: end.zero ? `${name}: 0` : name }] : [];
    }),
  );
  // On the side of the line that is free to the right of its end, or well clear of it on the other.
  const offset = ({ y, rises }: LeftEnd) => {
    if (rises) return y + 1.6 * fontSize < area.bottom ? 1 : -2;
    return y - 1.6 * fontSize > area.top ? -1 : 2;
  };
  const middles = new Array<number>(named.length);
  // Names at t = 0 stand in one column; the others, where lines leave the plot, never meet them.
  for (const inColumn of [true, false]) {
    const members = named.flatMap(({ x }, i) => (x <= area.left + 1 === inColumn ? [i] : []));
    const wanted = members.map((i) => ({
      y: named[i].y + offset(named[i]) * fontSize,
      height: fontSize * 1.15,
    }));
    spread(wanted, area.top, area.bottom - fontSize * 0.2).forEach((y, k) => {
      middles[members[k]] = y;
    });
  }
  const fits = (x: number, text: string) => x + 8 + textWidth(text, fontSize * 0.85) < area.right;
  return named.map(({ lane, text, x }, i) => (
    <text
      key={lane.key + text}
      data-lane={lane.key}
      x={fits(x, text) ? x + 8 : x - 6}
      textAnchor={fits(x, text) ? "start" : "end"}
      y={middles[i] + fontSize * 0.3}
      fill={`var(${lane.ink})`}
      fontSize={fontSize * 0.85}
      stroke="var(--paper)"
      strokeWidth={3}
      paintOrder="stroke"
    >
      {text}
    </text>
  ));
}

function Marks({
  lane,
  line,
  area,
  r,
  floor,
  hollow = false,
}: {
  lane: LaneLook;
  line: Line;
  area: PlotArea;
  r: number;
  floor: number;
  hollow?: boolean;
}) {
  const seen = finite(line).filter(({ y }) => y >= floor);
  return (
    <path
      d={seen.map(({ x, y }) => MARK_PATHS[lane.shape](area.x(x), area.y(y), r)).join("")}
      fill={hollow ? "var(--paper)" : `var(${lane.mark})`}
      stroke={`var(${lane.mark})`}
      strokeWidth={1}
    />
  );
}

/** The finite points, t ascending. */
const finite = ({ x, y }: Line): Point[] =>
  Array.from(x, (each, i) => ({ x: each, y: y[i] })).filter((point) => Number.isFinite(point.y));

/** A line that goes on below the plot, so that it leaves it where it does. */
const place = (y: number, floor: number, area: PlotArea) =>
  y > 0 ? area.y(y) : area.y(floor) + (area.bottom - area.top);

const pathOf = (points: readonly Point[], floor: number, area: PlotArea) =>
  points.map(({ x, y }, i) => `${i === 0 ? "M" : "L"}${area.x(x)} ${place(y, floor, area)}`).join("");

/** A line that ends at most this many times above its right end is level. */
const LEVEL = 1.1;

interface LeftEnd {
  readonly x: number;
  readonly y: number;
  /** Whether the line climbs to the right of it, or is level. */
  readonly rises: boolean;
  /** Whether its value at t = 0 is an exact 0. */
  readonly zero: boolean;
}

/** Where a line, coming from t = T, ends at t = 0 or leaves the plot; in px. */
function leftEnd(line: Line, floor: number, area: PlotArea): LeftEnd | null {
  const points = finite(line);
  if (points.length === 0) return null;
  const [start] = points;
  const zero = start.y === 0;
  const rises = start.y <= points[points.length - 1].y * LEVEL;
  const first = points.findIndex(({ y }) => y >= floor);
  if (first <= 0) return { x: area.x(start.x), y: area.y(Math.max(start.y, floor)), rises, zero };
  const [below, above] = [points[first - 1], points[first]].map(({ x, y }) => ({
    x: area.x(x),
    y: place(y, floor, area),
  }));
  const share = (area.bottom - above.y) / (below.y - above.y);
  return { x: above.x + share * (below.x - above.x), y: area.bottom, rises, zero };
}
