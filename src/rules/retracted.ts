import { type Device, deckDirection } from "../math/algebra";
import type { Matrix } from "../math/arrays";
import { descent, descentOnHost } from "./descent";
import { type Rule, skewEntriesOf } from "./rule";

/** Takes W against a step αD and back to the unitary matrices: a new matrix. */
type Retraction<M> = (device: Device<M>, w: M, step: M) => M | Promise<M>;

/** D, a new matrix or the gradient itself. */
type Direction = <M>(device: Device<M>, w: M, gradient: M) => M;

type Names = Pick<Rule, "label" | "shortName" | "formula" | "products" | "python"> &
  Partial<Pick<Rule, "trained">>;

/** A = GW* − WG*: the gradient along the group at W, which moves W by −αAW. */
const tangent: Direction = (device, w, gradient) => device.tidy(() => deckDirection(device, gradient, w));

const descriptors = (names: Names) => ({
  network: "Unitary",
  keeps: "unitary" as const,
  numbers: ["real", "complex"] as const,
  reads: ["precondition", "clip"] as const,
  trained: skewEntriesOf,
  ...names,
});

const start = (w0: Matrix) => ({ w: w0 });

/**
 * Gradient descent along the unitary matrices: W ← R(W, αD), which differs from rule to rule in the retraction R.
 * @param direction D; by default A
 */
export const retracted = (
  names: Names,
  retraction: <M>(device: Device<M>, w: M, step: M) => M | Promise<M>,
  direction: Direction = tangent,
): Rule =>
  descent<"w">(descriptors(names), start, {
    direction: (device, { w }, gradient) => direction(device, w, gradient),
    retract: async (device, { w }, step) => ({ w: await retraction(device, w, step) }),
  });

/** As {@link retracted} along A, for a retraction of operations that devices lack. */
export const retractedOnHost = (names: Names, retraction: Retraction<Matrix>): Rule =>
  descentOnHost<"w">(descriptors(names), start, {
    direction: (device, { w }, gradient) => tangent(device, w, gradient),
    retract: async (device, { w }, step) => ({ w: await retraction(device, w, step) }),
  });
