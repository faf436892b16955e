import { formatNumber } from "../math/number-format";

/** What is known of one step, before its update. */
export interface Measured {
  readonly loss: number;
  readonly accuracy: number;
  /** ‖∂L/∂W‖_F */
  readonly gradNorm: number;
  /** ‖WW* − I‖_F */
  readonly drift: number;
}

/** Why a lane stands still. */
export interface Stop {
  readonly step: number;
  /** What first ceased to be finite. */
  readonly quantity: "W" | "V, b, U or c" | "loss" | "gradient ∂L/∂W" | "step";
  readonly value: "NaN" | "Infinity" | "-Infinity";
  /** What happened, in sentences. */
  readonly explanation: string;
}

const name = (value: number) => String(value) as Stop["value"];
/**
 * The first quantity that is not finite, in the order in which one makes the next: W, then the other parameters, then
 * the loss, then ∂L/∂W.
 * @param parameter the largest of all but W, by modulus
 * @param length T
 */
export function nonFinite(step: number, now: Measured, parameter: number, length: number): Stop | null {
  const stop = (quantity: Stop["quantity"], value: number, story: string): Stop => ({
    step,
    quantity,
    value: name(value),
    explanation: story,
  });
  if (!Number.isFinite(now.drift)) {
    return stop("W", now.drift, `W itself overflowed: WW* is ${name(now.drift)} in float32.`);
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

/** A rule could not make its step although everything measured was finite. */
export function unsteppable(step: number, now: Measured, error: RangeError): Stop {
  return {
    step,
    quantity: "step",
    value: "Infinity",
    explanation: `The rule could not make its step: ${error.message} ‖∂L/∂W‖ was ${formatNumber(now.gradNorm)}.`,
  };
}
