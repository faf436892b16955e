import * as tf from "@tensorflow/tfjs-core";
import { messageOf } from "../errors";
import { failedRow } from "../experiments/row";
import { type Result, train } from "../experiments/run";
import { openBackend } from "./backend";
import type { ExperimentRequest, ExperimentResponse } from "./experiment-protocol";
import { taskOf } from "./task-of";

/** Trains one run after another, in slices between which it handles messages. */

/** The longest time without handling messages, in ms. */
const SLICE_MS = 30;
/** Minimum time between two progress reports, in ms. */
const PROGRESS_INTERVAL = 250;
/** Minimum time between two checkpoints, in ms: about the work that is lost if the tab is closed. */
const CHECKPOINT_INTERVAL = 3000;

const post = (message: ExperimentResponse) => self.postMessage(message);

let resumeTraining: (() => void) | null = null;
let paused = false;

self.onmessage = ({ data }: MessageEvent<ExperimentRequest>) => {
  switch (data.type) {
    case "run":
      void runOne(data);
      break;
    case "pause":
      paused = true;
      break;
    case "resume":
      paused = false;
      resumeTraining?.();
      resumeTraining = null;
  }
};

/** A message to oneself queues behind the page's messages and, unlike a timer, is never throttled. */
const channel = new MessageChannel();
const yieldToMessages = () =>
  new Promise<void>((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });

/** Starts WebAssembly, so that results are the same on all machines; plain JavaScript if that does not work. */
async function startBackend(): Promise<string> {
  const reasons: string[] = [];
  for (const name of ["wasm", "cpu"] as const) {
    const opened = await openBackend(name);
    if (opened.usable) {
      await tf.setBackend(name);
      return name;
    }
    reasons.push(`${name}: ${opened.why}`);
  }
  throw new Error(`No backend works here. ${reasons.join("; ")}.`);
}

type RunRequest = Extract<ExperimentRequest, { type: "run" }>;

async function runOne({ run, plan, siteBase, from }: RunRequest): Promise<void> {
  let backend = "";
  try {
    backend = await startBackend();
    const task = await taskOf(run.config, siteBase);
    const { row, weights } = await trainToEnd(run.id, train(run, plan, task, backend, from));
    post({ type: "done", id: run.id, row, weights: task.language ? weights : null });
  } catch (error) {
    const reason = messageOf(error);
    post({ type: "done", id: run.id, row: failedRow(run, plan, reason, backend), weights: null });
  }
}

async function trainToEnd(id: string, training: ReturnType<typeof train>): Promise<Result> {
  let [reportedAt, yieldedAt, savedAt] = [0, performance.now(), performance.now()];
  for (;;) {
    const next = await training.next();
    if (next.done) return next.value;
    const now = performance.now();
    if (now >= reportedAt + PROGRESS_INTERVAL) {
      reportedAt = now;
      const { step, loss, accuracy, curve } = next.value;
      post({ type: "progress", id, step, loss, accuracy, curve: curve() });
    }
    const { checkpoint } = next.value;
    if (checkpoint && now >= savedAt + CHECKPOINT_INTERVAL) {
      savedAt = now;
      post({ type: "checkpoint", id, checkpoint: await checkpoint() });
    }
    if (now < yieldedAt + SLICE_MS) continue;
    await yieldToMessages();
    if (paused) {
      await new Promise<void>((resolve) => {
        resumeTraining = resolve;
      });
    }
    yieldedAt = performance.now();
  }
}
