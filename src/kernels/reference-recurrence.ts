import { columns } from "../math/columns";
import { SCAN_ACTIVATIONS } from "./activations";
import { kindOf, places, stateWidth, width } from "./cell-size";
import type { GatedStep } from "./cells";
import type { PassArrays } from "./pass";
import { diagonalScan, diagonalScanGradient } from "./reference-diagonal-scan";
import { gatedScan, gatedScanGradient } from "./reference-gated-scan";
import { scan, scanDelta, scanGradient } from "./reference-scan";
import type { PassAttributes } from "./rnn-pass";

type Values = Float32Array | Float64Array;
type FloatConstructor = typeof Float32Array | typeof Float64Array;

/** The states of some time steps, [steps + 1, batch, s], and what the way back needs besides. */
export interface Scanned {
  readonly states: Values;
  readonly kept: Values;
}

/** The gradients of some time steps. */
interface BackThroughTime {
  /** The gradient with respect to each state, [steps + 1, batch, s]. */
  readonly gradient: Values;
  /** δ of V x + b and of W h, [steps, batch, k·w]; they differ only inside the bracket that a gate multiplies. */
  readonly delta: Values;
  readonly recurrentDelta: Values;
}

/** The gradients that reach the states of some time steps from outside. */
interface Outside {
  /** Of each h_t through its own output, t = 1 …, [steps, batch, w]. */
  readonly direct: Values;
  /** Of the first h through its own output, [batch, w], if time steps come before. */
  readonly start: Values | undefined;
  /** Of the last state, [batch, s], if time steps follow. */
  readonly end: Values | undefined;
}

/** The recurrence of a cell over some time steps on plain arrays, forward and backward. */
export interface Recurrence {
  forward(steps: number, inputTerm: Values, start: Values): Scanned;
  backward(steps: number, scanned: Scanned, outside: Outside): BackThroughTime;
}

/** The recurrence of a pass. @param numbers the array type of states and gradients */
export function recurrenceOf(
  attributes: PassAttributes,
  inputs: PassArrays,
  numbers: FloatConstructor,
): Recurrence {
  const { gated } = kindOf(attributes.size);
  if (attributes.size.diagonal) return ofDiagonal(attributes, inputs, numbers);
  return gated ? ofGates(attributes, gated, inputs, numbers) : ofActivation(attributes, inputs, numbers);
}

function ofActivation(
  { size, batch, activation: id }: PassAttributes,
  { w, parameters }: PassArrays,
  numbers: FloatConstructor,
): Recurrence {
  const activation = SCAN_ACTIVATIONS[id];
  const units = width(size);
  const threshold = parameters.subarray(places(size).threshold.start);
  const kept = new numbers(0);
  return {
    forward(steps, inputTerm, start) {
      const states = new numbers((steps + 1) * batch * units);
      scan({ steps, batch, units }, activation, { w, inputTerm, h0: start, threshold }, states);
      return { states, kept };
    },
    backward(steps, { states: h }, outside) {
      const gradient = new numbers(h.length);
      scanGradient({ steps, batch, units }, activation, { w, h, threshold, ...outside }, gradient);
      const delta = new numbers(steps * batch * units);
      scanDelta({ steps, batch, units }, activation, { h, gradient, threshold }, delta);
      return { gradient, delta, recurrentDelta: delta };
    },
  };
}

function ofDiagonal(
  { size, batch, activation: id }: PassAttributes,
  { w: lambda, parameters }: PassArrays,
  numbers: FloatConstructor,
): Recurrence {
  const activation = SCAN_ACTIVATIONS[id];
  const { units } = size;
  const threshold = parameters.subarray(places(size).threshold.start);
  const of = (steps: number) => ({ steps, batch, units });
  const kept = new numbers(0);
  return {
    forward(steps, inputTerm, start) {
      const states = new numbers((steps + 1) * batch * width(size));
      diagonalScan(of(steps), activation, { lambda, inputTerm, h0: start, threshold }, states);
      return { states, kept };
    },
    backward(steps, { states: h }, outside) {
      const gradient = new numbers(h.length);
      const delta = new numbers(steps * batch * width(size));
      diagonalScanGradient(of(steps), activation, { lambda, h, threshold, ...outside }, { gradient, delta });
      return { gradient, delta, recurrentDelta: delta };
    },
  };
}

function ofGates(
  { size, batch }: PassAttributes,
  step: GatedStep,
  { w, parameters }: PassArrays,
  numbers: FloatConstructor,
): Recurrence {
  const { blocks, state, innerBias } = kindOf(size);
  const { units } = size;
  const { bm } = places(size);
  const inner = parameters.subarray(bm.start, bm.end);
  const of = (steps: number) =>
    ({ steps, batch, units, blocks: blocks.length, parts: state.length, innerBias }) as const;
  return {
    forward(steps, inputTerm, start) {
      const states = new numbers((steps + 1) * batch * stateWidth(size));
      const kept = new numbers(steps * batch * step.keeps * units);
      gatedScan(of(steps), step, { w, inner, inputTerm, start }, states, kept);
      return { states, kept };
    },
    backward(steps, { states, kept }, outside) {
      const gradient = new numbers(states.length);
      const [delta, recurrentDelta] = [0, 1].map(() => new numbers(steps * batch * blocks.length * units));
      const given = { w, states, kept, ...outside };
      gatedScanGradient(of(steps), step, given, { gradient, delta, recurrentDelta });
      return { gradient, delta, recurrentDelta };
    },
  };
}

/** h of every state, [rows, w]: the states themselves if they have nothing else. */
export const hiddenOf = (size: PassAttributes["size"], states: Values): Values =>
  columns(states, stateWidth(size), 0, width(size));
