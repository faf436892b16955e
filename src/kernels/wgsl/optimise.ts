import { OPTIMISERS, type OptimiserId } from "../../optimisers";
import { slotName } from "../optimise";
import { eachNumber, type Program } from "./program";

/**
 * An optimiser's step for every entry: the update, or the parameters minus it, and the new memory.
 * @param from whether there are parameters to subtract the update from
 */
export function optimiseProgram(id: OptimiserId, shape: number[], constants: number, from: boolean): Program {
  const optimiser = OPTIMISERS[id];
  const slots = Array.from({ length: optimiser.slots }, (_, i) => i);
  return eachNumber({
    key: `optimise_${id}_${from}`,
    inputs: ["gradient", ...slots.map(slotName), ...(from ? ["from_"] : [])],
    output: shape,
    others: Object.fromEntries(slots.map((i) => [`kept${i}`, shape])),
    each: 1 + slots.length + (from ? 1 : 0),
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
  ${slots.map((i) => `kept${i}[id] = m${i};`).join(" ")}
  result[id] = ${from ? "from_[id] - moved" : "moved"};
}`,
  });
}
