import * as tf from "@tensorflow/tfjs-core";
import { messageOf } from "../errors";
import { failedRow } from "../experiments/row";
import { type Result, train } from "../experiments/run";
import { openBackend } from "./backend";
import type { ExperimentRequest, ExperimentResponse } from "./experiment-protocol";
import { taskOf } from "./task-of";

/** Trains one run after another, in slices between which it hears whether to stand still. */

/** Longest time without listening to the page, ms. */
const SLICE = 30;
/** The most often that progress is told, ms. */
const INTERVAL = 250;
/** What a closed tab may cost at most, ms, and a little more. */
const BETWEEN_CHECKPOINTS = 3000;

const post = (message: ExperimentResponse) => self.postMessage(message);

let goOn: (() => void) | null = null;
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
      goOn?.();
      goOn = null;
  }
};

/** A message to oneself queues behind the page's messages, and unlike a timer is never delayed. */
const turn = new MessageChannel();
const nextTurn = () =>
  new Promise<void>((resolve) => {
    turn.port1.onmessage = () => resolve();
    turn.port2.postMessage(null);
  });

/** WebAssembly, so that all machines have the same numbers; plain JavaScript where that does not work. */
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

type Order = Extract<ExperimentRequest, { type: "run" }>;

async function runOne({ run, plan, siteBase, from }: Order): Promise<void> {
  let backend = "";
  try {
    backend = await startBackend();
    const task = await taskOf(run.config, siteBase);
    const { row, weights } = await toItsEnd(run.id, train(run, plan, task, backend, from));
    post({ type: "done", id: run.id, row, weights: task.language ? weights : null });
  } catch (error) {
    const reason = messageOf(error);
    post({ type: "done", id: run.id, row: failedRow(run, plan, reason, backend), weights: null });
  }
}

async function toItsEnd(id: string, training: ReturnType<typeof train>): Promise<Result> {
  let [told, listened, kept] = [0, performance.now(), performance.now()];
  for (;;) {
    const next = await training.next();
    if (next.done) return next.value;
    const now = performance.now();
    if (now >= told + INTERVAL) {
      told = now;
      const { step, loss, accuracy, curve } = next.value;
      post({ type: "progress", id, step, loss, accuracy, curve: curve() });
    }
    const { checkpoint } = next.value;
    if (checkpoint && now >= kept + BETWEEN_CHECKPOINTS) {
      kept = now;
      post({ type: "checkpoint", id, checkpoint: await checkpoint() });
    }
    if (now < listened + SLICE) continue;
    await nextTurn();
    if (paused) {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
    }
    listened = performance.now();
  }
}
