import type { Optimiser } from "../../training/optimisers";
import { slotName } from "../optimise";
import { eachNumber, type Program } from "./program";

/**
 * One result of an optimiser's step for every number: the memory of slot k, or where k is undefined the move, or what
 * it leaves of the parameters.
 */
export function optimiseProgram(
  optimiser: Optimiser,
  shape: number[],
  constants: number,
  kept: number | undefined,
  from: boolean,
): Program {
  const slots = Array.from({ length: optimiser.slots }, (_, i) => i);
  const result = kept === undefined ? (from ? "from_[id] - moved" : "moved") : `m${kept}`;
  return eachNumber({
    key: `optimise_${optimiser.id}_${kept}_${from}`,
    inputs: ["gradient", ...slots.map(slotName), ...(from ? ["from_"] : [])],
    output: shape,
    integers: ["count"],
    numbers: Array.from({ length: constants }, (_, i) => `c${i}`),
    code: `
fn main() {
  let id = index();
  if (id >= u32(uniforms.count)) { return; }
  let g = gradient[id];
  ${slots.map((i) => `var m${i} = ${slotName(i)}[id];`).join(" ")}
  ${Array.from({ length: constants }, (_, i) => `let c${i} = uniforms.c${i};`).join(" ")}
  var moved = 0.0;
  ${optimiser.wgsl}
  result[id] = ${result};
}`,
  });
}
