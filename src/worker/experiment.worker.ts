import * as tf from "@tensorflow/tfjs-core";
import type { RunConfig } from "../config/schema";
import { messageOf } from "../errors";
import { failedRow } from "../experiments/row";
import { type Result, train } from "../experiments/run";
import type { OwnData } from "../own-data/own-data";
import { ownTask } from "../own-data/own-task";
import { readsOwnData } from "../tasks";
import type { Task } from "../tasks/task";
import { openBackend } from "./backend";
import { type ExperimentRequest, type ExperimentResponse, PLAN_BACKEND } from "./experiment-protocol";
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
let ownData: OwnData | null = null;

self.onmessage = ({ data }: MessageEvent<ExperimentRequest>) => {
  switch (data.type) {
    case "data":
      ownData = data.data;
      break;
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

type RunRequest = Extract<ExperimentRequest, { type: "run" }>;

async function runOne({ run, plan, siteBase, from }: RunRequest): Promise<void> {
  const { id } = run;
  const opened = await openBackend(PLAN_BACKEND);
  if (!opened.usable) return post({ type: "unable", id, why: opened.why });
  post({ type: "started", id });
  try {
    await tf.setBackend(PLAN_BACKEND);
    const task = await taskOfRun(run.config, siteBase);
    const { row, weights } = await trainToEnd(id, train(run, plan, task, PLAN_BACKEND, from));
    post({ type: "done", id, row, weights: task.language ? weights : null });
  } catch (error) {
    const row = failedRow(run, plan, messageOf(error), PLAN_BACKEND);
    post({ type: "done", id, row, weights: null });
  }
}

async function taskOfRun(config: RunConfig, siteBase: string): Promise<Task> {
  if (!readsOwnData(config.task)) return taskOf(config, siteBase);
  if (!ownData) throw new Error("The data of your own are not there: choose their files again.");
  return ownTask(config, ownData);
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
