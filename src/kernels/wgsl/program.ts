import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";

/** A program of tfjs, which may write more than one tensor. */
export type Program = Parameters<WebGPUBackend["runWebGPUProgram"]>[0] & {
  /** Shapes of what it writes besides its output. */
  readonly others: readonly number[][];
  /** Bytes that all its threads load, as reckoned. */
  readonly bytes: number;
  /** Into how many dispatches it could be cut at most. */
  readonly parts: number;
  /** Whether those parts are its workgroups. */
  readonly byGroups: boolean;
  /** How many times as much as another a dispatch of it may load. */
  readonly allowance: number;
};
export type Uniforms = NonNullable<Parameters<WebGPUBackend["runWebGPUProgram"]>[3]>;

const FLOAT = 4;
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
  /** Numbers that all its threads load, whatever a cache saves: what a dispatch takes is reckoned from that. */
  readonly loads: number;
  /**
   * Parts that its code does from `uniforms.begin` to `uniforms.end`, each on what those before it have written. A
   * program that names none is cut by workgroups.
   */
  readonly parts?: number;
  /** See {@link Program.allowance}; 1 if it is not given. */
  readonly allowance?: number;
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
  const { loads, parts, allowance = 1 } = source;
  const written = Object.keys(others);
  const uniforms = [
    ...integers.map((name) => `${name} : i32, `),
    ...numbers.map((name) => `${name} : f32, `),
    "begin : i32, end : i32, ",
  ].join("");
  return {
    // tfjs declares one output. The others take the places of inputs that no code uses: a binding may be declared twice
    // where one of the two is used.
    variableNames: [...written.map((name) => `${name}Unused`), ...inputs],
    outputShape: output,
    others: Object.values(others),
    bytes: FLOAT * loads,
    parts: parts ?? groups,
    byGroups: parts === undefined,
    allowance,
    shaderKey: key,
    // By this name a device tells of a program that it refuses.
    ...{ constructor: { name: key } },
    workgroupSize: [threads, 1, 1],
    dispatch: gridOf(groups),
    dispatchLayout: { x: [0], y: [1], z: [2] },
    size: false,
    uniforms,
    getUserCode: () => `
${written.map((name, i) => `@group(0) @binding(${i + 1}) var<storage, read_write> ${name}: array<f32>;`).join("\n")}
fn group() -> u32 { return ${parts === undefined ? "u32(uniforms.begin) + " : ""}workgroupId.y * numWorkgroups.x + workgroupId.x; }
fn index() -> u32 { return group() * ${threads}u + localIndex; }
${code}`,
  };
}

const gridOf = (groups: number): [number, number, number] => {
  const across = Math.min(groups, GROUPS_ACROSS);
  return [across, Math.ceil(groups / across), 1];
};

/**
 * A dispatch is to load no more bytes than this, as reckoned: 40 ms at the 25 GB/s of a small graphics card. Systems end
 * one that takes about two seconds, and the device with it; until then the screen stands still.
 */
const MAX_BYTES = 1e9;

let mostBytes = MAX_BYTES;
/** Bytes that what was queued and perhaps not submitted loads. */
let queued = 0;

/** Cuts programs at so many bytes from now on; the numbers that they write stay the same to the last bit. */
export function cutAt(bytes = MAX_BYTES): void {
  mostBytes = bytes;
}

/** A program in as many dispatches as it takes, equal as far as can be: each with where its parts begin and end. */
function dispatches(
  program: Program,
): { readonly program: Program; readonly from: number; readonly to: number }[] {
  const { bytes, parts, byGroups, dispatch, allowance } = program;
  const together = Math.max(1, Math.floor((allowance * mostBytes * parts) / bytes));
  const count = Math.ceil(parts / together);
  const edge = (k: number) => Math.floor((k * parts) / count);
  return Array.from({ length: count }, (_, k) => {
    const [from, to] = [edge(k), edge(k + 1)];
    const grid = byGroups ? gridOf(to - from) : dispatch;
    // tfjs writes into what it is given.
    return { program: { ...program, dispatch: grid, bytes: (bytes * (to - from)) / parts }, from, to };
  });
}

/** Runs it, and submits what is queued once that is much. @returns its output and what else it writes, in order */
export function runProgram(
  backend: WebGPUBackend,
  program: Program,
  inputs: readonly TensorInfo[],
  uniforms: Uniforms,
): TensorInfo[] {
  const others = program.others.map((shape) => backend.makeTensorInfo(shape, "float32"));
  let output: TensorInfo | undefined;
  for (const { program: part, from, to } of dispatches(program)) {
    const bounds = [from, to].map((data) => ({ type: "int32", data: [data] }));
    const all = [...others, ...inputs];
    output = backend.runWebGPUProgram(part, all, "float32", [...uniforms, ...bounds], output);
    queued += part.bytes;
    if (queued < mostBytes) continue;
    queued = 0;
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
  return [output as TensorInfo, ...others];
}

/** One thread for each number of the result, which loads `each` numbers. */
export function eachNumber({
  each,
  ...source
}: Omit<Source, "threads" | "groups" | "loads"> & { readonly each: number }): Program {
  const count = source.output.reduce((product, length) => product * length, 1);
  return program({ ...source, threads: 64, groups: Math.ceil(count / 64), loads: each * count });
}

/**
 * One entry of an n×n matrix a thread.
 * @param entry WGSL of the number at `id`, over the inputs and `n`
 * @param each numbers that it loads
 */
export function eachEntry(
  key: string,
  n: number,
  inputs: readonly string[],
  entry: string,
  each: number,
): Program {
  return eachNumber({
    key,
    inputs,
    output: [n, n],
    each,
    integers: ["n"],
    code: `
fn main() {
  let n = u32(uniforms.n);
  let id = index();
  if (id < n * n) { result[id] = ${entry}; }
}`,
  });
}
