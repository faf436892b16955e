import { CONFIG_KEYWORD, insertText } from "../config/itxt";
import { download } from "./download";
import { exportFileName } from "./file-name";
import { paint } from "./paint";
import { drawPicture, type Picture, type PictureLook } from "./picture";
import type { PictureSource } from "./picture-source";

const asPng = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: "image/png" });

/** Resolves when the fonts of a picture are there, or do not come: the text is then in the system's sans-serif. */
export async function fontsOf({ svg }: Picture): Promise<void> {
  const family = svg.getAttribute("font-family") ?? "sans-serif";
  const text = svg.textContent ?? "";
  const faces = [400, 500, 600].map((weight) => document.fonts.load(`${weight} 16px ${family}`, text));
  await Promise.allSettled(faces);
}

/**
 * A picture on a canvas of its own.
 * @param scale pixels per CSS pixel
 * @throws Error with a sentence for the user if the browser gives no canvas
 */
export function onCanvas(picture: Picture, scale = picture.scale): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext("2d");
  if (!context) throw new Error("The browser gives no canvas to draw on.");
  paint(context, picture, scale);
  return canvas;
}

/** @throws Error with a sentence for the user if the browser cannot make the picture */
async function pngOf(picture: Picture, configJson: string): Promise<Blob> {
  await fontsOf(picture);
  const canvas = onCanvas(picture);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error(`The browser refused a picture of ${canvas.width} × ${canvas.height} pixels.`);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return asPng(insertText(bytes, CONFIG_KEYWORD, configJson));
}

/**
 * The figure as a PNG file, laid out for the size of the look, with title, sentence and parameters around it and the run's
 * configuration as metadata (iTXt, keyword `unitary-rnn-lab`). It is laid out at once, as the figure is now.
 * @throws Error with a sentence for the user if the browser cannot make the picture
 */
export const pngOfFigure = (source: PictureSource, look: PictureLook): Promise<Blob> =>
  pngOf(drawPicture(source, look), source.run.configJson);

/** Saves the figure as `unitary-rnn-lab_<chart>_<preset>_step-<n>.png`; see {@link pngOfFigure}. */
export async function exportPng(source: PictureSource, look: PictureLook): Promise<void> {
  // The name must be that of the moment of the click, like the picture.
  const name = exportFileName(source.title, source.run, "png");
  download(await pngOfFigure(source, look), name);
}

/** Copies the figure as a PNG to the clipboard. @throws Error with a sentence if the browser does not allow it */
export async function copyPng(source: PictureSource, look: PictureLook): Promise<void> {
  const instead = "Save PNG makes a file of the same picture.";
  if (!navigator.clipboard?.write || typeof ClipboardItem === "undefined")
    throw new Error(
      `Only a page that was loaded with https, or from this computer, may copy pictures. ${instead}`,
    );
  try {
    // Passed as a promise, because the browser requires the write to start during the click.
    await navigator.clipboard.write([new ClipboardItem({ "image/png": pngOfFigure(source, look) })]);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "NotAllowedError")) throw error;
    throw new Error(`The browser did not allow the page to copy. ${instead}`);
  }
}

/** Saves a picture that is not of one figure, such as all charts on one sheet. @throws Error as {@link pngOfFigure} */
export async function savePicture(picture: Picture, what: string, run: PictureSource["run"]): Promise<void> {
  download(await pngOf(picture, run.configJson), exportFileName(what, run, "png"));
}
