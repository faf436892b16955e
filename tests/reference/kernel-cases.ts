import { SCAN_ACTIVATION_IDS } from "../../src/kernels/activations";
import { CELL_IDS, CELLS } from "../../src/kernels/cells";
import type { ScanActivation } from "../../src/kernels/rnn-pass";
import type { PassSize } from "./pass-example";

/** A check of a graphics device's kernels: a function of tests/browser/kernels/entry.ts with its arguments. */
export interface KernelCase {
  readonly name: string;
  readonly call: "passError" | "diagonalErrors" | "matrixErrors";
  readonly values: readonly [unknown, unknown, SpreadName];
  /** The largest relative error that is allowed. */
  readonly tolerance: number;
}

/** The largest relative error allowed for a sum in float32. */
export const NEAR = 2e-6;
export const SPREADS = ["many", "few"] as const;
type SpreadName = (typeof SPREADS)[number];

const ODD: readonly PassSize[] = [
  { n: 6, batch: 3, steps: 7 },
  { n: 2, batch: 1, steps: 1, classes: false },
  { n: 34, batch: 3, steps: 20, classes: false },
];
const UNUSUAL: readonly PassSize[] = [
  { n: 1, batch: 3, steps: 5 },
  { n: 5, batch: 1, steps: 9 },
  { n: 33, batch: 3, steps: 6 },
  // More units than threads in a workgroup.
  { n: 300, batch: 2, steps: 3 },
];
const FULL: PassSize = { n: 64, batch: 16, steps: 100 };

/** Size and largest entry. */
const MATRICES = [
  [1, 1],
  [5, 0.3],
  [33, 0.05],
  [33, 3],
  [64, 0.02],
  [64, 3],
  // More than a single workgroup handles.
  [67, 0.05],
  [67, 3],
  [128, 0.05],
] as const;

export const GATED_IDS = CELL_IDS.filter((id) => CELLS[id].gated);

/** Of a gated cell: also as many δ of four sequences as a workgroup's memory holds, and more, which are then of one. */
const GATED: readonly PassSize[] = [
  ...ODD,
  { n: 33, batch: 3, steps: 6 },
  { n: 256, batch: 5, steps: 2 },
  { n: 260, batch: 2, steps: 2 },
];

function pass(id: ScanActivation, size: PassSize, spread: SpreadName): KernelCase {
  const { n, batch, steps, cell = id } = size;
  const name = `a pass agrees with float64: ${cell}, n ${n}, batch ${batch}, T ${steps}, ${spread} threads`;
  return { name, call: "passError", values: [id, size, spread], tolerance: NEAR };
}

function diagonal(id: ScanActivation, size: PassSize, spread: SpreadName): KernelCase {
  const { n, batch, steps } = size;
  const name = `a pass of a diagonal agrees with float64: ${id}, n ${n}, batch ${batch}, T ${steps}, ${spread} threads`;
  return { name, call: "diagonalErrors", values: [id, size, spread], tolerance: 2 * NEAR };
}

/** All cases: every activation, sizes around those of workgroups, and both workgroup tunings. */
export const KERNEL_CASES: readonly KernelCase[] = SPREADS.flatMap((spread) => [
  ...SCAN_ACTIVATION_IDS.flatMap((id) => ODD.map((size) => pass(id, size, spread))),
  ...UNUSUAL.map((size) => pass("modrelu", size, spread)),
  pass("tanh", FULL, spread),
  ...(["identity", "tanh", "modrelu-complex"] as const).flatMap((id) =>
    [...ODD, FULL].map((size) => diagonal(id, size, spread)),
  ),
  ...GATED_IDS.flatMap((cell) => GATED.map((size) => pass("tanh", { ...size, cell }, spread))),
  ...MATRICES.map(
    ([n, scale]): KernelCase => ({
      name: `matrices agree with float64: n ${n}, entries up to ${scale}, ${spread} threads`,
      call: "matrixErrors",
      values: [n, scale, spread],
      // Squaring s times loses s bits.
      tolerance: scale === 3 ? 1e-4 : 4e-6,
    }),
  ),
]);

/** Passes whose programs are cut. The last has more rows than are summed at once, so that row products are cut too. */
export const PASSES_TO_CUT: readonly PassSize[] = [
  { n: 6, batch: 3, steps: 7 },
  { n: 34, batch: 3, steps: 20, classes: false },
  { n: 10, batch: 5, steps: 130 },
];

/** Size and largest entry of matrices whose programs are cut. */
export const MATRICES_TO_CUT = [
  [9, 0.3],
  [33, 3],
  [67, 3],
] as const;
