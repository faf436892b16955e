import type { RunLabel } from "../charts/props";
import { download } from "./download";
import { exportFileName } from "./file-name";
import { CONFIG_KEYWORD, insertText } from "./itxt";
import { drawPicture, type Picture } from "./picture";

/** Canvas pixels to a CSS pixel: sharp on paper and on a projector. */
export const PIXELS_PER_CSS_PIXEL = 3;

export interface PictureSource {
  /** The chart as it stands on the page. */
  readonly svg: SVGSVGElement;
  readonly title: string;
  readonly caption: string;
  readonly run: RunLabel;
}

/** Longest wait for embedded fonts, ms. */
const PATIENCE = 2000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Is any pixel of the box another colour than the paper in the corner? */
function hasInk(context: CanvasRenderingContext2D, box: Picture["title"]): boolean {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((v) => v * PIXELS_PER_CSS_PIXEL);
  const pixels = new Uint32Array(context.getImageData(x, y, width, height).data.buffer);
  const paper = new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0];
  return pixels.some((pixel) => pixel !== paper);
}

/**
 * Paints the picture on a canvas, or gives undefined if its words do not show. A decoded SVG image may still be
 * waiting for the fonts inside it, and until they are in use its words are invisible; no event tells.
 */
async function paint(picture: Picture): Promise<HTMLCanvasElement | undefined> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.markup)}`;
  try {
    await image.decode();
  } catch {
    throw new Error("The browser could not draw the chart as a picture.");
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * PIXELS_PER_CSS_PIXEL);
  canvas.height = Math.round(picture.height * PIXELS_PER_CSS_PIXEL);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("The browser gives no canvas to draw on.");
  const draw = () => context.drawImage(image, 0, 0, canvas.width, canvas.height);
  for (let waited = 0; waited < PATIENCE; waited += 50) {
    draw();
    if (hasInk(context, picture.title)) {
      // The title's font is there; those of rarer characters came with it and get a moment more.
      await pause(100);
      draw();
      return canvas;
    }
    await pause(50);
  }
  return undefined;
}

/**
 * The chart as a PNG file, at three times its size on the screen, with title, sentence, legend and
 * parameters around it and the run's configuration inside it (iTXt, keyword `unitary-rnn-lab`). Should the
 * page's fonts not come into use, the system's sans-serif stands in.
 * @throws a sentence for people if the browser cannot make the picture.
 */
export async function pngOfChart(source: PictureSource): Promise<Uint8Array<ArrayBuffer>> {
  // Both are laid out now: the chart goes on changing while one of them is painted.
  const [wanted, plain] = await Promise.all([drawPicture(source, true), drawPicture(source, false)]);
  const canvas = (await paint(wanted)) ?? (await paint(plain));
  if (!canvas) throw new Error("The browser drew the chart without its words.");
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error(`The browser refused a picture of ${canvas.width} × ${canvas.height} pixels.`);
  return insertText(new Uint8Array(await blob.arrayBuffer()), CONFIG_KEYWORD, source.run.configJson);
}

/** Saves the chart as `unitary-rnn-lab_<chart>_<preset>_step-<n>.png`; see {@link pngOfChart}. */
export async function exportPng(source: PictureSource): Promise<void> {
  const name = exportFileName(source.title, source.run, "png");
  const bytes = await pngOfChart(source);
  download(new Blob([bytes], { type: "image/png" }), name);
}
