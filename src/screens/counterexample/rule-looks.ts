import type { PerLane } from "../../lanes";
import { EXP, type Look, NAIVE } from "../../plot/look";

/** Naive and Exp in the places of the lanes. */
export const RULE_LOOKS: PerLane<Look> = { a: NAIVE, b: EXP };
export const RULE_NAMES: PerLane<string> = { a: "Naive", b: "Exp" };
