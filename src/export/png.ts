import { CONFIG_KEYWORD, insertText } from "../config/itxt";
import { drawChartSheet } from "./chart-sheet";
import { download } from "./download";
import { exportFileName } from "./file-name";
import { drawPicture, type PictureLook } from "./picture";
import type { PictureSource } from "./picture-source";
import { rasterise } from "./raster";

/** Canvas pixels per CSS pixel: sharp on paper and on a projector. */
export const PIXELS_PER_CSS_PIXEL = 3;

export interface PngLook extends PictureLook {
  readonly scale?: number;
}

const asPng = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: "image/png" });

/**
 * The chart as a PNG file, by default at three times its size on the screen, with title, sentence, legend and parameters
 * around it and the run's configuration as metadata (iTXt, keyword `unitary-rnn-lab`).
 * @throws Error with a sentence for the user if the browser cannot make the picture
 */
export async function pngOfChart(source: PictureSource, look: PngLook = {}): Promise<Blob> {
  const draw = (embedFonts: boolean) => drawPicture(source, embedFonts, look);
  const bytes = await rasterise(draw, look.scale ?? PIXELS_PER_CSS_PIXEL);
  return asPng(insertText(bytes, CONFIG_KEYWORD, source.run.configJson));
}

/** Saves the chart as `unitary-rnn-lab_<chart>_<preset>_step-<n>.png`; see {@link pngOfChart}. */
export async function exportPng(source: PictureSource, look: PngLook = {}): Promise<void> {
  // The name must be that of the moment of the click, like the picture.
  const name = exportFileName(source.title, source.run, "png");
  download(await pngOfChart(source, look), name);
}

/** Copies the chart as a PNG to the clipboard. @throws Error with a sentence if the browser does not allow it */
export async function copyPng(source: PictureSource, look: PngLook = {}): Promise<void> {
  const instead = "Save PNG makes a file of the same picture.";
  if (!navigator.clipboard?.write || typeof ClipboardItem === "undefined")
    throw new Error(
      `Only a page that was loaded with https, or from this computer, may copy pictures. ${instead}`,
    );
  try {
    // Passed as a promise, because the browser requires the write to start during the click.
    await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOfChart(source, look) })]);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "NotAllowedError")) throw error;
    throw new Error(`The browser did not allow the page to copy. ${instead}`);
  }
}

/** Saves all charts on one sheet of 1920 × 1080 pixels. @throws Error as {@link pngOfChart} */
export async function exportChartSheet(title: string, sources: readonly PictureSource[]): Promise<void> {
  const bytes = await rasterise((embedFonts) => drawChartSheet(title, sources, embedFonts), 1);
  const { run } = sources[0];
  download(
    asPng(insertText(bytes, CONFIG_KEYWORD, run.configJson)),
    exportFileName("all-charts", run, "png"),
  );
}
