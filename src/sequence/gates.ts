import { kindOf, stateWidth, width } from "../kernels/cell-size";
import { columns } from "../math/columns";
import type { Network, Pass } from "./network";

/** The values of a gated cell over a sequence: of each gate and candidate by its block’s name, and of c, [T, n] each. */
export type Gates = Readonly<Record<string, Float64Array>>;

/** h_0 … h_T, [T+1, w], of the states of a pass. */
export function hiddenStates({ size }: Network, { states }: Pick<Pass, "states">): Float64Array {
  return columns(states, stateWidth(size), 0, width(size));
}

/** The {@link Gates} of a pass; none of the simple cell. */
export function gatesOf({ size }: Network, { states, kept }: Pass): Gates {
  const { gated, blocks, state } = kindOf(size);
  if (!gated) return {};
  const n = width(size);
  const gates = blocks.map((name, k) => [name, columns(kept, gated.keeps * n, k * n, n)] as const);
  const s = stateWidth(size);
  const c = state.indexOf("c");
  const cell = c < 0 ? [] : [["c", columns(states, s, c * n, n).slice(n)] as const];
  return Object.fromEntries([...gates, ...cell]);
}

/**
 * The share of the state at t = 0 … T that the gates let through to T, [T+1]: the geometric mean over the units of
 * Π_{s=t+1}^{T} f_s, with the cell’s memory gate f; null if it has none.
 */
export function carriedOver({ size }: Pick<Network, "size">, gates: Gates): Float64Array | null {
  const { memoryGate, blocks } = kindOf(size);
  if (memoryGate === null) return null;
  const f = gates[blocks[memoryGate]];
  const n = width(size);
  const steps = f.length / n;
  const shares = new Float64Array(steps + 1).fill(1);
  for (let t = steps, sum = 0; t > 0; t--) {
    for (let i = 0; i < n; i++) sum += Math.log(f[(t - 1) * n + i]) / n;
    shares[t - 1] = Math.exp(sum);
  }
  return shares;
}
