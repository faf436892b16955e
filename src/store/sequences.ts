import type { Inputs } from "../sequence/network";
import type { Batch } from "../tasks/task";

/** The numbers of one sequence out of a time-major array, [T, perStep]. */
function ofSequence<Numbers extends Int32Array | Float32Array>(
  { steps, size }: Pick<Batch, "steps" | "size">,
  values: Numbers,
  sequence: number,
): Numbers {
  const each = values.length / (steps * size);
  const own = new (values.constructor as new (length: number) => Numbers)(steps * each);
  for (let t = 0; t < steps; t++) {
    const at = (t * size + sequence - 1) * each;
    own.set(values.subarray(at, at + each), t * each);
  }
  return own;
}

/**
 * The inputs of one sequence of the held-out set: classes [T], or vectors [T, d].
 * @param sequence its number, from 1
 */
export const inputsOf = (heldOut: Batch, sequence: number): Inputs =>
  ofSequence(heldOut, heldOut.inputs, sequence);

/** The targets of one sequence of the held-out set: classes [T], or vectors [T, o]. */
export const targetsOf = (heldOut: Batch, sequence: number): Int32Array | Float32Array =>
  ofSequence(heldOut, heldOut.targets, sequence);

/** The target of the last time step of a sequence: a class, or real numbers [o]. */
export function lastTarget(heldOut: Batch, sequence: number): number | Float32Array {
  const targets = targetsOf(heldOut, sequence);
  if (targets instanceof Int32Array) return targets[targets.length - 1];
  return targets.slice(targets.length - targets.length / heldOut.steps);
}

/**
 * The inputs of a sequence with another first input: that of the next sequence whose first input differs, or, if the
 * first inputs of all are equal, the class before it, 1 instead of class 0, or a real input that is larger by 1.
 */
export function changedInFirst(heldOut: Batch, sequence: number): Inputs {
  const inputs = inputsOf(heldOut, sequence);
  const each = inputs.length / heldOut.steps;
  const first = inputs.slice(0, each);
  const { size } = heldOut;
  const others = Array.from({ length: size - 1 }, (_, i) => ((sequence + i) % size) * each);
  const found = others.find((at) => first.some((value, j) => heldOut.inputs[at + j] !== value));
  const isLaterClass = inputs instanceof Int32Array && inputs[0] > 0;
  if (found === undefined) inputs[0] += isLaterClass ? -1 : 1;
  else inputs.set(heldOut.inputs.subarray(found, found + each));
  return inputs;
}
