import type { InitialisationId, LaneConfig } from "../../config/schema";
import { INITIALISATIONS } from "../../initialisations";
import { plainWidth } from "../../initialisations/initialisation";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import type { Part } from "./source";

interface PythonStart {
  /** What the function needs; its own file is `initialisations/<name>`, or `<name>_complex` in a complex lane. */
  readonly name: string;
  readonly needs: readonly string[];
  readonly unitary: boolean;
}

const STARTS: Readonly<Record<Exclude<InitialisationId, "identity">, PythonStart>> = {
  uniform: { name: "uniform", needs: ["independent"], unitary: false },
  gaussian: { name: "gaussian", needs: ["independent"], unitary: false },
  haar: { name: "haar", needs: ["independent", "polar"], unitary: true },
  rotations: { name: "rotations", needs: [], unitary: true },
  cayley: { name: "cayley_start", needs: [], unitary: true },
};
/** Real rotations down the diagonal are made of 2×2 ones. */
const OF_ROTATIONS: readonly InitialisationId[] = ["rotations", "cayley"];

const file = (name: string) => `initialisations/${name}`;

/** W₀ of a lane, n×n in float64 or complex128, made unitary where the rule keeps it so. */
export function pythonStart({ init, numbers, gain, rule }: LaneConfig, lane: LaneKey): Part {
  const complex = numbers === "complex";
  if (init === "identity") {
    const expression = `identity_matrix(${complex ? "torch.complex128" : ""})`;
    return { needs: [file("identity_matrix")], expression };
  }
  const start = STARTS[init];
  const name = complex ? `${start.name}_complex` : start.name;
  const needs = [...start.needs, ...(!complex && OF_ROTATIONS.includes(init) ? ["rotation"] : []), name];
  const drawn = `${name}(Random("W of ${lane}")${init === "gaussian" ? `, gain=${gain}` : ""})`;
  if (RULES[rule].keeps !== "unitary" || start.unitary) {
    return { needs: needs.map(file), expression: drawn };
  }
  return { needs: ["polar", ...needs].map(file), expression: `polar(${drawn})` };
}

/** Half-widths of the uniform starts of V and U, as expressions. */
export function pythonBounds({ init }: LaneConfig): { v: string; u: string } {
  if (INITIALISATIONS[init].inputWidth === plainWidth) {
    return { v: "1 / math.sqrt(UNITS)", u: "1 / math.sqrt(UNITS)" };
  }
  return { v: "math.sqrt(6 / (INPUTS + UNITS))", u: "math.sqrt(6 / (UNITS + OUTPUTS))" };
}
