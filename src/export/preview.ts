import { drawPicture, type PictureLook } from "./picture";
import type { PictureSource } from "./picture-source";
import { onCanvas } from "./png";

/** Width of a preview in CSS pixels. */
const WIDTH = 132;
/** Space around the picture, as a share of its width: the slide behind it. */
const AROUND = 0.06;
const SLIDES = ["#ffffff", "#000000"];

/** Draws the picture that a look makes, small, on a white and on a black ground. */
export function drawPreview(
  source: PictureSource,
  look: PictureLook,
  canvases: readonly HTMLCanvasElement[],
): void {
  const picture = drawPicture(source, look);
  const pixels = WIDTH * devicePixelRatio;
  const inner = onCanvas(picture, (pixels * (1 - 2 * AROUND)) / picture.width);
  const margin = Math.round(pixels * AROUND);
  canvases.forEach((canvas, i) => {
    canvas.width = inner.width + 2 * margin;
    canvas.height = inner.height + 2 * margin;
    canvas.style.width = `${WIDTH}px`;
    const context = canvas.getContext("2d");
    if (!context) return;
    context.fillStyle = SLIDES[i];
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(inner, margin, margin);
  });
}
