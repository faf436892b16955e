import { formatNumber } from "../math/number-format";

/** The scalars of one step, measured before its update. */
export interface Measured {
  readonly loss: number;
  readonly accuracy: number;
  /** ‖∂L/∂W‖_F */
  readonly gradNorm: number;
  /** ‖WW* − I‖_F; NaN for a gated cell, whose W is not one square matrix. */
  readonly drift: number;
}

/** The reason why a lane has stopped. */
export interface Stop {
  readonly step: number;
  /** The quantity that was first not finite. */
  readonly quantity: "W" | "V, b, U or c" | "loss" | "gradient ∂L/∂W" | "step";
  readonly value: "NaN" | "Infinity" | "-Infinity";
  /** An explanation for the user, in sentences. */
  readonly explanation: string;
}

const name = (value: number) => String(value) as Stop["value"];
/**
 * The first quantity that is not finite, in the order in which they are computed: W, the other parameters, the loss,
 * ∂L/∂W. Null if all are finite.
 * @param weights ‖WW* − I‖_F, or ‖W‖_F if that has no meaning, and the largest modulus of all other parameters
 * @param length T
 */
export function nonFinite(
  step: number,
  now: Measured,
  {
    ofW,
    hasDrift,
    parameter,
  }: { readonly ofW: number; readonly hasDrift: boolean; readonly parameter: number },
  length: number,
): Stop | null {
  const stop = (quantity: Stop["quantity"], value: number, explanation: string): Stop => ({
    step,
    quantity,
    value: name(value),
    explanation,
  });
  if (!Number.isFinite(ofW)) {
    const what = hasDrift ? "WW*" : "‖W‖";
    return stop("W", ofW, `W itself overflowed: ${what} is ${name(ofW)} in float32.`);
  }
  if (!Number.isFinite(parameter)) {
    return stop(
      "V, b, U or c",
      parameter,
      `A weight other than W overflowed: the largest of V, b, U, c and the thresholds is ${name(parameter)} in float32.`,
    );
  }
  if (!Number.isFinite(now.loss)) {
    return stop(
      "loss",
      now.loss,
      `The states grew over ${length} time steps until the loss was ${name(now.loss)}.`,
    );
  }
  if (!Number.isFinite(now.gradNorm)) {
    return stop(
      "gradient ∂L/∂W",
      now.gradNorm,
      `On its way back through ${length} time steps the gradient grew past the largest float32, 3.4 × 10³⁸: ‖∂L/∂W‖ is ${name(now.gradNorm)}.`,
    );
  }
  return null;
}

/** The stop of a lane whose rule could not make its step although everything measured was finite. */
export function unsteppable(step: number, now: Measured, error: RangeError): Stop {
  return {
    step,
    quantity: "step",
    value: "Infinity",
    explanation: `The rule could not make its step: ${error.message} ‖∂L/∂W‖ was ${formatNumber(now.gradNorm)}.`,
  };
}
