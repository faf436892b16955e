import { textWidth } from "./label-layout";
import { type Look, SMALL } from "./look";
import type { PlotSize } from "./size";

/** Data and geometry of an unrolled network; all positions in px. */

/** What is written in a cell: a short text, and the words for it in a sentence if they differ. */
export interface Cell {
  readonly text: string;
  readonly words?: string;
}

/** An answer y_t: the network's favourite, with its probability and whether it is right, if that can be said. */
export interface Answer extends Cell {
  readonly probability: number | null;
  readonly right: boolean | null;
}

export interface UnrolledNetwork {
  readonly key: string;
  readonly name: string;
  readonly look: Look;
  /** Label of its activation σ. */
  readonly activation: string;
  /** h_0 … h_T, [T+1, w] row-major: w = n, or 2n as [Re h; Im h]. */
  readonly states: Float64Array;
  /** n, real or complex. */
  readonly units: number;
  readonly complex: boolean;
  /** ‖∂L_T/∂h_t‖ for t = 0 … T; null while it is not known. */
  readonly gradients: ArrayLike<number> | null;
  /** The answers to x_1 … x_T; null while they are not known. */
  readonly answers: readonly Answer[] | null;
}

/** The way through a sequence: with the states from 0 to T, or with the gradient from T to 0. */
export type Direction = "forward" | "backward";

export interface UnrolledData {
  /** One network, or two that read the same sequence. */
  readonly networks: readonly UnrolledNetwork[];
  /** x_1 … x_T. */
  readonly inputs: readonly Cell[];
  /** The targets of y_1 … y_T; null if there are none. */
  readonly targets: readonly Cell[] | null;
  /** The time step reached, 0 … T. */
  readonly at: number;
  readonly direction: Direction;
  /** Number of decades between the widest and the narrowest arrow of the gradient; if absent, as many as it needs. */
  readonly decades?: number;
}

/** Widths, heights and distances, in em. */
const EM = {
  box: 1.9,
  column: 3.6,
  widestColumn: 5.6,
  /** Added where columns may be left out, for the dots. */
  leftOut: 1.1,
  margin: 5.6,
  title: 1.8,
  target: 1.35,
  cell: 1.75,
  arrow: 1.7,
  time: 1.55,
  key: 1.6,
  widths: 2,
  gap: 1.4,
  dot: 0.66,
  dotAtMost: 1.5,
  padding: 0.4,
} as const;
/** Two networks are side by side in a drawing at least this many em wide, and in a narrower but low one. */
const SIDE_BY_SIDE = { wide: 54, narrower: 38, low: 44 } as const;
/** In a block at least this many em wide the rows have names in the margin. */
const NAMED = 32;
/** At most this many units are all drawn; of more, a selection. */
const MOST_UNITS = 12;
const SELECTION = 8;
const LEAST_COLUMNS = 5;

/** Geometry of one network. */
export interface Block {
  readonly left: number;
  readonly width: number;
  /** Width of the margin with the names of the rows; 0 if they are abbreviated, in the column of h_0. */
  readonly margin: number;
  /** Middles of the columns. */
  readonly columns: readonly number[];
  readonly pitch: number;
  /** Middles of the rows of text. */
  readonly title: number;
  readonly target: number;
  readonly time: number;
  readonly key: number;
  /** Middles of the rows of cells, and the size of a cell. */
  readonly answer: number;
  readonly input: number;
  readonly cell: { readonly width: number; readonly height: number };
  /** The box of a state, and the middles of its dots. */
  readonly box: { readonly top: number; readonly bottom: number; readonly width: number };
  readonly dots: readonly number[];
  readonly radius: number;
  /** The units that are drawn, from the top down. */
  readonly units: readonly number[];
}

export interface UnrolledLayout {
  /** The time steps with a column, ascending. */
  readonly times: readonly number[];
  readonly blocks: readonly Block[];
  /** Middle of the row that explains the widths of the arrows. */
  readonly widths: number;
}

/**
 * Returns the time steps that get one of `room` columns: all from 0 to T, or the first few, the last few and between
 * them the one reached, or the nearest to it that is not among the others. The number of columns does not depend on
 * `at`, so that they keep their places.
 */
export function columnsShown(steps: number, room: number, at: number): readonly number[] {
  const count = Math.max(LEAST_COLUMNS, room);
  if (steps + 1 <= count) return Array.from({ length: steps + 1 }, (_, t) => t);
  const head = headOf(count);
  const tail = count - 1 - head;
  const middle = Math.min(Math.max(at, head), steps - tail);
  return [
    ...Array.from({ length: head }, (_, t) => t),
    middle,
    ...Array.from({ length: tail }, (_, k) => steps - tail + 1 + k),
  ];
}

/** Number of columns before the one in the middle, of `count` columns that are not all. */
const headOf = (count: number) => Math.ceil((count - 1) / 2);

/** Returns `count` of n units, evenly spaced from the first to the last. */
export function unitsShown(units: number, count: number): readonly number[] {
  if (count >= units) return Array.from({ length: units }, (_, i) => i);
  if (count <= 1) return [0];
  return Array.from({ length: count }, (_, i) => Math.round((i * (units - 1)) / (count - 1)));
}

/** Returns the text, or its beginning and an ellipsis if it is wider than `available` px. */
export function fitted(text: string, fontSize: number, available: number): string {
  if (textWidth(text, fontSize) <= available) return text;
  const letters = Array.from(text);
  while (letters.length > 1 && textWidth(`${letters.join("")}…`, fontSize) > available) letters.pop();
  return `${letters.join("")}…`;
}

function isSideBySide({ width, height, fontSize: em }: PlotSize): boolean {
  const { wide, narrower, low } = SIDE_BY_SIDE;
  return width >= wide * em || (width >= narrower * em && height < low * em);
}

/** Returns the positions of everything in the drawing. */
export function unrolledLayout(size: PlotSize, data: UnrolledData): UnrolledLayout {
  const { networks, inputs, targets, at } = data;
  const em = size.fontSize;
  const isRow = networks.length > 1 && isSideBySide(size);
  const gap = EM.gap * em;
  const across = isRow ? networks.length : 1;
  const down = isRow ? 1 : networks.length;
  const width = (size.width - (across - 1) * 1.5 * gap) / across;
  const margin = width >= NAMED * em ? EM.margin * em : 0;
  const longest = longestText(data, em * SMALL);
  const least = Math.min(EM.widestColumn * em, Math.max(EM.column * em, longest + 1.1 * em));
  const isWhole = (inputs.length + 1) * least <= width - margin;
  const leftOut = isWhole ? 0 : EM.leftOut * em;
  const available = width - margin - 2 * leftOut;
  const times = columnsShown(inputs.length, Math.floor(available / least), at);
  const pitch = Math.min(EM.widestColumn * em, available / times.length);
  const head = headOf(times.length);
  const spread = times.map((_, k) => (k + 0.5) * pitch + leftOut * (k < head ? 0 : k === head ? 1 : 2));
  const cell = {
    width: Math.min(pitch - 0.4 * em, Math.max(EM.cell * em, longest + 0.7 * em)),
    height: EM.cell * em,
  };
  const height = (size.height - EM.widths * em - (down - 1) * gap) / down;
  const target = targets ? EM.target : 0;
  const fixed = EM.title + target + 2 * EM.cell + 2 * EM.arrow + EM.time + EM.key;
  const forDots = height - (fixed + 2 * EM.padding) * em;
  let top = 0;
  let bottom = 0;
  const blocks = networks.map(({ units }, i): Block => {
    const left = isRow ? i * (width + 1.5 * gap) : 0;
    top = isRow || i === 0 ? 0 : bottom + gap;
    const fit = Math.max(1, Math.floor(forDots / (EM.dot * em)));
    const shown = unitsShown(units, units <= Math.min(MOST_UNITS, fit) ? units : Math.min(SELECTION, fit));
    const dot = Math.min(EM.dotAtMost * em, Math.max(EM.dot * em, forDots / shown.length));
    const answer = top + (EM.title + target + EM.cell / 2) * em;
    const boxTop = answer + (EM.cell / 2 + EM.arrow) * em;
    const boxBottom = boxTop + shown.length * dot + 2 * EM.padding * em;
    const input = boxBottom + (EM.arrow + EM.cell / 2) * em;
    const time = input + (EM.cell / 2 + EM.time / 2) * em;
    const key = time + (EM.time / 2 + EM.key / 2) * em;
    bottom = key + (EM.key / 2) * em;
    return {
      left,
      width,
      margin,
      columns: spread.map((x) => left + margin + x),
      pitch,
      title: top + (EM.title / 2) * em,
      target: top + (EM.title + target / 2) * em,
      time,
      key,
      answer,
      input,
      cell,
      box: { top: boxTop, bottom: boxBottom, width: EM.box * em },
      dots: shown.map((_, k) => boxTop + EM.padding * em + (k + 0.5) * dot),
      radius: Math.min(0.4 * dot, 0.5 * em),
      units: shown,
    };
  });
  return { times, blocks, widths: Math.min(bottom + (EM.widths / 2) * em, size.height - 0.7 * em) };
}

function longestText({ inputs, targets, networks }: UnrolledData, fontSize: number): number {
  const cells = [inputs, targets ?? [], ...networks.map(({ answers }) => answers ?? [])].flat();
  return cells.reduce((longest, { text }) => Math.max(longest, textWidth(text, fontSize)), 0);
}
