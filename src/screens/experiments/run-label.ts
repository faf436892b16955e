import { DEFAULT_CONFIG } from "../../config/schema";
import { configOf } from "../../experiments/expand";
import type { Plan } from "../../experiments/plan";
import type { Row } from "../../experiments/row";
import type { PictureLabel } from "../../export/picture-source";
import { LANE_A, LANE_B, type Look } from "../../plot/look";

/** Names and parameters for the figures and their pictures. Lane B is the first of the pair, lane A the second. */
export function runLabelOf(
  plan: Plan,
  rows: readonly Row[],
  [b, a]: readonly [string, string],
  looks: ReadonlyMap<string, Look>,
): PictureLabel {
  const settings = Object.entries(plan.settings).map(([name, value]) => `${name} ${value}`);
  const grid = Object.entries(plan.grid).map(([name, values]) => `${name} ${values.join(", ")}`);
  const own = plan.networks.find(({ name }) => name === b)?.settings ?? {};
  const point = Object.fromEntries(Object.entries(plan.grid).map(([name, [first]]) => [name, first]));
  return {
    series: [
      { ...LANE_A, ...looks.get(a), name: a },
      { ...LANE_B, ...looks.get(b), name: b },
    ],
    preset: plan.id,
    step: rows.length,
    parameters: [plan.name, ...settings, ...grid, `${rows.length} runs`].join(" · "),
    configJson: JSON.stringify(
      plan.networks.length > 0 ? configOf(plan.settings, own, point) : DEFAULT_CONFIG,
    ),
  };
}
