import { keysOf } from "../keys";
import { arjovsky } from "./arjovsky";
import { cayley } from "./cayley";
import { deckMinus } from "./deck-minus";
import { deckPlus } from "./deck-plus";
import { diagonal } from "./diagonal";
import { exponential } from "./exponential";
import { frozen } from "./frozen";
import { givens } from "./givens";
import { householder } from "./householder";
import { projection } from "./projection";
import { riemannian } from "./riemannian";
import type { Rule } from "./rule";
import { scornn } from "./scornn";
import { soft } from "./soft";
import { euclidean, none } from "./unconstrained";

export type { RecurrentMatrix, Rule, RuleOptions, RuleSetting, SavedMatrix, StepSettings } from "./rule";

/** Every rule by its id, in the order of the forms. */
export const RULES = {
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
  scornn,
  givens,
  diagonal,
} as const satisfies Readonly<Record<string, Rule>>;

export type RuleId = keyof typeof RULES;
export const RULE_IDS: readonly RuleId[] = keysOf(RULES);
