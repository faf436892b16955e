import * as tf from "@tensorflow/tfjs-core";
import { openBackend } from "./backend";
import { transferables } from "./frame";
import type { LaneHandle } from "./lane-handle";
import { LocalLane } from "./local-lane";
import type { LaneAnswer, LaneRequest } from "./remote-lane";
import { taskOf } from "./task-of";

/** A worker of the training worker's: one lane on a core of its own. Requests are carried out one after another. */

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
        error: error instanceof Error ? error.message : String(error),
      };
      self.postMessage(message);
    }
  });
};

async function answer(request: LaneRequest): Promise<{ value: unknown; transfer?: Transferable[] }> {
  if (request.call === "begin") {
    const { config, key, siteBase, backend } = request;
    const opened = await openBackend(backend);
    if (!opened.usable) throw new Error(`The second worker cannot use ${backend}: ${opened.why}.`);
    await tf.setBackend(backend);
    lane?.free();
    lane = undefined;
    lane = await LocalLane.begin(config, key, await taskOf(config, siteBase));
    return { value: undefined };
  }
  if (!lane) throw new Error("There is no lane in this worker yet.");
  switch (request.call) {
    case "advance":
      return { value: await lane.advance(request.steps) };
    case "frame": {
      const value = await lane.frame();
      return { value, transfer: transferables(value) };
    }
    case "adjust":
      return { value: await lane.adjust(request.config) };
    case "export":
      return { value: await lane.export() };
  }
}
