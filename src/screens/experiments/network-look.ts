import { EXP, type Look, lookOf, NAIVE } from "../../charts/lanes";
import type { RuleId } from "../../config/schema";
import type { Plan } from "../../experiments/plan";

const other = (colour: string, dash: string): Look => ({
  ink: colour,
  mark: colour,
  dash,
  shape: "disc",
  filled: true,
});
const OTHERS: readonly Look[] = [
  other("--series-3", "10 3 2 3"),
  other("--series-4", "4 3"),
  other("--series-5", "2 3"),
  other("--series-6", "12 3"),
  other("--series-7", "5 2 2 2 2 2"),
];

/**
 * The look of each network of a plan in every figure, by its name: the first plain one looks like lane A of the lab, the
 * first naive one and the first with exact exp like the two sides of lane B's switch.
 */
export function looksOf({ networks }: Pick<Plan, "networks">): ReadonlyMap<string, Look> {
  const first = (rule: RuleId) => networks.find(({ settings }) => settings.rule === rule);
  const known = new Map([
    [first("none"), lookOf("a")],
    [first("euclidean"), NAIVE],
    [first("exp"), EXP],
  ]);
  let next = 0;
  return new Map(
    networks.map((network) => [network.name, known.get(network) ?? OTHERS[next++ % OTHERS.length]]),
  );
}
