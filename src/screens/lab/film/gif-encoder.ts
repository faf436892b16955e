import { ModuleWorker } from "../../../worker/module-worker";
import type { FilmEncoder } from "./encoder";
import type { GifAnswer, GifMessage } from "./gif.worker";
import program from "./gif.worker?worker&url";

/** Bytes of frames that an animated GIF may have: they are held until its colours are known. */
const MAX_BYTES = 600e6;

/** Encodes a canvas as an animated GIF, in a thread of its own. A moment that lasts is one frame. */
export function gifEncoder(canvas: HTMLCanvasElement): FilmEncoder {
  const { width, height } = canvas;
  const context = canvas.getContext("2d");
  const worker = new ModuleWorker(program);
  const send = (message: GifMessage) => worker.postMessage(message);
  let bytes = 0;
  const answered = () =>
    new Promise<GifAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data as GifAnswer);
      worker.onerror = ({ message }) => reject(new Error(`The GIF could not be made: ${message}.`));
    });
  send({ begin: { width, height } });
  return {
    async add(_frames, delay) {
      const pixels = context?.getImageData(0, 0, width, height).data;
      if (!pixels) throw new Error("The browser gives no canvas to draw on.");
      bytes += pixels.byteLength;
      if (bytes > MAX_BYTES)
        throw new Error("So many moments do not fit into one GIF: make it smaller, shorter or slower.");
      const taken = answered();
      send({ frame: pixels.buffer, delay });
      await taken;
    },
    async finish() {
      const done = answered();
      send({ finish: true });
      const last = await done;
      worker.terminate();
      if (!("file" in last)) throw new Error("The browser gave no film.");
      return new Blob([last.file], { type: "image/gif" });
    },
    cancel: () => worker.terminate(),
  };
}
