import { ownNetwork } from "../../src/benchmark/own-network";
import { problem } from "../../src/benchmark/problem";
import { SIZES, type Size, work } from "../../src/benchmark/size";
import { CELLS, type CellId } from "../../src/kernels/cells";
import { registerHostKernels } from "../../src/kernels/host";
import { simdMatrices } from "../../src/kernels/simd/matrices";
import { instantiate, type SimdModule } from "../../src/kernels/simd/module";
import { simdPass } from "../../src/kernels/simd/pass";
import { Workspace } from "../../src/kernels/simd/workspace";
import { WASM_MEMORY } from "../../src/kernels/wasm-memory";
import { startWasm } from "../start-wasm";

/** The time of a part of a step, in ms, and its 10⁹ operations per second if it is a matrix product over all rows. */
export interface Part {
  readonly name: string;
  readonly milliseconds: number;
  readonly rate: number | null;
}

/** The profile of the lab's training step on WebAssembly. */
export interface Profile extends Size {
  readonly cell: CellId;
  /** ms per step, most of which are in the parts. */
  readonly milliseconds: number;
  readonly parts: readonly Part[];
}

/** The parts that multiply all rows by a matrix as large as W. */
const PRODUCTS: readonly string[] = [
  "scan",
  "scanGradient",
  "outerProducts",
  "lstmScan",
  "lstmScanGradient",
  "gruScan",
  "gruScanGradient",
  "outerProductsOfBlocks",
];
/** Warm-up before timing, in ms, so that all code is compiled. */
const WARM_UP = 500;
const STEPS = 60;

/**
 * The mean over many steps in this process, from timing every call of the SIMD module.
 * @throws Error if Node has no WebAssembly SIMD
 */
export async function measureProfiles(
  cells: readonly CellId[],
  sizes: readonly Size[] = SIZES,
): Promise<Profile[]> {
  const spent = new Map<string, number>();
  await startTimed(spent);
  const profiles: Profile[] = [];
  for (const { cell, size } of cells.flatMap((cell) => sizes.map((size) => ({ cell, size })))) {
    const network = ownNetwork(problem(size, { rule: "none", cell }));
    for (const until = performance.now() + WARM_UP; performance.now() < until; ) await network.step();
    await network.loss();
    spent.clear();
    const start = performance.now();
    for (let i = 0; i < STEPS; i++) await network.step();
    await network.loss();
    const milliseconds = (performance.now() - start) / STEPS;
    network.free();
    const parts = [...spent].map(([name, all]) => {
      const each = all / STEPS;
      return {
        name,
        milliseconds: each,
        rate: PRODUCTS.includes(name) ? (2 * CELLS[cell].blocks.length * work(size)) / each / 1e6 : null,
      };
    });
    profiles.push({
      ...size,
      cell,
      milliseconds,
      parts: parts.sort((one, other) => other.milliseconds - one.milliseconds),
    });
  }
  return profiles;
}

async function startTimed(spent: Map<string, number>): Promise<void> {
  const module = await instantiate();
  if (!module) throw new Error("This Node has no WebAssembly SIMD.");
  const timed = withClock(module, spent);
  const workspace = new Workspace(module.memory, module.heapStart());
  registerHostKernels(WASM_MEMORY, {
    pass: simdPass(timed, workspace),
    matrices: simdMatrices(timed, workspace),
  });
  await startWasm();
}

function withClock(module: SimdModule, spent: Map<string, number>): SimdModule {
  const timed = Object.entries(module).map(([name, part]) => {
    if (typeof part !== "function") return [name, part];
    const call = part as (...args: unknown[]) => unknown;
    return [
      name,
      (...args: unknown[]) => {
        const start = performance.now();
        const result = call(...args);
        spent.set(name, (spent.get(name) ?? 0) + performance.now() - start);
        return result;
      },
    ];
  });
  return Object.fromEntries(timed) as SimdModule;
}
