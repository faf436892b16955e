import * as tf from "@tensorflow/tfjs-core";
import { messageOf } from "../errors";
import type { LaneKey } from "../lanes";
import { openBackend } from "./backend";
import { transferables } from "./frame";
import type { LaneHandle } from "./lane-handle";
import { LocalLane } from "./local-lane";
import type { LaneAnswer, LaneRequest, LaneStart } from "./remote-lane";
import { taskOf } from "./task-of";

/** A sub-worker of the training worker: trains one lane on its own core. Requests are handled one after another. */

let lane: LaneHandle | undefined;
let queue: Promise<void> = Promise.resolve();

self.onmessage = ({ data }: MessageEvent<LaneRequest>) => {
  queue = queue.then(async () => {
    try {
      const { value, transfer = [] } = await answer(data);
      const message: LaneAnswer = { id: data.id, value };
      self.postMessage(message, { transfer });
    } catch (error) {
      const message: LaneAnswer = {
        id: data.id,
        error: messageOf(error),
      };
      self.postMessage(message);
    }
  });
};

const startLane = async (from: LaneStart, key: LaneKey, siteBase: string, ownText: string | undefined) =>
  "config" in from
    ? LocalLane.begin(from.config, key, await taskOf(from.config, siteBase, ownText), from.coming)
    : LocalLane.resume(from.checkpoint, key, await taskOf(from.checkpoint.begun, siteBase, ownText));

async function answer(request: LaneRequest): Promise<{ value: unknown; transfer?: Transferable[] }> {
  if (request.call === "begin") {
    const { from, key, siteBase, backend, ownText } = request;
    const opened = await openBackend(backend);
    if (!opened.usable) throw new Error(`The second worker cannot use ${backend}: ${opened.why}.`);
    await tf.setBackend(backend);
    lane?.free();
    lane = undefined;
    lane = await startLane(from, key, siteBase, ownText);
    return { value: undefined };
  }
  if (!lane) throw new Error("There is no lane in this worker yet.");
  switch (request.call) {
    case "advance":
      return { value: await lane.advance(request.steps, request.momentEvery, request.later) };
    case "catchUp":
      return { value: await lane.catchUp(request.milliseconds) };
    case "frame": {
      const value = await lane.frame();
      return { value, transfer: transferables(value) };
    }
    case "adjust":
      return { value: await lane.adjust(request.config, request.coming) };
    case "export":
      return { value: await lane.export() };
    case "checkpoint":
      return { value: await lane.checkpoint() };
  }
}
