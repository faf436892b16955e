import { LANES, type Look } from "../../charts/lanes";
import type { RunLabel } from "../../charts/props";
import { DEFAULT_CONFIG } from "../../config/schema";
import { configOf } from "../../experiments/expand";
import type { Plan } from "../../experiments/plan";
import type { Row } from "../../experiments/row";

/** Names and parameters for the figures and their pictures. Lane B is the first of the pair, lane A the second. */
export function runLabelOf(
  plan: Plan,
  rows: readonly Row[],
  [b, a]: readonly [string, string],
  looks: ReadonlyMap<string, Look>,
): RunLabel {
  const settings = Object.entries(plan.settings).map(([name, value]) => `${name} ${value}`);
  const grid = Object.entries(plan.grid).map(([name, values]) => `${name} ${values.join(", ")}`);
  const own = plan.networks.find(({ name }) => name === b)?.settings ?? {};
  const point = Object.fromEntries(Object.entries(plan.grid).map(([name, [first]]) => [name, first]));
  return {
    lanes: { a, b },
    looks: LANES.map((lane) => ({ ...lane, ...looks.get(lane.key === "a" ? a : b), key: lane.key })),
    preset: plan.id,
    step: rows.length,
    parameters: [plan.name, ...settings, ...grid, `${rows.length} runs`].join(" · "),
    configJson: JSON.stringify(
      plan.networks.length > 0 ? configOf(plan.settings, own, point) : DEFAULT_CONFIG,
    ),
  };
}
