import type { LaneConfig, RuleId } from "../../config/schema";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import type { Part } from "./source";
import { pythonStart } from "./start";

interface PythonRule {
  /** Its file is `rules/<file>`. */
  readonly file: string;
  readonly needs?: readonly string[];
  /** Made from W₀, and the optimiser that preconditions it. */
  readonly make: (start: string, optimiser: string, lane: LaneConfig) => string;
}

const named = (name: string) => (start: string, optimiser: string) => `${name}(${start}, ${optimiser})`;

const PYTHON_RULES: Readonly<Record<Exclude<RuleId, "arjovsky">, PythonRule>> = {
  none: { file: "descent", make: named("Descent") },
  euclidean: { file: "descent", make: named("Descent") },
  soft: { file: "soft", make: (start, by, { beta }) => `Soft(${start}, ${by}, beta=${beta})` },
  frozen: { file: "frozen", make: (start) => `Frozen(${start})` },
  exp: { file: "exponential", make: named("Exponential") },
  riemannian: {
    file: "riemannian",
    make: (start, by, { rebase }) => `Riemannian(${start}, ${by}, rebase=${rebase})`,
  },
  cayley: { file: "cayley", make: named("Cayley") },
  projection: { file: "projection", needs: ["initialisations/polar"], make: named("Projection") },
  "deck-minus": { file: "deck", make: (start, by) => `Deck(${start}, ${by}, sign=-1)` },
  "deck-plus": { file: "deck", make: (start, by) => `Deck(${start}, ${by}, sign=+1)` },
  householder: { file: "householder", make: named("Householder") },
};

/**
 * The rule that owns a lane's W.
 * @throws RangeError where the rule cannot train this kind of W
 */
export function pythonRule(config: LaneConfig, lane: LaneKey): Part {
  const { rule: id, numbers, precondition } = config;
  const { label, numbers: can } = RULES[id];
  if (!can.includes(numbers)) {
    throw new RangeError(
      `The rule “${label}” trains ${can.join(" or ")} matrices only: set the numbers of lane ${lane.toUpperCase()} to that, or choose another rule.`,
    );
  }
  const optimiser = `optimisers/${precondition}`;
  if (id === "arjovsky") {
    const expression = `Arjovsky(Random("rule of ${lane}"), ${precondition})`;
    return { needs: [optimiser, "rules/arjovsky"], expression };
  }
  const start = pythonStart(config, lane);
  const { file, needs = [], make } = PYTHON_RULES[id];
  return {
    needs: [...start.needs, ...needs, ...(id === "frozen" ? [] : [optimiser]), `rules/${file}`],
    expression: make(start.expression, precondition, config),
  };
}
