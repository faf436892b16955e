import {
  type Activation,
  SCAN_ACTIVATION_IDS,
  SCAN_ACTIVATIONS,
  type ScanActivation,
} from "../src/kernels/activations";

/**
 * Generates the AssemblyScript that applies every activation of the table, from each activation's `simd` lines. The caller
 * selects one by its index in the table; any other index is a trap.
 */
export function activationSource(): string {
  const all = SCAN_ACTIVATION_IDS.map((id, number) => ({ id, number, ...SCAN_ACTIVATIONS[id] }));
  return `import { expMinus } from "./exponential";
import { FLOAT, flush } from "./float";
import { activatePairs, pullBackPairs } from "./pairs";

const one = f32x4.splat(1);
const zero = f32x4.splat(0);
${all.map(functions).join("\n")}
/**
 * z ← σ(z) for every row.
 * @param z [rows, width]
 * @param threshold [width]
 */
export function activate(
  activation: i32, z: usize, threshold: usize, rows: usize, n: usize, width: usize,
): void {
  const row = width << FLOAT;
  const end = z + rows * row;
  switch (activation) {${all.map((one) => branch(one.number, activating(one))).join("")}
    default: unreachable();
  }
}

/**
 * δ = σ′(z)ᵀ g for every row, from h = σ(z).
 * @param h [rows, width]
 * @param g [rows, width]
 * @param threshold [width]
 * @param delta [rows, width]
 * @param flushing whether subnormal numbers are flushed to 0, as on GPUs: CPUs take a hundred times as long for them
 */
export function pullBack(
  activation: i32, h: usize, g: usize, threshold: usize, rows: usize, n: usize, width: usize, delta: usize,
  flushing: bool,
): void {
  const row = width << FLOAT;
  const size = rows * row;
  switch (activation) {${all.map((one) => branch(one.number, pullingBack(one))).join("")}
    default: unreachable();
  }
}
`;
}

type Numbered = Activation & { readonly id: ScanActivation; readonly number: number };

const branch = (number: number, code: string) => `
    case ${number}: {
      ${code}
      break;
    }`;

/** σ and σ′ of four units, which gated cells apply too. */
function functions({ id, simd }: Numbered): string {
  if (simd.kind !== "alone") return "";
  return `
export function ${id}Value(z: v128, threshold: v128): v128 {
  ${simd.value}
}

function ${id}Slope(h: v128): v128 {
  ${simd.slope}
}
`;
}

function activating({ id, simd, hasThreshold }: Numbered): string {
  if (simd.kind === "nothing") return "";
  if (simd.kind === "paired") return "for (; z < end; z += row) activatePairs(z, threshold, n);";
  if (!hasThreshold) {
    return `for (; z < end; z += 16) v128.store(z, ${id}Value(v128.load(z), zero));`;
  }
  return `for (; z < end; z += row) {
        for (let j: usize = 0; j < row; j += 16) {
          v128.store(z + j, ${id}Value(v128.load(z + j), v128.load(threshold + j)));
        }
      }`;
}

function pullingBack({ id, simd }: Numbered): string {
  if (simd.kind === "nothing") return "memory.copy(delta, g, size);";
  if (simd.kind === "paired") {
    return "for (let at: usize = 0; at < size; at += row) pullBackPairs(h + at, g + at, threshold, n, delta + at);";
  }
  return `for (let at: usize = 0; at < size; at += 16) {
        const d = f32x4.mul(${id}Slope(v128.load(h + at)), v128.load(g + at));
        v128.store(delta + at, flushing ? flush(d) : d);
      }`;
}
