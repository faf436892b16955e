import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { TensorInfo } from "@tensorflow/tfjs-core";

/** A program of TensorFlow.js, which may write more than one tensor. */
export type Program = Parameters<WebGPUBackend["runWebGPUProgram"]>[0] & {
  /** The shapes of the tensors that it writes besides its output. */
  readonly others: readonly number[][];
  /** The estimated number of bytes that all its threads load. */
  readonly bytes: number;
  /** The largest number of dispatches that it can be split into. */
  readonly parts: number;
  /** Whether those parts are its workgroups. */
  readonly byGroups: boolean;
  /** A factor by which one of its dispatches may exceed the limit on loaded bytes. */
  readonly allowance: number;
};
export type Uniforms = NonNullable<Parameters<WebGPUBackend["runWebGPUProgram"]>[3]>;

const FLOAT = 4;
/** The largest number of workgroups along one axis of a dispatch that every adapter grants. */
const MAX_GROUPS_PER_AXIS = 65535;

interface Source {
  /** The key of the pipeline, which contains every value that is written into the code. */
  readonly key: string;
  readonly inputs: readonly string[];
  readonly output: number[];
  /** The names and shapes of the tensors that are written besides `result`. */
  readonly others?: Readonly<Record<string, number[]>>;
  /** The number of threads of a workgroup. */
  readonly threads: number;
  /** The number of workgroups. */
  readonly groups: number;
  /**
   * The number of float32 values that all its threads load, ignoring caches; a dispatch's duration is estimated from
   * it.
   */
  readonly loads: number;
  /**
   * The number of sequential parts, of which the code computes `uniforms.begin` to `uniforms.end`, each from the
   * results of those before it. If it is not given, the program is split by workgroups.
   */
  readonly parts?: number;
  /** See {@link Program.allowance}; 1 if it is not given. */
  readonly allowance?: number;
  /** The names of i32 uniforms, in the order of their values. */
  readonly integers?: readonly string[];
  /** The names of f32 uniforms, whose values come after those. */
  readonly numbers?: readonly string[];
  /**
   * Declarations and `fn main()`. Available are `group()` and `index()`, the indices of this thread's workgroup and of
   * the thread among all threads. The code must read every input and at least one uniform, and write every output.
   */
  readonly code: string;
}

/** Makes a program of TensorFlow.js from WGSL. */
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
    // if only one of the declarations is used.
    variableNames: [...written.map((name) => `${name}Unused`), ...inputs],
    outputShape: output,
    others: Object.values(others),
    bytes: FLOAT * loads,
    parts: parts ?? groups,
    byGroups: parts === undefined,
    allowance,
    shaderKey: key,
    // The device's error messages name a program by its constructor.
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
  const across = Math.min(groups, MAX_GROUPS_PER_AXIS);
  return [across, Math.ceil(groups / across), 1];
};

/**
 * The largest number of bytes that one dispatch should load: 40 ms at the 25 GB/s of a small graphics card. Operating
 * systems abort a dispatch that takes about two seconds, and lose the device; until then the screen does not update.
 */
const MAX_BYTES = 1e9;

let maxBytes = MAX_BYTES;
/** The bytes that the dispatches queued since the last submit load. */
let queuedBytes = 0;

/** Sets the bytes above which programs are split from now on; their results stay the same to the last bit. */
export function cutAt(bytes = MAX_BYTES): void {
  maxBytes = bytes;
}

/** Splits a program into the necessary number of dispatches of about equal size, each with its range of parts. */
function dispatches(
  program: Program,
): { readonly program: Program; readonly from: number; readonly to: number }[] {
  const { bytes, parts, byGroups, dispatch, allowance } = program;
  const partsPerDispatch = Math.max(1, Math.floor((allowance * maxBytes * parts) / bytes));
  const count = Math.ceil(parts / partsPerDispatch);
  const edge = (k: number) => Math.floor((k * parts) / count);
  return Array.from({ length: count }, (_, k) => {
    const [from, to] = [edge(k), edge(k + 1)];
    const grid = byGroups ? gridOf(to - from) : dispatch;
    // tfjs modifies the program that it is given.
    return { program: { ...program, dispatch: grid, bytes: (bytes * (to - from)) / parts }, from, to };
  });
}

/**
 * Runs a program, and submits the queue once it is large.
 * @returns the program's output, then its other tensors in order
 */
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
    queuedBytes += part.bytes;
    if (queuedBytes < maxBytes) continue;
    queuedBytes = 0;
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    backend.submitQueue();
  }
  return [output as TensorInfo, ...others];
}

/** A program with one thread per entry of the result. @param each the number of entries that a thread loads */
export function eachNumber({
  each,
  ...source
}: Omit<Source, "threads" | "groups" | "loads"> & { readonly each: number }): Program {
  const count = source.output.reduce((product, length) => product * length, 1);
  return program({ ...source, threads: 64, groups: Math.ceil(count / 64), loads: each * count });
}

/**
 * A program with one thread per entry of an n×n matrix.
 * @param entry WGSL of the entry at `id`, over the inputs and `n`
 * @param each the number of entries that a thread loads
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
