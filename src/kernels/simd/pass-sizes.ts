import { kindOf, shapeOfW, width } from "../cell-size";
import { stretchOf } from "../recompute";
import type { PassAttributes } from "../rnn-pass";
import { FLOAT, upTo } from "./workspace";

/** The largest numbers of rows and of entries in a slice of time steps, which then fits in the second-level cache. */
const MAX_ROWS = 128;
const MAX_NUMBERS = 16384;

/** The blocks in a row of gates: what a cell keeps for the way back, and δ afterwards. */
export const GATE_BLOCKS = 4;

/** The sizes of one pass in memory. */
export function sizesOf(attributes: PassAttributes, classesIn: boolean) {
  const { size, steps, batch, first, want, stretch: wanted = stretchOf(attributes) } = attributes;
  const [n, o, d] = [width(size), size.outputs, size.inputs];
  const { diagonal } = size;
  const { blocks, state, gated } = kindOf(size);
  /** The arrays that a state consists of: h, and c if the cell has it. */
  const parts = state.length;
  const padded = upTo(4, batch);
  const [stateWidth, outWidth, inWidth] = [upTo(8, n), upTo(8, o), classesIn ? 1 : upTo(4, d)];
  /** The width of a row of V x + b, and of δ. */
  const rowWidth = gated ? GATE_BLOCKS * stateWidth : stateWidth;
  const [rowsOfW, columnsOfW] = shapeOfW(size);
  /** A diagonal is used as it is. */
  const packed = diagonal ? 0 : blocks.length * stateWidth * n;
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
    w: rowsOfW * columnsOfW,
    threshold: gated ? 0 : stateWidth,
    bias: rowWidth,
    table: d * rowWidth,
    outBias: outWidth,
    out: n * o,
    inputs: rows * inWidth,
    targets: scored * o,
    weights: scored,
    accuracyWeights: scored,
    packedW: packed,
    packedWt: back * packed,
    packedU: outWidth * n,
    packedUt: back * stateWidth * o,
    outputs: Math.min(stretch + 1, steps - first) * padded * outWidth,
    states: parts * (stretch + 1) * perTimeStep,
    /** The gates of all states. */
    gates: gated ? stretch * padded * rowWidth : 0,
    /** The state before each stretch. */
    saved: back && stretch < steps ? parts * Math.ceil(steps / stretch) * perTimeStep : 0,
    gradient: back * parts * (gradientSteps + 1) * perTimeStep,
    delta: !gated && (traced || want === "norms") ? (gradientSteps + 1) * perTimeStep : 0,
  };
  /** The arrays that start at 0 and are added to. Sums over classes are in double precision, as is the loss. */
  const sums = {
    loss: 4,
    /** Takes the loss of what is computed again. */
    unused: 4,
    dW: back * stateWidth * (diagonal ? 1 : blocks.length * stateWidth),
    dTable: back * (classesIn ? 2 * d : inWidth) * rowWidth,
    dBias: back * rowWidth,
    dOut: back * stateWidth * outWidth,
    dOutBias: back * outWidth,
    dThreshold: gated ? 0 : back * stateWidth,
  };
  return {
    n,
    o,
    d,
    classesIn,
    padded,
    parts,
    stateWidth,
    rowWidth,
    outWidth,
    inWidth,
    perTimeStep,
    stepsPerSlice,
    stretch,
    gradientSteps,
    lengths,
    sums,
  };
}

/** The bytes of a pass in the module's memory. */
export function passBytes(attributes: PassAttributes, classesIn: boolean): number {
  const { lengths, sums } = sizesOf(attributes, classesIn);
  return FLOAT * Object.values({ ...lengths, ...sums }).reduce((sum, length) => sum + length, 0);
}
