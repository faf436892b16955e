import { ModuleWorker } from "../../../worker/module-worker";
import type { FilmEncoder } from "./encoder";
import type { GifAnswer, GifMessage } from "./gif.worker";
import program from "./gif.worker?worker&url";

/** Encodes a canvas as an animated GIF, in a thread of its own. A moment that lasts is one frame. */
export function gifEncoder(canvas: HTMLCanvasElement): FilmEncoder {
  const { width, height } = canvas;
  const context = canvas.getContext("2d");
  const worker = new ModuleWorker(program);
  const send = (message: GifMessage) => worker.postMessage(message);
  const answered = () =>
    new Promise<GifAnswer>((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data as GifAnswer);
      worker.onerror = ({ message }) => reject(new Error(`The GIF could not be made: ${message}.`));
    });
  send({ begin: { width, height } });
  return {
    async add(frames, delay, made) {
      const pixels = context?.getImageData(0, 0, width, height).data;
      if (!pixels) throw new Error("The browser gives no canvas to draw on.");
      const taken = answered();
      send({ frame: pixels.buffer, delay });
      await taken;
      await made(frames);
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
