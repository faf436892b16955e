import { concat, reshape, slice, type Tensor, type Tensor1D } from "@tensorflow/tfjs-core";
import type { Initialisation } from "../initialisations";
import type { Random } from "../math/random";

/** Everything a cell trains besides W. V and U are kept transposed: rows are what a step multiplies from the left. */
export const PARAMETERS = ["Vt", "b", "Ut", "c", "threshold"] as const;
export type ParameterName = (typeof PARAMETERS)[number];

export interface CellSize {
  /** d */
  readonly inputs: number;
  /** n, real or complex */
  readonly units: number;
  /** o */
  readonly outputs: number;
  /** A complex h is carried as [Re h; Im h], and W = R + iI as the real [[R, −I], [I, R]]. */
  readonly complex: boolean;
}

/** Real numbers in one state h: n, or 2n where h is complex. */
export const width = ({ units, complex }: CellSize): number => (complex ? 2 * units : units);

type Shapes = Readonly<Record<ParameterName, readonly number[]>>;

/** Vᵀ [d, w], b [w], Uᵀ [w, o], c [o], threshold [n], with w = {@link width}. */
export const shapes = (cell: CellSize): Shapes => ({
  Vt: [cell.inputs, width(cell)],
  b: [width(cell)],
  Ut: [width(cell), cell.outputs],
  c: [cell.outputs],
  threshold: [cell.units],
});

const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** One tensor per parameter, cut from the flat one. */
export function unpack<T extends Tensor>(flat: Tensor1D, cell: CellSize): Record<ParameterName, T> {
  const all = shapes(cell);
  let offset = 0;
  const cut = (name: ParameterName): [ParameterName, T] => {
    const length = size(all[name]);
    const part = reshape(slice(flat, offset, length), [...all[name]]) as T;
    offset += length;
    return [name, part];
  };
  return Object.fromEntries(PARAMETERS.map(cut)) as Record<ParameterName, T>;
}

/** The flat tensor of one tensor per parameter. */
export function pack(parts: Readonly<Record<ParameterName, Tensor>>): Tensor1D {
  return concat(PARAMETERS.map((name) => reshape(parts[name], [parts[name].size]) as Tensor1D));
}

/** Initial values in the flat order: V and U uniform as the initialisation says, b, c and thresholds 0. */
export function initialParameters(
  cell: CellSize,
  initialisation: Initialisation,
  random: Random,
): Float32Array {
  const { inputs, units, outputs } = cell;
  const widths: Partial<Record<ParameterName, number>> = {
    Vt: initialisation.inputWidth(inputs, units, units),
    Ut: initialisation.inputWidth(units, outputs, units),
  };
  const all = shapes(cell);
  const values = new Float32Array(PARAMETERS.reduce((sum, name) => sum + size(all[name]), 0));
  let offset = 0;
  for (const name of PARAMETERS) {
    const end = offset + size(all[name]);
    const width = widths[name] ?? 0;
    if (width > 0) for (let i = offset; i < end; i++) values[i] = random.uniform(-width, width);
    offset = end;
  }
  return values;
}
