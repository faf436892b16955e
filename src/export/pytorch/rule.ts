import type { LaneConfig } from "../../config/schema";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import type { Part } from "./source";
import { pythonStart } from "./start";

/**
 * The Python of the rule that trains a lane's W.
 * @param drawnAs the lane whose random numbers it draws
 * @param start what it starts from, unless it draws that; by default W₀
 * @throws RangeError if the rule cannot train this kind of W
 */
export function pythonRule(
  config: LaneConfig,
  drawnAs: LaneKey,
  start: Part = pythonStart(config, drawnAs),
): Part {
  const { numbers, precondition } = config;
  const { label, numbers: can, drawsStart, reads, python } = RULES[config.rule];
  if (!can.includes(numbers)) {
    throw new RangeError(
      `The rule “${label}” trains ${can.join(" or ")} matrices only: set the numbers of lane ${drawnAs.toUpperCase()} to that, or choose another rule.`,
    );
  }
  const from = drawsStart ? { needs: [], expression: `Random("rule of ${drawnAs}")` } : start;
  const isPreconditioned = reads.includes("precondition");
  const keywords = Object.entries(python.keywords?.(config) ?? {}).map(([name, value]) => `${name}=${value}`);
  const given = [from.expression, ...(isPreconditioned ? [precondition] : []), ...keywords];
  return {
    needs: [
      ...from.needs,
      ...(python.needs ?? []),
      ...(isPreconditioned ? [`optimisers/${precondition}`, "rules/rule"] : []),
      `rules/${python.file}`,
    ],
    expression: `${python.name}(${given.join(", ")})`,
  };
}
