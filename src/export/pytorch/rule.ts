import { misfitSentence } from "../../config/fit-lanes";
import type { LaneConfig } from "../../config/schema";
import { CELLS } from "../../kernels/cells";
import type { LaneKey } from "../../lanes";
import { RULES } from "../../rules";
import type { Part } from "./source";
import { pythonStart } from "./start";

/**
 * The Python of the rule that trains a lane's W.
 * @param drawnAs the lane whose random numbers it draws
 * @param start what it starts from, unless it draws that; by default W₀
 * @throws RangeError with a sentence if the rule cannot train this kind of W
 */
export function pythonRule(
  config: LaneConfig,
  drawnAs: LaneKey,
  start: Part = pythonStart(config, drawnAs),
): Part {
  const { precondition, cell } = config;
  const { drawsStart, reads, python } = RULES[config.rule];
  const misfit = misfitSentence(config);
  if (misfit) {
    const lane = `lane ${drawnAs.toUpperCase()}`;
    const remedy = CELLS[cell].gated
      ? `change the rule, the numbers or the cell of ${lane}`
      : `set the numbers of ${lane} to that, or choose another rule`;
    throw new RangeError(`${misfit}: ${remedy}.`);
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
