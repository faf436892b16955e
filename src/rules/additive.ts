import type { Device } from "../math/algebra";
import { descent } from "./descent";
import { entriesOf, type Rule } from "./rule";

type Names = Pick<Rule, "label" | "network" | "formula" | "products" | "python">;
type Direction = <M>(device: Device<M>, w: M, gradient: M, at: { readonly beta: number }) => M;

/**
 * W ← W − αD, where nobody makes W stay anything.
 * @param direction D, a new matrix or the gradient itself; by default the gradient
 */
export function additive(
  names: Names,
  direction: Direction = (_device, _w, gradient) => gradient,
  reads: Rule["reads"] = [],
): Rule {
  return descent<"w">(
    {
      ...names,
      keeps: "nothing",
      numbers: ["real", "complex"],
      reads: ["precondition", "clip", ...reads],
      trained: entriesOf,
    },
    (w0) => ({ w: w0 }),
    {
      direction: (device, { w }, gradient, at) => direction(device, w, gradient, at),
      moves: "w",
      move: (_device, _state, w) => ({ w }),
    },
  );
}
