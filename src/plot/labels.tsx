import { breakLabel, spread, textWidth } from "./label-layout";
import { colour, SMALL } from "./look";
import type { Mark } from "./mark";
import { type Box, firstClear, type Obstacles, type Place, placeOf, placesBeside } from "./places";
import type { Point, Scales } from "./scales";
import type { PlotSize } from "./size";

/** Words in a plot. */
export interface Words {
  readonly text: string;
  /** CSS variable with their colour. */
  readonly ink: string;
  /** Type size in em of the plot's; 1 if absent. */
  readonly size?: number;
  readonly bold?: boolean;
  /** The series that they belong to. */
  readonly series?: string | undefined;
  /** Where they are, or how they find a place among what is taken; without one they are left out. */
  readonly place: Place | ((taken: Obstacles) => Place | undefined);
}

/** Words that have found their place. */
export interface PlacedWords extends Words {
  readonly place: Place;
}

/** The name of a series in the margin to the right of the plot. */
export interface EdgeName {
  readonly text: string;
  readonly ink: string;
  readonly series?: string | undefined;
  /** Where its line ends, in values; undefined where nothing is named, but room is kept. */
  readonly at: Point | undefined;
  /** Where its line begins, for the order of names whose lines end together. */
  readonly from?: number;
}

/** Between a line's end, where a mark may be, and its name, in em. */
export const GAP = 0.62;

const isPlaced = (words: Words): words is PlacedWords => typeof words.place !== "function";

/**
 * Finds the words of all marks their places: those that have one first, then those of the uppermost mark before the
 * others, so that no line goes through them while there is room beside it.
 * @param boxes what else is taken
 * @returns the words, the marks that they belong to, and all that is taken by then
 */
export function placeWords(
  marks: readonly Mark[],
  scales: Scales,
  boxes: readonly Box[] = [],
): {
  readonly words: readonly PlacedWords[];
  readonly named: ReadonlySet<Mark>;
  readonly taken: Obstacles;
} {
  const covered = marks.map((mark) => mark.covers?.(scales) ?? {});
  const all = marks
    .map((mark) => (mark.words?.(scales) ?? []).map((words) => ({ mark, words })))
    .reverse()
    .flat();
  const placed = all.flatMap(({ words }) => (isPlaced(words) ? [words] : []));
  const named = new Set(all.flatMap(({ mark, words }) => (isPlaced(words) ? [mark] : [])));
  const taken = {
    lines: covered.flatMap(({ lines = [] }) => lines),
    boxes: [
      ...boxes,
      ...covered.flatMap((each) => each.boxes ?? []),
      ...placed.filter(({ text }) => text !== "").map(({ place }) => place.box),
    ],
  };
  for (const { mark, words } of all) {
    const place = typeof words.place === "function" && words.place(taken);
    if (!place) continue;
    taken.boxes.push(place.box);
    placed.push({ ...words, place });
    named.add(mark);
  }
  return { words: placed, named, taken };
}

/** A place beside a point of the plot, in px: the nearest that is clear, within the drawing. */
export const beside =
  (text: string, point: Point, { left, width, bottom, fontSize }: Scales, size = 1) =>
  (taken: Obstacles): Place | undefined => {
    const bounds = { left, right: width, top: 0, bottom: bottom + fontSize * 0.1 };
    return firstClear(placesBeside(text, point, GAP * fontSize, fontSize * size, bounds), taken);
  };

/** Words at their places, legible over whatever they must lie on. */
export function WordsAt({ words, fontSize }: { words: readonly PlacedWords[]; fontSize: number }) {
  return words.map(({ text, ink, size = 1, bold, series, place: { x, y, anchor, angle } }) => (
    <text
      key={`${text} ${x} ${y}`}
      data-series={series}
      x={x}
      y={y + fontSize * size * 0.35}
      textAnchor={anchor}
      fill={colour(ink)}
      fontSize={fontSize * size}
      {...(bold && { fontWeight: 600 })}
      {...(angle !== undefined && { transform: `rotate(${angle} ${x} ${y})` })}
      stroke="var(--paper)"
      strokeWidth={3}
      paintOrder="stroke"
    >
      {text}
    </text>
  ));
}

const LINE = 1.25;
const linesOf = (text: string, { width, fontSize }: PlotSize) => breakLabel(text, fontSize, width * 0.24);

/** Room in px that names need to the right of the plot. */
export function edgeWidth(names: readonly Pick<EdgeName, "text">[], size: PlotSize): number {
  const widths = names.flatMap(({ text }) =>
    linesOf(text, size).map((line) => textWidth(line, size.fontSize)),
  );
  return Math.max(0, ...widths);
}

/** Names at the ends of lines, moved apart where they would collide. */
export function EdgeNames({ names, scales }: { names: readonly EdgeName[]; scales: Scales }) {
  const { fontSize, top, bottom, right, floor } = scales;
  const gap = GAP * fontSize;
  const seen = names
    .flatMap(({ at, ...name }) => (at ? [{ ...name, at }] : []))
    .sort((one, other) => (other.from ?? 0) - (one.from ?? 0))
    .map((name) => ({
      ...name,
      lines: linesOf(name.text, scales),
      x: Math.min(right, scales.x(name.at.x)) + gap,
      y: Math.min(bottom, Math.max(top, scales.y(Math.max(name.at.y, floor)))),
    }));
  // Names that reach beyond the plot keep clear of each other, and so do those inside it; the two kinds never meet.
  const reachesOut = ({ text, x }: (typeof seen)[number]) => x + textWidth(text, fontSize) > right;
  return [true, false].flatMap((out) => {
    const side = seen.filter((name) => reachesOut(name) === out);
    const wanted = side.map(({ y, lines }) => ({ y, height: lines.length * fontSize * LINE }));
    const middles = spread(wanted, 0, bottom + fontSize * 0.6);
    return side.map(({ text, ink, series, lines, x }, i) => (
      <text
        key={text + ink}
        data-series={series}
        x={x}
        fill={colour(ink)}
        fontSize={fontSize}
        fontWeight={600}
        stroke="var(--paper)"
        strokeWidth={3}
        paintOrder="stroke"
      >
        {lines.map((line, row) => (
          <tspan
            key={row}
            x={x}
            y={middles[i] + (row - (lines.length - 1) / 2) * fontSize * LINE + fontSize * 0.35}
          >
            {line}
          </tspan>
        ))}
      </text>
    ));
  });
}

/** Words at a fixed place, in px. */
export const wordsAt = (
  text: string,
  { x, y }: Point,
  fontSize: number,
  {
    ink = "--ink-3",
    anchor = "start",
    size = SMALL,
    ...rest
  }: Partial<Omit<Words, "text" | "place">> & { readonly anchor?: Place["anchor"] } = {},
): PlacedWords => ({ text, ink, size, ...rest, place: placeOf(text, x, y, anchor, fontSize * size) });
