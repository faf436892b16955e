import type { LaneKey } from "../lanes";
import type { Point } from "./curve";
import { type Box, firstClear, type Obstacles, type Place, placeOf, placesBeside } from "./free-place";
import { textWidth } from "./label-layout";
import { LANES } from "./lanes";
import type { LinePlotProps } from "./line-plot";
import type { PlotArea } from "./plot-area";

/** Words beside the line of a lane. */
export interface LineName extends Place {
  readonly lane: LaneKey;
  readonly text: string;
  readonly colour: string;
}

/** What stands in place of a line that broke off, and where it did. */
export interface BreakName extends LineName {
  readonly cross: Point;
}

/** What explains the dotted line, or the band, of a plot. */
export interface PlotKey {
  readonly name: string;
  readonly look: "dotted" | "band";
  /** Where its sample begins. */
  readonly left: number;
  /** Middle of its row. */
  readonly y: number;
}

export interface LineNames {
  readonly ends: readonly LineName[];
  readonly breaks: readonly BreakName[];
  /** Notes on lines that lie on the floor of a log axis. */
  readonly zeros: readonly LineName[];
  /** The lines, and all words but those at the right of the plot. */
  readonly taken: Obstacles;
}

/** Between a line's end, where a mark may stand, and its name, in em. */
const GAP = 0.62;
/** Type of what is no name of a lane, in em. */
const SMALL = 0.92;
/** Length of the sample in a key, and the space behind it, in em. */
export const SAMPLE = 1.5;
const SPACE = 0.4;

export const floorOf = ({ y }: Pick<LinePlotProps, "y">) =>
  y.scale === "log" ? y.domain[0] : Number.NEGATIVE_INFINITY;

/** What lies in the row of the vertical axis' name, at its right, or below it where the row is too short. */
export function plotKey({ size, y, reference, bandName }: LinePlotProps): PlotKey | null {
  const name = reference?.name ?? bandName;
  if (!name) return null;
  const fontSize = size.fontSize * SMALL;
  const width = textWidth(name, fontSize) + (SAMPLE + SPACE) * fontSize;
  const below = textWidth(y.name ?? "", fontSize) + fontSize + width > size.width;
  return {
    name,
    look: reference ? "dotted" : "band",
    left: size.width - width,
    y: fontSize * (below ? 2 : 0.65),
  };
}

/** A line as it is drawn, px; below `floor` it lies on it. */
export const drawnLine = (points: readonly Point[], area: PlotArea, floor: number): Point[] =>
  points.map(({ x, y }) => ({ x: area.x(x), y: area.y(Math.max(y, floor)) }));

const square = ({ x, y }: Point, r: number): Box => ({
  left: x - r,
  right: x + r,
  top: y - r,
  bottom: y + r,
});

/** Finds the words of a plot their places: no line goes through them while there is any room beside it. */
export function placeLineNames(props: LinePlotProps, area: PlotArea): LineNames {
  const { size, names, curves, x, y, reference, marks, zero } = props;
  const { fontSize } = size;
  const floor = floorOf(props);
  const at = (point: Point): Point => ({ x: area.x(point.x), y: area.y(Math.max(point.y, floor)) });
  const lines = LANES.map(({ key }) => drawnLine(curves[key].points, area, floor));
  if (reference) {
    const height = area.y(reference.value);
    lines.push([
      { x: area.left, y: height },
      { x: area.right, y: height },
    ]);
  }
  const boxes: Box[] = [];
  const taken: Obstacles = { lines, boxes };
  const bounds: Box = { left: area.left, right: size.width, top: 0, bottom: area.bottom + fontSize * 0.1 };

  const key = plotKey(props);
  if (y.name) boxes.push(placeOf(y.name, 0, fontSize * 0.6, "start", fontSize * SMALL).box);
  if (key)
    boxes.push({
      left: key.left,
      right: size.width,
      top: key.y - fontSize / 2,
      bottom: key.y + fontSize / 2,
    });
  if (x.mark) boxes.push(markPlace(x.mark, area, fontSize).box);
  for (const { key: lane } of LANES) {
    const mark = marks?.[lane];
    if (mark && Number.isFinite(mark.y)) boxes.push(square(at(mark), fontSize * 0.4));
  }
  const crosses = LANES.flatMap((lane) => {
    const { broken } = curves[lane.key];
    if (!broken) return [];
    const height = broken.y === null ? area.top + fontSize : Math.max(area.top, at({ x: 0, y: broken.y }).y);
    return [{ lane, label: broken.label, cross: { x: area.x(broken.x), y: height } }];
  });
  for (const { cross } of crosses) boxes.push(square(cross, fontSize * 0.4));

  const zeros = zero && y.scale === "log" ? zeroNotes(props, area, zero) : [];
  boxes.push(...zeros.map(({ box }) => box));
  const find = (text: string, point: Point): Place[] => {
    const place = firstClear(placesBeside(text, point, GAP * fontSize, fontSize, bounds), taken);
    if (!place) return [];
    boxes.push(place.box);
    return [place];
  };
  const ends = x.growing
    ? LANES.flatMap(({ key: lane, ink }): LineName[] => {
        const end = lineEnd(props, lane);
        if (!end) return [];
        return find(names[lane], at(end)).map((place) => ({
          ...place,
          lane,
          text: names[lane],
          colour: `var(${ink})`,
        }));
      })
    : [];
  const breaks = crosses.flatMap(({ lane, label, cross }): BreakName[] => {
    const text = `${names[lane.key]}: ${label}`;
    return find(text, cross).map((place) => ({
      ...place,
      lane: lane.key,
      text,
      colour: `var(${lane.ink})`,
      cross,
    }));
  });
  return { ends, breaks, zeros, taken };
}

/** Where a lane's line ends at its right; undefined where there is none or a break is named there instead. */
export function lineEnd({ curves }: Pick<LinePlotProps, "curves">, lane: LaneKey): Point | undefined {
  const { points, broken } = curves[lane];
  const end = points.at(-1);
  return broken && broken.x >= (end?.x ?? Number.NEGATIVE_INFINITY) ? undefined : end;
}

/** Where the name of a place on the horizontal axis stands. */
export function markPlace(
  mark: { readonly at: number; readonly name: string },
  area: PlotArea,
  fontSize: number,
) {
  const x = area.x(mark.at);
  const onRight = x + 6 + textWidth(mark.name, fontSize) < area.right;
  const y = area.top + fontSize * 0.7;
  return onRight
    ? placeOf(mark.name, x + 6, y, "start", fontSize * SMALL)
    : placeOf(mark.name, x - 6, y, "end", fontSize * SMALL);
}

/** Says at the floor of a log axis what a line that lies on it means. */
function zeroNotes({ curves, size: { fontSize } }: LinePlotProps, area: PlotArea, zero: string): LineName[] {
  const text = `0: ${zero}`;
  const width = textWidth(text, fontSize * SMALL);
  return LANES.filter(({ key }) => curves[key].hasZero).map(({ key, ink }, row) => {
    const first = curves[key].points.find(({ y }) => y <= 0)?.x ?? 0;
    const x = Math.max(area.left + 4, Math.min(area.x(first) + 4, area.right - width));
    const y = area.bottom - fontSize * (0.85 + 1.3 * row);
    return { ...placeOf(text, x, y, "start", fontSize * SMALL), lane: key, text, colour: `var(${ink})` };
  });
}
