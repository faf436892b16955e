import { type ArjovskyParameters, arjovskyGradient, arjovskyMatrix } from "../math/arjovsky";
import type { Matrix } from "../math/arrays";
import { complexForm, realForm } from "../math/complex";
import type { Random } from "../math/random";
import { descentOnHost } from "./descent";
import type { Rule } from "./rule";

/**
 * W = D₃R₂F⁻¹D₂ΠR₁FD₁ and gradient descent on its 7n real parameters (Arjovsky, Shah, Bengio 2016). It reaches only a
 * low-dimensional subset of the unitary matrices, so it draws its own start: angles U(−π, π), normals U(−1, 1).
 */
export const arjovsky: Rule = descentOnHost<"parameters" | "permutation">(
  {
    label: "Arjovsky et al.",
    shortName: "Arjovsky",
    network: "Unitary",
    formula: tex`W = D_3 R_2 F^{-1} D_2 \Pi R_1 F D_1,\quad (\theta, v) \leftarrow (\theta, v) - \alpha\, \partial L/\partial(\theta, v)`,
    keeps: "unitary",
    numbers: ["complex"],
    reads: ["precondition", "clip"],
    drawsStart: true,
    products: 2,
    trained: (n) => 7 * n,
    python: { file: "arjovsky", name: "Arjovsky" },
  },
  (w0, { random }) => {
    const [parameters, permutation] = draw(w0.n / 2, random);
    return { parameters, permutation, w: matrixOf(parameters, permutation) };
  },
  {
    direction: (_device, { parameters, permutation }, gradient) =>
      pack(arjovskyGradient(unpack(parameters), permutationOf(permutation), complexForm(gradient))),
    parameter: "parameters",
    retract: (_device, { permutation }, parameters) => ({
      parameters,
      permutation,
      w: matrixOf(parameters, permutation),
    }),
  },
);

const matrixOf = (parameters: Matrix, permutation: Matrix): Matrix =>
  realForm(arjovskyMatrix(unpack(parameters), permutationOf(permutation)));

/** The parameters as the first rows of a matrix as large as W's real form: θ₁θ₂, θ₃, Re v₁ Im v₁, Re v₂ Im v₂. */
function pack({ angles, normals }: ArjovskyParameters): Matrix {
  const n = angles[0].length;
  const values = new Float64Array(4 * n * n);
  const parts = [...angles, new Float64Array(n), normals[0].re, normals[0].im, normals[1].re, normals[1].im];
  for (const [i, part] of parts.entries()) values.set(part, i * n);
  return { n: 2 * n, values };
}

function unpack({ n: size, values }: Matrix): ArjovskyParameters {
  const n = size / 2;
  const part = (i: number) => Float64Array.from(values.subarray(i * n, (i + 1) * n));
  return {
    angles: [part(0), part(1), part(2)],
    normals: [
      { re: part(4), im: part(5) },
      { re: part(6), im: part(7) },
    ],
  };
}

/** The column of the 1 in each row of Π. */
function permutationOf({ n: size, values }: Matrix): number[] {
  const n = size / 2;
  return Array.from({ length: n }, (_, i) => values.subarray(i * size, i * size + n).indexOf(1));
}

function draw(n: number, random: Random): [parameters: Matrix, permutation: Matrix] {
  const uniform = (width: number) => Float64Array.from({ length: n }, () => random.uniform(-width, width));
  const parameters = pack({
    angles: [uniform(Math.PI), uniform(Math.PI), uniform(Math.PI)],
    normals: [
      { re: uniform(1), im: uniform(1) },
      { re: uniform(1), im: uniform(1) },
    ],
  });
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [order[i], order[j]] = [order[j], order[i]];
  }
  const ones = new Float64Array(n * n);
  for (const [i, j] of order.entries()) ones[i * n + j] = 1;
  const zeros = { n, values: new Float64Array(n * n) };
  return [parameters, realForm({ re: { n, values: ones }, im: zeros })];
}
