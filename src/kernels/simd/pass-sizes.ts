import { width } from "../cell-size";
import { stretchOf } from "../recompute";
import type { PassAttributes } from "../rnn-pass";
import { FLOAT, upTo } from "./workspace";

/** The largest numbers of rows and of entries in a slice of time steps, which then fits in the second-level cache. */
const MAX_ROWS = 128;
const MAX_NUMBERS = 16384;

/** The sizes of one pass in memory. */
export function sizesOf(attributes: PassAttributes, classesIn: boolean) {
  const { size, steps, batch, first, want, stretch: wanted = stretchOf(attributes) } = attributes;
  const [n, o, d] = [width(size), size.outputs, size.inputs];
  const { diagonal } = size;
  const padded = upTo(4, batch);
  const [stateWidth, outWidth, inWidth] = [upTo(8, n), upTo(8, o), classesIn ? 1 : upTo(4, d)];
  const perTimeStep = padded * stateWidth;
  const rows = steps * padded;
  const scored = (steps - first) * padded;
  /** Time steps that are worked on together. */
  const stepsPerSlice = Math.max(1, Math.floor(Math.min(MAX_ROWS, MAX_NUMBERS / stateWidth) / padded));
  const back = want === "metrics" ? 0 : 1;
  const traced = want === "trace";
  /** A trace stores the gradients of all time steps, other passes those of one slice. */
  const gradientSteps = traced ? steps : Math.min(stepsPerSlice, steps);
  /** The time steps whose states are kept at once, whole slices: without a way back one slice. */
  const stretch = traced ? steps : Math.min(steps, upTo(stepsPerSlice, back ? wanted : 1));
  const lengths = {
    w: diagonal ? n : n * n,
    threshold: stateWidth,
    bias: stateWidth,
    table: d * stateWidth,
    outBias: outWidth,
    out: n * o,
    inputs: rows * inWidth,
    targets: scored * o,
    weights: scored,
    accuracyWeights: scored,
    packedW: diagonal ? 0 : stateWidth * n,
    packedWt: diagonal ? 0 : back * stateWidth * n,
    packedU: outWidth * n,
    packedUt: back * stateWidth * o,
    outputs: Math.min(stretch + 1, steps - first) * padded * outWidth,
    states: (stretch + 1) * perTimeStep,
    /** The state before each stretch. */
    saved: back && stretch < steps ? Math.ceil(steps / stretch) * perTimeStep : 0,
    gradient: back * (gradientSteps + 1) * perTimeStep,
    delta: traced || want === "norms" ? (gradientSteps + 1) * perTimeStep : 0,
  };
  /** The arrays that start at 0 and are added to. Sums over classes are in double precision, as is the loss. */
  const sums = {
    loss: 4,
    /** Takes the loss of what is computed again. */
    unused: 4,
    dW: back * stateWidth * (diagonal ? 1 : stateWidth),
    dTable: back * (classesIn ? 2 * d : inWidth) * stateWidth,
    dBias: back * stateWidth,
    dOut: back * stateWidth * outWidth,
    dOutBias: back * outWidth,
    dThreshold: back * stateWidth,
  };
  return {
    n,
    o,
    d,
    padded,
    stateWidth,
    outWidth,
    inWidth,
    perTimeStep,
    stepsPerSlice,
    stretch,
    lengths,
    sums,
  };
}

/** The bytes of a pass in the module's memory. */
export function passBytes(attributes: PassAttributes, classesIn: boolean): number {
  const { lengths, sums } = sizesOf(attributes, classesIn);
  return FLOAT * Object.values({ ...lengths, ...sums }).reduce((sum, length) => sum + length, 0);
}
