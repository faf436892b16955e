import type { RunConfig } from "../config/schema";
import type { Task } from "../tasks/task";
import { LANES, Trainer } from "../training/trainer";
import { chooseBackend } from "./choose-backend";
import { exportRun } from "./export-run";
import { laneFrame, transferables } from "./frame";
import type { BackendReport, Request, Response } from "./protocol";
import { taskOf } from "./task-files";

/** The training worker: runs steps in slices, answers messages between them, posts at most five frames a second. */

const FRAME_INTERVAL = 200;
/** Measuring for frames takes at most about one part in this many of the time, however slow the device. */
const MEASURING_SHARE = 5;
/** Steps run this long before messages get a turn. */
const SLICE = 12;

let trainer: Trainer | undefined;
let config: RunConfig | undefined;
let task: Task | undefined;
let run = 0;
let playing = false;
let pauseAt = 0;

let siteBase = "";
/** Where the speed is measured from: the last frame, or the moment of Play. */
let mark = { step: 0, time: 0 };
/** How long the last frame took to measure, in ms. */
let frameCost = 0;

const post = (message: Response, transfer: Transferable[] = []) => self.postMessage(message, { transfer });

/** Requests are carried out one after another, and never in the middle of a step. */
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<Request>) => {
  enqueue(data.type, () => handle(data));
};

function enqueue(during: Request["type"], job: () => Promise<void>): void {
  queue = queue.then(job).catch((error: unknown) => {
    playing = false;
    post({ type: "failed", during, message: error instanceof Error ? error.message : String(error) });
  });
}

async function handle(request: Request): Promise<void> {
  switch (request.type) {
    case "load":
      siteBase = request.siteBase;
      return load(request.config);
    case "reset":
      await makeTask(request.config);
      return begin(request.config);
    case "adjust":
      if (request.config.steps !== config?.steps) pauseAt = request.config.steps;
      config = { ...request.config };
      await trainer?.adjust(config);
      return playing ? undefined : postFrame();
    case "play":
      if (!trainer?.running || playing) return postFrame();
      playing = true;
      // A run that has reached its length goes on for as long again.
      pauseAt = trainer.step < pauseAt ? pauseAt : trainer.step + (config?.steps ?? 0);
      mark = { step: trainer.step, time: performance.now() };
      return slice();
    case "pause":
      playing = false;
      return postFrame();
    case "step":
      playing = false;
      await trainer?.advance();
      return postFrame();
    case "export":
      return exportLanes();
  }
}

async function load(wanted: RunConfig): Promise<void> {
  const made = await makeTask(wanted);
  trainer?.free();
  trainer = undefined;
  const backend = await chooseBackend(wanted, made);
  await begin(wanted, backend);
}

async function makeTask(wanted: RunConfig): Promise<Task> {
  task = await taskOf(wanted, siteBase);
  return task;
}

let backend: BackendReport | undefined;

async function begin(wanted: RunConfig, chosen = backend): Promise<void> {
  if (!task || !chosen) return;
  backend = chosen;
  playing = false;
  trainer?.free();
  trainer = undefined;
  config = wanted;
  trainer = await Trainer.begin(wanted, task);
  run++;
  pauseAt = wanted.steps;
  const { label, description, steps, inputs, outputs, head, baseline } = task;
  post({ type: "ready", run, backend, task: { label, description, steps, inputs, outputs, head, baseline } });
  await postFrame();
}

/** Steps until the slice is over, then lets messages in and goes on. */
async function slice(): Promise<void> {
  if (!trainer || !playing) return;
  const until = performance.now() + SLICE;
  do {
    await trainer.advance();
    if (trainer.step >= pauseAt || !trainer.running) playing = false;
  } while (playing && performance.now() < until);
  const due = mark.time + Math.max(FRAME_INTERVAL, MEASURING_SHARE * frameCost);
  if (!playing || performance.now() >= due) await postFrame();
  if (playing) nextTurn();
}

/** A message to oneself queues behind the page's messages, and unlike a timer is never delayed. */
const turn = new MessageChannel();
turn.port1.onmessage = () => enqueue("play", slice);
const nextTurn = () => turn.port2.postMessage(null);

async function postFrame(): Promise<void> {
  if (!trainer) return;
  const now = performance.now();
  const stepsPerSecond = now > mark.time ? ((trainer.step - mark.step) * 1000) / (now - mark.time) : 0;
  mark = { step: trainer.step, time: now };
  const lanes = { a: await laneFrame(trainer, "a"), b: await laneFrame(trainer, "b") };
  frameCost = performance.now() - now;
  const frame = { run, step: trainer.step, stepsPerSecond, playing, lanes };
  post(
    { type: "frame", frame },
    LANES.flatMap((key) => transferables(lanes[key])),
  );
}

async function exportLanes(): Promise<void> {
  if (!trainer || !config || !task) throw new Error("There is no run to export yet.");
  post({ type: "exported", ...(await exportRun(trainer, config, task)) });
}
