import type { RuleId } from "../config/schema";
import { arrays, frobenius, type Matrix, matrix } from "../math/arrays";
import { expmArray } from "../math/expm";
import { random } from "../math/random";
import { RULES } from "../rules";

const algebra = arrays("float64");

/** A loss on 4×4 matrices, ½‖W − T‖_F² with target T, and the start W = exp(B). */
export interface AscentExample {
  readonly b: Matrix;
  readonly target: Matrix;
}

/** The angle by which the target is turned from W, in radians. */
const TARGET_ANGLE = 0.1;

/**
 * Two planes turned by θ each, B = θJ ⊕ θJ, and a target obtained by turning W = exp(B) slightly in another direction
 * K that mixes the planes: T = exp(0.1 K)·W. The lecture's direction lowers this loss at a rate proportional to
 * sin(2θ)/2θ, so beyond θ = π/2 it increases the loss.
 */
export function ascentExample(theta: number): AscentExample {
  const b = matrix([
    [0, -theta, 0, 0],
    [theta, 0, 0, 0],
    [0, 0, 0, -theta],
    [0, 0, theta, 0],
  ]);
  const mixing = matrix([
    [0, 0, TARGET_ANGLE, 0],
    [0, 0, 0, -TARGET_ANGLE],
    [-TARGET_ANGLE, 0, 0, 0],
    [0, TARGET_ANGLE, 0, 0],
  ]);
  return { b, target: algebra.mul(expmArray(mixing), expmArray(b)) };
}

/** ½‖W − T‖_F². */
export const distanceLoss = (w: Matrix, { target }: AscentExample): number =>
  0.5 * frobenius(algebra.sub(w, target)) ** 2;

/**
 * Trains by a rule from W = exp(B) with base I, in float64.
 * @returns the losses before the first step and after each
 * @param id a rule of the form W = exp(B)·W₀
 */
export async function ascentLosses(
  id: RuleId,
  example: AscentExample,
  learningRate: number,
  steps: number,
): Promise<number[]> {
  const trained = RULES[id].begin(algebra, algebra.identity(example.b), {
    optimiser: "sgd",
    numbers: "real",
    random: random(0, "ascent"),
  });
  const settings = { rebase: 1, beta: 0 };
  // At B = 0, W = I the direction of the gradient ∓B/2 is ∓B, since B is skew, so one step with α = 1 arrives at B.
  const sign = id === "deck-plus" ? 1 : -1;
  await trained.step(algebra.scale(example.b, sign / 2), { ...settings, learningRate: 1 });
  const losses = [distanceLoss(trained.w, example)];
  for (let step = 0; step < steps; step++) {
    await trained.step(algebra.sub(trained.w, example.target), { ...settings, learningRate });
    losses.push(distanceLoss(trained.w, example));
  }
  trained.free();
  return losses;
}
