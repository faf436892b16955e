import type { Matrix } from "../math/arrays";
import type { ComplexMatrix } from "../math/complex";
import type { projectToOrthogonal } from "../math/nearest-orthogonal";
import type { Random } from "../math/random";

/** The type of the function that projects to the nearest orthogonal matrix. */
export type Project = typeof projectToOrthogonal;

/** What W₀ in Python depends on besides the number of units. */
export interface PythonLane {
  readonly complex: boolean;
  readonly gain: number;
  /** The Python expression of its stream of random numbers. */
  readonly stream: string;
}

/** The Python code of W₀. */
export interface PythonStart {
  /** The names of its files in `export/pytorch/python/initialisations`, without extension. */
  readonly needs: readonly string[];
  /** The Python expression of W₀, n×n in float64 or complex128. */
  readonly expression: string;
}

/** A distribution of a lane's initial weights. */
export interface Initialisation {
  readonly label: string;
  /** The name in a lane’s name where lanes differ in it alone. */
  readonly shortName: string;
  /** The distribution of W₀, as MathML. */
  readonly formula: string;
  /** Whether W₀ is orthogonal, or unitary. */
  readonly orthogonal: boolean;
  /**
   * Draws W₀, n×n in float64.
   * @param project returns the nearest orthogonal matrix; it is passed in because it needs a library, which pages that
   *     only list the initialisations do not load
   */
  recurrent(n: number, gain: number, random: Random, project: Project): Matrix;
  /** Draws W₀ of a complex lane. */
  complexRecurrent(n: number, gain: number, random: Random, project: Project): ComplexMatrix;
  /** Returns the Python code of W₀. */
  python(lane: PythonLane): PythonStart;
  /**
   * The half-width of the uniform distribution of V (fan in d, out n) and of U (fan in n, out o), given n hidden units.
   */
  inputWidth(fanIn: number, fanOut: number, units: number): number;
}

/**
 * A W₀ that is drawn by a Python function in a file of its name, or by `<name>_complex` for a complex W.
 * @param needs files that both functions need
 * @param real files that only the real one needs
 * @param readsGain whether the function takes the gain
 */
export const drawnBy =
  (
    name: string,
    { needs = [], real = [] }: { needs?: readonly string[]; real?: readonly string[] } = {},
    readsGain = false,
  ): Initialisation["python"] =>
  ({ complex, gain, stream }) => {
    const own = complex ? `${name}_complex` : name;
    return {
      needs: [...needs, ...(complex ? [] : real), own],
      expression: `${own}(${stream}${readsGain ? `, gain=${gain}` : ""})`,
    };
  };

/** ±1/√n, the usual choice of plain RNN layers. */
export const plainWidth: Initialisation["inputWidth"] = (_in, _out, units) => 1 / Math.sqrt(units);

/** ±√(6/(fan in + fan out)) (Glorot, Bengio 2010). */
export const glorotWidth: Initialisation["inputWidth"] = (fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut));

/** A matrix of independent entries. */
export const independent = (n: number, draw: () => number): Matrix => ({
  n,
  values: Float64Array.from({ length: n * n }, draw),
});
