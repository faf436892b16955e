import { LANE_A, LANE_B } from "../../../plot/look";

/** What lies on the unit circle looks as the unitary lane does, what lies off it as the plain one. */
export const ON_CIRCLE = { ...LANE_B, name: "on the circle" };
export const OFF_CIRCLE = { ...LANE_A, name: "off the circle" };
