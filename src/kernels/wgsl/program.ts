import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";

/** A program of tfjs, which may write more than one tensor. */
export type Program = Parameters<WebGPUBackend["runWebGPUProgram"]>[0] & {
  /** Shapes of what it writes besides its output. */
  readonly others: readonly number[][];
};
export type Uniforms = NonNullable<Parameters<WebGPUBackend["runWebGPUProgram"]>[3]>;

/** Most workgroups along one axis of a dispatch that every adapter grants. */
const GROUPS_ACROSS = 65535;

interface Source {
  /** Names the pipeline: everything that is written into the code stands in it. */
  readonly key: string;
  readonly inputs: readonly string[];
  readonly output: number[];
  /** Names and shapes of what is written besides `result`. */
  readonly others?: Readonly<Record<string, number[]>>;
  /** Threads of a workgroup. */
  readonly threads: number;
  readonly groups: number;
  /** Names of i32 uniforms, in the order in which their values are given. */
  readonly integers?: readonly string[];
  /** Names of f32 uniforms, after those. */
  readonly numbers?: readonly string[];
  /**
   * Declarations and `fn main()`. It finds `group()` and `index()`: this thread's workgroup, and its place among all
   * threads. Every input must be read somewhere, every output written, and one uniform read.
   */
  readonly code: string;
}

/** A program of tfjs, from its WGSL. */
export function program(source: Source): Program {
  const { key, inputs, output, others = {}, threads, groups, integers = [], numbers = [], code } = source;
  const written = Object.keys(others);
  const across = Math.min(groups, GROUPS_ACROSS);
  const uniforms = [
    ...integers.map((name) => `${name} : i32, `),
    ...numbers.map((name) => `${name} : f32, `),
  ].join("");
  return {
    // tfjs declares one output. The others take the places of inputs that no code uses: a binding may be declared twice
    // where one of the two is used.
    variableNames: [...written.map((name) => `${name}Unused`), ...inputs],
    outputShape: output,
    others: Object.values(others),
    shaderKey: key,
    workgroupSize: [threads, 1, 1],
    dispatch: [across, Math.ceil(groups / across), 1],
    dispatchLayout: { x: [0], y: [1], z: [2] },
    size: false,
    ...(uniforms === "" ? {} : { uniforms }),
    getUserCode: () => `
${written.map((name, i) => `@group(0) @binding(${i + 1}) var<storage, read_write> ${name}: array<f32>;`).join("\n")}
fn group() -> u32 { return workgroupId.y * numWorkgroups.x + workgroupId.x; }
fn index() -> u32 { return group() * ${threads}u + localIndex; }
${code}`,
  };
}

/** Runs it. @returns its output and what else it writes, in order */
export function runProgram(
  backend: WebGPUBackend,
  program: Program,
  inputs: readonly TensorInfo[],
  uniforms: Uniforms,
): TensorInfo[] {
  const others = program.others.map((shape) => backend.makeTensorInfo(shape, "float32"));
  return [backend.runWebGPUProgram(program, [...others, ...inputs], "float32", uniforms), ...others];
}

/** One thread for each number of the result. */
export function eachNumber(source: Omit<Source, "threads" | "groups">): Program {
  const count = source.output.reduce((product, length) => product * length, 1);
  return program({ ...source, threads: 64, groups: Math.ceil(count / 64) });
}

/** One entry of an n×n matrix a thread. @param entry WGSL of the number at `id`, over the inputs and `n` */
export function eachEntry(key: string, n: number, inputs: readonly string[], entry: string): Program {
  return eachNumber({
    key,
    inputs,
    output: [n, n],
    integers: ["n"],
    code: `
fn main() {
  let n = u32(uniforms.n);
  let id = index();
  if (id < n * n) { result[id] = ${entry}; }
}`,
  });
}
