import type { RuleId } from "../config/schema";
import { arjovsky } from "./arjovsky";
import { cayley } from "./cayley";
import { deckMinus } from "./deck-minus";
import { deckPlus } from "./deck-plus";
import { exponential } from "./exponential";
import { frozen } from "./frozen";
import { householder } from "./householder";
import { projection } from "./projection";
import { riemannian } from "./riemannian";
import type { Rule } from "./rule";
import { soft } from "./soft";
import { euclidean, none } from "./unconstrained";

export type { RecurrentMatrix, Rule, RuleOptions, RuleSetting, SavedMatrix, StepSettings } from "./rule";

export const RULES_BY_ID: Readonly<Record<RuleId, Rule>> = {
  none,
  euclidean,
  soft,
  frozen,
  exp: exponential,
  riemannian,
  cayley,
  projection,
  "deck-minus": deckMinus,
  "deck-plus": deckPlus,
  householder,
  arjovsky,
};
