import { useId } from "react";
import type { PerLane } from "../lanes";
import type { Point } from "./curve";
import { firstClear, type Obstacles, placeOf } from "./free-place";
import { LANES, type LaneLook, MARK_PATHS } from "./lanes";
import type { LineName } from "./line-names";
import type { PlotArea } from "./plot-area";
import type { Line } from "./props";

export interface NamedLines {
  readonly name: string;
  readonly lines: PerLane<Line>;
  /** Why a line of the lane falls to an exact 0, if that is known. */
  readonly whyZero?: PerLane<string | undefined>;
}

interface LightLinesProps {
  /** The lanes' own lines, drawn elsewhere: here they get marks where they were measured. */
  readonly heavy: NamedLines;
  readonly light: NamedLines;
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

/** Type of the names, in em. */
const SMALL = 0.85;
/** Where along its line a name may stand, from its left end, as shares of the plot's width, and how far from it, in em. */
const ALONG = [0, 0.08, 0.16, 0.24, 0.32, 0.4, 0.5, 0.6, 0.7];
const BEFORE = [0, 0.08, 0.16, 0.24];
const ACROSS = [-0.8, 0.8, -1.3, 1.3, -2, 2, -3, 3];

/** What the two kinds of lines are called: beside each, as near to its left end as no line strikes the name. */
export function lightLineNames(
  { heavy, light, area, fontSize, floor }: LightLinesProps,
  taken: Obstacles,
): readonly LineName[] {
  const paths = [heavy, light].flatMap(({ lines }) =>
    LANES.map(({ key }) =>
      finite(lines[key]).map(({ x, y }) => ({ x: area.x(x), y: place(y, floor, area) })),
    ),
  );
  const boxes = [...taken.boxes];
  const obstacles = { lines: [...taken.lines, ...paths], boxes };
  const [highest, lowest] = [area.top + 0.6 * fontSize, area.bottom - 0.6 * fontSize];
  return LANES.flatMap((lane) =>
    [heavy, light].flatMap(({ name, lines, whyZero }) => {
      const end = leftEnd(lines[lane.key], floor, area);
      if (!end) return [];
      const why = whyZero?.[lane.key];
      const text = end.zero ? `${name}: 0${why ? ` (${why})` : ""}` : name;
      const path = finite(lines[lane.key]).map(({ x, y }) => ({ x: area.x(x), y: place(y, floor, area) }));
      const places = ALONG.flatMap((share) => {
        const x = Math.min(area.right, end.x + share * (area.right - area.left));
        const y = Math.min(area.bottom, share === 0 ? end.y : heightAt(path, x));
        return ACROSS.flatMap((em) => {
          const middle = Math.min(lowest, Math.max(highest, y + em * fontSize));
          return [
            placeOf(text, x + 8, middle, "start", fontSize * SMALL),
            placeOf(text, x - 6, middle, "end", fontSize * SMALL),
          ];
        });
      });
      // A line that leaves the plot near its right edge has its room to the left of there.
      const before = BEFORE.flatMap((share) =>
        [-0.8, -1.3, -2, -3, -4].map((em) => {
          const x = end.x - 6 - share * (area.right - area.left);
          const middle = Math.min(lowest, Math.max(highest, end.y + em * fontSize));
          return placeOf(text, x, middle, "end", fontSize * SMALL);
        }),
      );
      const inside = [...places, ...before].filter(
        ({ box }) => box.left >= area.left && box.right <= area.right,
      );
      const found = firstClear(inside, obstacles);
      if (!found) return [];
      boxes.push(found.box);
      return [{ ...found, lane: lane.key, text, colour: `var(${lane.ink})` }];
    }),
  );
}

/** The names of {@link lightLineNames} are drawn with this type. */
export const lightNameSize = (fontSize: number) => fontSize * SMALL;

/** Height of a line at x, px. */
function heightAt(path: readonly Point[], x: number): number {
  const next = path.findIndex((point) => point.x >= x);
  if (next <= 0) return path[Math.max(0, next)].y;
  const [from, to] = [path[next - 1], path[next]];
  return from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x);
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

interface LeftEnd {
  readonly x: number;
  readonly y: number;
  /** Whether its value at t = 0 is an exact 0. */
  readonly zero: boolean;
}

/** Where a line, coming from t = T, ends at t = 0 or leaves the plot; in px. */
function leftEnd(line: Line, floor: number, area: PlotArea): LeftEnd | null {
  const points = finite(line);
  if (points.length === 0) return null;
  const [start] = points;
  const zero = start.y === 0;
  const first = points.findIndex(({ y }) => y >= floor);
  if (first <= 0) return { x: area.x(start.x), y: area.y(Math.max(start.y, floor)), zero };
  const [below, above] = [points[first - 1], points[first]].map(({ x, y }) => ({
    x: area.x(x),
    y: place(y, floor, area),
  }));
  const share = (area.bottom - above.y) / (below.y - above.y);
  return { x: above.x + share * (below.x - above.x), y: area.bottom, zero };
}
