import type { RunConfig } from "../src/config/schema";
import { blockRows, parameterCount, sizeOf, width } from "../src/kernels/cell-size";
import { stretchOf } from "../src/kernels/recompute";
import type { PassAttributes, Want } from "../src/kernels/rnn-pass";
import { passBytes } from "../src/kernels/simd/pass-sizes";
import { random } from "../src/math/random";
import type { Task } from "../src/tasks/task";

/** The memory of the command besides its runs', in bytes: Node, the program, and WebAssembly. */
const COMMAND_BYTES = 240e6;
/** The memory of the build that goes before the first run of a release. */
const BUILD_BYTES = 430e6;
const FLOAT = 4;
/** The sequences of a scored batch. */
const SCORED = 128;
/** What a run holds of the size of W, in float32: the rule's and its optimiser's matrices, those of a step, the start in float64. */
const MATRICES = 40;
/** What an exponential with its adjoint takes in the memory of the passes, of the size of W. */
const EXPONENTIAL = 18;
/** Copies of a batch's arrays: as drawn, on their way, in the backend's memory, and those that wait for the garbage collector. */
const BATCHES = 8;
/** Copies of all parameters but W, with the optimiser's memory. */
const PARAMETERS = 24;

/** The memory that a run takes, in bytes. */
export interface Needed {
  readonly bytes: number;
  /** The time steps of a stretch if stretches are computed again, and what the run would take without; else null. */
  readonly stretch: { readonly steps: number; readonly instead: number } | null;
}

/** An upper bound of the memory that the run of a config takes on WebAssembly, besides the command itself. */
export function neededFor(config: RunConfig, task: Task): Needed {
  const { activation } = config.b;
  const size = sizeOf(config.units, config.b, task);
  const drawn = task.batch(random(config.seed, "batch 0"), 1);
  const first = drawn.stepWeights.findIndex((weight) => weight > 0);
  const classesIn = drawn.inputs instanceof Int32Array;
  const pass = (want: Want, batch: number, stretch?: number) =>
    passBytes(
      {
        // The complex modReLU has no sizes of its own.
        activation: activation as PassAttributes["activation"],
        size,
        steps: task.steps,
        batch,
        first,
        want,
        ...(stretch === undefined ? {} : { stretch }),
      },
      classesIn,
    );
  const w2 = FLOAT * blockRows(size) * width(size);
  const perSequence = FLOAT * (drawn.inputs.length + drawn.targets.length + 2 * task.steps);
  const others =
    MATRICES * w2 +
    BATCHES * perSequence * Math.max(config.batch, SCORED) +
    PARAMETERS * FLOAT * parameterCount(size);
  const whole = (stretch?: number) =>
    Math.max(pass("norms", config.batch, stretch), pass("metrics", SCORED), EXPONENTIAL * w2) + others;
  const steps = stretchOf({ size, steps: task.steps, batch: config.batch, first });
  return {
    bytes: whole(),
    stretch: steps < task.steps ? { steps, instead: whole(task.steps) } : null,
  };
}

/** The memory of the command with runs that take so much. */
const inAll = (bytes: number) => Math.max(BUILD_BYTES, COMMAND_BYTES + bytes);
const gigabytes = (bytes: number) => `${(inAll(bytes) / 1e9).toFixed(1)} GB`;

/** The memory that runs take, as sentences. @param data the bytes of the user's own data */
export function memoryNeeded(needed: readonly Needed[], data: number): string {
  const most = (of: (one: Needed) => number) =>
    needed.reduce((largest, one) => Math.max(largest, of(one)), 0);
  const bytes = data + most((one) => one.bytes);
  const said = `At most ${Math.ceil(inAll(bytes) / 1e6)} MB of memory are needed.`;
  const largest = needed.reduce<Needed | null>(
    (found, one) => (one.stretch && one.stretch.instead > (found?.stretch?.instead ?? 0) ? one : found),
    null,
  );
  if (!largest?.stretch) return said;
  const { steps, instead } = largest.stretch;
  return `${said} States are computed again on the way back, in stretches of ${steps} time steps: ${gigabytes(data + largest.bytes)} instead of ${gigabytes(data + instead)}, and a third more operations.`;
}
