import type { Device } from "../math/algebra";
import { descent } from "./descent";
import { entriesOf, type Rule } from "./rule";

type Descriptors = Pick<Rule, "label" | "shortName" | "network" | "formula" | "products" | "python">;
type Direction = <M>(device: Device<M>, w: M, gradient: M, at: { readonly beta: number }) => M;

/**
 * W ← W − αD, without any constraint on W.
 * @param direction returns D, a new matrix or the gradient itself; by default the gradient
 * @param reads the settings that D depends on
 */
export function additive(
  descriptors: Descriptors,
  direction: Direction = (_device, _w, gradient) => gradient,
  reads: Rule["reads"] = [],
): Rule {
  return descent<"w">(
    {
      ...descriptors,
      keeps: "nothing",
      numbers: ["real", "complex"],
      // A penalty may need WW*; the gradient alone does not.
      square: reads.length > 0,
      reads: ["precondition", "clip", ...reads],
      trained: entriesOf,
    },
    (w0) => ({ w: w0 }),
    {
      direction: (device, { w }, gradient, at) => direction(device, w, gradient, at),
      parameter: "w",
      retract: (_device, _state, w) => ({ w }),
    },
  );
}
