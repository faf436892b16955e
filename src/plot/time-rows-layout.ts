import { separate, textWidth } from "./label-layout";
import { SMALL } from "./look";
import type { Edges } from "./pointing";
import type { ColourScale } from "./scale-key";
import type { PlotSize } from "./size";

/** Text in a cell, and how the cell is filled. */
export interface Cell {
  readonly text: string;
  /** CSS variable of the text’s colour. */
  readonly ink?: string;
  readonly fill?: { readonly colour: string; readonly opacity: number };
  /** CSS variable of the outline’s colour. */
  readonly outline?: string;
  /** Whether it goes without its text where there is no space for the text of all cells. */
  readonly minor?: boolean;
}

/** A piece of a line of text. */
export interface Piece {
  readonly text: string;
  readonly ink?: string;
  readonly bold?: boolean;
  /** Whether it is left out together with the piece that follows. */
  readonly leads?: boolean;
}

/** The content of a row at the time steps t = 1 … T; in lists and maps, t = 1 comes first. */
export type RowContent =
  /** One cell per time step; null is drawn as a dot. */
  | { readonly kind: "cells"; readonly cells: readonly (Cell | null)[] }
  /** Shares in [0, 1] as the opacity of a colour; NaN is left empty. */
  | { readonly kind: "shades"; readonly shares: ArrayLike<number>; readonly colour: string }
  /** Shares in [0, 1] as the heights of bars; those in `strong` in the colour, the rest faint. */
  | {
      readonly kind: "bars";
      readonly shares: ArrayLike<number>;
      readonly colour: string;
      readonly strong?: ReadonlySet<number>;
    }
  /** A line of text, not on the time axis; pieces that do not fit are left out, the last first. */
  | {
      readonly kind: "text";
      readonly pieces: readonly Piece[];
      /** Whether the line is written from right to left, from the right end. */
      readonly isRightToLeft?: boolean;
    }
  /** An image of [side, side] shares, of which `read` have been read; `places` has the pixel of each time step, row by row. */
  | {
      readonly kind: "image";
      readonly shares: ArrayLike<number>;
      readonly places: ArrayLike<number>;
      readonly side: number;
      readonly read: number;
    }
  /** Values in [−1, 1] or [0, 1], [T, rows], as colours between the stops of a CSS variable. */
  | {
      readonly kind: "map";
      readonly values: Float64Array;
      readonly rows: number;
      readonly range: readonly [number, number];
      readonly stops: string;
    };

/** The content of one kind. */
export type Content<Kind extends RowContent["kind"]> = Extract<RowContent, { kind: Kind }>;

export interface TimeRow {
  readonly key: string;
  /** Rows of the same block are shown together or, where there is no space, not at all. */
  readonly block: string;
  /** Height in em; that of a map or of bars is the least. */
  readonly height: number;
  /** Space above it, in em. */
  readonly above?: number;
  /** Words above it, within that space: the first of these that fits, or the last. */
  readonly captions?: readonly string[];
  /** The scale of its colours, above it at the right. */
  readonly scale?: ColourScale;
  /** Name in the left margin. */
  readonly label?: string;
  /** Name in the right margin, in the colour of the CSS variable `ink`. */
  readonly name?: { readonly text: string; readonly ink: string };
  /** Series that it belongs to. */
  readonly series?: string;
  /** Whether pointing at it chooses an answer. */
  readonly answers?: boolean;
  readonly content: RowContent;
}

/** A row with its place, px. */
export interface PlacedRow extends TimeRow {
  readonly top: number;
  readonly tall: number;
}

export interface RowsLayout {
  readonly rows: readonly PlacedRow[];
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  /** The right end of the labels in the left margin: nearer to the cells where a chart above leaves little space. */
  readonly labelEnd: number;
  /** Width of a time step. */
  readonly cell: number;
  /** Middle of time step t. */
  x(t: number): number;
}

/** Height of the labels of the time axis, in em. */
const AXIS = 1.6;

/**
 * Lays rows out one below another. Maps and bars share the height that is left over, without any all rows do a little;
 * blocks that do not fit are left out, the last first.
 * @param steps T
 * @param edges of a chart above with the same time axis: its ends are taken over, the right one as far as the last cell
 *   leaves space for the names
 */
export function rowsLayout(
  size: PlotSize,
  rows: readonly TimeRow[],
  steps: number,
  edges?: Edges,
): RowsLayout {
  const { width, height, fontSize } = size;
  let fitting = rows;
  const em = (all: readonly TimeRow[]) => all.reduce((sum, row) => sum + row.height + (row.above ?? 0), 0);
  const available = height / fontSize - AXIS;
  while (em(fitting) > available) {
    const last = fitting.at(-1)?.block;
    const fewer = fitting.filter(({ block }) => block !== last);
    if (fewer.length === 0) break;
    fitting = fewer;
  }
  const growing = fitting.filter(grows).length;
  const spare = Math.max(0, available - em(fitting));
  const each = growing > 0 ? Math.min(spare / growing, MAX_GROWTH) : 0;
  const spread = growing > 0 ? 0 : Math.min(spare / fitting.length, MAX_SPREAD);
  let top = 0;
  const placed = fitting.map((row) => {
    top += (row.above ?? 0) * fontSize;
    const tall = (row.height + (grows(row) ? each : spread)) * fontSize;
    const one = { ...row, top, tall };
    top += tall;
    return one;
  });
  const type = fontSize * SMALL;
  const widest = (words: readonly (string | undefined)[]) =>
    Math.max(0, ...words.map((word) => textWidth(word ?? "", type)));
  const shared = edges?.width === width ? edges : undefined;
  const labels = widest(rows.map(({ label }) => label));
  const [begin, end] = [labels + 8, width - widest(rows.map(nameOf)) - NAME];
  const count = Math.max(1, steps);
  const cell = shared
    ? Math.min((shared.right - shared.left) / count, (end - shared.left) / (count + 0.5))
    : (end - begin) / count;
  const left = shared?.left ?? begin - cell / 2;
  const x = (t: number) => left + t * cell;
  const firstCell = x(1) - cell / 2;
  const labelEnd = Math.max(firstCell - 6, Math.min(labels, firstCell - 2));
  return { rows: placed, left, right: x(count), bottom: top, labelEnd, cell, x };
}

/** The distance of a name from the last cell, px. */
export const NAME = 8;
const nameOf = ({ name }: TimeRow) => name?.text;

/** The most that a row grows beyond its height, in em. */
const MAX_GROWTH = 8;
/** The same where nothing but lines of cells and text is shown, which become no clearer. */
const MAX_SPREAD = 0.7;
const grows = ({ content: { kind } }: TimeRow) => kind === "map" || kind === "bars";

/** The longest beginning of some pieces of text that fits into `available` px. */
export function fittingPieces(
  pieces: readonly Piece[],
  fontSize: number,
  available: number,
): readonly Piece[] {
  let width = 0;
  const first = pieces.findIndex(({ text }) => {
    width += textWidth(`${text} `, fontSize);
    return width > available;
  });
  let count = first < 0 ? pieces.length : first;
  while (count > 0 && pieces[count - 1].leads) count--;
  return pieces.slice(0, count);
}

/** A cell with its time step and its place. */
export interface PlacedCell {
  readonly t: number;
  readonly left: number;
  readonly width: number;
  /** Whether there is space for its text. */
  readonly legible: boolean;
}

/**
 * Places the cells that are not null. Each is at its time step if it is wide enough there; else neighbours stay together
 * in groups as wide as their text needs, near their time steps and without overlap. If they do not fit, minor cells have
 * no text and are covered by the others; if those do not fit either, no cell has text.
 * @returns in the order in which they are drawn
 */
export function placeCells(
  cells: readonly (Cell | null)[],
  layout: Pick<RowsLayout, "left" | "right" | "cell" | "x">,
  fontSize: number,
): readonly PlacedCell[] {
  const { cell, x } = layout;
  const shown = cells.flatMap((one, i) => (one ? [{ t: i + 1, ...one }] : []));
  const legible =
    withText(shown, layout, fontSize) ??
    withText(
      shown.filter(({ minor }) => !minor),
      layout,
      fontSize,
    ) ??
    [];
  const times = new Set(legible.map(({ t }) => t));
  const rest = shown.filter(({ t }) => !times.has(t));
  return [...rest.map(({ t }) => ({ t, left: x(t) - cell / 2, width: cell, legible: false })), ...legible];
}

/** Places cells with their text; null if they do not fit. */
function withText(
  shown: readonly { readonly t: number; readonly text: string }[],
  { left, right, cell, x }: Pick<RowsLayout, "left" | "right" | "cell" | "x">,
  fontSize: number,
): readonly PlacedCell[] | null {
  const width = Math.max(cell, ...shown.map(({ text }) => textWidth(text, fontSize * SMALL) + 3));
  if (width <= cell) return shown.map(({ t }) => ({ t, left: x(t) - cell / 2, width, legible: true }));
  const groups: number[][] = [];
  for (const { t } of shown) {
    const last = groups.at(-1);
    if (last?.at(-1) === t - 1) last.push(t);
    else groups.push([t]);
  }
  const middleOf = (group: readonly number[]) => (x(group[0]) + x(group[group.length - 1])) / 2;
  const wanted = groups.map((group) => ({ y: middleOf(group), height: group.length * width }));
  if (shown.length * width > right - left) return null;
  const middles = separate(wanted, left + cell / 2, right + cell / 2);
  return groups.flatMap((group, g) =>
    group.map((t, i) => ({ t, left: middles[g] + (i - group.length / 2) * width, width, legible: true })),
  );
}
