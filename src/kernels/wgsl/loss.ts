import { RIGHT_WITHIN } from "../../tasks/task";
import { type CellSize, places, width } from "../cell-size";
import { cellKey } from "./cell-key";
import { type Program, program } from "./program";
import type { WorkgroupTuning } from "./workgroup-tuning";

/**
 * A product of which each thread computes one column of several neighbouring rows, so that each `shared` number is
 * loaded once for all of them.
 * @param wgsl expressions for the initial value of a sum, the k-th factor of `column`, and the k-th factor of a row
 */
function rowsProgram(
  source: Pick<Parameters<typeof program>[0], "key" | "inputs" | "integers">,
  { rows, width, length }: { readonly rows: number; readonly width: number; readonly length: number },
  { tile: rowsPerThread, id }: WorkgroupTuning,
  wgsl: {
    readonly from: string;
    readonly shared: string;
    readonly own: (row: string) => string;
  },
): Program {
  const threads = Math.ceil(rows / rowsPerThread) * width;
  const each = (code: (m: number) => string) =>
    Array.from({ length: rowsPerThread }, (_, m) => code(m)).join("\n  ");
  return program({
    ...source,
    key: `${source.key}_${id}`,
    output: [rows, width],
    threads: 64,
    groups: Math.ceil(threads / 64),
    loads: threads * length * (1 + rowsPerThread),
    code: `
fn main() {
  let rows = u32(uniforms.rows);
  let column = index() % ${width}u;
  let first = index() / ${width}u * ${rowsPerThread}u;
  if (first >= rows) { return; }
  ${each((m) => `let row${m} = min(first + ${m}u, rows - 1u); var sum${m} = ${wgsl.from};`)}
  for (var k = 0u; k < ${length}u; k++) {
    let factor = ${wgsl.shared};
    ${each((m) => `sum${m} += ${wgsl.own(`row${m}`)} * factor;`)}
  }
  ${each((m) => `if (first + ${m}u < rows) { result[row${m} * ${width}u + column] = sum${m}; }`)}
}`,
  });
}

/** y = U h + c for every row with a loss, [R, o]. */
export function outputsProgram(size: CellSize, rows: number, tuning: WorkgroupTuning): Program {
  const [n, o] = [width(size), size.outputs];
  const { Ut, c } = places(size);
  return rowsProgram(
    {
      key: `outputs_${n}_${size.inputs}_${o}${cellKey(size)}`,
      inputs: ["states", "parameters"],
      integers: ["rows", "skipped"],
    },
    { rows, width: o, length: n },
    tuning,
    {
      from: `parameters[${c.start}u + column]`,
      shared: `parameters[${Ut.start}u + k * ${o}u + column]`,
      own: (row) => `states[(u32(uniforms.skipped) + ${row}) * ${n}u + k]`,
    },
  );
}

/**
 * Gradient and loss of each row, [R, o + 2]: ∂L/∂y, then the row's part of the loss and of the accuracy, with one
 * thread per row. If a row's target is a class and an output is NaN or +∞, all but the accuracy becomes NaN. That is
 * detected in the outputs' bits, since a compiler may assume that such numbers do not occur, and exp may lose them.
 */
export function lossProgram(o: number, rows: number, classes: boolean): Program {
  const body = classes
    ? `
  var top = outputs[at];
  var best = 0u;
  var broken = false;
  for (var j = 0u; j < O; j++) {
    let y = outputs[at + j];
    if (y > top) { top = y; best = j; }
    broken = broken || isnan(y) || bitcast<u32>(y) == 0x7f800000u;
  }
  let weight = select(weights[r], uniforms.NAN, broken);
  var total = 0.0;
  for (var j = 0u; j < O; j++) { total += exp(outputs[at + j] - top); }
  let wanted = u32(targets[r]);
  for (var j = 0u; j < O; j++) {
    result[to + j] = weight * (exp(outputs[at + j] - top) / total - select(0.0, 1.0, j == wanted));
  }
  result[to + O] = weight * (log(total) - (outputs[at + wanted] - top));
  result[to + O + 1u] = select(0.0, accuracyWeights[r], best == wanted);`
    : `
  let weight = weights[r];
  var square = 0.0;
  var right = true;
  for (var j = 0u; j < O; j++) {
    let error = outputs[at + j] - targets[at + j];
    square += error * error;
    // NaN is near to nothing.
    if (!(abs(error) <= ${RIGHT_WITHIN})) { right = false; }
    result[to + j] = 2.0 * weight * error;
  }
  result[to + O] = weight * square;
  result[to + O + 1u] = select(0.0, accuracyWeights[r], right);`;
  return program({
    key: `loss_${o}_${classes}`,
    inputs: ["outputs", "targets", "weights", "accuracyWeights"],
    output: [rows, o + 2],
    threads: 64,
    groups: Math.ceil(rows / 64),
    loads: rows * (classes ? 4 * o : 2 * o),
    integers: ["rows"],
    code: `
const O = ${o}u;
fn main() {
  let r = index();
  if (r >= u32(uniforms.rows)) { return; }
  let at = r * O;
  let to = r * (O + 2u);
  ${body}
}`,
  });
}

/** Loss and accuracy, [2], from the rows' parts, in one workgroup, so that the order of summation is fixed. */
export function metricsProgram(o: number, rows: number, { threads }: WorkgroupTuning): Program {
  return program({
    key: `scores_${o}_${threads}`,
    inputs: ["losses"],
    output: [2],
    threads,
    groups: 1,
    loads: 2 * rows,
    integers: ["rows"],
    code: `
var<workgroup> sums: array<vec2<f32>, ${threads}>;
fn main() {
  var sum = vec2<f32>(0.0);
  for (var r = localIndex; r < u32(uniforms.rows); r += ${threads}u) {
    let at = r * ${o + 2}u + ${o}u;
    sum += vec2<f32>(losses[at], losses[at + 1u]);
  }
  sums[localIndex] = sum;
  for (var half = ${threads / 2}u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (localIndex < half) { sums[localIndex] += sums[localIndex + half]; }
  }
  workgroupBarrier();
  if (localIndex < 2u) { result[localIndex] = sums[0][localIndex]; }
}`,
  });
}

/** ∂L/∂y · U for every row with a loss, [R, n]. */
export function directProgram(size: CellSize, rows: number, tuning: WorkgroupTuning): Program {
  const [n, o] = [width(size), size.outputs];
  return rowsProgram(
    {
      key: `direct_${n}_${size.inputs}_${o}${cellKey(size)}`,
      inputs: ["losses", "parameters"],
      integers: ["rows"],
    },
    { rows, width: n, length: o },
    tuning,
    {
      from: "0.0",
      shared: `parameters[${places(size).Ut.start}u + column * ${o}u + k]`,
      own: (row) => `losses[${row} * ${o + 2}u + k]`,
    },
  );
}
