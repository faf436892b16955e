import { CHANGED_RUN_VERSION, GATED_RUN_VERSION, RUN_FORMAT, RUN_VERSION } from "../config/import";
import type { RunConfig } from "../config/schema";
import { CELLS } from "../kernels/cells";
import { LANE_KEYS, type LaneKey, type PerLane } from "../lanes";
import { networkOf } from "../sequence/from-weights";
import { forward } from "../sequence/network";
import type { ExportedRun } from "../store/exporting";
import { forkFacts } from "../store/forking";
import { SCALARS } from "../store/history";
import type { Fork } from "../store/saved-run";
import { inputsOf, targetsOf } from "../store/sequences";
import type { Batch } from "../tasks/task";
import type { ArrayOf } from "../training/portable";
import type { BackendReport, ExportedLane } from "../worker/protocol";

type JsonNumber = number | "NaN" | "Infinity" | "-Infinity";

/** A number as the run's JSON writes it: JSON has neither NaN nor infinities, so they are strings. */
export const jsonNumber = (value: number): JsonNumber =>
  Number.isFinite(value) ? value : (String(value) as JsonNumber);

const numbers = (values: ArrayLike<number>): JsonNumber[] => Array.from(values, jsonNumber);
const array = ({ shape, data, imag }: ArrayOf) => ({
  shape,
  data: numbers(data),
  ...(imag ? { imag: numbers(imag) } : {}),
});
/** Classes, or vectors, of the time steps and sequences whose numbers are given. */
function timed(values: Int32Array | Float32Array, counts: readonly number[]) {
  const each = values.length / counts.reduce((product, count) => product * count);
  return array({ shape: values instanceof Int32Array ? counts : [...counts, each], data: values });
}
const arrays = (weights: Readonly<Record<string, ArrayOf>>) =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, array(weight)]));

export interface RunParts {
  readonly config: RunConfig;
  readonly backend: BackendReport;
  readonly exported: ExportedRun;
  readonly names: PerLane<string>;
  readonly fork: Pick<Fork, "lane" | "step" | "point"> | null;
  readonly heldOut: Batch;
  /** Number of the held-out sequence that is shown, from 1. */
  readonly sequence: number;
  readonly userAgent: string;
  /** Version of the page. */
  readonly app: string;
}

const known = (value: number | undefined) => (value === undefined ? null : jsonNumber(value));

function laneJson({ exported, names }: RunParts, key: LaneKey) {
  const lane = exported.answer.lanes[key];
  const measured = exported.history[key];
  const { scalars, spectra, stopped } = measured;
  const { x, columns } = scalars.kept();
  const eigenvalues = exported.spectra[key];
  return {
    name: names[key],
    cell: exported.answer.config[key].cell,
    rule: lane.rule,
    step: lane.step,
    ...(stopped && { stopped: { step: stopped.step, quantity: stopped.quantity } }),
    history: {
      step: Array.from(x),
      ...Object.fromEntries(SCALARS.map((name, column) => [name, numbers(columns[column])])),
      // Measured less often than the rest: the newest value at or before each step, null before the first.
      drift: Array.from(x, (step) => jsonNumber(measured.valueAt("drift", step))),
      spectralRadius: Array.from(x, (step) => known(spectra.upTo(step)?.spectralRadius)),
    },
    gradientNormThroughTime: numbers(lane.gradientNormThroughTime),
    eigenvalues: eigenvalues
      ? Array.from(eigenvalues.re, (re, i) => [jsonNumber(re), jsonNumber(eigenvalues.im[i])])
      : [],
    weights: arrays(lane.weights),
  };
}

/** The held-out sequence that is shown, and the outputs of the exported networks, computed in float64. */
function sequenceJson({ exported: { answer }, heldOut, sequence }: RunParts) {
  const inputs = inputsOf(heldOut, sequence);
  return {
    number: sequence,
    inputs: timed(inputs, [heldOut.steps]),
    targets: timed(targetsOf(heldOut, sequence), [heldOut.steps]),
    answers: LANE_KEYS.map((key) => {
      const network = networkOf(answer.config[key], answer.lanes[key].weights);
      const shape = [heldOut.steps, network.size.outputs];
      return array({ shape, data: forward(network, inputs).outputs });
    }),
  };
}

function versionOf({ answer: { config }, changes }: ExportedRun): number {
  if (LANE_KEYS.some((key) => CELLS[config[key].cell].gated)) return GATED_RUN_VERSION;
  return changes.length > 0 ? CHANGED_RUN_VERSION : RUN_VERSION;
}

/**
 * The whole run as one JSON document: config, environment, each lane's history and weights, the answers to the shown
 * sequence, and the initial weights and batch of the first step, so that another program can check it.
 * @throws Error with a sentence if it is too large for a browser to write
 */
export function runJson(parts: RunParts): string {
  const { config, backend, exported, fork, userAgent, app } = parts;
  const { lanes, batch } = exported.answer;
  const { begun, changes } = exported;
  const { a, b } = lanes;
  const { inputs, targets, stepWeights, steps, size } = batch;
  const initial = ({ initial: { weights, loss, gradW } }: ExportedLane) => ({
    weights: arrays(weights),
    loss: jsonNumber(loss),
    gradW: array(gradW),
  });
  try {
    return JSON.stringify({
      format: RUN_FORMAT,
      version: versionOf(exported),
      config,
      ...(changes.length > 0 && { changes }),
      moment: Math.max(a.step, b.step),
      ...(fork && { fork: forkFacts(fork) }),
      environment: { backend: backend.running, adapter: backend.adapter, userAgent, app },
      lanes: [laneJson(parts, "a"), laneJson(parts, "b")],
      sequence: sequenceJson(parts),
      initial: {
        config: begun,
        lanes: [initial(a), initial(b)],
        batch: {
          inputs: timed(inputs, [steps, size]),
          targets: timed(targets, [steps, size]),
          stepWeights: array({ shape: [steps], data: stepWeights }),
        },
      },
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error(
      `The first batch has ${inputs.length} numbers, more than a browser can write into one file. A smaller batch, length or vocabulary fits.`,
    );
  }
}
