import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  type VideoCodec,
  WebMOutputFormat,
} from "mediabunny";
import type { FilmSize } from "./size";

/** Takes what a canvas shows as the frames of a film. */
export interface FilmEncoder {
  /**
   * Adds frames that show the canvas as it is now.
   * @param delay how long they last, in ms
   * @param made is called with each frame that is added, counted from 1, and waited for
   */
  add(frames: number, delay: number, made: (count: number) => Promise<void>): Promise<void>;
  /** Ends the film. @returns the file */
  finish(): Promise<Blob>;
  /** Gives the film up, also while it is ended. */
  cancel(): void;
}

/** The kinds of files, and the codecs that each may have: H.264 in MP4 alone, since programs for slides play no other. */
export const FORMATS = {
  mp4: { label: "MP4", codecs: ["avc"] },
  webm: { label: "WebM", codecs: ["vp9", "vp8", "av1"] },
  gif: { label: "GIF", codecs: [] },
} as const satisfies Record<string, { readonly label: string; readonly codecs: readonly VideoCodec[] }>;

export type FormatId = keyof typeof FORMATS;

/** The codec that the browser can encode for each format at a size; null if there is none. */
export type Encodable = Readonly<Record<"mp4" | "webm", VideoCodec | null>>;

/** Asks the browser what it can encode. */
export async function encodable({ width, height }: FilmSize): Promise<Encodable> {
  const first = (format: "mp4" | "webm") =>
    typeof VideoEncoder === "undefined"
      ? null
      : getFirstEncodableVideoCodec([...FORMATS[format].codecs], { width, height, quality: QUALITY_HIGH });
  const [mp4, webm] = await Promise.all([first("mp4"), first("webm")]);
  return { mp4, webm };
}

/** A sentence on what the browser cannot encode, and what can be had instead; empty if it can encode all. */
export function encodingRemark({ mp4, webm }: Encodable): string {
  if (mp4 && webm) return "";
  if (!mp4 && !webm)
    return "This browser encodes no video, neither MP4 nor WebM: an animated GIF plays everywhere.";
  return mp4
    ? "This browser cannot encode WebM; MP4 plays in every browser and in programs for slides."
    : "This browser cannot encode H.264, which MP4 needs. WebM plays in browsers; for programs for slides take GIF.";
}

/** Encodes a canvas as a video at a constant rate. @throws Error if the browser gives up */
export async function videoEncoder(
  canvas: HTMLCanvasElement,
  format: "mp4" | "webm",
  codec: VideoCodec,
  fps: number,
): Promise<FilmEncoder> {
  const target = new BufferTarget();
  // With its index in front an MP4 file plays while it loads.
  const kind = format === "mp4" ? new Mp4OutputFormat({ fastStart: "in-memory" }) : new WebMOutputFormat();
  const output = new Output({ format: kind, target });
  const source = new CanvasSource(canvas, { codec, quality: QUALITY_HIGH, keyFrameInterval: 2 });
  output.addVideoTrack(source, { frameRate: fps });
  await output.start();
  let frame = 0;
  return {
    async add(frames, _delay, made) {
      for (let count = 1; count <= frames; count++, frame++) {
        await source.add(frame / fps, 1 / fps);
        await made(count);
      }
    },
    async finish() {
      await output.finalize();
      if (!target.buffer) throw new Error("The browser gave no film.");
      return new Blob([target.buffer], { type: format === "mp4" ? "video/mp4" : "video/webm" });
    },
    cancel() {
      output.cancel().catch(() => {});
    },
  };
}
