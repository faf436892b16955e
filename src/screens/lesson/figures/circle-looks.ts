import { LANE_A, LANE_B } from "../../../plot/look";

/** Eigenvalues on the unit circle have the look of the unitary lane, others that of the plain one. */
export const ON_CIRCLE = { ...LANE_B, name: "on the circle" };
export const OFF_CIRCLE = { ...LANE_A, name: "off the circle" };
