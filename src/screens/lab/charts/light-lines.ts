import { LANE_KEYS, type LaneKey, type PerLane } from "../../../lanes";
import type { Words } from "../../../plot/labels";
import { drawnLine, line } from "../../../plot/line";
import type { Mark } from "../../../plot/mark";
import { firstClear, placeOf } from "../../../plot/places";
import { points } from "../../../plot/points";
import type { Point, Scales } from "../../../plot/scales";
import { LANE_LOOKS } from "../../lane-looks";
import type { Line } from "./curve";

export interface NamedLines {
  readonly name: string;
  readonly lines: PerLane<Line>;
  /** Why a line of the lane falls to an exact 0, if that is known. */
  readonly whyZero?: PerLane<string | undefined>;
}

/**
 * A second line in each lane's look, lighter and with hollow marks, and what the two kinds are called.
 * @param heavy the lanes' own lines, drawn elsewhere: here they get marks where they were measured
 */
export function lightLines(heavy: NamedLines, light: NamedLines): readonly Mark[] {
  const finite = ({ lines }: NamedLines, lane: LaneKey): Point[] =>
    Array.from(lines[lane].x, (x, i) => ({ x, y: lines[lane].y[i] })).filter(({ y }) => Number.isFinite(y));
  return [
    ...LANE_KEYS.flatMap((lane) => {
      const look = LANE_LOOKS[lane];
      const [lower, upper] = [finite(light, lane), finite(heavy, lane)];
      return [
        line({
          key: `${lane}, light`,
          series: lane,
          look: { ...look, weight: 0.6 },
          points: lower,
          opacity: 0.7,
          below: true,
        }),
        points({
          key: `${lane}, light marks`,
          series: lane,
          look,
          points: lower,
          r: 0.22,
          filled: false,
          outline: 1,
          above: true,
        }),
        points({
          key: `${lane}, marks`,
          series: lane,
          look,
          points: upper,
          r: 0.3,
          filled: true,
          above: true,
        }),
      ];
    }),
    {
      key: "names of the lines",
      draw: () => null,
      words: (scales) =>
        LANE_KEYS.flatMap((lane) =>
          [heavy, light].flatMap((lines) => nameOf(lines, lane, finite(lines, lane), scales)),
        ),
    },
  ];
}

/** Type of the names, in em. */
const SIZE = 0.85;
/** Where along its line a name may be, from its left end, as parts of the plot's width, and how far from it, in em. */
const ALONG = [0, 0.08, 0.16, 0.24, 0.32, 0.4, 0.5, 0.6, 0.7];
const BEFORE = [0, 0.08, 0.16, 0.24];
const ACROSS = [-0.8, 0.8, -1.3, 1.3, -2, 2, -3, 3];

/** The name of a lane's line: beside it, as near to its left end as no line strikes the name. */
function nameOf(
  { name, whyZero }: NamedLines,
  lane: LaneKey,
  all: readonly Point[],
  scales: Scales,
): Words[] {
  const end = leftEnd(all, scales);
  if (!end) return [];
  const why = whyZero?.[lane];
  const text = end.zero ? `${name}: 0${why ? ` (${why})` : ""}` : name;
  const { left, right, top, bottom, fontSize } = scales;
  const path = drawnLine(all, { ...scales, floor: Number.MIN_VALUE });
  const inside = (y: number) => Math.min(bottom - 0.6 * fontSize, Math.max(top + 0.6 * fontSize, y));
  const width = right - left;
  const along = ALONG.flatMap((share) => {
    const x = Math.min(right, end.x + share * width);
    const y = Math.min(bottom, share === 0 ? end.y : heightAt(path, x));
    return ACROSS.flatMap((em) => [
      placeOf(text, x + 8, inside(y + em * fontSize), "start", fontSize * SIZE),
      placeOf(text, x - 6, inside(y + em * fontSize), "end", fontSize * SIZE),
    ]);
  });
  // A line that leaves the plot near its right edge has its room to the left of there.
  const before = BEFORE.flatMap((share) =>
    [-0.8, -1.3, -2, -3, -4].map((em) =>
      placeOf(text, end.x - 6 - share * width, inside(end.y + em * fontSize), "end", fontSize * SIZE),
    ),
  );
  const places = [...along, ...before].filter(({ box }) => box.left >= left && box.right <= right);
  const { ink } = LANE_LOOKS[lane];
  return [{ text, ink, size: SIZE, series: lane, place: (taken) => firstClear(places, taken) }];
}

/** Height of a line at x, px. */
function heightAt(path: readonly Point[], x: number): number {
  const next = path.findIndex((point) => point.x >= x);
  if (next <= 0) return path[Math.max(0, next)].y;
  const [from, to] = [path[next - 1], path[next]];
  return from.y + ((to.y - from.y) * (x - from.x)) / (to.x - from.x);
}

interface LeftEnd {
  readonly x: number;
  readonly y: number;
  /** Whether its value at t = 0 is an exact 0. */
  readonly zero: boolean;
}

/** Where a line, coming from t = T, ends at t = 0 or leaves the plot; in px. */
function leftEnd(all: readonly Point[], scales: Scales): LeftEnd | null {
  if (all.length === 0) return null;
  const [start] = all;
  const zero = start.y === 0;
  const first = all.findIndex(({ y }) => y >= scales.floor);
  if (first <= 0) return { x: scales.x(start.x), y: scales.y(Math.max(start.y, scales.floor)), zero };
  const [below, above] = drawnLine([all[first - 1], all[first]], { ...scales, floor: Number.MIN_VALUE });
  const share = (scales.bottom - above.y) / (below.y - above.y);
  return { x: above.x + share * (below.x - above.x), y: scales.bottom, zero };
}
