import { CELLS } from "../kernels/cells";
import { LANE_KEYS, type LaneKey } from "../lanes";
import { RULES } from "../rules";
import type { Refusal } from "./parse";
import { type ConfigKey, FIELDS, type LaneConfig, type RunConfig } from "./schema";

type Fitted = Pick<LaneConfig, "rule" | "numbers" | "cell">;

/** Whether a lane's rule trains matrices of its kind of numbers, and of its cell. */
export const fits = (lane: Fitted): boolean => misfitOf(lane) === undefined;

/** Why a lane's rule, numbers and cell do not go together, as the end of a sentence; undefined if they do. */
export function misfitOf({ rule, numbers, cell }: Fitted): string | undefined {
  const { label, square, numbers: can } = RULES[rule];
  if (isGated(cell) && square)
    return `the rule “${label}” trains a square W only, and the cell ${cell} has none`;
  if (isGated(cell) && numbers !== "real") return `the cell ${cell} has real numbers only`;
  if (!can.includes(numbers)) return `the rule “${label}” trains ${can.join(" or ")} matrices only`;
  return undefined;
}

/** The same as the beginning of a sentence. */
export function misfitSentence(lane: Fitted): string | undefined {
  const misfit = misfitOf(lane);
  return misfit && `${misfit[0].toUpperCase()}${misfit.slice(1)}`;
}

/** Why there is no ring from `ringMin` to `ringMax`, as the end of a sentence; undefined if there is one. */
export const ringMisfitOf = ({ ringMin, ringMax }: Pick<LaneConfig, "ringMin" | "ringMax">) =>
  ringMin > ringMax ? `a ring cannot reach from ${ringMin} to ${ringMax}` : undefined;

/**
 * Whether a lane can change to this rule between two updates. A linear recurrent unit begins with the run: its rows of V are
 * scaled for the λ that it starts with.
 */
export const takesOver = (lane: Fitted, rule: LaneConfig["rule"]): boolean =>
  fits({ ...lane, rule }) && RULES[lane.rule].diagonal === RULES[rule].diagonal;

const isGated = (cell: LaneConfig["cell"]) => CELLS[cell].gated !== null;

/**
 * The config with each lane's rule, numbers and cell in accord, and the ends of its ring in order, and a sentence for each
 * setting that was changed: the one that was just set stays, and otherwise the rule follows the cell, and the numbers follow
 * the rule. A gated cell takes the place of the lane's default rule without a sentence.
 * @param newest the key that was just set
 */
export function fitLanes(
  config: RunConfig,
  newest?: ConfigKey,
): { config: RunConfig; refusals: readonly Refusal[] } {
  let fitted = config;
  const refusals: Refusal[] = [];
  for (const lane of LANE_KEYS) {
    const { ringMin, ringMax } = fitted[lane];
    if (ringMin <= ringMax) continue;
    fitted = { ...fitted, [lane]: { ...fitted[lane], ringMin: ringMax, ringMax: ringMin } };
    const message = `${lane}.ringMin and ${lane}.ringMax were exchanged: ${ringMisfitOf({ ringMin, ringMax })}.`;
    refusals.push({ key: `${lane}.ringMin`, given: String(ringMin), message });
  }
  for (const lane of LANE_KEYS) {
    // Two settings at most have to give way.
    for (let misfit = misfitOf(fitted[lane]); misfit !== undefined; misfit = misfitOf(fitted[lane])) {
      const [name, instead] = givingWay(fitted, lane, newest);
      const given = fitted[lane][name];
      const key = `${lane}.${name}` as const;
      fitted = { ...fitted, [lane]: { ...fitted[lane], [name]: instead } };
      const isSilent = newest === undefined && name === "rule" && given === FIELDS[key].default;
      if (isSilent) continue;
      const but =
        newest === `${lane}.numbers` && name === "rule" ? `, and ${newest} is ${fitted[lane].numbers}` : "";
      refusals.push({ key, given, message: `${key} was changed to ${instead}: ${misfit}${but}.` });
    }
  }
  return { config: fitted, refusals };
}

/** The setting that gives way in a lane, and its new value. */
function givingWay(config: RunConfig, lane: LaneKey, newest?: ConfigKey): readonly [keyof Fitted, string] {
  const { rule, cell } = config[lane];
  const { square, numbers } = RULES[rule];
  if (isGated(cell)) {
    const unsuited = newest === `${lane}.rule` ? square : newest === `${lane}.numbers`;
    if (unsuited) return ["cell", "simple"];
    return square ? ["rule", "none"] : ["numbers", "real"];
  }
  return newest === `${lane}.numbers` ? ["rule", FIELDS[`${lane}.rule`].default] : ["numbers", numbers[0]];
}
