import { SCAN_ACTIVATIONS } from "../activations";
import { blockRows, type CellSize, kindOf, places, stateWidth } from "../cell-size";
import type { GatedShader } from "../cells";
import { eachNumber, type Program, program } from "./program";
import { layOut, type Scan } from "./scan-layout";

/** The numbers per unit that are kept for the way back: those of `gates`. */
const KEPT = [0, 1, 2, 3] as const;

type Gated = Omit<Scan, "activation">;

/** What both directions know of a gated cell. */
function cellOf(size: CellSize) {
  const { blocks, state, innerBias, gated } = kindOf(size);
  if (!gated) throw new RangeError("A simple cell has no gates.");
  return {
    wgsl: gated.wgsl,
    blocks: blocks.map((_, b) => b),
    innerBias,
    /** Whether the state is h and c. */
    hasC: state.includes("c"),
  };
}

const functions = ({ gates, memory, hidden, reached, deltas }: GatedShader) => ({
  forward: `
fn logistic(z: f32) -> f32 { return ${SCAN_ACTIVATIONS.sigmoid.wgsl.value}; }
fn squashed(z: f32) -> f32 { return ${SCAN_ACTIVATIONS.tanh.wgsl.value}; }
fn gatesOf(z: vec4<f32>) -> vec4<f32> { ${gates} }
fn memoryOf(kept: vec4<f32>, before: f32) -> f32 { ${memory} }
fn hiddenOf(kept: vec4<f32>, memory: f32) -> f32 { ${hidden} }`,
  backward: `
fn squashed(z: f32) -> f32 { return ${SCAN_ACTIVATIONS.tanh.wgsl.value}; }
fn reachedOf(kept: vec4<f32>, after: f32, dh: f32, dc: f32) -> f32 { ${reached} }
fn deltasOf(kept: vec4<f32>, before: f32, after: f32, dh: f32, dm: f32) -> vec4<f32> { ${deltas} }`,
});

/**
 * h₀ … h_T, [T+1, batch, n]; of a cell with c also c₀ … c_T; and the kept numbers, [T, batch, 4, n], for all time steps in
 * one dispatch, or as few as their number allows. The present h are in workgroup memory; all sums of a unit are one
 * thread's, so that each h_j that it loads serves all blocks of W. W is read transposed, [n, k·n].
 * @param classes whether inputs are classes, or rows of numbers
 * @param started whether the first state is given
 * @param keeping whether the numbers for the way back are written
 */
export function gatedScanProgram(
  { size, steps, batch, tuning }: Gated,
  classes: boolean,
  started: boolean,
  keeping: boolean,
): Program {
  const cell = cellOf(size);
  const s = layOut({ size, tuning });
  const { n, sequencesPerGroup } = s;
  const rows = blockRows(size);
  const { Vt, b: bias, bm } = places(size);
  const { blocks, innerBias, hasC } = cell;
  const groups = Math.ceil(batch / sequencesPerGroup);
  const each = (code: (u: number, r: number) => string) =>
    s.eachUnit((u) => s.eachSequence((r) => code(u, r)));
  /** W h + V x + b of block b; of the inner block its recurrent part, and its input after all blocks. */
  const sums = innerBias === null ? blocks : [...blocks, blocks.length];
  const eachSum = (code: (b: number) => string) => sums.map(code).join(" ");
  const inputTerm = (b: number, u: number, r: number) => {
    const at = `${b * n}u + i${u}`;
    const Vx = classes
      ? `parameters[${Vt.start}u + u32(inputs[t * batch + k${r}]) * K + ${at}]`
      : `project((t * batch + k${r}) * ${size.inputs}u, ${at})`;
    return `parameters[${bias.start}u + ${at}] + ${Vx}`;
  };
  const start = (b: number, u: number, r: number) => {
    if (b === innerBias) return `parameters[${bm.start}u + i${u}]`;
    return inputTerm(b === blocks.length && innerBias !== null ? innerBias : b, u, r);
  };
  const put = (to: string, row: string, from: string) =>
    each(
      (u, r) =>
        `if (live${r} & ${s.mine(u)}) { ${to}[(${row} * batch + k${r}) * N + i${u}] = ${s.of(`${from}${u}`, r)}; }`,
    );
  const memory = hasC ? "c" : "h";
  return program({
    key: `gated_scan_${size.cell}_${n}_${size.inputs}_${size.outputs}_${classes}_${started}_${keeping}_${tuning.id}`,
    inputs: ["transposed", "parameters", "inputs", ...(started ? ["start"] : [])],
    output: [steps + 1, batch, n],
    others: {
      ...(hasC ? { cells: [steps + 1, batch, n] } : {}),
      ...(keeping ? { kept: [steps, batch, KEPT.length * n] } : {}),
    },
    threads: s.threads,
    groups,
    loads: groups * steps * (rows * n + sequencesPerGroup * rows * (classes ? 3 : 2 * size.inputs + 1)),
    parts: steps,
    integers: ["batch"],
    code: `
const N = ${n}u;
const K = ${rows}u;
var<workgroup> state: array<${s.vector}, N>;
${functions(cell.wgsl).forward}
${
  classes
    ? ""
    : `fn project(row: u32, i: u32) -> f32 {
  var sum = 0.0;
  for (var k = 0u; k < ${size.inputs}u; k++) { sum += inputs[row + k] * parameters[${Vt.start}u + k * K + i]; }
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
  var h${u} = ${s.vector}(0.0);
  ${hasC ? `var c${u} = ${s.vector}(0.0);` : ""}
  ${eachSum((b) => `var z${b}_${u} = ${s.vector}(0.0);`)}`,
  )}
  ${started ? each((u, r) => `${s.of(`h${u}`, r)} = start[k${r} * ${stateWidth(size)}u + i${u}];`) : ""}
  ${started && hasC ? each((u, r) => `${s.of(`c${u}`, r)} = start[k${r} * ${stateWidth(size)}u + N + i${u}];`) : ""}
  if (begin > 0u) {
    ${each((u, r) => `${s.of(`h${u}`, r)} = result[(begin * batch + k${r}) * N + i${u}];`)}
    ${hasC ? each((u, r) => `${s.of(`c${u}`, r)} = cells[(begin * batch + k${r}) * N + i${u}];`) : ""}
  } else {
    ${put("result", "0u", "h")}
    ${hasC ? put("cells", "0u", "c") : ""}
  }
  ${s.eachUnit((u) => `state[i${u}] = h${u};`)}
  workgroupBarrier();
  for (var t = begin; t < u32(uniforms.end); t++) {
    ${each((u, r) => eachSum((b) => `${s.of(`z${b}_${u}`, r)} = ${start(b, u, r)};`))}
    for (var j = 0u; j < N; j++) {
      let h = state[j];
      ${s.eachUnit((u) => blocks.map((b) => `z${b}_${u} += transposed[j * K + ${b * n}u + i${u}] * h;`).join(" "))}
    }
    workgroupBarrier();
    ${each(
      (u, r) => `{
      let kept${r} = gatesOf(vec4(${sums.map((b) => s.of(`z${b}_${u}`, r)).join(", ")}));
      let memory = memoryOf(kept${r}, ${s.of(`${memory}${u}`, r)});
      ${hasC ? `${s.of(`c${u}`, r)} = memory;` : ""}
      ${s.of(`h${u}`, r)} = hiddenOf(kept${r}, memory);
      ${
        keeping
          ? `if (live${r} & ${s.mine(u)}) {
        let to = (t * batch + k${r}) * ${KEPT.length}u * N + i${u};
        ${KEPT.map((q) => `kept[to + ${q}u * N] = kept${r}[${q}];`).join(" ")}
      }`
          : ""
      }
    }`,
    )}
    ${s.eachUnit((u) => `state[i${u}] = h${u};`)}
    ${put("result", "(t + 1u)", "h")}
    ${hasC ? put("cells", "(t + 1u)", "c") : ""}
    workgroupBarrier();
  }
}`,
  });
}

/**
 * The backward recurrence of a gated cell: δ₁ … δ_T of V x + b, [T+1, batch, k·n], after a row without meaning; of a cell
 * with an inner bias also those of W h; and for a trace the gradients of all states, [T+1, batch, s]. If it is split, the
 * next dispatch continues from the gradient in the first row of δ.
 * @param keepsGradient whether it is a trace
 */
export function gatedBackwardProgram({ size, steps, batch, tuning }: Gated, keepsGradient: boolean): Program {
  const cell = cellOf(size);
  const s = layOut({ size, tuning });
  const { n, sequencesPerGroup } = s;
  const [rows, wide] = [blockRows(size), stateWidth(size)];
  const { blocks, innerBias, hasC } = cell;
  const groups = Math.ceil(batch / sequencesPerGroup);
  const each = (code: (u: number, r: number) => string) =>
    s.eachUnit((u) => s.eachSequence((r) => code(u, r)));
  const parts = hasC ? ["g", "e"] : ["g"];
  const eachPart = (code: (name: string, at: string) => string) =>
    parts.map((name, p) => code(name, `${p * n}u`)).join(" ");
  /** The place of a block's δ of V x + b in what `deltas` gives. */
  const inputDelta = (b: number) => (b === innerBias ? blocks.length : b);
  const keeping = (t: string) =>
    keepsGradient
      ? each(
          (u, r) => `if (live${r} & ${s.mine(u)}) {
      let to = (${t} * batch + k${r}) * ${wide}u + i${u};
      ${eachPart((name, at) => `gradient[to + ${at}] = ${s.of(`${name}${u}`, r)};`)}
    }`,
        )
      : "";
  const both = innerBias !== null;
  return program({
    key: `gated_backward_${size.cell}_${n}_${size.inputs}_${size.outputs}_${keepsGradient}_${tuning.id}`,
    inputs: ["w", "memory", "kept", "direct"],
    output: [steps + 1, batch, rows],
    others: {
      ...(both ? { recurrentDelta: [steps + 1, batch, rows] } : {}),
      ...(keepsGradient ? { gradient: [steps + 1, batch, wide] } : {}),
    },
    threads: s.threads,
    groups,
    loads: groups * steps * (rows * n + sequencesPerGroup * n * (3 + KEPT.length)),
    parts: steps,
    integers: ["steps", "batch", "first"],
    code: `
const N = ${n}u;
const K = ${rows}u;
var<workgroup> delta: array<${s.vector}, K>;
${functions(cell.wgsl).backward}
fn main() {
  let steps = u32(uniforms.steps);
  let batch = u32(uniforms.batch);
  let first = u32(uniforms.first);
  ${s.units}
  ${s.sequences}
  ${s.eachUnit((u) => eachPart((name) => `var ${name}${u} = ${s.vector}(0.0);`))}
  let last = steps - u32(uniforms.begin);
  let next = steps - u32(uniforms.end);
  if (last < steps) {
    ${each((u, r) => eachPart((name, at) => `${s.of(`${name}${u}`, r)} = result[(last * batch + k${r}) * K + ${at} + i${u}];`))}
  }
  // Threads beyond n read what the last unit's thread is about to overwrite.
  workgroupBarrier();
  for (var t = last; t > next; t--) {
    if (t > first) {
      ${each((u, r) => `${s.of(`g${u}`, r)} += direct[((t - 1u - first) * batch + k${r}) * N + i${u}];`)}
    }
    ${keeping("t")}
    ${s.eachUnit((u) => blocks.map((b) => `var d${b}_${u} = ${s.vector}(0.0);`).join(" "))}
    ${each(
      (u, r) => `{
      let before = memory[((t - 1u) * batch + k${r}) * N + i${u}];
      let after = memory[(t * batch + k${r}) * N + i${u}];
      let at = ((t - 1u) * batch + k${r}) * ${KEPT.length}u * N + i${u};
      let values = vec4(${KEPT.map((q) => `kept[at + ${q}u * N]`).join(", ")});
      let dh = ${s.of(`g${u}`, r)};
      let dm = reachedOf(values, after, dh, ${hasC ? s.of(`e${u}`, r) : "0.0"});
      let d = deltasOf(values, before, after, dh, dm);
      ${blocks.map((b) => `${s.of(`d${b}_${u}`, r)} = d[${b}];`).join(" ")}
      ${s.of(hasC ? `e${u}` : `g${u}`, r)} = dm * values.y;
      ${hasC ? `${s.of(`g${u}`, r)} = 0.0;` : ""}
      if (live${r} & ${s.mine(u)}) {
        let to = (t * batch + k${r}) * K + i${u};
        ${blocks.map((b) => `result[to + ${b * n}u] = d[${inputDelta(b)}];`).join(" ")}
        ${both ? blocks.map((b) => `recurrentDelta[to + ${b * n}u] = d[${b}];`).join(" ") : ""}
      }
    }`,
    )}
    ${s.eachUnit((u) => blocks.map((b) => `delta[${b * n}u + i${u}] = d${b}_${u};`).join(" "))}
    workgroupBarrier();
    for (var i = 0u; i < K; i++) {
      let d = delta[i];
      ${s.eachUnit((u) => `g${u} += w[i * N + i${u}] * d;`)}
    }
    workgroupBarrier();
  }
  ${each(
    (u, r) => `if (live${r} & ${s.mine(u)}) {
    let to = (next * batch + k${r}) * K + i${u};
    ${eachPart((name, at) => `result[to + ${at}] = ${s.of(`${name}${u}`, r)};`)}
  }`,
  )}
  ${keeping("next")}
}`,
  });
}

/** The states of a cell with c, h followed by c, [T+1, batch, 2n]. */
export function statesProgram({ size, steps, batch }: Pick<Gated, "size" | "steps" | "batch">): Program {
  const n = size.units;
  return eachNumber({
    key: "states_with_cells",
    inputs: ["states", "cells"],
    output: [steps + 1, batch, 2 * n],
    each: 2,
    integers: ["n", "count"],
    code: `
fn main() {
  let n = u32(uniforms.n);
  let id = index();
  if (id >= u32(uniforms.count)) { return; }
  let at = id / (2u * n) * n + id % n;
  if (id % (2u * n) < n) { result[id] = states[at]; } else { result[id] = cells[at]; }
}`,
  });
}
