import type { PerLane } from "../../lanes";
import { EXP, type Look, NAIVE } from "../../plot/look";

/** Looks and names of Naive and Exp, in the places of lanes A and B. */
export const RULE_LOOKS: PerLane<Look> = { a: NAIVE, b: EXP };
export const RULE_NAMES: PerLane<string> = { a: "Naive", b: "Exp" };
