import type { RuleId } from "../config/schema";
import { arrays, frobenius, type Matrix, matrix } from "../math/arrays";
import { expmArray } from "../math/expm";
import { random } from "../math/random";
import { RULES } from "../rules";

const algebra = arrays("float64");

/** A loss on 4×4 matrices, ½‖W − T‖_F², and where a rule starts on it: W = exp(B). */
export interface AscentExample {
  readonly b: Matrix;
  readonly target: Matrix;
}

/** How far the target lies from W along the group. */
const NEARBY = 0.1;

/**
 * Two planes turned by θ each, B = θJ ⊕ θJ, and a target that is reached by turning W = exp(B) a little in another
 * direction K that mixes the planes: T = exp(0.1 K)·W. Between them the deck's direction lowers the loss at a rate
 * proportional to sin(2θ)/2θ, so beyond θ = π/2 it climbs.
 */
export function ascentExample(theta: number): AscentExample {
  const b = matrix([
    [0, -theta, 0, 0],
    [theta, 0, 0, 0],
    [0, 0, 0, -theta],
    [0, 0, theta, 0],
  ]);
  const mixing = matrix([
    [0, 0, NEARBY, 0],
    [0, 0, 0, -NEARBY],
    [-NEARBY, 0, 0, 0],
    [0, NEARBY, 0, 0],
  ]);
  return { b, target: algebra.mul(expmArray(mixing), expmArray(b)) };
}

/** The loss of W. */
export const distanceLoss = (w: Matrix, { target }: AscentExample): number =>
  0.5 * frobenius(algebra.sub(w, target)) ** 2;

/**
 * Losses of a rule's run from W = exp(B) with base I, in float64: before the first step and after each.
 * @param id a rule of the form W = exp(B)·W₀
 */
export async function ascentLosses(
  id: RuleId,
  example: AscentExample,
  rate: number,
  steps: number,
): Promise<number[]> {
  const held = RULES[id].begin(algebra, algebra.identity(example.b), {
    optimiser: "sgd",
    numbers: "real",
    random: random(0, "ascent"),
  });
  const settings = { rebase: 1, beta: 0 };
  // At B = 0, W = I the direction of the gradient ∓B/2 is ∓B, since B is skew: one step of rate 1 arrives at B.
  const sign = id === "deck-plus" ? 1 : -1;
  await held.step(algebra.scale(example.b, sign / 2), { ...settings, rate: 1 });
  const losses = [distanceLoss(held.w, example)];
  for (let step = 0; step < steps; step++) {
    await held.step(algebra.sub(held.w, example.target), { ...settings, rate });
    losses.push(distanceLoss(held.w, example));
  }
  held.free();
  return losses;
}
