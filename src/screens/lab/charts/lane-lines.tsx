import { LANE_KEYS, type LaneKey, type PerLane } from "../../../lanes";
import { textWidth } from "../../../plot/label-layout";
import { beside, wordsAt } from "../../../plot/labels";
import { line } from "../../../plot/line";
import { CROSS, colour, SMALL } from "../../../plot/look";
import type { Mark } from "../../../plot/mark";
import { points } from "../../../plot/points";
import type { Series } from "../../../plot/reading";
import { type Point, placed, type Scales } from "../../../plot/scales";
import { LANE_LOOKS } from "../../lane-looks";
import type { Curve } from "./curve";

interface LaneLinesOptions {
  readonly names: PerLane<string>;
  readonly curves: PerLane<Curve>;
  /** Where names are: beside the lines' ends, which are anywhere along the axis, or at the plot's right edge. */
  readonly named: "end" | "edge";
  /** What a value of 0 on a log axis means, e.g. “underflow”. */
  readonly zero?: string;
  /** A single value per lane off its line, drawn hollow. */
  readonly marks?: PerLane<Point>;
}

/** The lanes' lines with their names, and how they break off: the dashed line of A over the solid one of B. */
export function laneLines({ names, curves, named, zero, marks }: LaneLinesOptions): readonly Mark[] {
  const over = LANE_KEYS.toReversed();
  return [
    ...(zero ? [zeroNotes(curves, zero)] : []),
    ...over.map((lane) => {
      const { points: drawn, broken } = curves[lane];
      const end = drawn.at(-1);
      // Where the line broke off at its right end, the break is named instead.
      const hidden = broken !== null && broken.x >= (end?.x ?? Number.NEGATIVE_INFINITY);
      return line({
        key: lane,
        series: lane,
        look: LANE_LOOKS[lane],
        points: drawn,
        name: { text: names[lane], at: named, hidden },
      });
    }),
    ...over.flatMap((lane) => {
      const mark = marks?.[lane];
      if (!mark) return [];
      const look = LANE_LOOKS[lane];
      return [points({ key: `${lane}, mark`, series: lane, look, points: [mark], r: 0.34, filled: false })];
    }),
    ...over.flatMap((lane) => breakMark(lane, names[lane], curves[lane])),
  ];
}

/** A lane's line as a series that can be read. */
export const laneSeries = (names: PerLane<string>, curves: PerLane<Curve>): readonly Series[] =>
  LANE_KEYS.map((lane) => ({
    key: lane,
    name: names[lane],
    look: LANE_LOOKS[lane],
    points: curves[lane].points,
  }));

/** A × where a line stops being a number, and the value that came there. */
function breakMark(lane: LaneKey, name: string, { broken }: Curve): readonly Mark[] {
  if (!broken) return [];
  const { x, y, label } = broken;
  const look = LANE_LOOKS[lane];
  const at = (scales: Scales): Point => ({
    x: scales.x(x),
    y: y === null ? scales.top + scales.fontSize : Math.max(scales.top, placed({ x, y }, scales).y),
  });
  return [
    {
      key: `${lane}, break`,
      draw(scales) {
        const point = at(scales);
        return (
          <path
            data-series={lane}
            d={CROSS(point.x, point.y, scales.fontSize * 0.36)}
            fill="none"
            stroke={colour(look.mark)}
            strokeWidth={2.2}
            strokeLinecap="round"
          />
        );
      },
      covers(scales) {
        const point = at(scales);
        const half = scales.fontSize * 0.4;
        const { left, right } = { left: point.x - half, right: point.x + half };
        return { boxes: [{ left, right, top: point.y - half, bottom: point.y + half }] };
      },
      words(scales) {
        const text = `${name}: ${label}`;
        return [{ text, ink: look.ink, bold: true, series: lane, place: beside(text, at(scales), scales) }];
      },
    },
  ];
}

/** At the floor of a log axis, what a line that lies on it means. */
function zeroNotes(curves: PerLane<Curve>, zero: string): Mark {
  const text = `0: ${zero}`;
  return {
    key: "zeros",
    draw: () => null,
    words: (scales) =>
      !Number.isFinite(scales.floor)
        ? []
        : LANE_KEYS.filter((lane) => curves[lane].hasZero).map((lane, row) => {
            const first = curves[lane].points.find(({ y }) => y <= 0)?.x ?? 0;
            const width = textWidth(text, scales.fontSize * SMALL);
            const x = Math.max(scales.left + 4, Math.min(scales.x(first) + 4, scales.right - width));
            const y = scales.bottom - scales.fontSize * (0.85 + 1.3 * row);
            return wordsAt(text, { x, y }, scales.fontSize, { ink: LANE_LOOKS[lane].ink, series: lane });
          }),
  };
}
