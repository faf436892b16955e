import { CONFIG_KEYWORD, insertText } from "../config/itxt";
import { drawBoard } from "./board";
import { download } from "./download";
import { exportFileName } from "./file-name";
import { drawPicture, type PictureLook } from "./picture";
import type { PictureSource } from "./picture-source";
import { rasterise } from "./raster";

/** Canvas pixels to a CSS pixel: sharp on paper and on a projector. */
export const PIXELS_PER_CSS_PIXEL = 3;

export interface PngLook extends PictureLook {
  readonly scale?: number;
}

const asPng = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: "image/png" });

/**
 * The chart as a PNG file, at three times its size on the screen unless told otherwise, with title, sentence, legend
 * and parameters around it and the run's configuration inside it (iTXt, keyword `unitary-rnn-lab`).
 * @throws a sentence for people if the browser cannot make the picture.
 */
export async function pngOfChart(source: PictureSource, look: PngLook = {}): Promise<Blob> {
  const draw = (embedFonts: boolean) => drawPicture(source, embedFonts, look);
  const bytes = await rasterise(draw, look.scale ?? PIXELS_PER_CSS_PIXEL);
  return asPng(insertText(bytes, CONFIG_KEYWORD, source.run.configJson));
}

/** Saves the chart as `unitary-rnn-lab_<chart>_<preset>_step-<n>.png`; see {@link pngOfChart}. */
export async function exportPng(source: PictureSource, look: PngLook = {}): Promise<void> {
  // The name belongs to the moment of the click, as the picture does.
  const name = exportFileName(source.title, source.run, "png");
  download(await pngOfChart(source, look), name);
}

/** Puts the chart as a PNG into the clipboard. @throws where the browser does not let the page do so */
export async function copyPng(source: PictureSource, look: PngLook = {}): Promise<void> {
  // Handed over as a promise: the browser wants to see the click that this comes from.
  await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOfChart(source, look) })]);
}

/** Saves all charts on one sheet of 1920 × 1080 pixels. @throws as {@link pngOfChart} */
export async function exportBoard(title: string, sources: readonly PictureSource[]): Promise<void> {
  const bytes = await rasterise((embedFonts) => drawBoard(title, sources, embedFonts), 1);
  const { run } = sources[0];
  download(asPng(insertText(bytes, CONFIG_KEYWORD, run.configJson)), exportFileName("board", run, "png"));
}
