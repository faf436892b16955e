import type { LaneConfig } from "../../config/schema";
import { INITIALISATIONS } from "../../initialisations";
import { plainWidth } from "../../initialisations/initialisation";
import { CELLS } from "../../kernels/cells";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import type { Part } from "./source";

const file = (name: string) => `initialisations/${name}`;

/**
 * W₀ of a lane, n×n in float64 or complex128, projected to a unitary matrix if the rule keeps W unitary; of a gated cell the
 * matrices of its gates above one another.
 */
export function pythonStart({ init, numbers, gain, rule, cell }: LaneConfig, lane: LaneKey): Part {
  const { python, orthogonal } = INITIALISATIONS[init];
  const stream = `Random("W of ${lane}")`;
  const { gated, blocks } = CELLS[cell];
  if (gated) {
    const one = python({ complex: false, gain, stream: "random" });
    return {
      needs: [...one.needs, "gate_by_gate"].map(file),
      expression: `gate_by_gate(${blocks.length}, lambda random: ${one.expression}, ${stream})`,
    };
  }
  const { needs, expression } = python({ complex: numbers === "complex", gain, stream });
  if (RULES[rule].keeps !== "unitary" || orthogonal) return { needs: needs.map(file), expression };
  return { needs: ["polar", ...needs].map(file), expression: `polar(${expression})` };
}

/** Half-widths of the uniform distributions of V and U, as Python expressions. */
export function pythonBounds({ init }: LaneConfig): { v: string; u: string } {
  if (INITIALISATIONS[init].inputWidth === plainWidth) {
    return { v: "1 / math.sqrt(UNITS)", u: "1 / math.sqrt(UNITS)" };
  }
  return { v: "math.sqrt(6 / (INPUTS + UNITS))", u: "math.sqrt(6 / (UNITS + OUTPUTS))" };
}
