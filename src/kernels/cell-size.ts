import type { LaneConfig } from "../config/schema";
import { CELLS, type CellId, type CellKind } from "./cells";

/**
 * The parameters of a cell other than W. V and U are stored transposed: a time step multiplies row vectors by them. `bm` is
 * the inner bias of a cell that has one.
 */
export const PARAMETERS = ["Vt", "b", "Ut", "c", "threshold", "bm"] as const;
export type ParameterName = (typeof PARAMETERS)[number];

/** The sizes of a network. */
export interface CellSize {
  /** d */
  readonly inputs: number;
  /** n, real or complex */
  readonly units: number;
  /** o */
  readonly outputs: number;
  /** If true, h is stored as [Re h; Im h] and W = R + iI as the real [[R, −I], [I, R]]; for the simple cell only. */
  readonly complex: boolean;
  /** The kind of cell; the simple one if absent. */
  readonly cell?: CellId;
  /** If true, W = diag(λ) of a complex cell, and W and ∂L/∂W are given as Re λ and Im λ, [2, n]. */
  readonly diagonal?: true;
}

/** The sizes of the network of one lane. */
export const sizeOf = (
  units: number,
  { numbers, cell }: Pick<LaneConfig, "numbers" | "cell">,
  { inputs, outputs }: Pick<CellSize, "inputs" | "outputs">,
): CellSize => ({ inputs, units, outputs, complex: numbers === "complex", cell });

/** The kind of a network’s cells. */
export const kindOf = ({ cell = "simple" }: Pick<CellSize, "cell">): CellKind => CELLS[cell];

/** w, the number of real numbers in h: n, or 2n if h is complex. */
export const width = ({ units, complex }: CellSize): number => (complex ? 2 * units : units);

/** The number of real numbers in a whole state: w, or 2n for h and c. */
export const stateWidth = (size: CellSize): number => kindOf(size).state.length * width(size);

/** The number of rows of W, V and b: w for each block of the cell. */
export const blockRows = (size: CellSize): number => kindOf(size).blocks.length * width(size);

/** The shape of W and ∂L/∂W in a pass: [k·w, w] with k blocks of the cell, or [2, n] of a diagonal. */
export const shapeOfW = (size: CellSize): readonly [number, number] =>
  size.diagonal ? [2, size.units] : [blockRows(size), width(size)];

/** The form in which W is stored: one square matrix, λ of W = diag(λ), or the stacked matrices of a gated cell. */
export type FormOfW = "square" | "diagonal" | "stacked";

export function formOfW(size: CellSize): FormOfW {
  if (size.diagonal) return "diagonal";
  return isSquare(size) ? "square" : "stacked";
}

/** The same sizes with a W that is a diagonal, or a whole matrix. */
export function withDiagonal({ diagonal: _, ...size }: CellSize, isDiagonal: boolean): CellSize {
  return isDiagonal ? { ...size, diagonal: true } : size;
}

/** Whether W is one square matrix, which has eigenvalues and may be unitary, and not the stacked ones of a gated cell. */
export const isSquare = (size: CellSize): boolean => kindOf(size).gated === null;

type Shapes = Readonly<Record<ParameterName, readonly number[]>>;

/**
 * Vᵀ [d, k·w], b [k·w], Uᵀ [w, o], c [o], threshold [n], bm [n], with w = {@link width} and k blocks; a gated cell has no
 * threshold, and others no bm.
 */
export const shapes = (cell: CellSize): Shapes => {
  const { gated, innerBias } = kindOf(cell);
  return {
    Vt: [cell.inputs, blockRows(cell)],
    b: [blockRows(cell)],
    Ut: [width(cell), cell.outputs],
    c: [cell.outputs],
    threshold: [gated ? 0 : cell.units],
    bm: [innerBias === null ? 0 : cell.units],
  };
};

const size = (shape: readonly number[]) => shape.reduce((product, length) => product * length, 1);

/** The range of each parameter in the flat array of all parameters. */
export function places(cell: CellSize): Readonly<Record<ParameterName, { start: number; end: number }>> {
  const all = shapes(cell);
  let end = 0;
  const place = (name: ParameterName) => {
    const start = end;
    end += size(all[name]);
    return [name, { start, end }];
  };
  return Object.fromEntries(PARAMETERS.map(place));
}

/** The length of the flat array of all parameters. */
export const parameterCount = (cell: CellSize): number => places(cell).bm.end;
