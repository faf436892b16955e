import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import { backend, memory, type Tensor2D } from "@tensorflow/tfjs-core";
import "../src/kernels/wasm";
import type { Numbers, RuleId } from "../src/config/schema";
import { tensors } from "../src/kernels/tensors";
import { drift, type Matrix } from "../src/math/arrays";
import { realForm } from "../src/math/complex";
import { projectToOrthogonal } from "../src/math/nearest-orthogonal";
import { norm2 } from "../src/math/norm2";
import { formatCount, formatNumber } from "../src/math/number-format";
import { type Random, random } from "../src/math/random";
import { RULE_IDS, RULES } from "../src/rules";
import { startWasm } from "./start-wasm";

/** The machine epsilon of float32, as in the lab's drift floor. */
const ROUNDOFF = 1.2e-7;
/** The largest allowed ratio of the drift to its floor. */
const MARGIN = 3;
const RATE = 0.01;

export interface SoakOptions {
  readonly units: number;
  readonly steps: number;
  /** Steps between two measurements of the drift. */
  readonly every: number;
  /** The time limit per rule; a rule that exceeds it stops at its next measurement. */
  readonly minutes: number;
}

/** What `npm run soak:rules` does. */
export const SOAK: SoakOptions = { units: 64, steps: 20_000, every: 500, minutes: 6 };

/** The effect of many steps of one rule on W and on memory. */
export interface Soaked {
  readonly id: RuleId;
  readonly numbers: Numbers;
  /** Steps made. */
  readonly steps: number;
  /** The largest ‖WW* − I‖_F of W's real form, in float64 of the float32 W. */
  readonly drift: number;
  /** The largest of drift over its float32 floor ε·N·max(1, ‖B‖₂), N the size of W's real form. */
  readonly overFloor: number;
  /** ‖B‖₂ at the end, if the rule has a B. */
  readonly exponent: number | null;
  /** ‖W − W₀‖_F. */
  readonly moved: number;
  /** The number of tensors more than after the first step. */
  readonly tensorsGrown: number;
  /** Bytes of the wasm module's memory at the end; 0 on a backend without one. */
  readonly heap: number;
  /** The growth of that memory after the first measurement, in bytes. */
  readonly heapGrown: number;
}

/** Every rule that keeps W unitary, with the first kind of numbers that it supports. */
export const SOAKED_RULES: readonly { readonly id: RuleId; readonly numbers: Numbers }[] = RULE_IDS.filter(
  (id) => RULES[id].keeps === "unitary",
).map((id) => ({ id, numbers: RULES[id].numbers[0] }));

/** A Gaussian matrix in real form, of which the complex or real n×n matrix has about the norm given. */
function gaussian(n: number, numbers: Numbers, norm: number, stream: Random): Matrix {
  const width = norm / (numbers === "complex" ? Math.SQRT2 * n : n);
  const draw = () => ({ n, values: Float64Array.from({ length: n * n }, () => width * stream.normal()) });
  return numbers === "real" ? draw() : realForm({ re: draw(), im: draw() });
}

/** Bytes of the wasm module's memory, which can only grow; 0 on another backend. */
function heapBytes(): number {
  const { wasm } = backend() as Partial<BackendWasm>;
  return wasm && "HEAPU8" in wasm && wasm.HEAPU8 instanceof Uint8Array ? wasm.HEAPU8.byteLength : 0;
}

/**
 * Steps of one rule against fresh Gaussian gradients with ‖G‖_F ≈ 1 at α = 0.01, from a random orthogonal or
 * unitary W₀, on the current backend.
 */
export async function soak(id: RuleId, numbers: Numbers, options: SoakOptions): Promise<Soaked> {
  const { units, every } = options;
  const stream = random(1, `soak ${id}`);
  const w0 = projectToOrthogonal(gaussian(units, numbers, 1, stream)).nearest;
  const trained = RULES[id].begin<Tensor2D>(tensors, w0, {
    numbers,
    optimiser: "sgd",
    random: stream,
  });
  const start = await tensors.toHost(trained.w);
  const floorOf = (exponent: number | null) => ROUNDOFF * start.n * Math.max(1, exponent ?? 1);
  const deadline = performance.now() + options.minutes * 60_000;
  let [step, largest, overFloor, tensorsAtFirst, heapAtFirst] = [0, 0, 0, 0, 0];
  let exponent: number | null = null;
  while (step < options.steps && (step % every !== 0 || performance.now() < deadline)) {
    const g = tensors.fromHost(gaussian(units, numbers, 1, stream));
    await trained.step(g, { learningRate: RATE, rebase: 1, beta: 0 });
    g.dispose();
    step++;
    if (step === 1) tensorsAtFirst = memory().numTensors;
    if (step % every !== 0 && step !== options.steps) continue;
    exponent = trained.exponent ? norm2(await tensors.toHost(trained.exponent)) : null;
    const found = drift(await tensors.toHost(trained.w));
    largest = Math.max(largest, found);
    overFloor = Math.max(overFloor, found / floorOf(exponent));
    if (heapAtFirst === 0) heapAtFirst = heapBytes();
  }
  const end = await tensors.toHost(trained.w);
  const result: Soaked = {
    id,
    numbers,
    steps: step,
    drift: largest,
    overFloor,
    exponent,
    moved: Math.hypot(...end.values.map((value, i) => value - start.values[i])),
    tensorsGrown: memory().numTensors - tensorsAtFirst,
    heap: heapBytes(),
    heapGrown: heapBytes() - heapAtFirst,
  };
  trained.free();
  return result;
}

/** The fault of a result, in a few words; empty if there is none. */
export function objections({ overFloor, tensorsGrown, heapGrown, moved }: Soaked): string[] {
  const complaints: string[] = [];
  // Written so that NaN counts as too large.
  if (!(overFloor <= MARGIN)) complaints.push(`drift is more than ${MARGIN} times the float32 floor`);
  if (tensorsGrown !== 0) complaints.push(`${tensorsGrown} tensors were not freed`);
  if (heapGrown !== 0) complaints.push(`the wasm heap grew by ${heapGrown} bytes`);
  if (!(moved > 0.1)) complaints.push("W did not move");
  return complaints;
}

/**
 * Soaks every rule that keeps W unitary, on wasm.
 * @param progress is called with every rule's result
 * @returns a Markdown table and whether no rule has a fault
 * @throws Error if wasm does not start
 */
export async function soakRules(
  options: SoakOptions,
  progress: (line: string) => void,
): Promise<{ table: string; kept: boolean }> {
  await startWasm();
  const results: Soaked[] = [];
  for (const { id, numbers } of SOAKED_RULES) {
    const begun = performance.now();
    const result = await soak(id, numbers, options);
    results.push(result);
    const seconds = ((performance.now() - begun) / 1000).toFixed(0);
    progress(`${row(result)} ${seconds} s`);
  }
  return {
    table: soakTable(results, options),
    kept: results.every((result) => objections(result).length === 0),
  };
}

/** The results as a Markdown table with its legend. */
export function soakTable(results: readonly Soaked[], options: SoakOptions): string {
  const legend = [
    `Gaussian gradients of norm about 1, α = ${RATE}, n = ${options.units}, from a random W₀, on WebAssembly in float32.`,
    `Drift is the largest ‖WW* − I‖_F of any ${options.every}th step; its floor is 1.2·10⁻⁷·N·max(1, ‖B‖₂), N = n, or 2n`,
    `for a complex W, which is held as a real matrix of that size. A drift above ${MARGIN} floors, a tensor too many and`,
    "a wasm heap that grows each count as a failure.",
    ...(results.some(({ steps }) => steps < options.steps)
      ? [`A rule that needed more than ${options.minutes} minutes made fewer steps.`]
      : []),
  ];
  const head = ["rule", "W", "steps", "drift", "in floors", "‖B‖₂", "‖W − W₀‖", "tensors", "heap", "verdict"];
  return [cells(head), cells(head.map(() => "---")), ...results.map(row), "", ...legend].join("\n");
}

const cells = (values: readonly string[]) => `| ${values.join(" | ")} |`;

function row(result: Soaked): string {
  const complaints = objections(result);
  return cells([
    RULES[result.id].label,
    result.numbers,
    formatCount(result.steps),
    formatNumber(result.drift),
    formatNumber(result.overFloor),
    result.exponent === null ? "–" : formatNumber(result.exponent),
    formatNumber(result.moved),
    `+${result.tensorsGrown}`,
    `${formatNumber(result.heap / 2 ** 20)} MB + ${result.heapGrown}`,
    complaints.length === 0 ? "keeps" : complaints.join("; "),
  ]);
}
