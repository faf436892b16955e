import { describe, expect, it } from "vitest";
import { RunHistory } from "../../src/store/history";
import { INITIAL } from "../../src/store/lab-state";
import { SequenceMeasuring } from "../../src/store/sequence-measuring";
import type { Batch } from "../../src/tasks/task";
import type { TrainingClient } from "../../src/worker/client";
import type { SequenceRequest } from "../../src/worker/protocol";
import { frame } from "./frames";

const heldOut: Batch = {
  size: 2,
  steps: 1,
  inputs: Int32Array.of(0, 1),
  targets: Int32Array.of(0, 1),
  stepWeights: Float32Array.of(1),
  scored: Uint8Array.of(1),
};

/** Measuring of a run, with what it requests. */
function measuring() {
  const sent: SequenceRequest[] = [];
  const history = new RunHistory();
  const client = { measureSequence: (request: SequenceRequest) => sent.push(request) };
  const state = { ...INITIAL, heldOut };
  const measured = new SequenceMeasuring(client as unknown as TrainingClient, history, () => state);
  measured.wanted = new Set(["answers"]);
  measured.run = 1;
  return { sent, history, measured };
}

describe("measuring the shown sequence", () => {
  it("requests a moment once per lane", () => {
    const { sent, history, measured } = measuring();
    history.append(frame(1, [0]));
    measured.request(0);
    measured.request(0);
    expect(sent.map(({ lane, step }) => [lane, step])).toEqual([
      ["a", 0],
      ["b", 0],
    ]);
  });

  it("requests nothing of a restored run before its held-out set is known", () => {
    const { sent, history, measured } = measuring();
    history.append(frame(1, [0]));
    history.restore(history.save(), 2);
    measured.request(0);
    expect(sent).toEqual([]);
    measured.run = 2;
    measured.request(0);
    expect(sent).toHaveLength(2);
  });

  it("requests a step again if it is measured again with other weights, as after a change of the update rule", () => {
    const { sent, history, measured } = measuring();
    history.append(frame(1, [0, 1]));
    measured.request(1);
    history.append(frame(1, [1]));
    measured.request(1);
    expect(sent.filter(({ lane }) => lane === "a")).toHaveLength(2);
    const network = history.lane("a").networks.upTo(1);
    expect(sent.findLast(({ lane }) => lane === "a")?.network.parameters).toBe(network?.parameters);
  });
});
