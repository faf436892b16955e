import type { Initialisation } from "../initialisations";
import { type CellSize, type ParameterName, parameterCount, places } from "../kernels/cell-size";
import type { Random } from "../math/random";

/**
 * The initial parameters, flat: V and U are uniform with the initialisation's half-widths; b, c and thresholds are 0.
 */
export function initialParameters(
  cell: CellSize,
  initialisation: Initialisation,
  random: Random,
): Float32Array {
  const { inputs, units, outputs } = cell;
  const values = new Float32Array(parameterCount(cell));
  const draw = (name: ParameterName, halfWidth: number) => {
    const { start, end } = places(cell)[name];
    if (halfWidth > 0) for (let i = start; i < end; i++) values[i] = random.uniform(-halfWidth, halfWidth);
  };
  draw("Vt", initialisation.inputWidth(inputs, units, units));
  draw("Ut", initialisation.inputWidth(units, outputs, units));
  return values;
}
