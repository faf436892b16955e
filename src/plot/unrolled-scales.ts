import type { UnrolledNetwork } from "./unrolled-layout";

/** Colours of states and widths of the gradient's arrows. */

/** h_t of one unit: its real and its imaginary part, which is 0 for a real unit. */
export function unitState(
  { states, units, complex }: Pick<UnrolledNetwork, "states" | "units" | "complex">,
  t: number,
  unit: number,
): { readonly re: number; readonly im: number } {
  const from = t * (complex ? 2 * units : units);
  return { re: states[from + unit], im: complex ? states[from + units + unit] : 0 };
}

/** Returns the largest modulus of a unit over all time steps, NaN and ∞ aside; 1 if all are 0. */
export function largestState(network: Pick<UnrolledNetwork, "states" | "units" | "complex">): number {
  const { states, units, complex } = network;
  const steps = states.length / (complex ? 2 * units : units);
  let largest = 0;
  for (let t = 0; t < steps; t++) {
    for (let unit = 0; unit < units; unit++) {
      const { re, im } = unitState(network, t, unit);
      const modulus = Math.hypot(re, im);
      if (Number.isFinite(modulus)) largest = Math.max(largest, modulus);
    }
  }
  return largest || 1;
}

/** Returns the colour of a share from −1 to 1: orange below 0, blue above, the plate's at 0; none for NaN. */
export function stateColour(share: number): string {
  if (Number.isNaN(share)) return "none";
  const strength = (100 * Math.min(1, Math.abs(share))).toFixed(1);
  return `color-mix(in oklab, var(${share < 0 ? "--lane-a-mark" : "--lane-b-mark"}) ${strength}%, var(--plate))`;
}

/** The widths of arrows: 10^top has the full width, and each decade less the same amount less. */
export interface GradientScale {
  readonly top: number;
  readonly decades: number;
}

const DECADES = [4, 8, 16] as const;

/**
 * Returns a scale from the least power of ten that no norm exceeds down over the given number of decades, or over 4, 8
 * or 16, the fewest that hold all norms.
 */
export function gradientScale(
  networks: readonly Pick<UnrolledNetwork, "gradients">[],
  decades?: number,
): GradientScale {
  const logs = networks
    .flatMap(({ gradients }) => Array.from(gradients ?? [], Math.log10))
    .filter(Number.isFinite);
  if (logs.length === 0) return { top: 0, decades: decades ?? DECADES[0] };
  // A norm that is a power of ten but for rounding gets that power.
  const top = Math.ceil(logs.reduce((one, other) => Math.max(one, other)) - 1e-9);
  const depth = top - logs.reduce((one, other) => Math.min(one, other));
  return { top, decades: decades ?? DECADES.find((each) => each >= depth) ?? DECADES[DECADES.length - 1] };
}

/**
 * Returns the width of the arrow of a norm as a share of the widest, linear in its logarithm: 1 at the top, 0 at the
 * bottom of the scale; null below it, for 0 and for NaN. ∞ has the full width.
 */
export function widthShare(norm: number, { top, decades }: GradientScale): number | null {
  const share = 1 + (Math.log10(norm) - top) / decades;
  return share >= 0 ? Math.min(1, share) : null;
}
