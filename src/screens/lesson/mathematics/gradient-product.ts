import type { ActivationId } from "../../../config/schema";
import { haar } from "../../../initialisations/haar";
import { independent } from "../../../initialisations/initialisation";
import { ACTIVATIONS } from "../../../kernels/activations";
import { scan } from "../../../kernels/reference-scan";
import { arrays, type Matrix } from "../../../math/arrays";
import { type JacobianMeasures, measureJacobian } from "../../../math/jacobian";
import { projectToOrthogonal } from "../../../math/nearest-orthogonal";
import { random } from "../../../math/random";
import { spectrum } from "../../../math/spectrum";

/** Units of the lesson's network, few enough to measure while a slider moves. */
export const UNITS = 16;
/** Standard deviation of the input term at each time step. */
const INPUT_DEVIATION = 0.1;
const SEED = 1;

export const SHAPES = ["orthogonal", "gaussian"] as const;
/** Kind of W before scaling: a random orthogonal matrix, or one of independent normal entries. */
export type Shape = (typeof SHAPES)[number];

/** Returns W, n×n, with spectral radius ρ; always from the same draw. */
export function recurrentMatrix(shape: Shape, radius: number, n = UNITS): Matrix {
  const stream = random(SEED, `lesson ${shape}`);
  const drawn =
    shape === "orthogonal"
      ? haar.recurrent(n, 1, stream, projectToOrthogonal)
      : independent(n, stream.normal);
  return arrays("float64").scale(drawn, radius / spectrum(drawn).spectralRadius);
}

/** Measures ∂h_T/∂h_t for t = 0 … T of h_t = σ(W h_{t−1} + p_t), h_0 = 0, with p normal of standard deviation 0.1. */
export function gradientProduct(w: Matrix, activation: ActivationId, steps: number): JacobianMeasures {
  const { n } = w;
  const stream = random(SEED, "lesson drive");
  const drive = Float64Array.from({ length: steps * n }, () => INPUT_DEVIATION * stream.normal());
  const threshold = new Float64Array(n);
  const states = new Float64Array((steps + 1) * n);
  const rule = ACTIVATIONS[activation];
  scan(
    { steps, batch: 1, units: n },
    rule,
    { w: w.values, inputTerm: drive, h0: new Float64Array(n), threshold },
    states,
  );
  return measureJacobian(w, states, (g, h) => rule.pullBack(g, h, threshold), false);
}
