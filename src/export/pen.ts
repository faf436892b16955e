/** Measures and draws text on a canvas with digits of one width, as the style sheet has them: so a number that changes stays still. */

const DIGITS = /(\d+)/;

/** A font as a canvas takes it. */
export const fontOf = (weight: number, size: number, family: string): string =>
  `${weight} ${size}px ${family}`;

const digitWidths = new Map<string, number>();

function digitWidth(pen: CanvasRenderingContext2D): number {
  const known = digitWidths.get(pen.font);
  if (known !== undefined) return known;
  const width = Math.max(..."0123456789".split("").map((digit) => pen.measureText(digit).width));
  digitWidths.set(pen.font, width);
  return width;
}

/** The width of a text in the pen's font. */
export function widthOfText(pen: CanvasRenderingContext2D, text: string): number {
  return text.split(DIGITS).reduce((sum, part, i) => {
    if (part === "") return sum;
    return sum + (i % 2 === 1 ? part.length * digitWidth(pen) : pen.measureText(part).width);
  }, 0);
}

/** Draws a text from x to the right by `draw`, which is given each part with its place. */
export function eachPart(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  draw: (part: string, x: number) => void,
): void {
  let at = x;
  text.split(DIGITS).forEach((part, i) => {
    if (part === "") return;
    if (i % 2 === 0) {
      draw(part, at);
      at += pen.measureText(part).width;
      return;
    }
    const wide = digitWidth(pen);
    for (const digit of part) {
      draw(digit, at + (wide - pen.measureText(digit).width) / 2);
      at += wide;
    }
  });
}

let shared: CanvasRenderingContext2D | null | undefined;

/** A pen that only measures. @throws Error with a sentence if the browser gives none */
export function measuringPen(font: string): CanvasRenderingContext2D {
  shared ??= document.createElement("canvas").getContext("2d");
  if (!shared) throw new Error("The browser gives no canvas to draw on.");
  shared.font = font;
  return shared;
}
