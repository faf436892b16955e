import type { Initialisation } from "../initialisations";
import { type CellSize, type ParameterName, parameterCount, places } from "../kernels/cell-size";
import type { Random } from "../math/random";

/** Initial values in the flat order: V and U uniform as the initialisation says, b, c and thresholds 0. */
export function initialParameters(
  cell: CellSize,
  initialisation: Initialisation,
  random: Random,
): Float32Array {
  const { inputs, units, outputs } = cell;
  const values = new Float32Array(parameterCount(cell));
  const draw = (name: ParameterName, width: number) => {
    const { start, end } = places(cell)[name];
    if (width > 0) for (let i = start; i < end; i++) values[i] = random.uniform(-width, width);
  };
  draw("Vt", initialisation.inputWidth(inputs, units, units));
  draw("Ut", initialisation.inputWidth(units, outputs, units));
  return values;
}
