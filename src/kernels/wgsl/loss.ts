import { RIGHT_WITHIN } from "../../tasks/task";
import { type CellSize, places, width } from "../cell-size";
import { eachNumber, type Program, program } from "./program";
import type { Spread } from "./spread";

/** y = U h + c for every row with a loss, [R, o]. */
export function outputsProgram(size: CellSize, rows: number): Program {
  const [n, o] = [width(size), size.outputs];
  const { Ut, c } = places(size);
  return eachNumber({
    key: `outputs_${n}_${size.inputs}_${o}`,
    inputs: ["states", "parameters"],
    output: [rows, o],
    integers: ["count", "skipped"],
    code: `
fn main() {
  let id = index();
  if (id >= u32(uniforms.count)) { return; }
  let j = id % ${o}u;
  let row = (u32(uniforms.skipped) + id / ${o}u) * ${n}u;
  var y = parameters[${c.start}u + j];
  for (var i = 0u; i < ${n}u; i++) { y += states[row + i] * parameters[${Ut.start}u + i * ${o}u + j]; }
  result[id] = y;
}`,
  });
}

/**
 * What each row's loss is and where it leads, [R, o + 2]: ∂L/∂y, then the row's part of the loss and of the accuracy.
 * One thread a row.
 */
export function lossProgram(o: number, rows: number, classes: boolean): Program {
  const body = classes
    ? `
  var top = outputs[at];
  var best = 0u;
  for (var j = 1u; j < O; j++) {
    let y = outputs[at + j];
    // Written so that NaN is taken for the largest.
    if (!(y <= top)) { top = y; best = j; }
  }
  var total = 0.0;
  for (var j = 0u; j < O; j++) { total += exp(outputs[at + j] - top); }
  let wanted = u32(targets[r]);
  for (var j = 0u; j < O; j++) {
    result[to + j] = weight * (exp(outputs[at + j] - top) / total - select(0.0, 1.0, j == wanted));
  }
  result[to + O] = weight * (log(total) - (outputs[at + wanted] - top));
  result[to + O + 1u] = select(0.0, scores[r], best == wanted);`
    : `
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
  result[to + O + 1u] = select(0.0, scores[r], right);`;
  return program({
    key: `loss_${o}_${classes}`,
    inputs: ["outputs", "targets", "weights", "scores"],
    output: [rows, o + 2],
    threads: 64,
    groups: Math.ceil(rows / 64),
    integers: ["rows"],
    code: `
const O = ${o}u;
fn main() {
  let r = index();
  if (r >= u32(uniforms.rows)) { return; }
  let at = r * O;
  let to = r * (O + 2u);
  let weight = weights[r];
  ${body}
}`,
  });
}

/** Loss and accuracy, [2], from the rows' parts. One workgroup: the same sum every time. */
export function scoresProgram(o: number, { threads }: Spread): Program {
  return program({
    key: `scores_${o}_${threads}`,
    inputs: ["losses"],
    output: [2],
    threads,
    groups: 1,
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
export function directProgram(size: CellSize, rows: number): Program {
  const [n, o] = [width(size), size.outputs];
  return eachNumber({
    key: `direct_${n}_${size.inputs}_${o}`,
    inputs: ["losses", "parameters"],
    output: [rows, n],
    integers: ["count"],
    code: `
fn main() {
  let id = index();
  if (id >= u32(uniforms.count)) { return; }
  let row = id / ${n}u * ${o + 2}u;
  let column = ${places(size).Ut.start}u + id % ${n}u * ${o}u;
  var sum = 0.0;
  for (var j = 0u; j < ${o}u; j++) { sum += losses[row + j] * parameters[column + j]; }
  result[id] = sum;
}`,
  });
}
