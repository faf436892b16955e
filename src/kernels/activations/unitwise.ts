import type { Activation } from "./activation";

/** An activation that acts on each unit separately: value(z, threshold) = σ(z) and slope(h) = σ′(z). */
export function unitwise({
  value,
  slope,
  ...rest
}: Omit<Activation, "activate" | "pullBack"> & {
  readonly value: (z: number, threshold: number) => number;
  readonly slope: (h: number) => number;
}): Activation {
  return {
    ...rest,
    activate(z, threshold) {
      for (let i = 0; i < z.length; i++) z[i] = value(z[i], threshold[i]);
    },
    pullBack(g, h) {
      for (let i = 0; i < g.length; i++) g[i] *= slope(h[i]);
    },
  };
}
