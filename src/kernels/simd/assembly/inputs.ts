import { FLOAT } from "./float";

/**
 * p_r = Vᵀ[x_r] + b: the class x_r selects a row.
 * @param index x, [rows] int32
 * @param table Vᵀ, [classes, width]
 * @param bias [width]
 * @param to p, [rows, width]
 */
export function embed(index: usize, rows: usize, table: usize, bias: usize, width: usize, to: usize): void {
  const row = width << FLOAT;
  for (const end = index + (rows << 2); index < end; index += 4, to += row) {
    const from = table + (load<u32>(index) as usize) * row;
    for (let j: usize = 0; j < row; j += 16) {
      v128.store(to + j, f32x4.add(v128.load(from + j), v128.load(bias + j)));
    }
  }
}

/**
 * p_r = Vᵀ x_r + b for real x.
 * @param values x, [rows, stride], of which d in each row are used
 * @param table Vᵀ, [d, width]
 */
export function project(
  values: usize,
  rows: usize,
  d: usize,
  stride: usize,
  table: usize,
  bias: usize,
  width: usize,
  to: usize,
): void {
  const row = width << FLOAT;
  for (let r: usize = 0; r < rows; r++, values += stride << FLOAT, to += row) {
    memory.copy(to, bias, row);
    for (let k: usize = 0; k < d; k++) {
      const x = v128.load32_splat(values + (k << FLOAT));
      const from = table + k * row;
      for (let j: usize = 0; j < row; j += 16) {
        v128.store(to + j, f32x4.add(v128.load(to + j), f32x4.mul(x, v128.load(from + j))));
      }
    }
  }
}

/**
 * Adds ∂L/∂Vᵀ of an embedding: row v gets Σ δ_r over the rows r with x_r = v, in double precision, since one class may
 * have thousands of rows.
 * @param index x, [rows] int32
 * @param delta [rows, width]
 * @param sums [classes, width] float64
 */
export function embedGradient(index: usize, rows: usize, delta: usize, width: usize, sums: usize): void {
  const row = width << FLOAT;
  for (const end = index + (rows << 2); index < end; index += 4, delta += row) {
    const to = sums + (load<u32>(index) as usize) * (row << 1);
    for (let j: usize = 0; j < row; j += 16) {
      const lanes = v128.load(delta + j);
      const at = to + (j << 1);
      v128.store(at, f64x2.add(v128.load(at), f64x2.promote_low_f32x4(lanes)));
      const high = i8x16.shuffle(lanes, lanes, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
      v128.store(at, f64x2.add(v128.load(at, 16), f64x2.promote_low_f32x4(high)), 16);
    }
  }
}
