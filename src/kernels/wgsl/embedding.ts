import { type Program, program } from "./program";

export function embeddingProgram(rows: number, n: number): Program {
  return program(
    "embedding",
    ["table", "at"],
    [rows, n],
    64,
    Math.ceil((rows * n) / 64),
    `
fn main() {
  let n = u32(uniforms.outShape.y);
  let id = globalId.x;
  if (id < u32(uniforms.outShape.x) * n) { result[id] = table[u32(at[id / n]) * n + id % n]; }
}`,
  );
}

/** One thread per entry of the result walks all rows: no atomics, hence the same sum every time. */
export function embeddingGradientProgram(classes: number, n: number): Program {
  return program(
    "embedding_gradient",
    ["rows", "at"],
    [classes, n],
    64,
    Math.ceil((classes * n) / 64),
    `
fn main() {
  let n = u32(uniforms.outShape.y);
  let id = globalId.x;
  if (id >= u32(uniforms.outShape.x) * n) { return; }
  let class_ = i32(id / n);
  var sum = 0.0;
  for (var r = 0u; r < u32(uniforms.rowsShape.x); r++) {
    if (at[r] == class_) { sum += rows[r * n + id % n]; }
  }
  result[id] = sum;
}`,
  );
}
