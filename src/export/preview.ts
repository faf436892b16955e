import { drawPicture, type PictureLook } from "./picture";
import type { PictureSource } from "./picture-source";
import { onCanvas } from "./png";

/** The most that a preview is wide and high, in CSS pixels. */
const [WIDTH, HEIGHT] = [168, 95];
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
  const fit = Math.min(WIDTH / picture.width, HEIGHT / picture.height) * devicePixelRatio;
  const inner = onCanvas(picture, fit * (1 - 2 * AROUND));
  const margin = Math.round(inner.width * AROUND);
  canvases.forEach((canvas, i) => {
    canvas.width = inner.width + 2 * margin;
    canvas.height = inner.height + 2 * margin;
    canvas.style.width = `${canvas.width / devicePixelRatio}px`;
    const context = canvas.getContext("2d");
    if (!context) return;
    context.fillStyle = SLIDES[i];
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(inner, margin, margin);
  });
}
