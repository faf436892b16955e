import { download } from "../../../export/download";
import { exportFileName } from "../../../export/file-name";
import type { Theme } from "../../../export/off-screen";
import { fontsOf } from "../../../export/png";
import { lab } from "../../../store/use-lab";
import type { Chart } from "../charts/chart";
import { rememberedSteps } from "../history-slider";
import { runLabel } from "../run-label";
import { type Encodable, encodable, type FilmEncoder, FORMATS, type FormatId, videoEncoder } from "./encoder";
import { gifEncoder } from "./gif-encoder";
import { delayOf, frameCount, type Shot, shotsOf, type Timing } from "./schedule";
import type { FilmSize } from "./size";
import { neededBy, Stage } from "./stage";

/** What is filmed, and how. */
export interface FilmSettings extends Timing {
  readonly charts: readonly Chart[];
  readonly format: FormatId;
  readonly size: FilmSize;
  readonly theme: Theme;
}

/** How far a film is: frames that are made, of all, and how long the others take, in ms; null before that is known. */
export interface Progress {
  readonly made: number;
  readonly of: number;
  readonly left: number | null;
}

/** The moments of a film and the frames that show them. */
export const shotsFor = (timing: Timing): readonly Shot[] =>
  shotsOf(
    timing,
    rememberedSteps().filter((step) => step >= timing.from && step <= timing.to),
  );

/** The longest wait for what a moment shows of the held-out sequence, in ms; without it the film says of which step it is. */
const MAX_WAIT = 4000;
/** The time from which on the rest is estimated, in ms. */
const FIRST_ESTIMATE = 1000;

/** Lets the page answer the user; not a timer, which a browser slows down in a hidden tab. */
const breathe = () =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/**
 * Makes a film of the run from its history and saves it.
 * @param told is called with each moment that is drawn
 * @throws DOMException “AbortError” if it was cancelled; Error with a sentence if it cannot be made
 */
export async function makeFilm(
  settings: FilmSettings,
  told: (progress: Progress) => void,
  signal: AbortSignal,
): Promise<void> {
  const { charts, size, theme, fps, format } = settings;
  const { task } = lab.state;
  if (!task) throw new Error("The run has no moments yet.");
  const { run } = lab.history;
  const shots = shotsFor(settings);
  const steps = shots.map(({ step }) => step);
  const what = charts.length === 1 ? charts[0].name : "all-charts";
  const name = exportFileName(what, { preset: runLabel().preset }, format);
  const releases = neededBy(charts).map((measurement) => lab.demand.begin(measurement));
  // Early steps that get more frames need an axis that grows with them.
  const whole = settings.pace === "even" ? { until: steps[steps.length - 1] } : {};
  const stage = new Stage({ charts, task, size, theme, steps, readBack: format === "gif", ...whole });
  let encoder: FilmEncoder | undefined;
  try {
    await fontsOf(stage.show(steps[0]));
    encoder = await encoderFor(settings, stage.canvas, await encodable(size));
    const begun = performance.now();
    const of = frameCount(settings);
    for (const shot of shots) {
      await measured(shot.step, signal);
      signal.throwIfAborted();
      if (lab.history.run !== run) throw new Error("The run was begun again in the meantime.");
      stage.show(shot.step);
      await encoder.add(shot.frames, delayOf(shot, fps), async (count) => {
        const made = shot.first + count;
        const spent = performance.now() - begun;
        told({ made, of, left: spent < FIRST_ESTIMATE ? null : (spent / made) * (of - made) });
        await breathe();
        signal.throwIfAborted();
      });
    }
    download(await unlessAborted(encoder.finish(), signal), name);
  } catch (error) {
    encoder?.cancel();
    throw error;
  } finally {
    stage.remove();
    lab.film(null);
    for (const release of releases) release();
  }
}

/** The result, unless the signal comes first: encoders end a film in one long step. @throws DOMException “AbortError” */
function unlessAborted<T>(result: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener("abort", abort);
    if (signal.aborted) abort();
    result.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

async function encoderFor(
  { format, fps }: FilmSettings,
  canvas: HTMLCanvasElement,
  can: Encodable,
): Promise<FilmEncoder> {
  if (format === "gif") return gifEncoder(canvas);
  const codec = can[format];
  if (!codec) throw new Error(`This browser cannot encode ${FORMATS[format].label} of this size.`);
  return videoEncoder(canvas, format, codec, fps);
}

/** Resolves when the moment at a step is measured on the shown sequence, as far as the film needs that. */
async function measured(step: number, signal: AbortSignal): Promise<void> {
  const begun = performance.now();
  while (!lab.film(step) && !signal.aborted && performance.now() - begun < MAX_WAIT) await breathe();
}
