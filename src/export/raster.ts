import type { Picture } from "./picture";

/** The longest wait for embedded fonts, in ms. */
const FONT_TIMEOUT = 2000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether any pixel of the box differs from the background in the corner. */
function hasInk(context: CanvasRenderingContext2D, box: Picture["title"], scale: number): boolean {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((v) => v * scale);
  const pixels = new Uint32Array(context.getImageData(x, y, width, height).data.buffer);
  const paper = new Uint32Array(context.getImageData(0, 0, 1, 1).data.buffer)[0];
  return pixels.some((pixel) => pixel !== paper);
}

/**
 * Paints the picture on a canvas; returns undefined if its text does not appear. A decoded SVG image may still be loading
 * its embedded fonts, and until they are in use its text is invisible; no event reports this.
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
  for (let waited = 0; waited < FONT_TIMEOUT; waited += 50) {
    draw();
    if (hasInk(context, picture.title, scale)) {
      // The title's font is loaded; wait slightly longer for the fonts of rarer characters.
      await pause(100);
      draw();
      return canvas;
    }
    await pause(50);
  }
  return undefined;
}

/**
 * The picture as the bytes of a PNG, with `scale` pixels per CSS pixel. If the page's fonts do not load, the system's
 * sans-serif is used.
 * @param draw lays the picture out, with the fonts embedded or without
 * @throws Error with a sentence for the user if the browser cannot make the picture
 */
export async function rasterise(
  draw: (embedFonts: boolean) => Promise<Picture>,
  scale: number,
): Promise<Uint8Array<ArrayBuffer>> {
  // Both are laid out now, because the chart may change while one of them is painted.
  const [wanted, plain] = await Promise.all([draw(true), draw(false)]);
  const canvas = (await paint(wanted, scale)) ?? (await paint(plain, scale));
  if (!canvas) throw new Error("The browser drew the chart without its words.");
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!blob) throw new Error(`The browser refused a picture of ${canvas.width} × ${canvas.height} pixels.`);
  return new Uint8Array(await blob.arrayBuffer());
}
