import type { Matrix } from "../math/arrays";
import type { ComplexMatrix } from "../math/complex";
import type { projectToOrthogonal } from "../math/nearest-orthogonal";
import type { Random } from "../math/random";

export type Project = typeof projectToOrthogonal;

/** What decides W₀ in Python beside the number of units. */
export interface PythonLane {
  readonly complex: boolean;
  readonly gain: number;
  /** The expression of its stream of random numbers. */
  readonly stream: string;
}

export interface PythonStart {
  /** Its files in `export/pytorch/python/initialisations`, without ending. */
  readonly needs: readonly string[];
  /** The expression that makes W₀, n×n in float64 or complex128. */
  readonly expression: string;
}

/** How a lane's weights start. */
export interface Initialisation {
  readonly label: string;
  /** What W starts as, as MathML. */
  readonly formula: string;
  /** Whether W₀ is orthogonal, or unitary. */
  readonly orthogonal: boolean;
  /**
   * W₀, n×n in float64.
   * @param project the nearest orthogonal matrix; it needs a library, which the page that only names it does without
   */
  recurrent(n: number, gain: number, random: Random, project: Project): Matrix;
  /** W₀ of a complex lane. */
  complexRecurrent(n: number, gain: number, random: Random, project: Project): ComplexMatrix;
  /** W₀ in Python. */
  python(lane: PythonLane): PythonStart;
  /** Half-width of the uniform start of V (fan in d, out n) and U (in n, out o), given n = hidden units. */
  inputWidth(fanIn: number, fanOut: number, units: number): number;
}

/**
 * W₀ that a Python function draws, which has a file of its name; that of complex numbers is `<name>_complex`.
 * @param needs files that both need, or those that real numbers need alone
 * @param readsGain whether it is given the gain
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

/** ±1/√n, the habit of plain RNN layers. */
export const plainWidth: Initialisation["inputWidth"] = (_in, _out, units) => 1 / Math.sqrt(units);

/** ±√(6/(fan in + fan out)) (Glorot, Bengio 2010). */
export const glorotWidth: Initialisation["inputWidth"] = (fanIn, fanOut) => Math.sqrt(6 / (fanIn + fanOut));

/** A matrix of independent entries. */
export const independent = (n: number, draw: () => number): Matrix => ({
  n,
  values: Float64Array.from({ length: n * n }, draw),
});
