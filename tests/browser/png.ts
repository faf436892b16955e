import type { Page } from "@playwright/test";

/** Size, number of different colours and the first pixel, decoded by the browser. */
export function decodePng(page: Page, bytes: Buffer) {
  return page.evaluate(async (base64) => {
    const image = new Image();
    image.src = `data:image/png;base64,${base64}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext("2d", { willReadFrequently: true });
    if (!context) throw new Error("no canvas");
    context.drawImage(image, 0, 0);
    const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    const corner = [...context.getImageData(0, 0, 1, 1).data];
    return { width: canvas.width, height: canvas.height, colours: new Set(pixels).size, corner };
  }, bytes.toString("base64"));
}

/** The text of the iTXt chunk with our keyword, by the PNG specification: length, type, data, CRC. */
export function itxt(png: Buffer): string {
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === "iTXt" && data.toString("latin1", 0, 15) === "unitary-rnn-lab") {
      // Keyword, 0, compression flag, method, language, 0, translated keyword, 0, text.
      const language = data.indexOf(0, 18);
      return data.subarray(data.indexOf(0, language + 1) + 1).toString("utf8");
    }
    at += 12 + length;
  }
  throw new Error("There is no iTXt chunk.");
}
