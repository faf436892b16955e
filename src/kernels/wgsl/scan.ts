import { SCAN_ACTIVATIONS } from "../activations";
import { places, width } from "../cell-size";
import { activateFunction, pullBackFunction } from "./activation";
import { eachNumber, type Program, program } from "./program";
import { layOut, type Scan } from "./scan-layout";

/**
 * h₀ … h_T, [T+1, batch, n], for all time steps in one dispatch, or as few as their number allows. The present states
 * are in workgroup memory; W is read transposed, so that adjacent threads read adjacent addresses.
 * @param classes whether inputs are classes, or rows of numbers
 * @param started whether h₀ is given
 */
export function scanProgram(scan: Scan, classes: boolean, started: boolean): Program {
  const { size, activation, steps, batch, tuning } = scan;
  const { wgsl } = SCAN_ACTIVATIONS[activation];
  const s = layOut(scan);
  const { n, sequencesPerGroup } = s;
  const { Vt, b } = places(size);
  const paired = wgsl.kind === "paired";
  const groups = Math.ceil(batch / sequencesPerGroup);
  const inputTerm = (u: number, r: number) =>
    classes
      ? `parameters[${Vt.start}u + u32(inputs[t * batch + k${r}]) * N + i${u}]`
      : `project((t * batch + k${r}) * ${size.inputs}u, i${u})`;
  return program({
    key: `scan_${activation}_${n}_${size.inputs}_${size.outputs}_${classes}_${started}_${tuning.id}`,
    inputs: ["transposed", "parameters", "inputs", ...(started ? ["start"] : [])],
    output: [steps + 1, batch, n],
    threads: s.threads,
    groups,
    loads: groups * steps * (n * n + sequencesPerGroup * n * (classes ? 2 : 2 * size.inputs)),
    parts: steps,
    integers: ["batch"],
    code: `
const N = ${n}u;
var<workgroup> state: array<${s.vector}, N>;
${activateFunction(wgsl)}
${
  classes
    ? ""
    : `fn project(row: u32, i: u32) -> f32 {
  var sum = 0.0;
  for (var k = 0u; k < ${size.inputs}u; k++) { sum += inputs[row + k] * parameters[${Vt.start}u + k * N + i]; }
  return sum;
}`
}
fn main() {
  let begin = u32(uniforms.begin);
  let batch = u32(uniforms.batch);
  ${s.units}
  ${s.sequences}
  ${s.eachUnit(
    (u) => `
  let m${u} = ${s.threshold(`i${u}`)};
  let b${u} = parameters[${b.start}u + i${u}];
  var z${u} = ${s.vector}(0.0);
  ${started ? s.eachSequence((r) => `${s.of(`z${u}`, r)} = start[k${r} * N + i${u}];`) : ""}
  if (begin > 0u) { ${s.eachSequence((r) => `${s.of(`z${u}`, r)} = result[(begin * batch + k${r}) * N + i${u}];`)} }
  state[i${u}] = z${u};
  ${s.eachSequence((r) => `if ((begin == 0u) & live${r} & ${s.mine(u)}) { result[k${r} * N + i${u}] = ${s.of(`z${u}`, r)}; }`)}`,
  )}
  workgroupBarrier();
  for (var t = begin; t < u32(uniforms.end); t++) {
    ${s.eachUnit(
      (u) => `
    ${s.eachSequence((r) => `${s.of(`z${u}`, r)} = b${u} + ${inputTerm(u, r)};`)}`,
    )}
    for (var j = 0u; j < N; j++) {
      let h = state[j];
      ${s.eachUnit((u) => `z${u} += transposed[j * N + i${u}] * h;`)}
    }
    workgroupBarrier();
    ${
      paired
        ? `${s.eachUnit((u) => `state[i${u}] = z${u};`)}
    workgroupBarrier();
    ${s.eachUnit((u) => `let other${u} = state[(i${u} + N / 2u) % N];`)}
    workgroupBarrier();`
        : s.eachUnit((u) => `let other${u} = z${u};`)
    }
    ${s.eachUnit(
      (u) => `
    ${s.eachSequence((r) => `${s.of(`z${u}`, r)} = activate(${s.of(`z${u}`, r)}, ${s.of(`other${u}`, r)}, m${u});`)}
    state[i${u}] = z${u};
    ${s.eachSequence((r) => `if (live${r} & ${s.mine(u)}) { result[((t + 1u) * batch + k${r}) * N + i${u}] = ${s.of(`z${u}`, r)}; }`)}`,
    )}
    workgroupBarrier();
  }
}`,
  });
}

/**
 * The backward recurrence: G₀ … G_T, or G₀ and δ₁ … δ_T, [T+1, batch, n], from h and the gradient of each h_t through
 * its own output. If it is split, the next dispatch continues from the gradient in its first row.
 * @param keep which of the two is written
 */
export function backwardProgram(scan: Scan, keep: "gradient" | "delta"): Program {
  const { size, activation, steps, batch, tuning } = scan;
  const { wgsl } = SCAN_ACTIVATIONS[activation];
  const s = layOut(scan);
  const { n, sequencesPerGroup } = s;
  const groups = Math.ceil(batch / sequencesPerGroup);
  const paired = wgsl.kind === "paired";
  const each = (code: (u: number, r: number) => string) =>
    s.eachUnit((u) => s.eachSequence((r) => code(u, r)));
  const keeping = (name: string) =>
    each(
      (u, r) =>
        `if (live${r} & ${s.mine(u)}) { result[(t * batch + k${r}) * N + i${u}] = ${s.of(`${name}${u}`, r)}; }`,
    );
  return program({
    key: `backward_${activation}_${n}_${size.inputs}_${size.outputs}_${keep}_${tuning.id}`,
    inputs: ["w", "states", "direct", "parameters"],
    output: [steps + 1, batch, n],
    threads: s.threads,
    groups,
    loads: groups * steps * (n * n + sequencesPerGroup * n * (paired ? 3 : 2)),
    parts: steps,
    integers: ["steps", "batch", "first"],
    code: `
const N = ${n}u;
var<workgroup> delta: array<${s.vector}, N>;
${pullBackFunction(wgsl)}
fn main() {
  let steps = u32(uniforms.steps);
  let batch = u32(uniforms.batch);
  let first = u32(uniforms.first);
  ${s.units}
  ${s.sequences}
  ${s.eachUnit((u) => `let m${u} = ${s.threshold(`i${u}`)}; var g${u} = ${s.vector}(0.0);`)}
  let last = steps - u32(uniforms.begin);
  let next = steps - u32(uniforms.end);
  if (last < steps) {
    ${each((u, r) => `${s.of(`g${u}`, r)} = result[(last * batch + k${r}) * N + i${u}];`)}
  }
  // Threads beyond n read what the last unit's thread is about to overwrite.
  workgroupBarrier();
  for (var t = last; t > next; t--) {
    if (t > first) {
      ${each((u, r) => `${s.of(`g${u}`, r)} += direct[((t - 1u - first) * batch + k${r}) * N + i${u}];`)}
    }
    ${keep === "gradient" ? keeping("g") : ""}
    ${
      paired
        ? `${s.eachUnit((u) => `delta[i${u}] = g${u};`)}
    workgroupBarrier();
    ${s.eachUnit((u) => `let partner${u} = (i${u} + N / 2u) % N; let other${u} = delta[partner${u}];`)}
    workgroupBarrier();`
        : s.eachUnit((u) => `let partner${u} = i${u}; let other${u} = g${u};`)
    }
    ${s.eachUnit((u) => `var d${u} = g${u};`)}
    ${each(
      (u, r) => `{
      let row = (t * batch + k${r}) * N;
      ${s.of(`d${u}`, r)} = pullBack(states[row + i${u}], states[row + partner${u}], ${s.of(`g${u}`, r)}, ${s.of(`other${u}`, r)}, m${u});
    }`,
    )}
    ${s.eachUnit((u) => `delta[i${u}] = d${u};`)}
    ${keep === "delta" ? keeping("d") : ""}
    workgroupBarrier();
    ${s.eachUnit((u) => `g${u} = ${s.vector}(0.0);`)}
    for (var i = 0u; i < N; i++) {
      let d = delta[i];
      ${s.eachUnit((u) => `g${u} += w[i * N + i${u}] * d;`)}
    }
    workgroupBarrier();
  }
  let t = next;
  ${keeping("g")}
}`,
  });
}

/** δ₀ … δ_T, [T+1, batch, n], from G; δ₀ has no meaning. */
export function deltaProgram({ size, activation, steps, batch }: Omit<Scan, "tuning">): Program {
  const { wgsl } = SCAN_ACTIVATIONS[activation];
  const n = width(size);
  return eachNumber({
    key: `delta_${activation}_${n}_${size.inputs}_${size.outputs}`,
    inputs: ["states", "gradient", "parameters"],
    output: [steps + 1, batch, n],
    each: wgsl.kind === "paired" ? 5 : 3,
    integers: ["count"],
    code: `
const N = ${n}u;
${pullBackFunction(wgsl)}
fn main() {
  let id = index();
  if (id >= u32(uniforms.count)) { return; }
  let i = id % N;
  let partner = id - i + (i + N / 2u) % N;
  let m = parameters[${places(size).threshold.start}u + i % ${size.units}u];
  result[id] = pullBack(states[id], states[partner], gradient[id], gradient[partner], m);
}`,
  });
}
