import type { Change } from "../config/changes";
import type { LaneConfig, RunConfig } from "../config/schema";
import { messageOf } from "../errors";
import { readsOwnText } from "../experiments/source";
import { LANE_KEYS, type LaneKey, type PerLane } from "../lanes";
import type { Task } from "../tasks/task";
import { batchOf, heldOutOf } from "../training/lane-trainer";
import { avoidBackend, deviceErrorsSettled, onDeviceFailure, runningDevice } from "./backend";
import { checkRequest, claimedType } from "./check-request";
import { CheckpointClock } from "./checkpoint-clock";
import { chooseBackend, type Requirements, tryGpu } from "./choose-backend";
import { transferables } from "./frame";
import { frameInterval } from "./frame-clock";
import { exportEarlier } from "./local-lane";
import { momentSpacing } from "./moment-spacing";
import { Pace } from "./pace";
import { ProgressReporter } from "./progress-reporter";
import type { BackendReport, EarlierLane, ExportedLane, Request, Response, RunCheckpoint } from "./protocol";
import { LaneWorker } from "./remote-lane";
import { SliceScheduler } from "./slice-scheduler";
import { configOf, type RunningLane, type RunStart, runningLane, startLane, startOf } from "./start-lane";
import { reportOf, ownText as savedOwnText, taskOf } from "./task-of";

/**
 * The training worker: trains both lanes side by side in short slices of steps, at the requested pace, handles messages
 * between slices, and posts frames and, from time to time, checkpoints. If there is a second core and the lanes train on
 * the CPU, lane B has its own worker.
 */

/** Length of a slice of steps, in ms; messages are handled between slices. */
const SLICE_MS = 16;

let lanes: Record<LaneKey, RunningLane> | undefined;
let config: RunConfig | undefined;
let task: Task | undefined;
/** The user's own text, if the run reads it: another may be saved while the run goes on. */
let ownText: string | undefined;
let backend: BackendReport | undefined;
let second: LaneWorker | undefined;
let siteBase = "";
let run = 0;
let playing = false;
const pace = new Pace();
let pauseAt = 0;
/** The step at which the last Play was to pause, if it was to before the end of the run. */
let playUntil = Number.POSITIVE_INFINITY;
/** When the last frame was posted, in ms. */
let lastFrame = 0;
const checkpoints = new CheckpointClock();
/** See {@link RunCheckpoint.changedAt}. */
let changedAt: number | null = null;

const post = (message: Response, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

onDeviceFailure((message) => {
  avoidBackend({ backend: "webgpu", why: message });
  // WebGPU may only have been timed; if another backend is running, its loss does not matter.
  if (backend && backend.running !== "webgpu") return;
  playing = false;
  post({ type: "lost", backend: "webgpu", message });
});

const gpuProgress = new ProgressReporter((progress) => post({ type: "progress", progress }));

/** Requests are handled one after another, and never in the middle of a slice. */
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<unknown>) => {
  enqueue(claimedType(data), () => handle(checkRequest(data)));
};

function enqueue(during: Request["type"], job: () => Promise<void>): void {
  queue = queue.then(job).catch(async (error: unknown) => {
    playing = false;
    await deviceErrorsSettled();
    post({ type: "failed", during, message: messageOf(error) });
  });
}

async function handle(request: Request): Promise<void> {
  switch (request.type) {
    case "load":
      await prepare(request, request.config, request.gpuLater);
      return begin(request);
    case "try webgpu": {
      run = request.run;
      const { verdict, report } = await tryGpu(await requirementsOf(request, request.config));
      backend = report ?? undefined;
      return post({ type: "verdict", verdict });
    }
    case "resume": {
      const { a, b } = request.checkpoint.lanes;
      await prepare(request, { ...a.begun, backend: request.backend });
      if (backend?.running === request.backend) backend = { ...backend, why: "the run was on it" };
      return begin({ config: configOf(a, b), from: request.checkpoint }, request.upTo);
    }
    case "reset":
      await makeTask(request.config);
      return begin(request);
    case "adjust":
      return adjust(request.config, request.coming);
    case "play":
      playUntil = request.until ?? Number.POSITIVE_INFINITY;
      if (!lanes || !running() || playing || step() >= playUntil) return postFrame();
      playing = true;
      pace.set(request.pace);
      // A run that has reached its length continues for the same number of steps.
      pauseAt = step() < pauseAt ? pauseAt : step() + (config?.steps ?? 0);
      return slices.schedule();
    case "pace":
      pace.set(request.pace);
      if (playing) slices.schedule();
      return;
    case "pause":
      playing = false;
      await postFrame();
      return slices.schedule(PAINT_MS);
    case "step":
      playing = false;
      await advance(1);
      return postFrame();
    case "export":
      return exportLanes(request.at);
    case "cause fault":
      if (import.meta.env.DEV) {
        const { causeFault } = await import("./dev-fault");
        causeFault(request.fault, { device: runningDevice(), second: () => second?.end() });
      }
  }
}

const step = () => Math.max(0, ...LANE_KEYS.map((key) => lanes?.[key].step ?? 0));
const running = () => LANE_KEYS.some((key) => lanes && !lanes[key].stopped);

/** Sets task and backend for a config. */
async function prepare(
  request: Extract<Request, { type: "load" | "resume" }>,
  config: RunConfig,
  gpuLater = false,
): Promise<void> {
  // The second worker starts while the backend is chosen.
  if (CORES > 1) second ??= new LaneWorker();
  const wanted = await requirementsOf(request, config);
  free();
  backend = undefined;
  backend = await chooseBackend(wanted, gpuLater);
}

/** How many lanes can train at the same time. */
const CORES = Math.min(2, navigator.hardwareConcurrency);

async function requirementsOf(
  request: Extract<Request, { type: "load" | "resume" | "try webgpu" }>,
  config: RunConfig,
): Promise<Requirements> {
  siteBase = request.siteBase;
  request.avoid.forEach(avoidBackend);
  gpuProgress.clear();
  const made = await makeTask(config, "ownText" in request ? request.ownText : undefined);
  return { config, task: made, cores: CORES, onProgress: (progress) => gpuProgress.report(progress) };
}

/** Makes the task of a run. @param own the user's own text that the run began with; that which is saved, if absent */
async function makeTask(of: RunConfig, own?: string): Promise<Task> {
  ownText = readsOwnText(of) ? (own ?? (await savedOwnText())) : undefined;
  task = await taskOf(of, siteBase, ownText);
  return task;
}

function free(): void {
  for (const key of LANE_KEYS) lanes?.[key].handle.free();
  lanes = undefined;
}

/** Starts both lanes, at step 0 or from a checkpoint. */
async function begin(start: RunStart, upTo = 0): Promise<void> {
  if (!task || !backend) return;
  playing = momentsWait = false;
  free();
  const { config: wanted, from } = start;
  config = wanted;
  const [a, b] = await Promise.all([
    startLane("a", task, start),
    // Two lanes on one device would only wait for each other.
    second && backend.running !== "webgpu"
      ? second.begin(startOf("b", start), "b", siteBase, backend.running, ownText)
      : startLane("b", task, start),
  ]);
  lanes = { a: runningLane(a, from?.lanes.a), b: runningLane(b, from?.lanes.b) };
  await catchUp(upTo);
  run = from?.run ?? run + 1;
  pauseAt = wanted.steps;
  checkpoints.begin();
  changedAt = null;
  const heldOut = heldOutOf(wanted, task);
  post({ type: "ready", run, backend, task: reportOf(task, wanted), heldOut, ownText });
  await postFrame();
}

/**
 * Advances each lane to the step of the furthest one, and both to `upTo`. A stopped lane was saved some steps before its
 * stop: it makes those steps again, and stops again.
 */
async function catchUp(upTo: number): Promise<void> {
  if (!lanes) return;
  const furthest = Math.max(upTo, step());
  const left = (key: LaneKey) => (lanes && !lanes[key].stopped ? furthest - lanes[key].step : 0);
  while (LANE_KEYS.some((key) => left(key) > 0)) {
    const maxSteps = backend?.running === "webgpu" ? STEPS_PER_REPORT : furthest;
    await Promise.all(LANE_KEYS.map((key) => advance(Math.min(left(key), maxSteps), [key])));
    gpuProgress.repeat();
  }
}

/** Steps made between two progress reports while catching up. */
const STEPS_PER_REPORT = 4;
/** The part of a config that the next step depends on, as text. */
const liveSettings = ({ lr, a, b }: RunConfig) => JSON.stringify([lr, a, b]);

async function adjust(wanted: RunConfig, coming: readonly Change[] | undefined): Promise<void> {
  // The lanes have made planned changes that the config does not have yet.
  if (coming || (config && liveSettings(wanted) !== liveSettings(config))) changedAt ??= step();
  if (wanted.steps !== config?.steps) pauseAt = wanted.steps;
  config = { ...wanted };
  checkpoints.changed();
  for (const key of LANE_KEYS) await lanes?.[key].handle.adjust(config, coming ?? []);
  if (!playing) await postFrame();
}

const slowest = (of: "millisecondsPerStep" | "millisecondsPerMoment") =>
  Math.max(0, ...LANE_KEYS.map((key) => lanes?.[key][of] ?? 0));

/** After a run pauses, the worker idles for this many ms, so that the page can paint the last moment. */
const PAINT_MS = 100;
/** At full speed, waiting moments are measured in one slice of this many; the rest when the run is paused. */
const SLICES_PER_MEASURING = 60;
let sliceCount = 0;
/** Whether there may be moments that wait to be measured. */
let momentsWait = false;

/** Measures waiting moments for one slice; if the run is paused, continues until none is left, and posts frames. */
async function measureWaiting(): Promise<void> {
  if (!lanes || !momentsWait) return;
  const waiting = await Promise.all(LANE_KEYS.map((key) => lanes?.[key].handle.catchUp(SLICE_MS)));
  momentsWait = waiting.some((count) => count);
  if (playing) return;
  if (!momentsWait || performance.now() >= lastFrame + frameInterval(false, 0)) await postFrame();
  if (momentsWait) slices.schedule();
}

/** Makes the steps that are due, but no more than the slower lane makes in one slice, and schedules the next slice. */
async function runSlice(): Promise<void> {
  if (!lanes) return;
  if (!playing) return measureWaiting();
  const due = pace.due;
  if (due < 1) return slices.schedule(pace.wait);
  const perStep = slowest("millisecondsPerStep");
  const fit = perStep > 0 ? Math.max(1, Math.floor(SLICE_MS / perStep)) : 1;
  const end = Math.min(pauseAt, playUntil);
  const steps = Math.min(fit, due, Math.max(1, end - step()));
  await advance(steps);
  pace.made(steps);
  if (step() >= end || !running()) playing = false;
  const interval = frameInterval(pace.interval > 0, slowest("millisecondsPerMoment"));
  if (!playing || performance.now() >= lastFrame + interval) await postFrame();
  if (playing && ++sliceCount % SLICES_PER_MEASURING === 0) await measureWaiting();
  slices.schedule(playing ? pace.wait : PAINT_MS);
}

async function advance(steps: number, keys: readonly LaneKey[] = LANE_KEYS): Promise<void> {
  if (!lanes) return;
  const making = keys.map((key) => lanes?.[key]).filter((lane) => lane && !lane.stopped);
  // At full speed a moment's state is saved, which costs nothing, and measured later.
  const later = playing && pace.interval === 0;
  const perMoment = later ? 0 : slowest("millisecondsPerMoment");
  const perStep = Math.max(slowest("millisecondsPerStep"), pace.interval);
  const momentEvery = momentSpacing(config?.steps ?? 1, perStep, perMoment);
  momentsWait ||= later;
  await Promise.all(
    making.map(async (lane) => {
      if (!lane) return;
      const before = lane.step;
      const {
        step: now,
        stopped,
        elapsed,
        millisecondsPerMoment,
      } = await lane.handle.advance(steps, momentEvery, later);
      const millisecondsPerStep = elapsed / Math.max(1, now - before);
      Object.assign(lane, { step: now, stopped, millisecondsPerStep, millisecondsPerMoment });
    }),
  );
}

const slices = new SliceScheduler(() => enqueue("play", runSlice));

async function postFrame(): Promise<void> {
  if (!lanes) return;
  const now = performance.now();
  const [a, b] = await Promise.all([lanes.a.handle.frame(), lanes.b.handle.frame()]);
  // If measurements are still pending on the device, only a frame shows that a lane has stopped.
  for (const [key, frame] of [["a", a] as const, ["b", b] as const]) {
    if (frame.stopped) Object.assign(lanes[key], { stopped: true, step: frame.stopped.step });
  }
  lastFrame = now;
  const frame = { run, step: step(), playing: playing && running(), lanes: { a, b } };
  post({ type: "frame", frame }, [...transferables(a), ...transferables(b)]);
  if (checkpoints.due(step(), playing)) await postCheckpoint();
}

/** Posts a checkpoint; called only after a frame, so that the page has every scalar up to its step. */
async function postCheckpoint(): Promise<void> {
  if (!lanes) return;
  const begun = performance.now();
  const [a, b] = await Promise.all([lanes.a.handle.checkpoint(), lanes.b.handle.checkpoint()]);
  post({ type: "checkpoint", checkpoint: { run, step: step(), lanes: { a, b }, changedAt } });
  changedAt = null;
  checkpoints.taken(step(), performance.now() - begun);
}

async function exportLanes(at: PerLane<EarlierLane> | null): Promise<void> {
  if (!lanes || !config || !task) throw new Error("There is no run to export yet.");
  const [a, b] = at
    ? [await exportEarlier("a", at.a, task), await exportEarlier("b", at.b, task)]
    : await Promise.all([lanes.a.handle.export(), lanes.b.handle.export()]);
  const { lr } = (a.step < b.step ? b : a).settings;
  const lane = ({ settings: { lr: _, ...of } }: ExportedLane): LaneConfig => of;
  const trained = { ...(at ? configOf(at.a.from, at.b.from) : config), lr, a: lane(a), b: lane(b) };
  post({ type: "exported", config: trained, lanes: { a, b }, batch: batchOf(trained, task, 0) });
}
