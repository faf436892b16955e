import type { LaneConfig } from "../config/schema";
import { SCAN_ACTIVATIONS, scanned } from "../kernels/activations";
import {
  blockRows,
  isSquare,
  kindOf,
  type ParameterName,
  parameterCount,
  places,
  width,
} from "../kernels/cell-size";
import { realForm } from "../math/complex";
import type { ArrayOf } from "../training/portable";
import { transposed } from "./arithmetic";
import type { Network } from "./network";

/** Weights by name, as they are exported. */
export type Weights = Readonly<Record<string, ArrayOf>>;

/** Returns weights by their name. @throws Error that names what is missing */
function weightsOf(weights: Weights, name: string): ArrayOf {
  const found = weights[name];
  if (!found)
    throw new Error(`The network has no ${name}; its weights are ${Object.keys(weights).join(", ")}.`);
  return found;
}

/** The network with these exported weights. @throws Error if some are missing */
export function networkOf(
  { activation, numbers, cell }: Pick<LaneConfig, "activation" | "numbers" | "cell">,
  weights: Weights,
): Network {
  const complex = numbers === "complex";
  const [w, v, b, u, c] = ["W", "V", "b", "U", "c"].map((name) => weightsOf(weights, name));
  const size = { inputs: v.shape[1], units: w.shape[1], outputs: c.shape[0], complex, cell };
  const scan = scanned(activation, complex);
  const parameters = new Float32Array(parameterCount(size));
  const put = (name: ParameterName, values: ArrayLike<number>) =>
    parameters.set(values, places(size)[name].start);
  put("Vt", transposed(stacked(v), blockRows(size), size.inputs));
  put("b", stacked(b));
  put("Ut", transposed(u.data, size.outputs, width(size)));
  put("c", c.data);
  if (kindOf(size).innerBias !== null) put("bm", weightsOf(weights, "bm").data);
  if (SCAN_ACTIVATIONS[scan].hasThreshold && isSquare(size))
    put("threshold", weightsOf(weights, "threshold").data);
  return { size, activation: scan, w: Float32Array.from(complex ? complexW(w) : w.data), parameters };
}

/** The rows of a complex V or b: the real parts of all units, then the imaginary ones. */
const stacked = ({ data, imag }: ArrayOf): number[] => [...data, ...(imag ?? [])];

/** [[R, −I], [I, R]] of W = R + iI. */
function complexW({ shape: [n], data, imag }: ArrayOf): Float64Array | Float32Array {
  const part = (values: ArrayLike<number>) => ({ n, values: Float64Array.from(values) });
  return realForm({ re: part(data), im: part(imag ?? new Float64Array(n * n)) }).values;
}
