import type { CellSize } from "../../src/kernels/cell-size";
import { parameterCount, withDiagonal } from "../../src/kernels/cell-size";
import type { ScanActivation } from "../../src/kernels/rnn-pass";
import { diagonalMatrix } from "../../src/math/diagonal";
import { random } from "../../src/math/random";
import { drawPass, type PassExample, type PassSize } from "./pass-example";

/** A random pass of W = diag(λ) with |λ| between 0.5 and 0.99. @param of its n is twice the number of complex units */
export function drawDiagonal(activation: ScanActivation, of: PassSize): PassExample {
  const { attributes, arrays } = drawPass(activation, of);
  const units = of.n / 2;
  const size: CellSize = { ...attributes.size, units, complex: true, diagonal: true };
  const stream = random(of.n * of.batch * of.steps, `diagonal ${activation}`);
  const polar = Array.from({ length: units }, () => [
    stream.uniform(0.5, 0.99),
    stream.uniform(-Math.PI, Math.PI),
  ]);
  const w = Float32Array.from([
    ...polar.map(([modulus, angle]) => modulus * Math.cos(angle)),
    ...polar.map(([modulus, angle]) => modulus * Math.sin(angle)),
  ]);
  const parameters = arrays.parameters.slice(0, parameterCount(size));
  return { attributes: { ...attributes, size }, arrays: { ...arrays, w, parameters } };
}

/** The same with W as a whole matrix, in real form. */
export function withWholeMatrix({ attributes, arrays }: PassExample): PassExample {
  const { size } = attributes;
  const { values } = diagonalMatrix({ n: size.units, values: arrays.w });
  return {
    attributes: { ...attributes, size: withDiagonal(size, false) },
    arrays: { ...arrays, w: values },
  };
}

/** The real parts of the diagonal of a complex matrix in its real form, then the imaginary ones. */
export const diagonalOf = (form: ArrayLike<number>, units: number): number[] =>
  [0, units].flatMap((below) => Array.from({ length: units }, (_, j) => form[(below + j) * 2 * units + j]));
