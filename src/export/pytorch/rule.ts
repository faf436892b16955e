import type { LaneConfig } from "../../config/schema";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import type { Part } from "./source";
import { pythonStart } from "./start";

/**
 * The Python of the rule that trains a lane's W.
 * @throws RangeError if the rule cannot train this kind of W
 */
export function pythonRule(config: LaneConfig, lane: LaneKey): Part {
  const { numbers, precondition } = config;
  const { label, numbers: can, drawsStart, reads, python } = RULES[config.rule];
  if (!can.includes(numbers)) {
    throw new RangeError(
      `The rule “${label}” trains ${can.join(" or ")} matrices only: set the numbers of lane ${lane.toUpperCase()} to that, or choose another rule.`,
    );
  }
  const start = drawsStart
    ? { needs: [], expression: `Random("rule of ${lane}")` }
    : pythonStart(config, lane);
  const isPreconditioned = reads.includes("precondition");
  const keywords = Object.entries(python.keywords?.(config) ?? {}).map(([name, value]) => `${name}=${value}`);
  const given = [start.expression, ...(isPreconditioned ? [precondition] : []), ...keywords];
  return {
    needs: [
      ...start.needs,
      ...(python.needs ?? []),
      ...(isPreconditioned ? [`optimisers/${precondition}`] : []),
      `rules/${python.file}`,
    ],
    expression: `${python.name}(${given.join(", ")})`,
  };
}
