import type { RuleId } from "../../config/schema";
import type { Plan } from "../../experiments/plan";
import { DIAMOND, EXP, LANE_A, type Look, NAIVE, SERIES } from "../../plot/look";

/** The look of the i-th further network: beyond {@link SERIES} in the same colours, with longer dashes and hollow marks. */
function further(i: number): Look {
  const look = SERIES[i % SERIES.length];
  return i < SERIES.length ? look : { ...look, dash: "14 4", outline: DIAMOND, filled: false };
}

/**
 * Returns the look of each network of a plan, by its name: the first plain one of simple cells has that of lane A of the
 * lab, the first naive one and the first with exact exp those of the two sides of lane B's switch.
 */
export function looksOf({ networks }: Pick<Plan, "networks">): ReadonlyMap<string, Look> {
  const first = (rule: RuleId) =>
    networks.find(
      ({ settings: { cell = "simple", ...settings } }) => settings.rule === rule && cell === "simple",
    );
  const known = new Map([
    [first("none"), LANE_A],
    [first("euclidean"), NAIVE],
    [first("exp"), EXP],
  ]);
  let next = 0;
  return new Map(networks.map((network) => [network.name, known.get(network) ?? further(next++)]));
}
