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

/** Where each parameter stands in the flat array of all, one after another. */
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

/** The length of that array. */
export const parameterCount = (cell: CellSize): number => places(cell).threshold.end;
