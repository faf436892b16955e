import { type Piece, wrapped } from "./caption";
import type { OffScreen } from "./off-screen";
import { fontOf, measuringPen, widthOfText } from "./pen";
import type { LegendEntry } from "./picture-source";
import { add } from "./svg-drawing";

/** A text of a picture, in lines. */
export interface Paragraph {
  readonly lines: readonly (readonly Piece[])[];
  readonly size: number;
  readonly weight: number;
  readonly height: number;
}

/** Distance between baselines, in em. */
const LINE = 1.36;
/** The smallest share of its size to which a text is reduced. */
const SMALLEST = 0.8;

interface ParagraphOptions {
  readonly size: number;
  readonly weight: number;
  readonly width: number;
  readonly family: string;
  /** Lines that it gets; if it needs more, it is made smaller, and only then longer. */
  readonly lines?: number;
}

/** Breaks a text into lines. Its height is that of at least `lines` lines, so that a shorter text leaves the rest in place. */
export function paragraph(
  pieces: readonly Piece[],
  { size, weight, width, family, lines = 0 }: ParagraphOptions,
): Paragraph {
  const broken = (at: number) => {
    const pen = measuringPen(fontOf(weight, at, family));
    const bold = (piece: Piece) => (piece.ink ? fontOf(Math.max(weight, NAME_WEIGHT), at, family) : pen.font);
    return wrapped(pieces, width, (piece) => widthOfText(measuringPen(bold(piece)), piece.text));
  };
  const sizes = lines === 0 ? [size] : [1, 0.93, 0.86, SMALLEST].map((share) => share * size);
  const fits = sizes.find((at) => broken(at).length <= lines) ?? sizes[sizes.length - 1];
  const found = broken(fits);
  return {
    lines: found,
    size: fits,
    weight,
    height: Math.max(lines * size, found.length * fits) * LINE,
  };
}

/** Weight of names in a sentence. */
const NAME_WEIGHT = 600;

/** Draws a paragraph below (x, y); pieces with a colour of their own are names, and bold. */
export function addParagraph(
  parent: Element,
  { lines, size, weight }: Paragraph,
  place: { readonly x: number; readonly y: number; readonly fill: string },
  colours: OffScreen,
): void {
  lines.forEach((pieces, row) => {
    const { x, fill } = place;
    const y = place.y + (row + 0.98) * size * LINE - 0.2 * size;
    const line = add(parent, "text", { x, y, fill, "font-size": size, "font-weight": weight });
    if (pieces.every(({ ink }) => ink === undefined)) {
      line.textContent = pieces.map(({ text }) => text).join("");
      return;
    }
    for (const { text, ink } of pieces) {
      const own = ink && { fill: colours.colour(ink), "font-weight": Math.max(weight, NAME_WEIGHT) };
      add(line, "tspan", own || {}, text);
    }
  });
}

/** The names that a drawing has not, whatever its lines: these need a legend. */
export function unnamed(
  series: readonly LegendEntry[],
  drawing: { readonly textContent: string | null } | undefined,
): readonly LegendEntry[] {
  const bare = (text: string) => text.replace(/\s/g, "");
  const written = bare(drawing?.textContent ?? "");
  return series.filter(({ name }) => !written.includes(bare(name)));
}

/** Space between a sample and its name, and between entries, in em. */
const [GAP, APART] = [0.6, 1.8];

/** Draws a legend from x to the right, its baseline at y: per series a piece of its line or its mark, and its name. */
export function addLegend(
  parent: Element,
  entries: readonly LegendEntry[],
  {
    x,
    y,
    size,
    shows,
  }: { readonly x: number; readonly y: number; readonly size: number; readonly shows: "lines" | "marks" },
  colours: OffScreen,
): void {
  const sample = size * (shows === "marks" ? 0.9 : 2.6);
  const middle = y - 0.34 * size;
  let at = x;
  for (const { name, ink, mark, dash, outline, filled } of entries) {
    const stroke = colours.colour(`var(${mark})`);
    if (shows === "lines")
      add(parent, "path", {
        d: `M${at} ${middle}h${sample}`,
        fill: "none",
        stroke,
        "stroke-width": 0.15 * size,
        "stroke-dasharray": dash,
      });
    else
      add(parent, "path", {
        d: outline(at + sample / 2, middle, 0.32 * size),
        fill: filled ? stroke : colours.colour("var(--paper)"),
        stroke,
        "stroke-width": 0.11 * size,
      });
    const fill = colours.colour(`var(${ink})`);
    const left = at + sample + GAP * size;
    add(parent, "text", { x: left, y, fill, "font-size": size, "font-weight": NAME_WEIGHT }, name);
    const pen = measuringPen(fontOf(NAME_WEIGHT, size, colours.fontFamily));
    at = left + widthOfText(pen, name) + APART * size;
  }
}
