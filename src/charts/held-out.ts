import type { PerLane } from "../lanes";
import type { LossProps } from "./props";

/** The newest held-out value of each lane as a point off its line. */
export function heldOutMarks({
  a,
  b,
}: LossProps["heldOut"]): PerLane<{ readonly x: number; readonly y: number }> {
  return { a: { x: a.step, y: a.value }, b: { x: b.step, y: b.value } };
}
