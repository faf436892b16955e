import { Encoder } from "modern-gif";

/** Makes an animated GIF of the frames that it is sent, and of the last message a file. */
export type GifMessage =
  | { readonly begin: { readonly width: number; readonly height: number } }
  | { readonly frame: ArrayBuffer; readonly delay: number }
  | { readonly finish: true };
export type GifAnswer = { readonly taken: true } | { readonly file: ArrayBuffer };

let encoder: Encoder | undefined;
const answer = (message: GifAnswer) => postMessage(message);

self.onmessage = ({ data }: MessageEvent<GifMessage>) => {
  // A rejection would be no error event of the worker, and the film would wait for ever.
  take(data).catch((error) => setTimeout(() => reportError(error)));
};

async function take(data: GifMessage): Promise<void> {
  if ("begin" in data) {
    encoder = new Encoder({ ...data.begin, looped: true, loopCount: 0 });
  } else if ("frame" in data) {
    await encoder?.encode({ data: new Uint8ClampedArray(data.frame), delay: data.delay });
    answer({ taken: true });
  } else {
    const file = await encoder?.flush();
    if (file) answer({ file });
  }
}
