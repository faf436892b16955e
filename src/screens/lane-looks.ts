import type { PerLane } from "../lanes";
import { LANE_A, LANE_B, type Look } from "../plot/look";

/** How the lanes look, everywhere. */
export const LANE_LOOKS: PerLane<Look> = { a: LANE_A, b: LANE_B };
