import { LANE_KEYS, type LaneKey } from "../lanes";
import type { TrainingClient } from "../worker/client";
import { type Measurement, SEQUENCE_MEASUREMENTS, type SequenceMeasurement } from "../worker/measurements";
import type { RunHistory } from "./history";
import type { LabState } from "./lab-state";
import { changedInFirst, inputsOf, lastTarget } from "./sequences";

/** Has the networks of a moment measured on the held-out sequence that is shown. */
export class SequenceMeasuring {
  readonly #client: TrainingClient;
  readonly #history: RunHistory;
  readonly #state: () => LabState;
  wanted: ReadonlySet<Measurement> = new Set();
  /** The run that the held-out set belongs to: a restored run has another until its first frame. */
  run = -1;
  /**
   * What was last requested, by measurement and lane: the run, the sequence, the answer, and the weights, since a step is
   * measured again if its update rule was changed.
   */
  readonly #sent = new Map<string, readonly unknown[]>();

  constructor(client: TrainingClient, history: RunHistory, state: () => LabState) {
    [this.#client, this.#history, this.#state] = [client, history, state];
  }

  /** Requests what is wanted of the moment at a step and neither measured nor requested. */
  request(step: number): void {
    for (const kind of SEQUENCE_MEASUREMENTS) {
      if (this.wanted.has(kind)) for (const lane of LANE_KEYS) this.#request(kind, lane, step);
    }
  }

  /** Whether all that is wanted of the moment at a step is measured, as far as its weights are known. */
  isComplete(step: number): boolean {
    return LANE_KEYS.every((lane) => {
      const network = this.#history.lane(lane).networks.upTo(step);
      if (!network) return true;
      return SEQUENCE_MEASUREMENTS.every(
        (kind) => !this.wanted.has(kind) || this.#isMeasured(kind, lane, network.step),
      );
    });
  }

  #request(wanted: SequenceMeasurement, lane: LaneKey, upTo: number): void {
    const { heldOut, sequence } = this.#state();
    const { run } = this.#history;
    if (run !== this.run) return;
    const network = this.#history.lane(lane).networks.upTo(upTo);
    if (!heldOut || !network || this.#isMeasured(wanted, lane, network.step)) return;
    const { step } = network;
    const answer = this.#answerOf(wanted);
    const ofOne = wanted === "answers" || wanted === "steps";
    const request = [run, sequence, ofOne && answer, network.parameters];
    const key = `${wanted} of ${lane}`;
    const before = this.#sent.get(key);
    if (before && request.every((part, i) => part === before[i])) return;
    this.#sent.set(key, request);
    const inputs = inputsOf(heldOut, sequence);
    const changed = changedInFirst(heldOut, sequence);
    const target = lastTarget(heldOut, sequence);
    const measured = { run, lane, step, sequence };
    this.#client.measureSequence({ wanted, ...measured, network, inputs, changed, target, answer });
  }

  /** The time step of the answer that a measurement is of; of one time step, the one that is pointed at, if one is. */
  #answerOf(kind: SequenceMeasurement): number {
    const { answer, pointedTime, heldOut } = this.#state();
    const last = heldOut?.steps ?? 1;
    if (kind === "steps" && pointedTime !== null) return Math.min(Math.max(pointedTime, 1), last);
    return answer ?? last;
  }

  #isMeasured(kind: SequenceMeasurement, lane: LaneKey, step: number): boolean {
    const measured = this.#history.lane(lane)[kind].at(step);
    return measured !== undefined && (!("answer" in measured) || measured.answer === this.#answerOf(kind));
  }

  /** Forgets all requests: their workers were terminated. */
  forget(): void {
    this.#sent.clear();
  }
}
