/** The parameters of a cell other than W. V and U are stored transposed: a time step multiplies row vectors by them. */
export const PARAMETERS = ["Vt", "b", "Ut", "c", "threshold"] as const;
export type ParameterName = (typeof PARAMETERS)[number];

/** The sizes of a network. */
export interface CellSize {
  /** d */
  readonly inputs: number;
  /** n, real or complex */
  readonly units: number;
  /** o */
  readonly outputs: number;
  /** If true, h is stored as [Re h; Im h] and W = R + iI as the real [[R, −I], [I, R]]. */
  readonly complex: boolean;
}

/** w, the number of real numbers in one state h: n, or 2n if h is complex. */
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
export const parameterCount = (cell: CellSize): number => places(cell).threshold.end;
