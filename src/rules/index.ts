import type { RuleId } from "../config/schema";
import { deckMinus } from "./deck-minus";
import { deckPlus } from "./deck-plus";
import { euclidean } from "./euclidean";
import { exponential } from "./exponential";
import { none } from "./none";
import { riemannian } from "./riemannian";
import type { Rule } from "./rule";

export type { RecurrentMatrix, Rule } from "./rule";

export const RULES_BY_ID: Readonly<Record<RuleId, Rule>> = {
  none,
  euclidean,
  "deck-plus": deckPlus,
  "deck-minus": deckMinus,
  exp: exponential,
  riemannian,
};
