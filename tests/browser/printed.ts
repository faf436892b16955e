import type { Page } from "@playwright/test";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/** A piece of text on a page of a PDF, in points from its lower left corner. */
interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface PrintedPage {
  readonly width: number;
  readonly height: number;
  readonly pieces: readonly Piece[];
}

/** A figure as it was laid out for the print, in CSS pixels. */
export interface LaidOutFigure {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** The words in its drawing. */
  readonly words: string;
}

export interface Sheet {
  readonly format: "A4" | "Letter";
  readonly landscape: boolean;
}

/** Points per CSS pixel. */
export const POINTS = 0.75;
/** The margins of a page in points: 13 mm above and below, 12 mm at the sides. */
export const MARGINS = { y: (13 / 25.4) * 72, x: (12 / 25.4) * 72 };

/** Prints the page, and returns what is where on its sheets, and the figures as the page laid them out before. */
export async function print(
  page: Page,
  sheet: Sheet,
): Promise<{ readonly pages: readonly PrintedPage[]; readonly figures: readonly LaidOutFigure[] }> {
  const handle = await page.evaluateHandle(() => {
    const seen: { figures: LaidOutFigure[] } = { figures: [] };
    addEventListener(
      "beforeprint",
      () => {
        seen.figures = [...document.querySelectorAll("figure")].map((figure) => {
          const { width, height } = figure.getBoundingClientRect();
          const words = [...figure.querySelectorAll("[data-plot] svg text")].map(
            ({ textContent }) => textContent,
          );
          const name = figure.querySelector("h2, h3")?.textContent ?? "";
          return { name, width, height, words: words.join("") };
        });
      },
      { once: true },
    );
    return seen;
  });
  const pdf = await page.pdf({ ...sheet, printBackground: true });
  const { figures } = await handle.jsonValue();
  return { pages: await pagesOf(pdf), figures };
}

async function pagesOf(pdf: Buffer): Promise<readonly PrintedPage[]> {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const pages: PrintedPage[] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const [, , width, height] = page.view;
    const { items } = await page.getTextContent();
    // The apostrophe of the page’s font stands for two characters, and a PDF has the other one.
    const pieces = items.flatMap((item) =>
      "str" in item && item.str.trim() !== ""
        ? [
            {
              text: item.str.replaceAll("ʼ", "’"),
              x: item.transform[4],
              y: item.transform[5],
              width: item.width,
            },
          ]
        : [],
    );
    pages.push({ width, height, pieces });
  }
  await document.destroy();
  return pages;
}

/** All words of a page without spaces, which a PDF does not keep. */
export const wordsOf = ({ pieces }: PrintedPage): string =>
  withoutSpaces(pieces.map(({ text }) => text).join(""));

export const withoutSpaces = (text: string): string => text.replace(/\s/g, "");

/** How often each letter and digit occurs; what fonts draw in their own ways, such as signs and indices, is left out. */
function counts(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const letter of text.match(/[A-Za-z0-9%]/g) ?? []) found.set(letter, (found.get(letter) ?? 0) + 1);
  return found;
}

/** The letters of a figure's words that are missing from where it must be if it stands with its name at this place. */
export function missingBelow(name: Piece, page: PrintedPage, figure: LaidOutFigure): string {
  const [width, height] = [figure.width * POINTS, figure.height * POINTS];
  const inside = page.pieces.filter(
    ({ x, y, width: own }) =>
      x >= name.x - 2 && x + own <= name.x + width + 2 && y <= name.y + 2 && y >= name.y - height,
  );
  const there = counts(inside.map(({ text }) => text).join(""));
  return [...counts(figure.words)]
    .filter(([letter, wanted]) => (there.get(letter) ?? 0) < wanted)
    .map(([letter]) => letter)
    .join("");
}
