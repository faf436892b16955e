import type { Algebra, Device } from "./algebra";

/** One Newton–Schulz step 1.5 X − 0.5 X X*X toward the unitary polar factor; singular values must be in (0, √3). */
export function newtonSchulz<M>(algebra: Algebra<M>, x: M): M {
  return algebra.combine([1.5, -0.5], [x, algebra.mul(algebra.mulAdjoint(x, x), x)]);
}

/**
 * The largest distance of the singular values from 1 for which Newton–Schulz is used: it converges for singular values
 * in (0, √3), slowly near the ends.
 */
const MAX_DISTANCE = 0.7;

/**
 * The number of Newton–Schulz steps that take singular values in [1 − distance, 1 + distance] to 1 within rounding; at
 * least one. One step takes 1 − e to 1 − (1.5e² − 0.5e³), so the largest singular values end farthest below 1.
 */
function stepsFrom(distance: number, precision: "float64" | "float32"): number {
  const roundoff = precision === "float64" ? 2 ** -53 : 2 ** -24;
  let steps = 1;
  for (let e = 1.5 * distance ** 2 + 0.5 * distance ** 3; e > roundoff; e = 1.5 * e ** 2 - 0.5 * e ** 3)
    steps++;
  return steps;
}

/**
 * The unitary matrix nearest to W − D for a unitary W, a new matrix: by Newton–Schulz if the bound
 * ‖D‖₂ ≤ √(‖D‖₁‖D*‖₁) shows that it converges, else from the singular value decomposition in float64 on the host.
 * @throws RangeError if D is not finite
 */
export async function retract<M>(device: Device<M>, w: M, d: M): Promise<M> {
  const adjoint = device.adjoint(d);
  const distance = Math.sqrt((await device.norm1(d)) * (await device.norm1(adjoint)));
  device.free(adjoint);
  const moved = device.sub(w, d);
  try {
    if (!(distance <= MAX_DISTANCE)) {
      // Loaded on demand, since it needs a library, and the page lists this rule without running it.
      const { projectToOrthogonal } = await import("./nearest-orthogonal");
      return device.fromHost(projectToOrthogonal(await device.toHost(moved)).nearest);
    }
    return device.tidy(() => {
      let x = moved;
      for (let k = stepsFrom(distance, device.precision); k > 0; k--) x = newtonSchulz(device, x);
      return x;
    });
  } finally {
    device.free(moved);
  }
}
