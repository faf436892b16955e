import type { Picture } from "./picture";

/** Longest wait for embedded fonts, ms. */
const PATIENCE = 2000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Is any pixel of the box another colour than the paper in the corner? */
function hasInk(context: CanvasRenderingContext2D, box: Picture["title"], scale: number): boolean {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((v) => v * scale);
  const pixels = new Uint32Array(context.getImageData(x, y, width, height).data.buffer);
  const paper = new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0];
  return pixels.some((pixel) => pixel !== paper);
}

/**
 * Paints the picture on a canvas, or gives undefined if its words do not show. A decoded SVG image may still be
 * waiting for the fonts inside it, and until they are in use its words are invisible; no event tells.
 */
async function paint(picture: Picture, scale: number): Promise<HTMLCanvasElement | undefined> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.markup)}`;
  try {
    await image.decode();
  } catch {
    throw new Error("The browser could not draw the chart as a picture.");
  }
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("The browser gives no canvas to draw on.");
  const draw = () => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
  };
  for (let waited = 0; waited < PATIENCE; waited += 50) {
    draw();
    if (hasInk(context, picture.title, scale)) {
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
 * The picture as the bytes of a PNG, `scale` pixels to a CSS pixel. Should the page's fonts not come into use, the
 * system's sans-serif stands in.
 * @param draw lays the picture out, with the fonts embedded or without
 * @throws a sentence for people if the browser cannot make the picture.
 */
export async function rasterise(
  draw: (embedFonts: boolean) => Promise<Picture>,
  scale: number,
): Promise<Uint8Array<ArrayBuffer>> {
  // Both are laid out now: the chart goes on changing while one of them is painted.
  const [wanted, plain] = await Promise.all([draw(true), draw(false)]);
  const canvas = (await paint(wanted, scale)) ?? (await paint(plain, scale));
  if (!canvas) throw new Error("The browser drew the chart without its words.");
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error(`The browser refused a picture of ${canvas.width} × ${canvas.height} pixels.`);
  return new Uint8Array(await blob.arrayBuffer());
}
