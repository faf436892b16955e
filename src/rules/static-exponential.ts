import type { Device } from "../math/algebra";
import { expm } from "../math/expm";
import { descent, type State } from "./descent";
import { type Rule, skewEntriesOf } from "./rule";

/** W, B and the base W₀ of W = exp(B)·W₀. */
export type ExponentialState<M> = State<M, "b" | "base">;

/** exp(B)·W₀, a new matrix. @throws RangeError if B is not finite */
export async function exponentialTimes<M>(device: Device<M>, b: M, base: M): Promise<M> {
  const turn = await expm(device, b);
  const w = device.mul(turn, base);
  device.free(turn);
  return w;
}

/**
 * W = exp(B)·W₀ with B ← B − α·D and D skew-Hermitian, so that W stays as unitary as W₀ is. The rules of this
 * family differ only in D.
 * @param direction returns D, a new matrix
 */
export function staticExponential(
  descriptors: Pick<Rule, "label" | "shortName" | "formula" | "products" | "python">,
  direction: <M>(device: Device<M>, state: ExponentialState<M>, gradient: M) => M | Promise<M>,
): Rule {
  return descent<"b" | "base">(
    {
      ...descriptors,
      network: "Unitary",
      keeps: "unitary",
      numbers: ["real", "complex"],
      reads: ["precondition", "clip"],
      trained: skewEntriesOf,
    },
    (w0) => ({ w: w0, base: w0, b: { n: w0.n, values: new Float64Array(w0.n * w0.n) } }),
    {
      direction,
      parameter: "b",
      retract: async (device, { base }, b) => ({ w: await exponentialTimes(device, b, base), b, base }),
    },
  );
}
